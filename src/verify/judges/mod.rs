//! What independent judges found in an edition, brought home to the source: EPUBCheck and Ace name a place in a file of
//! the EPUB, veraPDF an object of the PDF; the editor has a line of Markdown. Since the proof knows for each character
//! of an edition which one of the source it is, each finding gets the narrowest place that can be told with certainty.

mod ace;
mod advice;
mod epub_places;
mod epubcheck;
mod findings;
mod front;
mod pdf_places;
mod report;
mod subject;
mod verapdf;
mod verapdf_xml;

use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::extract::EpubFiles;
use crate::model::Document;
use crate::text::Span;
use crate::verify::expected::Expected;
use crate::verify::judges::epub_places::EpubPlaces;
use crate::verify::judges::findings::findings;
use crate::verify::judges::pdf_places::PdfPlaces;
use crate::verify::truth::Truth;

pub use ace::{AceBook, AceVerdict, ace_verdict};
pub use report::{Charge, Judge, Report, Site, read_report};
pub use subject::Subject;

/// An edition on which judges have reported, with what it was made from.
pub struct Case<'a> {
    /// What it must say.
    pub truth: &'a Truth,
    /// What it may add.
    pub expected: &'a Expected,
    /// The tree of its source.
    pub document: &'a Document,
    /// The name of its file.
    pub name: &'a str,
    /// Its bytes.
    pub edition: &'a [u8],
}

/// Where a finding has come home to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Home {
    /// The place in the source.
    span: Span,
    /// Whether it is only the nearest place that can be told.
    near: bool,
    /// The page, in a PDF.
    page: Option<usize>,
}

impl Home {
    fn at(span: Span) -> Self {
        Self { span, near: false, page: None }
    }

    fn near(span: Span) -> Self {
        Self { span, near: true, page: None }
    }
}

/// Returns the findings of judges at their places in the source.
///
/// # Errors
/// When a report is of another edition, or the edition can't be read.
pub fn judged(case: &Case, reports: &[Report]) -> Result<Vec<Diagnostic>> {
    let mut out = Vec::new();
    let (pdfs, epubs): (Vec<&Report>, Vec<&Report>) = reports.iter().partition(|it| it.judge == Judge::VeraPdf);
    let is_epub = case.edition.starts_with(b"PK");
    if let Some(report) = if is_epub { &pdfs } else { &epubs }.first() {
        return Err(subject::other_form(report, case.name, is_epub));
    }
    if !epubs.is_empty() {
        let files = EpubFiles::open(case.edition)?;
        epubs.iter().try_for_each(|it| subject::same_epub(it, case.name, &files))?;
        let places = EpubPlaces::of(case, &files)?;
        epubs.iter().for_each(|it| out.extend(findings(it, |charge| places.home(charge))));
    }
    if !pdfs.is_empty() {
        pdfs.iter().try_for_each(|it| subject::same_pdf(it, case.name, case.edition.len()))?;
        let places = PdfPlaces::of(case)?;
        pdfs.iter().for_each(|it| out.extend(findings(it, |charge| places.home(charge))));
    }
    Ok(out)
}
