//! EPUBCheck's report, `--json`: each message with its places, and the digest of each file that it looked at.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::Severity;
use crate::verify::judges::report::told;
use crate::verify::judges::{Charge, Judge, Report, Site, Subject};

/// Returns whether a value is a report of EPUBCheck.
pub fn is_report(value: &Value) -> bool {
    value["checker"]["checkerVersion"].is_string() && value["messages"].is_array()
}

/// Returns a report.
pub fn read(name: &str, value: &Value) -> Report {
    let text = |it: &Value| it.as_str().map(str::to_owned);
    let digest = |it: &Value| Some((text(&it["fileName"])?, text(&it["checkSum"])?));
    let subject = Subject {
        file: text(&value["checker"]["filename"]).or_else(|| text(&value["checker"]["path"])),
        identifiers: text(&value["publication"]["identifier"]).into_iter().collect(),
        digests: list(&value["items"]).filter_map(digest).collect::<BTreeMap<_, _>>(),
        ..Subject::default()
    };
    let charges = list(&value["messages"]).flat_map(charges).collect();
    Report { judge: Judge::EpubCheck, name: name.to_owned(), subject, charges }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn charges(message: &Value) -> Vec<Charge> {
    let severity = match message["severity"].as_str().unwrap_or("ERROR") {
        "WARNING" => Severity::Warning,
        "INFO" | "USAGE" => Severity::Info,
        "SUPPRESSED" => return Vec::new(),
        _ => Severity::Error,
    };
    let count = |it: &Value| it.as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
    let mut sites: Vec<Site> = list(&message["locations"])
        .map(|it| {
            let path = it["path"].as_str().unwrap_or_default().to_owned();
            // Where no line is known both are -1.
            Site::Line(path, count(&it["line"]), count(&it["column"]))
        })
        .collect();
    if sites.is_empty() {
        sites.push(Site::Line(String::new(), 0, 0));
    }
    let charge = |site| Charge {
        id: message["ID"].as_str().unwrap_or_default().to_owned(),
        severity,
        words: told(message["message"].as_str().unwrap_or_default()),
        site,
        more: 0,
    };
    let mut out: Vec<Charge> = sites.into_iter().map(charge).collect();
    if let Some(last) = out.last_mut() {
        last.more = count(&message["additionalLocations"]);
    }
    out
}
