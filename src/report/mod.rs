//! Findings as text: for people, and for the machines that read along. One file a form; all are functions of the
//! same [`Report`].

mod human;
mod json;
mod sarif;

pub use human::{human, printable, show_error, summary};
pub use json::json;
pub use sarif::sarif;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::error::Error;
use crate::text::{FileId, SourceMap, Span};

/// A rule as reports name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule<'a> {
    /// Its id, `family/fault`.
    pub id: &'a str,
    /// The weight that its findings have.
    pub severity: Severity,
    /// Its manual: why, bad, good.
    pub manual: &'a str,
}

/// What is reported.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The files that were looked at.
    pub sources: &'a SourceMap,
    /// The addresses of the files from the root of the repository, with `/`, by their numbers.
    pub addresses: &'a [String],
    /// The findings, sorted by [`sort`].
    pub findings: &'a [Diagnostic],
    /// What could not be looked at.
    pub errors: &'a [Error],
    /// The rules that were asked.
    pub rules: &'a [Rule<'a>],
    /// The language of the words.
    pub language: Language,
}

/// Sorts findings by file and place, so that every report lists them in reading order.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    findings.dedup();
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
    /// Returns the count of findings.
    pub fn of(findings: &[Diagnostic]) -> Self {
        let mut count = Self::default();
        for finding in findings {
            match finding.severity {
                Severity::Error => count.errors += 1,
                Severity::Warning => count.warnings += 1,
                Severity::Info => count.notes += 1,
            }
        }
        count
    }
}

/// The place of a span as machines are told it: the end is the character after the last.
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

fn region(sources: &SourceMap, span: Span) -> Region {
    let source = sources.source(span.file);
    let (start, end) = (source.place(span.start as usize), source.place(span.end as usize));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// Returns edits by the file that they change, in order.
fn by_file(edits: &[crate::text::Edit]) -> BTreeMap<FileId, Vec<&crate::text::Edit>> {
    let mut files: BTreeMap<FileId, Vec<_>> = BTreeMap::new();
    edits.iter().for_each(|it| files.entry(it.span.file).or_default().push(it));
    files
}
