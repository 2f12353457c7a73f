//! Typst code from a document. Every run of source text is a string literal inside content, `#"…";`: text is data
//! and never code, and a literal's place in the source is known, so every glyph leads back to its character.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::{
    Alignment, Block, Document, Inline, Marker, Paragraph, Run, Unit, UnitKind, inline_runs, plain_text,
};
use crate::publish::layout::Layout;
use crate::publish::typst::breaks::breaks;
use crate::publish::typst::literal::string;
use crate::publish::typst::passage::{self, Passage, Place, style};
use crate::publish::typst::segments::{Around, Segment, last_segments, opens, segments};
use crate::publish::typst::tokens::Kind;
use crate::publish::typst::western::{Piece, pieces};

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

/// Typst lets a line end behind a box, even before a mark that must not begin one.
const JOINER: &str = "#\"\\u{2060}\";";

/// A heading of so many characters stands in one line.
const SHORT_HEADING: usize = 20;

/// Returns the code that sets a document. `title` is the title of the work, for the file's metadata.
pub fn markup(document: &Document, layout: &Layout, title: &str, pictures: &[String]) -> Markup {
    let mut writer = Writer {
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
    code: String,
    literals: Vec<Literal>,
    passages: Vec<Passage>,
    /// Where the next literal belongs.
    place: Place,
    /// The character before it in its passage.
    before: Option<char>,
    pub(super) document: &'a Document,
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
    pub(super) fn push(&mut self, code: &str) {
        self.code.push_str(code);
    }

    /// Says that a passage begins: what is written from here on belongs to it.
    pub(super) fn begin(&mut self, kind: passage::Kind) {
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
    pub(super) fn literal(&mut self, text: &str, start: u32, whole: Option<u32>) {
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

    /// Code, cut where ASCII meets Han: the face has ASCII of half a width, and would halve the marks of Chinese too.
    fn code_run(&mut self, run: &Run) {
        if run.span.len() != run.text.len() {
            return self.run(run);
        }
        let mut at = 0;
        while let Some(first) = run.text[at..].chars().next() {
            let ascii = first.is_ascii();
            let end = run.text[at..].find(|it: char| it.is_ascii() != ascii).map_or(run.text.len(), |it| at + it);
            if ascii {
                self.push("#half[");
            }
            self.literal(&run.text[at..end], run.span.start + at as u32, None);
            if ascii {
                self.push("];");
            }
            at = end;
        }
    }

    /// Inlines of a paragraph or a line. In a paragraph the setter binds what must not part at a line end.
    pub(super) fn inlines(&mut self, inlines: &[Inline], paragraph: bool) {
        self.flow(inlines, paragraph.then_some(Ending { behind: None, last: true }));
    }

    /// Inlines with what stands behind them, where the setter binds characters.
    fn flow(&mut self, inlines: &[Inline], ending: Option<Ending>) {
        let paragraph = ending.is_some();
        for (at, inline) in inlines.iter().enumerate() {
            let rest = &inlines[at + 1..];
            let ending = ending.map(|it| Ending {
                behind: first_character(rest).or(it.behind),
                last: it.last && rest.iter().all(|it| matches!(it, Inline::Soft { .. })),
            });
            match inline {
                Inline::Text(run) if run.span.len() == run.text.len() && paragraph => self.bound(run, ending),
                Inline::Text(run) => self.run(run),
                Inline::Code(run) => {
                    self.push("#code[");
                    self.styled(style::CODE, |it| it.code_run(run));
                    self.push("];");
                }
                Inline::Strong(inner) => self.wrapped("strong-text", style::STRONG, inner, ending),
                Inline::Emphasis(inner) => self.wrapped("emphasis", style::EMPHASIS, inner, ending),
                Inline::Sub(inner) => self.wrapped("subscript", style::SHIFTED, inner, None),
                Inline::Sup(inner) => self.wrapped("superscript", style::SHIFTED, inner, None),
                Inline::Link { target, inlines } => {
                    self.push(&format!("#reference({})[", string(target)));
                    self.flow(inlines, ending);
                    self.push("];");
                }
                Inline::Ruby { base, reading } => {
                    self.push("#ruby([");
                    self.inlines(base, false);
                    self.push("], [");
                    self.styled(style::READING, |it| it.inlines(reading, false));
                    self.push("]);");
                    self.join(&inlines[at + 1..]);
                }
                Inline::Soft { space, .. } => {
                    if *space {
                        self.push("#\" \";");
                    }
                }
                Inline::Hard(_) => {
                    self.push("#line-end();");
                    (self.place.forced, self.before) = (self.place.forced + 1, None);
                }
                Inline::Image { target, alt, .. } => {
                    self.picture(if self.in_cell { "cell-picture" } else { "inline-picture" }, target, alt)
                }
                Inline::NoteSign { label, .. } => self.note(label),
            }
        }
    }

    fn wrapped(&mut self, function: &str, bit: u16, inner: &[Inline], ending: Option<Ending>) {
        self.push(&format!("#{function}["));
        self.styled(bit, |it| it.flow(inner, ending));
        self.push("];");
    }

    /// Writes what is set apart in a way.
    fn styled(&mut self, bit: u16, write: impl FnOnce(&mut Self)) {
        let before = self.place.style;
        self.place.style |= bit;
        write(self);
        self.place.style = before;
    }

    fn picture(&mut self, function: &str, target: &str, alt: &str) {
        let Some(number) = self.pictures.iter().position(|it| it == target) else { return };
        let extension = target.rsplit('.').next().unwrap_or("png").to_lowercase();
        self.push(&format!("#{function}(\"/pictures/{number}.{extension}\", {});", string(alt)));
    }

    /// The note behind a sign: its text where it is first called, the sign alone after that.
    fn note(&mut self, label: &str) {
        let document = self.document;
        let Some(number) = document.notes.iter().position(|it| it.label == label) else { return };
        if self.in_note {
            return;
        }
        if !self.called.insert(number) {
            self.push(&format!("#note-again(\"note-{number}\");"));
            return;
        }
        let before = (self.place, self.before);
        (self.in_note, self.place.style) = (true, 0);
        self.push(&format!("#note(\"note-{number}\")["));
        let rest = match &document.notes[number].blocks[..] {
            [Block::Paragraph(first), rest @ ..] => {
                self.begin(passage::Kind::Note);
                self.inlines(&first.inlines, true);
                rest
            }
            all => all,
        };
        self.push("]");
        if !rest.is_empty() {
            self.push("[\n");
            self.blocks(rest, 6);
            self.push("]");
        }
        self.push(";");
        self.in_note = false;
        (self.place, self.before) = before;
    }

    /// A run of a paragraph, cut where the setter must bind characters.
    fn bound(&mut self, run: &Run, ending: Option<Ending>) {
        let (before, behind) = (self.before, ending.and_then(|it| it.behind));
        let segments = match ending {
            Some(Ending { last: true, .. }) => last_segments(&run.text, before),
            _ => segments(&run.text, Around { before, behind }),
        };
        for Segment { range, kind, joined } in segments {
            let text = &run.text[range.clone()];
            let start = run.span.start + range.start as u32;
            match kind {
                Kind::Box => {
                    self.push("#box[");
                    self.text(text, start);
                    self.push("];");
                }
                Kind::Latin => {
                    self.push("#latin[");
                    self.styled(style::LATIN, |it| it.literal(text, start, None));
                    self.push("];");
                }
                Kind::Plain | Kind::Joint => self.text(text, start),
            }
            if joined {
                self.push(JOINER);
            }
        }
    }

    /// Joins a box with a mark behind it that must not begin a line.
    fn join(&mut self, behind: &[Inline]) {
        if first_character(behind).is_some_and(|it| "：；？！—…·～–”’".contains(it)) {
            self.push(JOINER);
        }
    }

    fn blocks(&mut self, blocks: &[Block], level: u8) {
        blocks.iter().for_each(|it| self.block(it, level));
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            // Set by the opening.
            Block::Title(_) | Block::Subtitle(_) => {}
            Block::Enactment(_) if !self.parted => {}
            Block::Enactment(paragraph) => {
                self.begin(passage::Kind::Opening);
                self.push("#enactment-note[");
                self.inlines(&paragraph.inlines, true);
                self.push("]\n");
            }
            Block::PartTitle(line) => {
                self.parted = true;
                self.begin(passage::Kind::Heading(level));
                self.push(&format!("#division(\"part-title\", {level}, \"\", none, ["));
                self.heading(None, &line.inlines);
                self.push("])\n");
            }
            Block::Unit(unit) => self.unit(unit, level),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => {
                for item in &list.items {
                    self.push("#bullet[");
                    let rest = self.lead(&item.blocks);
                    self.push("]");
                    if !rest.is_empty() {
                        self.push("[\n");
                        self.blocks(rest, level);
                        self.push("]");
                    }
                    self.push("\n");
                }
            }
            Block::Table(table) => {
                let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
                self.push(&format!("#cells({columns}, {}, alignments: (", table.header_rows));
                for at in 0..columns {
                    self.push(alignment(table.alignments.get(at).copied().unwrap_or_default()));
                }
                self.push(")");
                self.in_cell = true;
                for row in &table.rows {
                    for at in 0..columns {
                        self.push(", [");
                        if let Some(cell) = row.get(at) {
                            self.begin(passage::Kind::Cell);
                            self.flow(cell, Some(Ending { behind: None, last: false }));
                        }
                        self.push("]");
                    }
                }
                self.in_cell = false;
                self.push(")\n");
            }
            Block::Quote(inner, _) => {
                self.push("#quotation[\n");
                self.styled(style::QUOTED, |it| it.blocks(inner, level));
                self.push("]\n");
            }
            Block::Code(lines, _) => {
                self.push("#code-block(");
                for line in lines {
                    self.begin(passage::Kind::Code);
                    self.push("[");
                    self.code_run(line);
                    self.push("], ");
                }
                self.push(")\n");
            }
            Block::Rule(_) => self.push("#rule()\n"),
        }
    }

    /// Writes the paragraph that runs in behind a marker, if there is one, and returns the blocks behind it.
    fn lead<'b>(&mut self, blocks: &'b [Block]) -> &'b [Block] {
        match blocks {
            [Block::Paragraph(first), rest @ ..] => {
                self.begin(self.paragraph_kind());
                self.inlines(&first.inlines, true);
                rest
            }
            _ => blocks,
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let unseen = |it: &Inline| matches!(it, Inline::Text(run) if run.text.chars().all(is_unseen));
        if !paragraph.inlines.is_empty() && paragraph.inlines.iter().all(unseen) {
            self.carried.extend(inline_runs(&paragraph.inlines).into_iter().cloned());
            return;
        }
        let alone = |it: &Inline| matches!(it, Inline::Image { .. } | Inline::Soft { .. } | Inline::Hard(_));
        if paragraph.inlines.iter().all(alone) {
            for it in &paragraph.inlines {
                if let Inline::Image { target, alt, .. } = it {
                    self.picture("picture", target, alt);
                }
            }
            self.push("\n");
            return;
        }
        self.begin(self.paragraph_kind());
        self.push(&format!("#paragraph({})[", string(&paragraph.id)));
        if first_character(&paragraph.inlines).is_some_and(opens) {
            // Typst trims an opening mark at the start of a line, but not behind the indent.
            self.push("#h(-0.5em);");
        }
        self.inlines(&paragraph.inlines, true);
        self.push("]\n");
    }

    /// What a paragraph is here: one of a note's, or one of the text.
    fn paragraph_kind(&self) -> passage::Kind {
        if self.in_note { passage::Kind::Note } else { passage::Kind::Paragraph }
    }

    /// The words of a heading; where they may take more than a line, the last of them stay together. A short one may be
    /// letterspaced, which a box would interrupt. A grid of cells is for the text below.
    fn heading(&mut self, marker: Option<&Marker>, inlines: &[Inline]) {
        let marker = marker.map_or(0, |it| it.text().chars().count() + 1);
        let long = marker + plain_text(inlines).chars().count() > SHORT_HEADING;
        let half_width = std::mem::replace(&mut self.half_width, false);
        self.inlines(inlines, long);
        self.half_width = half_width;
    }

    fn marker(&mut self, marker: Option<&Marker>) {
        match marker {
            Some(marker) => {
                self.push("[");
                self.styled(style::MARKER, |it| marker.runs.iter().for_each(|run| it.run(run)));
                self.push("]");
            }
            None => self.push("none"),
        }
    }

    fn unit(&mut self, unit: &Unit, level: u8) {
        if unit.kind == UnitKind::Preamble {
            return self.blocks(&unit.blocks, level);
        }
        if unit.kind.is_division() || !unit.heading.is_empty() {
            let kind = kind(unit.kind);
            self.begin(passage::Kind::Heading(level.min(6)));
            self.push(&format!("#division(\"{kind}\", {}, {}, ", level.min(6), string(&unit.id)));
            self.marker(unit.marker.as_ref());
            if unit.heading.is_empty() {
                self.push(", none)\n");
            } else {
                self.push(", [");
                self.heading(unit.marker.as_ref(), &unit.heading);
                self.push("])\n");
            }
            return self.blocks(&unit.blocks, level.saturating_add(1).min(6));
        }
        self.begin(self.paragraph_kind());
        // 第十二条 has one em of air behind it, a marker that ends in a mark of its own half of one.
        let gap = if unit.marker.as_ref().is_some_and(|it| it.text().starts_with('第')) { "1em" } else { "0.5em" };
        if unit.kind == UnitKind::Article {
            self.push(&format!("#article({}, ", string(&unit.id)));
        } else {
            self.push(&format!("#item(\"{}\", {}, ", kind(unit.kind), string(&unit.id)));
        }
        self.marker(unit.marker.as_ref());
        self.push(&format!(", {gap}, ["));
        let rest = self.lead(&unit.blocks);
        self.push("])\n");
        // What stands under an article is flush with it; what stands under an item may be set in.
        if unit.kind == UnitKind::Article || rest.is_empty() {
            return self.blocks(rest, level);
        }
        self.push(&format!("#under(\"{}\")[\n", kind(unit.kind)));
        self.blocks(rest, level);
        self.push("]\n");
    }
}

/// How the cells of a column stand, for a layout.
fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Unsaid => "auto, ",
        Alignment::Left => "left, ",
        Alignment::Center => "center, ",
        Alignment::Right => "right, ",
    }
}

/// Whether a character takes no place on a line.
fn is_unseen(it: char) -> bool {
    matches!(it, '\u{AD}' | '\u{200B}' | '\u{2060}')
}

/// What stands behind inlines in their paragraph.
#[derive(Debug, Clone, Copy)]
struct Ending {
    /// The character behind them.
    behind: Option<char>,
    /// Whether the paragraph ends with them.
    last: bool,
}

/// Returns the first character of inlines, where the next thing is one.
fn first_character(inlines: &[Inline]) -> Option<char> {
    let inline = inlines.iter().find(|it| !matches!(it, Inline::Soft { space: false, .. }))?;
    match inline {
        Inline::Text(run) | Inline::Code(run) => run.text.chars().next(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Sub(inner) | Inline::Sup(inner) => {
            first_character(inner)
        }
        Inline::Link { inlines, .. } => first_character(inlines),
        Inline::Ruby { base, .. } => first_character(base),
        Inline::Soft { .. } => Some(' '),
        Inline::Hard(_) | Inline::Image { .. } | Inline::NoteSign { .. } => None,
    }
}

/// The name of a kind of unit in a layout.
fn kind(kind: UnitKind) -> String {
    kind.name().1.replace(' ', "-")
}
