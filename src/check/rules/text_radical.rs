//! 用部首或兼容汉字代替了汉字，看着一样，码位不同。
//!
//! A radical or compatibility character stands for a common one.
//!
//! **为什么** 从 PDF 里取出的文字常把“文”变成康熙部首 U+2F42，把“见”变成 U+2EC5：搜不到，朗读不出，许多字体里也没有。
//! 单独讲部首、偏旁的文字不管。
//!
//! **Why** Text taken out of a PDF often has the radical U+2F42 for 文 or U+2EC5 for 见. They look alike, but no search finds
//! them, no voice reads them, and many fonts lack them. A text that speaks of radicals is left alone.
//!
//! ```md bad
//! 第一条　为了规范⽂件管理，制定本办法。
//! ```
//!
//! ```md bad
//! 第一条　为了规范意⻅征集，制定本办法。
//! ```
//!
//! ```md good
//! 第一条　为了规范文件和意见征集，制定本办法。
//!
//! 第二条　检字表按部首⽂、⾔、⻅排列。
//! ```

use crate::check::characters::{Text, any_pair, picked};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::lookalike::unified;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "text/radical";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.texts().iter().filter(|it| may_hold(it.text) && !speaks_of_radicals(it.text)).flat_map(found).collect()
}

fn found(text: &Text) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for range in picked(text.text, |it| unified(it).is_some()) {
        let here = &text.text[range.clone()];
        let right: String = here.chars().filter_map(unified).collect();
        let code = here.chars().next().map_or(0, u32::from);
        let span = text.place(range.clone());
        let finding = Diagnostic::warning(
            ID,
            span,
            say!(zh: "“{here}”（U+{code:04X}）不是“{right}”，只是看着像", en: "U+{code:04X} is not the character {right}, though it looks like it"),
        )
        .hint(say!(zh: "改成“{right}”。", en: "write {right}."));
        findings.push(match text.is_literal() {
            true => finding.safe_fix(
                say!(zh: "换成通用的字", en: "put in the common character"),
                vec![Edit { span, text: right }],
            ),
            false => finding,
        });
    }
    findings
}

/// Returns whether a text may hold such a character, by its bytes alone.
fn may_hold(text: &str) -> bool {
    any_pair(text, |one, two| {
        (one == 0xE2) & (two >= 0xBA) | (one == 0xEF) & (0xA4..=0xAB).contains(&two) | (one == 0xF0) & (two == 0xAF)
    })
}

/// Returns whether a text is about radicals, or is a lone one, as in a table of them.
fn speaks_of_radicals(text: &str) -> bool {
    ["部首", "偏旁", "笔画", "笔顺"].iter().any(|it| text.contains(it)) || text.trim().chars().nth(1).is_none()
}
