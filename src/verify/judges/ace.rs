//! Ace's report, `report.json`: each assertion that failed, with the elements that it is about. And whether a book may
//! say that it is accessible: only where a report of this very book has no violation.

use serde_json::Value;

use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::say;
use crate::verify::judges::report::{Judge, Report, read_report, strings, told};
use crate::verify::judges::{Charge, Site, Subject};

/// A book as its package names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AceBook<'a> {
    /// Its identifier, the package's `unique-identifier`.
    pub identifier: &'a str,
    /// The identifier of the very text that it says.
    pub digest: &'a str,
    /// When it was modified, `dcterms:modified`.
    pub modified: &'a str,
    /// Its first title.
    pub title: &'a str,
}

/// What a report of Ace says of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AceVerdict {
    /// It is of this book and found no violation.
    Clean,
    /// It found violations, so many.
    Violations(usize),
    /// It is of another book, or of an earlier state of this one; what differs: `dc:identifier` and its like.
    OtherBook(&'static str),
}

/// Returns what a report of Ace says of a book; `name` is what messages call the report's file.
///
/// # Errors
/// When the text is no report of Ace.
pub fn ace_verdict(name: &str, text: &str, book: &AceBook) -> Result<AceVerdict> {
    let report = read_report(name, text)?;
    if report.judge != Judge::Ace {
        let judge = report.judge.name();
        return Err(Error::new(
            say!(zh: "{name} 是 {judge} 的报告，不是 Ace 的", en: "{name} is a report of {judge}, not of Ace"),
        ));
    }
    let subject = &report.subject;
    let has = |list: &[String], it: &str| list.iter().any(|own| own.trim() == it.trim());
    if !has(&subject.identifiers, book.identifier) {
        return Ok(AceVerdict::OtherBook("dc:identifier"));
    }
    if !has(&subject.identifiers, book.digest) {
        return Ok(AceVerdict::OtherBook("SHA-256"));
    }
    if subject.modified.as_deref().map(str::trim) != Some(book.modified.trim()) {
        return Ok(AceVerdict::OtherBook("dcterms:modified"));
    }
    if !has(&subject.titles, book.title) {
        return Ok(AceVerdict::OtherBook("dc:title"));
    }
    Ok(match (report.count(), subject.passed) {
        (0, Some(true)) => AceVerdict::Clean,
        (count, _) => AceVerdict::Violations(count.max(1)),
    })
}

/// Returns whether a value is a report of Ace.
pub fn is_report(value: &Value) -> bool {
    value["@type"] == "earl:report" && value["assertions"].is_array() && value["earl:testSubject"].is_object()
}

/// Returns a report.
pub fn read(name: &str, value: &Value) -> Report {
    let subject = &value["earl:testSubject"];
    let metadata = &subject["metadata"];
    let subject = Subject {
        file: subject["url"].as_str().map(str::to_owned),
        identifiers: strings(&metadata["dc:identifier"]),
        modified: strings(&metadata["dcterms:modified"]).into_iter().next(),
        titles: strings(&metadata["dc:title"]),
        passed: Some(value["earl:result"]["earl:outcome"] == "pass"),
        ..Subject::default()
    };
    let mut charges = Vec::new();
    for document in list(&value["assertions"]) {
        let path = document["earl:testSubject"]["url"].as_str().unwrap_or_default();
        let failed = list(&document["assertions"]).filter(|it| it["earl:result"]["earl:outcome"] == "fail");
        charges.extend(failed.flat_map(|it| charged(path, it)));
    }
    Report { judge: Judge::Ace, name: name.to_owned(), subject, charges }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn charged(path: &str, assertion: &Value) -> Vec<Charge> {
    let (test, result) = (&assertion["earl:test"], &assertion["earl:result"]);
    let text = |it: &Value| it.as_str().unwrap_or_default().trim().to_owned();
    let severity = match test["earl:impact"].as_str() {
        Some("moderate" | "minor") => Severity::Warning,
        _ => Severity::Error,
    };
    // What helps is a sentence; what went wrong may list every way in which it could have been right.
    let (help, fault) = (text(&test["help"]["dct:description"]), text(&result["dct:description"]));
    let fault = fault.lines().next().unwrap_or_default();
    let words = match (help.as_str(), fault) {
        ("", it) | (it, "") => it.to_owned(),
        (help, fault) => format!("{help} ({fault})"),
    };
    let (cfi, css) = (strings(&result["earl:pointer"]["cfi"]), strings(&result["earl:pointer"]["css"]));
    let mut sites: Vec<Site> = Vec::new();
    for at in 0..cfi.len().max(css.len()).max(1) {
        let site = Site::Element(path.to_owned(), cfi.get(at).cloned(), css.get(at).cloned());
        // The same element may be named once for each of two checks.
        if !sites.contains(&site) {
            sites.push(site);
        }
    }
    let charge = |site| Charge { id: text(&test["dct:title"]), severity, words: told(&words), site, more: 0 };
    sites.into_iter().map(charge).collect()
}
