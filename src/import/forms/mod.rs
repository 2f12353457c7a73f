//! The raw forms: each reads a file into lines and hints, and decides nothing. One file a form.

mod html;
mod markdown;
mod text;

use crate::import::raw::{Form, Raw};

/// Reads a raw text in a form; a PDF is read elsewhere, from its bytes.
pub fn read(text: String, form: Form) -> Raw {
    match form {
        Form::Text | Form::PdfText | Form::Pdf => text::read(text, form),
        Form::Markdown => markdown::read(text),
        Form::Html => html::read(text),
    }
}

/// Returns the form that a text seems to have.
pub fn recognised(text: &str) -> Form {
    let text = text.trim_start_matches('\u{FEFF}');
    let head: String = text.trim_start().chars().take(2000).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<')
            && ["<p", "<div", "<body", "<head", "<table", "<span", "<br", "<h1"].iter().any(|it| head.contains(it)))
    {
        return Form::Html;
    }
    let lines = || text.lines().take(2000);
    let headings = lines().filter(|it| it.starts_with('#') && it.trim_start_matches('#').starts_with(' ')).count();
    if headings > 0 || head.starts_with("---") && lines().next() == Some("---") && lines().skip(1).any(|it| it == "---")
    {
        return Form::Markdown;
    }
    let pages = text.contains('\u{C}')
        || lines().filter(|it| it.contains('页') && it.contains('第') && it.chars().count() < 16).count() > 1;
    if pages { Form::PdfText } else { Form::Text }
}
