//! The parts of a source: its blocks, comments and what else stands for itself, in order, none within another.

use std::ops::Range;

use crate::model::{Block, Document, Marker, Markup, Note, PieceKind, Table, Unit, UnitKind};

/// A part of a source.
#[derive(Debug, Clone)]
pub struct Part<'d> {
    /// Its bytes, without the white space around.
    pub range: Range<usize>,
    /// What it is.
    pub what: What<'d>,
}

/// What a part is.
#[derive(Debug, Clone, Copy)]
pub enum What<'d> {
    /// The front matter.
    Front,
    /// A comment outside all text.
    Comment,
    /// A line of `#`, with their count and the marker of its unit.
    Heading(u8, Option<&'d Marker>),
    /// A paragraph, with the marker of the unit that it opens.
    Paragraph(Option<&'d Marker>),
    /// An item of a list with numbers.
    Numbered,
    /// A list with bullets.
    List,
    /// A quote, a note: blocks within.
    Nested,
    /// A table of bars.
    Table(&'d Table),
    /// A rule across the page.
    Rule,
    /// Code, a table of tags, a definition: lines that stand as they are.
    Lines,
}

/// Returns the parts of a source.
pub fn parts<'d>(source: &str, document: &'d Document) -> Vec<Part<'d>> {
    let mut blocks = Vec::new();
    add(source, &document.blocks, &mut blocks);
    blocks.extend(document.notes.iter().map(|Note { span, .. }| Part { range: span.range(), what: What::Nested }));
    blocks.retain(|it| !it.range.is_empty());
    // A part within another comes behind it, and is written with it.
    blocks.sort_by_key(|it| (it.range.start, std::cmp::Reverse(it.range.end)));
    let mut outer: Vec<Part> = Vec::new();
    for part in blocks {
        match outer.last_mut() {
            Some(last) if part.range.start < last.range.end => last.range.end = last.range.end.max(part.range.end),
            _ => outer.push(part),
        }
    }
    let mut out = Vec::with_capacity(outer.len());
    let mut at = 0;
    for part in outer {
        between(document, source, at..part.range.start, &mut out);
        at = part.range.end;
        out.push(part);
    }
    between(document, source, at..source.len(), &mut out);
    out
}

fn add<'d>(source: &str, list: &'d [Block], out: &mut Vec<Part<'d>>) {
    for block in list {
        let (span, what) = match block {
            Block::Title(it) | Block::PartTitle(it) => (it.span, What::Heading(1, None)),
            Block::Subtitle(it) => (it.span, What::Paragraph(None)),
            // Tags that are not ours are text here, and others read them: their lines are the author's.
            Block::Paragraph(it) if shows_tags(source, it.span.range()) => (it.span, What::Lines),
            Block::Enactment(it) | Block::Paragraph(it) => (it.span, What::Paragraph(None)),
            Block::Unit(unit) => {
                if unit.kind != UnitKind::Preamble {
                    out.push(Part { range: unit.span.range(), what: opened(source, unit) });
                }
                add(source, &unit.blocks, out);
                continue;
            }
            Block::List(it) => (it.span, What::List),
            Block::Quote(_, span) => (*span, What::Nested),
            Block::Table(it) if source[it.span.range()].starts_with('<') => (it.span, What::Lines),
            Block::Table(it) => (it.span, What::Table(it)),
            Block::Code(_, span) => (*span, What::Lines),
            Block::Rule(span) => (*span, What::Rule),
        };
        out.push(Part { range: span.range(), what });
    }
}

/// Returns whether a line of a text opens with a tag.
fn shows_tags(source: &str, place: Range<usize>) -> bool {
    let tag = |it: &str| it.starts_with('<') && it[1..].starts_with(|it: char| it == '/' || it.is_ascii_alphabetic());
    source.get(place).unwrap_or_default().lines().any(|it| tag(it.trim_start()))
}

/// Returns what the line of a unit is.
fn opened<'d>(source: &str, unit: &'d Unit) -> What<'d> {
    let marker = unit.marker.as_ref();
    if let Some(level) = unit.level {
        return What::Heading(level, marker);
    }
    let item = marker.is_some_and(|it| {
        let behind = source[it.span.range().end..].chars().next();
        it.text().ends_with(['.', ')']) && behind.is_none_or(|it| matches!(it, ' ' | '\t' | '\n' | '\r'))
    });
    if unit.kind == UnitKind::Subitem && item { What::Numbered } else { What::Paragraph(marker) }
}

/// Adds what stands between two blocks: comments, the front matter, definitions, marks without text.
fn between<'d>(document: &Document, source: &str, range: Range<usize>, out: &mut Vec<Part<'d>>) {
    let pieces = &document.account.pieces;
    let first = pieces.partition_point(|it| (it.span.end as usize) <= range.start);
    let first_new = out.len();
    for piece in pieces[first..].iter().take_while(|it| (it.span.start as usize) < range.end) {
        let range = piece.span.range().start.max(range.start)..piece.span.range().end.min(range.end);
        let what = match piece.kind {
            PieceKind::Markup(
                Markup::LineEnd | Markup::Blank | Markup::Indent | Markup::Separator | Markup::ByteOrderMark,
            ) => continue,
            PieceKind::Markup(Markup::Comment) => What::Comment,
            PieceKind::Markup(Markup::FrontMatter) => What::Front,
            PieceKind::Markup(_) | PieceKind::Text | PieceKind::Fault => What::Lines,
        };
        let kept = source[range.clone()].trim_end_matches(['\n', '\r', ' ', '\t']).len();
        let range = range.start..range.start + kept;
        match out[first_new..].last_mut() {
            Some(last)
                if matches!((last.what, what), (What::Lines, What::Lines))
                    && !source[last.range.end..range.start].contains(['\n', '\r']) =>
            {
                last.range.end = range.end;
            }
            _ => out.push(Part { range, what }),
        }
    }
}
