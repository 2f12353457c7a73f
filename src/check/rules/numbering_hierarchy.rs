//! 单元不在它应有的上一级之内。
//!
//! A unit stands outside of the unit that should hold it.
//!
//! **为什么** 编下分章，章下分节，条下分款、项。有章的文件里，节不能在第一章之前；有条的文件里，项不能在条之外：那样的项无法引用。
//!
//! **Why** Parts hold chapters, chapters hold sections, articles hold paragraphs and items. In a text with chapters no
//! section stands before the first chapter, and in a text of articles no item stands outside of an article: it could not
//! be cited.
//!
//! ```md bad
//! ## 第一节　一般规定
//!
//! ## 第一章　总则
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```
//!
//! ```md bad
//! ## 第一章　总则
//!
//! （一）档案局负责档案工作。
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```
//!
//! ```md good
//! ## 第一章　总则
//!
//! ### 第一节　一般规定
//!
//! 第一条　档案包括下列材料：
//!
//! （一）文书；
//!
//! （二）图纸。
//! ```

use std::collections::BTreeSet;

use crate::check::label::{named, written};
use crate::check::lookalike::is_caption;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Block, Document, Unit, UnitKind};
use crate::say;

pub const ID: &str = "numbering/hierarchy";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    misplaced(document)
        .into_iter()
        .filter_map(|(unit, needs)| {
            let (zh, en) = needs.name();
            let (marker, here) = (unit.marker.as_ref()?, named(&written(unit)));
            let (own_zh, own_en) = unit.kind.name();
            Some(
                Diagnostic::error(ID, marker.span, say!(zh: "{here}不在任何{zh}之内", en: "{here} stands in no {en}"))
                    .hint(say!(zh: "把这个{own_zh}放进它所属的{zh}，或者补上丢了的{zh}的标题、序号。", en: "move this {own_en} into its {en}, or give back the {en}'s heading or number.")),
            )
        })
        .collect()
}

/// Returns the units that lack the unit around them which the text elsewhere has, each with the kind it needs; of
/// several in a row the first.
pub fn misplaced(document: &Document) -> Vec<(&Unit, UnitKind)> {
    let kinds = document.units().into_iter().map(|it| it.kind).collect();
    let mut out = Vec::new();
    walk(&document.blocks, &kinds, &[], &mut out);
    out
}

fn walk<'a>(
    blocks: &'a [Block],
    kinds: &BTreeSet<UnitKind>,
    around: &[UnitKind],
    out: &mut Vec<(&'a Unit, UnitKind)>,
) {
    let mut last = None;
    for block in blocks {
        let Block::Unit(unit) = block else { continue };
        // An annex has forms and lists of its own, and a preamble is no article.
        if matches!(unit.kind, UnitKind::Annex | UnitKind::Preamble) {
            continue;
        }
        let needs = match unit.kind {
            UnitKind::Chapter | UnitKind::Subpart => Some(UnitKind::Part),
            UnitKind::Section => Some(UnitKind::Chapter),
            UnitKind::Item if around.contains(&UnitKind::Point) || is_caption(unit) => None,
            UnitKind::Item => Some(UnitKind::Article),
            _ => None,
        };
        if let Some(needs) = needs.filter(|it| !around.contains(it) && kinds.contains(it)) {
            if last != Some(unit.kind) {
                out.push((unit, needs));
            }
            last = Some(unit.kind);
            continue;
        }
        last = None;
        let mut inner = around.to_vec();
        inner.push(unit.kind);
        walk(&unit.blocks, kinds, &inner, out);
    }
}
