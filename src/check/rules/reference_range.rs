//! 引用的范围前大后小。
//!
//! **为什么** “第十条至第五条”不知所指：两头写反了，或者有一头打错了。
//!
//! **Why** A range that runs backwards means nothing: its ends were swapped, or one of them is a slip.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反《中华人民共和国档案法》第十条至第五条规定的，依法处理。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反《中华人民共和国档案法》第五条至第十条规定的，依法处理。
//! ```

use crate::check::cited::cited;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Document;
use crate::reference::{Joint, Place};
use crate::say;

pub const ID: &str = "reference/range";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for it in cited(document) {
        for pair in it.citations.windows(2) {
            let (from, to) = (&pair[0].citation, &pair[1].citation);
            if to.joint != Joint::To || !backwards(&from.place, &to.place) {
                continue;
            }
            let range = from.range.start..to.range.end;
            let Some(span) = it.passage.place(range.clone()) else { continue };
            let name = &it.passage.text[range];
            findings.push(
                Diagnostic::error(
                    ID,
                    span,
                    say!(zh: "引用范围“{name}”前大后小", en: "the range “{name}” runs backwards"),
                )
                .hint(say!(zh: "把两头对调，或者改正其中一头。", en: "swap its ends, or mend one of them.")),
            );
        }
    }
    findings
}

/// Returns whether the end of a range does not lie behind its beginning. Both count the same thing.
fn backwards(from: &Place, to: &Place) -> bool {
    if from.article != to.article {
        return from.article > to.article;
    }
    let ends = |it: &Place| (it.paragraph, it.item.clone(), it.subitem.clone());
    ends(from) >= ends(to)
}
