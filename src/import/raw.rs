//! What import starts from: the text of a raw file as it was decoded or torn out, cut into lines, with what its form
//! knows about each. A form (plain text, Markdown, HTML, PDF) fills this in and decides nothing; the repairs read it.
//!
//! The laws of a [`Raw`]: lines stand in reading order, their ranges ascend and don't overlap; what lies between two
//! lines (line ends, tags) is under a [`Cut`] or is white space. The text of a line is its range of [`Raw::text`] with
//! the cuts in it applied. So every character is accounted for from the first step on.

use std::ops::Range;

use crate::import::repair::Sure;
use crate::message::Message;

/// The form of a raw file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Plain text, typed or copied.
    Text,
    /// The text layer of a PDF, torn out by some program: wrapped lines, running heads, folios.
    PdfText,
    /// Markdown of any dialect.
    Markdown,
    /// A page of a site.
    Html,
    /// A PDF, read by ourselves.
    Pdf,
}

impl Form {
    /// Returns the name that `--form` takes and reports show.
    pub fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::PdfText => "pdf-text",
            Form::Markdown => "markdown",
            Form::Html => "html",
            Form::Pdf => "pdf",
        }
    }
}

/// A raw file, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw {
    /// What it is.
    pub form: Form,
    /// Every character of the file. For a PDF: what was read, in reading order, a line end after each line and a form
    /// feed (U+000C) after each page, so that places in it can be shown.
    pub text: String,
    /// The lines, in reading order. Blank lines are lines too (an empty range or one of white space).
    pub lines: Vec<Line>,
    /// What the form itself takes out or reads otherwise, ascending and without overlap: tags, entities, emphasis marks.
    pub cuts: Vec<Cut>,
    /// What the form has to tell besides: what it could not read, what it decided.
    pub remarks: Vec<Remark>,
}

/// Something that a form tells a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The byte of [`Raw::text`].
    pub at: usize,
    /// What there is to say.
    pub words: Message,
    /// How sure the form is.
    pub sure: Sure,
}

impl Raw {
    /// Returns a raw text of which nothing is known yet but its form.
    pub fn new(form: Form, text: String) -> Self {
        Self { form, text, lines: Vec::new(), cuts: Vec::new(), remarks: Vec::new() }
    }
}

/// One line of a raw file.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its bytes in [`Raw::text`], without the line end.
    pub range: Range<usize>,
    /// What the form knows of it.
    pub hint: Hint,
}

/// What a form may know about a line; all of it may be unknown, and plain text knows nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Hint {
    /// What the line is, where the form says so.
    pub role: Role,
    /// The page, from 1, where the form has pages.
    pub page: Option<u32>,
    /// The first glyph's distance from the left edge of the column, in ems of the body type.
    pub indent: Option<f32>,
    /// The distance from the last glyph to the right edge of the column, in ems of the body type.
    pub room: Option<f32>,
    /// How far its baseline stands below that of the line above in its column, in multiples of the usual distance.
    pub gap: Option<f32>,
    /// The size of the type, in multiples of the body type.
    pub size: Option<f32>,
    /// Whether the form ends a block before this line for certain: `<p>`, a blank line of Markdown.
    pub opens_block: bool,
    /// Whether the line goes on in the next without a new block for certain: inside `<p>`.
    pub continues: bool,
    /// Why the line is matter of the page, and how sure that is.
    pub matter: Option<(Sure, Message)>,
}

/// What a line is by its form.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Role {
    /// Text of the body, or unknown.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// A heading of that level (`<h2>`, `##`, a heading of a tagged PDF); 1 is the highest.
    Heading(u8),
    /// A running head or folio: apparatus of the page, dropped as noise with its reason.
    PageMatter,
    /// A note at the foot of a page or the end.
    Note,
    /// A row of a table, cells parted by ` | `; rows that follow each other are one table.
    TableRow,
}

/// A place where the form itself changes the text of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The bytes in [`Raw::text`].
    pub range: Range<usize>,
    /// What they read as; nothing where they are only markup.
    pub reads: String,
    /// Why.
    pub why: CutReason,
}

/// Why a form changes text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CutReason {
    /// A tag, comment or declaration of HTML, or what never shows (script, style).
    Tag,
    /// A character reference: `&nbsp;`, `&#12288;`.
    Entity,
    /// Marks of Markdown: `#`, `**`, `>`, a backslash.
    Markup,
    /// Front matter.
    FrontMatter,
    /// What a site shows around the text: navigation, buttons.
    SiteMatter,
    /// A line end or page end.
    LineEnd,
    /// The hyphen that parts a word at a line end, and the line end.
    Hyphen,
    /// What the page has and does not show: a hidden element, all behind a comment or script that nothing closes.
    Unseen,
    /// The title of the page as a whole, which stands in the frame of the window.
    PageTitle,
    /// A picture.
    Picture,
    /// The tag of a list whose members the page numbers and the text does not.
    ListNumbers,
    /// The tag of what is set raised: a sign of a note, or an exponent.
    Raised,
    /// The tag of a cell that takes several columns or rows.
    WideCell,
}
