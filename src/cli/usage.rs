//! What clap says about arguments, in the words and languages of this tool.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Outcome, terminal};
use crate::diagnostic::Language;
use crate::error::Error;
use crate::say;

/// Returns arguments as they are meant: `diben help` is `diben --help`, `diben help check` is `diben check --help`.
pub fn meant(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let takes_value = |it: &OsString| it == "--lang" || it == "--format" || it == "--deny";
    let mut at = 1;
    while let Some(it) = arguments.get(at).filter(|it| it.to_string_lossy().starts_with('-')) {
        at += if takes_value(it) { 2 } else { 1 };
    }
    if arguments.get(at).is_some_and(|it| it == "help") {
        arguments.remove(at);
        arguments.push("--help".into());
    }
    arguments
}

/// Shows the help or version that was asked for, or says what is wrong with the arguments.
pub fn answer(error: &clap::Error, language: Language) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal::write(|out| write!(out, "{}", error.render().ansi()));
            return Outcome::Clean;
        }
        _ => terminal::error(&explain(error), language),
    }
    Outcome::NotRun
}

fn explain(error: &clap::Error) -> Error {
    let words = |kind| match error.get(kind) {
        Some(ContextValue::String(it)) => Some(it.clone()),
        Some(ContextValue::Strings(it)) => Some(it.join(" ")),
        Some(ContextValue::StyledStr(it)) => Some(it.to_string()),
        _ => None,
    };
    let list = |kind| words(kind).unwrap_or_default();
    // `--lang <zh|en>` is `--lang` to a reader of messages.
    let name = |kind| list(kind).split(" <").next().unwrap_or_default().to_owned();
    let hint = say!(zh: "用 diben --help 看命令，用 diben 命令 --help 看它的参数。", en: "see `diben --help` for the commands, and `diben COMMAND --help` for one of them.");
    let near = |it: String| say!(zh: "是不是 {it}？", en: "did you mean `{it}`?");
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let argument = list(ContextKind::InvalidArg);
            let it = Error::new(say!(zh: "不认识的参数 {argument}", en: "unknown argument `{argument}`"));
            it.hint(words(ContextKind::SuggestedArg).map_or(hint, near))
        }
        ErrorKind::InvalidSubcommand => {
            let command = list(ContextKind::InvalidSubcommand);
            if cfg!(not(feature = "publish")) && matches!(command.as_str(), "build" | "verify") {
                return Error::new(say!(zh: "这次安装只有检查器，没有 {command}", en: "this installation holds the checker alone, without `{command}`"))
                    .hint(say!(zh: "要做成品、核对成品，请安装完整的 diben：cargo install 时不写 --no-default-features。", en: "to make and prove editions install all of diben: `cargo install` without --no-default-features."));
            }
            let it = Error::new(say!(zh: "没有 {command} 这个命令", en: "there is no command `{command}`"));
            it.hint(words(ContextKind::SuggestedSubcommand).map_or(hint, near))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Error::new(say!(zh: "没有写命令", en: "no command given")).hint(hint)
        }
        ErrorKind::MissingRequiredArgument => {
            let argument = list(ContextKind::InvalidArg);
            Error::new(say!(zh: "缺少 {argument}", en: "{argument} is missing")).hint(hint)
        }
        ErrorKind::InvalidValue => {
            let (argument, value) = (name(ContextKind::InvalidArg), list(ContextKind::InvalidValue));
            let values = list(ContextKind::ValidValue);
            let (zh, en) = (values.replace(' ', "、"), values.replace(' ', ", "));
            if value.is_empty() && argument.starts_with(['[', '<']) {
                return Error::new(say!(zh: "有一个参数是空的", en: "an argument is empty"))
                    .hint(say!(zh: "多半是脚本里的变量没有值；写明文件，或者去掉它。", en: "a variable of a script may hold nothing: name a file, or leave it out."));
            }
            let it = match value.is_empty() {
                true => Error::new(say!(zh: "{argument} 后面缺一个值", en: "{argument} needs a value")),
                false => Error::new(say!(zh: "{argument} 不能是 {value}", en: "{argument} can't be `{value}`")),
            };
            if values.is_empty() {
                it.hint(hint)
            } else {
                it.hint(say!(zh: "可以写：{zh}。", en: "it can be: {en}."))
            }
        }
        ErrorKind::ArgumentConflict => {
            let (argument, other) = (name(ContextKind::InvalidArg), name(ContextKind::PriorArg));
            if argument == other || other.is_empty() {
                Error::new(say!(zh: "{argument} 写了两次", en: "{argument} is given twice")).hint(hint)
            } else {
                Error::new(say!(zh: "{argument} 不能和 {other} 一起用", en: "{argument} can't be used with {other}"))
                    .hint(hint)
            }
        }
        _ => {
            let whole = error.render().to_string();
            let line = whole.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
            Error::new(say!(zh: "参数不对：{line}", en: "{line}")).hint(hint)
        }
    }
}
