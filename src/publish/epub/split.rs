//! A text in several files: one for each 编, or 章 where there are no 编, and none longer than what an old reading system
//! lays out at once. A file bears the id of the unit that it opens with, so that an addition elsewhere moves nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::{Block, Document, Inline, Line, Note, Unit, UnitKind, leaves, runs};
use crate::publish::epub::contents::{one_line, unit_label};
use crate::publish::epub::{PageStart, marks};
use crate::say;

/// What a file may weigh, in bytes of XHTML as reckoned by [`Scales`]; what is written stays below 260 KB, beyond which
/// old reading systems stumble.
const LIMIT: usize = 200 * 1024;

/// What goes into one file.
pub struct Chunk<'a> {
    /// The name of the file.
    pub file: String,
    /// What stands in it, in order.
    pub pieces: Vec<Piece<'a>>,
}

impl Chunk<'_> {
    /// Returns the heading that the file opens with.
    pub fn title(&self) -> Option<String> {
        let piece = self.pieces.iter().find(|it| !it.opened.is_empty() || !it.blocks.iter().all(is_title))?;
        let inner = || match piece.blocks.iter().find(|it| !is_title(it)) {
            Some(Block::Unit(unit)) => Some(unit),
            _ => None,
        };
        let part = piece.title.map(|it| one_line(&it.inlines));
        part.or_else(|| piece.opened.first().copied().or_else(inner).filter(|it| it.kind.is_division()).map(unit_label))
            .filter(|it| !it.trim().is_empty())
    }
}

/// A run of blocks that lie in the same units.
pub struct Piece<'a> {
    /// The number of the part of a work that they belong to; 0 before the first that has a title.
    pub part: usize,
    /// The title of that part, in the file in which it opens.
    pub title: Option<&'a Line>,
    /// The units that open here, outermost first, of which only these blocks stand in this file.
    pub opened: Vec<&'a Unit>,
    /// The units around the blocks that have a heading, those opened here not counted.
    pub depth: usize,
    /// The blocks.
    pub blocks: &'a [Block],
}

/// Returns the files of a text, in order.
pub fn chunks(document: &Document) -> Vec<Chunk<'_>> {
    let scales = Scales { notes: &document.notes, references: document.references.len() };
    let mut shelf = Shelf { chunks: Vec::new(), load: 0, names: BTreeSet::new() };
    for part in parts(&document.blocks) {
        if part.title.is_some() {
            shelf.open();
        }
        let divider = divider(part.blocks, part.title.is_some());
        let mut title = part.title;
        let mut cutter = Cutter { scales: &scales, divider, part: part.number, shelf: &mut shelf };
        cutter.cut(part.blocks, 0, &mut Vec::new(), &mut title);
        // A title with nothing below it is a text too.
        if title.is_some() {
            cutter.put(&mut title, &mut Vec::new(), 0, &[]);
        }
    }
    if shelf.chunks.is_empty() {
        shelf.open();
    }
    shelf.named()
}

/// Whether units of a kind open files of their own, at the outermost level.
type Divider = fn(UnitKind) -> bool;

/// 编 divide where there are any, else 章; the parts of a work are its 编.
fn divider(blocks: &[Block], titled: bool) -> Divider {
    let kinds = || blocks.iter().filter_map(|it| if let Block::Unit(unit) = it { Some(unit.kind) } else { None });
    if titled {
        return |kind| kind == UnitKind::Annex;
    }
    if kinds().any(|it| matches!(it, UnitKind::Part | UnitKind::Subpart)) {
        return |kind| matches!(kind, UnitKind::Part | UnitKind::Subpart | UnitKind::Annex);
    }
    |kind| matches!(kind, UnitKind::Chapter | UnitKind::Annex)
}

struct Shelf<'a> {
    chunks: Vec<Vec<Piece<'a>>>,
    /// What the last file weighs.
    load: usize,
    names: BTreeSet<String>,
}

impl<'a> Shelf<'a> {
    /// Opens a file, unless the last one holds nothing but titles: those stay with what they open.
    fn open(&mut self) {
        let only_titles = |it: &Vec<Piece>| {
            it.iter().all(|it| it.title.is_none() && it.opened.is_empty() && it.blocks.iter().all(is_title))
        };
        if self.chunks.last().is_none_or(|it| !only_titles(it)) {
            self.chunks.push(Vec::new());
            self.load = 0;
        }
    }

    fn named(mut self) -> Vec<Chunk<'a>> {
        let mut chunks = std::mem::take(&mut self.chunks);
        if let [only] = &mut chunks[..] {
            return vec![Chunk { file: "body.xhtml".to_owned(), pieces: std::mem::take(only) }];
        }
        chunks.into_iter().map(|pieces| Chunk { file: self.name(&pieces), pieces }).collect()
    }

    /// The title of a part, else the unit that the file opens with, gives the name; text before any unit is `body`, and
    /// so is the first file of a text without chapters. A name that is taken gets a number.
    fn name(&mut self, pieces: &[Piece]) -> String {
        let part = pieces.iter().find(|it| it.title.is_some()).map(|it| part_id(it.part));
        let first = pieces.iter().find_map(|it| match (it.opened.first(), it.blocks.iter().find(|it| !is_title(it))) {
            (Some(unit), _) => Some(Some(*unit)),
            (None, Some(Block::Unit(unit))) => Some(Some(unit)),
            (None, Some(_)) => Some(None),
            (None, None) => None,
        });
        let names = |it: &&Unit| {
            it.kind != UnitKind::Preamble && !it.id.is_empty() && (it.kind.is_division() || !self.names.is_empty())
        };
        let unit = first.flatten().filter(names).map(|it| it.id.clone());
        let id = part.or(unit).unwrap_or_else(|| "body".to_owned());
        let mut name = format!("{id}.xhtml");
        let mut number = 1;
        while !self.names.insert(name.clone()) {
            number += 1;
            name = format!("{id}-part-{number}.xhtml");
        }
        name
    }
}

struct Cutter<'s, 'a> {
    scales: &'s Scales<'a>,
    divider: Divider,
    part: usize,
    shelf: &'s mut Shelf<'a>,
}

impl<'a> Cutter<'_, 'a> {
    /// Puts blocks into files. `opened` are the units around them that have not been written yet.
    fn cut(&mut self, blocks: &'a [Block], depth: usize, opened: &mut Vec<&'a Unit>, title: &mut Option<&'a Line>) {
        let mut from = 0;
        for (at, block) in blocks.iter().enumerate() {
            let weight = self.scales.block(block);
            let unit = if let Block::Unit(unit) = block { Some(unit) } else { None };
            let divides = opened.is_empty() && depth == 0 && unit.is_some_and(|it| (self.divider)(it.kind));
            let full = self.shelf.load > 0 && self.shelf.load + weight > LIMIT;
            if (divides || full) && at > 0 {
                self.put(title, opened, depth, &blocks[from..at]);
                from = at;
            }
            if divides || full {
                self.shelf.open();
            }
            // What is too long for a file is divided itself, if it is a unit of several blocks.
            match unit.filter(|it| weight > LIMIT && it.blocks.len() > 1 && is_section(it)) {
                Some(unit) => {
                    self.put(title, opened, depth, &blocks[from..at]);
                    from = at + 1;
                    opened.push(unit);
                    let headed = usize::from(unit.kind.is_division() || !unit.heading.is_empty());
                    let outer = opened.len() - 1;
                    self.cut(&unit.blocks, depth + headed, opened, title);
                    opened.truncate(outer);
                }
                None => self.shelf.load += weight,
            }
        }
        self.put(title, opened, depth, &blocks[from..]);
    }

    /// Puts blocks into the last file, with the units and the title that open here.
    fn put(&mut self, title: &mut Option<&'a Line>, opened: &mut Vec<&'a Unit>, depth: usize, blocks: &'a [Block]) {
        if blocks.is_empty() && title.is_none() {
            return;
        }
        if self.shelf.chunks.is_empty() {
            self.shelf.open();
        }
        let opened = std::mem::take(opened);
        let headed = opened.iter().filter(|it| it.kind.is_division() || !it.heading.is_empty()).count();
        let piece = Piece { part: self.part, title: title.take(), depth: depth.saturating_sub(headed), opened, blocks };
        self.shelf.chunks.last_mut().expect("one was opened").push(piece);
    }
}

/// Whether a unit is a section of XHTML, in whose place several may stand; an item is a paragraph of a list.
fn is_section(unit: &Unit) -> bool {
    unit.kind.is_division() || matches!(unit.kind, UnitKind::Preamble | UnitKind::Article)
}

/// A title with nothing below it makes no file of its own: it stays with what it opens.
fn is_title(block: &Block) -> bool {
    matches!(block, Block::Title(_) | Block::PartTitle(_) | Block::Subtitle(_) | Block::Enactment(_))
}

/// What blocks weigh in XHTML: their text, and what the tags around it add at most.
struct Scales<'a> {
    notes: &'a [Note],
    /// How many references the text has: each is a link.
    references: usize,
}

impl Scales<'_> {
    fn blocks(&self, blocks: &[Block]) -> usize {
        blocks.iter().map(|it| self.block(it)).sum()
    }

    fn block(&self, block: &Block) -> usize {
        match block {
            Block::Title(it) | Block::PartTitle(it) | Block::Subtitle(it) => 100 + self.inlines(&it.inlines),
            Block::Enactment(it) | Block::Paragraph(it) => 60 + self.inlines(&it.inlines),
            Block::Unit(unit) => {
                let marker: usize = unit.marker.iter().flat_map(|it| &it.runs).map(|it| it.text.len() + 40).sum();
                250 + marker + self.inlines(&unit.heading) + self.blocks(&unit.blocks)
            }
            Block::List(list) => list.items.iter().map(|it| 12 + self.blocks(&it.blocks)).sum::<usize>() + 20,
            Block::Table(table) => {
                let cells = table.rows.iter().flatten();
                100 + 12 * table.rows.len() + cells.map(|it| 40 + self.inlines(it)).sum::<usize>()
            }
            Block::Quote(inner, _) => 30 + self.blocks(inner),
            Block::Code(lines, _) => 30 + lines.iter().map(|it| escaped(&it.text) + 1).sum::<usize>(),
            Block::Rule(_) => 10,
        }
    }

    fn inlines(&self, inlines: &[Inline]) -> usize {
        let link = if self.references > 0 { "第" } else { "\0" };
        leaves(inlines)
            .into_iter()
            .map(|it| match it {
                // A reference says 第 or 前 or 本; most that say so are none.
                Inline::Text(run) => 40 + escaped(&run.text) + 20 * run.text.matches(link).count(),
                Inline::Code(run) => 40 + escaped(&run.text),
                Inline::NoteSign { label, .. } => {
                    let note = self.notes.iter().find(|it| it.label == *label);
                    200 + note.map_or(0, |it| 250 + self.text(&it.blocks))
                }
                Inline::Image { alt, .. } => 100 + escaped(alt),
                Inline::Soft { .. } | Inline::Hard(_) => 6,
                // What holds others is no leaf.
                Inline::Emphasis(_)
                | Inline::Strong(_)
                | Inline::Link { .. }
                | Inline::Sub(_)
                | Inline::Sup(_)
                | Inline::Ruby { .. } => 60,
            })
            .sum()
    }

    /// The text of a note, which is written at its first sign.
    fn text(&self, blocks: &[Block]) -> usize {
        runs(blocks).iter().map(|it| 60 + escaped(&it.text)).sum()
    }
}

fn escaped(text: &str) -> usize {
    text.len() + 4 * text.bytes().filter(|it| matches!(it, b'&' | b'<' | b'>' | b'\r')).count()
}

/// Returns a warning for every block that no file can hold within its limit, and that can't be divided.
pub fn too_long(document: &Document) -> Vec<Diagnostic> {
    fn walk(blocks: &[Block], scales: &Scales, out: &mut Vec<Diagnostic>) {
        for block in blocks {
            let weight = scales.block(block);
            if weight <= LIMIT {
                continue;
            }
            let span = match block {
                Block::Unit(unit) => {
                    walk(&unit.blocks, scales, out);
                    continue;
                }
                Block::Title(it) | Block::PartTitle(it) | Block::Subtitle(it) => it.span,
                Block::Enactment(it) | Block::Paragraph(it) => it.span,
                Block::List(it) => it.span,
                Block::Table(it) => it.span,
                Block::Quote(_, span) | Block::Code(_, span) | Block::Rule(span) => *span,
            };
            let size = weight / 1024;
            out.push(
                Diagnostic::warning("layout/long-block", span.at_start(), say!(zh: "这里有 {size} KB 分不开，EPUB 里只好有一个大文件", en: "{size} KB here can't be divided: the EPUB gets one large file"))
                    .hint(say!(zh: "补上丢了的分段；长表拆成几张。", en: "restore lost breaks between paragraphs; make several tables of a long one.")),
            );
        }
    }
    let scales = Scales { notes: &document.notes, references: document.references.len() };
    let mut out = Vec::new();
    walk(&document.blocks, &scales, &mut out);
    out
}

/// A part of the work that opens with a title of its own, or the text before the first such title.
pub struct Part<'a> {
    /// Its title.
    pub title: Option<&'a Line>,
    /// Its number among the parts with a title; 0 before the first.
    pub number: usize,
    /// Its blocks.
    pub blocks: &'a [Block],
}

/// Returns the parts of a text: it is cut before every title of a part.
pub fn parts(blocks: &[Block]) -> Vec<Part<'_>> {
    let opens = |it: &Block| matches!(it, Block::PartTitle(_));
    let mut out = Vec::new();
    let mut rest = blocks;
    let mut number = 0;
    while !rest.is_empty() {
        let title = match &rest[0] {
            Block::PartTitle(line) => Some(line),
            _ => None,
        };
        number += usize::from(title.is_some());
        let from = usize::from(title.is_some());
        let end = rest[from..].iter().position(opens).map_or(rest.len(), |it| it + from);
        out.push(Part { title, number, blocks: &rest[from..end] });
        rest = &rest[end..];
    }
    out
}

/// Returns the id of the title of a part.
pub fn part_id(number: usize) -> String {
    format!("work-{number}")
}

/// Returns the file in which each id stands.
pub fn ids(chunks: &[Chunk]) -> BTreeMap<String, String> {
    fn walk(blocks: &[Block], file: &str, out: &mut BTreeMap<String, String>) {
        for block in blocks {
            let id = match block {
                Block::Title(_) => "title",
                Block::Paragraph(paragraph) => &paragraph.id,
                Block::Unit(unit) => &unit.id,
                _ => "",
            };
            if !id.is_empty() {
                out.insert(id.to_owned(), file.to_owned());
            }
            if let Block::Unit(unit) = block {
                walk(&unit.blocks, file, out);
            }
        }
    }
    let mut out = BTreeMap::new();
    for chunk in chunks {
        for piece in &chunk.pieces {
            if piece.title.is_some() {
                out.insert(part_id(piece.part), chunk.file.clone());
            }
            for unit in &piece.opened {
                out.insert(unit.id.clone(), chunk.file.clone());
            }
            walk(piece.blocks, &chunk.file, &mut out);
        }
    }
    out
}

/// Returns the file in which each id and each mark of a page stands. A page begins in the last file whose text does not
/// begin behind it.
pub fn places(document: &Document, pages: &[PageStart]) -> BTreeMap<String, String> {
    let chunks = chunks(document);
    let mut out = ids(&chunks);
    let starts: Vec<u32> = chunks.iter().map(start).collect();
    for (page, id) in pages.iter().zip(marks::ids(pages)) {
        let at = starts.partition_point(|it| *it <= page.span.start).saturating_sub(1);
        out.insert(id, chunks[at].file.clone());
    }
    out
}

/// The first byte of the text of a file.
fn start(chunk: &Chunk) -> u32 {
    let opened =
        chunk.pieces.iter().flat_map(|it| &it.opened).filter_map(|it| it.marker.as_ref()).map(|it| it.span.start);
    let titles = chunk.pieces.iter().filter_map(|it| it.title).map(|it| it.span.start);
    let text = chunk.pieces.iter().flat_map(|it| runs(it.blocks)).map(|it| it.span.start);
    opened.chain(titles).chain(text).min().unwrap_or(0)
}
