//! 一个标题断成了两段。
//!
//! A heading is split into two paragraphs.
//!
//! **为什么** 长标题在原件里排了两行，转换以后第二行成了正文；或者“第三章”单独成行，标题的文字落到了下一段。目录、书眉、书签里就只有半个
//! 标题。
//!
//! **Why** A long heading that took two lines became a heading and a paragraph, or 第三章 stands alone and its words came
//! to the next line: contents, running heads and bookmarks show half of it.
//!
//! ```md bad
//! ## 第一章　市人民代表大会常务委员会审议、表决
//!
//! 地方性法规案程序
//!
//! 第一条　列入议程的地方性法规案，由提案人作说明。
//! ```
//!
//! ```md bad
//! ## 第一章
//!
//! 总则
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```
//!
//! ```md good
//! ## 第一章　市人民代表大会常务委员会审议、表决地方性法规案程序
//!
//! 第一条　列入议程的地方性法规案，由提案人作说明。
//! ```

use crate::check::label::{named, written};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::{Block, Document, Inline, Number, Paragraph, Unit, UnitKind, plain_text};
use crate::say;
use crate::text::{Edit, Span};

pub const ID: &str = "structure/split-heading";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    let divisions = document.units().into_iter().filter(|it| {
        matches!(it.kind, UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Section)
    });
    divisions.filter_map(|unit| second_half(unit).map(|half| finding(unit, half))).collect()
}

/// Returns the paragraph that is the second half of a unit's heading, if there is one for certain.
pub fn second_half(unit: &Unit) -> Option<&Paragraph> {
    let mut blocks = unit.blocks.iter().filter(|it| !is_blank(it));
    let (Some(Block::Paragraph(half)), Some(Block::Unit(next))) = (blocks.next(), blocks.next()) else { return None };
    let heading = plain_text(&unit.heading);
    let (heading, words) = (heading.trim(), plain_text(&half.inlines));
    let words = words.trim();
    if next.kind == UnitKind::Heading || words.chars().count() > 40 || !is_plain(half) {
        return None;
    }
    if words.ends_with(['。', '；', '：', '，', '、', '.', ';', ':', ',', '）', ')', '！', '？', '”', '》', '…']) {
        return None;
    }
    if words.starts_with(['（', '(', '第', '注', '“', '—', '*', '-']) {
        return None;
    }
    // A short line under a short heading may be a heading of its own that lost its number, and so may any line under
    // which the next heading is a second one.
    let lost = next.kind.is_division()
        && next.marker.as_ref().and_then(|it| it.number.as_ref()).is_none_or(|it| *it != Number::new(1));
    let later = unit.blocks.iter().any(|it| match it {
        Block::Unit(unit) => unit.kind.is_division() && unit.kind != next.kind,
        _ => false,
    });
    let long = heading.chars().count() >= 12;
    let open = heading.ends_with(['、', '，', '的', '和', '与', '及', '或']) || words.starts_with(['、', '和', '与', '及']);
    let certain = heading.is_empty() || long || open;
    (certain && !lost && !later).then_some(half)
}

fn is_blank(block: &Block) -> bool {
    let Block::Paragraph(paragraph) = block else { return false };
    plain_text(&paragraph.inlines).chars().all(|it| it.is_whitespace() || matches!(it, '\u{200B}' | '\u{FEFF}'))
}

/// Returns whether a paragraph is one line of text without markup.
fn is_plain(paragraph: &Paragraph) -> bool {
    matches!(paragraph.inlines.as_slice(), [Inline::Text(_)])
}

fn finding(unit: &Unit, half: &Paragraph) -> Diagnostic {
    let (here, words) = (named(&written(unit)), plain_text(&half.inlines).trim().to_owned());
    let mut out = Diagnostic::error(
        ID,
        half.span,
        say!(zh: "“{words}”像是{here}标题的后半", en: "“{words}” looks like the second half of the heading of {here}"),
    )
    .hint(say!(zh: "把它接在{here}的标题后面。", en: "join it to the heading of {here}."))
    .related(unit.span, say!(zh: "标题在这里", en: "the heading is here"));
    let end = last_place(unit);
    if let Some(end) = end.filter(|it| it.end <= half.span.start) {
        let gap = Span { start: end.end, end: half.span.start, ..end };
        let text = if unit.heading.is_empty() { "\u{3000}" } else { "" };
        out.fix = Some(Fix {
            message: say!(zh: "接在标题后面", en: "join it to the heading"),
            safe: false,
            edits: vec![Edit { span: gap, text: text.to_owned() }],
        });
    }
    out
}

/// Returns where the text of a heading ends; nothing where markup stands there.
fn last_place(unit: &Unit) -> Option<Span> {
    match unit.heading.last() {
        Some(Inline::Text(run)) => Some(run.span),
        Some(_) => None,
        None => unit.marker.as_ref().map(|it| it.span),
    }
}
