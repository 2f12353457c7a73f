//! 汉字旁边用了直引号。
//!
//! A straight quotation mark stands beside Chinese characters.
//!
//! **为什么** 直引号 " 和 ' 不分前后，是打字机留下的；中文用“ ”和‘ ’。
//!
//! **Why** Straight quotes don't say which half they are; Chinese text has “ ” and ‘ ’.
//!
//! ```md bad
//! 第一条　本办法所称"档案"，是指有保存价值的记录。
//! ```
//!
//! ```md good
//! 第一条　本办法所称“档案”，是指有保存价值的记录，文件名为"a.md"。
//! ```

use crate::check::marks::{before, edit, has_han, texts_with};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::{Edit, is_han};

pub const ID: &str = "punctuation/straight-quote";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['"', '\'']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts_with(work, SIGNS) {
        if !text.bytes().any(|it| matches!(it, b'"' | b'\'')) {
            continue;
        }
        for (mark, open, close) in [('"', "“", "”"), ('\'', "‘", "’")] {
            // Behind a letter or a digit stand apostrophes, primes and inches, and not the opening of a pair.
            let places: Vec<usize> = text.match_indices(mark).map(|(at, _)| at).collect();
            let latin = |it: &usize| before(text, *it).is_some_and(|it| it.is_ascii_alphanumeric());
            // An odd number can't be paired.
            if !places.len().is_multiple_of(2) || places.iter().step_by(2).any(latin) {
                continue;
            }
            for pair in places.chunks_exact(2) {
                let (from, to) = (pair[0], pair[1]);
                if !quotes_han(&text[from + 1..to]) {
                    continue;
                }
                let Some(span) = prose.passage.place(from..from + 1) else { continue };
                let message = say!(zh: "中文里用了直引号 {mark}", en: "the straight quote {mark} stands in Chinese text");
                let hint = say!(zh: "改成{open}{close}。", en: "write {open}{close}.");
                let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
                let edits = [(from, open), (to, close)].map(|(it, right)| edit(work, prose, it..it + 1, right));
                let edits: Vec<Edit> = edits.into_iter().flatten().collect();
                if edits.len() == 2 {
                    finding.fix = Some(Fix { message: say!(zh: "改成弯引号", en: "write curly quotes"), safe: false, edits });
                }
                findings.push(finding);
            }
        }
    }
    findings
}

/// Returns whether what stands between two quotes is Chinese, and neither an attribute nor the gap between two pairs.
fn quotes_han(inside: &str) -> bool {
    let edge = |it: Option<char>| it.is_some_and(|it| is_han(it) || "《（“‘》）”’。！？".contains(it));
    has_han(inside)
        && (edge(inside.chars().next()) || edge(inside.chars().next_back()))
        && !inside.contains(['<', '>', '=', '\n'])
}
