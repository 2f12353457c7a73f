//! The documents that a command is asked about, held whole: for commands that make something of each.

use std::path::PathBuf;

use super::inputs::{Inputs, inputs};
use super::present::present;
use super::rulings::Ruling;
use super::survey::Survey;
use super::{Context, Outcome};
use crate::check::Stage;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::markdown::{self, Reading};
use crate::model::Document;
use crate::report::{self, Sheet};
use crate::text::{FileId, Source, SourceMap};
use crate::workspace::{relative, report_root};

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
    rulings: Vec<Ruling>,
    /// Which of these holds for each document, by their numbers.
    ruled: Vec<usize>,
}

/// Returns the documents at the given paths, folders searched for `*.md`; those of the project where none is given.
/// What can't be read does not stop the rest. A fault of `diben.toml` does.
pub fn read(given: &[PathBuf], stage: Stage) -> Result<Documents> {
    let Inputs { list, errors, projects, .. } = inputs(given)?;
    let rulings = projects.iter().map(|it| Ruling::of(it, stage)).collect();
    let mut documents = Documents { errors, rulings, ..Documents::default() };
    for input in list {
        match input.text() {
            Ok(text) => {
                documents.sources.add(Source::new(input.name, text));
                documents.paths.push(input.path);
                documents.ruled.push(input.project);
            }
            Err(error) => documents.errors.push(error),
        }
    }
    Ok(documents)
}

/// Returns a document with all findings of reading and checking it.
pub fn examine(documents: &Documents, file: FileId, source: &Source) -> (Document, Vec<Diagnostic>) {
    let at = file.0 as usize;
    let Reading { document, findings } = markdown::read(file, source.text());
    let mut work = [document];
    let places = [(file, documents.paths[at].as_path())];
    let judgement = documents.rulings[documents.ruled[at]].judge(&mut work, &places, findings);
    let [document] = work;
    (document, judgement.findings)
}

/// Returns what is left of the findings on the pages of a document, by the ruling of its project.
pub fn judge_pages(
    documents: &Documents,
    file: FileId,
    document: &Document,
    findings: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let at = file.0 as usize;
    documents.rulings[documents.ruled[at]].judge_pages(document, (file, &documents.paths[at]), findings)
}

/// Writes the report of findings in documents. Returns how the command ended.
pub fn report(ctx: &Context, documents: &Documents, findings: Vec<Diagnostic>) -> Outcome {
    let root = report_root(&documents.paths);
    let here = std::env::current_dir().unwrap_or_default();
    let files: Vec<report::File> = documents
        .sources
        .iter()
        .zip(&documents.paths)
        .map(|((_, source), path)| report::File {
            name: source.name().to_owned(),
            address: relative(&root, &here.join(path)),
            asked: true,
            failure: None,
        })
        .collect();
    let mut named: Vec<FileId> = findings.iter().flat_map(files_of).collect();
    named.sort();
    named.dedup();
    let read: Vec<(FileId, Document)> = named
        .into_iter()
        .map(|file| (file, markdown::read(file, documents.sources.source(file).text()).document))
        .collect();
    let sheets: Vec<Sheet> = read
        .iter()
        .map(|(file, document)| Sheet {
            file: *file,
            address: &files[file.0 as usize].address,
            source: documents.sources.source(*file),
            document,
        })
        .collect();
    let findings = report::resolve(findings, &sheets);
    drop(sheets);
    let policy = documents.rulings.first().map(|it| it.policy.clone()).unwrap_or_default();
    present(ctx, &Survey { files, findings, errors: documents.errors.clone(), policy })
}

/// Returns the files that a finding names.
fn files_of(it: &Diagnostic) -> Vec<FileId> {
    let mut files = vec![it.span.file];
    files.extend(it.related.iter().map(|(span, _)| span.file));
    files.extend(it.fix.iter().flat_map(|it| &it.edits).map(|it| it.span.file));
    files
}
