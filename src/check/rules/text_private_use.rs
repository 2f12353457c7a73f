//! 正文里有专用区字符，换一套字体就成了空白或别的字。
//!
//! A private use character stands in the text.
//!
//! **为什么** 专用区（U+E000 至 U+F8FF，第 15、16 平面）的码位没有公定的字：原来的字体里也许是个点、是个偏旁、是两个空格，
//! 别处就什么也不是。丢了的字只能对照原件补回来。
//!
//! **Why** The code points of the private use areas (U+E000 to U+F8FF, planes 15 and 16) stand for no character that
//! others know: a dot, a rare ideograph or two blanks in the font that the text came from, nothing anywhere else. What was
//! lost can only be put back from the original.
//!
//! ```md bad
//! 第一条　为了促进科技成果转化，制定本条例。
//! ```
//!
//! ```md bad
//! # 某市科技条例
//!
//! 第一条　为了促进科技成果转化，制定本条例。
//! ```
//!
//! ```md good
//! 第一条　为了促进科技成果转化，制定本条例。
//! ```

use crate::check::characters::{any_pair, picked};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;

pub const ID: &str = "text/private-use";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for it in work.texts().iter().filter(|it| may_hold(it.text)) {
        for range in picked(it.text, is_private) {
            let first = it.text[range.clone()].chars().next().map_or(0, u32::from);
            findings.push(
                Diagnostic::error(
                    ID,
                    it.place(range),
                    say!(zh: "专用区字符 U+{first:04X} 不是公定的字", en: "U+{first:04X} is a private use character, which means nothing elsewhere"),
                )
                .hint(say!(zh: "对照原件，换成原来的字；若只是空白，删去。", en: "put in the character of the original; take it out if it was a blank.")),
            );
        }
    }
    findings
}

/// Returns whether a text may hold such a character, by its bytes alone.
fn may_hold(text: &str) -> bool {
    any_pair(text, |one, two| (one == 0xEE) | (one == 0xEF) & (two <= 0xA3) | (one == 0xF3) & (two >= 0xB0) | (one == 0xF4))
}

fn is_private(it: char) -> bool {
    matches!(it, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}
