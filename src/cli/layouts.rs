//! `diben layouts`: the layouts at hand; of one, its paper and type area, its parameters, faces and words.

use std::fmt::Write;
use std::path::Path;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::fonts::serves;
use super::rows::{no_such_form, print_rows};
use super::stock::{own_fonts, own_layouts};
use super::{Context, Format, Outcome, help, terminal};
use crate::diagnostic::Language;
use crate::error::{Error, Result};
use crate::publish::fonts::Fonts;
use crate::publish::layout::{Kind, Offered, Paper, Parameter, offered};
use crate::say;
use crate::workspace::Project;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 版式的名字；不写就列出全部 / a layout; all where none is named
    #[arg(value_name = "NAME", help_heading = help::ARGUMENTS)]
    name: Option<String>,
}

/// A layout as programs are told it.
#[derive(Serialize)]
struct Row {
    name: String,
    zh: String,
    en: String,
    own: bool,
    roles: Vec<String>,
    papers: Vec<PaperRow>,
    parameters: Vec<ParameterRow>,
    words: std::collections::BTreeMap<String, String>,
}

/// A page form, in millimetres.
#[derive(Serialize)]
struct PaperRow {
    name: String,
    width: f64,
    height: f64,
    characters: u32,
    lines: u32,
    size: String,
    pitch: String,
}

#[derive(Serialize)]
struct ParameterRow {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    values: Vec<String>,
    default: String,
    zh: String,
    en: String,
}

/// Prints the layouts, or one of them.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let project = Project::of_folder(Path::new("."))?;
    let layouts = offered(&own_layouts(&project)?)?;
    let shown: Vec<&Offered> = match &arguments.name {
        None => layouts.iter().collect(),
        Some(name) => vec![named(&layouts, name)?],
    };
    match (ctx.format, &arguments.name) {
        (Format::Human, None) => terminal::print(&list(&shown, ctx.language)),
        (Format::Human, Some(_)) => {
            terminal::print(&manual(shown[0], &Fonts::load(&own_fonts(&project)?)?, ctx.language));
        }
        (Format::Json, _) => {
            let rows: Vec<Row> = shown.iter().map(|it| row(it)).collect();
            print_rows(&rows);
        }
        _ => return Err(no_such_form("layouts")),
    }
    Ok(Outcome::Clean)
}

fn named<'a>(layouts: &'a [Offered], name: &str) -> Result<&'a Offered> {
    layouts.iter().find(|it| it.manifest.name == name).ok_or_else(|| {
        let known: Vec<&str> = layouts.iter().map(|it| it.manifest.name.as_str()).collect();
        let list = known.join(", ");
        let error = Error::new(say!(zh: "没有叫 {name} 的版式", en: "there is no layout `{name}`"));
        match crate::check::nearest(name, known.into_iter()) {
            Some(near) => error
                .hint(say!(zh: "是否指 {near}？可用的有：{list}。", en: "did you mean `{near}`? There are: {list}.")),
            None => error.hint(say!(zh: "可用的有：{list}。", en: "there are: {list}.")),
        }
    })
}

/// Returns the word for a parameter's type.
fn kind(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Choice => ("选项", "choice"),
        Kind::Boolean => ("是否", "boolean"),
        Kind::Integer => ("整数", "integer"),
        Kind::Length => ("长度", "length"),
        Kind::Text => ("文字", "text"),
        Kind::Texts => ("一列文字", "texts"),
    }
}

fn row(it: &Offered) -> Row {
    let manifest = &it.manifest;
    let millimetres = |it: &str| (Paper::points(it) * 25.4 / 72.0 * 100.0).round() / 100.0;
    Row {
        name: manifest.name.clone(),
        zh: manifest.title.zh.clone(),
        en: manifest.title.en.clone(),
        own: it.own,
        roles: manifest.roles.clone(),
        papers: manifest
            .paper
            .iter()
            .map(|(name, it)| PaperRow {
                name: name.clone(),
                width: millimetres(&it.width),
                height: millimetres(&it.height),
                characters: it.chars,
                lines: it.lines,
                size: it.size.clone(),
                pitch: it.pitch.clone(),
            })
            .collect(),
        parameters: manifest
            .parameters
            .iter()
            .map(|(name, it)| ParameterRow {
                name: name.clone(),
                kind: kind(it.kind).1,
                values: it.values.clone(),
                default: it.default.clone(),
                zh: it.zh.clone(),
                en: it.en.clone(),
            })
            .collect(),
        words: manifest.words.clone(),
    }
}

/// Returns words with blanks behind them, so that a column ends where the widest does.
fn padded(words: &str, width: usize) -> String {
    format!("{words}{}", " ".repeat(width.saturating_sub(words.width())))
}

fn list(layouts: &[&Offered], language: Language) -> String {
    let mut out = String::new();
    let width = layouts.iter().map(|it| it.manifest.name.width()).max().unwrap_or(0);
    for it in layouts {
        let title = &it.manifest.title;
        let (words, own) = match language {
            Language::Zh => (&title.zh, "（项目自己的）"),
            Language::En => (&title.en, " (the project's own)"),
        };
        let own = if it.own { own } else { "" };
        let _ = writeln!(out, "\x1b[1m{}\x1b[0m  {words}{own}", padded(&it.manifest.name, width));
    }
    out.push_str(match language {
        Language::Zh => "\n用 diben layouts 名字 看纸张、参数和字体；题头里写 layout: 名字，或 layout: {name: 名字, 参数: 值}。\n",
        Language::En => "\n`diben layouts NAME` shows paper, parameters and faces; in the front matter write layout: NAME, or layout: {name: NAME, parameter: value}.\n",
    });
    out
}

/// Returns what a person needs to know of a layout.
fn manual(layout: &Offered, fonts: &Fonts, language: Language) -> String {
    let manifest = &layout.manifest;
    let zh = language == Language::Zh;
    let words = if zh { &manifest.title.zh } else { &manifest.title.en };
    let mut out = format!("\x1b[1m{}\x1b[0m  {words}\n", manifest.name);
    let heading = |out: &mut String, zh_words: &str, en_words: &str| {
        let _ = writeln!(out, "\n{}", if zh { zh_words } else { en_words });
    };
    heading(&mut out, "纸张和版心", "Paper and type area");
    let width = manifest.paper.keys().map(|it| it.width()).max().unwrap_or(0);
    for (name, paper) in &manifest.paper {
        let millimetres = |it: &str| (Paper::points(it) * 25.4 / 72.0 * 10.0).round() / 10.0;
        let (w, h) = (millimetres(&paper.width), millimetres(&paper.height));
        let (chars, lines, size, pitch) = (paper.chars, paper.lines, &paper.size, &paper.pitch);
        let _ = match zh {
            true => writeln!(
                out,
                "  {}  {w} × {h} mm，{chars} 字 × {lines} 行，字 {size}，行距 {pitch}",
                padded(name, width)
            ),
            false => writeln!(
                out,
                "  {}  {w} × {h} mm, {chars} characters × {lines} lines, size {size}, pitch {pitch}",
                padded(name, width)
            ),
        };
    }
    if !manifest.parameters.is_empty() {
        heading(&mut out, "参数", "Parameters");
        let width = manifest.parameters.keys().map(|it| it.width()).max().unwrap_or(0);
        for (name, it) in &manifest.parameters {
            let _ = writeln!(out, "  \x1b[1m{}\x1b[0m  {}", padded(name, width), described(it, language));
            let _ = writeln!(out, "  {}  {}", " ".repeat(width), if zh { &it.zh } else { &it.en });
        }
    }
    heading(&mut out, "字体", "Faces");
    let roles: Vec<_> = manifest.roles.iter().filter_map(|it| fonts.role(it)).collect();
    let name = |it: &crate::publish::fonts::Role| format!("{} {}", it.name, it.zh);
    let width = roles.iter().map(|it| name(it).width()).max().unwrap_or(0);
    for role in roles {
        let _ = writeln!(out, "  {}  {}", padded(&name(role), width), serves(role, fonts, language));
    }
    if !manifest.words.is_empty() {
        heading(&mut out, "版式自己印的字", "Words that the layout prints");
        let list: Vec<&str> = manifest.words.values().map(String::as_str).collect();
        let _ = writeln!(out, "  {}", list.join(if zh { "、" } else { ", " }));
    }
    out
}

/// Returns what a parameter may be and what it is where nothing is said.
fn described(it: &Parameter, language: Language) -> String {
    let (word_zh, word_en) = kind(it.kind);
    let range = match it.kind {
        Kind::Choice => it.values.join(" | "),
        Kind::Integer => format!("{}–{}", it.min.unwrap_or(0), it.max.unwrap_or(i64::from(u16::MAX))),
        Kind::Boolean | Kind::Length | Kind::Text | Kind::Texts => String::new(),
    };
    let given = &it.default;
    let has = !given.is_empty();
    let range = if range.is_empty() { range } else { format!(" {range}") };
    match language {
        Language::Zh if has => format!("{word_zh}{range}，默认 {given}"),
        Language::Zh => format!("{word_zh}{range}"),
        Language::En if has => format!("{word_en}{range}, default {given}"),
        Language::En => format!("{word_en}{range}"),
    }
}
