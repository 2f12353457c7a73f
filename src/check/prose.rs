//! The text of a document, paragraph by paragraph, as the rules on characters and punctuation read it. Markers are left
//! to the rules on numbering; code is no prose.

use std::ops::Range;

use crate::model::{Block, Document, Inline, Signs, Unit, leaves, plain_text};
use crate::reference::Passage;
use crate::text::{is_cjk, is_han};

/// What a passage is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// The title, the subtitle, the title of a part.
    Title,
    /// 题注
    Enactment,
    /// The words of a heading.
    Heading,
    /// A paragraph of the text or of a list.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// A note.
    Note,
}

/// A passage of the text.
pub struct Prose<'a> {
    /// Its text, in which every byte knows its place.
    pub passage: Passage,
    /// Which signs its text holds.
    pub signs: Signs,
    /// Its text with letters in place of code and addresses, where it holds any.
    masked: Option<String>,
    /// What it is.
    pub setting: Setting,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// The innermost unit around it.
    pub unit: Option<&'a Unit>,
}

impl Prose<'_> {
    /// Returns the text for reading: as long as the passage's own, but letters stand for code and for addresses of the
    /// web, so that no rule reads them as prose.
    pub fn reading(&self) -> &str {
        self.masked.as_deref().unwrap_or(&self.passage.text)
    }
}

/// Returns the passages of a document in the order of the text, the notes last.
pub fn prose(document: &Document) -> Vec<Prose<'_>> {
    let mut walk = Walk::default();
    walk.blocks(&document.blocks, Setting::Paragraph);
    for note in &document.notes {
        walk.blocks(&note.blocks, Setting::Note);
    }
    walk.out
}

#[derive(Default)]
struct Walk<'a> {
    out: Vec<Prose<'a>>,
    quoted: bool,
    unit: Option<&'a Unit>,
}

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block], setting: Setting) {
        for block in blocks {
            match block {
                Block::Title(line) | Block::PartTitle(line) | Block::Subtitle(line) => {
                    self.passage(&line.inlines, Setting::Title);
                }
                Block::Enactment(paragraph) => self.passage(&paragraph.inlines, Setting::Enactment),
                Block::Paragraph(paragraph) => self.passage(&paragraph.inlines, setting),
                Block::Unit(unit) => {
                    let around = self.unit.replace(unit);
                    self.passage(&unit.heading, Setting::Heading);
                    self.blocks(&unit.blocks, setting);
                    self.unit = around;
                }
                Block::List(list) => list.items.iter().for_each(|it| self.blocks(&it.blocks, setting)),
                Block::Table(table) => {
                    table.rows.iter().flatten().for_each(|it| self.passage(it, Setting::Cell));
                }
                Block::Quote(blocks, _) => {
                    let around = std::mem::replace(&mut self.quoted, true);
                    self.blocks(blocks, setting);
                    self.quoted = around;
                }
                Block::Code(..) | Block::Rule(_) => {}
            }
        }
    }

    fn passage(&mut self, inlines: &[Inline], setting: Setting) {
        if !inlines.is_empty() {
            let (quoted, unit, passage) = (self.quoted, self.unit, Passage::of(inlines));
            let signs = Signs::of(&passage.text);
            let masked = masked(inlines, &passage.text, &signs);
            self.out.push(Prose { passage, signs, masked, setting, quoted, unit });
        }
    }
}

fn masked(inlines: &[Inline], text: &str, signs: &Signs) -> Option<String> {
    let mut hidden = if let [Inline::Text(_)] = inlines { Vec::new() } else { code(inlines) };
    const ADDRESS: Signs = Signs::list(&['/', 'w']);
    if signs.meets(&ADDRESS) && (text.contains("://") || text.contains("www.")) {
        hidden.extend(addresses(text));
    }
    if hidden.is_empty() {
        return None;
    }
    let mut masked = text.to_owned();
    for range in hidden {
        masked.replace_range(range.clone(), &"x".repeat(range.len()));
    }
    Some(masked)
}

/// Returns the ranges of a passage's text that are code.
fn code(inlines: &[Inline]) -> Vec<Range<usize>> {
    let (mut out, mut at) = (Vec::new(), 0);
    for leaf in leaves(inlines) {
        let len = plain_text(std::slice::from_ref(leaf)).len();
        if matches!(leaf, Inline::Code(_)) {
            out.push(at..at + len);
        }
        at += len;
    }
    out
}

/// Returns where addresses of the web stand: up to a blank or a mark of Chinese, since they may hold Han.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for sign in ["://", "www."] {
        for (at, _) in text.match_indices(sign) {
            if out.last().is_some_and(|it| it.contains(&at)) {
                continue;
            }
            let start = text[..at].trim_end_matches(|it: char| it.is_ascii_alphanumeric()).len();
            let ends = |it: char| it.is_whitespace() || is_cjk(it) && !is_han(it);
            let end = text[at..].find(ends).map_or(text.len(), |it| at + it);
            let kept = text[start..end].trim_end_matches(['.', ',', ';', ':', ')', '!', '?']).len();
            out.push(start..start + kept);
        }
    }
    out
}
