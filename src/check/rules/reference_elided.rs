//! 并列引用省去了“第”或者“条”。
//!
//! A list of references leaves out 第 or 条.
//!
//! **为什么** “第三、五条”是“第三条、第五条”的省写。法律的通例是逐一写全，检索和将来改条号都靠它。默认不查。
//!
//! **Why** 第三、五条 stands for 第三条、第五条. Published law mostly writes each in full; search and later renumbering rely
//! on it. Off by default.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　机关、团体应当归档。
//!
//! 第三条　违反本办法第一、二条规定的，责令改正。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　机关、团体应当归档。
//!
//! 第三条　违反本办法第一条、第二条规定的，责令改正。
//! ```

use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::{Joint, Numeral, Rank, Reference, Scope};
use crate::say;
use crate::text::{Edit, Span};

pub const ID: &str = "reference/elided";
pub const LEVEL: Level = Level::Off;

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(|it| lists(&it.references)).filter_map(finding).collect()
}

/// Returns the runs of references that share one word.
fn lists(references: &[Reference]) -> Vec<&[Reference]> {
    let shared = |it: &Reference| own(it).is_some_and(|it| it.shared) && it.scope != Scope::Quoted;
    let runs = references.chunk_by(|one, next| shared(one) && shared(next) && next.joint != Joint::None);
    runs.filter(|it| it.len() > 1 && it.iter().all(shared)).collect()
}

/// Returns the innermost number of a reference.
fn own(reference: &Reference) -> Option<&Numeral> {
    reference.numerals.last()
}

fn finding(list: &[Reference]) -> Option<Diagnostic> {
    let (first, last) = (list.first()?, list.last()?);
    let span = first.span.to(last.span);
    let names: Vec<String> = list.iter().filter_map(own).map(full).collect();
    let names = names.join("、");
    let mut out = Diagnostic::new(
        ID,
        Severity::Info,
        span,
        say!(zh: "并列引用省去了“第”或者“条”“款”“项”：应当是{names}", en: "a list of references leaves out words: {names} in full"),
    )
    .hint(say!(zh: "逐一写全。", en: "write each in full."));
    out.fix = edits(list).map(|edits| Fix { message: say!(zh: "逐一写全", en: "write each in full"), safe: false, edits });
    Some(out)
}

/// Returns a number with its words: 第三条.
fn full(numeral: &Numeral) -> String {
    format!("第{}{}", numeral.number, numeral.rank.word())
}

/// Returns the edits that write each number of a list out; nothing for 之一 and for brackets, which a text may keep.
fn edits(list: &[Reference]) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    for (index, reference) in list.iter().enumerate() {
        let numeral = own(reference)?;
        let plain = numeral.inserted.is_none() && numeral.rank < Rank::Subitem;
        // A bracket stands between the number and the end of the reference.
        let word = if index + 1 == list.len() { numeral.rank.word().len() as u32 } else { 0 };
        if !plain || numeral.span.end + word != reference.span.end {
            return None;
        }
        let front = Span { end: numeral.span.start, start: numeral.span.start, ..numeral.span };
        let back = Span { start: numeral.span.end, ..numeral.span };
        if index > 0 && reference.span.start == numeral.span.start {
            edits.push(Edit { span: front, text: "第".to_owned() });
        }
        if word == 0 {
            edits.push(Edit { span: back, text: numeral.rank.word().to_owned() });
        }
    }
    Some(edits)
}
