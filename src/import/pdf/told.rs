//! What the reader of a PDF has to tell: what it took for no part of the text, what it could not read, what it decided.

use crate::import::pdf::row::Row;
use crate::import::repair::Sure;
use crate::message::Message;

/// Something that a person should know, with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What it is.
    pub kind: ToldKind,
    /// The page, from 1; 0 for the whole file.
    pub page: usize,
    /// The place on the page, from its upper left corner, in points: x and the baseline.
    pub at: Option<(f32, f32)>,
    /// The text it is about.
    pub text: String,
    /// What there is to say of it.
    pub message: Message,
}

/// Kinds of what the reader tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToldKind {
    /// The page is a picture without text: it needs OCR.
    NeedsOcr,
    /// The page is a picture with text that some OCR laid over it.
    OcrLayer,
    /// The page is empty.
    EmptyPage,
    /// The file breaks off, or pages that it names are not there.
    Incomplete,
    /// Glyphs without a Unicode value.
    Unknown,
    /// A running head.
    RunningHead,
    /// A folio.
    Folio,
    /// Marked by the file itself as no part of the text.
    Artifact,
    /// In a tagged file, text that the tags do not reach.
    Untagged,
    /// Contents made by whoever set the file: they repeat headings.
    Contents,
    /// Words of a cover.
    Cover,
    /// Text that nobody sees on the page.
    Hidden,
    /// White text, read all the same.
    White,
    /// Text that runs another way and recurs on pages.
    Watermark,
    /// Other text that runs another way.
    Turned,
    /// The page was read by its columns.
    Columns,
    /// The rows of the page were put into order by place.
    Order,
    /// A table with a cell over several columns or rows.
    WideCell,
    /// A hyphen at a line's end, taken out.
    Hyphen,
    /// A note or form field on the page that is not read.
    Annotation,
    /// The tags of the file are not used.
    TagsUnused,
}

impl ToldKind {
    /// Returns whether it says why a row is no part of the text.
    pub fn drops(self) -> bool {
        match self {
            ToldKind::RunningHead
            | ToldKind::Folio
            | ToldKind::Artifact
            | ToldKind::Untagged
            | ToldKind::Contents
            | ToldKind::Cover
            | ToldKind::Hidden
            | ToldKind::Watermark => true,
            ToldKind::NeedsOcr
            | ToldKind::OcrLayer
            | ToldKind::EmptyPage
            | ToldKind::Incomplete
            | ToldKind::Unknown
            | ToldKind::White
            | ToldKind::Turned
            | ToldKind::Columns
            | ToldKind::Order
            | ToldKind::WideCell
            | ToldKind::Hyphen
            | ToldKind::Annotation
            | ToldKind::TagsUnused => false,
        }
    }

    /// Returns how sure the reader is of it.
    pub fn sure(self) -> Sure {
        match self {
            ToldKind::Artifact | ToldKind::Folio | ToldKind::Hyphen | ToldKind::EmptyPage => Sure::Certain,
            ToldKind::RunningHead
            | ToldKind::Contents
            | ToldKind::Columns
            | ToldKind::Order
            | ToldKind::TagsUnused
            | ToldKind::Watermark => Sure::Likely,
            ToldKind::Untagged
            | ToldKind::Cover
            | ToldKind::Hidden
            | ToldKind::NeedsOcr
            | ToldKind::OcrLayer
            | ToldKind::Incomplete
            | ToldKind::Unknown
            | ToldKind::White
            | ToldKind::Turned
            | ToldKind::WideCell
            | ToldKind::Annotation => Sure::Doubtful,
        }
    }
}

impl Told {
    /// Returns what is told of a row.
    pub fn row(kind: ToldKind, row: &Row, message: Message) -> Self {
        Self { kind, page: row.page, at: Some((row.left, row.y)), text: row.text.trim().to_owned(), message }
    }

    /// Returns what is told of a page.
    pub fn page(kind: ToldKind, page: usize, message: Message) -> Self {
        Self { kind, page, at: None, text: String::new(), message }
    }
}
