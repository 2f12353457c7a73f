//! `[check]` in `diben.toml`: the level of each rule, and what is allowed in which files. What is wrong here is refused
//! with its place: a setting that nobody reads would be worse than none.

use std::borrow::Cow;

use globset::GlobBuilder;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::settings::Toml;
use crate::check::{FileAllowance, Level, Policy, Rule, is_fixed, nearest, nearest_rule, rule, rules};
use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::model::{Allowance, Entry};
use crate::say;

const KEYS: &[&str] = &["rules", "allow"];

const ENTRY: &[&str] = &["file", "rule", "place", "reason"];

/// The families of what is found outside of the checks.
const ELSEWHERE: &[&str] = &["layout", "edition"];

/// The family whose rules are about the front matter and the allowances.
const FIXED: &str = "metadata";

type Key<'a> = Spanned<Cow<'a, str>>;

/// Returns what a project makes of the rules.
pub fn policy(toml: &Toml, table: &DeTable) -> Result<Policy> {
    let mut policy = Policy::default();
    for (key, value) in table {
        let name: &str = key.get_ref();
        let place = toml.place(key.span().start);
        match (name, value.get_ref()) {
            ("rules", DeValue::Table(table)) => levels(toml, table, &mut policy)?,
            ("rules", _) => {
                return Err(Error::new(say!(zh: "{place} 的 rules 应当是一组：[check.rules]", en: "{place}: rules should be a group: [check.rules]"))
                    .hint(say!(zh: "每行写 \"规则\" = \"级别\"。", en: "write \"rule\" = \"level\" on each line.")));
            }
            ("allow", DeValue::Array(entries)) => {
                for entry in entries {
                    let allowance = allowance(toml, entry)?;
                    refuse_twice(toml, &policy, &allowance)?;
                    policy.allowances.push(allowance);
                }
            }
            ("allow", _) => {
                return Err(Error::new(
                    say!(zh: "{place} 的 allow 应当是一列条目", en: "{place}: allow should be a list of entries"),
                )
                .hint(say!(zh: "每个条目用 [[check.allow]] 开头。", en: "open each entry with [[check.allow]].")));
            }
            _ => return Err(toml.unknown(key, KEYS)),
        }
    }
    Ok(policy)
}

/// A level for a rule goes before one for its family, wherever they stand. A rule that is off by itself is switched on by
/// its own name alone.
fn levels(toml: &Toml, table: &DeTable, policy: &mut Policy) -> Result<()> {
    let mut families = Vec::new();
    for (key, value) in table {
        let name: &str = key.get_ref();
        let place = toml.place(key.span().start);
        if ELSEWHERE.iter().any(|it| in_family(name, it)) {
            return Err(Error::new(say!(zh: "{place} 的 {name} 不能设级别", en: "{place}: {name} has no level to set"))
                .hint(say!(zh: "layout/、edition/ 的问题由 build 和 verify 找出，级别是固定的；删去这一行。", en: "what build and verify find (layout/, edition/) keeps its level: take the line out.")));
        }
        if let Some(family) = name.strip_suffix("/*") {
            if !rules().iter().any(|it| in_family(it.id, family)) {
                return Err(no_family(&place, name));
            }
            if family == FIXED {
                return Err(Error::new(say!(zh: "{place} 不能改 {name} 的级别", en: "{place}: rules of {name} keep their level"))
                    .hint(say!(zh: "删去这一行：这些规则看的是题头和例外本身。", en: "take the line out: they are about the front matter and the allowances themselves.")));
            }
            families.push((family.to_owned(), level(toml, name, value)?));
            continue;
        }
        if is_fixed(name) {
            return Err(Error::new(say!(zh: "{place} 不能改 {name} 的级别", en: "{place}: {name} keeps its level"))
                .hint(say!(zh: "删去这一行：这条规则看的是题头和例外本身。", en: "take the line out: the rule is about the front matter and the allowances themselves.")));
        }
        let known = rule(name).ok_or_else(|| no_rule(&place, name))?;
        policy.levels.insert(known.id.to_owned(), level(toml, name, value)?);
    }
    for (family, level) in families {
        let meant = |it: &&Rule| in_family(it.id, &family) && !is_fixed(it.id) && it.level != Level::Off;
        for rule in rules().iter().filter(meant) {
            policy.levels.entry(rule.id.to_owned()).or_insert(level);
        }
    }
    Ok(())
}

fn in_family(id: &str, family: &str) -> bool {
    id.split_once('/').is_some_and(|(it, _)| it == family)
}

fn level(toml: &Toml, rule: &str, value: &Spanned<DeValue>) -> Result<Level> {
    let DeValue::String(name) = value.get_ref() else {
        let place = toml.place(value.span().start);
        return Err(Error::new(say!(zh: "{place}：{rule} 的级别应当是写在引号里的一个词", en: "{place}: the level of {rule} should be a word in quotes"))
            .hint(say!(zh: "写 error（错误）、warning（提醒）、info（说明）或 off（不查）。", en: "write error, warning, info or off.")));
    };
    Ok(match name.as_ref() {
        "off" => Level::Off,
        "info" => Level::On(Severity::Info),
        "warning" => Level::On(Severity::Warning),
        "error" => Level::On(Severity::Error),
        _ => {
            let place = toml.place(value.span().start);
            return Err(Error::new(say!(zh: "{place} 的级别不能是 {name}", en: "{place}: the level of a rule can't be `{name}`"))
                .hint(say!(zh: "写 error（错误）、warning（提醒）、info（说明）或 off（不查）。", en: "write error, warning, info or off.")));
        }
    })
}

fn no_rule(place: &str, name: &str) -> Error {
    let error = Error::new(say!(zh: "{place} 没有 {name} 这条规则", en: "{place}: there is no rule {name}"));
    error.hint(match nearest_rule(name) {
        Some(near) => say!(zh: "是不是 {near}？", en: "did you mean {near}?"),
        None => say!(zh: "用 diben rules 看有哪些规则。", en: "see `diben rules` for the rules."),
    })
}

fn no_family(place: &str, name: &str) -> Error {
    let error = Error::new(say!(zh: "{place} 没有 {name} 这一类规则", en: "{place}: there is no family {name}"));
    let families = rules().iter().filter_map(|it| it.id.split_once('/').map(|(family, _)| family));
    error.hint(match nearest(name.trim_end_matches("/*"), families) {
        Some(near) => say!(zh: "是不是 {near}/*？", en: "did you mean {near}/*?"),
        None => say!(zh: "用 diben rules 看有哪些规则。", en: "see `diben rules` for the rules."),
    })
}

fn allowance(toml: &Toml, value: &Spanned<DeValue>) -> Result<FileAllowance> {
    let whole = toml.place(value.span().start);
    let DeValue::Table(table) = value.get_ref() else {
        return Err(Error::new(
            say!(zh: "{whole} 的条目应当是一组键和值", en: "{whole}: an entry should be keys with values"),
        )
        .hint(say!(zh: "每个条目用 [[check.allow]] 开头。", en: "open each entry with [[check.allow]].")));
    };
    if let Some((key, _)) = table.iter().find(|(key, _)| !ENTRY.contains(&key.get_ref().as_ref())) {
        return Err(toml.unknown(key, ENTRY));
    }
    let entry = |name: &str| {
        let found: Option<(&Key, &Spanned<DeValue>)> = table.iter().find(|(key, _)| key.get_ref() == name);
        let Some((_, value)) = found else {
            return Err(Error::new(
                say!(zh: "{whole} 的例外没有写 {name}", en: "{whole}: this allowance has no {name}"),
            )
            .hint(say!(zh: "例外要写明 file、rule、place 和 reason。", en: "an allowance names file, rule, place and reason.")));
        };
        let place = toml.place(value.span().start);
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                Err(Error::new(say!(zh: "{place} 的 {name} 是空的", en: "{place}: {name} says nothing")))
            }
            DeValue::String(text) => Ok(Entry { text: text.trim().to_owned(), span: toml.span(value.span()) }),
            _ => Err(Error::new(say!(zh: "{place} 的 {name} 应当是一段文字", en: "{place}: {name} should be text"))),
        }
    };
    let (file, rule, at, reason) = (entry("file")?, entry("rule")?, entry("place")?, entry("reason")?);
    let name = &rule.text;
    if is_fixed(name) {
        let place = toml.place_of(rule.span);
        return Err(Error::new(say!(zh: "{place} 的 {name} 不能写成例外", en: "{place}: {name} can't be allowed"))
            .hint(say!(zh: "这条规则看的是题头、例外本身或者成品，请照它说的改正。", en: "it is about the front matter, the allowances themselves or finished editions: mend what it finds.")));
    }
    if crate::check::rule(name).is_none() {
        return Err(no_rule(&toml.place_of(rule.span), name));
    }
    let pattern = &file.text;
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    let files = match glob {
        Ok(glob) if !pattern.starts_with(['/', '\\']) => glob.compile_matcher(),
        _ => {
            let place = toml.place_of(file.span);
            return Err(Error::new(say!(zh: "{place} 的 {pattern} 不是路径，也不是通配式", en: "{place}: {pattern} is no path and no pattern"))
                .hint(say!(zh: "从项目文件夹写起，例如 source/民法典.md 或 source/**/*.md。", en: "write it from the project's folder, as source/code.md or source/**/*.md.")));
        }
    };
    let span = toml.span(value.span());
    Ok(FileAllowance { files, allowance: Allowance { span, rule: Some(rule), place: Some(at), reason: Some(reason) } })
}

fn refuse_twice(toml: &Toml, policy: &Policy, new: &FileAllowance) -> Result<()> {
    let text = |it: &Option<Entry>| it.as_ref().map(|it| it.text.clone());
    let said = |it: &FileAllowance| (it.files.glob().clone(), text(&it.allowance.rule), text(&it.allowance.place));
    if policy.allowances.iter().any(|it| said(it) == said(new)) {
        let place = toml.place_of(new.allowance.span);
        return Err(Error::new(say!(zh: "{place} 的例外写了两次", en: "{place}: the same is allowed twice"))
            .hint(say!(zh: "两条留一条。", en: "keep one of them.")));
    }
    Ok(())
}
