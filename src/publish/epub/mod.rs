//! The EPUB edition: XHTML from the [`Document`] and never from another edition, packed by `epub-builder`, then
//! finished here, since the packer writes the clock into its file and knows no page list.
//!
//! What the body files say is the source's text and nothing else, but for the signs of notes. All else that can be
//! read is apparatus and stands apart: the title page in `title.xhtml`, contents and page list in `nav.xhtml`, what edition
//! this is in `colophon.xhtml`.

mod body;
mod colophon;
mod contents;
mod cover;
mod faces;
mod finish;
mod images;
mod inline;
mod marks;
mod navigation;
mod notes;
mod package;
mod split;
mod title;
mod tongue;
mod units;
mod xml;

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::model::Document;
use crate::publish::cover::Cover;
use crate::publish::fonts::Fonts;
use crate::text::{FileId, Span};

pub use faces::{Embedded, Embedding, Face};
pub use title::subtitle;

/// A page of the print edition begins at this byte of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageStart {
    /// The page number as printed.
    pub label: String,
    /// The empty span at the first character of the page.
    pub span: Span,
}

/// What an EPUB is made of.
#[derive(Debug, Clone)]
pub struct Book<'a> {
    /// The number of the text, which its own references bear.
    pub file: FileId,
    /// The text and what its front matter says.
    pub document: &'a Document,
    /// The title of the work.
    pub title: String,
    /// The layout's style sheet.
    pub css: String,
    /// Where the pages of the print edition begin; none where there is no such edition.
    pub pages: Vec<PageStart>,
    /// What edition these pages are of: 《重庆倡议》印本，A5.
    pub page_source: String,
    /// The path of the source, as the edition records it.
    pub source_path: &'a str,
    /// The SHA-256 of the source in hexadecimal digits.
    pub source_sha256: &'a str,
    /// When the edition was made, `CCYY-MM-DDThh:mm:ssZ`.
    pub modified: String,
    /// The pictures, by the target that the text names.
    pub images: &'a BTreeMap<String, Vec<u8>>,
    /// The cover, where it has one.
    pub cover: Option<&'a Cover>,
    /// Who answers for its being accessible, where a judge has found it so.
    pub certifier: Option<&'a str>,
}

/// A book as its package names it, for who must tell whether a report is of this very book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its first identifier.
    pub identifier: String,
    /// The identifier of the very text, `urn:sha256:…`.
    pub digest: String,
    /// When it was modified.
    pub modified: String,
    /// Its title.
    pub title: String,
}

/// Returns how the package names a book.
pub fn identity(book: &Book) -> Identity {
    let identifier = package::identifiers(book).into_iter().next().unwrap_or_default();
    let (modified, title) = (book.modified.clone(), book.title.clone());
    Identity { identifier, digest: package::digest(book), modified, title }
}

impl Book<'_> {
    /// Returns the language tag of the text: the front matter's if it is well formed, else Chinese of the mainland.
    fn language(&self) -> &str {
        let given = self.document.metadata.lang.as_ref().map_or("", |it| it.text.as_str());
        let formed =
            given.split('-').all(|it| (1..=8).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_alphanumeric()));
        if formed && given.bytes().take_while(u8::is_ascii_alphabetic).count() >= 2 { given } else { "zh-CN" }
    }
}

/// Returns the bytes of the EPUB; the same book makes the same bytes. Fails where a picture is missing or unknown,
/// a page can't be placed, or a character can't stand in XML.
pub fn epub(book: &Book) -> Result<Vec<u8>> {
    finish::pack(&entries(book)?)
}

/// Returns the bytes of the EPUB with faces in it, and what they are. Fails where [`epub`] does, and where a face may not
/// be embedded.
pub fn epub_with_faces(book: &Book, fonts: &Fonts, embedding: Embedding) -> Result<(Vec<u8>, Embedded)> {
    let mut entries = entries(book)?;
    let embedded = faces::embed(&mut entries, fonts, embedding)?;
    Ok((finish::pack(&entries)?, embedded))
}

/// The files of the book by name, as they are packed.
fn entries(book: &Book) -> Result<BTreeMap<String, Vec<u8>>> {
    let body = body::body(book)?;
    let contents = contents::contents(book.document, &body.ids);
    let mut written: BTreeMap<String, String> = BTreeMap::new();
    written.insert("title.xhtml".to_owned(), title::title_page(book));
    written.extend(book.cover.map(|it| (cover::PAGE.to_owned(), cover::page(book, it))));
    written.extend(body.files.iter().cloned());
    written.insert("colophon.xhtml".to_owned(), colophon::colophon(book));
    let mut entries = finish::unpack(finish::packed(book, &written, &body)?)?;
    let packed = entries.get(finish::PACKAGE).map(|it| String::from_utf8_lossy(it).into_owned()).unwrap_or_default();
    let identifiers = package::identifiers(book);
    written.insert("content.opf".to_owned(), package::package(book, &body, &contents, &identifiers, &packed)?);
    written.insert("nav.xhtml".to_owned(), navigation::nav(book, &contents, &body));
    written.insert("toc.ncx".to_owned(), navigation::ncx(book, &contents, &body, &identifiers[0]));
    for (name, text) in written {
        xml::check(&name, &text)?;
        entries.insert(format!("{}{name}", finish::FOLDER), text.into_bytes());
    }
    Ok(entries)
}

/// Returns warnings about blocks that make a file of the EPUB larger than old reading systems can bear.
pub fn too_long(document: &Document) -> Vec<Diagnostic> {
    split::too_long(document)
}

/// Returns the file of the EPUB in which each unit, each 款 and each mark of a page stands, by id.
pub fn places(book: &Book) -> BTreeMap<String, String> {
    split::places(book.document, &book.pages)
}
