//! 占位的字还没有填。
//!
//! A placeholder is not filled in.
//!
//! **为什么** “××市”“（待定）”“TODO”是起草时留的空，定稿里不该有。附件里的文书式样本来就留空，引号里的、表格里的也不管；
//! “张×”“王某”是隐去姓名，不算。
//!
//! **Why** ××市, （待定） and TODO hold a place while a text is drafted and have none in a final one. Forms in annexes, quotations
//! and tables are right to have them; a name half hidden (张×) is no placeholder.
//!
//! ```md bad
//! 第一条　本办法自××年×月×日起施行。
//! ```
//!
//! ```md bad
//! 第一条　本办法由档案局（待定）负责解释。
//! ```
//!
//! ```md bad
//! 第一条　TODO
//! ```
//!
//! ```md good
//! 第一条　本办法自2015年5月28日起施行。
//!
//! 第二条　印章的式样为“××市档案局”。
//!
//! ## 附件　移交文书
//!
//! ××档案馆：今移交档案××卷。
//! ```

use crate::check::characters::leaves_open;
use crate::check::prose::{Prose, Setting};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Signs, UnitKind};
use crate::say;

pub const ID: &str = "text/placeholder";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['×', 'T', 'F', '（', '(', '【', '［', '[']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut annex = None;
    for it in work.prose() {
        // Behind an annex's heading everything is the annex's.
        let file = it.passage.place(0..it.passage.text.len()).map(|it| it.file);
        if it.unit.is_some_and(|it| it.kind == UnitKind::Annex) {
            annex = file;
        }
        if annex.is_some() && annex == file || it.quoted || it.setting == Setting::Cell {
            continue;
        }
        findings.extend(found(it));
    }
    findings
}

/// What drafters write to keep a place; in a bracket, or as a word of its own.
const BRACKETED: [&str; 8] = ["待定", "待补", "待补充", "待填", "待核", "待核实", "待确认", "待完善"];
const CLOSES: [char; 5] = ['）', ')', '】', '］', ']'];
const WORDS: [&str; 3] = ["TODO", "FIXME", "TBD"];

/// What tells that a text shows a form and fills none in.
const FORMS: [&str; 10] = ["格式", "式样", "样式", "如：", "例如", "字样", "编号", "案号", "文号", "用语"];

fn found(prose: &Prose) -> Vec<Diagnostic> {
    if !prose.signs.meets(&SIGNS) {
        return Vec::new();
    }
    let text = &prose.passage.text;
    let mut ranges = Vec::new();
    if text.contains('×') && !FORMS.iter().any(|it| text.contains(it)) {
        ranges.extend(crosses(text));
    }
    if text.contains('待') {
        for (at, bracket) in text.match_indices(['（', '(', '【', '［', '[']) {
            let inner = &text[at + bracket.len()..];
            let closed = |word: &&&str| inner.strip_prefix(**word).is_some_and(|it| it.starts_with(CLOSES));
            let Some(word) = BRACKETED.iter().find(closed) else { continue };
            let end = at + bracket.len() + word.len();
            ranges.push(at..end + text[end..].chars().next().map_or(0, char::len_utf8));
        }
    }
    if text.contains(['T', 'F']) {
        for word in WORDS {
            let alone = |it: Option<char>| !it.is_some_and(|it| it.is_ascii_alphanumeric());
            let hits = text.match_indices(word).map(|(at, it)| at..at + it.len());
            ranges.extend(hits.filter(|it| alone(text[..it.start].chars().next_back()) && alone(text[it.end..].chars().next())));
        }
    }
    ranges.retain(|it| !leaves_open(&text[..it.start], '“', '”'));
    ranges
        .into_iter()
        .filter_map(|range| {
            let written = &text[range.clone()];
            let span = prose.passage.place(range)?;
            Some(
                Diagnostic::warning(ID, span, say!(zh: "“{written}”是占位的字，还没有填", en: "“{written}” holds a place that is not filled in"))
                    .hint(say!(zh: "填上内容，或者删去。", en: "fill it in, or take it out.")),
            )
        })
        .collect()
}

/// Returns the rows of ×× and ×年, ×月, ×日; a lone × is a sign of multiplication or half a name.
fn crosses(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, it) in text.match_indices('×') {
        let end = at + it.len();
        match out.last_mut() {
            Some(last) if last.end == at => last.end = end,
            // One for a whole date: ××年×月×日.
            Some(last) if text[last.end..at].chars().all(|it| matches!(it, '年' | '月')) => last.end = end,
            _ => out.push(at..end),
        }
    }
    out.retain(|it| text[it.clone()].chars().filter(|it| *it == '×').count() > 1);
    // A number of a form: （××××）, ××号.
    out.retain(|it| {
        let after = text[it.end..].chars().next();
        !text[..it.start].ends_with(['（', '(', '〔', '第'])
            && !after.is_some_and(|it| it.is_ascii_alphanumeric() || matches!(it, '号' | '×'))
    });
    out
}
