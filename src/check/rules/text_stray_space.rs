//! 句中两个汉字之间有空格。
//!
//! A blank stands between two characters of a sentence.
//!
//! **为什么** 转换时留下的空格把词切断：检索落空，排出来多一个缺口。只看正文的句子；标题、题注、签署、表格，总　则、李　四
//! 这样的均排，以及书名号里标准的名称，都不管。
//!
//! **Why** A blank that a conversion left cuts a word: searches miss it and the line shows a gap. Only sentences of the text
//! are looked at; headings, notes of enactment, signatures, tables, words spread by blanks (总　则, 李　四) and the names of
//! standards are left alone.
//!
//! ```md bad
//! 第一条　各级人民政府应当加强对档案 工作的领导，把它列入规划。
//! ```
//!
//! ```md good
//! 第一条　各级人民政府应当加强对档案工作的领导，把它列入规划。
//!
//! 第二条　本办法自公布之日起施行。
//!
//! 主　任　李　四
//! ```

use crate::check::characters::leaves_open;
use crate::check::prose::{Prose, Setting};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::{Edit, is_han};

pub const ID: &str = "text/stray-space";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&[' ', '\u{A0}', '\u{3000}', '\t']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let is_sentence = |it: &&Prose| {
        const SHORT: usize = 20;
        let text = &it.passage.text;
        it.signs.meets(&SIGNS)
            && matches!(it.setting, Setting::Paragraph | Setting::Note)
            && text.trim_end().ends_with(['。', '；', '：', '，', ';'])
            && text.chars().nth(SHORT).is_some()
    };
    work.prose().iter().filter(is_sentence).flat_map(found).collect()
}

const BLANKS: [char; 4] = [' ', '\u{A0}', '\u{3000}', '\t'];

fn found(prose: &Prose) -> Vec<Diagnostic> {
    let text = &prose.passage.text;
    let mut findings = Vec::new();
    let mut at = 0;
    while let Some(ahead) = text[at..].find(BLANKS) {
        let start = at + ahead;
        let end = text.len() - text[start..].trim_start_matches(BLANKS).len();
        at = end;
        if !is_stray(text, start, end) || leaves_open(&text[..start], '《', '》') {
            continue;
        }
        let Some(span) = prose.passage.place(start..end) else { continue };
        let finding = Diagnostic::warning(
            ID,
            span,
            say!(zh: "句中两个汉字之间有空格", en: "a blank stands between two characters of a sentence"),
        )
        .hint(say!(zh: "删去空格；若此处应当断句，补上标点。", en: "take it out; put in a mark if the sentence should pause here."));
        findings.push(match span.len() == end - start {
            true => finding.safe_fix(
                say!(zh: "删去空格", en: "take out the blank"),
                vec![Edit { span, text: String::new() }],
            ),
            false => finding,
        });
    }
    findings
}

/// Returns whether the blanks between two bytes part two characters of one sentence.
fn is_stray(text: &str, start: usize, end: usize) -> bool {
    const REACH: usize = 3;
    let before = text[..start].chars().rev().take(REACH);
    let after = text[end..].chars().take(REACH);
    // Words spread by blanks have blanks, or the line's end, close by.
    let is_word = |mut it: Box<dyn Iterator<Item = char> + '_>| {
        let mut count = 0;
        it.all(|it| {
            count += 1;
            is_han(it)
        }) && count == REACH
    };
    // A number and its 条 are the numbering rules' business: 第三十五 条, and 第十一条 run on behind a sentence.
    let numbered = |it: &str| it.ends_with(['条', '款', '项', '章', '节', '编', '之', '第']) || it.ends_with(NUMERALS);
    is_word(Box::new(before)) && is_word(Box::new(after)) && !numbered(&text[..start])
}

const NUMERALS: [char; 14] = ['〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千'];
