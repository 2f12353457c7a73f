//! 标题末尾有点号。
//!
//! A heading ends in a punctuation mark.
//!
//! **为什么** 编、章、节和没有序号的标题独占一行，末尾不用句号、逗号、分号、冒号、顿号。标题里面还有点号的，是一句话，不在此列。
//!
//! **Why** A heading stands on a line of its own and ends without a mark. One that has marks inside is a sentence, and is
//! left alone.
//!
//! ```md bad
//! ## 第一章　总则。
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```
//!
//! ```md good
//! ## 第一章　总则
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```

use crate::check::prose::Setting;
use crate::check::marks::{edit, texts};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;
use crate::text::Edit;

pub const ID: &str = "punctuation/heading-end";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts(work) {
        let division = prose.unit.is_some_and(|it| it.kind.is_division());
        if prose.setting != Setting::Heading || !division {
            continue;
        }
        let words = text.trim_end();
        let Some(mark) = words.chars().next_back().filter(|it| point(*it)) else { continue };
        let at = words.len() - mark.len_utf8();
        if words[..at].is_empty() || words[..at].chars().any(|it| point(it) && it != '、') {
            continue;
        }
        let Some(span) = prose.passage.place(at..words.len()) else { continue };
        let message = say!(zh: "标题末尾有“{mark}”", en: "the heading ends in “{mark}”");
        let hint = say!(
            zh: "标题末尾不用点号，删去它；下面一段其实是标题后半的，接上来。",
            en: "a heading ends without a mark: take it out, or join the rest of the heading that stands below."
        );
        let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
        let edits: Vec<Edit> = edit(work, prose, at..words.len(), "").into_iter().collect();
        // Behind a comma the heading goes on somewhere.
        if !edits.is_empty() && !matches!(mark, '，' | '、' | ',') {
            finding.fix = Some(Fix { message: say!(zh: "删去末尾的点号", en: "take the mark out"), safe: false, edits });
        }
        findings.push(finding);
    }
    findings
}

fn point(it: char) -> bool {
    matches!(it, '。' | '，' | '；' | '：' | '、' | ',' | ';' | ':')
}
