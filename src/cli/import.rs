//! `diben import`: a raw text in, a canonical source out, with a report of every repair, and what checking finds in it.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::received::{Received, receive};
use super::rows::no_such_form;
use super::rulings::Ruling;
use super::survey::Survey;
use super::{Context, Format, Outcome, help, present, repairs, terminal};
use crate::check::Stage;
use crate::diagnostic::Language;
use crate::error::{Error, Result};
use crate::import::raw::{Form, Raw};
use crate::import::{self, Imported, Order};
use crate::markdown;
use crate::report::{self, Sheet};
use crate::say;
use crate::text::{FileId, Source};
use crate::workspace::{Project, shown, write_whole};

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 原件：PDF、文本、从 PDF 取出的文字、Markdown 或网页 / the raw file: a PDF, text, text out of a PDF, Markdown, a page of a site
    #[arg(value_name = "RAW", help_heading = help::ARGUMENTS)]
    raw: PathBuf,
    /// 写到这个文件；不写就打印出来 / write to that file; else print
    #[arg(short, long, value_name = "OUT.md")]
    output: Option<PathBuf>,
    /// 文件已经有了也写 / write over a file that is there
    #[arg(long, requires = "output")]
    force: bool,
    /// 原件的形式：text、pdf-text、markdown、html、pdf；默认自己认 / the form of the raw file, else recognised
    #[arg(long, value_enum, value_name = "FORM", hide_possible_values = true)]
    form: Option<Named>,
    /// 不移动离开次序的条 / leave what stands out of order
    #[arg(long)]
    keep_order: bool,
    /// 拿不准的地方写成注释，放进正文 / write what is doubtful into the text as comments
    #[arg(long)]
    review: bool,
    /// 逐处列出全部修补 / list every repair
    #[arg(long)]
    all: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Named {
    Text,
    PdfText,
    Markdown,
    Html,
    Pdf,
}

impl Named {
    fn form(self) -> Form {
        match self {
            Named::Text => Form::Text,
            Named::PdfText => Form::PdfText,
            Named::Markdown => Form::Markdown,
            Named::Html => Form::Html,
            Named::Pdf => Form::Pdf,
        }
    }
}

/// Imports a raw file.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    run_by(import::import, ctx, arguments)
}

/// How a raw text becomes a canonical one: a test puts another in its place, whose account does not balance.
type Importer = fn(&Raw, Order, Option<Language>) -> Result<Imported>;

fn run_by(importer: Importer, ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    if !matches!(ctx.format, Format::Human | Format::Json) {
        return Err(no_such_form("import"));
    }
    if let Some(path) = arguments.output.as_deref() {
        refuse(path, arguments.force)?;
    }
    let Received { raw, medium } = receive(&arguments.raw, arguments.form.map(Named::form))?;
    let order = if arguments.keep_order { Order::Kept } else { Order::Restored };
    let done = importer(&raw, order, arguments.review.then_some(ctx.language))?;
    let canonical = markdown::canonical(&done.text);
    let done = done.laid_out(&raw, canonical);
    let survey = checked(arguments.output.as_deref(), &arguments.raw, &done.text)?;
    if let Some(path) = arguments.output.as_deref() {
        write_whole(path, done.text.as_bytes(), std::slice::from_ref(&arguments.raw))?;
    }
    let source = Source::new(shown(&arguments.raw), raw.text.as_str());
    let told = repairs::Told {
        source: &source,
        raw: &raw,
        medium: &medium,
        output: arguments.output.as_deref().map(shown),
        done: &done,
        findings: &survey.findings,
    };
    match (ctx.format, &told.output) {
        (Format::Json, Some(_)) => {
            terminal::print_data(&repairs::json(&told, ctx.language));
            Ok(outcome(ctx, &survey))
        }
        (_, Some(_)) => {
            terminal::print(&repairs::text(&told, arguments.all, ctx.language));
            Ok(present::present(ctx, &survey))
        }
        // The text is what goes on in a pipe; the report stands beside it.
        (format, None) => {
            terminal::write_data(|out| out.write_all(done.text.as_bytes()));
            let report = match format {
                Format::Json => repairs::json(&told, ctx.language),
                _ => repairs::text(&told, arguments.all, ctx.language),
            };
            terminal::note(report.trim_end());
            Ok(outcome(ctx, &survey))
        }
    }
}

fn refuse(path: &Path, force: bool) -> Result<()> {
    let name = shown(path);
    if path.exists() && !force {
        return Err(Error::new(say!(zh: "{name} 已经有了，没有写", en: "{name} is there already and was not written"))
            .hint(say!(zh: "换一个名字；真要写掉它，加 --force。", en: "name another file, or add --force to write over it.")));
    }
    Ok(())
}

/// Checks the text as the file that it will be.
fn checked(output: Option<&Path>, raw: &Path, text: &str) -> Result<Survey> {
    let path = output.map_or_else(|| raw.with_extension("md"), Path::to_owned);
    let name = shown(&path);
    let ruling = Ruling::of(&Project::of(&path)?, Stage::Draft);
    let source = Source::new(name.as_str(), text);
    let reading = markdown::read(FileId(0), text);
    let mut documents = [reading.document];
    let judgement = ruling.judge(&mut documents, &[(FileId(0), &path)], reading.findings);
    let address = ruling.address(&path);
    let sheet = Sheet { file: FileId(0), address: &address, source: &source, document: &documents[0] };
    let findings = report::resolve(judgement.findings, &[sheet]);
    let file = report::File { name, address, asked: true, failure: None };
    Ok(Survey { files: vec![file], findings, errors: Vec::new(), policy: ruling.policy })
}

fn outcome(ctx: &Context, survey: &Survey) -> Outcome {
    use crate::diagnostic::Severity;
    let weighs = |it: &Severity| *it == Severity::Error || ctx.deny_warnings && *it == Severity::Warning;
    if survey.findings.iter().any(|it| weighs(&it.severity)) { Outcome::Findings } else { Outcome::Clean }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn nothing_is_written_where_the_account_fails() {
        let folder = tempfile::tempdir().expect("made");
        let (raw, out) = (folder.path().join("原件.txt"), folder.path().join("条例.md"));
        fs::write(&raw, "某法\n第一条 甲。\n").expect("written");
        let arguments = |force| Arguments {
            raw: raw.clone(),
            output: Some(out.clone()),
            force,
            form: None,
            keep_order: false,
            review: false,
            all: false,
        };
        // A character that is lost on the way: the text lacks it, and no entry says why.
        let lossy: Importer = |raw, order, review| {
            let mut done = import::import(raw, order, review)?;
            let last = done.entries.iter().rposition(|it| it.fate == import::Fate::Kept).expect("text is kept");
            let entry = done.entries.remove(last);
            done.text.replace_range(entry.out, "");
            import::accounted(raw, done)
        };
        let ctx = Context { language: Language::En, format: Format::Json, deny_warnings: false };
        let error = run_by(lossy, &ctx, arguments(false)).err().expect("it fails");
        assert!(error.message.en.contains("the account of characters does not balance at 2:"), "{error}");
        assert!(!out.exists());
        // Nor is a file that is there touched, though it may be written over.
        fs::write(&out, "旧").expect("written");
        assert!(run_by(lossy, &ctx, arguments(true)).is_err());
        assert_eq!(fs::read_to_string(&out).expect("it is there"), "旧");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2);
        assert!(run_by(import::import, &ctx, arguments(true)).is_ok());
        assert_ne!(fs::read_to_string(&out).expect("it is there"), "旧");
    }
}
