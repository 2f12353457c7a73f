//! 新的一条（项）接排在上一条的段落里。
//!
//! A new article or item runs on in the paragraph before it.
//!
//! **为什么** 转换、粘贴时丢了一个回车，第六条就成了第五条的文字：目录里没有它，引用它的地方全都落空。它并没有缺，只要在序号前面另起一段。
//! 一段里接排了几条，就在每一条的序号处各报一次；引号里的条文不算。
//!
//! **Why** Where a line end was lost, 第六条 becomes text of 第五条: it is in no contents, and whatever cites it cites
//! nothing. It is not missing; it only has to open a paragraph of its own. Of several in one paragraph each is found at
//! its own place. What stands in quotation marks is not looked at.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。第二条本市档案工作适用本办法。
//!
//! 第三条　本办法自公布之日起施行。
//! ```
//!
//! ```md bad
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书；（二）身份证明；
//!
//! （三）委托书。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本市档案工作适用本办法。第一条规定的档案，包括下列材料：（一）文书；（二）图纸。
//!
//! 第三条　本办法自公布之日起施行。
//! ```

use crate::check::label::{named, written};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;

pub const ID: &str = "numbering/run-on";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for it in work.run_on() {
        let here = named(&it.label);
        let message = match it.within.map(|it| named(&written(it))) {
            Some(within) => {
                say!(zh: "{here}接排在{within}的文字里", en: "{here} ran into the text of {within}")
            }
            None => say!(zh: "{here}接排在上一段里", en: "{here} ran into the paragraph before"),
        };
        let mut finding = Diagnostic::error(ID, it.span, message)
            .hint(say!(zh: "在{here}前面另起一段。", en: "begin a new paragraph before {here}."));
        if !it.edits.is_empty() {
            let message = say!(zh: "在{here}前面另起一段", en: "begin a new paragraph before {here}");
            finding.fix = Some(Fix { message, safe: false, edits: it.edits.clone() });
        }
        findings.push(finding);
    }
    findings
}
