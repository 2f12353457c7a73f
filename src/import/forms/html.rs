//! Simple HTML.

use crate::import::raw::{Form, Raw};

/// Reads a page.
pub fn read(text: String) -> Raw {
    super::text::read(text, Form::Html)
}
