//! The report as SARIF 2.1.0, the form that code hosts and editors read. Addresses are relative to the root of the
//! repository and nothing names the machine; fingerprints stay the same while lines above a finding come and go.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Report, Rule, by_file, region};
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::text::{FileId, Span};

/// All but the unreserved characters of RFC 3986 and the slash between folders.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

const ROOT: &str = "SRCROOT";

/// Returns the report as a SARIF log, with a line end.
pub fn sarif(report: &Report) -> String {
    let rules = rules(report);
    let mut seen = BTreeMap::new();
    let results = report.findings.iter().map(|it| result(report, it, &rules, &mut seen)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "diben",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.iter().map(descriptor).collect(),
                },
            },
            language: match report.language {
                Language::Zh => "zh-CN",
                Language::En => "en-US",
            },
            column_kind: "unicodeCodePoints",
            original_uri_base_ids: BTreeMap::from([(
                ROOT,
                Base { description: text("仓库的根目录 / the root of the repository") },
            )]),
            invocations: [Invocation {
                execution_successful: report.errors.is_empty(),
                tool_execution_notifications: report
                    .errors
                    .iter()
                    .map(|it| Notification { level: "error", message: text(it.message.get(report.language)) })
                    .collect(),
            }],
            results,
        }],
    };
    let mut text = serde_json::to_string_pretty(&log).expect("every key is a string, so it serializes");
    text.push('\n');
    text
}

/// Returns the rules that were asked, and behind them those whose findings came from elsewhere, as from reading.
fn rules<'a>(report: &Report<'a>) -> Vec<Rule<'a>> {
    let mut rules = report.rules.to_vec();
    for finding in report.findings {
        if !rules.iter().any(|it| it.id == finding.rule) {
            rules.push(Rule { id: finding.rule, severity: finding.severity, manual: "" });
        }
    }
    rules.sort_by_key(|it| it.id);
    rules
}

fn descriptor<'a>(rule: &Rule<'a>) -> Descriptor<'a> {
    let short =
        rule.manual.lines().map(|it| it.trim().trim_start_matches(['/', '!', '#']).trim()).find(|it| !it.is_empty());
    Descriptor {
        id: rule.id,
        short_description: text(short.unwrap_or(rule.id)),
        help: (!rule.manual.is_empty()).then_some(Help { text: rule.manual, markdown: rule.manual }),
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result<'a>(
    report: &Report<'a>,
    it: &'a Diagnostic,
    rules: &[Rule],
    seen: &mut BTreeMap<String, usize>,
) -> Finding<'a> {
    let language = report.language;
    let message = match &it.hint {
        Some(hint) => format!("{}\n{}", it.message.get(language), hint.get(language)),
        None => it.message.get(language).to_owned(),
    };
    Finding {
        rule_id: it.rule,
        rule_index: rules.iter().position(|rule| rule.id == it.rule),
        level: level(it.severity),
        message: text(message),
        locations: [Location { physical_location: physical(report, it.span), message: None }],
        related_locations: it
            .related
            .iter()
            .map(|(span, message)| Location {
                physical_location: physical(report, *span),
                message: Some(text(message.get(language))),
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("diben/v1", fingerprint(report, it, seen))]),
        fixes: it
            .fix
            .iter()
            .map(|fix| Fix {
                description: text(fix.message.get(language)),
                artifact_changes: by_file(&fix.edits)
                    .into_iter()
                    .map(|(file, edits)| Change {
                        artifact_location: address(report, file),
                        replacements: edits
                            .into_iter()
                            .map(|edit| Replacement {
                                deleted_region: place(report, edit.span),
                                inserted_content: text(edit.text.as_str()),
                            })
                            .collect(),
                    })
                    .collect(),
            })
            .collect(),
    }
}

/// Returns what a finding is known by from one run to the next: its rule, its words, the line around them, and which
/// of the findings alike in that file it is.
fn fingerprint(report: &Report, it: &Diagnostic, seen: &mut BTreeMap<String, usize>) -> String {
    let source = report.sources.source(it.span.file);
    let line = source.line(source.place(it.span.start as usize).line);
    let parts = [it.rule, report.sources.text(it.span), source.text()[line].trim()];
    let same = format!("{}\0{}", report.addresses[it.span.file.0 as usize], parts.join("\0"));
    let times = seen.entry(same).or_insert(0);
    *times += 1;
    let hash = Sha256::digest(parts.join("\0"));
    let short: String = hash.iter().take(16).map(|it| format!("{it:02x}")).collect();
    format!("{short}:{times}")
}

fn physical(report: &Report, span: Span) -> Physical {
    Physical { artifact_location: address(report, span.file), region: place(report, span) }
}

fn address(report: &Report, file: FileId) -> Artifact {
    let name = &report.addresses[file.0 as usize];
    Artifact { uri: utf8_percent_encode(name, ENCODED).to_string(), uri_base_id: ROOT }
}

fn place(report: &Report, span: Span) -> Place {
    let region = region(report.sources, span);
    Place {
        start_line: region.start_line,
        start_column: region.start_column,
        end_line: region.end_line,
        end_column: region.end_column,
    }
}

fn text(words: impl Into<String>) -> Text {
    Text { text: words.into() }
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    invocations: [Invocation; 1],
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help<'a>>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Base {
    description: Text,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<Fix>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Place,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Text,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Place,
    inserted_content: Text,
}
