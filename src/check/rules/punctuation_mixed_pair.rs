//! 一对括号，一半全角，一半半角。
//!
//! One bracket of a pair is full width, the other half width.
//!
//! **为什么** “（以下简称馆)”两头不齐，多半是后来补打了一半。序号里的括号由 `numbering/style` 查。
//!
//! **Why** A bracket that opens full width and closes half width was mostly typed twice. Brackets of a marker belong to
//! `numbering/style`.
//!
//! ```md bad
//! 第一条　档案馆（以下简称馆)应当保管档案。
//! ```
//!
//! ```md good
//! 第一条　档案馆（以下简称馆）应当保管档案，区间[0,5)不在此列。
//! ```

use crate::check::marks::{edit, han_begins, han_ends, has_han, texts_with};
use crate::check::pairs::{Kind, Pair, marks, paired};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Signs;
use crate::say;

pub const ID: &str = "punctuation/mixed-pair";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['(', ')']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts_with(work, SIGNS) {
        if !text.bytes().any(|it| matches!(it, b'(' | b')')) {
            continue;
        }
        let (pairs, left) = paired(&marks(text), Kind::Round);
        // Where a half is missing, nobody can say what pairs with what.
        for Pair { open, close, .. } in pairs.into_iter().filter(|it| left.is_empty() && it.open.half != it.close.half) {
            let chinese = has_han(&text[open.at..close.at])
                || han_ends(text, open.at)
                || han_begins(text, close.at + close.len());
            let (half, right) = if open.half { (open, "（") } else { (close, "）") };
            let Some(span) = prose.passage.place(half.at..half.at + 1).filter(|_| chinese) else { continue };
            let message = say!(
                zh: "这对括号一半全角、一半半角",
                en: "one of these brackets is full width and the other half width"
            );
            let hint = say!(zh: "这一半改成“{right}”。", en: "write “{right}” here.");
            let finding = Diagnostic::warning(ID, span, message).hint(hint);
            findings.push(match edit(work, prose, half.at..half.at + 1, right) {
                Some(edit) => finding.safe_fix(say!(zh: "改成全角", en: "write it full width"), vec![edit]),
                None => finding,
            });
        }
    }
    findings
}
