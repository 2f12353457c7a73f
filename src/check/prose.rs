//! The text of a document, paragraph by paragraph, as the rules on characters and punctuation read it. Markers are left
//! to the rules on numbering; code is no prose.

use crate::model::{Block, Document, Inline, Unit};
use crate::reference::Passage;

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
    /// What it is.
    pub setting: Setting,
    /// Whether it stands in a block quote.
    pub quoted: bool,
    /// The innermost unit around it.
    pub unit: Option<&'a Unit>,
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
            let (quoted, unit) = (self.quoted, self.unit);
            self.out.push(Prose { passage: Passage::of(inlines), setting, quoted, unit });
        }
    }
}
