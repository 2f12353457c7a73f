//! The table of contents that a text carries in itself: lines such as 第一章　总则 under 目录.

use crate::model::{Block, Document, Inline, Number, Paragraph, UnitKind, parse_han, plain_text};
use crate::text::Span;

/// A line of the contents.
pub struct Listed {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: UnitKind,
    /// Its number.
    pub number: Number,
    /// Its words without white space.
    pub words: String,
}

/// Returns the lines of the contents; nothing where the text has none of at least two lines. Contents whose lines are
/// headings repeat what stands below, and are none of these.
pub fn listed(document: &Document) -> Vec<Listed> {
    let mut paragraphs = Vec::new();
    front(&document.blocks, &mut paragraphs);
    let mut out = Vec::new();
    let mut lines = paragraphs.into_iter().flat_map(lines).skip_while(|(text, _)| squeeze(text) != "目录").skip(1);
    while let Some(it) = lines.next().and_then(|(text, span)| line(&text, span)) {
        out.push(it);
    }
    if out.len() > 1 { out } else { Vec::new() }
}

/// Returns a text without white space.
pub fn squeeze(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && *it != '\u{200B}').collect()
}

/// Collects what stands before the first division with a number: each as inlines with their place.
fn front<'a>(blocks: &'a [Block], out: &mut Vec<(&'a [Inline], Span)>) -> bool {
    for block in blocks {
        let done = match block {
            Block::Unit(unit) if unit.marker.is_none() => {
                out.push((&unit.heading, unit.span));
                front(&unit.blocks, out)
            }
            Block::Unit(_) => true,
            Block::List(list) => list.items.iter().any(|it| front(&it.blocks, out)),
            Block::Paragraph(Paragraph { inlines, span, .. }) => {
                out.push((inlines, *span));
                false
            }
            _ => false,
        };
        if done {
            return true;
        }
    }
    false
}

fn lines<'a>((inlines, span): (&'a [Inline], Span)) -> impl Iterator<Item = (String, Span)> + 'a {
    let parts = inlines.split(|it| matches!(it, Inline::Soft { .. } | Inline::Hard(_)));
    parts.map(move |part| {
        let place = match part.first() {
            Some(Inline::Text(run)) => run.span,
            _ => span,
        };
        (plain_text(part), place)
    })
}

/// Returns what a line of the contents names; a page number behind the words is none of them.
fn line(text: &str, span: Span) -> Option<Listed> {
    let text = squeeze(text);
    let rest = text.strip_prefix('第')?;
    let (at, kind, word) =
        [(UnitKind::Subpart, "分编"), (UnitKind::Part, "编"), (UnitKind::Chapter, "章"), (UnitKind::Section, "节")]
            .into_iter()
            .filter_map(|(kind, word)| rest.find(word).map(|at| (at, kind, word)))
            .min_by_key(|it| it.0)?;
    let number = Number::new(parse_han(&rest[..at])?);
    let words = rest[at + word.len()..].trim_end_matches(|it: char| {
        it.is_ascii_digit() || matches!(it, '.' | '…' | '·' | '—' | '-' | '（' | '）' | '(' | ')' | '．')
    });
    Some(Listed { span, kind, number, words: words.to_owned() })
}
