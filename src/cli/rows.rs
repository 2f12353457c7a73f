//! Lists that find nothing: rows for programs, and no form that findings have.

use serde::Serialize;

use super::terminal;
use crate::error::Error;
use crate::say;

/// Prints rows as JSON.
pub fn print_rows<T: Serialize>(rows: &[T]) {
    let mut text = serde_json::to_string_pretty(rows).expect("every key is a string, so it serializes");
    text.push('\n');
    terminal::print_data(&text);
}

/// Returns the error of a command of that name when it is asked for a form that only findings have.
pub fn no_such_form(command: &str) -> Error {
    Error::new(
        say!(zh: "{command} 不查问题，只有 human、json 两种形式", en: "{command} finds nothing and has the forms human and json alone"),
    )
    .hint(say!(zh: "用 --format human 或 json。", en: "use --format human or json."))
}
