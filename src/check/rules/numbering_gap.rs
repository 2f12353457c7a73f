//! 序号中间有缺号。
//!
//! A number is missing from its row.
//!
//! **为什么** 条、章、节、项的序号应当逐一递增。缺号多半说明漏排了一段，或者某一条的条号丢了，并入了上一段；后面所有的引用都会落空。
//! 已经删去而保留条号的条文写作“第十条　（删去）”，不算缺号。
//!
//! **Why** Numbers count up by one. A gap mostly means that a passage was lost, or that a unit lost its number and ran
//! into the text before it. The finding stands at the unit after the gap. A repealed article keeps its number as
//! `第十条　（删去）` and is no gap.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第三条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　（删去）
//!
//! 第三条　本办法自公布之日起施行。
//! ```

use crate::check::label::{label, named, span_of, written};
use crate::check::lost_heading::name_lost;
use crate::check::sequence::Fault;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Block, Unit, UnitKind, plain_text};
use crate::say;

pub const ID: &str = "numbering/gap";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in work.series() {
        for (place, fault) in &row.faults {
            let Fault::Gap { after, missing } = fault else { continue };
            let (unit, before) = (row.entries[*place].0, row.entries[*after].0);
            let Some(marker) = &unit.marker else { continue };
            let text = own_text(before);
            // 项 that stand in one paragraph are written out, if not set apart.
            if unit.kind == UnitKind::Item && missing.iter().all(|it| text.contains(&label(unit, it))) {
                continue;
            }
            let (names, here, last) = (span_of(unit, missing), named(&written(unit)), named(&written(before)));
            let hint = say!(zh: "请对照原件补上{names}，或者改正序号；已经删去的，保留序号，写“（删去）”。", en: "restore {names} from the original or mend the numbers; one that was repealed keeps its number with （删去）.");
            let finding = Diagnostic::error(
                ID,
                marker.span,
                say!(zh: "{here}之前缺{names}", en: "{names} is missing before {here}"),
            )
            .hint(hint);
            let finding = match &before.marker {
                Some(marker) => finding.related(marker.span, say!(zh: "前面是{last}", en: "{last} stands before it")),
                None => finding,
            };
            findings.push(name_lost(finding, work, Some(before), unit, missing));
        }
    }
    findings
}

fn own_text(unit: &Unit) -> String {
    let paragraphs = unit.blocks.iter().filter_map(|it| match it {
        Block::Paragraph(paragraph) => Some(plain_text(&paragraph.inlines)),
        Block::Unit(unit) if !unit.kind.is_division() => Some(own_text(unit)),
        _ => None,
    });
    paragraphs.collect::<Vec<_>>().join("\n")
}
