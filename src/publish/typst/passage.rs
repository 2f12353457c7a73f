//! What is set as one: a heading, a paragraph with the marker it runs in behind, a cell, a note. Composition is judged
//! by passages, since a rule that holds for a paragraph does not hold for a cell.

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The title, the subtitle, an enactment note: set by the layout's opening.
    Opening,
    /// A heading, with its level, counted from 2.
    Heading(u8),
    /// A paragraph of the body: of an article, an item, a list, a quotation.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// A paragraph of a note.
    Note,
    /// A line of code.
    Code,
}

/// How text within a passage is set apart, one bit each: what is set alike has the same face.
pub mod style {
    /// Bold.
    pub const STRONG: u16 = 1;
    /// Emphasis.
    pub const EMPHASIS: u16 = 2;
    /// Code.
    pub const CODE: u16 = 4;
    /// A marker: 第十二条, （一）.
    pub const MARKER: u16 = 8;
    /// Raised or lowered.
    pub const SHIFTED: u16 = 16;
    /// A reading.
    pub const READING: u16 = 32;
    /// A quotation.
    pub const QUOTED: u16 = 64;
    /// Words of Latin.
    pub const LATIN: u16 = 128;
}

/// A passage of the generated code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
}

/// Where a literal belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    /// The number of its passage.
    pub passage: usize,
    /// How many hard breaks stand before it in the passage.
    pub forced: u32,
    /// How it is set apart, in bits of [`style`].
    pub style: u16,
}
