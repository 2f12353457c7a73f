//! Editions of a document: one layout, three files. Pure: bytes in, bytes out.

mod anchors;
mod concordance;
pub mod cover;
pub mod epub;
mod finish;
pub mod fonts;
pub mod layout;
mod links;
pub mod pictures;
mod profile;
mod typst;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::model::Document;
use crate::publish::epub::{Embedded, Embedding, PageStart};
use crate::publish::fonts::Fonts;
use crate::publish::layout::{Files, Layout};
use crate::text::{FileId, Source, Span};

pub use finish::{Enclosure, Finish, Relation, Standard};
pub use profile::Profile;
pub use typst::Record;

/// An edition of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// To keep and to read aloud: PDF/A-2a, PDF/UA-1.
    Pdf,
    /// For the printing house.
    Print,
    /// For reading devices.
    Epub,
}

impl Edition {
    /// Every edition, in the order in which they are made.
    pub const ALL: [Edition; 3] = [Edition::Pdf, Edition::Print, Edition::Epub];

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Edition::Pdf => "pdf",
            Edition::Print => "print",
            Edition::Epub => "epub",
        }
    }

    /// Returns what replaces `.md` in the file's name.
    pub fn suffix(self) -> &'static str {
        match self {
            Edition::Pdf => ".pdf",
            Edition::Print => ".print.pdf",
            Edition::Epub => ".epub",
        }
    }
}

/// What editions are made from.
pub struct Job<'a> {
    /// The document's file.
    pub file: FileId,
    /// The document.
    pub document: &'a Document,
    /// The title of the work: its title line, its front matter's, or its file's name.
    pub title: &'a str,
    /// What the editions record of the source.
    pub record: &'a Record,
    /// The layout.
    pub layout: &'a Layout,
    /// The faces.
    pub fonts: &'a Fonts,
    /// Pictures by their target in the source.
    pub pictures: &'a BTreeMap<String, Vec<u8>>,
}

/// A document set in its layout: its pages, and what was noticed on setting it.
pub struct Pages<'a> {
    job: &'a Job<'a>,
    setting: typst::Setting,
    /// Characters that no face shows, faults of composition, pictures that can't be written.
    pub findings: Vec<Diagnostic>,
}

/// Returns a document set in its layout.
///
/// # Errors
/// When the layout or a face is faulty.
pub fn set<'a>(job: &'a Job) -> Result<Pages<'a>> {
    let setting = typst::set(job.file, job.document, job.layout, job.fonts, job.title, job.pictures)?;
    let mut findings = setting.findings.clone();
    findings.extend(pictures::unwritable(job.document, job.pictures, &job.fonts.book));
    Ok(Pages { job, setting, findings })
}

impl Pages<'_> {
    /// Returns the file of an edition, finished as a printing house or an archive asks.
    ///
    /// # Errors
    /// When the pages can't meet the edition's standard, or those of the print edition break elsewhere.
    pub fn write(&self, edition: Edition, finish: &Finish) -> Result<Vec<u8>> {
        let Pages { job, setting, .. } = self;
        match edition {
            Edition::Pdf => typst::archival(setting, job.document, job.record, &finish.standard),
            Edition::Print => {
                let sheets = typst::sheets(
                    setting,
                    job.fonts,
                    job.title,
                    job.record,
                    &job.layout.manifest.inks,
                    finish.pages_multiple,
                )?;
                typst::print(&sheets, setting, job.document, job.record, &finish.profile)
            }
            Edition::Epub => epub::epub(&self.book(finish)),
        }
    }

    /// Returns the concordance of units, printed pages, places in the EPUB and lines of the source, as JSON.
    pub fn concordance(&self, source: &Source) -> Vec<u8> {
        let Pages { job, setting, .. } = self;
        let book = book(job, &setting.starts);
        concordance::concordance(&concordance::Parts {
            title: job.title,
            path: &job.record.path,
            sha256: &job.record.sha256,
            print: &book.page_source,
            source,
            anchors: &anchors::anchors(job.document),
            starts: &book.pages,
            glyphs: &setting.glyphs,
            files: &epub::places(&book),
        })
    }

    /// Returns the EPUB with faces in it, and what they are.
    ///
    /// # Errors
    /// When the pages can't be placed in it, or a face may not be embedded.
    pub fn epub_with_faces(&self, finish: &Finish, embedding: Embedding) -> Result<(Vec<u8>, Embedded)> {
        epub::epub_with_faces(&self.book(finish), self.job.fonts, embedding)
    }

    fn book<'b>(&'b self, finish: &'b Finish) -> epub::Book<'b> {
        let (cover, certifier) = (finish.cover.as_ref(), finish.certifier.as_deref());
        epub::Book { cover, certifier, ..book(self.job, &self.setting.starts) }
    }

    /// Returns how the EPUB's package names the book.
    pub fn identity(&self) -> epub::Identity {
        epub::identity(&book(self.job, &self.setting.starts))
    }

    /// Returns findings about pictures that are too coarse for print at the size at which they are set.
    pub fn coarse(&self) -> Vec<Diagnostic> {
        pictures::coarse(self.job.document, &self.setting.pages, self.job.pictures)
    }

    /// Returns how many pages there are, without those that fill the last sheet.
    pub fn count(&self) -> usize {
        self.setting.starts.len()
    }

    /// Returns the cover that the layout sets.
    ///
    /// # Errors
    /// When the layout's code is faulty.
    pub fn cover(&self) -> Result<cover::Set> {
        cover::set(self.job)
    }

    /// Returns all that Typst read: to look at, or to compile by hand.
    pub fn typst(&self) -> &Files {
        &self.setting.files
    }

    /// Returns the pages as Typst has them, for previews and pictures.
    pub fn document(&self) -> &PagedDocument {
        &self.setting.pages
    }
}

fn book<'a>(job: &'a Job, starts: &[Option<u32>]) -> epub::Book<'a> {
    let pages = starts
        .iter()
        .enumerate()
        .filter_map(|(at, start)| {
            start.map(|start| PageStart {
                label: (at + 1).to_string(),
                span: Span { file: job.file, start, end: start },
            })
        })
        .collect();
    let (year, month, day) = civil(job.record.epoch.div_euclid(86_400));
    let rest = job.record.epoch.rem_euclid(86_400);
    let paper = job.layout.paper_name();
    epub::Book {
        file: job.file,
        document: job.document,
        title: job.title.to_owned(),
        css: job.layout.style_sheet(),
        pages,
        page_source: format!("《{}》印本，{paper}", job.title),
        source_path: &job.record.path,
        source_sha256: &job.record.sha256,
        modified: format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60),
        images: job.pictures,
        cover: None,
        certifier: None,
    }
}

/// Returns the SHA-256 of bytes, in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}

/// Returns the date of a day counted from 1970-01-01 in the Gregorian calendar: year, month, day.
pub fn civil(days: i64) -> (i32, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (i32::try_from(year).unwrap_or(1970), u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

/// Returns the day of a date `2015-05-28`, `2015-05` or `2015`, counted from 1970-01-01.
pub fn day(date: &str) -> Option<i64> {
    let mut parts = date.split('-').map(|it| it.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next().unwrap_or(Some(1))?, parts.next().unwrap_or(Some(1))?);
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    let year_of_era = year.rem_euclid(400);
    Some(
        year.div_euclid(400) * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_calendar() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(16_583), (2015, 5, 28));
        assert_eq!(civil(19_782), (2024, 2, 29));
        assert_eq!(day("2015-05-28"), Some(16_583));
        assert_eq!(day("2024-02-29"), Some(19_782));
        assert_eq!(day("1970"), Some(0));
    }
}
