//! 同一个词连着写了两遍。
//!
//! A word is written twice in a row.
//!
//! **为什么** 改稿时删改不净，常留下“的的”“应当应当”。只查在法律文字里不会相连的词；“目的的”“为了了解”这样各属前后的不算。
//!
//! **Why** A change made in haste leaves a word twice: 的的, 应当应当. Only words that never follow themselves in the language of
//! law are looked for; where the two belong to different words (目的的) nothing is said.
//!
//! ```md bad
//! 第一条　档案馆保存的的档案，依法开放。
//! ```
//!
//! ```md bad
//! 第一条　机关应当应当按期移交档案。
//! ```
//!
//! ```md good
//! 第一条　以营利为目的的，由档案主管部门责令改正。
//! ```

use crate::check::prose::Prose;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;
use crate::text::Edit;

pub const ID: &str = "text/repeated-word";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// Words that never follow themselves, each with the characters that take its first half to themselves when right before
/// it (目|的的), and those that take its second half when right behind it (的的|确确).
const WORDS: &[(&str, &str, &str)] = &[
    ("的", "目标", "确士"),
    ("和", "平共总温缓调饱亲随柔中", "解谐平睦好气蔼缓善约"),
    ("或", "间", "者许然"),
    ("与", "参给赋授付寄", "会否其"),
    ("及", "以涉普波触顾危提企论累惠旁言遍殃", "时其"),
    ("对", "核比针相面应反校查绝配一不敌派", "于外象方待应策比照抗待质手口等称象"),
    ("应当", "", ""),
    ("不得", "", ""),
    ("可以", "", ""),
    ("必须", "", ""),
    ("或者", "", ""),
    ("以及", "", ""),
    ("并且", "", ""),
    ("根据", "", ""),
    ("依照", "", ""),
    ("按照", "", ""),
    ("依据", "", ""),
    ("违反", "", ""),
    ("进行", "", ""),
    ("下列", "", ""),
    ("有权", "", ""),
    ("责令", "", ""),
    ("由于", "", ""),
    ("有关", "", ""),
    ("及时", "", ""),
    ("经过", "", ""),
    ("构成", "", ""),
    ("属于", "", ""),
];

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.prose().iter().flat_map(found).collect()
}

fn found(prose: &Prose) -> Vec<Diagnostic> {
    let text = &prose.passage.text;
    let mut findings = Vec::new();
    for (start, end) in repeated(text) {
        let half = (end - start) / 2;
        let word = &text[start..start + half];
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        let Some((_, front, back)) = WORDS.iter().find(|it| it.0 == word) else { continue };
        let belongs = |it: Option<char>, to: &str| it.is_some_and(|it| to.contains(it));
        if belongs(before, front) || belongs(after, back) || text[end..].starts_with(word) {
            continue;
        }
        let (Some(span), Some(second)) = (prose.passage.place(start..end), prose.passage.place(start + half..end)) else {
            continue;
        };
        let mut finding =
            Diagnostic::warning(ID, span, say!(zh: "“{word}”连着写了两遍", en: "“{word}” is written twice"))
                .hint(say!(zh: "删去一个。", en: "take one out."));
        finding.fix = Some(Fix {
            message: say!(zh: "删去一个“{word}”", en: "take one “{word}” out"),
            safe: false,
            edits: vec![Edit { span: second, text: String::new() }],
        });
        findings.push(finding);
    }
    findings
}

/// Returns where one or two Han characters stand twice, found by their bytes: each has three.
fn repeated(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at + 6 <= bytes.len() {
        if !matches!(bytes[at], 0xE4..=0xE9) {
            at += 1;
            continue;
        }
        for width in [3, 6] {
            // The last byte tells most characters apart.
            let alike = bytes.get(at + width + 2) == Some(&bytes[at + 2]);
            if alike && bytes.get(at + width..at + 2 * width) == Some(&bytes[at..at + width]) {
                out.push((at, at + 2 * width));
            }
        }
        at += 3;
    }
    out.retain(|(start, end)| text.get(*start..*end).is_some());
    out
}
