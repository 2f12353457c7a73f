//! `diben verify`: reads an edition back and compares it with its source.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::documents::{self, Documents};
use super::editions::{expected, settled, title};
use super::stock::own_layouts;
use super::{Context, Outcome, help, terminal};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::extract::{self, Record};
use crate::markdown;
use crate::message::Message;
use crate::model::Document;
use crate::publish::{self, Edition, layout};
use crate::say;
use crate::text::{FileId, Source};
use crate::verify::{self, Case, Judge, Report};
use crate::workspace::{Project, described, read_bytes, read_text, shown};

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 要核对的 PDF 或 EPUB / the PDF or EPUB
    #[arg(value_name = "FILE", help_heading = help::ARGUMENTS)]
    file: PathBuf,
    /// 底本；不写就按成品里记的路径和摘要去找 / its source; else found by the path and digest that the edition records
    #[arg(long, value_name = "DOC")]
    source: Option<PathBuf>,
    /// 评判者的报告（EPUBCheck、Ace、veraPDF），把它的发现指到底本的行；可写几次 / a judge's report, whose findings are told at the lines of the source; may be given several times
    #[arg(long = "judge", value_name = "REPORT")]
    judges: Vec<PathBuf>,
}

/// A PDF begins with `%PDF`, an EPUB is a zip.
fn is_pdf(edition: &[u8]) -> bool {
    edition[..edition.len().min(1024)].windows(4).any(|it| it == b"%PDF")
}

/// Refuses what is no edition, and says what it is.
fn refuse_other(path: &Path, bytes: &[u8]) -> Result<()> {
    if is_pdf(bytes) || bytes.starts_with(b"PK") {
        return Ok(());
    }
    let name = shown(path);
    let (zh, en) = match (described(bytes), std::str::from_utf8(bytes)) {
        _ if bytes.is_empty() => ("空文件", "an empty file"),
        (Some(kind), _) => kind,
        (None, Ok(_)) => ("文字文件", "a text file"),
        (None, Err(_)) => ("别的文件", "something else"),
    };
    Err(Error::new(say!(zh: "{name} 不是 PDF 或 EPUB（{zh}）", en: "{name} is no PDF or EPUB but {en}"))
        .hint(say!(zh: "verify 核对做好的成品，如 out/ 里的；要检查正文，用 diben check。", en: "verify reads finished editions, as those in out/; to check a text, use `diben check`.")))
}

/// Returns the source that an edition records, if it records one.
fn recorded(edition: &[u8]) -> Result<Option<Record>> {
    Ok(if is_pdf(edition) { extract::pdf(edition)?.record } else { extract::epub(edition)?.record })
}

/// What came of holding an edition against its source.
struct Outcomes {
    /// What the proof found.
    proof: Vec<Diagnostic>,
    /// What the judges found.
    judged: Vec<Diagnostic>,
}

/// Returns what comes of comparing an edition with its source, and of the reports of judges on it. The layout, and with it what the edition may add, is
/// chosen as `build` chooses it.
fn compare(
    (name, edition): (&str, &[u8]),
    reports: &[Report],
    path: &Path,
    source: &Source,
    file: FileId,
    document: &Document,
) -> Result<Outcomes> {
    let project = Project::of(path)?;
    let document = settled(document, project.settings(), file);
    let (layout, mut findings) = layout::choose(&document, &own_layouts(&project)?)?;
    let truth = verify::truth(&document, source);
    let kind = if is_pdf(edition) { Edition::Pdf } else { Edition::Epub };
    let expected = expected(&document, &title(&document, path), kind, &layout)?;
    findings.extend(match kind {
        Edition::Pdf | Edition::Print => verify::pdf(&truth, &expected, edition)?,
        Edition::Epub => verify::epub(&truth, &expected, edition)?,
    });
    let case = Case { truth: &truth, expected: &expected, document: &document, name, edition };
    Ok(Outcomes { proof: findings, judged: verify::judged(&case, reports)? })
}

/// Returns the reports of judges.
fn reports(paths: &[PathBuf]) -> Result<Vec<Report>> {
    paths.iter().map(|it| verify::read_report(&shown(it), &read_text(it)?)).collect()
}

/// Returns how many places each judge found fault with; nothing where none was asked.
fn counted(reports: &[Report]) -> Message {
    let mut counts: BTreeMap<Judge, usize> = BTreeMap::new();
    for report in reports {
        *counts.entry(report.judge).or_default() += report.count();
    }
    let each = |zh: bool| -> String {
        counts
            .iter()
            .map(|(judge, count)| match (zh, judge.name(), count) {
                (true, name, 0) => format!("；{name} 没有发现"),
                (true, name, count) => format!("；{name} 发现 {count} 处"),
                (false, name, count) => format!("; {name} finds {count}"),
            })
            .collect()
    };
    Message { zh: each(true), en: each(false) }
}

/// Verifies an edition and reports.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let edition = read_bytes(&arguments.file)?;
    refuse_other(&arguments.file, &edition)?;
    let reports = reports(&arguments.judges)?;
    let (path, text) = match arguments.source {
        Some(path) => (path.clone(), read_text(&path)?),
        None => find(&arguments.file, &edition)?,
    };
    let mut documents = Documents::default();
    let file = documents.sources.add(Source::new(shown(&path), text));
    documents.paths.push(path);
    let source = documents.sources.source(file);
    let document = markdown::read(file, source.text()).document;
    let name = shown(&arguments.file);
    let Outcomes { mut proof, judged } =
        compare((&name, &edition), &reports, &documents.paths[0], source, file, &document)?;
    let proven = proof.is_empty();
    proof.extend(judged);
    let outcome = documents::report(ctx, &documents, proof);
    let (source, Message { zh, en }) = (source.name(), counted(&reports));
    let verdict = match proven {
        true => say!(zh: "{name} 与 {source} 一字不差{zh}", en: "{name} says what {source} says{en}"),
        false => say!(zh: "{name} 与 {source} 不符{zh}", en: "{name} does not say what {source} says{en}"),
    };
    terminal::note(verdict.get(ctx.language));
    Ok(if proven { outcome } else { outcome.max(Outcome::Findings) })
}

/// Returns the source that an edition records: looked for by its path from the folders above the edition and above
/// the current folder, and known by its digest. The record of a strange edition leads nowhere else.
fn find(file: &Path, edition: &[u8]) -> Result<(PathBuf, String)> {
    let name = shown(file);
    let hint = say!(zh: "用 --source 写明底本。", en: "name the source with --source.");
    let Some(Record { path, sha256 }) = recorded(edition)? else {
        return Err(Error::new(say!(zh: "{name} 没有记底本", en: "{name} records no source")).hint(hint));
    };
    let recorded = Path::new(&path);
    if !recorded.components().all(|it| matches!(it, Component::Normal(_))) {
        let message = say!(zh: "{name} 记的底本路径「{path}」走出了项目", en: "{name} records a source outside its project: `{path}`");
        return Err(Error::new(message).hint(hint));
    }
    let beside = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let here = std::env::current_dir().unwrap_or_default();
    let mut changed = None;
    for folder in beside.ancestors().skip(1).chain(here.ancestors()) {
        let candidate = folder.join(recorded);
        if !candidate.is_file() {
            continue;
        }
        let text = read_text(&candidate)?;
        if publish::sha256(text.as_bytes()).eq_ignore_ascii_case(&sha256) {
            return Ok((candidate, text));
        }
        changed.get_or_insert(candidate);
    }
    match changed {
        Some(source) => {
            let source = shown(&source);
            Err(Error::new(say!(zh: "{source} 在 {name} 做成以后改过了", en: "{source} has changed since {name} was made"))
                .hint(say!(zh: "重新 build；要看差在哪里，用 --source {source}。", en: "build anew; to see what differs, use --source {source}.")))
        }
        None => {
            Err(Error::new(say!(zh: "找不到 {name} 的底本 {path}", en: "the source of {name}, {path}, is not found"))
                .hint(hint))
        }
    }
}
