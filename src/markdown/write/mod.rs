//! [`Document`] to Markdown: the canonical form of a source. It depends only on what the source says, so that writing,
//! reading and writing again changes nothing; and [`canonical`] reads back what was written before anyone sees it, and
//! gives no text that says something else.
//!
//! The tree is written. The source is asked only for what a tree doesn't hold: front matter and comments.

mod inlines;
mod shape;

use crate::markdown::read;
use crate::model::{Block, Document, Inline, Markup, Paragraph, PieceKind, Unit, UnitKind, plain_text, runs};
use crate::text::FileId;
use inlines::{Place, inlines};
use shape::shape;

/// Returns the canonical form of a source, which reads as the source does and is its own canonical form; nothing where
/// the source has none, since the text would be read otherwise.
pub fn canonical(source: &str) -> Option<String> {
    let mut text = read_back(source)?;
    for _ in 0..4 {
        let again = read_back(&text)?;
        if again == text {
            return Some(text);
        }
        text = again;
    }
    None
}

/// Returns a source written anew, if it reads as before.
fn read_back(source: &str) -> Option<String> {
    let document = read(FileId(0), source).document;
    let says = shape(&document, source);
    let same = |text: &String| shape(&read(FileId(0), text).document, text) == says;
    Some(write(&document, source)).filter(same).or_else(|| Some(write_guarded(&document, source)).filter(same))
}

/// Returns a document as Markdown, signs guarded where they are known to need it. `source` is the text that it was read
/// from, and empty for a tree of other origin. Nobody has read it back: [`canonical`] does.
pub fn write(document: &Document, source: &str) -> String {
    written(document, source, false)
}

/// Returns a document as Markdown, with every sign guarded that may be markup.
fn write_guarded(document: &Document, source: &str) -> String {
    written(document, source, true)
}

fn written(document: &Document, source: &str, guarded: bool) -> String {
    let comments = comments(document, source);
    let mut writer = Writer { guarded, comments, told: 0, out: Vec::new() };
    if let Some(front) = document.metadata.span.and_then(|it| source.get(it.range())) {
        writer.out.push(lf(front).trim_end_matches('\n').to_owned());
    }
    writer.blocks(&document.blocks, 2);
    writer.comments_before(u32::MAX);
    for note in &document.notes {
        let text = writer.plain(&note.blocks).join("\n\n");
        writer.out.push(format!("[^{}]: {}", note.label, text.replace('\n', "\n    ").replace("\n    \n", "\n\n")));
    }
    let mut text = writer.out.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// Returns the comments of a source with their places.
fn comments(document: &Document, source: &str) -> Vec<(u32, String)> {
    let pieces = document.account.pieces.iter().filter(|it| it.kind == PieceKind::Markup(Markup::Comment));
    pieces.filter_map(|it| Some((it.span.start, lf(source.get(it.span.range())?)))).collect()
}

/// Returns a text whose lines end in LF.
fn lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

struct Writer {
    guarded: bool,
    comments: Vec<(u32, String)>,
    /// How many comments are written.
    told: usize,
    out: Vec<String>,
}

impl Writer {
    /// Writes the comments that stand before a place, each a block of its own.
    fn comments_before(&mut self, place: u32) {
        while let Some((at, text)) = self.comments.get(self.told)
            && *at < place
        {
            self.out.push(text.clone());
            self.told += 1;
        }
    }

    fn line(&self, text: &[Inline], place: Place) -> String {
        inlines(text, place, self.guarded)
    }

    /// Writes blocks; a division among them stands at `level`.
    fn blocks(&mut self, blocks: &[Block], level: usize) {
        for block in blocks {
            if let Some(first) = runs(std::slice::from_ref(block)).first() {
                self.comments_before(first.span.start);
            }
            let text = match block {
                Block::Title(it) | Block::PartTitle(it) => format!("# {}", self.line(&it.inlines, Place::Heading)),
                Block::Unit(unit) => {
                    self.unit(unit, level);
                    continue;
                }
                other => self.plain(std::slice::from_ref(other)).join("\n\n"),
            };
            self.out.push(text);
        }
    }

    fn unit(&mut self, unit: &Unit, level: usize) {
        let marker = unit.marker.as_ref().map(|it| it.text()).unwrap_or_default();
        if unit.kind == UnitKind::Preamble {
            return self.blocks(&unit.blocks, level);
        }
        if unit.kind.is_division() || !unit.heading.is_empty() {
            let heading = self.line(&unit.heading, Place::Heading);
            let blank = if needs_blank(unit.kind, &marker) && !heading.is_empty() { " " } else { "" };
            self.out.push(format!("{} {marker}{blank}{heading}", "#".repeat(level.min(6))));
            return self.blocks(&unit.blocks, if unit.kind.is_division() { level + 1 } else { level });
        }
        let (text, rest) = match unit.blocks.split_first() {
            Some((Block::Paragraph(Paragraph { inlines, .. }), rest)) => {
                let said = plain_text(inlines);
                let mark =
                    if unit.kind == UnitKind::Article && marker.starts_with(['第', '笫']) && !said.starts_with('【')
                    {
                        "\u{3000}"
                    } else if marker.ends_with(|it: char| it == ')' || it == '.')
                        && said.starts_with(|it: char| it.is_ascii_digit())
                        || marker.starts_with(|it: char| it.is_ascii_digit()) && marker.ends_with(')')
                    {
                        " "
                    } else {
                        ""
                    };
                (format!("{mark}{}", self.line(inlines, Place::Behind)), rest)
            }
            _ => (String::new(), &unit.blocks[..]),
        };
        self.out.push(format!("{marker}{text}"));
        self.blocks(rest, level);
    }

    /// Returns blocks in which nothing opens a unit.
    fn plain(&self, blocks: &[Block]) -> Vec<String> {
        blocks.iter().map(|it| self.block(it)).collect()
    }

    fn block(&self, block: &Block) -> String {
        match block {
            Block::Title(it) | Block::PartTitle(it) | Block::Subtitle(it) => self.line(&it.inlines, Place::Line),
            Block::Enactment(it) | Block::Paragraph(it) => self.line(&it.inlines, Place::Line),
            Block::Unit(it) => {
                let marker = it.marker.as_ref().map(|it| it.text()).unwrap_or_default();
                let indent = " ".repeat(marker.len() + 1);
                format!("{marker} {}", indented(&self.plain(&it.blocks).join("\n\n"), &indent))
            }
            Block::List(it) => {
                let items: Vec<String> = it
                    .items
                    .iter()
                    .map(|it| format!("- {}", indented(&self.plain(&it.blocks).join("\n\n"), "  ")))
                    .collect();
                let loose = items.iter().any(|it| it.contains("\n\n"));
                items.join(if loose { "\n\n" } else { "\n" })
            }
            Block::Table(it) => {
                let mut rows: Vec<String> = Vec::new();
                for row in &it.rows {
                    let cells: Vec<String> = row.iter().map(|it| self.line(it, Place::Cell)).collect();
                    rows.push(format!("| {} |", cells.join(" | ")));
                }
                let columns = it.rows.first().map_or(0, Vec::len);
                let rule: Vec<&str> = (0..columns).map(|at| shape::rule(it.alignments.get(at))).collect();
                rows.insert(1.min(rows.len()), format!("| {} |", rule.join(" | ")));
                rows.join("\n")
            }
            Block::Quote(inner, _) => {
                let text = self.plain(inner).join("\n\n");
                text.split('\n').map(|it| format!("> {it}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
            }
            Block::Code(lines, _) => {
                let lines: Vec<&str> = lines.iter().map(|it| it.text.as_str()).collect();
                format!("```\n{}\n```", lines.join("\n"))
            }
            Block::Rule(_) => "***".to_owned(),
        }
    }
}

fn needs_blank(kind: UnitKind, marker: &str) -> bool {
    let division =
        matches!(kind, UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Section | UnitKind::Annex);
    (division || kind == UnitKind::Article) && marker.starts_with(['第', '笫', '附']) && !marker.ends_with(['：', ':'])
}

/// Returns a text whose lines but the first are indented.
fn indented(text: &str, indent: &str) -> String {
    text.split('\n')
        .enumerate()
        .map(|(at, it)| if at == 0 || it.is_empty() { it.to_owned() } else { format!("{indent}{it}") })
        .collect::<Vec<_>>()
        .join("\n")
}
