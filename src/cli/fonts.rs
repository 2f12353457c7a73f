//! `diben fonts`: the roles of faces, the families that may serve each, and the one that does here.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::rows::{no_such_form, print_rows};
use super::stock::own_fonts;
use super::{Context, Format, Outcome, help, terminal};
use crate::diagnostic::Language;
use crate::error::Result;
use crate::publish::fonts::{Fonts, Origin, Role};
use crate::workspace::Project;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 项目的文件夹；默认是当前的 / the project's folder; else the current one
    #[arg(value_name = "DIR", help_heading = help::ARGUMENTS)]
    folder: Option<PathBuf>,
    /// 也找系统字体 / look among the fonts of the system too
    #[arg(long)]
    system_fonts: bool,
}

/// A role as programs are told it.
#[derive(Serialize)]
struct Row<'a> {
    role: &'a str,
    zh: &'a str,
    families: &'a [String],
    found: Option<&'a str>,
    origin: Option<&'static str>,
    substitute: Option<&'a str>,
}

/// Prints the roles.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let project = Project::of_folder(&arguments.folder.unwrap_or_else(|| PathBuf::from(".")))?;
    let own = own_fonts(&project)?;
    let fonts = if arguments.system_fonts { Fonts::load_with_system(&own)? } else { Fonts::load(&own)? };
    match ctx.format {
        Format::Human => terminal::print(&table(&fonts, ctx.language)),
        Format::Json => {
            let rows: Vec<Row> = fonts.roles().map(row).collect();
            print_rows(&rows);
        }
        _ => return Err(no_such_form("fonts")),
    }
    Ok(Outcome::Clean)
}

fn row(role: &Role) -> Row<'_> {
    Row {
        role: &role.name,
        zh: &role.zh,
        families: &role.families,
        found: role.found.as_ref().map(|it| it.family.as_str()),
        origin: role.found.as_ref().map(|it| origin(it.origin).1),
        substitute: role.substitute.as_deref(),
    }
}

fn origin(it: Origin) -> (&'static str, &'static str) {
    match it {
        Origin::Own => ("项目", "project"),
        Origin::Bundled => ("随附", "bundled"),
        Origin::System => ("系统", "system"),
    }
}

/// Returns what serves a role: `Noto Serif SC（随附）`.
pub fn serves(role: &Role, fonts: &Fonts, language: Language) -> String {
    let Some(found) = &role.found else {
        return match language {
            Language::Zh => "没有".to_owned(),
            Language::En => "nothing".to_owned(),
        };
    };
    let (from_zh, from_en) = origin(found.origin);
    let family = &found.family;
    let stands_in = role.substitute.as_deref().and_then(|it| fonts.role(it));
    match (language, stands_in) {
        (Language::Zh, None) => format!("{family}（{from_zh}）"),
        (Language::En, None) => format!("{family} ({from_en})"),
        (Language::Zh, Some(other)) => format!("{family}（{from_zh}），以{}代替", other.zh),
        (Language::En, Some(other)) => format!("{family} ({from_en}), {} standing in", other.name),
    }
}

fn table(fonts: &Fonts, language: Language) -> String {
    let mut out = String::new();
    let name = |it: &Role| format!("{} {}", it.name, it.zh);
    let width = fonts.roles().map(|it| name(it).width()).max().unwrap_or(0);
    let mut wanting = BTreeSet::new();
    for role in fonts.roles() {
        let gap = " ".repeat(width - name(role).width());
        let _ = writeln!(out, "\x1b[1m{}\x1b[0m{gap}  {}", name(role), serves(role, fonts, language));
        if role.found.is_none() || role.substitute.is_some() {
            wanting.insert((role.zh.clone(), role.families.join(if language == Language::Zh { "、" } else { ", " })));
        }
    }
    for (zh, families) in wanting {
        let _ = match language {
            Language::Zh => writeln!(
                out,
                "\n{zh}找过：{families}。\n把其中一种放进项目的 fonts/；已装在系统里的，加 --system-fonts。"
            ),
            Language::En => writeln!(
                out,
                "\nlooked for {zh}: {families}.\nPut one of them into the project's fonts/; for one that the system has, give --system-fonts."
            ),
        };
    }
    out
}
