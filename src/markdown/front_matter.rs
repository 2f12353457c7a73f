//! The front matter: a YAML block between two `---` at the first byte of a file. It says what the work is and prints
//! nothing by itself.

use saphyr::{MarkedYaml, YamlData, YamlLoader};
use saphyr_parser::Parser;

use crate::diagnostic::Diagnostic;
use crate::markdown::counting::counting;
use crate::markdown::keys::slips;
use crate::message::Message;
use crate::model::{Allowance, Entry, LayoutChoice, Metadata};
use crate::say;
use crate::text::{FileId, Span};

/// The rule that every fault of the front matter comes under.
pub const RULE: &str = "metadata/front-matter";

/// Returns the end of the front matter that begins at `start`, its closing line included, and the bytes between the
/// fences; or nothing where there is none.
pub fn extent(text: &str, start: usize) -> Option<(usize, std::ops::Range<usize>)> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" || !first.ends_with('\n') {
        return None;
    }
    let inner = start + first.len();
    let mut at = inner;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((at + line.len(), inner..at));
        }
        at += line.len();
    }
    None
}

/// Returns whether a text opens a front matter that it never closes.
pub fn is_open(text: &str, start: usize) -> bool {
    text[start..].lines().next().is_some_and(|it| it.trim_end() == "---")
        && text[start..].lines().nth(1).is_some_and(|it| {
            it.split_once(':')
                .is_some_and(|(key, _)| !key.is_empty() && key.chars().all(|it| it.is_ascii_lowercase() || it == '-'))
        })
}

/// Returns what the bytes between the fences say, with a finding for each fault; what is faulty is left out.
pub fn parse(
    file: FileId,
    text: &str,
    whole: std::ops::Range<usize>,
    inner: std::ops::Range<usize>,
    findings: &mut Vec<Diagnostic>,
) -> Metadata {
    let mut metadata = Metadata { span: Some(Span::new(file, whole)), ..Metadata::default() };
    let yaml = &text[inner.clone()];
    let places = yaml.char_indices().map(|(at, _)| at).collect();
    let mut reader = Reader { file, yaml, places, offset: inner.start, findings };
    let mut loader = YamlLoader::<MarkedYaml>::default();
    loader.early_parse(false);
    if let Err(error) = Parser::new_from_str(yaml).load(&mut loader, true) {
        let Message { zh, en } = super::yaml_fault::told(error.info());
        let span = reader.point(error.marker().index());
        reader.findings.push(
            Diagnostic::error(RULE, span, say!(zh: "题头（front matter）读不通：{zh}", en: "the front matter can't be read: {en}"))
                .hint(say!(zh: "每行写“键: 值”；值里有冒号加空格或以特殊符号开头时，用引号括起。题头的其余内容在改正前不起作用。", en: "write `key: value` on each line; quote a value that holds a colon and a blank or opens with a sign. Until then none of the front matter is used.")),
        );
        return metadata;
    }
    slips(file, yaml, inner.start, reader.findings);
    let documents = loader.into_documents();
    let Some(root) = documents.first() else { return metadata };
    let YamlData::Mapping(map) = &root.data else {
        if !matches!(&root.data, YamlData::Representation(it, _, _) if it.trim().is_empty() || it == "~") {
            let span = reader.span(root);
            reader.findings.push(Diagnostic::error(RULE, span, say!(zh: "题头（front matter）应当是“键: 值”的行", en: "the front matter should be lines of `key: value`")));
        }
        return metadata;
    };
    for (key, value) in map {
        let Some(name) = scalar(key) else { continue };
        match name {
            "title" => metadata.title = reader.one(name, value),
            "subtitle" => metadata.subtitle = reader.one(name, value),
            "author" => metadata.authors = reader.many(name, value),
            "date" => metadata.date = reader.date(value),
            "lang" => metadata.lang = reader.one(name, value),
            "publisher" => metadata.publisher = reader.one(name, value),
            "identifier" => metadata.identifiers = reader.many(name, value),
            "rights" => metadata.rights = reader.one(name, value),
            "description" => metadata.description = reader.one(name, value),
            "subject" => metadata.subjects = reader.many(name, value),
            "adopted-by" => metadata.adopted_by = reader.one(name, value),
            "place" => metadata.place = reader.one(name, value),
            "cover-image" => metadata.cover_image = reader.one(name, value),
            "layout" => metadata.layout = reader.layout(value),
            "numbering" => metadata.numbering = counting(&reader.pairs(name, value), reader.findings),
            "allow" => metadata.allow = reader.allowances(value),
            // Other tools' keys are left alone.
            _ => {}
        }
    }
    metadata
}

fn scalar<'a>(node: &'a MarkedYaml) -> Option<&'a str> {
    match &node.data {
        YamlData::Representation(text, _, _) => Some(text),
        YamlData::Tagged(_, inner) => scalar(inner),
        _ => None,
    }
}

struct Reader<'a> {
    file: FileId,
    yaml: &'a str,
    /// The byte of each character: the parser counts characters.
    places: Vec<usize>,
    offset: usize,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn byte(&self, index: usize) -> usize {
        self.offset + self.places.get(index).copied().unwrap_or(self.yaml.len())
    }

    fn point(&self, index: usize) -> Span {
        let at = self.byte(index).min(self.offset + self.yaml.trim_end().len());
        let width = self.yaml[at - self.offset..].chars().next().map_or(0, char::len_utf8);
        Span::new(self.file, at..at + width)
    }

    fn span(&self, node: &MarkedYaml) -> Span {
        let (start, end) = (self.byte(node.span.start.index()), self.byte(node.span.end.index()));
        Span::new(self.file, start..end.max(start))
    }

    fn one(&mut self, key: &str, node: &MarkedYaml) -> Option<Entry> {
        let span = self.span(node);
        match scalar(node) {
            Some(text) if text.is_empty() || text == "~" || text == "null" => None,
            Some(text) => Some(Entry { text: text.to_owned(), span }),
            None => {
                self.findings.push(Diagnostic::error(
                    RULE,
                    span,
                    say!(zh: "题头的 {key} 应当只有一个值", en: "`{key}` in the front matter should be one value"),
                ));
                None
            }
        }
    }

    /// One value or a list. An author may be written as Quarto does: `- name: …`.
    fn many(&mut self, key: &str, node: &MarkedYaml) -> Vec<Entry> {
        let YamlData::Sequence(items) = &node.data else {
            return self.one(key, node).into_iter().collect();
        };
        items
            .iter()
            .filter_map(|it| match &it.data {
                YamlData::Mapping(map) => {
                    map.iter().find(|(key, _)| scalar(key) == Some("name")).and_then(|(_, value)| self.one(key, value))
                }
                _ => self.one(key, it),
            })
            .collect()
    }

    /// A date as ISO 8601 writes it: `2015-05-28`, `2015-05` or `2015`.
    fn date(&mut self, node: &MarkedYaml) -> Option<Entry> {
        let entry = self.one("date", node)?;
        if is_date(&entry.text) {
            return Some(entry);
        }
        let date = &entry.text;
        let message = match has_shape_of_date(date) {
            true => {
                say!(zh: "题头的日期“{date}”：日历上没有这一天", en: "the calendar has no day `{date}`, which the front matter gives")
            }
            false => {
                say!(zh: "题头的日期“{date}”不是日期的写法", en: "`{date}` in the front matter is not written as a date")
            }
        };
        self.findings.push(
            Diagnostic::error("text/impossible-date", entry.span, message)
                .hint(say!(zh: "写成 年-月-日，如 2015-05-28，日子要日历上有；只知年月或年份时写 2015-05 或 2015。", en: "write year-month-day, such as 2015-05-28, a day that the calendar has; or 2015-05 or 2015 where no more is known.")),
        );
        None
    }

    /// The keys and values of a mapping; none, with a finding, where it is something else.
    fn pairs(&mut self, key: &str, node: &MarkedYaml) -> Vec<(Entry, Entry)> {
        let YamlData::Mapping(map) = &node.data else {
            let span = self.span(node);
            self.findings.push(
                Diagnostic::error(
                    RULE,
                    span,
                    say!(zh: "题头的 {key} 应当是“键: 值”", en: "`{key}` in the front matter should hold `key: value`"),
                )
                .hint(say!(zh: "例如 {key}: {{章: 连续}}。", en: "such as `{key}: {{chapter: continuous}}`.")),
            );
            return Vec::new();
        };
        let pairs = map.iter().filter_map(|(name, value)| {
            let entry = Entry { text: scalar(name)?.to_owned(), span: self.span(name) };
            let value = self.one(&entry.text, value)?;
            Some((entry, value))
        });
        pairs.collect()
    }

    fn layout(&mut self, node: &MarkedYaml) -> Option<LayoutChoice> {
        match &node.data {
            YamlData::Mapping(map) => {
                let mut choice = LayoutChoice { name: None, parameters: Default::default() };
                for (key, value) in map {
                    let Some(name) = scalar(key) else { continue };
                    let span = self.span(key);
                    if name == "name" {
                        choice.name = self.one(name, value);
                        continue;
                    }
                    let entries = self.many(name, value);
                    if !entries.is_empty() {
                        choice.parameters.insert(name.to_owned(), (span, entries));
                    }
                }
                Some(choice)
            }
            _ => self.one("layout", node).map(|name| LayoutChoice { name: Some(name), parameters: Default::default() }),
        }
    }
}

/// The keys of an allowance.
const ALLOWANCE: &[&str] = &["rule", "place", "reason"];

impl Reader<'_> {
    /// A list of entries; one entry alone may stand without a dash.
    fn allowances(&mut self, node: &MarkedYaml) -> Vec<Allowance> {
        match &node.data {
            YamlData::Sequence(items) => items.iter().filter_map(|it| self.allowance(it)).collect(),
            YamlData::Representation(text, _, _) if text.is_empty() || text == "~" || text == "null" => Vec::new(),
            _ => self.allowance(node).into_iter().collect(),
        }
    }

    fn allowance(&mut self, node: &MarkedYaml) -> Option<Allowance> {
        let whole = self.span(node);
        // A block of YAML ends where the next one begins: the blanks between them are not of the entry.
        let text = self.yaml[whole.start as usize - self.offset..whole.end as usize - self.offset].trim_end();
        let start = whole.start as usize;
        let span = Span::new(self.file, start..start + text.len());
        let YamlData::Mapping(map) = &node.data else {
            self.findings.push(
                Diagnostic::error(RULE, span, say!(zh: "题头的 allow 应当是一列条目", en: "`allow` in the front matter should be a list of entries"))
                    .hint(say!(zh: "每个条目写三行：rule: 规则，place: 位置，reason: 理由。", en: "write three lines for each entry: rule, place and reason.")),
            );
            return None;
        };
        let mut out = Allowance { span, rule: None, place: None, reason: None };
        for (key, value) in map {
            let slot = match scalar(key) {
                Some("rule") => &mut out.rule,
                Some("place") => &mut out.place,
                Some("reason") => &mut out.reason,
                other => {
                    let (name, span) = (other.unwrap_or_default().to_owned(), self.span(key));
                    let (zh, en) = (ALLOWANCE.join("、"), ALLOWANCE.join(", "));
                    self.findings.push(
                        Diagnostic::error(
                            RULE,
                            span,
                            say!(zh: "allow 的条目里没有 {name} 这个键", en: "an entry of `allow` has no key `{name}`"),
                        )
                        .hint(say!(zh: "条目里只写这几个键：{zh}。", en: "the keys of an entry are {en}.")),
                    );
                    continue;
                }
            };
            *slot = self.one(scalar(key).unwrap_or_default(), value).filter(|it| !it.text.trim().is_empty());
        }
        Some(out)
    }
}

/// Returns whether a text is of the shape of 2015-05-28, be there such a day or not.
fn has_shape_of_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, it)| if matches!(at, 4 | 7) { it == b'-' } else { it.is_ascii_digit() })
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |it: &str, len: usize| it.len() == len && it.bytes().all(|it| it.is_ascii_digit());
    let value = |at: usize| parts.get(at).and_then(|it| it.parse::<u32>().ok()).unwrap_or(0);
    let year = value(0);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match value(1) {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match parts.len() {
        1 => digits(parts[0], 4),
        2 => digits(parts[0], 4) && digits(parts[1], 2) && (1..=12).contains(&value(1)),
        3 => {
            digits(parts[0], 4)
                && digits(parts[1], 2)
                && digits(parts[2], 2)
                && (1..=12).contains(&value(1))
                && (1..=days).contains(&value(2))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Metadata, Vec<Diagnostic>) {
        let mut findings = Vec::new();
        let (end, inner) = extent(text, 0).expect("the text has a front matter");
        (parse(FileId(0), text, 0..end, inner, &mut findings), findings)
    }

    #[test]
    fn values_keep_their_places() {
        let text = "---\ntitle: 重庆倡议\nauthor: [甲, {name: 乙}]\ndate: 2015-05-28\nlayout: {name: law, paper: A5}\nother: [1]\n---\n";
        let (metadata, findings) = read(text);
        assert_eq!(findings, []);
        assert_eq!(metadata.authors.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
        let title = metadata.title.expect("given");
        assert_eq!(&text[title.span.range()], "重庆倡议");
        assert_eq!(metadata.layout.expect("given").parameters["paper"].1[0].text, "A5");
    }

    #[test]
    fn allowances_have_a_place() {
        let text = "---\nallow:\n  - rule: numbering/gap\n    place: 第十三条\n    reason: 原件如此\n  - rule: text/usage\n    palce: 题名\ntitle: 甲\n---\n";
        let (metadata, findings) = read(text);
        let said = |it: &Option<Entry>| it.as_ref().map_or("-", |it| it.text.as_str()).to_owned();
        let all: Vec<_> = metadata
            .allow
            .iter()
            .map(|it| {
                format!("{} {} {} {:?}", said(&it.rule), said(&it.place), said(&it.reason), &text[it.span.range()])
            })
            .collect();
        assert_eq!(
            all,
            [
                "numbering/gap 第十三条 原件如此 \"rule: numbering/gap\\n    place: 第十三条\\n    reason: 原件如此\"",
                "text/usage - - \"rule: text/usage\\n    palce: 题名\""
            ]
        );
        assert_eq!(findings.iter().map(|it| &text[it.span.range()]).collect::<Vec<_>>(), ["palce"]);
        assert_eq!(read("---\nallow: 甲\n---\n").1.len(), 1);
        assert_eq!(
            read("---\nallow:\n---\n"),
            (Metadata { span: Some(Span::new(FileId(0), 0..15)), ..Metadata::default() }, vec![])
        );
    }

    #[test]
    fn faults_have_a_place() {
        let (_, findings) = read("---\ntitle: \"没有结束\ndate: 2015\n---\n");
        assert_eq!(findings.len(), 1);
        let (metadata, findings) = read("---\ndate: 2015-02-30\n---\n");
        assert_eq!((metadata.date, findings[0].rule), (None, "text/impossible-date"));
        assert!(is_date("2016-02-29") && !is_date("2015-02-29") && !is_date("2015-13") && !is_date("15"));
    }
}
