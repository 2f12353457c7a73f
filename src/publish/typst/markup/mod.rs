//! Typst code from a document. Every run of source text is a string literal inside content, `#"…";`: text is data
//! and never code, and a literal's place in the source is known, so every glyph leads back to its character.
//!
//! Here is the account of the literals; what is written stands in `preamble`, `blocks` and `inlines`.

mod blocks;
mod inlines;
mod preamble;

pub use inlines::UNIT;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::{Document, Run};
use crate::publish::layout::Layout;
use crate::publish::links::Links;
use crate::publish::typst::breaks::breaks;
use crate::publish::typst::literal::string;
use crate::publish::typst::passage::{self, Passage, Place};
use crate::publish::typst::western::{Piece, pieces};

pub use preamble::language;

/// A literal of source text in the generated code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Its bytes in the generated code, quotes and all.
    pub range: Range<usize>,
    /// The source byte of its first character.
    pub start: u32,
    /// The source bytes it stands for, where these are not its own: an entity.
    pub whole: Option<u32>,
    /// Whether it is text of a note, which may stand on a page before or behind its sign.
    pub note: bool,
    /// The passage that it belongs to, and how it is set apart there.
    pub place: Place,
}

/// The generated code with its literals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup {
    /// The code of `main.typ`.
    pub code: String,
    /// The literals, in order of their places in the code.
    pub literals: Vec<Literal>,
    /// The passages of the text, in order of their places in the code.
    pub passages: Vec<Passage>,
}

/// A literal stays far below the 64 KiB that a glyph's offset can count.
const CHUNK: usize = 16 * 1024;

/// Returns the code that sets a document. `title` is the title of the work, for the file's metadata.
pub fn markup(document: &Document, layout: &Layout, title: &str, pictures: &[String], links: &Links) -> Markup {
    let mut writer = Writer {
        links,
        unlinked: 0,
        code: String::new(),
        literals: Vec::new(),
        passages: Vec::new(),
        place: Place::default(),
        before: None,
        document,
        pictures,
        in_note: false,
        in_cell: false,
        called: BTreeSet::new(),
        parted: false,
        half_width: layout.manifest.half_width,
        carried: Vec::new(),
    };
    writer.preamble(layout, title);
    writer.blocks(&document.blocks, 2);
    Markup { code: writer.code, literals: writer.literals, passages: writer.passages }
}

/// Writes the code, and keeps account of its literals.
pub struct Writer<'a> {
    /// Where references lead.
    links: &'a Links,
    /// How many elements are open in which no reference may be a link: links, and what pages repeat.
    unlinked: usize,
    code: String,
    literals: Vec<Literal>,
    passages: Vec<Passage>,
    /// Where the next literal belongs.
    place: Place,
    /// The character before it in its passage.
    before: Option<char>,
    document: &'a Document,
    pictures: &'a [String],
    in_note: bool,
    in_cell: bool,
    /// The notes whose text stands already.
    called: BTreeSet<usize>,
    /// Whether a part's title has been set: what follows it is no longer the opening's.
    parted: bool,
    /// Whether the layout sets digits and dashes by cells.
    half_width: bool,
    /// Paragraphs of nothing that can be seen, which stand before the next text and make no empty line.
    carried: Vec<Run>,
}

impl Writer<'_> {
    fn push(&mut self, code: &str) {
        self.code.push_str(code);
    }

    /// Says that a passage begins: what is written from here on belongs to it.
    fn begin(&mut self, kind: passage::Kind) {
        self.place = Place { passage: self.passages.len(), forced: 0, ..self.place };
        self.passages.push(Passage { kind });
        self.before = None;
    }

    /// Text with its place in the source, cut where a grid of cells sets runs otherwise.
    fn text(&mut self, text: &str, start: u32) {
        if !self.half_width {
            return self.literal(text, start, None);
        }
        for (range, piece) in pieces(text) {
            let at = start + range.start as u32;
            let function = match piece {
                Piece::Plain => {
                    self.literal(&text[range], at, None);
                    continue;
                }
                Piece::Half => "half",
                Piece::Dash => "dash",
            };
            self.push(&format!("#{function}["));
            self.literal(&text[range], at, None);
            self.push("];");
        }
    }

    /// Text with its place in the source; a long run of Latin is given places to break.
    fn literal(&mut self, text: &str, start: u32, whole: Option<u32>) {
        for run in std::mem::take(&mut self.carried) {
            self.run(&run);
        }
        self.before = text.chars().next_back().or(self.before);
        let mut at = 0;
        for place in breaks(text).into_iter().filter(|_| whole.is_none()) {
            self.chunks(&text[at..place], start + at as u32, whole);
            self.push("#may-break();");
            at = place;
        }
        self.chunks(&text[at..], start + at as u32, whole);
    }

    /// Text as literals of a size that a glyph's offset can count.
    fn chunks(&mut self, text: &str, start: u32, whole: Option<u32>) {
        let mut at = 0;
        while at < text.len() {
            let mut end = (at + CHUNK).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.code.push('#');
            let from = self.code.len();
            self.code.push_str(&string(&text[at..end]));
            let offset = if whole.is_some() { 0 } else { at as u32 };
            self.literals.push(Literal {
                range: from..self.code.len(),
                start: start + offset,
                whole,
                note: self.in_note,
                place: self.place,
            });
            self.code.push(';');
            at = end;
        }
    }

    fn run(&mut self, run: &Run) {
        if run.span.len() == run.text.len() {
            return self.text(&run.text, run.span.start);
        }
        self.literal(&run.text, run.span.start, Some(run.span.end - run.span.start));
    }

    /// Writes what is set apart in a way.
    fn styled(&mut self, bit: u16, write: impl FnOnce(&mut Self)) {
        let before = self.place.style;
        self.place.style |= bit;
        write(self);
        self.place.style = before;
    }
}
