//! `diben explain RULE`: the manual of a rule, in the language of the reader, set for a terminal.

use std::fmt::Write;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::rules::{ELSEWHERE, Elsewhere};
use super::{Context, Format, Outcome, help, rules, terminal};
use crate::check::{self, Rule, is_fixed, nearest};
use crate::diagnostic::Language;
use crate::error::{Error, Result};
use crate::say;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 规则，例如 numbering/gap；写 numbering 就列出这一类，不写就列出全部 / the rule, as numbering/gap; `numbering` lists that family, nothing lists all
    #[arg(value_name = "RULE", help_heading = help::ARGUMENTS)]
    rule: Option<String>,
}

/// The widest that running text is set: longer lines are hard to read.
const MEASURE: usize = 80;

/// Prints the manual of a rule, or the list of all.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let Some(id) = arguments.rule else { return rules::list(ctx) };
    if ctx.format != Format::Human {
        return Err(Error::new(say!(zh: "explain 是给人看的，没有别的形式", en: "explain is for people and has no other form"))
            .hint(say!(zh: "程序要用的，见 diben rules --format json。", en: "for programs there is `diben rules --format json`.")));
    }
    let width = terminal::width().min(MEASURE);
    let id = id.trim();
    if let Some(rule) = check::rule(id) {
        terminal::print(&manual(rule, ctx.language, width));
        return Ok(Outcome::Clean);
    }
    if let Some(it) = ELSEWHERE.iter().find(|it| it.id == id) {
        terminal::print(&note(it, ctx.language, width));
        return Ok(Outcome::Clean);
    }
    let family = id.trim_end_matches(['*', '/']);
    if check::rules().iter().any(|it| rules::in_family(it.id, family)) {
        return rules::list_family(ctx, family);
    }
    let ids = check::rules().iter().map(|it| it.id).chain(ELSEWHERE.iter().map(|it| it.id));
    let error = Error::new(say!(zh: "没有 {id} 这条规则", en: "there is no rule {id}"));
    Err(error.hint(match nearest(id, ids) {
        Some(near) => say!(zh: "是不是 {near}？", en: "did you mean {near}?"),
        None => say!(zh: "用 diben rules 看有哪些规则。", en: "see `diben rules` for the rules."),
    }))
}

fn manual(rule: &Rule, language: Language, width: usize) -> String {
    let parts = rule.parts();
    let (zh, en) = rule.weight();
    let mut out = String::new();
    let (weight, fault, why, bad, good) = match language {
        Language::Zh => (zh, parts.fault, &parts.why_zh, "这样写会报：", "这样写没有问题："),
        Language::En => (en, parts.fault_en, &parts.why_en, "Found:", "Not found:"),
    };
    let _ = writeln!(out, "\x1b[1m{}\x1b[0m  {weight}\n\n\x1b[1m{fault}\x1b[0m", rule.id);
    why.iter().for_each(|it| paragraph(&mut out, it, width));
    for it in &parts.examples {
        let (colour, words) = if it.good { ("\x1b[32m", good) } else { ("\x1b[31m", bad) };
        let _ = writeln!(out, "\n{colour}{words}\x1b[0m\n");
        for line in it.text.trim_end().lines() {
            let _ = writeln!(out, "{}", format!("    {}", terminal::printable(line)).trim_end());
        }
    }
    if !is_fixed(rule.id) {
        let id = rule.id;
        paragraph(
            &mut out,
            &match language {
                Language::Zh => format!(
                    "原文确实如此的，在题头的 `allow` 里写规则、位置和理由；整个项目都不查，在 `diben.toml` 的 `[check.rules]` 里写 `\"{id}\" = \"off\"`。"
                ),
                Language::En => format!(
                    "Where the text is right as it stands, `allow` in the front matter takes rule, place and reason; `\"{id}\" = \"off\"` under `[check.rules]` in `diben.toml` turns the rule off for a project."
                ),
            },
            width,
        );
    }
    out
}

fn note(it: &Elsewhere, language: Language, width: usize) -> String {
    let mut out = format!("\x1b[1m{}\x1b[0m\n", it.id);
    paragraph(
        &mut out,
        match language {
            Language::Zh => it.zh,
            Language::En => it.en,
        },
        width,
    );
    out
}

/// Writes a paragraph in lines of at most that many columns; words between backticks are coloured.
fn paragraph(out: &mut String, text: &str, width: usize) {
    out.push('\n');
    for line in lines(text, width) {
        let mut open = line.open;
        if open {
            out.push_str("\x1b[36m");
        }
        for (at, part) in line.text.split('`').enumerate() {
            if at > 0 {
                open = !open;
                out.push_str(if open { "\x1b[36m" } else { "\x1b[0m" });
            }
            out.push_str(part);
        }
        out.push_str(if open { "\x1b[0m\n" } else { "\n" });
    }
}

/// A line of a paragraph.
pub struct TextLine {
    /// Its words.
    pub text: String,
    /// Whether a word between backticks runs in from the line before.
    open: bool,
}

/// Breaks a paragraph: between Chinese characters anywhere but before a closing mark or behind an opening one, else at
/// blanks.
pub fn lines(text: &str, width: usize) -> Vec<TextLine> {
    let mut out: Vec<TextLine> = Vec::new();
    let (mut line, mut used, mut open, mut begun_open) = (String::new(), 0, false, false);
    for piece in pieces(text) {
        let wide: usize = piece.trim_end().replace('`', "").width();
        if used > 0 && used + wide > width {
            let text = std::mem::take(&mut line).trim_end().to_owned();
            out.push(TextLine { text, open: begun_open });
            (used, begun_open) = (0, open);
        }
        used += piece.replace('`', "").width();
        open ^= piece.matches('`').count() % 2 == 1;
        line.push_str(&piece);
    }
    out.push(TextLine { text: line.trim_end().to_owned(), open: begun_open });
    out
}

/// Returns the pieces of a text that no line may end within.
fn pieces(text: &str) -> Vec<String> {
    const NOT_FIRST: &str = "，。、；：？！”’）》〉】…—·%％,.;:?!)]";
    const NOT_LAST: &str = "“‘（《〈【([";
    let wide = |it: char| it.width() == Some(2);
    let mut out: Vec<String> = Vec::new();
    // The backtick that opens a word stays with it, the one that closes it with what stands before.
    let (mut last, mut inside, mut opened) = (' ', false, false);
    for it in text.chars() {
        let breaks = last == ' ' || (wide(it) || wide(last)) && !NOT_FIRST.contains(it) && !NOT_LAST.contains(last);
        let begins = match it {
            '`' => {
                inside = !inside;
                inside && (last == ' ' || wide(last) && !NOT_LAST.contains(last))
            }
            ' ' => false,
            _ => breaks && !opened,
        };
        match out.last_mut() {
            Some(piece) if !begins => piece.push(it),
            _ => out.push(it.to_string()),
        }
        opened = it == '`' && inside;
        if it != '`' {
            last = it;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_they_may() {
        let set = |text: &str, width| lines(text, width).into_iter().map(|it| it.text).collect::<Vec<_>>();
        assert_eq!(set("条号后缺空格，检索就会落空。", 12), ["条号后缺空", "格，检索就会", "落空。"]);
        assert_eq!(set("a range that runs", 8), ["a range", "that", "runs"]);
        assert_eq!(set("", 8), [""]);
        assert_eq!(set("甲 `numbering/gap` 乙", 14), ["甲", "`numbering/gap`", "乙"]);
    }
}
