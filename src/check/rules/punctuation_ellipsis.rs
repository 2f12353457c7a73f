//! 省略号写得不对。
//!
//! An ellipsis is not written as ……, or 等 follows it.
//!
//! **为什么** 中文的省略号是六个点“……”，占两个字。三个句点“...”、三个句号“。。。”、居中的“⋯⋯”、单个的“…”都不是；省略号后面
//! 不再写“等”。目录的导引点、公式里的“…”不在此列。
//!
//! **Why** The Chinese ellipsis is six dots over two squares, ……, and 等 doesn't follow it. Leaders of a table of contents
//! and dots of a formula are none.
//!
//! ```md bad
//! 第一条　档案包括文书、图纸...
//! ```
//!
//! ```md bad
//! 第一条　档案包括文书、图纸……等。
//! ```
//!
//! ```md good
//! 第一条　档案包括文书、图纸……并依a1，a2，…，an编号。
//! ```

use std::ops::Range;

use crate::check::marks::{after, before, edit, han_begins, han_ends, texts};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "punctuation/ellipsis";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look, if not two full stops side by side.
const SIGNS: Signs = Signs::list(&['.', '…', '⋯']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts(work) {
        if !prose.signs.has_row() && !prose.signs.meets(&SIGNS) {
            continue;
        }
        for row in rows(text) {
            let Some(span) = prose.passage.place(row.clone()) else { continue };
            let dots = &text[row.clone()];
            let rest = &text[row.end..];
            if dots == "……" {
                if rest.starts_with('等') && !rest.starts_with("等级") && !rest.starts_with("等于") {
                    let message = say!(zh: "省略号后面又写了“等”", en: "等 follows an ellipsis, which says the same");
                    let hint = say!(zh: "“……”和“等”留一个。", en: "keep either “……” or 等.");
                    findings.push(Diagnostic::warning(ID, span, message).hint(hint));
                }
                continue;
            }
            if !wrong(text, &row) {
                continue;
            }
            let message = say!(zh: "省略号写成了“{dots}”", en: "the ellipsis is written as “{dots}”");
            let hint = say!(zh: "写成“……”，占两个字。", en: "write “……”, six dots over two squares.");
            let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
            let edits: Vec<Edit> = edit(work, prose, row.clone(), "……").into_iter().collect();
            if !edits.is_empty() {
                // What looks like full stops may have stood for something else.
                let safe = !dots.starts_with('。');
                finding.fix = Some(Fix { message: say!(zh: "改成省略号", en: "write an ellipsis"), safe, edits });
            }
            findings.push(finding);
        }
    }
    findings
}

/// Returns the rows of dots of a text: three ASCII ones or more, three 。 or more, any number of … and ⋯.
fn rows(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let dot: &[u8] = match bytes[at] {
            b'.' => b".",
            0xE2 if bytes[at..].starts_with("…".as_bytes()) => "…".as_bytes(),
            0xE2 if bytes[at..].starts_with("⋯".as_bytes()) => "⋯".as_bytes(),
            0xE3 if bytes[at..].starts_with("。".as_bytes()) => "。".as_bytes(),
            _ => {
                at += 1;
                continue;
            }
        };
        let start = at;
        while bytes[at..].starts_with(dot) {
            at += dot.len();
        }
        if (at - start) / dot.len() >= 3 || bytes[start] == 0xE2 {
            out.push(start..at);
        }
    }
    out
}

/// Returns whether a row of dots is an ellipsis of Chinese text, and not as it should be.
fn wrong(text: &str, row: &Range<usize>) -> bool {
    let dots = &text[row.clone()];
    let count = dots.chars().count();
    let listed = before(text, row.start).is_some_and(|it| matches!(it, '，' | '、' | '。' | '；'));
    let chinese = han_ends(text, row.start) || listed && han_begins(text, row.end);
    // Leaders lead to a page; …… may be doubled where a paragraph is left out.
    let leaders = count > 6 || after(text, row.end).is_some_and(|it| it.is_ascii_digit());
    chinese && !leaders && !(dots.starts_with('…') && count == 4)
}
