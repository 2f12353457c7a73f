//! XML as text: what must be escaped, what can't be written at all, and the frame of an XHTML file.

use crate::error::{Error, Result};
use crate::say;

/// Returns text as the content of an element says it.
pub fn text(text: &str) -> String {
    escaped(text, |_| None)
}

/// Returns text as the value of an attribute in double quotes says it.
pub fn attribute(text: &str) -> String {
    escaped(text, |it| match it {
        '"' => Some("&quot;"),
        '\n' => Some("&#10;"),
        '\t' => Some("&#9;"),
        _ => None,
    })
}

fn escaped(text: &str, more: fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // A parser would read a bare one as a line end.
            '\r' => out.push_str("&#13;"),
            _ => match more(it) {
                Some(escape) => out.push_str(escape),
                None => out.push(it),
            },
        }
    }
    out
}

/// Returns an error where a file holds a character that XML can't hold.
pub fn check(name: &str, content: &str) -> Result<()> {
    let barred =
        |it: char| matches!(it, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    let Some(at) = content.find(barred) else { return Ok(()) };
    let code = content[at..].chars().next().map_or(0, u32::from);
    let before: String = content[..at].chars().rev().take_while(|it| !matches!(it, '>' | '"' | '\n')).take(8).collect();
    let before: String = before.chars().rev().collect();
    Err(Error::new(say!(
        zh: "EPUB 的 {name} 里，“{before}”之后是控制字符 U+{code:04X}，XML 不能容纳",
        en: "in {name} of the EPUB the control character U+{code:04X} stands after `{before}`; XML can't hold it"
    ))
    .hint(say!(zh: "在底本里删去这个字符。", en: "take the character out of the source.")))
}

/// Returns a file of XHTML.
pub fn xhtml(language: &str, title: &str, body: &str) -> String {
    let (language, title) = (attribute(language), text(title));
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" href="stylesheet.css"/>
</head>
<body>
{body}</body>
</html>
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_close_what_it_stands_in() {
        assert_eq!(text("<b>]]>&amp;\r"), "&lt;b&gt;]]&gt;&amp;amp;&#13;");
        assert_eq!(attribute("\"\n<"), "&quot;&#10;&lt;");
    }

    #[test]
    fn control_characters_are_named() {
        assert_eq!(check("body.xhtml", "甲\u{85}\t乙\n"), Ok(()));
        let error = check("body.xhtml", "<p>第一条\u{1}</p>").expect_err("U+0001 can't be written");
        assert!(error.message.zh.contains("“第一条”之后是控制字符 U+0001"), "{error}");
    }
}
