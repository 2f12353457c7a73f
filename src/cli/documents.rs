//! The documents that a command is asked about: found, read and checked, with what could not be read set aside.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf, absolute};

use super::{Context, Format, Outcome, terminal};
use crate::check::{self, Level, Policy, Work};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::markdown;
use crate::model::Document;
use crate::report::{self, Count, Report, Rule};
use crate::say;
use crate::text::{FileId, Source, SourceMap};
use crate::workspace::{Project, is_readme, markdown_below, read_text, relative, report_root, shown};

/// Documents as they stand on disk.
#[derive(Default)]
pub struct Documents {
    /// Their texts, under the names that findings show.
    pub sources: SourceMap,
    /// Their paths, by their numbers.
    pub paths: Vec<PathBuf>,
    /// What could not be read.
    pub errors: Vec<Error>,
}

/// Returns the documents at the given paths, folders searched for `*.md`; those of the project where none is given.
/// What can't be read does not stop the rest. A fault of `diben.toml` does.
pub fn read(given: &[PathBuf]) -> Result<Documents> {
    let mut documents = Documents::default();
    let paths = if given.is_empty() { Project::here()?.documents()? } else { find(given, &mut documents.errors) };
    let mut seen = BTreeSet::new();
    let mut folders = BTreeSet::new();
    for path in paths {
        let whole = absolute(&path).unwrap_or_else(|_| path.clone());
        if folders.insert(whole.parent().map(Path::to_owned)) {
            Project::of(&whole)?;
        }
        // Named twice, read once.
        if !seen.insert(whole) {
            continue;
        }
        match read_text(&path) {
            Ok(text) => {
                documents.sources.add(Source::new(shown(&path), text));
                documents.paths.push(path);
            }
            Err(error) => documents.errors.push(error),
        }
    }
    Ok(documents)
}

fn find(given: &[PathBuf], errors: &mut Vec<Error>) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for path in given {
        if !path.is_dir() {
            paths.push(path.clone());
            continue;
        }
        let mut found = markdown_below(path, errors);
        found.retain(|it| !is_readme(it));
        if found.is_empty() {
            let name = shown(path);
            let error = Error::new(say!(zh: "{name} 里没有 .md 文件", en: "{name} holds no .md file"));
            errors.push(error.hint(say!(zh: "写明文件，或者换一个文件夹。", en: "name a file, or another folder.")));
        }
        paths.extend(found);
    }
    paths
}

/// Returns a document with all findings of reading and checking it.
pub fn examine(file: FileId, source: &Source) -> (Document, Vec<Diagnostic>) {
    let reading = markdown::read(file, source.text());
    let mut findings = reading.findings;
    findings.extend(check::check(&Work::new([&reading.document]), &Policy::default()));
    (reading.document, findings)
}

/// Writes the report of findings: they to stdout, errors and the summary to stderr. Returns how the command ended.
pub fn report(ctx: &Context, documents: &Documents, mut findings: Vec<Diagnostic>) -> Outcome {
    report::sort(&mut findings);
    let root = report_root(&documents.paths);
    let here = std::env::current_dir().unwrap_or_default();
    let addresses: Vec<String> = documents.paths.iter().map(|it| relative(&root, &here.join(it))).collect();
    let policy = Policy::default();
    let rules: Vec<Rule> = check::rules()
        .iter()
        .filter_map(|it| match policy.level(it) {
            Level::On(severity) => Some(Rule { id: it.id, severity, manual: it.manual }),
            Level::Off => None,
        })
        .collect();
    let report = Report {
        sources: &documents.sources,
        addresses: &addresses,
        findings: &findings,
        errors: &documents.errors,
        rules: &rules,
        language: ctx.language,
    };
    match ctx.format {
        Format::Human => terminal::print(&report::human(&report, terminal::width())),
        Format::Json => terminal::print_data(&report::json(&report)),
        Format::Sarif => terminal::print_data(&report::sarif(&report)),
    }
    documents.errors.iter().for_each(|it| terminal::error(it, ctx.language));
    if !documents.paths.is_empty() {
        terminal::note(&report::summary(&report, ctx.deny_warnings));
    }
    match weighs(ctx, &findings) {
        _ if !documents.errors.is_empty() => Outcome::NotRun,
        true => Outcome::Findings,
        false => Outcome::Clean,
    }
}

/// Returns whether findings make the exit code 1.
pub fn weighs(ctx: &Context, findings: &[Diagnostic]) -> bool {
    let count = Count::of(findings);
    count.errors > 0 || (ctx.deny_warnings && count.warnings > 0)
}
