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
    let mut out = Vec::new();
    walk(inlines, &mut out);
    out
}

/// Returns the text of inlines, without markup; soft line ends as they print.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for leaf in leaves(inlines) {
        match leaf {
            Inline::Text(run) | Inline::Code(run) => out.push_str(&run.text),
            Inline::Soft { space: true, .. } => out.push(' '),
            Inline::Hard(_) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Returns every run of text in inlines, in order.
pub fn inline_runs(inlines: &[Inline]) -> Vec<&Run> {
    leaves(inlines)
        .into_iter()
        .filter_map(|it| match it {
            Inline::Text(run) | Inline::Code(run) => Some(run),
            _ => None,
        })
        .collect()
}

/// Returns every run of text in blocks, in the order of the tree.
pub fn runs(blocks: &[Block]) -> Vec<&Run> {
    fn walk<'a>(blocks: &'a [Block], out: &mut Vec<&'a Run>) {
        for block in blocks {
            match block {
                Block::Title(line) | Block::PartTitle(line) | Block::Subtitle(line) => {
                    out.extend(inline_runs(&line.inlines))
                }
                Block::Enactment(paragraph) | Block::Paragraph(paragraph) => {
                    out.extend(inline_runs(&paragraph.inlines))
                }
                Block::Unit(unit) => {
                    out.extend(unit.marker.iter().flat_map(|it| &it.runs));
                    out.extend(inline_runs(&unit.heading));
                    walk(&unit.blocks, out);
                }
                Block::List(list) => list.items.iter().for_each(|it| walk(&it.blocks, out)),
                Block::Table(table) => out.extend(table.rows.iter().flatten().flat_map(|it| inline_runs(it))),
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
