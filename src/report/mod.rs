//! Findings as text: for people, and for the machines that read along. One file a form; all are functions of the same
//! [`Report`], written as they go.

mod finding;
mod github;
mod human;
mod json;
mod junit;
mod sarif;
mod sheet;

pub use finding::{Excerpt, Finding, Mending, Place, resolve};
pub use github::github;
pub use human::{human, printable, show_error, summary};
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;
pub use sheet::Sheet;

use crate::diagnostic::{Language, Severity};
use crate::error::Error;

/// A rule as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id, `family/fault`.
    pub id: String,
    /// The weight that its findings have.
    pub severity: Severity,
    /// One sentence: what it finds.
    pub summary: String,
    /// A paragraph: why that matters.
    pub reason: String,
    /// Its manual, in Markdown.
    pub help: String,
}

/// A file that is reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name for people: a path relative to where they work.
    pub name: String,
    /// Its address from the root of the repository, with `/`.
    pub address: String,
    /// Whether it was asked for: the project's settings are shown where they are at fault, and not asked for.
    pub asked: bool,
    /// Why it could not be looked at.
    pub failure: Option<Error>,
}

/// What is reported.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The files that were asked for; places name them by their number.
    pub files: &'a [File],
    /// The findings, in the order of files and places.
    pub findings: &'a [Finding],
    /// What could not be done, as far as it belongs to no file.
    pub errors: &'a [Error],
    /// The rules that were asked.
    pub rules: &'a [Rule],
    /// The language of the words.
    pub language: Language,
    /// Whether warnings weigh like errors.
    pub deny_warnings: bool,
}

impl Report<'_> {
    /// Returns everything that could not be done, each with the file it belongs to.
    pub fn failures(&self) -> impl Iterator<Item = (Option<&File>, &Error)> {
        let files = self.files.iter().filter_map(|it| it.failure.as_ref().map(|error| (Some(it), error)));
        self.errors.iter().map(|it| (None, it)).chain(files)
    }

    /// Returns the files that were looked at.
    pub fn looked_at(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|it| it.failure.is_none())
    }

    /// Returns the findings of each file that has some, in order.
    pub fn by_file(&self) -> impl Iterator<Item = (&File, &[Finding])> {
        self.findings.chunk_by(|a, b| a.place.file == b.place.file).map(|it| (&self.files[it[0].place.file], it))
    }

    /// Returns whether findings of that weight make the exit code 1.
    pub fn weighs(&self, severity: Severity) -> bool {
        severity == Severity::Error || (self.deny_warnings && severity == Severity::Warning)
    }

    /// Returns the exit code: 0 clean, 1 findings that weigh, 2 something could not be done.
    pub fn exit_code(&self) -> u8 {
        match self.failures().next() {
            Some(_) => 2,
            None => u8::from(self.findings.iter().any(|it| self.weighs(it.severity))),
        }
    }
}

/// How many findings there are of each weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// What is worth knowing.
    pub notes: usize,
}

impl Count {
    /// Returns the count of weights.
    pub fn of(severities: impl IntoIterator<Item = Severity>) -> Self {
        let mut count = Self::default();
        for severity in severities {
            match severity {
                Severity::Error => count.errors += 1,
                Severity::Warning => count.warnings += 1,
                Severity::Info => count.notes += 1,
            }
        }
        count
    }
}

/// Returns the name that machines know a weight by.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A list that is written item by item and never stands in memory whole.
struct Each<F>(F);

impl<I: Iterator<Item: serde::Serialize>, F: Fn() -> I> serde::Serialize for Each<F> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// Writes an object as JSON for people and machines, with a line end.
fn write_json(value: &impl serde::Serialize, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}
