//! The report as one JSON object, for scripts: every place with file, line, column and bytes, every message in both
//! languages, every fix with its edits.

use std::io;

use serde::Serialize;

use super::{Count, Each, File, Report, level, write_json};
use crate::diagnostic::Message;

/// Writes the report as a JSON object.
pub fn json(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let count = Count::of(report.findings.iter().map(|it| it.severity));
    let object = Object {
        version: env!("CARGO_PKG_VERSION"),
        files: report.looked_at().map(|it| it.name.as_str()).collect(),
        findings: Each(|| report.findings.iter().map(|it| finding(report, it))),
        errors: report
            .failures()
            .map(|(file, it)| Failure {
                file: file.map(|it| it.name.as_str()),
                message: words(&it.message),
                hint: it.hint.as_ref().map(words),
            })
            .collect(),
        summary: Summary { errors: count.errors, warnings: count.warnings, notes: count.notes },
    };
    write_json(&object, out)
}

#[derive(Serialize)]
struct Object<'a, F: Serialize> {
    version: &'a str,
    files: Vec<&'a str>,
    findings: F,
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
    file: Option<&'a str>,
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
    fingerprint: &'a str,
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

fn place<'a>(files: &'a [File], it: &super::Place) -> Place<'a> {
    let super::Place { file, line, column, end_line, end_column, bytes } = *it;
    Place { file: &files[file].name, line, column, end_line, end_column, bytes }
}

fn finding<'a>(report: &Report<'a>, it: &'a super::Finding) -> Finding<'a> {
    let files = report.files;
    Finding {
        rule: it.rule,
        severity: level(it.severity),
        place: place(files, &it.place),
        message: words(&it.message),
        hint: it.hint.as_ref().map(words),
        fix: it.mending.as_ref().map(|it| Mending {
            message: words(&it.message),
            safe: it.safe,
            edits: it.changes.iter().map(|(at, text)| Change { place: place(files, at), text }).collect(),
        }),
        related: it
            .related
            .iter()
            .map(|(at, message)| Related { place: place(files, at), message: words(message) })
            .collect(),
        fingerprint: &it.fingerprint,
    }
}
