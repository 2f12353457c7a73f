//! Blocks in which nothing opens a unit: those of quotes, list items and notes.

use crate::markdown::events::Raw;
use crate::model::{Block, List, ListItem, Marker, Note, Number, Paragraph, Run, Table, Unit, UnitKind};
use crate::text::Span;

/// Returns raw blocks as they are; the notes among them are added to `notes`.
pub fn plain(raw: Vec<Raw>, notes: &mut Vec<Note>) -> Vec<Block> {
    let mut out = Vec::new();
    for it in raw {
        match it {
            Raw::Heading { inlines, span, .. } | Raw::Paragraph { inlines, span } => {
                out.push(Block::Paragraph(Paragraph { inlines, span, id: String::new() }))
            }
            Raw::Quote { blocks, span } => out.push(Block::Quote(plain(blocks, notes), span)),
            Raw::Bullets { items, span } => {
                let items =
                    items.into_iter().map(|(blocks, span)| ListItem { blocks: plain(blocks, notes), span }).collect();
                out.push(Block::List(List { items, span }));
            }
            Raw::Numbered { items } => out.extend(
                items
                    .into_iter()
                    .map(|(marker, blocks, span)| Block::Unit(numbered(marker, plain(blocks, notes), span))),
            ),
            Raw::Table { rows, header_rows, alignments, span } => {
                out.push(Block::Table(Table { rows, header_rows, alignments, span }));
            }
            Raw::Code { lines, span } => out.push(Block::Code(lines, span)),
            Raw::Rule(span) => out.push(Block::Rule(span)),
            Raw::Note { label, blocks, span } => {
                let blocks = plain(blocks, notes);
                notes.push(Note { label, blocks, span });
            }
        }
    }
    out
}

/// Returns the unit of an item with a number: 目, whatever Markdown counts.
fn numbered(marker: Run, blocks: Vec<Block>, span: Span) -> Unit {
    let numeral = marker.text.trim_end_matches(['.', ')']).to_owned();
    let number = numeral.parse().ok().map(Number::new);
    Unit {
        kind: UnitKind::Subitem,
        marker: Some(Marker { number, numeral, span: marker.span, runs: vec![marker] }),
        heading: Vec::new(),
        level: None,
        span,
        id: String::new(),
        blocks,
    }
}
