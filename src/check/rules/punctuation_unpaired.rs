//! 引号、括号、书名号缺了另一半。
//!
//! A quotation mark, bracket or title mark lacks its other half.
//!
//! **为什么** 有前半没有后半，读者不知道引到哪里、插到哪里为止；多半是漏打，或者前后打成了同一半。引文分成几段的，每段开头用前引号，
//! 只在最后一段末尾用后引号，是对的；“a）”“1）”这样的列举号不是括号；分行写的题注、跨段的括号不算。
//!
//! **Why** With one half missing, nobody knows where a quotation, a remark or a title ends; mostly it was left out, or one
//! half was typed twice. A quotation of several paragraphs opens each of them and closes only the last, which is right;
//! `a）` and `1）` number a list; a remark or a title may run over lines.
//!
//! ```md bad
//! 第一条　本办法所称“档案，是指有保存价值的记录。
//! ```
//!
//! ```md bad
//! 第一条　根据《中华人民共和国档案法，制定本办法。
//! ```
//!
//! ```md bad
//! 第一条　档案馆应当保管档案（含电子档案。
//! ```
//!
//! ```md good
//! # 关于修改《档案条例》的决定
//!
//! 一、第五条修改为：
//!
//! “第五条　档案分为下列各类：
//!
//! “（一）文书；
//!
//! “（二）图纸。”
//!
//! 二、本决定自公布之日起施行，材料包括：a）文书；b）图纸。
//! ```

use crate::check::marks::{has_han, texts};
use crate::check::pairs::{Kind, Mark, marks, paired};
use crate::check::prose::Prose;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::{Span, is_han};

pub const ID: &str = "punctuation/unpaired";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&[
    '(', ')', '“', '”', '‘', '’', '（', '）', '《', '》', '〈', '〉', '〔', '〕', '「', '」', '『', '』', '【', '】',
]);

/// Over so many passages a half may look for its other half: a remark may hold a list, a title may be wrapped.
const REACH: usize = 30;

/// So many halves may wait for their other half, and so many of a kind are looked at in a passage: any text is read in
/// linear time.
const OPEN: usize = 100;
const FEW: usize = 8;

/// A half without its other half.
struct Left<'w> {
    /// The count of its passage.
    passage: usize,
    prose: &'w Prose<'w>,
    mark: Mark,
    place: Span,
    /// Whether the other half may stand in a later passage, however far.
    far: bool,
}

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut open: Vec<Left> = Vec::new();
    let mut lone: Vec<Left> = Vec::new();
    for (passage, (prose, text)) in texts(work).enumerate() {
        if !prose.signs.meets(&SIGNS) {
            continue;
        }
        let marks = marks(text);
        let Some(first) = marks.first() else { continue };
        let Some(place) = prose.passage.place(first.at..first.at + first.len()) else { continue };
        // What was left open in another file, or too far above, stays without its half.
        let near = |it: &Left| it.place.file == place.file && (it.far || passage - it.passage <= REACH);
        lone.extend(open.extract_if(.., |it| !near(it)));
        lone.extend(open.drain(..open.len().saturating_sub(OPEN)));
        for kind in Kind::ALL {
            let goes_on = kind == Kind::Quote && open.iter().any(|it| it.mark.kind == kind && it.far);
            // A quotation that goes on opens each of its paragraphs anew.
            let again = goes_on && marks[0].opens && marks[0].kind == kind && text[..marks[0].at].trim().is_empty();
            let (_, left) = paired(if again { &marks[1..] } else { &marks }, kind);
            let quoting = kind == Kind::InnerQuote && open.iter().any(|it| it.mark.kind == Kind::Quote);
            for mark in left.into_iter().take(FEW).filter(|it| !quoting && !numbers(text, it)) {
                let far = kind == Kind::Quote && mark.opens && leads(&text[..mark.at]);
                let Some(place) = prose.passage.place(mark.at..mark.at + mark.len()) else { continue };
                let left = Left { passage, prose, mark, place, far };
                match mark.opens {
                    true => open.push(left),
                    false => match open.iter().rposition(|it| it.mark.kind == kind) {
                        Some(at) => _ = open.remove(at),
                        None => lone.push(left),
                    },
                }
            }
        }
    }
    lone.extend(open);
    // Two halves of a kind in a passage are mostly one slip.
    lone.sort_by_key(|it| (it.passage, it.mark.kind));
    lone.dedup_by_key(|it| (it.passage, it.mark.kind));
    lone.into_iter().filter_map(finding).collect()
}

/// Returns whether a quotation may begin behind this: a whole paragraph, or what follows a colon or 修改为.
fn leads(above: &str) -> bool {
    above.trim_end().is_empty() || above.ends_with(['：', ':', '为', '“', '《', '（'])
}

/// Returns whether a bracket closes no pair but the number of a list, `a）`, or a face, `:)`.
fn numbers(text: &str, mark: &Mark) -> bool {
    if mark.kind != Kind::Round {
        return false;
    }
    let above = &text[..mark.at];
    if above.ends_with([':', ';']) {
        return true;
    }
    if mark.opens {
        // An interval: (0, 5].
        let below = &text[mark.at + mark.len()..];
        return below.find(']').is_some_and(|it| !has_han(&below[..it]));
    }
    if above.rfind('[').is_some_and(|it| !has_han(&above[it..])) {
        return true;
    }
    let boundary = |it: char| it.is_whitespace() || "，、；。：,;:（(“".contains(it);
    let word = above.rsplit(boundary).next().unwrap_or_default();
    let sign = |it: char| it.is_ascii_alphanumeric() || "一二三四五六七八九十甲乙丙丁".contains(it);
    !word.is_empty() && word.chars().count() <= 3 && word.chars().all(sign)
}

fn finding(left: Left) -> Option<Diagnostic> {
    let Left { prose, mark, place, .. } = left;
    // A text without Han has punctuation of its own.
    if !prose.passage.text.chars().any(is_han) {
        return None;
    }
    let (name, opening, closing) = mark.kind.marks();
    let (here, other) = if mark.opens { (opening, closing) } else { (closing, opening) };
    let message = say!(zh: "{name} {here} 没有与它成对的 {other}", en: "{here} has no {other} to pair with");
    let hint = say!(zh: "补上 {other}，或者删去、改正 {here}。", en: "add {other}, or take out or mend {here}.");
    Some(Diagnostic::warning(ID, place, message).hint(hint))
}
