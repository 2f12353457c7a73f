//! `diben.toml`: what holds for all documents of a project. A key that nobody reads is an error, never a silence.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::checks;
use super::source::{read_text, shown};
use super::works::{self, WorkFiles};
use crate::check::{Policy, nearest};
use crate::error::toml::told;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::say;
use crate::text::{FileId, Source, Span};

/// The name of the file.
pub const FILE: &str = "diben.toml";

/// The keys of the file.
const KEYS: &[&str] = &["layout", "check", "work"];

/// What `diben.toml` says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The layout of documents that name none.
    pub layout: Option<String>,
    /// The layout's parameters, which the layout judges: `paper = "A5"`.
    pub layout_parameters: BTreeMap<String, Vec<String>>,
    /// What the project makes of the rules, for a draft.
    pub policy: Policy,
    /// The works of many files.
    pub works: Vec<WorkFiles>,
}

/// Returns the settings in a file.
pub fn read(path: &Path) -> Result<Settings> {
    // An empty file marks the project's folder and sets nothing.
    if std::fs::read(path).is_ok_and(|it| it.trim_ascii().is_empty()) {
        return Ok(Settings::default());
    }
    parse(&Source::new(shown(path), read_text(path)?))
}

/// The text of the settings: where its values stand, and what is said of those that are wrong.
pub struct Toml<'a> {
    source: &'a Source,
    /// The bytes of the mark before the text.
    offset: usize,
}

impl Toml<'_> {
    /// Returns the bytes of a value.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(FileId::default(), range.start + self.offset..range.end + self.offset)
    }

    /// Returns a place as messages show it: `diben.toml:2:1`.
    pub fn place(&self, byte: usize) -> String {
        let place = self.source.place(byte + self.offset);
        format!("{}:{}:{}", self.source.name(), place.line, place.column)
    }

    /// Returns the place where a span begins.
    pub fn place_of(&self, span: Span) -> String {
        self.place(span.start as usize - self.offset)
    }

    /// Returns the error for a key that nobody reads, with the nearest of those that are known.
    pub fn unknown(&self, key: &Spanned<Cow<str>>, known: &[&str]) -> Error {
        let (place, name): (_, &str) = (self.place(key.span().start), key.get_ref());
        let error = Error::new(say!(zh: "{place} 有不认识的键 {name}", en: "{place}: unknown key `{name}`"));
        match nearest(name, known.iter().copied()) {
            Some(near) => error.hint(say!(zh: "是不是 {near}？", en: "did you mean `{near}`?")),
            None => {
                let known = known.join("、");
                error.hint(say!(zh: "这里认识的键：{known}。", en: "the keys known here: {known}."))
            }
        }
    }
}

fn parse(source: &Source) -> Result<Settings> {
    let text = source.text().trim_start_matches('\u{FEFF}');
    let toml = Toml { source, offset: source.text().len() - text.len() };
    let table = DeTable::parse(text).map_err(|error| {
        let place = toml.place(error.span().map_or(0, |it| it.start));
        let Message { zh, en } = told(error.message().trim());
        Error::new(say!(zh: "{place} 读不通：{zh}", en: "{place}: can't be read: {en}"))
            .hint(say!(zh: "这是 TOML 文件：每行写 键 = \"值\"，组名写在方括号里。", en: "it is a TOML file: write key = \"value\" on each line, and group names in brackets."))
    })?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        let place = toml.place(key.span().start);
        match (name, value.get_ref()) {
            ("layout", DeValue::String(layout)) => settings.layout = Some(layout.to_string()),
            ("layout", DeValue::Table(options)) => {
                for (key, value) in options {
                    let (name, values) = (key.get_ref().to_string(), scalars(value.get_ref()));
                    match values.as_deref() {
                        Some([value]) if name == "name" => settings.layout = Some(value.clone()),
                        Some(values) if name != "name" => {
                            settings.layout_parameters.insert(name, values.to_vec());
                        }
                        _ => {
                            return Err(Error::new(
                                say!(zh: "{place} 的 layout.{name} 应当是一个值", en: "{place}: layout.{name} should be one value"),
                            ));
                        }
                    }
                }
            }
            ("layout", _) => {
                return Err(Error::new(
                    say!(zh: "{place} 的 layout 应当是版式名，或 [layout] 一组", en: "{place}: layout should be a layout's name, or a group [layout]"),
                ));
            }
            ("check", DeValue::Table(table)) => settings.policy = checks::policy(&toml, table)?,
            ("check", _) => {
                return Err(Error::new(
                    say!(zh: "{place} 的 check 应当是一组：[check.rules]、[[check.allow]]", en: "{place}: check should be groups: [check.rules], [[check.allow]]"),
                ));
            }
            ("work", _) => settings.works = works::parse(&toml, value)?,
            _ => return Err(toml.unknown(key, KEYS)),
        }
    }
    Ok(settings)
}

/// Returns a value, or a list of them, as text.
fn scalars(value: &DeValue) -> Option<Vec<String>> {
    match value {
        DeValue::Array(items) => items.iter().map(|it| scalar(it.get_ref())).collect(),
        _ => scalar(value).map(|it| vec![it]),
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
    use crate::check::Level;
    use crate::diagnostic::Severity;

    fn read(text: &str) -> std::result::Result<Settings, String> {
        parse(&Source::new("diben.toml", text))
            .map_err(|it| format!("{} {}", it.message.en, it.hint.map_or(String::new(), |it| it.en)))
    }

    #[test]
    fn a_layout_with_options() {
        let settings = read("\u{FEFF}[layout]\nname = \"law\"\npaper = \"A5\"\ncolumns = 2\n").expect("readable");
        assert_eq!(settings.layout.as_deref(), Some("law"));
        assert_eq!(settings.layout_parameters["paper"], ["A5"]);
        assert_eq!(settings.layout_parameters["columns"], ["2"]);
        assert_eq!(read("layout = 'law'").expect("readable").layout.as_deref(), Some("law"));
    }

    #[test]
    fn levels_of_rules() {
        let text = "[check.rules]\n\"numbering/gap\" = \"off\"\n\"numbering/*\" = \"info\"\n";
        let levels = read(text).expect("readable").policy.levels;
        assert_eq!(levels["numbering/gap"], Level::Off);
        assert_eq!(levels["numbering/order"], Level::On(Severity::Info));
        let wrong =
            |rule: &str, level: &str| read(&format!("[check.rules]\n\"{rule}\" = \"{level}\"\n")).expect_err("refused");
        assert_eq!(
            wrong("numbering/gpa", "off"),
            "diben.toml:2:1: there is no rule numbering/gpa did you mean numbering/gap?"
        );
        assert_eq!(
            wrong("numberin/*", "off"),
            "diben.toml:2:1: there is no family numberin/* did you mean numbering/*?"
        );
        assert_eq!(
            wrong("numbering/gap", "warn"),
            "diben.toml:2:19: the level of a rule can't be `warn` write error, warning, info or off."
        );
        // What the allowances themselves rest on keeps its weight.
        assert!(wrong("metadata/*", "off").starts_with("diben.toml:2:1: rules of metadata/* keep their level"));
        assert!(wrong("layout/missing-glyph", "off").contains("layout/missing-glyph has no level to set"));
        assert!(wrong("edition/*", "off").contains("edition/* has no level to set"));
        assert!(
            read("[check.rules]\n\"numbering/gap\" = 1\n")
                .expect_err("refused")
                .starts_with("diben.toml:2:19: the level of numbering/gap should be a word in quotes")
        );
        assert!(wrong("metadata/allowance", "off").contains("metadata/allowance keeps its level"));
        assert!(read("[check.ruels]\n").expect_err("refused").ends_with("did you mean `rules`?"));
    }

    #[test]
    fn allowances_of_a_project() {
        let entry = |text: &str| read(&format!("[[check.allow]]\n{text}"));
        let whole = "file = 'source/甲.md'\nrule = 'numbering/gap'\nplace = '第十三条'\nreason = '原件如此'\n";
        let allowances = entry(whole).expect("readable").policy.allowances;
        assert!(allowances[0].files.is_match("source/甲.md") && !allowances[0].files.is_match("source/乙/甲.md"));
        assert_eq!(allowances[0].allowance.place.as_ref().map(|it| it.text.as_str()), Some("第十三条"));
        for (from, to, said) in [
            ("reason = '原件如此'\n", "", "diben.toml:1:1: this allowance has no reason"),
            ("原件如此", " ", "diben.toml:5:10: reason says nothing"),
            (
                "numbering/gap",
                "numbering/gpa",
                "diben.toml:3:8: there is no rule numbering/gpa did you mean numbering/gap?",
            ),
            ("numbering/gap", "metadata/allowance", "diben.toml:3:8: metadata/allowance can't be allowed"),
            ("place =", "palce =", "diben.toml:4:1: unknown key `palce` did you mean `place`?"),
            ("source/甲.md", "source/[", "diben.toml:2:8: source/[ is no path and no pattern"),
            ("source/甲.md", "/source/甲.md", "diben.toml:2:8: /source/甲.md is no path and no pattern"),
            ("'第十三条'", "13", "diben.toml:4:9: place should be text"),
        ] {
            let said_of_it = entry(&whole.replace(from, to)).expect_err(said);
            assert!(said_of_it.starts_with(said), "{said_of_it}");
        }
        let twice = format!("{whole}\n[[check.allow]]\n{whole}");
        assert!(entry(&twice).expect_err("twice").starts_with("diben.toml:7:1: the same is allowed twice"));
    }

    #[test]
    fn a_key_that_nobody_reads_is_an_error() {
        assert_eq!(
            read("# 项目\nlayuot = 'law'\n"),
            Err("diben.toml:2:1: unknown key `layuot` did you mean `layout`?".into())
        );
        assert_eq!(
            read("[x]\n"),
            Err("diben.toml:1:2: unknown key `x` the keys known here: layout、check、work.".into())
        );
        assert!(read("layout = \n").is_err_and(|it| it.starts_with("diben.toml:1:")));
        assert!(read("layout = [1]\n").is_err());
        assert!(read("check = 1\n").is_err());
    }
}
