//! The documents that a command is asked about: found, read and checked, with what could not be read set aside.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{PathBuf, absolute};

use super::rulings::{Ruling, Rulings};
use super::{Context, Format, Outcome, fix, terminal};
use crate::check::{self, Level, Policy, Stage, Tally};
use crate::diagnostic::Diagnostic;
use crate::edit::Texts;
use crate::error::{Error, Result};
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
    /// What their projects make of the rules.
    rulings: Rulings,
    /// Which of these holds for each, by their numbers.
    ruled: Vec<usize>,
}

impl Documents {
    /// Returns what holds for a document.
    pub fn ruling(&self, file: FileId) -> &Ruling {
        self.rulings.get(self.ruled[file.0 as usize])
    }
}

/// Returns the documents at the given paths, folders searched for `*.md`; those of the project where none is given.
/// What can't be read does not stop the rest. A fault of `diben.toml` does.
pub fn read(given: &[PathBuf], stage: Stage) -> Result<Documents> {
    let mut documents = Documents { rulings: Rulings::new(stage), ..Documents::default() };
    let paths = if given.is_empty() { Project::here()?.documents()? } else { find(given, &mut documents.errors) };
    let mut seen = BTreeSet::new();
    for path in paths {
        let whole = absolute(&path).unwrap_or_else(|_| path.clone());
        let ruling = documents.rulings.find(&whole)?;
        // Named twice, read once.
        if !seen.insert(whole) {
            continue;
        }
        match read_text(&path) {
            Ok(text) => {
                documents.sources.add(Source::new(shown(&path), text));
                documents.paths.push(path);
                documents.ruled.push(ruling);
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

/// Returns all findings of reading and checking a document, with what the settings' allowances were good for.
pub fn examine(documents: &Documents, file: FileId, source: &Source) -> (Vec<Diagnostic>, Tally) {
    let (ruling, path) = (documents.ruling(file), &documents.paths[file.0 as usize]);
    let checked = fix::examine(&Texts::from([(file, source.clone())]), ruling, &|_| ruling.address(path));
    (checked.findings, checked.besides)
}

/// Returns findings about what the settings allow in vain, and adds their files to the documents. `tallies` are by the
/// numbers of the documents; where these are the whole project, no file is left that an allowance could be for.
pub fn settle(documents: &mut Documents, tallies: Vec<Tally>, whole: bool) -> Result<Vec<Diagnostic>> {
    let mut by_ruling: BTreeMap<usize, Tally> = BTreeMap::new();
    for (ruling, tally) in documents.ruled.iter().zip(tallies) {
        by_ruling.entry(*ruling).or_default().add(tally);
    }
    let unused = if whole { Policy::unused_anywhere } else { Policy::unused };
    let (sources, paths) = (&mut documents.sources, &mut documents.paths);
    documents.rulings.settle(&by_ruling, unused, |path, source| {
        paths.push(path);
        sources.add(source)
    })
}

/// Writes the report of findings: they to stdout, errors and the summary to stderr. Returns how the command ended.
pub fn report(ctx: &Context, documents: &Documents, mut findings: Vec<Diagnostic>) -> Outcome {
    report::sort(&mut findings);
    let root = report_root(&documents.paths);
    let here = std::env::current_dir().unwrap_or_default();
    let addresses: Vec<String> = documents.paths.iter().map(|it| relative(&root, &here.join(it))).collect();
    let policy = documents.ruled.first().map(|it| documents.rulings.get(*it).policy.clone()).unwrap_or_default();
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
