//! `diben rules`: the rules with their levels, each in one sentence.

use std::fmt::Write;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::explain::lines;
use super::rows::{no_such_form, print_rows};
use super::{Context, Format, Outcome, help, terminal};
use crate::check::{self, Rule};
use crate::diagnostic::Language;
use crate::error::Result;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {}

/// What is found outside of the checks, and has no level to set.
pub struct Elsewhere {
    /// The id of the findings.
    pub id: &'static str,
    /// What they say, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

/// What `build` and `verify` find.
pub const ELSEWHERE: &[Elsewhere] = &[
    Elsewhere {
        id: "layout/missing-glyph",
        zh: "做成品时发现：没有一种字体有这个字。换一个字，或者给项目的 fonts/ 加一种有它的字体。",
        en: "Found by build: no font has this character. Use another, or put a font that has it into the project's fonts/.",
    },
    Elsewhere {
        id: "layout/picture",
        zh: "做成品时发现：图找不到，或者不是能用的图。",
        en: "Found by build: a picture is not there or can't be used.",
    },
    Elsewhere {
        id: "layout/picture-resolution",
        zh: "做成品时发现：图按所排的大小付印不足 300 dpi。",
        en: "Found by build: at the size at which it is set a picture has less than the 300 dpi of print.",
    },
    Elsewhere {
        id: "layout/substitute-font",
        zh: "做成品时发现：版式要的字体没有，用别的代替了。加 --strict-fonts 就不做。",
        en: "Found by build: a face that the layout asks for is not at hand, and another stands in. --strict-fonts refuses that.",
    },
    Elsewhere {
        id: "layout/unknown",
        zh: "做成品时发现：没有这个版式，或者版式没有这个参数、参数写得不对。",
        en: "Found by build: there is no such layout, or the layout has no such parameter or value.",
    },
    Elsewhere {
        id: "edition/text",
        zh: "核对成品时发现：成品的文字与底本不一致。这样的成品不会写出。",
        en: "Found on proving an edition: its text is not that of the source. Such an edition is not written.",
    },
    Elsewhere {
        id: "edition/apparatus",
        zh: "核对成品时发现：附加的文字（书眉、页码、目录等）与底本推算的不一致。",
        en: "Found on proving an edition: what it adds (running heads, folios, contents) is not what the source gives.",
    },
    Elsewhere {
        id: "edition/pages",
        zh: "核对成品时发现：页码表与印本的分页不一致。",
        en: "Found on proving an edition: its page list is not that of the printed pages.",
    },
    Elsewhere {
        id: "edition/structure",
        zh: "核对成品时发现：标题、层次、编号名或者链接与底本不一致。",
        en: "Found on proving an edition: headings, levels, ids or links are not those of the source.",
    },
];

/// A rule as programs are told it.
#[derive(Serialize)]
struct Row {
    id: &'static str,
    level: &'static str,
    release: &'static str,
    /// In the language of the reader.
    summary: &'static str,
    summary_zh: &'static str,
    summary_en: &'static str,
}

/// Prints the list.
pub fn run(ctx: &Context, _: Arguments) -> Result<Outcome> {
    list(ctx)
}

/// Prints the list.
pub fn list(ctx: &Context) -> Result<Outcome> {
    let mut rules: Vec<&Rule> = check::rules().iter().collect();
    rules.sort_by_key(|it| it.id);
    match ctx.format {
        Format::Human => terminal::print(&table(&rules, ctx.language, terminal::columns())),
        Format::Json => {
            let rows: Vec<Row> = rules.iter().map(|it| row(it, ctx.language)).collect();
            print_rows(&rows);
        }
        _ => return Err(no_such_form("rules")),
    }
    Ok(Outcome::Clean)
}

/// Prints the rules of a family.
pub fn list_family(ctx: &Context, family: &str) -> Result<Outcome> {
    let mut rules: Vec<&Rule> = check::rules().iter().filter(|it| in_family(it.id, family)).collect();
    rules.sort_by_key(|it| it.id);
    let mut out = rows(&rules, ctx.language, terminal::columns());
    out.push('\n');
    out.push_str(manuals(ctx.language));
    terminal::print(&out);
    Ok(Outcome::Clean)
}

/// Returns whether a rule is one of a family.
pub fn in_family(id: &str, family: &str) -> bool {
    id.split_once('/').is_some_and(|(it, _)| it == family)
}

fn row(rule: &Rule, language: Language) -> Row {
    let word = |level: check::Level| match level.name().1 {
        "note" => "info",
        other => other,
    };
    Row {
        id: rule.id,
        level: word(rule.level),
        release: word(rule.release),
        summary: rule.summary(language),
        summary_zh: rule.summary(Language::Zh),
        summary_en: rule.summary(Language::En),
    }
}

/// The fewest columns that a sentence is set in beside the name of its rule; where there are fewer, it stands below.
const NARROW: usize = 36;

/// Returns rules: a line for each, or on a terminal of that many columns as many as its sentence takes.
fn rows(rules: &[&Rule], language: Language, columns: Option<usize>) -> String {
    let mut out = String::new();
    let level = |rule: &Rule| match language {
        Language::Zh => rule.weight().0,
        Language::En => rule.weight().1,
    };
    let width = |words: &dyn Fn(&Rule) -> usize| rules.iter().map(|it| words(it)).max().unwrap_or(0);
    let (ids, levels) = (width(&|it| it.id.len()), width(&|it| level(it).width()));
    for rule in rules {
        let level = level(rule);
        let gap = " ".repeat(levels - level.width());
        let _ = write!(out, "\x1b[1m{:ids$}\x1b[0m  {level}{gap}", rule.id);
        sentence(&mut out, rule.summary(language), ids + levels + 4, columns);
    }
    out
}

/// Returns the list of all, with what is found elsewhere.
fn table(rules: &[&Rule], language: Language, columns: Option<usize>) -> String {
    let mut out = rows(rules, language, columns);
    out.push('\n');
    out.push_str(match language {
        Language::Zh => "build、verify 另查：",
        Language::En => "build and verify also find: ",
    });
    let others: Vec<&str> = ELSEWHERE.iter().map(|it| it.id).collect();
    let _ = writeln!(out, "{}", others.join(if language == Language::Zh { "、" } else { ", " }));
    out.push_str(manuals(language));
    out
}

/// Writes the sentence of a rule behind the columns that its name and level take.
fn sentence(out: &mut String, text: &str, before: usize, columns: Option<usize>) {
    let Some(columns) = columns else {
        let _ = writeln!(out, "  {text}");
        return;
    };
    let below = columns < before + NARROW;
    let indent = if below { 4 } else { before };
    for (at, line) in lines(text, columns.saturating_sub(indent).max(NARROW / 2)).iter().enumerate() {
        match at == 0 && !below {
            true => _ = writeln!(out, "  {}", line.text),
            false if at == 0 => _ = writeln!(out, "\n{:indent$}{}", "", line.text),
            false => _ = writeln!(out, "{:indent$}{}", "", line.text),
        }
    }
}

/// Returns where the manuals are.
fn manuals(language: Language) -> &'static str {
    match language {
        Language::Zh => "用 diben explain 规则 看说明。\n",
        Language::En => "see `diben explain RULE` for each of them.\n",
    }
}
