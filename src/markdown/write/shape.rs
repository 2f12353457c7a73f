//! What a source says, without the places where it says it: two texts with the same shape are read alike by everyone who
//! reads their documents, and their markup says the same.

use crate::model::{Block, Document, Inline, Markup, PieceKind, plain_text};

/// What a source says.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its units and blocks as lines, with ids, numbers, levels and text.
    tree: Vec<String>,
    /// Its markup besides what lays lines out, each with the count of characters of text before it.
    marks: Vec<(usize, Markup, String)>,
}

/// Returns the shape of a document and its source.
pub fn shape(document: &Document, source: &str) -> Shape {
    let mut tree = Vec::new();
    blocks(&document.blocks, &mut tree);
    for note in &document.notes {
        tree.push(format!("note {}", note.label));
        blocks(&note.blocks, &mut tree);
    }
    Shape { tree, marks: marks(document, source) }
}

fn marks(document: &Document, source: &str) -> Vec<(usize, Markup, String)> {
    let mut out = Vec::new();
    let mut seen = 0;
    for piece in &document.account.pieces {
        let bytes = source.get(piece.span.range()).unwrap_or_default();
        let kind = match piece.kind {
            PieceKind::Text | PieceKind::Fault => {
                seen += bytes.chars().filter(|it| !it.is_whitespace()).count();
                continue;
            }
            PieceKind::Markup(kind) => kind,
        };
        let said = match kind {
            Markup::Comment | Markup::FrontMatter => {
                bytes.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
            }
            Markup::HeadingAttributes
            | Markup::EmphasisMark
            | Markup::CodeMark
            | Markup::LinkTarget
            | Markup::ImageAlt
            | Markup::NoteSign
            | Markup::Definition
            | Markup::Tag => bytes.split_whitespace().collect(),
            Markup::Escape
            | Markup::ByteOrderMark
            | Markup::HeadingMark
            | Markup::QuoteMark
            | Markup::ListMark
            | Markup::Rule
            | Markup::TableMark
            | Markup::Indent
            | Markup::Separator
            | Markup::Blank
            | Markup::LineEnd => continue,
        };
        // A break may be written as the end of a line; the tree holds it.
        if !(kind == Markup::Tag && said.starts_with("<br")) {
            out.push((seen, kind, said));
        }
    }
    out
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
                let (kind, id, level) = (it.kind, &it.id, it.level);
                out.push(format!("{kind:?} {id} {level:?} {marker:?} {}", says(&it.heading)));
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
                out.push(format!("table {} {:?}", it.header_rows, it.alignments));
                for row in &it.rows {
                    out.push(format!("{:?}", row.iter().map(|it| says(it)).collect::<Vec<_>>()));
                }
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
