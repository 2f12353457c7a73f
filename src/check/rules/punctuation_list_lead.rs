//! 列项前面的引语没有以冒号结尾。
//!
//! The words that lead into a list do not end in a colon.
//!
//! **为什么** “下列情形：”引出（一）（二），冒号告诉读者下面是列项。写成逗号、没有标点的，多半是漏了、断了行，或者中间丢了字。
//!
//! **Why** The words that lead into （一）, （二） end in a colon. A comma, or nothing, mostly means a slip, a broken line or
//! lost words.
//!
//! ```md bad
//! 第一条　档案馆应当履行下列职责，
//!
//! （一）收集档案；
//!
//! （二）保管档案。
//! ```
//!
//! ```md good
//! 第一条　档案馆应当履行下列职责：
//!
//! （一）收集档案；
//!
//! （二）保管档案。
//! ```

use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Block, Number, Paragraph, Unit, UnitKind};
use crate::reference::Passage;
use crate::say;
use crate::text::{Span, is_han};

pub const ID: &str = "punctuation/list-lead";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(|it| it.units()).flat_map(leads).filter_map(|(lead, _)| finding(lead)).collect()
}

/// Returns the paragraphs of a unit right before the first item of a list.
fn leads(unit: &Unit) -> impl Iterator<Item = (&Paragraph, &Unit)> {
    unit.blocks.windows(3).filter_map(|it| match it {
        [Block::Paragraph(lead), Block::Unit(first), Block::Unit(second)] => {
            let one = |it: &Unit| it.marker.as_ref().and_then(|it| it.number.as_ref()) == Some(&Number::new(1));
            let listed = first.kind == UnitKind::Item && second.kind == UnitKind::Item && one(first);
            listed.then_some((lead, first))
        }
        _ => None,
    })
}

fn finding(lead: &Paragraph) -> Option<Diagnostic> {
    let passage = Passage::of(&lead.inlines);
    let text = passage.text.trim_end();
    let last = text.chars().next_back()?;
    let fault = is_han(last) || matches!(last, '，' | '、' | '；' | ',' | ';' | '.');
    let at = text.len() - last.len_utf8();
    let span = passage.place(at..text.len()).filter(|_| fault)?;
    let end = Span { start: span.end, ..span };
    let place = if is_han(last) { end } else { span };
    let message = say!(zh: "列项前面的引语没有以冒号结尾", en: "the words before a list don't end in a colon");
    let hint = say!(zh: "末尾用“：”；丢了字的，补上。", en: "end it in “：”, or restore what was lost.");
    Some(Diagnostic::warning(ID, place, message).hint(hint))
}
