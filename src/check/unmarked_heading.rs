//! Headings without their `#`: a line 第二章　管理 that stands alone right before an article is read as a paragraph of the
//! article above it, and no chapter begins there.

use crate::model::{Block, Document, Inline, Number, Paragraph, Run, Unit, UnitKind, parse_han};
use crate::reference::is_amendment;

/// A line that reads as the heading of a division, and is none.
#[derive(Debug, Clone)]
pub struct Unmarked<'a> {
    /// The line.
    pub paragraph: &'a Paragraph,
    /// Its only run.
    pub run: &'a Run,
    /// What it would open.
    pub kind: UnitKind,
    /// The number it bears.
    pub number: Number,
}

/// The words of divisions, the longer before the shorter.
const WORDS: [(&str, UnitKind); 4] =
    [("分编", UnitKind::Subpart), ("编", UnitKind::Part), ("章", UnitKind::Chapter), ("节", UnitKind::Section)];

/// What a text holds, in order, as far as it tells a heading from a line of a table of contents.
enum Step<'a> {
    /// A line that may be a heading.
    Line(Unmarked<'a>),
    /// An article begins.
    Article,
    /// Anything else; whether it leads over to what follows, as 修改如下： does.
    Other { leads: bool },
}

/// Returns the lines of a document that are headings but for their `#`: each stands right before an article, alone or
/// below the heading of what it belongs to. An amendment quotes chapters of another law, and has none.
pub fn unmarked(document: &Document) -> Vec<Unmarked<'_>> {
    let mut steps = Vec::new();
    collect(&document.blocks, &mut steps);
    if !steps.iter().any(|it| matches!(it, Step::Line(_))) || is_amendment(document) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut run: Vec<Unmarked> = Vec::new();
    let mut led = false;
    for step in steps {
        match step {
            Step::Line(line) => run.push(line),
            Step::Article => {
                let lines = std::mem::take(&mut run);
                if !led {
                    out.extend(headings(lines));
                }
                led = false;
            }
            Step::Other { leads } => {
                run.clear();
                led = leads;
            }
        }
    }
    out
}

/// Returns the headings among lines in a row: a row that goes down from 编 to 节 is one place of the text. Where it does
/// not, it is a table of contents, but for an end that repeats what stands in it.
fn headings(lines: Vec<Unmarked>) -> Vec<Unmarked> {
    let from = lines.windows(2).rposition(|it| it[1].kind <= it[0].kind).map_or(0, |it| it + 1);
    let text = |it: &Unmarked| it.run.text.trim().to_owned();
    let repeated = |it: &Unmarked| lines[..from].iter().any(|before| text(before) == text(it));
    let sure = from == 0 || lines.get(from).is_some_and(repeated);
    if sure { lines.into_iter().skip(from).collect() } else { Vec::new() }
}

fn collect<'a>(blocks: &'a [Block], steps: &mut Vec<Step<'a>>) {
    for block in blocks {
        match block {
            Block::Unit(unit) => {
                // An annex has forms of its own, which may quote what they are to hold.
                if unit.kind == UnitKind::Annex {
                    steps.push(Step::Other { leads: false });
                    continue;
                }
                opens(unit, steps);
                collect(&unit.blocks, steps);
            }
            Block::Paragraph(paragraph) => steps.push(match line(paragraph) {
                Some(line) => Step::Line(line),
                None => Step::Other { leads: leads(paragraph) },
            }),
            Block::Title(_)
            | Block::PartTitle(_)
            | Block::Subtitle(_)
            | Block::Enactment(_)
            | Block::List(_)
            | Block::Table(_)
            | Block::Quote(..)
            | Block::Code(..)
            | Block::Rule(_) => steps.push(Step::Other { leads: false }),
        }
    }
}

fn opens<'a>(unit: &Unit, steps: &mut Vec<Step<'a>>) {
    match unit.kind {
        UnitKind::Article => steps.push(Step::Article),
        UnitKind::Preamble => {}
        UnitKind::Part
        | UnitKind::Subpart
        | UnitKind::Chapter
        | UnitKind::Section
        | UnitKind::Annex
        | UnitKind::NumberedHeading
        | UnitKind::Heading
        | UnitKind::Point
        | UnitKind::Item
        | UnitKind::Subitem
        | UnitKind::Clause
        | UnitKind::Subclause => steps.push(Step::Other { leads: false }),
    }
}

/// Returns whether a paragraph leads over to what another law is to say.
fn leads(paragraph: &Paragraph) -> bool {
    let last = paragraph.inlines.iter().rev().find_map(|it| match it {
        Inline::Text(run) => run.text.trim_end().chars().next_back(),
        _ => None,
    });
    last.is_some_and(|it| matches!(it, '：' | ':'))
}

/// Returns what a short line that opens with 第二章 and a blank reads as.
fn line(paragraph: &Paragraph) -> Option<Unmarked<'_>> {
    let run = match paragraph.inlines.as_slice() {
        [Inline::Text(run)] => run,
        [Inline::Strong(inner)] => match inner.as_slice() {
            [Inline::Text(run)] => run,
            _ => return None,
        },
        _ => return None,
    };
    let rest = run.text.trim().strip_prefix('第')?;
    let (at, word, kind) =
        WORDS.iter().filter_map(|(word, kind)| Some((rest.find(word)?, *word, *kind))).min_by_key(|it| it.0)?;
    let number = parse_han(&rest[..at]).map(Number::new)?;
    let behind = &rest[at + word.len()..];
    let words = behind.trim();
    let marks = ['。', '；', '：', '，', '.', ';', ':', ',', '！', '？', '”', '“', '…'];
    let heading = behind.starts_with(char::is_whitespace)
        && (1..=24).contains(&words.chars().count())
        && !words.contains(marks)
        && !words.ends_with(['、', '的'])
        && !words.starts_with(['的', '规', '、', '和', '与', '至', '第', '》'])
        // 总则 ……… 3 in a table of contents.
        && !words.ends_with(|it: char| it.is_ascii_digit());
    heading.then_some(Unmarked { paragraph, run, kind, number })
}
