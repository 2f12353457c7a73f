//! 序号不从一开始。
//!
//! A row of numbers does not begin with one.
//!
//! **为什么** 条从第一条开始；每章的节、每款的项、每项的目都从一开始。不从一开始，多半是前面的标题或者序号丢了：它成了普通的段落。
//!
//! **Why** Articles begin with 第一条; sections begin again in each chapter, items in each paragraph. A row that begins
//! later has mostly lost what stood before it: the first chapter's heading or the first item's number became plain text.
//! A file that holds one part of a work, as 民法典合同编 does, may begin with any article.
//!
//! ```md bad
//! 第一条　有下列情形之一的，不予受理：
//!
//! 材料不齐全的；
//!
//! （二）超过期限的。
//! ```
//!
//! ```md good
//! # 民法典
//!
//! # 合同编
//!
//! ## 第三编　合同
//!
//! 第四百六十三条　本编调整因合同产生的民事关系。
//!
//! 第四百六十四条　合同是协议。
//! ```

use crate::check::label::{label, named, span_of, written};
use crate::check::lost_heading::name_lost;
use crate::check::sequence::Fault;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::plain_text;
use crate::say;

pub const ID: &str = "numbering/start";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in work.series() {
        for (place, fault) in &row.faults {
            let Fault::Start { missing } = fault else { continue };
            let unit = row.entries[*place].0;
            let Some(marker) = &unit.marker else { continue };
            // 附件：1、… on one line, and 2、 below it.
            let lead = row.lead.map_or(String::new(), |it| plain_text(&it.inlines));
            if missing.iter().all(|it| lead.contains(&label(unit, it))) {
                continue;
            }
            let (here, names) = (named(&written(unit)), span_of(unit, missing));
            let finding =
                Diagnostic::error(ID, marker.span, say!(zh: "这一列从{here}开始，前面没有{names}", en: "this row begins with {here}; {names} is missing"))
                    .hint(say!(zh: "前文中有丢了序号的标题或者段落的，补上{names}；没有的，对照原件补正文，或者改正序号。", en: "where a heading or paragraph before it lost its number, give it back: {names}; else restore the text from the original, or mend the numbers."));
            findings.push(name_lost(finding, work, None, unit, missing));
        }
    }
    findings
}
