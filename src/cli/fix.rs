//! `diben check --fix` and `--diff`: what may be mended unasked, in the files or shown as a patch.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::path::Path;

use similar::TextDiff;

use super::inputs::Inputs;
use super::present::{present, weighs};
use super::rulings::Ruling;
use super::survey::{Judged, Part, Works, each_work, file_id, freed, gathered};
use super::{Context, Format, Outcome, terminal};
use crate::check::{Stage, Tally};
use crate::diagnostic::{Diagnostic, Language};
use crate::edit::{self, Mended, Texts, mend};
use crate::error::{Error, Result};
use crate::markdown::{self, Reading};
use crate::message::Message;
use crate::model::Document;
use crate::say;
use crate::text::{FileId, Source};
use crate::workspace::replace;

/// What reading and checking finds, with what the settings' allowances were good for.
type Checked = edit::Checked<Tally>;

/// How many fixes there were of each rule.
type Counts = BTreeMap<&'static str, usize>;

/// A work with its safe fixes made, and not yet written.
struct Fixed {
    project: usize,
    /// The numbers of its inputs, in reading order, each with its text.
    texts: Vec<(usize, Source)>,
    mended: Mended<Tally>,
}

/// Returns a work with its safe fixes made.
fn fixed(work: Vec<Part>, inputs: &Inputs, rulings: &[Ruling]) -> Fixed {
    let project = inputs.list[work[0].at].project;
    let order: Vec<(FileId, &Path)> = work.iter().map(|it| (it.file(), inputs.list[it.at].path.as_path())).collect();
    let texts: Vec<(usize, Source)> = work.into_iter().map(|it| (it.at, it.source)).collect();
    let before: Texts = order.iter().map(|(file, _)| *file).zip(texts.iter().map(|it| it.1.clone())).collect();
    let mended = mend(before, &|texts| examine(texts, &order, &rulings[project]));
    Fixed { project, texts, mended }
}

/// Returns what reading and checking a work finds.
fn examine(texts: &Texts, order: &[(FileId, &Path)], ruling: &Ruling) -> Checked {
    let (mut findings, mut documents): (Vec<Diagnostic>, Vec<Document>) = Default::default();
    for (file, _) in order {
        let Reading { document, findings: mut found } = markdown::read(*file, texts[file].text());
        findings.append(&mut found);
        documents.push(document);
    }
    let judgement = ruling.judge(&mut documents, order, findings);
    let unaccounted = documents.iter().flat_map(|it| it.account.faults()).map(|it| it.span.len()).sum();
    Checked { findings: judgement.findings, unaccounted, besides: judgement.tally }
}

/// Makes the safe fixes in the files, and reports what is left. Of standard input, the mended text goes to stdout and what
/// is left is counted on stderr.
pub fn write(ctx: &Context, mut inputs: Inputs, stage: Stage) -> Result<Outcome> {
    if inputs.list.iter().any(|it| it.stdin) {
        return pipe(ctx, inputs, stage);
    }
    let rulings: Vec<Ruling> = inputs.projects.iter().map(|it| Ruling::of(it, stage)).collect();
    let works = each_work(ctx, &inputs, &mending(), |work| written(fixed(work, &inputs, &rulings), &inputs));
    let (mut made, mut refused, mut unwritten) = (Counts::new(), Counts::new(), Counts::new());
    let mut judged = Works { made: Vec::new(), failed: works.failed };
    for it in works.made {
        add(&mut made, &it.made);
        add(&mut refused, &it.refused);
        add(&mut unwritten, &it.unwritten);
        // The file was read and is reported on: what failed is the writing.
        inputs.errors.extend(it.failed);
        judged.made.push(it.judged);
    }
    let outcome = present(ctx, &gathered(inputs, &rulings, judged)?);
    if unwritten.is_empty() || !made.is_empty() || !refused.is_empty() {
        told(ctx.language, &made, &refused, &mended_now());
    }
    if !unwritten.is_empty() {
        told(ctx.language, &unwritten, &Counts::new(), &say!(zh: "可以改而没有写进文件的有", en: "left unwritten"));
    }
    Ok(outcome)
}

/// A work whose fixes were written.
struct Written {
    judged: Judged,
    made: Counts,
    refused: Counts,
    /// What would have been mended in a work of which a file could not be written.
    unwritten: Counts,
    failed: Vec<Error>,
}

/// Writes the files of a work. Where one can't be written, the report is that of the work as it was read.
fn written(work: Fixed, inputs: &Inputs) -> Written {
    let Fixed { project, texts, mended } = work;
    let mut failed = Vec::new();
    for (at, before) in &texts {
        let after = &mended.texts[&file_id(*at)];
        if after.text() != before.text()
            && let Err(error) = replace(&inputs.list[*at].path, before.text(), after.text())
        {
            failed.push(error);
        }
    }
    let (Checked { findings, besides: tally, .. }, made, refused, unwritten) = match failed.is_empty() {
        true => (mended.after, mended.made, mended.refused, Counts::new()),
        false => (mended.before, Counts::new(), Counts::new(), mended.made),
    };
    let shown: Vec<(usize, &Source)> = texts
        .iter()
        .map(|(at, before)| (*at, if failed.is_empty() { &mended.texts[&file_id(*at)] } else { before }))
        .collect();
    let documents: Vec<Document> =
        shown.iter().map(|(at, it)| markdown::read(file_id(*at), it.text()).document).collect();
    let sheets = shown.iter().zip(&documents).map(|((at, source), document)| (*at, *source, document));
    Written {
        judged: Judged { project, findings: freed(findings, inputs, sheets), tally },
        made,
        refused,
        unwritten,
        failed,
    }
}

/// Writes the text from standard input to stdout with its safe fixes made.
fn pipe(ctx: &Context, inputs: Inputs, stage: Stage) -> Result<Outcome> {
    if inputs.list.len() > 1 {
        return Err(Error::new(say!(zh: "--fix 改标准输入时，不能同时改别的文件", en: "--fix mends standard input alone, or files, not both"))
            .hint(say!(zh: "分两次运行。", en: "run the command twice.")));
    }
    let rulings: Vec<Ruling> = inputs.projects.iter().map(|it| Ruling::of(it, stage)).collect();
    let works = each_work(ctx, &inputs, &mending(), |work| fixed(work, &inputs, &rulings));
    if let Some((_, error)) = works.failed.into_iter().next() {
        return Err(error);
    }
    let mut outcome = Outcome::Clean;
    for Fixed { mended, .. } in works.made {
        mended.texts.values().for_each(|it| terminal::print_data(it.text()));
        told(ctx.language, &mended.made, &mended.refused, &mended_now());
        let left = mended.after.findings.len();
        if left > 0 {
            let said = say!(zh: "还有 {left} 处没有改，用 diben check 看。", en: "{left} left: see `diben check`.");
            terminal::note(said.get(ctx.language));
        }
        if weighs(ctx, &mended.after.findings) {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

/// Shows the safe fixes as a unified diff, and writes nothing. The exit code is that of `check`.
pub fn show(ctx: &Context, inputs: Inputs, stage: Stage) -> Result<Outcome> {
    if ctx.format != Format::Human {
        return Err(Error::new(say!(zh: "--diff 写的是补丁，不能用 --format 换成别的形式", en: "--diff writes a patch; --format has no other form for it"))
            .hint(say!(zh: "去掉其中一个。", en: "leave one of them out.")));
    }
    let rulings: Vec<Ruling> = inputs.projects.iter().map(|it| Ruling::of(it, stage)).collect();
    let works = each_work(ctx, &inputs, &mending(), |work| {
        let Fixed { texts, mended, .. } = fixed(work, &inputs, &rulings);
        let patches: Vec<(usize, String)> =
            texts.iter().map(|(at, before)| (*at, diff(before, mended.texts[&file_id(*at)].text()))).collect();
        (patches, weighs(ctx, &mended.before.findings), mended.made, mended.refused)
    });
    let (mut made, mut refused) = (Counts::new(), Counts::new());
    let mut patches = Vec::new();
    let mut outcome = Outcome::Clean;
    for (patch, weighs, ours, not) in works.made {
        patches.extend(patch);
        add(&mut made, &ours);
        add(&mut refused, &not);
        if weighs {
            outcome = Outcome::Findings;
        }
    }
    patches.sort();
    patches.iter().for_each(|(_, it)| print_diff(it));
    for error in inputs.errors.iter().chain(works.failed.values()) {
        terminal::error(error, ctx.language);
        outcome = Outcome::NotRun;
    }
    told(ctx.language, &made, &refused, &say!(zh: "用 --fix 可以自动改", en: "--fix would mend"));
    Ok(outcome)
}

fn mending() -> Message {
    say!(zh: "修改", en: "mending")
}

fn mended_now() -> Message {
    say!(zh: "自动改了", en: "mended")
}

fn add(sum: &mut Counts, more: &Counts) {
    more.iter().for_each(|(rule, number)| *sum.entry(rule).or_default() += number);
}

/// Returns the change of a text as a patch.
pub fn diff(source: &Source, after: &str) -> String {
    if source.text() == after {
        return String::new();
    }
    let name = source.name().trim_start_matches('/');
    let (from, to) = (format!("a/{name}"), format!("b/{name}"));
    TextDiff::from_lines(source.text(), after).unified_diff().context_radius(2).header(&from, &to).to_string()
}

/// A terminal gets colours and is obeyed by nothing in the text; a file or another program gets the patch as it is.
fn print_diff(diff: &str) {
    if !io::stdout().is_terminal() {
        return terminal::print_data(diff);
    }
    let mut out = String::new();
    for line in diff.split_inclusive('\n') {
        let colour = match line.chars().next() {
            Some('+') => "\x1b[32m",
            Some('-') => "\x1b[31m",
            Some('@') => "\x1b[36m",
            _ => "",
        };
        let _ = writeln!(out, "{colour}{}\x1b[0m", terminal::printable(line.trim_end_matches(['\n', '\r'])));
    }
    terminal::print(&out);
}

/// Says on stderr how many fixes of each rule there were.
pub fn told(
    language: Language,
    made: &BTreeMap<&'static str, usize>,
    refused: &BTreeMap<&'static str, usize>,
    verb: &crate::message::Message,
) {
    let list = |counts: &BTreeMap<&'static str, usize>, comma: &str| {
        counts.iter().map(|(rule, number)| format!("{rule} {number}")).collect::<Vec<_>>().join(comma)
    };
    let (number, verb) = (made.values().sum::<usize>(), verb.get(language));
    terminal::note(&match (language, number) {
        (Language::Zh, 0) => "没有可以自动改的。".to_owned(),
        (Language::En, 0) => "nothing to be mended unasked.".to_owned(),
        (Language::Zh, _) => format!("{verb} {number} 处：{}。", list(made, "，")),
        (Language::En, _) => format!("{verb} {number}: {}.", list(made, ", ")),
    });
    if !refused.is_empty() {
        terminal::note(&match language {
            Language::Zh => format!("有的没有改，因为改了会带来新的错误，或者改不掉：{}。", list(refused, "，")),
            Language::En => {
                format!("not mended, since that would bring a new error or not help: {}.", list(refused, ", "))
            }
        });
    }
}
