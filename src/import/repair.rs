//! What import did to a raw text: the repairs that a person reads, and the ledger from which the account is added up.

use std::collections::BTreeMap;

use crate::import::cell::Cell;
use crate::import::raw::{Raw, Remark};
use crate::message::{Language, Message};

/// What a repair is about; the name is for machines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A block moved back to its place.
    Order,
    /// A number in pieces mended.
    Number,
    /// A unit that ran into the one before set apart.
    Split,
    /// A heading put together, or a line told to be one.
    Heading,
    /// What belongs to the page or the site, dropped.
    Noise,
    /// A radical or compatibility character replaced.
    Radical,
    /// A full-width letter or digit replaced.
    FullWidth,
    /// An invisible character dropped.
    Invisible,
    /// A blank inside a word dropped.
    Blank,
    /// Lines joined to a paragraph.
    Reflow,
    /// A line end where both readings are possible.
    Ambiguous,
    /// A private-use character left as it is.
    PrivateUse,
    /// What the form told of a place.
    Page,
    /// Something worth knowing about the whole.
    Whole,
}

impl Kind {
    /// Returns the name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Order => "order",
            Kind::Number => "number",
            Kind::Split => "split",
            Kind::Heading => "heading",
            Kind::Noise => "noise",
            Kind::Radical => "radical",
            Kind::FullWidth => "full-width",
            Kind::Invisible => "invisible",
            Kind::Blank => "blank",
            Kind::Reflow => "reflow",
            Kind::Ambiguous => "ambiguous",
            Kind::PrivateUse => "private-use",
            Kind::Page => "page",
            Kind::Whole => "whole",
        }
    }
}

/// How sure a repair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// Nothing else is possible.
    Certain,
    /// The evidence is good.
    Likely,
    /// A person should look.
    Doubtful,
}

impl Sure {
    /// Returns the name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Sure::Certain => "certain",
            Sure::Likely => "likely",
            Sure::Doubtful => "doubtful",
        }
    }
}

/// One repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What it is about.
    pub kind: Kind,
    /// The byte of the raw text where it begins.
    pub at: usize,
    /// What was done.
    pub what: Message,
    /// Why; what a form tells is its own reason.
    pub why: Option<Message>,
    /// How sure it is.
    pub sure: Sure,
}

impl Repair {
    /// Returns the reason as it stands behind what was done, with the colon; nothing where there is none.
    pub fn reason(&self, language: Language) -> String {
        let colon = if language == Language::Zh { "：" } else { ": " };
        self.why.as_ref().map_or_else(String::new, |it| format!("{colon}{}", it.get(language)))
    }
}

/// Why a character of the raw text is not in the output, or is another there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// White space around lines and between blocks, line ends.
    Blank,
    /// A line end or blank inside a paragraph.
    Joined,
    /// A blank inside a word.
    BlankInside,
    /// The blank behind a number, which becomes U+3000 or one blank.
    Separator,
    /// An invisible character.
    Invisible,
    /// A radical or compatibility character.
    Radical,
    /// A full-width letter or digit.
    FullWidth,
    /// A folio.
    Folio,
    /// A running head.
    RunningHead,
    /// A line that is repeated on the pages.
    Repeated,
    /// Marks of the form: tags, Markdown.
    Form,
    /// A character reference.
    Entity,
}

impl Why {
    /// Returns the name for machines.
    pub fn name(self) -> &'static str {
        match self {
            Why::Blank => "blank",
            Why::Joined => "joined",
            Why::BlankInside => "blank-inside",
            Why::Separator => "separator",
            Why::Invisible => "invisible",
            Why::Radical => "radical",
            Why::FullWidth => "full-width",
            Why::Folio => "folio",
            Why::RunningHead => "running-head",
            Why::Repeated => "repeated",
            Why::Form => "form",
            Why::Entity => "entity",
        }
    }
}

/// What was taken out or replaced, by place, and the repairs.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Characters taken out: the byte where each begins.
    pub removed: BTreeMap<usize, Why>,
    /// Characters replaced: the byte where each begins.
    pub replaced: BTreeMap<usize, Why>,
    /// For a person.
    pub repairs: Vec<Repair>,
}

impl Ledger {
    /// Notes that a cell is not written. The rest of a character reference that reads as several is noted once.
    pub fn drop_cell(&mut self, raw: &Raw, cell: Cell, why: Why) {
        if cell.at < raw.text.len() {
            self.removed.insert(cell.at, why);
        }
    }

    /// Notes a repair.
    pub fn note(&mut self, kind: Kind, at: usize, sure: Sure, what: Message, why: Message) {
        self.repairs.push(Repair { kind, at, what, why: Some(why), sure });
    }

    /// Notes what the form told of a place.
    pub fn remark(&mut self, remark: &Remark) {
        let Remark { at, words, sure } = remark.clone();
        self.repairs.push(Repair { kind: Kind::Page, at, what: words, why: None, sure });
    }
}
