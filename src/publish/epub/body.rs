//! The text as XHTML: a section for every division and article, with the id that names it in every edition; markers
//! are real text, so that the book reads well in a reading system that drops style sheets.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Alignment, Block, Inline, Line, Paragraph, Run, Table, Unit, inline_runs, plain_text};
use crate::publish::epub::images::{Image, Images};
use crate::publish::epub::marks::{Marks, Page};
use crate::publish::epub::notes::Notes;
use crate::publish::epub::split::{Chunk, Piece, chunks, ids, part_id};
use crate::publish::epub::title::STATE;
use crate::publish::epub::units::is_item;
use crate::publish::epub::{Book, xml};
use crate::publish::links::Links;

/// A table of so many columns is a wide one.
const WIDE: usize = 5;

/// The text of a book, written.
pub struct Written<'a> {
    /// The files in reading order, each with its XHTML.
    pub files: Vec<(String, String)>,
    /// Where the pages of the print edition begin.
    pub pages: Vec<Page>,
    /// The pictures.
    pub images: Vec<Image<'a>>,
    /// Whether words stand for every picture.
    pub described: bool,
    /// The file in which each id stands.
    pub ids: BTreeMap<String, String>,
}

/// Text on its way into a file.
pub struct Body<'a> {
    /// What is written of the file at hand.
    pub out: String,
    /// The file at hand.
    pub file: String,
    /// The file in which each id stands.
    pub ids: BTreeMap<String, String>,
    /// The marks of pages.
    pub marks: Marks<'a>,
    /// The notes.
    pub notes: Notes<'a>,
    /// The pictures.
    pub images: Images<'a>,
    /// How many articles, lists, quotes are open, in which no note may stand.
    pub held: usize,
    /// The byte before which the title may break over two lines.
    pub break_at: Option<u32>,
    /// Where references lead.
    pub links: Links,
    /// Whether a link is open, in which no other may stand.
    pub linked: bool,
}

/// Returns the text of a book as files.
pub fn body<'a>(book: &'a Book) -> Result<Written<'a>> {
    let document = book.document;
    let chunks = chunks(document);
    let mut body = Body {
        out: String::new(),
        file: String::new(),
        ids: ids(&chunks),
        marks: Marks::new(&book.pages),
        notes: Notes::new(&document.notes),
        images: Images::new(book.images),
        held: 0,
        break_at: None,
        links: Links::of(document, book.file),
        linked: false,
    };
    // Under the title headings begin at the second level.
    let top = if document.title().is_some() { 2 } else { 1 };
    let mut files = Vec::new();
    let last = chunks.len() - 1;
    for (at, chunk) in chunks.iter().enumerate() {
        body.chunk(chunk, top)?;
        if at == last {
            body.uncalled_notes(top)?;
        }
        let text = std::mem::take(&mut body.out);
        files.push((
            chunk.file.clone(),
            xml::xhtml(book.language(), &chunk.title().unwrap_or_else(|| book.title.clone()), &text),
        ));
    }
    Ok(Written {
        files,
        pages: body.marks.placed()?,
        images: body.images.files,
        described: body.images.described,
        ids: body.ids,
    })
}

impl<'a> Body<'a> {
    fn chunk(&mut self, chunk: &Chunk, top: usize) -> Result<()> {
        self.file.clone_from(&chunk.file);
        for piece in &chunk.pieces {
            // Under the title of a part headings are a level lower, in the files that go on with it too.
            let depth = top + usize::from(piece.part > 0);
            let Some(title) = piece.title else {
                self.piece(piece, depth, &piece.opened)?;
                continue;
            };
            let id = part_id(piece.part);
            self.out.push_str("<section class=\"work\">\n");
            self.heading(top, &format!(r#" id="{id}" class="work""#), &[], "", &title.inlines)?;
            self.flush_notes(top)?;
            self.piece(piece, depth, &piece.opened)?;
            self.out.push_str("</section>\n");
        }
        Ok(())
    }

    /// Writes a piece of a text in the units that open with it.
    fn piece(&mut self, piece: &Piece, depth: usize, opened: &[&Unit]) -> Result<()> {
        match opened {
            [] => self.blocks(piece.blocks, depth + piece.depth),
            [last] => self.open(last, depth + piece.depth, |it, inner| it.under(last, piece.blocks, inner)),
            [first, rest @ ..] => {
                self.open(first, depth + piece.depth, |it, inner| it.piece(piece, inner - piece.depth, rest))
            }
        }
    }

    /// Writes blocks; `depth` is the level that a heading among them takes.
    pub fn blocks(&mut self, blocks: &[Block], depth: usize) -> Result<()> {
        let mut rest = blocks;
        while let Some((block, behind)) = rest.split_first() {
            rest = behind;
            match block {
                Block::Title(line) => self.title(line)?,
                Block::PartTitle(line) => self.heading(depth, r#" class="work""#, &[], "", &line.inlines)?,
                Block::Subtitle(line) => self.line(r#" class="subtitle""#, &line.inlines)?,
                Block::Enactment(paragraph) => self.line(r#" class="enactment""#, &paragraph.inlines)?,
                Block::Paragraph(paragraph) => self.paragraph(paragraph)?,
                Block::Unit(unit) if is_item(unit) => {
                    let same =
                        |it: &Block| matches!(it, Block::Unit(other) if is_item(other) && other.kind == unit.kind);
                    let count = rest.iter().position(|it| !same(it)).unwrap_or(rest.len());
                    self.items(unit, &rest[..count], depth)?;
                    rest = &rest[count..];
                }
                Block::Unit(unit) => self.unit(unit, depth)?,
                Block::List(list) => {
                    self.hold("<ul>\n", |it| {
                        list.items.iter().try_for_each(|item| {
                            it.out.push_str("<li>");
                            match item.blocks.as_slice() {
                                [Block::Paragraph(only)] => it.inlines(&only.inlines)?,
                                blocks => it.blocks(blocks, depth)?,
                            }
                            it.out.push_str("</li>\n");
                            Ok(())
                        })
                    })?;
                    self.out.push_str("</ul>\n");
                }
                Block::Table(table) => self.table(table)?,
                Block::Quote(inner, _) => {
                    self.hold("<blockquote>\n", |it| it.blocks(inner, depth))?;
                    self.out.push_str("</blockquote>\n");
                }
                Block::Code(lines, _) => self.code(lines),
                Block::Rule(_) => self.out.push_str("<hr/>\n"),
            }
            self.flush_notes(depth)?;
        }
        Ok(())
    }

    /// Opens an element in which no note may stand, and writes what it holds.
    pub fn hold(&mut self, open: &str, inside: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.out.push_str(open);
        self.held += 1;
        let done = inside(self);
        self.held -= 1;
        done
    }

    fn title(&mut self, line: &Line) -> Result<()> {
        let first = inline_runs(&line.inlines).first().copied();
        self.leading_marks(first);
        self.break_at = first.and_then(|run| {
            let long = run.text.starts_with(STATE) && run.text.len() > STATE.len() && run.span.len() == run.text.len();
            long.then(|| run.span.start + u32::try_from(STATE.len()).expect("a name of seven characters"))
        });
        self.out.push_str(r#"<h1 id="title" class="title">"#);
        self.inlines(&line.inlines)?;
        self.out.push_str("</h1>\n");
        Ok(())
    }

    fn line(&mut self, attributes: &str, inlines: &[Inline]) -> Result<()> {
        self.out.push_str(&format!("<p{attributes}>"));
        self.inlines(inlines)?;
        self.out.push_str("</p>\n");
        Ok(())
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Result<()> {
        let picture = paragraph
            .inlines
            .iter()
            .all(|it| matches!(it, Inline::Image { .. } | Inline::Soft { .. } | Inline::Hard(_)));
        let class = if picture { r#" class="figure""# } else { "" };
        self.line(&format!("{}{class}", id_attribute(&paragraph.id)), &paragraph.inlines)
    }

    /// Writes a heading, page marks before it; nothing where it has no word.
    pub fn heading(
        &mut self,
        depth: usize,
        attributes: &str,
        marker: &[Run],
        separator: &str,
        words: &[Inline],
    ) -> Result<()> {
        if marker.is_empty() && words.is_empty() {
            return Ok(());
        }
        let level = depth.min(6);
        self.leading_marks(marker.first().or_else(|| inline_runs(words).first().copied()));
        self.out.push_str(&format!("<h{level}{attributes}>"));
        marker.iter().for_each(|it| self.run(it));
        self.out.push_str(separator);
        self.inlines(words)?;
        self.out.push_str(&format!("</h{level}>\n"));
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<()> {
        let (head, rows) = table.rows.split_at(table.header_rows.min(table.rows.len()));
        if table.rows.is_empty() {
            return Ok(());
        }
        // A phone shows them smaller.
        let wide = table.rows.iter().any(|it| it.len() >= WIDE);
        self.hold(if wide { "<table class=\"wide\">\n" } else { "<table>\n" }, |it| {
            for (name, rows) in [("thead", head), ("tbody", rows)] {
                if rows.is_empty() {
                    continue;
                }
                it.out.push_str(&format!("<{name}>\n"));
                for row in rows {
                    it.out.push_str("<tr>");
                    for (at, cell) in row.iter().enumerate() {
                        // A head without a word heads nothing.
                        let heads = name == "thead" && !plain_text(cell).trim().is_empty();
                        let (element, scope) = if heads { ("th", r#" scope="col""#) } else { ("td", "") };
                        let class = match table.alignments.get(at).copied().unwrap_or_default() {
                            Alignment::Unsaid => "",
                            Alignment::Left => r#" class="left""#,
                            Alignment::Center => r#" class="center""#,
                            Alignment::Right => r#" class="right""#,
                        };
                        it.out.push_str(&format!("<{element}{scope}{class}>"));
                        it.inlines(cell)?;
                        it.out.push_str(&format!("</{element}>"));
                    }
                    it.out.push_str("</tr>\n");
                }
                it.out.push_str(&format!("</{name}>\n"));
            }
            Ok(())
        })?;
        self.out.push_str("</table>\n");
        Ok(())
    }

    fn code(&mut self, lines: &[Run]) {
        self.out.push_str("<pre><code>");
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                self.out.push('\n');
            }
            self.run(line);
        }
        self.out.push_str("</code></pre>\n");
    }
}

/// Returns the attribute that names an element, if it has a name.
pub fn id_attribute(id: &str) -> String {
    if id.is_empty() { String::new() } else { format!(r#" id="{}""#, xml::attribute(id)) }
}
