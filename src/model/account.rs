//! The account of a source: what every byte is. It lies without gap or overlap over the whole file, so that nothing
//! the reader lost can go unnoticed; `verify` takes its truth from it.

use crate::text::Span;

/// A kind of markup: bytes that say how the text is built, and are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Markup {
    /// U+FEFF at the first byte.
    ByteOrderMark,
    /// The front matter with its fences.
    FrontMatter,
    /// `#`
    HeadingMark,
    /// `{#id}` behind a heading.
    HeadingAttributes,
    /// `*`, `**`
    EmphasisMark,
    /// `>`
    QuoteMark,
    /// `-`, `*`, `+`
    ListMark,
    /// `***`, `---`, and the line under a Setext heading.
    Rule,
    /// `|`, and the row of dashes.
    TableMark,
    /// Backticks, tildes and what stands behind the opening fence.
    CodeMark,
    /// `\` before a character that it guards.
    Escape,
    /// The brackets and the target of a link or picture.
    LinkTarget,
    /// The words that stand for a picture.
    ImageAlt,
    /// `[^1]` in the text and `[^1]:` before the note.
    NoteSign,
    /// `[1]: …`
    Definition,
    /// `<!-- … -->`
    Comment,
    /// `<sup>`, `<br>` and their like.
    Tag,
    /// White space that opens a line.
    Indent,
    /// White space between a marker and its text.
    Separator,
    /// White space that ends a line, or the two blanks of a hard break.
    Blank,
    /// A line end.
    LineEnd,
}

/// What a piece of the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PieceKind {
    /// Text: it stands in every edition.
    Text,
    /// Markup of a named kind.
    Markup(Markup),
    /// Neither: the reader says so in a finding, and no edition can be proven.
    Fault,
}

/// A piece of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes.
    pub span: Span,
    /// What they are.
    pub kind: PieceKind,
}

/// The pieces of a source, in order, each beginning where the one before ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// The pieces.
    pub pieces: Vec<Piece>,
}

impl Account {
    /// Returns the pieces that are no text and no markup.
    pub fn faults(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(|it| it.kind == PieceKind::Fault)
    }
}
