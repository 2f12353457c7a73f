//! 年份里的“〇”用圆圈或别的字代替了。
//!
//! A circle or another character stands for 〇 in a year.
//!
//! **为什么** 汉字数字“〇”（U+3007）是字，“○”（U+25CB）是符号：输入时两者难分，检索“一九八〇年”却只找得到前者。
//!
//! **Why** 〇 (U+3007) is a numeral; ○ (U+25CB) is a sign. They look alike, but who searches for 一九八〇年 finds the first
//! alone.
//!
//! ```md bad
//! 第一条　一九八○年以前的档案，依照本办法移交。
//! ```
//!
//! ```md bad
//! 第一条　二0一五年的档案，依照本办法移交。
//! ```
//!
//! ```md good
//! 第一条　一九八〇年以前的档案，由○○档案馆依照本办法移交。
//! ```

use crate::check::prose::Prose;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "text/circle-for-zero";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['○', '◯', '⚪', '⭕', '0', '０', 'O', 'o', 'Ｏ', 'ｏ']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.prose().iter().filter(|it| it.signs.meets(&SIGNS)).flat_map(found).collect()
}

fn found(prose: &Prose) -> Vec<Diagnostic> {
    let text = &prose.passage.text;
    let mut findings = Vec::new();
    for (at, _) in text.match_indices('年') {
        let mut start = at;
        let year: Vec<(usize, char)> = text[..at].char_indices().rev().take(4).collect();
        let before = year.last().and_then(|(at, _)| text[..*at].chars().next_back());
        // Four numerals of which the first is no zero, and no more of them: a year.
        let is_year = year.len() == 4
            && year.iter().all(|(_, it)| is_numeral(*it) || is_circle(*it))
            && year.last().is_some_and(|(_, it)| matches!(it, '一' | '二'))
            && !before.is_some_and(|it| is_numeral(it) || is_circle(it) || matches!(it, '十' | '百' | '千' | '万'));
        if !is_year || !year.iter().any(|(_, it)| is_circle(*it)) {
            continue;
        }
        let mut edits = Vec::new();
        for (at, it) in year.iter().rev().filter(|(_, it)| is_circle(*it)) {
            let Some(span) = prose.passage.place(*at..at + it.len_utf8()) else { continue };
            edits.push(Edit { span, text: "〇".to_owned() });
        }
        if let Some((first, _)) = year.last() {
            start = *first;
        }
        let Some(span) = prose.passage.place(start..at) else { continue };
        let (here, right) = (&text[start..at], text[start..at].replace(is_circle, "〇"));
        findings.push(
            Diagnostic::warning(
                ID,
                span,
                say!(zh: "年份“{here}”里的“〇”写成了别的字", en: "the year “{here}” has another sign where 〇 belongs"),
            )
            .hint(say!(zh: "改成“{right}”（U+3007）。", en: "write “{right}”, with 〇 (U+3007)."))
            .safe_fix(say!(zh: "换成“〇”", en: "put in 〇"), edits),
        );
    }
    findings
}

fn is_numeral(it: char) -> bool {
    "〇零一二三四五六七八九".contains(it)
}

/// Returns whether a character stands for 〇: a circle, a digit, the letter O.
fn is_circle(it: char) -> bool {
    matches!(it, '○' | '◯' | '⚪' | '⭕' | '0' | '０' | 'O' | 'o' | 'Ｏ' | 'ｏ')
}
