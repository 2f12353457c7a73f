//! What a document says, without the places where it says it: two texts with the same shape are read alike.

use crate::markdown::write::comments;
use crate::model::{Alignment, Block, Document, Inline, plain_text};

/// Returns the shape of a document: its units and blocks as lines, its text with the elements in it, its comments.
pub fn shape(document: &Document, source: &str) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(front) = document.metadata.span.and_then(|it| source.get(it.range())) {
        out.push(front.replace("\r\n", "\n").trim_end().to_owned());
    }
    blocks(&document.blocks, &mut out);
    for note in &document.notes {
        out.push(format!("note {}", note.label));
        blocks(&note.blocks, &mut out);
    }
    let mut last = 0;
    for (at, text) in comments(document, source) {
        // A comment stays before the text that it stands before.
        let texts = document.account.pieces.iter().filter(|it| it.kind == crate::model::PieceKind::Text);
        last = texts
            .filter(|it| it.span.start < at)
            .map(|it| source[it.span.range()].chars().count())
            .sum::<usize>()
            .max(last);
        out.push(format!("comment {} {text}", usize::from(last > 0)));
    }
    out
}

/// Returns the cell below the head of a column.
pub fn rule(alignment: Option<&Alignment>) -> &'static str {
    match alignment.copied().unwrap_or_default() {
        Alignment::Unsaid => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}

fn blocks(list: &[Block], out: &mut Vec<String>) {
    for block in list {
        match block {
            Block::Title(it) => out.push(format!("title {}", says(&it.inlines))),
            Block::PartTitle(it) => out.push(format!("part title {}", says(&it.inlines))),
            Block::Subtitle(it) => out.push(format!("subtitle {}", says(&it.inlines))),
            Block::Enactment(it) => out.push(format!("enactment {}", says(&it.inlines))),
            Block::Paragraph(it) => out.push(format!("paragraph {} {}", it.id, says(&it.inlines))),
            Block::Unit(it) => {
                let marker = it.marker.as_ref().map(|it| (it.text(), it.number.clone(), it.numeral.clone()));
                out.push(format!("{:?} {} {marker:?} {}", it.kind, it.id, says(&it.heading)));
                blocks(&it.blocks, out);
                out.push("end".to_owned());
            }
            Block::List(it) => {
                for item in &it.items {
                    out.push("item".to_owned());
                    blocks(&item.blocks, out);
                }
                out.push("end".to_owned());
            }
            Block::Table(it) => {
                let columns = it.rows.first().map_or(0, Vec::len);
                let rules: Vec<&str> = (0..columns).map(|at| rule(it.alignments.get(at))).collect();
                out.push(format!("table {} {rules:?}", it.header_rows));
                it.rows
                    .iter()
                    .for_each(|row| out.push(format!("{:?}", row.iter().map(|it| says(it)).collect::<Vec<_>>())));
            }
            Block::Quote(inner, _) => {
                out.push("quote".to_owned());
                blocks(inner, out);
                out.push("end".to_owned());
            }
            Block::Code(lines, _) => {
                out.push(format!("code {:?}", lines.iter().map(|it| &it.text).collect::<Vec<_>>()))
            }
            Block::Rule(_) => out.push("rule".to_owned()),
        }
    }
}

/// Returns a text with the elements in it; runs that follow each other are one.
fn says(list: &[Inline]) -> String {
    list.iter()
        .map(|it| match it {
            Inline::Emphasis(inner) => format!("\u{1}em {}\u{2}", says(inner)),
            Inline::Strong(inner) => format!("\u{1}strong {}\u{2}", says(inner)),
            Inline::Sub(inner) => format!("\u{1}sub {}\u{2}", says(inner)),
            Inline::Sup(inner) => format!("\u{1}sup {}\u{2}", says(inner)),
            Inline::Code(run) => format!("\u{1}code {}\u{2}", run.text),
            Inline::Link { target, inlines } => format!("\u{1}link {target:?} {}\u{2}", says(inlines)),
            Inline::Image { target, alt, .. } => format!("\u{1}image {target:?} {alt}\u{2}"),
            Inline::NoteSign { label, .. } => format!("\u{1}sign {label}\u{2}"),
            Inline::Ruby { base, reading } => format!("\u{1}ruby {}\u{3}{}\u{2}", says(base), says(reading)),
            Inline::Hard(_) => "\u{1}br\u{2}".to_owned(),
            Inline::Text(_) | Inline::Soft { .. } => plain_text(std::slice::from_ref(it)),
        })
        .collect()
}
