//! The report as SARIF 2.1.0, the form that code hosts and editors read. Addresses are relative to the root of the
//! repository and nothing names the machine; fingerprints stay the same while lines elsewhere come and go.

use std::collections::BTreeMap;
use std::io;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::{Each, File, Place, Report, Rule, level, write_json};
use crate::diagnostic::Language;

/// All but the unreserved characters of RFC 3986 and the slash between folders.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

const ROOT: &str = "SRCROOT";

/// Writes the report as a SARIF log.
pub fn sarif(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let rules = rules(report);
    let places: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "diben",
                    full_name: "diben 底本",
                    version: env!("CARGO_PKG_VERSION"),
                    semantic_version: env!("CARGO_PKG_VERSION"),
                    rules: rules.iter().map(|it| descriptor(it)).collect(),
                },
            },
            automation_details: Details { id: "diben/" },
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
                execution_successful: report.failures().next().is_none(),
                exit_code: report.exit_code(),
                tool_execution_notifications: report.failures().map(|it| notification(report.language, it)).collect(),
            }],
            results: Each(|| report.findings.iter().map(|it| result(report, it, places[it.rule]))),
        }],
    };
    write_json(&log, out)
}

/// Returns the rules that were asked, and behind them those whose findings came from elsewhere, as from reading.
fn rules(report: &Report) -> Vec<Rule> {
    let mut rules: BTreeMap<&str, Rule> = report.rules.iter().map(|it| (it.id.as_str(), it.clone())).collect();
    for finding in report.findings {
        rules.entry(finding.rule).or_insert_with(|| Rule {
            id: finding.rule.to_owned(),
            severity: finding.severity,
            summary: finding.rule.to_owned(),
            reason: String::new(),
            help: String::new(),
        });
    }
    rules.into_values().collect()
}

fn descriptor(rule: &Rule) -> Descriptor<'_> {
    Descriptor {
        id: &rule.id,
        short_description: text(rule.summary.as_str()),
        full_description: (!rule.reason.is_empty()).then(|| text(rule.reason.as_str())),
        help: (!rule.help.is_empty()).then_some(Help { text: &rule.help, markdown: &rule.help }),
        default_configuration: Configuration { level: level(rule.severity) },
    }
}

fn notification(language: Language, (file, error): (Option<&File>, &crate::error::Error)) -> Notification {
    let message = match &error.hint {
        Some(hint) => format!("{}\n{}", error.message.get(language), hint.get(language)),
        None => error.message.get(language).to_owned(),
    };
    let location = |file: &File| Whereabouts { physical_location: Whole { artifact_location: address(file) } };
    Notification { level: "error", message: text(message), locations: file.map(location).into_iter().collect() }
}

fn result<'a>(report: &Report<'a>, it: &'a super::Finding, rule: usize) -> Finding<'a> {
    let language = report.language;
    let message = match &it.hint {
        Some(hint) => format!("{}\n{}", it.message.get(language), hint.get(language)),
        None => it.message.get(language).to_owned(),
    };
    Finding {
        rule_id: it.rule,
        rule_index: rule,
        level: level(it.severity),
        message: text(message),
        locations: [Location { physical_location: physical(report, it.place), message: None }],
        related_locations: it
            .related
            .iter()
            .map(|(place, message)| Location {
                physical_location: physical(report, *place),
                message: Some(text(message.get(language))),
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("diben/v2", it.fingerprint.as_str())]),
        fixes: it.mending.iter().map(|it| fix(report, it)).collect(),
    }
}

fn fix(report: &Report, it: &super::Mending) -> Fix {
    let words = it.message.get(report.language);
    let description = match (it.safe, report.language) {
        (false, _) => words.to_owned(),
        (true, Language::Zh) => format!("{words}（稳妥：check --fix 会这样改）"),
        (true, Language::En) => format!("{words} (safe: `check --fix` makes it)"),
    };
    let mut files: BTreeMap<usize, Vec<Replacement>> = BTreeMap::new();
    for (at, inserted) in &it.changes {
        let replacement = Replacement { deleted_region: region(*at), inserted_content: text(inserted.as_str()) };
        files.entry(at.file).or_default().push(replacement);
    }
    let changes = files
        .into_iter()
        .map(|(file, replacements)| Change { artifact_location: address(&report.files[file]), replacements })
        .collect();
    Fix { description: text(description), artifact_changes: changes, properties: Properties { safe: it.safe } }
}

fn physical(report: &Report, place: Place) -> Physical {
    Physical { artifact_location: address(&report.files[place.file]), region: region(place) }
}

fn address(file: &File) -> Artifact {
    Artifact { uri: utf8_percent_encode(&file.address, ENCODED).to_string(), uri_base_id: ROOT }
}

fn region(place: Place) -> Region {
    let Place { line, column, end_line, end_column, .. } = place;
    Region { start_line: line, start_column: column, end_line, end_column }
}

fn text(words: impl Into<String>) -> Text {
    Text { text: words.into() }
}

#[derive(Serialize)]
struct Log<'a, F: Serialize> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a, F>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a, F: Serialize> {
    tool: Tool<'a>,
    automation_details: Details,
    language: &'static str,
    column_kind: &'static str,
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    invocations: [Invocation; 1],
    results: F,
}

#[derive(Serialize)]
struct Details {
    id: &'static str,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'static str,
    full_name: &'static str,
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
    full_description: Option<Text>,
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
    exit_code: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Text,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Whereabouts>,
}

/// A file as a whole.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whereabouts {
    physical_location: Whole,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Whole {
    artifact_location: Artifact,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: BTreeMap<&'static str, &'a str>,
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
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    uri_base_id: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
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
    properties: Properties,
}

#[derive(Serialize)]
struct Properties {
    safe: bool,
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
    deleted_region: Region,
    inserted_content: Text,
}
