//! 引号里又用同样的引号，书名号里又用同样的书名号。
//!
//! Quotation marks or title marks stand inside the same marks.
//!
//! **为什么** 《标点符号用法》规定引号里面还要用引号时，外面一层用双引号，里面一层用单引号；书名号里面还要用书名号时，外面一层用双
//! 书名号，里面一层用单书名号。同样的两层，读者分不清哪一半与哪一半成对。
//!
//! **Why** GB/T 15834 sets “ ” outside and ‘ ’ inside, 《 》 outside and 〈 〉 inside. With two equal levels a reader can't
//! tell which half closes what.
//!
//! ```md bad
//! 第一条　根据《关于修改《档案条例》的决定》，制定本办法。
//! ```
//!
//! ```md bad
//! 第一条　印章应当刻有“档案馆“存档”专用”字样。
//! ```
//!
//! ```md good
//! 第一条　根据《关于修改〈档案条例〉的决定》，印章应当刻有“档案馆‘存档’专用”字样。
//! ```

use crate::check::marks::{edit, texts_with};
use crate::check::pairs::{Kind, Pair, marks, paired};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "punctuation/quote-nesting";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['《', '“']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts_with(work, SIGNS) {
        for (kind, inner) in [(Kind::Title, Kind::InnerTitle), (Kind::Quote, Kind::InnerQuote)] {
            let (_, opening, closing) = kind.marks();
            if !nested(text, opening, closing) {
                continue;
            }
            let (pairs, left) = paired(&marks(text), kind);
            let (_, open, close) = inner.marks();
            // Where a half is missing, nobody can say which level is which.
            if !left.is_empty() {
                continue;
            }
            // A third level is a second pair of the outer one.
            for Pair { open: first, close: last, .. } in pairs.into_iter().filter(|it| it.depth == 1) {
                let Some(span) = prose.passage.place(first.at..first.at + 3) else { continue };
                let message = say!(
                    zh: "{opening}{closing}里面又用了{opening}{closing}",
                    en: "{opening}{closing} stand inside {opening}{closing}"
                );
                let hint = say!(zh: "里面一层用{open}{close}。", en: "write {open}{close} inside.");
                let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
                let edits = [(first, open), (last, close)]
                    .map(|(it, right)| edit(work, prose, it.at..it.at + 3, &right.to_string()));
                let edits: Vec<Edit> = edits.into_iter().flatten().collect();
                if edits.len() == 2 {
                    finding.fix = Some(Fix { message: say!(zh: "改写里面一层", en: "rewrite the inner level"), safe: false, edits });
                }
                findings.push(finding);
            }
        }
    }
    findings
}

/// Returns whether a mark opens again before it is closed.
fn nested(text: &str, opening: char, closing: char) -> bool {
    let mut depth = 0;
    for (at, _) in text.match_indices([opening, closing]) {
        depth = if text[at..].starts_with(opening) { depth + 1 } else { 0 };
        if depth > 1 {
            return true;
        }
    }
    false
}
