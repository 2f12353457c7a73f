//! 序号的位置不对。
//!
//! A number stands in the wrong place.
//!
//! **为什么** 读者和引用都按序号找条文。一条放错了地方，只报这一条：它前后的序号本来是对的，不再另报缺号。
//!
//! **Why** Readers find a unit by its number. Where one unit stands in the wrong place, that unit is the one finding: its
//! neighbours are right, and no gap is reported besides.
//!
//! ```md bad
//! 一、我们重申友好合作的愿望。
//!
//! 三、我们欢迎各方参加。
//!
//! 四、我们感谢东道主。
//!
//! 二、我们注意到经济的发展。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第一条之一　本市档案工作适用本办法。
//!
//! 第二条　本办法自公布之日起施行。
//! ```

use crate::check::label::{label, named, written};
use crate::check::sequence::Fault;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::say;

pub const ID: &str = "numbering/order";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for row in work.series() {
        for (place, fault) in &row.faults {
            let &Fault::Order { after, before, ref due, count } = fault else { continue };
            let unit = row.entries[*place].0;
            let Some(marker) = &unit.marker else { continue };
            let here = match count {
                1 => written(unit),
                _ => format!("{}至{}", written(unit), written(row.entries[place + count - 1].0)),
            };
            let name = |at: Option<usize>| at.map(|at| written(row.entries[at].0));
            let hint = match due {
                Some(due) => {
                    let due = named(&label(unit, due));
                    say!(zh: "按前后次序，这里应当是{due}；若序号没有错，就把它移到该在的地方。", en: "by its neighbours this one should be {due}; if the number is right, move it where it belongs.")
                }
                None => {
                    say!(zh: "把它移到该在的地方；若是序号打错了，就改正序号。", en: "move it there; if the number is a slip, mend the number.")
                }
            };
            let mut finding = Diagnostic::error(ID, marker.span, belongs(&here, name(after), name(before))).hint(hint);
            for (at, message) in [
                (after, say!(zh: "应当在这之后", en: "it belongs behind this")),
                (before, say!(zh: "应当在这之前", en: "it belongs before this")),
            ] {
                if let Some(marker) = at.and_then(|at| row.entries[at].0.marker.as_ref()) {
                    finding = finding.related(marker.span, message);
                }
            }
            findings.push(finding);
        }
    }
    findings
}

fn belongs(here: &str, after: Option<String>, before: Option<String>) -> Message {
    match (after, before) {
        (Some(after), Some(before)) => {
            say!(zh: "{here}应当在{after}之后、{before}之前", en: "{here} should stand after {after} and before {before}")
        }
        (Some(after), None) => say!(zh: "{here}应当在{after}之后", en: "{here} should stand after {after}"),
        (None, Some(before)) => say!(zh: "{here}应当在{before}之前", en: "{here} should stand before {before}"),
        (None, None) => say!(zh: "{here}的位置不对", en: "{here} stands in the wrong place"),
    }
}
