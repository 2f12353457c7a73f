//! The report as one JSON object, for scripts: every place with file, line, column and bytes, every message in both
//! languages, every fix with its edits.

use serde::Serialize;

use super::{Count, Report, region};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::text::{SourceMap, Span};

/// Returns the report as a JSON object, with a line end.
pub fn json(report: &Report) -> String {
    let count = Count::of(report.findings);
    let sources = report.sources;
    let object = Object {
        version: env!("CARGO_PKG_VERSION"),
        files: sources.iter().map(|(_, it)| it.name()).collect(),
        findings: report.findings.iter().map(|it| finding(sources, it)).collect(),
        errors: report
            .errors
            .iter()
            .map(|it| Failure { message: words(&it.message), hint: it.hint.as_ref().map(words) })
            .collect(),
        summary: Summary { errors: count.errors, warnings: count.warnings, notes: count.notes },
    };
    let mut text = serde_json::to_string_pretty(&object).expect("every key is a string, so it serializes");
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Object<'a> {
    version: &'a str,
    files: Vec<&'a str>,
    findings: Vec<Finding<'a>>,
    errors: Vec<Failure<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    notes: usize,
}

#[derive(Serialize)]
struct Failure<'a> {
    message: Words<'a>,
    hint: Option<Words<'a>>,
}

#[derive(Serialize)]
struct Words<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: &'static str,
    #[serde(flatten)]
    place: Place<'a>,
    message: Words<'a>,
    hint: Option<Words<'a>>,
    fix: Option<Mending<'a>>,
    related: Vec<Related<'a>>,
}

/// A place: lines and columns count from 1, columns in characters, bytes from 0; each end is the one after the last.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    bytes: [u32; 2],
}

#[derive(Serialize)]
struct Mending<'a> {
    message: Words<'a>,
    safe: bool,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    message: Words<'a>,
}

fn words(message: &Message) -> Words<'_> {
    Words { zh: &message.zh, en: &message.en }
}

fn place(sources: &SourceMap, span: Span) -> Place<'_> {
    let region = region(sources, span);
    Place {
        file: sources.source(span.file).name(),
        line: region.start_line,
        column: region.start_column,
        end_line: region.end_line,
        end_column: region.end_column,
        bytes: [span.start, span.end],
    }
}

fn finding<'a>(sources: &'a SourceMap, it: &'a Diagnostic) -> Finding<'a> {
    Finding {
        rule: it.rule,
        severity: match it.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        place: place(sources, it.span),
        message: words(&it.message),
        hint: it.hint.as_ref().map(words),
        fix: it.fix.as_ref().map(|it| Mending {
            message: words(&it.message),
            safe: it.safe,
            edits: it.edits.iter().map(|it| Change { place: place(sources, it.span), text: &it.text }).collect(),
        }),
        related: it
            .related
            .iter()
            .map(|(span, message)| Related { place: place(sources, *span), message: words(message) })
            .collect(),
    }
}
