//! The command line: one file a command. Findings go to stdout in the chosen form; progress, summary and errors to
//! stderr. Exit code 0: clean; 1: findings at error level; 2: could not run.

#[cfg(feature = "publish")]
mod build;
mod check;
#[cfg(feature = "publish")]
mod claim;
#[cfg(feature = "publish")]
mod cover;
#[cfg(feature = "publish")]
mod documents;
#[cfg(feature = "publish")]
mod editions;
mod explain;
#[cfg(feature = "publish")]
mod faces;
#[cfg(feature = "publish")]
mod finishing;
mod fix;
#[cfg(feature = "publish")]
mod fonts;
mod help;
mod import;
mod inputs;
#[cfg(feature = "publish")]
mod layouts;
mod outline;
#[cfg(feature = "publish")]
mod pictures;
mod present;
mod received;
mod repairs;
mod rows;
mod rules;
mod rulings;
#[cfg(feature = "publish")]
mod stock;
mod survey;
mod terminal;
mod usage;
#[cfg(feature = "publish")]
mod verify;
mod works;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Language;
use crate::error::Result;

#[derive(Parser)]
#[command(name = "diben", version, about = help::ABOUT, help_template = help::TEMPLATE, after_help = help::AFTER)]
#[command(
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    subcommand_required = true
)]
#[command(subcommand_help_heading = help::COMMANDS, subcommand_value_name = help::COMMAND, next_help_heading = help::OPTIONS)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 制作各版并逐字核对 / make the editions and prove them
    #[cfg(feature = "publish")]
    #[command(help_template = help::TEMPLATE)]
    Build(build::Arguments),
    /// 检查编号、引用、结构和文字 / check numbers, references, structure and text
    #[command(help_template = help::TEMPLATE)]
    Check(check::Arguments),
    /// 把 PDF 或 EPUB 读回来，与底本逐字核对 / read a PDF or EPUB back and compare it with its source
    #[cfg(feature = "publish")]
    #[command(help_template = help::TEMPLATE)]
    Verify(verify::Arguments),
    /// 从旧文件导入：排好段落和次序，报告每一处修补 / from a raw text to a canonical source, every repair reported
    #[command(help_template = help::TEMPLATE)]
    Import(import::Arguments),
    /// 列出正文的层次：序号、标题和编号名 / list the units of a document: markers, headings and ids
    #[command(help_template = help::TEMPLATE)]
    Outline(outline::Arguments),
    /// 说明一条规则：为什么，怎样写会报，怎样写没有问题 / explain a rule: why, and texts with and without the fault
    #[command(help_template = help::TEMPLATE)]
    Explain(explain::Arguments),
    /// 列出全部规则和级别 / list the rules and their levels
    #[command(help_template = help::TEMPLATE)]
    Rules(rules::Arguments),
    /// 列出版式；写出名字的，列出它的纸张、参数和字体 / list the layouts, or one with its paper, parameters and faces
    #[cfg(feature = "publish")]
    #[command(help_template = help::TEMPLATE)]
    Layouts(layouts::Arguments),
    /// 列出字体的角色，和每个角色找到的字体 / list the roles of faces and what serves each
    #[cfg(feature = "publish")]
    #[command(help_template = help::TEMPLATE)]
    Fonts(fonts::Arguments),
}

/// What every command takes.
#[derive(Args)]
#[command(next_help_heading = help::OPTIONS)]
struct Common {
    /// 消息用的语言：zh 或 en；默认随环境 / language of messages; else from the environment
    #[arg(long, global = true, value_enum, value_name = "zh|en", hide_possible_values = true)]
    lang: Option<Lang>,
    /// 结果的形式：human、json、sarif、github 或 junit / form of the findings
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "FORM",
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true
    )]
    format: Format,
    /// 提醒也按错误论：--deny warnings / let warnings weigh like errors
    #[arg(long, global = true, value_enum, value_name = "warnings", hide_possible_values = true)]
    deny: Option<Deny>,
    /// 显示帮助 / show this help
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本 / show the version
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Zh,
    En,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
    Junit,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    Warnings,
}

/// How far a text has come.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Still being written: editions are made in spite of errors.
    Draft,
    /// To be issued: what is unfinished is an error, and nothing is made from a text with errors.
    Release,
}

impl From<Stage> for crate::check::Stage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Draft => crate::check::Stage::Draft,
            Stage::Release => crate::check::Stage::Release,
        }
    }
}

/// What a command knows of the person before it.
struct Context {
    language: Language,
    format: Format,
    deny_warnings: bool,
}

/// How a command ended; the higher one wins where several apply.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Clean,
    Findings,
    NotRun,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => ExitCode::from(0),
            Outcome::Findings => ExitCode::from(1),
            Outcome::NotRun => ExitCode::from(2),
        }
    }
}

/// Runs the program with its arguments, the program's own name first, and returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = usage::meant(arguments.into_iter().collect());
    let parsed = match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => return usage::answer(&error, terminal::language_asked(&arguments)).into(),
    };
    let common = parsed.common;
    let language = match common.lang {
        Some(Lang::Zh) => Language::Zh,
        Some(Lang::En) => Language::En,
        None => terminal::language(),
    };
    let ctx = Context { language, format: common.format, deny_warnings: common.deny.is_some() };
    let outcome = terminal::with_room(|| command(&ctx, parsed.command)).unwrap_or_else(|error| {
        terminal::error(&error, language);
        Outcome::NotRun
    });
    outcome.into()
}

fn command(ctx: &Context, command: Command) -> Result<Outcome> {
    match command {
        #[cfg(feature = "publish")]
        Command::Build(arguments) => build::run(ctx, arguments),
        Command::Check(arguments) => check::run(ctx, arguments),
        #[cfg(feature = "publish")]
        Command::Verify(arguments) => verify::run(ctx, arguments),
        Command::Import(arguments) => import::run(ctx, arguments),
        Command::Outline(arguments) => outline::run(ctx, arguments),
        Command::Explain(arguments) => explain::run(ctx, arguments),
        Command::Rules(arguments) => rules::run(ctx, arguments),
        #[cfg(feature = "publish")]
        Command::Layouts(arguments) => layouts::run(ctx, arguments),
        #[cfg(feature = "publish")]
        Command::Fonts(arguments) => fonts::run(ctx, arguments),
    }
}
