//! `diben check --fix` and `--diff`: what may be mended unasked, in the files or shown as a patch.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::documents::{self, Documents, weighs};
use super::rulings::Ruling;
use super::{Context, Format, Outcome, terminal};
use crate::check::{self, Named, Stage, Tally, Work};
use crate::diagnostic::Language;
use crate::edit::{self, Mended, Texts, mend};
use crate::error::{Error, Result};
use crate::markdown;
use crate::say;
use crate::text::{FileId, Source, SourceMap};
use crate::workspace::replace;

/// What reading and checking finds, with what the settings' allowances were good for.
pub type Checked = edit::Checked<Tally>;

/// Returns what reading and checking a work finds. `address` gives the path by which the settings know a file.
pub fn examine(texts: &Texts, ruling: &Ruling, address: &dyn Fn(FileId) -> String) -> Checked {
    let mut findings = Vec::new();
    let mut documents = Vec::new();
    for (file, source) in texts {
        let mut reading = markdown::read(*file, source.text());
        findings.append(&mut reading.findings);
        documents.push((*file, address(*file), reading.document));
    }
    findings.extend(check::check(&Work::new(documents.iter().map(|(_, _, it)| it)), &ruling.policy));
    let named: Vec<Named> =
        documents.iter().map(|(file, address, document)| Named { file: *file, address, document }).collect();
    let judgement = ruling.policy.judge(&named, findings);
    let unaccounted = documents.iter().flat_map(|(_, _, it)| it.account.faults()).map(|it| it.span.len()).sum();
    Checked { findings: judgement.findings, unaccounted, besides: judgement.tally }
}

/// Returns a text that lies in no file with its safe fixes made.
pub fn fix_text(name: &str, text: String, ruling: &Ruling) -> Mended<Tally> {
    let texts = Texts::from([(FileId(0), Source::new(name, text))]);
    mend(texts, &|texts| examine(texts, ruling, &|_| name.to_owned()))
}

/// Writes the text from stdin to stdout with its safe fixes made; what is left is counted on stderr.
fn pipe(ctx: &Context, stage: Stage) -> Result<Outcome> {
    let text = io::read_to_string(io::stdin()).map_err(|error| {
        Error::new(say!(zh: "标准输入读不通：{error}", en: "standard input can't be read: {error}"))
            .hint(say!(zh: "送进来的文字要是 UTF-8。", en: "it should be UTF-8 text."))
    })?;
    let mended = fix_text("-", text, &Ruling::here(stage)?);
    mended.texts.values().for_each(|it| terminal::print_data(it.text()));
    told(ctx.language, &mended.made, &mended.refused, &say!(zh: "自动改了", en: "mended"));
    let left = mended.after.findings.len();
    if left > 0 {
        let said = say!(zh: "还有 {left} 处没有改，用 diben check 看。", en: "{left} left: see `diben check`.");
        terminal::note(said.get(ctx.language));
    }
    Ok(if weighs(ctx, &mended.after.findings) { Outcome::Findings } else { Outcome::Clean })
}

/// Makes the safe fixes in the files, and reports what is left. Of `-`, standard input, the mended text goes to stdout.
pub fn write(ctx: &Context, paths: &[PathBuf], stage: Stage) -> Result<Outcome> {
    if paths == [Path::new("-")] {
        return pipe(ctx, stage);
    }
    let (mut documents, mended) = all(ctx, paths, stage)?;
    let (mut made, mut refused) = (BTreeMap::new(), BTreeMap::new());
    let mut sources = SourceMap::default();
    let (mut findings, mut tallies) = (Vec::new(), Vec::new());
    for ((file, source), it) in documents.sources.iter().zip(mended) {
        let path = &documents.paths[file.0 as usize];
        let text = it.texts.get(&file).map_or(source.text(), Source::text);
        let written = if text == source.text() { Ok(()) } else { replace(path, source.text(), text) };
        let checked = match written {
            Ok(()) => {
                sources.add(Source::new(source.name(), text));
                add(&mut made, &it.made);
                add(&mut refused, &it.refused);
                it.after
            }
            Err(error) => {
                sources.add(source.clone());
                documents.errors.push(error);
                it.before
            }
        };
        findings.extend(checked.findings);
        tallies.push(checked.besides);
    }
    documents.sources = sources;
    findings.extend(documents::settle(&mut documents, tallies, paths.is_empty())?);
    let outcome = documents::report(ctx, &documents, findings);
    told(ctx.language, &made, &refused, &say!(zh: "自动改了", en: "mended"));
    Ok(outcome)
}

/// Shows the safe fixes as a unified diff, and writes nothing. The exit code is that of `check`.
pub fn show(ctx: &Context, paths: &[PathBuf], stage: Stage) -> Result<Outcome> {
    if ctx.format != Format::Human {
        return Err(Error::new(say!(zh: "--diff 写的是补丁，不能用 --format 换成别的形式", en: "--diff writes a patch; --format has no other form for it"))
            .hint(say!(zh: "去掉其中一个。", en: "leave one of them out.")));
    }
    let (documents, mended) = all(ctx, paths, stage)?;
    let (mut made, mut refused) = (BTreeMap::new(), BTreeMap::new());
    let mut findings = Vec::new();
    for ((file, source), it) in documents.sources.iter().zip(mended) {
        let text = it.texts.get(&file).map_or(source.text(), Source::text);
        print_diff(&diff(source, text));
        add(&mut made, &it.made);
        add(&mut refused, &it.refused);
        findings.extend(it.before.findings);
    }
    documents.errors.iter().for_each(|it| terminal::error(it, ctx.language));
    told(ctx.language, &made, &refused, &say!(zh: "用 --fix 可以自动改", en: "--fix would mend"));
    Ok(match weighs(ctx, &findings) {
        _ if !documents.errors.is_empty() => Outcome::NotRun,
        true => Outcome::Findings,
        false => Outcome::Clean,
    })
}

fn all(ctx: &Context, paths: &[PathBuf], stage: Stage) -> Result<(Documents, Vec<Mended<Tally>>)> {
    let documents = documents::read(paths, stage)?;
    let sources: Vec<_> = documents.sources.iter().collect();
    let bar = terminal::bar(ctx, sources.len(), &say!(zh: "修改", en: "mending"));
    let mended = terminal::each(&sources, &bar, |(file, source)| {
        let ruling = documents.ruling(*file);
        let path: &Path = &documents.paths[file.0 as usize];
        let texts = Texts::from([(*file, (*source).clone())]);
        mend(texts, &|texts| examine(texts, ruling, &|_| ruling.address(path)))
    });
    bar.finish_and_clear();
    Ok((documents, mended))
}

fn add(sum: &mut BTreeMap<&'static str, usize>, more: &BTreeMap<&'static str, usize>) {
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
