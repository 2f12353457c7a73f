//! String literals of Typst: the one door by which text comes into the code.

use std::fmt::Write as _;

/// Returns a Typst string literal that holds `text`.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for it in text.chars() {
        match it {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // A raw control character would be read, but shows in no editor.
            it if it.is_control() => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hold_any_text() {
        assert_eq!(string("#{panic()} \"$x$\" \\ // note"), r##""#{panic()} \"$x$\" \\ // note""##);
        assert_eq!(string("a\nb\u{0}"), "\"a\\nb\\u{0}\"");
    }
}
