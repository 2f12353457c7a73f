//! Many documents read and looked at, with no more of them in memory at once than are being looked at. What is found is
//! kept, free of the texts. A part of a work of many files waits until its folder, or the work that `diben.toml`
//! declares, has been read. Files are taken by as many threads as the machine has; what comes out does not depend on
//! their number or pace.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::inputs::{Input, Inputs};
use super::rulings::{Ruling, Unused, by_project};
use super::{Context, terminal, works};
use crate::check::{Policy, Stage, Tally};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::markdown::{self, Reading};
use crate::message::Message;
use crate::model::Document;
use crate::report::{self, Finding, Sheet};
use crate::say;
use crate::text::{FileId, Source};
use crate::workspace::{member, relative, report_root};

/// What came of looking at documents.
#[derive(Debug, Default)]
pub struct Survey {
    /// The files, those that could not be read among them.
    pub files: Vec<report::File>,
    /// The findings, in the order of files and places.
    pub findings: Vec<Finding>,
    /// What could not be found.
    pub errors: Vec<Error>,
    /// The policy by which the rules are described.
    pub policy: Policy,
}

/// What files wait for each other in: a folder, or a work that a project declares, by the project's number and its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Folder(Option<PathBuf>),
    Work(usize, usize),
}

/// How many files of a group are still to come, and those that wait.
#[derive(Default)]
struct Waiting {
    left: usize,
    parts: Vec<Part>,
}

/// A document that was read.
pub struct Part {
    /// The number of its input.
    pub at: usize,
    /// Its text.
    pub source: Source,
    /// What reading made of it.
    pub reading: Reading,
    /// The place of the pattern that named it in its declared work.
    pattern: usize,
}

impl Part {
    /// Returns the number that its spans bear.
    pub fn file(&self) -> FileId {
        file_id(self.at)
    }
}

/// What came of the works of a run.
pub struct Works<T> {
    /// What the step made of each work, in the order of their first files.
    pub made: Vec<T>,
    /// What could not be looked at, by the number of the input.
    pub failed: BTreeMap<usize, Error>,
}

/// Reads inputs and gives each work, its files in reading order, to a step; a file that fails never stops the rest.
pub fn each_work<T: Send>(
    ctx: &Context,
    inputs: &Inputs,
    what: &Message,
    step: impl Fn(Vec<Part>) -> T + Sync,
) -> Works<T> {
    let list = &inputs.list;
    let groups: Vec<(Group, usize)> = list
        .iter()
        .map(|it| {
            let project = &inputs.projects[it.project];
            let whole = std::path::absolute(&it.path).unwrap_or_else(|_| it.path.clone());
            match member(&project.settings().works, project.root(), &whole) {
                Some((work, pattern)) => (Group::Work(it.project, work), pattern),
                None => (Group::Folder(whole.parent().map(ToOwned::to_owned)), 0),
            }
        })
        .collect();
    let mut waiting: BTreeMap<&Group, Mutex<Waiting>> = BTreeMap::new();
    for (group, _) in &groups {
        waiting.entry(group).or_default().get_mut().expect("nobody has held it yet").left += 1;
    }
    let bar = terminal::bar(ctx, list.len(), what);
    let numbers: Vec<usize> = (0..list.len()).collect();
    let steps = terminal::each(&numbers, &bar, |&at| {
        let (group, pattern) = &groups[at];
        let read = guarded(&list[at], || read(&list[at], at, *pattern));
        let (part, failed) = match read {
            Ok(part) => (Some(part), None),
            Err(error) => (None, Some(error)),
        };
        let mut made: Vec<(usize, Result<T>)> = failed.into_iter().map(|it| (at, Err(it))).collect();
        for work in ready(group, part, &waiting[group]) {
            let first = work[0].at;
            made.push((first, guarded(&list[first], || Ok(step(work)))));
        }
        made
    });
    bar.finish_and_clear();
    let mut out = Works { made: Vec::new(), failed: BTreeMap::new() };
    let mut steps: Vec<(usize, Result<T>)> = steps.into_iter().flatten().collect();
    steps.sort_by_key(|(first, _)| *first);
    for (at, made) in steps {
        match made {
            Ok(made) => out.made.push(made),
            Err(error) => _ = out.failed.insert(at, error),
        }
    }
    out
}

/// Returns what a step makes, or an error where the program itself failed: one file never stops the rest.
fn guarded<T>(input: &Input, step: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(step)).unwrap_or_else(|_| {
        let name = &input.name;
        Err(Error::new(say!(zh: "检查 {name} 时程序出错", en: "the program failed on {name}"))
            .hint(say!(zh: "这是 diben 的毛病，请连同这个文件报告；其余文件照常检查了。", en: "this is a fault of diben: please report it with that file; the others were checked.")))
    })
}

fn read(input: &Input, at: usize, pattern: usize) -> Result<Part> {
    let source = Source::new(input.name.as_str(), input.text()?);
    let reading = markdown::read(file_id(at), source.text());
    Ok(Part { at, pattern, source, reading })
}

/// Returns the works that can be judged now that one more file of a group has been read, or has failed.
fn ready(group: &Group, part: Option<Part>, waiting: &Mutex<Waiting>) -> Vec<Vec<Part>> {
    let mut waiting = waiting.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    waiting.left -= 1;
    let mut works = Vec::new();
    if let Some(part) = part {
        match group {
            Group::Folder(_) if works::title_of_part(&part.reading.document).is_none() => works.push(vec![part]),
            _ => waiting.parts.push(part),
        }
    }
    if waiting.left == 0 {
        let mut parts = std::mem::take(&mut waiting.parts);
        drop(waiting);
        // In the order of the inputs, whichever thread came first.
        parts.sort_by_key(|it| it.at);
        match group {
            Group::Folder(_) => {
                let title = |it: &Part| works::title_of_part(&it.reading.document).unwrap_or_default();
                let titled = parts.into_iter().map(|it| (title(&it), it)).collect();
                works.extend(works::joined(titled, |it: &Part| &it.reading.document));
            }
            Group::Work(..) if !parts.is_empty() => {
                let mut ordered: Vec<_> = parts.into_iter().map(|it| (it.pattern, it)).collect();
                works::in_order(&mut ordered, |it| &it.reading.document);
                works.push(ordered.into_iter().map(|(_, it)| it).collect());
            }
            Group::Work(..) => {}
        }
    }
    works
}

/// What was found in a work, free of its texts.
pub struct Judged {
    /// The number of the project.
    pub project: usize,
    /// The findings.
    pub findings: Vec<Finding>,
    /// What the project's own allowances were good for.
    pub tally: Tally,
}

/// Reads and checks inputs.
pub fn survey(ctx: &Context, inputs: Inputs, stage: Stage) -> Result<Survey> {
    let rulings: Vec<Ruling> = inputs.projects.iter().map(|it| Ruling::of(it, stage)).collect();
    let works = each_work(ctx, &inputs, &say!(zh: "检查", en: "checking"), |work| judged(work, &inputs, &rulings));
    gathered(inputs, &rulings, works)
}

/// Returns the findings in a work, free of its texts.
fn judged(work: Vec<Part>, inputs: &Inputs, rulings: &[Ruling]) -> Judged {
    let project = inputs.list[work[0].at].project;
    let (mut findings, mut documents, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    for part in work {
        findings.extend(part.reading.findings);
        documents.push(part.reading.document);
        sources.push((part.at, part.source));
    }
    let places: Vec<(FileId, &Path)> =
        sources.iter().map(|(at, _)| (file_id(*at), inputs.list[*at].path.as_path())).collect();
    let judgement = rulings[project].judge(&mut documents, &places, findings);
    let sheets = sources.iter().zip(&documents).map(|((at, source), document)| (*at, source, document));
    Judged { project, findings: freed(judgement.findings, inputs, sheets), tally: judgement.tally }
}

/// Returns findings free of the texts that they lie in.
pub fn freed<'a>(
    findings: Vec<Diagnostic>,
    inputs: &Inputs,
    texts: impl Iterator<Item = (usize, &'a Source, &'a Document)>,
) -> Vec<Finding> {
    let sheets: Vec<Sheet> = texts
        .map(|(at, source, document)| Sheet { file: file_id(at), address: &inputs.list[at].address, source, document })
        .collect();
    report::resolve(findings, &sheets)
}

/// Returns the survey that the works of a run make, with what the settings allow in vain.
pub fn gathered(inputs: Inputs, rulings: &[Ruling], works: Works<Judged>) -> Result<Survey> {
    let Inputs { list, errors, whole, .. } = inputs;
    let root = report_root(&list.iter().map(|it| it.path.clone()).collect::<Vec<_>>());
    let mut failed = works.failed;
    let mut files: Vec<report::File> = list
        .into_iter()
        .enumerate()
        .map(|(at, it)| report::File { name: it.name, address: it.address, asked: true, failure: failed.remove(&at) })
        .collect();
    let (mut findings, mut tallies) = (Vec::new(), Vec::new());
    for it in works.made {
        findings.extend(it.findings);
        tallies.push((it.project, it.tally));
    }
    for (project, tally) in by_project(tallies) {
        let file = file_id(files.len());
        let Some(Unused { path, source, findings: found }) = rulings[project].unused(&tally, whole, file)? else {
            continue;
        };
        let address = relative(&root, &path);
        let empty = markdown::read(file, "").document;
        findings
            .extend(report::resolve(found, &[Sheet { file, address: &address, source: &source, document: &empty }]));
        files.push(report::File { name: source.name().to_owned(), address, asked: false, failure: None });
    }
    // Those of one file came in one piece and in order.
    findings.sort_by_key(|it: &Finding| it.place.file);
    let policy = rulings.first().map(|it| it.policy.clone()).unwrap_or_default();
    Ok(Survey { files, findings, errors, policy })
}

/// Returns the number that the spans of an input bear.
pub fn file_id(at: usize) -> FileId {
    FileId(u32::try_from(at).expect("fewer files than bytes of memory"))
}
