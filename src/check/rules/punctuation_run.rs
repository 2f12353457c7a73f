//! 两个点号连在一起。
//!
//! Two punctuation marks stand in a row.
//!
//! **为什么** “、、”“，。”里必有一个是多余的，或者中间丢了字。
//!
//! **Why** Of two marks in a row one is too many, or words between them were lost.
//!
//! ```md bad
//! 第一条　档案馆应当收集、、保管档案。
//! ```
//!
//! ```md good
//! 第一条　档案馆应当收集、保管档案。
//! ```

use crate::check::marks::{edit, texts};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;
use crate::text::{Edit, is_han};

pub const ID: &str = "punctuation/run";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts(work).filter(|(prose, _)| prose.signs.has_row()) {
        let mut row: Option<(usize, usize, usize)> = None;
        for (at, it) in text.char_indices().chain([(text.len(), '\n')]) {
            if point(it) {
                let (start, _, count) = row.unwrap_or((at, at, 0));
                row = Some((start, at + it.len_utf8(), count + 1));
                continue;
            }
            let Some((start, end, count)) = row.take() else { continue };
            let marks = &text[start..end];
            // Three full stops are an ellipsis, and a row of Latin marks is a matter of Latin.
            let wrong = count > 1 && !marks.is_ascii() && !(count > 2 && marks.chars().all(|it| it == '。'));
            let chinese = text[..start].chars().next_back().is_some_and(|it| is_han(it) || "》）”’〉〕".contains(it));
            let Some(span) = (wrong && chinese).then(|| prose.passage.place(start..end)).flatten() else { continue };
            let message = say!(zh: "“{marks}”两个点号连在一起", en: "“{marks}” is two marks in a row");
            let hint = say!(
                zh: "删去多余的一个；中间丢了字的，补上。",
                en: "take one out, or restore the words between them."
            );
            let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
            let first = marks.chars().next().map(String::from).unwrap_or_default();
            if marks.chars().all(|it| first.starts_with(it)) {
                let edits: Vec<Edit> = edit(work, prose, start..end, &first).into_iter().collect();
                if !edits.is_empty() {
                    finding.fix = Some(Fix { message: say!(zh: "留下一个", en: "keep one"), safe: false, edits });
                }
            }
            findings.push(finding);
        }
    }
    findings
}

fn point(it: char) -> bool {
    matches!(it, '，' | '。' | '、' | '；' | '：' | ',' | ';' | ':')
}
