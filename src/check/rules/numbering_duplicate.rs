//! 同一个序号出现两次。
//!
//! A number stands twice.
//!
//! **为什么** 两个第八条，引用“第八条”就不知所指。多半是复制以后忘了改号，或者打错了一个字。
//!
//! **Why** With two articles 8 nobody knows which one a reference means. Mostly a copy whose number was not changed, or
//! one wrong character. The finding stands at the unit that is out of line, the other one is named beside it.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本办法适用于本市档案工作。
//!
//! 第二条　档案工作实行统一领导。
//!
//! 第四条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书；
//!
//! （二）身份证明。
//!
//! 代理人应当另外提交下列材料：
//!
//! （一）委托书；
//!
//! （二）代理人的身份证明。
//! ```

use crate::check::label::{label, named, written};
use crate::check::sequence::Fault;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::say;

pub const ID: &str = "numbering/duplicate";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in work.series() {
        for (place, fault) in &row.faults {
            let Fault::Duplicate { other, due } = fault else { continue };
            let (unit, other) = (row.entries[*place].0, row.entries[*other].0);
            let Some(marker) = &unit.marker else { continue };
            let here = named(&written(unit));
            let hint = match due {
                Some(due) => {
                    let due = named(&label(unit, due));
                    say!(zh: "按前后次序，这里应当是{due}。", en: "by its neighbours this one should be {due}.")
                }
                None => {
                    say!(zh: "删去重复的一处，或者改正其中一个序号。", en: "take one of the two out, or mend one of the numbers.")
                }
            };
            let finding =
                Diagnostic::error(ID, marker.span, say!(zh: "{here}出现了两次", en: "{here} stands twice")).hint(hint);
            findings.push(match &other.marker {
                Some(marker) => finding.related(marker.span, say!(zh: "另一处在这里", en: "the other one is here")),
                None => finding,
            });
        }
    }
    findings
}
