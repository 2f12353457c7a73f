//! Setting: the code with all it reads is put together and compiled, and the pages are looked over.

use std::collections::BTreeMap;

use typst::World as _;
use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::model::Document;
use crate::publish::fonts::Fonts;
use crate::publish::layout::{Files, Layout};
use crate::publish::links::Links;
use crate::publish::typst::composition;
use crate::publish::typst::faults::explain;
use crate::publish::typst::literal::string;
use crate::publish::typst::markup::{Markup, markup};
use crate::publish::typst::pages::{Glyph, glyphs, page_starts};
use crate::publish::typst::search::search;
use crate::publish::typst::world::Book;
use crate::text::FileId;

/// A document set: its pages and what they say of the source.
pub struct Setting {
    /// The pages of the archival edition.
    pub pages: PagedDocument,
    /// Every glyph of source text.
    pub glyphs: Vec<Glyph>,
    /// The source byte that each page begins with.
    pub starts: Vec<Option<u32>>,
    /// All that Typst read: to look at, or to compile by hand.
    pub files: Files,
    /// The generated code with its literals.
    pub markup: Markup,
    /// Characters that no face shows, and what is wrong with the composition of the pages.
    pub findings: Vec<Diagnostic>,
}

/// Returns a document set in a layout. `title` names the work; `pictures` are its pictures by target.
///
/// # Errors
/// When a role has no face, or Typst refuses the layout's code.
pub fn set(
    file: FileId,
    document: &Document,
    layout: &Layout,
    fonts: &Fonts,
    title: &str,
    pictures: &BTreeMap<String, Vec<u8>>,
) -> Result<Setting> {
    let targets: Vec<String> = pictures.keys().cloned().collect();
    let markup = markup(document, layout, title, &targets, &Links::of(document, file));
    let mut files = Files::new();
    for (path, bytes) in &layout.files {
        files.insert(format!("layouts/{path}"), bytes.clone());
    }
    for (number, (target, bytes)) in pictures.iter().enumerate() {
        let extension = target.rsplit('.').next().unwrap_or("png").to_lowercase();
        files.insert(format!("pictures/{number}.{extension}"), bytes.clone());
    }
    files.insert("faces.typ".to_owned(), faces(layout, fonts)?.into_bytes());
    files.insert("main.typ".to_owned(), markup.code.clone().into_bytes());

    let tried = search(document, layout, &mut files, fonts, &markup)?;
    comemo::evict(2);
    let starts = page_starts(&tried.glyphs, tried.pages.pages().len());
    let findings = composition::findings(&composition::Pages {
        file,
        document: &tried.pages,
        glyphs: &tried.glyphs,
        passages: &markup.passages,
        paper: layout.paper(),
    });
    Ok(Setting { pages: tried.pages, starts, files, markup, findings, glyphs: tried.glyphs })
}

/// Returns the families that the layout's roles have found, as Typst code.
///
/// # Errors
/// When a role has no face.
pub fn faces(layout: &Layout, fonts: &Fonts) -> Result<String> {
    let mut out = String::from("// The family of each role, from fonts.toml.\n");
    for role in &layout.manifest.roles {
        out.push_str(&format!("#let {role}-family = {}\n", string(&fonts.family(role)?.to_lowercase())));
    }
    Ok(out)
}

/// Returns the pages that the code makes of these files and inputs, with every glyph of source text on them.
///
/// # Errors
/// When Typst refuses the code, or warns of anything.
pub fn compile(
    files: &Files,
    fonts: &Fonts,
    inputs: &[(&str, String)],
    markup: &Markup,
) -> Result<(PagedDocument, Vec<Glyph>)> {
    let book = Book::new(files, fonts, inputs);
    let document = paged(&book)?;
    let source = book.source(book.main()).expect("main.typ was given");
    let glyphs = glyphs(&document, &source, markup);
    Ok((document, glyphs))
}

/// Returns the pages that the code makes which no text of the source is set on.
///
/// # Errors
/// When Typst refuses the code, or warns of anything.
pub fn page(files: &Files, fonts: &Fonts) -> Result<PagedDocument> {
    paged(&Book::new(files, fonts, &[]))
}

fn paged(book: &Book) -> Result<PagedDocument> {
    let compiled = typst::compile::<PagedDocument>(book);
    let document = compiled.output.map_err(|faults| explain(book, &faults))?;
    if !compiled.warnings.is_empty() {
        // What Typst merely warns of may be text left out.
        return Err(explain(book, &compiled.warnings));
    }
    Ok(document)
}
