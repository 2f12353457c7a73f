//! Findings made independent of the texts they speak of: every place told with line and column, the line around it kept
//! as far as a report can show it, and the name by which the finding is known again. A text and its tree can then be
//! dropped, so that the memory of a run does not grow with the number of files.

use std::collections::BTreeMap;
use std::ops::Range;

use sha2::{Digest, Sha256};

use super::sheet::{Prepared, Sheet};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::text::{FileId, Span};

/// A place: lines and columns count from 1, columns in characters; the end is the character after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of the file in the report.
    pub file: usize,
    /// The line of the first character.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// The line of the character after the last.
    pub end_line: usize,
    /// Its column.
    pub end_column: usize,
    /// The bytes, counted from 0.
    pub bytes: [u32; 2],
}

/// The part of a line that a report may show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub text: String,
    /// The bytes of it that are marked.
    pub mark: Range<usize>,
    /// Whether the line has more before it.
    pub more_before: bool,
    /// Whether the line has more behind it.
    pub more_behind: bool,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mending {
    /// What it does.
    pub message: Message,
    /// Whether it can be made without asking.
    pub safe: bool,
    /// The changes, each a place and what stands there afterwards.
    pub changes: Vec<(Place, String)>,
}

/// A finding as reports tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub message: Message,
    /// How to mend it, in words.
    pub hint: Option<Message>,
    /// Other places that belong to it.
    pub related: Vec<(Place, Message)>,
    /// How to mend it, as changes.
    pub mending: Option<Mending>,
    /// The line it stands in.
    pub excerpt: Excerpt,
    /// What it is known by from one run to the next.
    pub fingerprint: String,
}

/// Returns findings in the order of their places, each once, without need of the texts any more.
///
/// # Panics
/// When a finding speaks of a file that is not among the sheets.
pub fn resolve(mut findings: Vec<Diagnostic>, sheets: &[Sheet]) -> Vec<Finding> {
    findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    findings.dedup();
    let sheets: BTreeMap<FileId, &Sheet> = sheets.iter().map(|it| (it.file, it)).collect();
    let mut desk = Desk { sheets, prepared: BTreeMap::new(), seen: BTreeMap::new() };
    findings.into_iter().map(|it| desk.finding(it)).collect()
}

struct Desk<'a> {
    sheets: BTreeMap<FileId, &'a Sheet<'a>>,
    prepared: BTreeMap<FileId, Prepared<'a>>,
    seen: BTreeMap<String, usize>,
}

impl<'a> Desk<'a> {
    fn sheet(&mut self, file: FileId) -> &Prepared<'a> {
        let sheet = self.sheets.get(&file).expect("findings speak of the texts that they were found in");
        self.prepared.entry(file).or_insert_with(|| Prepared::new(sheet))
    }

    fn place(&mut self, span: Span) -> Place {
        let sheet = self.sheet(span.file);
        let ((line, column), (end_line, end_column)) = (sheet.place(span.start), sheet.place(span.end));
        Place { file: span.file.0 as usize, line, column, end_line, end_column, bytes: [span.start, span.end] }
    }

    fn finding(&mut self, it: Diagnostic) -> Finding {
        Finding {
            rule: it.rule,
            severity: it.severity,
            place: self.place(it.span),
            excerpt: self.sheet(it.span.file).excerpt(it.span),
            fingerprint: self.fingerprint(it.rule, it.span),
            message: it.message,
            hint: it.hint,
            related: it.related.into_iter().map(|(span, message)| (self.place(span), message)).collect(),
            mending: it.fix.map(|fix| Mending {
                message: fix.message,
                safe: fix.safe,
                changes: fix.edits.into_iter().map(|it| (self.place(it.span), it.text)).collect(),
            }),
        }
    }

    /// Returns what a finding is known by: its rule, its file, the unit that it stands in, its own words, and which of
    /// the findings alike in that unit it is. Nothing else of the text, so that nothing else changes it.
    fn fingerprint(&mut self, rule: &str, span: Span) -> String {
        let sheet = self.sheet(span.file);
        let alike = [rule, sheet.address(), sheet.unit(span.start), sheet.words(span)].join("\0");
        let hash: String = Sha256::digest(&alike).iter().take(16).map(|it| format!("{it:02x}")).collect();
        let times = self.seen.entry(hash.clone()).or_insert(0);
        *times += 1;
        format!("{hash}:{times}")
    }
}
