//! `diben build`: checks the documents, makes their editions, has them proven, and writes what is proven.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::claim;
use super::cover::Choice;
use super::documents::{self, Documents, examine, judge_pages};
use super::editions::{Made, Press, Wanted, Work, editions};
use super::faces::Faces;
use super::finishing::Finishing;
use super::present::weighs;
use super::{Context, Outcome, Stage, help, terminal};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::model::Document;
use crate::publish::Edition;
use crate::say;
use crate::text::{FileId, Source};
use crate::workspace::{Project, relative, shown, source_date, write_all};

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 正文；不写就做项目里的全部 / documents; all of the project where none is named
    #[arg(value_name = "DOC", help_heading = help::ARGUMENTS)]
    documents: Vec<PathBuf>,
    /// 做哪几版：pdf 阅读版、print 付印版、epub；默认全做 / which editions; all where not given
    #[arg(long, value_parser = edition(), value_name = "pdf,print,epub", value_delimiter = ',', hide_possible_values = true)]
    to: Vec<Edition>,
    /// 成品放在哪个文件夹；默认是项目里的 out/ / folder of the editions; else out/ in the project
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// 另外写出生成的 Typst：--emit typst / also write the generated Typst
    #[arg(long, value_enum, value_name = "typst", hide_possible_values = true)]
    emit: Option<Emit>,
    /// EPUB 的封面：图片文件（JPEG、PNG，1600×2560 像素最好），none 不要封面；不写就用题头的 cover-image，再没有就由版式排 / cover of the EPUB: a picture, or none; else that of the front matter, else set by the layout
    #[arg(long, value_name = "FILE|none")]
    cover: Option<PathBuf>,
    /// 项目与随附字体不够时，也用系统字体 / let fonts of the system serve where the project's and ours do not
    #[arg(long)]
    system_fonts: bool,
    /// 有字体要用别的代替时，拒绝制作 / refuse to build where one face must stand in for another
    #[arg(long)]
    strict_fonts: bool,
    /// 显示每一步用的时间 / show how long each step takes
    #[arg(long)]
    timings: bool,
    /// Ace 对这个 EPUB 的报告（report.json）：没有缺陷的，才在书里声明合乎 EPUB Accessibility 1.1 / Ace's report on this very EPUB: only where it is clean does the book claim to meet EPUB Accessibility 1.1
    #[arg(long, value_name = "REPORT")]
    ace: Option<PathBuf>,
    #[command(flatten)]
    finishing: Finishing,
    #[command(flatten)]
    faces: Faces,
    /// 正文的阶段：draft 草稿（默认），有错也做；release 定稿，有错就什么都不写 / draft: made in spite of errors; release: nothing is written then
    #[arg(
        long,
        value_enum,
        value_name = "STAGE",
        default_value = "draft",
        hide_possible_values = true,
        hide_default_value = true
    )]
    stage: Stage,
}

#[derive(Clone, Copy, ValueEnum)]
enum Emit {
    Typst,
}

/// Builds the editions of documents and reports.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let begin = Instant::now();
    let date = source_date()?;
    let wanted = wanted(&arguments)?;
    arguments.out.as_deref().map_or(Ok(()), refuse_file)?;
    let mut documents = documents::read(&arguments.documents, arguments.stage.into())?;
    let sources: Vec<_> = documents.sources.iter().collect();
    let bar = terminal::bar(ctx, sources.len(), &say!(zh: "检查", en: "checking"));
    let examined = terminal::each(&sources, &bar, |(file, source)| examine(&documents, *file, source));
    bar.finish_and_clear();
    let mut timings = vec![(String::new(), "读、查 / read, check", begin.elapsed())];
    let mut findings: Vec<Diagnostic> = examined.iter().flat_map(|(_, findings)| findings.clone()).collect();

    if arguments.stage == Stage::Release && (weighs(ctx, &findings) || !documents.errors.is_empty()) {
        let outcome = documents::report(ctx, &documents, findings);
        terminal::note(
            say!(zh: "定稿不能有错误：什么都没有写。", en: "a release must be without errors: nothing was written.")
                .get(ctx.language),
        );
        return Ok(outcome);
    }

    // A control character is a finding already, with what to do about it.
    let known: BTreeSet<_> = findings.iter().map(|it| it.span).collect();
    let mut press = Press::default();
    let mut outcome = Outcome::Clean;
    let mut errors = Vec::new();
    let mut ready: Vec<Files> = Vec::new();
    let mut shelf = Shelf::default();
    let mut notes: Vec<Message> = Vec::new();
    let bar = terminal::bar(ctx, sources.len(), &say!(zh: "制作", en: "making"));
    for ((file, source), examined) in sources.iter().zip(&examined) {
        let path = &documents.paths[file.0 as usize];
        match make(&mut press, path, (*file, source), examined, date, &wanted, arguments.out.as_deref()) {
            Ok((made, files)) => {
                timings.extend(made.timings.iter().map(|(step, time)| (source.name().to_owned(), *step, *time)));
                let told = |it: &Diagnostic| it.rule == "layout/missing-glyph" && known.contains(&it.span);
                let new = made.findings.into_iter().filter(|it| !told(it)).collect();
                findings.extend(judge_pages(&documents, *file, &examined.0, new));
                match made.proven {
                    true => {
                        let name = source.name();
                        let told = made.notes.into_iter();
                        notes.extend(told.map(|Message { zh, en }| say!(zh: "{name}：{zh}", en: "{name}: {en}")));
                        // A draft's files go to the disk as they are made, and not all through the memory.
                        match arguments.stage {
                            Stage::Draft => shelf.write(&files, &documents),
                            Stage::Release => ready.push(files),
                        }
                    }
                    false => {
                        let name = source.name();
                        let said = say!(zh: "{name}：没有做成，没有写出；原有的成品未动。", en: "{name}: not made, nothing written; earlier editions are as they were.");
                        terminal::note(said.get(ctx.language));
                        outcome = Outcome::Findings;
                    }
                }
            }
            Err(error) => {
                let (name, Message { zh, en }) = (source.name(), &error.message);
                let message = say!(zh: "{name}：{zh}", en: "{name}: {en}");
                errors.push(Error { message, ..error });
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    // A release is issued whole or not at all.
    let held = arguments.stage == Stage::Release
        && (outcome != Outcome::Clean || !errors.is_empty() || weighs(ctx, &findings));
    if !held {
        ready.iter().for_each(|it| shelf.write(it, &documents));
        shelf.written.iter().for_each(|it| terminal::note(it.get(ctx.language)));
        notes.iter().for_each(|it| terminal::note(it.get(ctx.language)));
    }
    documents.errors.extend(errors.into_iter().chain(shelf.errors));
    let outcome = outcome.max(documents::report(ctx, &documents, findings));
    if held {
        terminal::note(
            say!(zh: "定稿不能有错误：什么都没有写。", en: "a release must be without errors: nothing was written.")
                .get(ctx.language),
        );
    }
    if arguments.timings {
        timings
            .iter()
            .for_each(|(name, step, time)| terminal::note(&format!("{:>8.3} s  {step}  {name}", time.as_secs_f64())));
    }
    Ok(outcome)
}

/// The names of the editions, known to clap so that it can offer the nearest.
fn edition() -> impl TypedValueParser<Value = Edition> {
    let named =
        |name: String| Edition::ALL.into_iter().find(|it| it.name() == name).expect("clap lets these names pass");
    PossibleValuesParser::new(Edition::ALL.map(Edition::name)).map(named)
}

fn wanted(arguments: &Arguments) -> Result<Wanted> {
    let asked = |it: &Edition| arguments.to.is_empty() || arguments.to.contains(it);
    Ok(Wanted {
        editions: Edition::ALL.into_iter().filter(asked).collect(),
        typst: matches!(arguments.emit, Some(Emit::Typst)),
        system_fonts: arguments.system_fonts,
        strict_fonts: arguments.strict_fonts,
        asked: arguments.finishing.read()?,
        claim: claim::claim(arguments.ace.as_ref())?,
        cover: Choice::read(arguments.cover.as_ref())?,
        embedding: arguments.faces.embedding(),
    })
}

/// Refuses an output folder that can't be one, before minutes are spent on what would go there.
fn refuse_file(out: &Path) -> Result<()> {
    let Some(file) = out.ancestors().find(|it| it.exists()).filter(|it| !it.is_dir()) else { return Ok(()) };
    let (out, file) = (shown(out), shown(file));
    Err(Error::new(say!(zh: "不能写到 {out}/：{file} 是文件，不是文件夹", en: "nothing can be written to {out}/: {file} is a file, not a folder"))
        .hint(say!(zh: "移开那个文件，或者用 --out 另指一个文件夹。", en: "move that file away, or name another folder with --out.")))
}

type Files = Vec<(PathBuf, Vec<u8>)>;

fn make(
    press: &mut Press,
    path: &Path,
    (file, source): (FileId, &Source),
    (document, findings): &(Document, Vec<Diagnostic>),
    date: Option<u64>,
    wanted: &Wanted,
    out: Option<&Path>,
) -> Result<(Made, Files)> {
    let project = Project::of(path)?;
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let address = relative(project.root(), &whole);
    let work = Work { project: &project, path, address, source, file, document, findings, date };
    let mut made = editions(press, &work, wanted)?;
    let folder = out.map_or_else(|| project.root().join("out"), Path::to_owned);
    let name = project.edition_name(path);
    let files = std::mem::take(&mut made.files)
        .into_iter()
        .map(|(ending, bytes)| (folder.join(format!("{name}{ending}")), bytes))
        .collect();
    Ok((made, files))
}

/// What has been written, and what could not be.
#[derive(Default)]
struct Shelf {
    taken: BTreeSet<PathBuf>,
    written: Vec<Message>,
    errors: Vec<Error>,
}

impl Shelf {
    /// Writes the files of a document: all of them or none.
    fn write(&mut self, files: &Files, documents: &Documents) {
        if let Some((path, _)) = files.iter().find(|(path, _)| self.taken.contains(path)) {
            let name = shown(path);
            self.errors.push(
                Error::new(say!(zh: "两份正文都要写成 {name}", en: "two documents would both be written as {name}"))
                    .hint(say!(zh: "给其中一份改名，或者分两次做、各用一个 --out。", en: "rename one of them, or build them apart, each with its own --out.")),
            );
            return;
        }
        if let Err(error) = write_all(files, &documents.paths) {
            return self.errors.push(error);
        }
        for (path, bytes) in files {
            let (name, size) = (shown(path), bytes.len().div_ceil(1024));
            self.written.push(say!(zh: "写成 {name}（{size} KB）", en: "wrote {name} ({size} KB)"));
            self.taken.insert(path.clone());
        }
    }
}
