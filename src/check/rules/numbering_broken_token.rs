//! 序号断开了，或者里面有错字符。
//!
//! A number is broken by a blank or a wrong character.
//!
//! **为什么** “第三十五 条”“第三十－条”“笫五十四条”是转换文件时留下的痕迹：看上去像条号，检索和引用却找不到它。改了不动正文一个字。
//!
//! **Why** A blank inside a number, a dash for 一 or 笫 for 第 is what a converter left behind: it looks like a number, and
//! neither search nor reference finds it. To mend it changes no word of the text.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第 二条　本办法自公布之日起施行。
//! ```
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反本办法第一 条的，责令改正。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反本办法第一条的，由第三 项目部、第一、二季度的负责人改正。
//! ```

use crate::check::label::{label, mended, written};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Block, Number, Signs, Unit, inline_runs, parse_han, to_han};
use crate::reference::Passage;
use crate::say;
use crate::text::{Edit, Span};

pub const ID: &str = "numbering/broken-token";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = work.documents().flat_map(|it| it.units()).filter_map(marker).collect();
    for it in work.prose().iter().filter(|it| it.signs.meets(&BREAKS)) {
        findings.extend(cited(&it.passage));
    }
    findings
}

/// What breaks a number: blanks, dashes, 笫.
const BREAKS: Signs = Signs::list(&[
    ' ', '\t', '\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{A0}', '\u{1680}', '\u{2000}', '\u{2001}', '\u{2002}', '\u{2003}',
    '\u{2004}', '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}', '\u{200A}', '\u{2028}', '\u{2029}', '\u{202F}',
    '\u{205F}', '\u{3000}', '-', '－', '—', '–', 'ー', '―', '笫',
]);

/// Returns the finding about the number that opens a unit.
fn marker(unit: &Unit) -> Option<Diagnostic> {
    let marker = unit.marker.as_ref()?;
    let number: &Number = marker.number.as_ref()?;
    marker.runs.iter().find(|it| Signs::of(&it.text).meets(&BREAKS))?;
    let (here, right) = (written(unit), label(unit, number));
    let broken = here != right && here.starts_with(['第', '笫']) && mended(&here) == right;
    let mut finding = broken.then(|| finding(marker.span, &here, &right))?;
    // 第三十五 条农村: the blank slipped into the number.
    let text = match unit.blocks.first() {
        Some(Block::Paragraph(paragraph)) => inline_runs(&paragraph.inlines).first().map(|it| it.span.start),
        _ => None,
    };
    if let Some(fix) = finding.fix.as_mut().filter(|_| text == Some(marker.span.end)) {
        fix.edits.iter_mut().for_each(|it| it.text.push('\u{3000}'));
    }
    Some(finding)
}

/// Returns the findings about the numbers that a passage cites.
fn cited(passage: &Passage) -> Vec<Diagnostic> {
    let text = passage.text.as_str();
    let starts = text.match_indices(['第', '笫']).map(|(at, _)| at);
    let found = starts.filter_map(|at| {
        let here = &text[at..at + token(&text[at..])?];
        let right = mended(here);
        let span = passage.place(at..at + here.len())?;
        (right != here).then(|| finding(span, here, &right))
    });
    found.collect()
}

/// Returns the bytes of a token such as 第三十五 条, broken or not; nothing where the words may mean something else.
fn token(text: &str) -> Option<usize> {
    // 第一 百货商店 is none: only these words, and not where they begin a longer one.
    const WORDS: [(&str, &[char]); 5] = [
        ("条", &['例', '件', '约', '款', '文', '状', '形', '码', '目']),
        ("款", &['项', '额', '式', '待', '物']),
        ("项", &['目', '下', '链']),
        ("章", &['程', '鱼', '法']),
        ("节", &['能', '日', '约', '水', '点', '目', '假', '气', '省']),
    ];
    let inside = |it: char| "零〇一二三四五六七八九十百千万".contains(it) || matches!(it, ' ' | '\t' | '\u{3000}' | '\u{A0}' | '-' | '－' | '—' | '–' | 'ー' | '―');
    let first = text.chars().next()?.len_utf8();
    let len = text[first..].find(|it| !inside(it))?;
    let end = first + len;
    let (word, longer) = WORDS.into_iter().find(|(word, _)| text[end..].starts_with(word))?;
    if text[end + word.len()..].starts_with(longer) {
        return None;
    }
    let right = mended(&text[first..end]);
    let canonical = parse_han(&right).is_some_and(|it| it > 0 && to_han(it) == right);
    canonical.then_some(end + word.len())
}

fn finding(span: Span, here: &str, right: &str) -> Diagnostic {
    let out = Diagnostic::error(ID, span, say!(zh: "“{here}”应当是“{right}”", en: "{here} should be {right}"))
        .hint(say!(zh: "改成{right}。", en: "write {right}."));
    // Markup or a line end inside would be lost: such a token is left to the author.
    if span.len() != here.len() {
        return out;
    }
    out.safe_fix(say!(zh: "改成{right}", en: "write {right}"), vec![Edit { span, text: right.to_owned() }])
}
