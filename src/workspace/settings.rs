//! `diben.toml`: what holds for all documents of a project. A key that nobody reads is an error, never a silence.

use std::collections::BTreeMap;
use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::source::{read_text, shown};
use crate::error::{Error, Result};
use crate::say;
use crate::text::Source;

/// The name of the file.
pub const FILE: &str = "diben.toml";

/// The keys of the file.
const KEYS: &[&str] = &["layout"];

/// What `diben.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The layout of documents that name none.
    pub layout: Option<String>,
    /// The layout's options, which the layout judges: `paper = "A5"`.
    pub layout_options: BTreeMap<String, String>,
}

/// Returns the settings in a file.
pub fn read(path: &Path) -> Result<Settings> {
    // An empty file marks the project's folder and sets nothing.
    if std::fs::metadata(path).is_ok_and(|it| it.len() == 0) {
        return Ok(Settings::default());
    }
    parse(&Source::new(shown(path), read_text(path)?))
}

fn parse(source: &Source) -> Result<Settings> {
    let text = source.text().trim_start_matches('\u{FEFF}');
    let offset = source.text().len() - text.len();
    let place = |byte: usize| {
        let place = source.place(byte + offset);
        format!("{}:{}:{}", source.name(), place.line, place.column)
    };
    let table = DeTable::parse(text).map_err(|error| {
        let (place, info) = (place(error.span().map_or(0, |it| it.start)), error.message().trim().to_owned());
        Error::new(say!(zh: "{place} 读不通：{info}", en: "{place}: can't be read: {info}"))
            .hint(say!(zh: "这是 TOML 文件：每行写 键 = \"值\"，组名写在方括号里。", en: "it is a TOML file: write key = \"value\" on each line, and group names in brackets."))
    })?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        let place = place(key.span().start);
        match (name, value.get_ref()) {
            ("layout", DeValue::String(layout)) => settings.layout = Some(layout.to_string()),
            ("layout", DeValue::Table(options)) => {
                for (key, value) in options {
                    let (name, value) = (key.get_ref().to_string(), scalar(value.get_ref()));
                    let Some(value) = value else {
                        return Err(Error::new(
                            say!(zh: "{place} 的 layout.{name} 应当只有一个值", en: "{place}: layout.{name} should be one value"),
                        ));
                    };
                    if name == "name" {
                        settings.layout = Some(value);
                    } else {
                        settings.layout_options.insert(name, value);
                    }
                }
            }
            ("layout", _) => {
                return Err(Error::new(
                    say!(zh: "{place} 的 layout 应当是版式名，或 [layout] 一组", en: "{place}: layout should be a layout's name, or a group [layout]"),
                ));
            }
            _ => return Err(unknown(&place, name)),
        }
    }
    Ok(settings)
}

fn unknown(place: &str, name: &str) -> Error {
    let near = KEYS
        .iter()
        .map(|key| (strsim::jaro_winkler(key, name), *key))
        .filter(|(score, _)| *score > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let known = KEYS.join("、");
    let error = Error::new(say!(zh: "{place} 有不认识的键 {name}", en: "{place}: unknown key `{name}`"));
    match near {
        Some((_, near)) => error.hint(say!(zh: "是不是 {near}？", en: "did you mean `{near}`?")),
        None => error.hint(say!(zh: "这里认识的键：{known}。", en: "the keys known here: {known}.")),
    }
}

/// Returns a single value as text.
fn scalar(value: &DeValue) -> Option<String> {
    match value {
        DeValue::String(it) => Some(it.to_string()),
        DeValue::Integer(it) => Some(it.to_string()),
        DeValue::Float(it) => Some(it.to_string()),
        DeValue::Boolean(it) => Some(it.to_string()),
        DeValue::Datetime(it) => Some(it.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> std::result::Result<Settings, String> {
        parse(&Source::new("diben.toml", text))
            .map_err(|it| format!("{} {}", it.message.en, it.hint.map_or(String::new(), |it| it.en)))
    }

    #[test]
    fn a_layout_with_options() {
        let settings = read("\u{FEFF}[layout]\nname = \"law\"\npaper = \"A5\"\ncolumns = 2\n").expect("readable");
        assert_eq!(settings.layout.as_deref(), Some("law"));
        assert_eq!(settings.layout_options["paper"], "A5");
        assert_eq!(settings.layout_options["columns"], "2");
        assert_eq!(read("layout = 'law'").expect("readable").layout.as_deref(), Some("law"));
    }

    #[test]
    fn a_key_that_nobody_reads_is_an_error() {
        assert_eq!(
            read("# 项目\nlayuot = 'law'\n"),
            Err("diben.toml:2:1: unknown key `layuot` did you mean `layout`?".into())
        );
        assert_eq!(read("[x]\n"), Err("diben.toml:1:2: unknown key `x` the keys known here: layout.".into()));
        assert!(read("layout = \n").is_err_and(|it| it.starts_with("diben.toml:1:")));
        assert!(read("layout = [1]\n").is_err());
    }
}
