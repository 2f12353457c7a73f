//! The text of a document in the order of its tree. Elements within a text nest; who only wants what they hold asks here.

use crate::model::{Block, Inline, Run};

/// Returns the inlines that hold no others, in order; a ruby's base comes before its reading.
pub fn leaves(inlines: &[Inline]) -> Vec<&Inline> {
    fn walk<'a>(inlines: &'a [Inline], out: &mut Vec<&'a Inline>) {
        for inline in inlines {
            match inline {
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Sub(inner)
                | Inline::Sup(inner)
                | Inline::Link { inlines: inner, .. } => walk(inner, out),
                Inline::Ruby { base, reading } => {
                    walk(base, out);
                    walk(reading, out);
                }
                Inline::Text(_)
                | Inline::Code(_)
                | Inline::Image { .. }
                | Inline::Soft { .. }
                | Inline::Hard(_)
                | Inline::NoteSign { .. } => out.push(inline),
            }
        }
    }
    let mut out = Vec::with_capacity(inlines.len());
    walk(inlines, &mut out);
    out
}

/// Returns the text of inlines, without markup; soft line ends as they print.
pub fn plain_text(inlines: &[Inline]) -> String {
    // Most texts are one run.
    if let [Inline::Text(run) | Inline::Code(run)] = inlines {
        return run.text.clone();
    }
    let mut out = String::new();
    push_text(inlines, &mut out);
    out
}

/// Adds the text of inlines to `out`.
fn push_text(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Code(run) => out.push_str(&run.text),
            Inline::Soft { space: true, .. } => out.push(' '),
            Inline::Hard(_) => out.push('\n'),
            Inline::Soft { .. } | Inline::Image { .. } | Inline::NoteSign { .. } => {}
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Link { inlines: inner, .. } => push_text(inner, out),
            Inline::Ruby { base, reading } => {
                push_text(base, out);
                push_text(reading, out);
            }
        }
    }
}

/// Returns every run of text in inlines, in order.
pub fn inline_runs(inlines: &[Inline]) -> Vec<&Run> {
    let mut out = Vec::new();
    push_runs(inlines, &mut out);
    out
}

/// Adds every run of text in inlines to `out`.
fn push_runs<'a>(inlines: &'a [Inline], out: &mut Vec<&'a Run>) {
    for inline in inlines {
        match inline {
            Inline::Text(run) | Inline::Code(run) => out.push(run),
            Inline::Image { .. } | Inline::Soft { .. } | Inline::Hard(_) | Inline::NoteSign { .. } => {}
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Link { inlines: inner, .. } => push_runs(inner, out),
            Inline::Ruby { base, reading } => {
                push_runs(base, out);
                push_runs(reading, out);
            }
        }
    }
}

/// Returns every run of text in blocks, in the order of the tree.
pub fn runs(blocks: &[Block]) -> Vec<&Run> {
    fn walk<'a>(blocks: &'a [Block], out: &mut Vec<&'a Run>) {
        for block in blocks {
            match block {
                Block::Title(line) | Block::PartTitle(line) | Block::Subtitle(line) => push_runs(&line.inlines, out),
                Block::Enactment(paragraph) | Block::Paragraph(paragraph) => push_runs(&paragraph.inlines, out),
                Block::Unit(unit) => {
                    out.extend(unit.marker.iter().flat_map(|it| &it.runs));
                    push_runs(&unit.heading, out);
                    walk(&unit.blocks, out);
                }
                Block::List(list) => list.items.iter().for_each(|it| walk(&it.blocks, out)),
                Block::Table(table) => table.rows.iter().flatten().for_each(|it| push_runs(it, out)),
                Block::Quote(inner, _) => walk(inner, out),
                Block::Code(lines, _) => out.extend(lines),
                Block::Rule(_) => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(blocks, &mut out);
    out
}
