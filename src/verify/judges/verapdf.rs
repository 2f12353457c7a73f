//! veraPDF's report as JSON: the whole report of `--format json`, whose results are a list in newer versions and one
//! object in older ones, and the lines that this project's own caller of its engine prints, one a file and profile.

use serde_json::Value;

use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::say;
use crate::verify::judges::report::told;
use crate::verify::judges::{Charge, Judge, Report, Site, Subject};

/// Returns a report; nothing where the values are none.
///
/// # Errors
/// When the report is of several files, or says that the file could not be judged.
pub fn read(name: &str, values: &[Value]) -> Result<Option<Report>> {
    let report = |subject, charges| Report { judge: Judge::VeraPdf, name: name.to_owned(), subject, charges };
    if values.iter().all(|it| it["file"].is_string() && it["profile"].is_string()) {
        let first = values[0]["file"].as_str().unwrap_or_default();
        if let Some(fault) = values.iter().find_map(|it| it["error"].as_str()) {
            return Err(not_judged(name, fault));
        }
        if values.iter().any(|it| it["file"] != first) {
            return Err(several(name));
        }
        let subject = Subject { file: Some(first.to_owned()), ..Subject::default() };
        let rules = values.iter().flat_map(|it| list(&it["failures"]));
        return Ok(Some(report(subject, rules.flat_map(line_rule).collect())));
    }
    let [value] = values else { return Ok(None) };
    let Some(jobs) = value["report"]["jobs"].as_array() else { return Ok(None) };
    let [job] = jobs.as_slice() else { return Err(several(name)) };
    if let Some(fault) =
        job["taskException"]["exceptionMessage"].as_str().or(job["taskException"]["exception"].as_str())
    {
        return Err(not_judged(name, fault));
    }
    let result = &job["validationResult"];
    let results = result.as_array().map_or(std::slice::from_ref(result), Vec::as_slice);
    let rules = results.iter().flat_map(|it| list(&it["details"]["ruleSummaries"]));
    let subject = Subject {
        file: job["itemDetails"]["name"].as_str().map(str::to_owned),
        size: job["itemDetails"]["size"].as_u64(),
        ..Subject::default()
    };
    Ok(Some(report(subject, rules.flat_map(rule).collect())))
}

/// Says that a report is of several files.
pub fn several(name: &str) -> Error {
    Error::new(say!(zh: "{name} 不是一个文件的报告", en: "{name} is not the report of one file"))
        .hint(say!(zh: "让 veraPDF 每个文件各写一份报告。", en: "have veraPDF write a report for each file."))
}

/// Says that veraPDF could not judge a file.
pub fn not_judged(name: &str, fault: &str) -> Error {
    let fault = told(fault);
    Error::new(say!(zh: "{name} 说 veraPDF 没能评判：{fault}", en: "{name} says that veraPDF could not judge: {fault}"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A rule that failed, with its places.
pub struct Failed<'a> {
    /// The standard: `ISO 14289-1:2014`, or `ISO_14289_1` as it was once written.
    pub standard: &'a str,
    /// Its clause: `7.1`.
    pub clause: &'a str,
    /// The number of the test.
    pub test: u64,
    /// How often it failed, whether all places are named or not.
    pub count: usize,
    /// What the rule asks.
    pub asks: &'a str,
    /// The places, each with the words of its failure.
    pub at: Vec<(&'a str, &'a str)>,
}

/// Returns the charges of a rule that failed.
pub fn charges(failed: &Failed) -> Vec<Charge> {
    let standard = match failed.standard.strip_prefix("ISO_") {
        Some(old) => format!("ISO {}", old.replace('_', "-")),
        None => failed.standard.split(':').next().unwrap_or_default().to_owned(),
    };
    let id = format!("{standard} {}/{}", failed.clause, failed.test);
    let charge = |(context, words): (&str, &str)| Charge {
        id: id.clone(),
        severity: Severity::Error,
        words: told(if words.is_empty() { failed.asks } else { words }),
        site: Site::Object(context.to_owned()),
        more: 0,
    };
    let mut out: Vec<Charge> = failed.at.iter().copied().map(charge).collect();
    if out.is_empty() {
        out.push(charge(("root", "")));
    }
    let named = out.len();
    if let Some(last) = out.last_mut() {
        last.more = failed.count.saturating_sub(named);
    }
    out
}

fn count(value: &Value) -> usize {
    value.as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn rule(rule: &Value) -> Vec<Charge> {
    if !text(&rule["status"]).eq_ignore_ascii_case("failed")
        && !text(&rule["ruleStatus"]).eq_ignore_ascii_case("failed")
    {
        return Vec::new();
    }
    let failed = list(&rule["checks"]).filter(|it| text(&it["status"]).eq_ignore_ascii_case("failed"));
    charges(&Failed {
        standard: text(&rule["specification"]),
        clause: text(&rule["clause"]),
        test: rule["testNumber"].as_u64().unwrap_or(0),
        count: count(&rule["failedChecks"]),
        asks: text(&rule["description"]),
        at: failed.map(|it| (text(&it["context"]), text(&it["errorMessage"]))).collect(),
    })
}

fn line_rule(rule: &Value) -> Vec<Charge> {
    charges(&Failed {
        standard: text(&rule["spec"]),
        clause: text(&rule["clause"]),
        test: rule["test"].as_u64().unwrap_or(0),
        count: count(&rule["count"]),
        asks: text(&rule["rule"]),
        at: list(&rule["at"]).map(|it| (text(&it["context"]), text(&it["message"]))).collect(),
    })
}
