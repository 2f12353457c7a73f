//! 并列的书名号、引号之间用了顿号。
//!
//! 、 stands between titles or quotations in a row.
//!
//! **为什么** 《标点符号用法》说，标有书名号、引号的并列成分之间通常不用顿号。公布的法律里用与不用的差不多各半，因此这条规则默认不开；
//! 新写的文稿可以在设置里打开。并列成分之间夹有括注的，可以用顿号，不在此列。
//!
//! **Why** GB/T 15834 says that titles and quotations in a row mostly need no 、 between them. Published law has it both
//! ways, so the rule is off until a project asks for it. Where a remark in brackets stands between, 、 is right.
//!
//! ```md bad
//! 第一条　根据《中华人民共和国档案法》、《中华人民共和国保守国家秘密法》，制定本办法。
//! ```
//!
//! ```md good
//! 第一条　根据《中华人民共和国档案法》《中华人民共和国保守国家秘密法》，制定本办法。
//! ```

use crate::check::marks::{edit, texts};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;
use crate::text::Edit;

pub const ID: &str = "punctuation/enumeration-comma";
pub const LEVEL: Level = Level::Off;

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts(work) {
        for (at, mark) in text.match_indices('、') {
            let (above, below) = (&text[..at], &text[at + mark.len()..]);
            let between = above.ends_with('》') && below.starts_with('《') || above.ends_with('”') && below.starts_with('“');
            let Some(span) = between.then(|| prose.passage.place(at..at + mark.len())).flatten() else { continue };
            let message = say!(
                zh: "并列的书名号、引号之间用了顿号",
                en: "“、” stands between titles or quotations in a row"
            );
            let hint = say!(zh: "通常不用顿号。", en: "mostly none is needed.");
            let mut finding = Diagnostic::new(ID, Severity::Info, span, message).hint(hint);
            let edits: Vec<Edit> = edit(work, prose, at..at + mark.len(), "").into_iter().collect();
            if !edits.is_empty() {
                finding.fix = Some(Fix { message: say!(zh: "删去顿号", en: "take “、” out"), safe: false, edits });
            }
            findings.push(finding);
        }
    }
    findings
}
