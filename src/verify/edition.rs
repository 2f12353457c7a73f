//! An edition as it is compared: its body and its notes, block by block, each character with its place.

use crate::diagnostic::Message;
use crate::say;
use crate::verify::unit::Unit;

/// Which edition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The archival PDF.
    Pdf,
    /// The PDF for the printer.
    Print,
    /// The EPUB.
    Epub,
}

impl Name {
    /// Returns the edition's name, with the page where there is one.
    pub fn at(self, page: usize) -> Message {
        match (self, page) {
            (Name::Pdf, 0) => say!(zh: "存档 PDF ", en: "the archival PDF"),
            (Name::Pdf, page) => say!(zh: "存档 PDF 第 {page} 页", en: "page {page} of the archival PDF"),
            (Name::Print, 0) => say!(zh: "付印 PDF ", en: "the print PDF"),
            (Name::Print, page) => say!(zh: "付印 PDF 第 {page} 页", en: "page {page} of the print PDF"),
            (Name::Epub, _) => say!(zh: "EPUB ", en: "the EPUB"),
        }
    }
}

/// What is wrong with how a character is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing.
    None,
    /// It can't be seen.
    Unseen(crate::extract::Sight),
    /// Style or an attribute hides it.
    Hidden,
    /// The file says one character and draws another.
    Lie,
}

/// Where a character of an edition stands, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 1; nothing in an EPUB.
    pub page: usize,
    /// The number of the marked content that holds it, in a PDF.
    pub content: Option<i32>,
    /// What is wrong with it.
    pub flaw: Flaw,
}

/// A block of an edition's text.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its characters.
    pub units: Vec<Unit<Spot>>,
}

/// The sign of a note in an edition.
#[derive(Debug, Clone)]
pub struct FoundSign {
    /// How many characters of the whole text stand before it.
    pub at: usize,
    /// What it says.
    pub text: String,
    /// The page.
    pub page: usize,
}

/// A note of an edition.
#[derive(Debug, Clone, Default)]
pub struct FoundNote {
    /// The sign before it.
    pub sign: String,
    /// Its text.
    pub blocks: Vec<Found>,
}

/// An edition as it is compared.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Which it is.
    pub name: Name,
    /// Its text.
    pub blocks: Vec<Found>,
    /// Where its text calls notes.
    pub signs: Vec<FoundSign>,
    /// Its notes, in order.
    pub notes: Vec<FoundNote>,
}

/// Returns a text as a finding quotes it: short, with its ends.
pub fn quote(text: &str) -> String {
    const LONGEST: usize = 40;
    let count = text.chars().count();
    if count <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST - 12).collect();
    let tail: String = text.chars().skip(count - 10).collect();
    format!("{head}……{tail}")
}
