//! Plain text, and text torn out of a PDF: lines, and nothing known of them. A form feed ends a page.

use crate::import::raw::{Form, Hint, Line, Raw};

/// Reads a text. Lines end with LF, CRLF, CR, a form feed, or the separators of Unicode.
pub fn read(text: String, form: Form) -> Raw {
    let (mut lines, mut start) = (Vec::new(), 0);
    for (at, it) in text.char_indices() {
        if matches!(it, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            lines.push(Line { range: start..at, hint: Hint::default() });
            start = at + it.len_utf8();
        }
    }
    if start < text.len() {
        lines.push(Line { range: start..text.len(), hint: Hint::default() });
    }
    // CR and LF are one line end, and what lies between them is no blank line.
    let bytes = text.as_bytes();
    lines.retain(|it| {
        !(it.range.is_empty()
            && it.range.start > 0
            && bytes[it.range.start - 1] == b'\r'
            && bytes.get(it.range.start) == Some(&b'\n'))
    });
    Raw { lines, ..Raw::new(form, text) }
}
