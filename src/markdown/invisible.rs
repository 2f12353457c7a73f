//! Characters that nobody sees: controls, zero widths, marks of direction. They are looked for in the bytes of the whole
//! file, for they hide as well between the words as in markup, comments and front matter.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Fix, Message};
use crate::say;
use crate::text::{Edit, FileId, Span, is_cjk};

/// The rule that such a character comes under.
pub const RULE: &str = "text/invisible";

/// Returns a finding for each character, or row of the same, that nobody sees and no script needs where it stands.
pub fn invisible(file: FileId, text: &str) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let bytes = text.as_bytes();
    let mut at = usize::from(text.starts_with('\u{FEFF}')) * '\u{FEFF}'.len_utf8();
    while let Some(ahead) = bytes[at..].iter().position(|it| LEADS[usize::from(*it)]) {
        at += ahead;
        let Some(it) = text[at..].chars().next() else { break };
        let Some(kind) = kind(it) else {
            at += it.len_utf8();
            continue;
        };
        let length = text[at..].chars().take_while(|next| *next == it).map(char::len_utf8).sum::<usize>();
        let range = at..at + length;
        at = range.end;
        findings.extend(finding(file, text, range, it, kind));
    }
    findings
}

/// What a character is that nobody sees.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nothing prints it, and XML can't hold most of them.
    Control,
    /// The sign that a character could not be read.
    Lost,
    /// A place where a line may be broken, or not.
    Break,
    /// A joiner of the scripts that write their letters joined.
    Joiner,
    /// A mark of the direction of writing.
    Direction,
    /// A line end that editors don't show as one.
    LineEnd,
}

fn kind(it: char) -> Option<Kind> {
    Some(match it {
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => {
            Kind::Control
        }
        '\u{FFFD}' => Kind::Lost,
        '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => Kind::Break,
        '\u{200C}' | '\u{200D}' => Kind::Joiner,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{61C}' => Kind::Direction,
        '\u{2028}' | '\u{2029}' => Kind::LineEnd,
        _ => return None,
    })
}

/// The bytes that such characters begin with.
const LEADS: [bool; 256] = {
    let mut leads = [false; 256];
    let mut at = 0;
    while at < 0x20 {
        leads[at] = !matches!(at, 9 | 10 | 13);
        at += 1;
    }
    leads[0x7F] = true;
    leads[0xC2] = true;
    leads[0xD8] = true;
    leads[0xE2] = true;
    leads[0xEF] = true;
    leads
};

fn finding(file: FileId, text: &str, range: Range<usize>, it: char, kind: Kind) -> Option<Diagnostic> {
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    let span = Span::new(file, range.clone());
    let code = u32::from(it);
    let take_out = |message: Message, safe| Fix { message, safe, edits: vec![Edit { span, text: String::new() }] };
    let mut out = match kind {
        Kind::Control => {
            return Some(
                Diagnostic::error(RULE, span, say!(zh: "控制字符 U+{code:04X} 印不出来", en: "the control character U+{code:04X} can't be printed"))
                    .hint(say!(zh: "删去它；若原来是别的字，请对照原件补上。", en: "take it out, or put in the character that stood here.")),
            );
        }
        Kind::Lost => {
            return Some(
                Diagnostic::error(RULE, span, say!(zh: "U+FFFD：这里的字在转换编码时丢了", en: "U+FFFD: a character was lost here when the encoding was converted"))
                    .hint(say!(zh: "对照原件，补上丢了的字。", en: "put in the character of the original.")),
            );
        }
        Kind::LineEnd => {
            return Some(
                Diagnostic::warning(RULE, span, say!(zh: "换行字符 U+{code:04X} 多数编辑器不显示", en: "most editors don't show the line end U+{code:04X}"))
                    .hint(say!(zh: "换成回车，或者删去。", en: "put in a common line end, or take it out.")),
            );
        }
        Kind::Break if it == '\u{FEFF}' || plain(before) && plain(after) || it == '\u{200B}' && !spaceless(before) => {
            Diagnostic::warning(RULE, span, say!(zh: "这里有看不见的字符 U+{code:04X}", en: "there is a character here that nobody sees, U+{code:04X}"))
        }
        Kind::Joiner if plain(before) && plain(after) => {
            Diagnostic::warning(RULE, span, say!(zh: "这里有看不见的连接符 U+{code:04X}", en: "there is a joiner here that nobody sees, U+{code:04X}"))
        }
        Kind::Direction if !leftwards(text, &range) => {
            Diagnostic::warning(RULE, span, say!(zh: "这里有看不见的方向符 U+{code:04X}", en: "there is a mark of direction here that nobody sees, U+{code:04X}"))
        }
        Kind::Break | Kind::Joiner | Kind::Direction => return None,
    }
    .hint(say!(zh: "删去它。", en: "take it out."));
    // Two words of Latin with nothing but this between them would run together.
    let parts_words = |it: Option<char>| it.is_some_and(|it| it.is_alphanumeric() && !is_cjk(it));
    let safe = !(parts_words(before) && parts_words(after));
    out.fix = Some(take_out(say!(zh: "删去看不见的字符", en: "take out what nobody sees"), safe));
    Some(out)
}

/// Returns whether a character needs no joiner and no hint at its side: the end of the text, ASCII that is no letter,
/// white space, or Chinese.
fn plain(it: Option<char>) -> bool {
    it.is_none_or(|it| it.is_whitespace() || is_cjk(it) || (it.is_ascii() && !it.is_ascii_alphabetic()))
}

/// Returns whether a character is of a script that writes no blanks between words, such as Thai or Khmer.
fn spaceless(it: Option<char>) -> bool {
    it.is_some_and(|it| matches!(it, '\u{E00}'..='\u{FFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{1AAF}' | '\u{1B00}'..='\u{1BBF}'))
}

/// Returns whether the line holds a letter of a script that is written from right to left. The scan is bounded, for a
/// line may be of any length.
fn leftwards(text: &str, range: &Range<usize>) -> bool {
    const REACH: usize = 200;
    let is_rtl = |it: char| matches!(it, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    let in_line = |it: &char| *it != '\n';
    text[..range.start].chars().rev().take_while(in_line).take(REACH).any(is_rtl)
        || text[range.end..].chars().take_while(in_line).take(REACH).any(is_rtl)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, Option<bool>)> {
        let findings = invisible(FileId(0), text);
        findings.into_iter().map(|it| (&text[it.span.range()], it.fix.map(|it| it.safe))).collect()
    }

    #[test]
    fn what_no_script_needs_is_found() {
        assert_eq!(found("档\u{200B}\u{200B}案"), [("\u{200B}\u{200B}", Some(true))]);
        assert_eq!(found("law\u{200B}book"), [("\u{200B}", Some(false))]);
        assert_eq!(found("第\u{200E}一条"), [("\u{200E}", Some(true))]);
        assert_eq!(found("\u{FEFF}甲\u{FEFF}"), [("\u{FEFF}", Some(true))]);
        assert_eq!(found("甲\u{AD}乙"), [("\u{AD}", Some(true))]);
        assert_eq!(found("甲\u{93}乙\0"), [("\u{93}", None), ("\0", None)]);
        assert_eq!(found("甲\u{FFFD}\u{FFFD}乙"), [("\u{FFFD}\u{FFFD}", None)]);
        assert_eq!(found("---\ntitle: 甲\u{200B}乙\n---\n<!-- 丙\u{200B} -->\n").len(), 2);
    }

    #[test]
    fn what_a_script_needs_stays() {
        for text in [
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "ภาษา\u{200B}ไทย",
            "👨\u{200D}👩",
            "exter\u{AD}nal",
            "葛\u{E0100}",
            "（ab\u{2061}c）",
            "数字 \u{202B}قانون\u{202C}",
            "甲“乙”，……",
            "\u{FEFF}甲\r\n\t乙",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }
}
