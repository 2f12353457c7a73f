//! `diben outline`: the units of a document as a tree, each with its marker, heading, number and id. It shows at a
//! glance whether the text is read as its author meant it.

use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::rows::{no_such_form, print_rows};
use super::{Context, Format, Outcome, help, terminal};
use crate::error::Result;
use crate::markdown;
use crate::model::{Block, UnitKind, plain_text};
use crate::text::{FileId, Source};
use crate::workspace::{read_text, shown};

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 正文 / the document
    #[arg(value_name = "DOC", help_heading = help::ARGUMENTS)]
    document: PathBuf,
}

/// A unit as one row.
#[derive(Serialize)]
struct Row {
    depth: usize,
    kind: &'static str,
    number: Option<String>,
    marker: String,
    heading: String,
    id: String,
    line: usize,
}

/// Prints the tree of a document.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let text = read_text(&arguments.document)?;
    let source = Source::new(shown(&arguments.document), text);
    let document = markdown::read(FileId(0), source.text()).document;
    let mut rows = Vec::new();
    walk(&document.blocks, &source, 0, &mut rows);
    match ctx.format {
        Format::Human => {
            let title = document.title().map(|it| plain_text(&it.inlines)).unwrap_or_default();
            terminal::write(|out| out.write_all(tree(&title, &rows).as_bytes()));
        }
        Format::Json => {
            print_rows(&rows);
        }
        Format::Sarif | Format::Github | Format::Junit => return Err(no_such_form("outline")),
    }
    Ok(Outcome::Clean)
}

fn walk(blocks: &[Block], source: &Source, depth: usize, rows: &mut Vec<Row>) {
    for block in blocks {
        match block {
            Block::Unit(unit) => {
                let marker = unit.marker.as_ref();
                rows.push(Row {
                    depth,
                    kind: unit.kind.name().1,
                    number: marker.and_then(|it| it.number.as_ref()).map(|it| it.slug()),
                    marker: match unit.kind {
                        UnitKind::Preamble => UnitKind::Preamble.name().0.to_owned(),
                        _ => marker.map_or(String::new(), |it| it.text()),
                    },
                    heading: plain_text(&unit.heading),
                    id: unit.id.clone(),
                    line: source.place(unit.span.start as usize).line,
                });
                walk(&unit.blocks, source, depth + 1, rows);
            }
            Block::List(list) => list.items.iter().for_each(|it| walk(&it.blocks, source, depth, rows)),
            _ => {}
        }
    }
}

fn tree(title: &str, rows: &[Row]) -> String {
    let mut out = String::new();
    if !title.is_empty() {
        let _ = writeln!(out, "\x1b[1m{}\x1b[0m", terminal::printable(title));
    }
    for row in rows {
        let words: Vec<_> = [&row.marker, &row.heading]
            .into_iter()
            .filter(|it| !it.is_empty())
            .map(|it| terminal::printable(it))
            .collect();
        let indent = "  ".repeat(row.depth + 1);
        let _ = writeln!(out, "{indent}{}  \x1b[36m{}\x1b[0m", words.join("　"), row.id);
    }
    out
}
