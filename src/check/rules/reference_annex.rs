//! 引用的附件不存在。
//!
//! A reference cites an annex that does not exist.
//!
//! **为什么** 正文说“见附件2”，文后却只有附件1，读者找不到，执行也落空。文后一个附件也没有的，多半是附件没有随正文收进来，也要补上。
//!
//! **Why** A text that sends its reader to annex 2 must have one. Where no annex is there at all, they mostly got lost when
//! the text was copied.
//!
//! ```md bad
//! 第一条　收费标准见附件2。
//!
//! ## 附件1
//!
//! 收费项目。
//! ```
//!
//! ```md good
//! 第一条　收费标准见附件1。
//!
//! ## 附件1
//!
//! 收费标准。
//! ```

use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Reference, Resolution};
use crate::say;

pub const ID: &str = "reference/annex";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(|it| &it.references).filter_map(|it| finding(work, it)).collect()
}

fn finding(work: &Work, reference: &Reference) -> Option<Diagnostic> {
    let Resolution::Missing(missing) = reference.resolution else { return None };
    if !missing.rank.is_annex() {
        return None;
    }
    let (name, word, count) = (work.cited(reference), missing.rank.word(), missing.count);
    let message = match count {
        0 => say!(zh: "引用{name}，但文后没有{word}", en: "{name} is cited, but the text has no {word}"),
        _ => say!(zh: "引用{name}，但文后只有{count}个{word}", en: "{name} is cited, but the text has only {count} of them ({word})"),
    };
    Some(Diagnostic::warning(ID, reference.span, message).hint(say!(zh: "补上它，或者改正引用。", en: "add it, or mend the reference.")))
}
