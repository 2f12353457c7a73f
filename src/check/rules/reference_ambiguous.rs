//! 引用第几项却没有说第几款，或者引用只有一款的条的第一款。
//!
//! A reference leaves open which 款 is meant, or cites 第一款 of an article of one 款.
//!
//! **为什么** “第十条第一项”只有在第十条的各款中仅有一款有第一项时才有确定所指；两款都有，就要写明是哪一款的。反过来，第十条只有一款，
//! 引用就只写“第十条”；写“第十条第一款”，多半是那一条丢了分段，或者修改时删过一款。
//!
//! **Why** 第十条第一项 names one thing only where a single 款 of the article has a first item; where two have one, the
//! reader can't tell which is meant. And an article of one 款 is cited by its number alone: 第十条第一款 shows that a
//! paragraph break was lost there, or a 款 repealed.
//!
//! ```md bad
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书；
//!
//! （二）身份证明。
//!
//! 有下列情形之一的，不予受理：
//!
//! （一）材料不全；
//!
//! （二）逾期申请。
//!
//! 第二条　违反本办法第一条第二项规定的，责令改正。
//! ```
//!
//! ```md bad
//! 第一条　申请人应当提交申请书。
//!
//! 第二条　违反本办法第一条第一款规定的，责令改正。
//! ```
//!
//! ```md good
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书；
//!
//! （二）身份证明。
//!
//! 有下列情形之一的，不予受理：
//!
//! （一）材料不全；
//!
//! （二）逾期申请。
//!
//! 第二条　违反本办法第一条第一款第二项规定的，责令改正。
//! ```

use std::collections::BTreeSet;

use crate::check::rules::reference_self::cites_itself;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Block, Rank, Reference, Resolution, UnitKind};
use crate::say;

pub const ID: &str = "reference/ambiguous";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut single = None;
    let mut findings = Vec::new();
    for reference in work.documents().flat_map(|it| &it.references) {
        let Resolution::Found(targets) = &reference.resolution else { continue };
        if reference.relative.is_some() || reference.place.get(Rank::Article).is_none() {
            continue;
        }
        let paragraph = reference.place.get(Rank::Paragraph);
        match (reference.place.deepest(), paragraph, targets.as_slice()) {
            (Some(Rank::Item), None, [_, _, ..]) => findings.push(any_of(work, reference, targets.len())),
            // An article that cites itself is told of that.
            (Some(Rank::Paragraph), Some(number), [target]) if number.base == 1 && !cites_itself(reference) => {
                let single = single.get_or_insert_with(|| single_paragraphs(work));
                if single.contains(target.id.as_str()) {
                    findings.push(only_one(work, reference));
                }
            }
            _ => {}
        }
    }
    findings
}

/// Returns the ids of the 款 that are all their articles hold.
fn single_paragraphs<'a>(work: &Work<'a>) -> BTreeSet<&'a str> {
    let articles = work.documents().flat_map(|it| it.units()).filter(|it| it.kind == UnitKind::Article);
    let mut out = BTreeSet::new();
    for article in articles {
        let mut paragraphs = article.blocks.iter().filter_map(|it| match it {
            Block::Paragraph(paragraph) => Some(paragraph.id.as_str()),
            _ => None,
        });
        if let (Some(only), None) = (paragraphs.next(), paragraphs.next()) {
            out.insert(only);
        }
    }
    out
}

fn any_of(work: &Work, reference: &Reference, count: usize) -> Diagnostic {
    let name = work.cited(reference);
    Diagnostic::warning(
        ID,
        reference.span,
        say!(zh: "{name}没有说第几款，那一条却有{count}款都有这一项", en: "{name} doesn't say which 款, and {count} of them have that item"),
    )
    .hint(say!(zh: "写明是第几款的。", en: "say which 款 it belongs to."))
}

fn only_one(work: &Work, reference: &Reference) -> Diagnostic {
    let name = work.cited(reference);
    Diagnostic::warning(
        ID,
        reference.span,
        say!(zh: "{name}所引的条只有一款", en: "{name} cites an article of one 款"),
    )
    .hint(say!(zh: "核对那一条是不是丢了分段；确只有一款的，引用只写条号。", en: "see whether a paragraph break was lost there; if it has one 款 only, cite the article alone."))
}
