//! The colophon of an EPUB: a fact a paragraph, each of them rebuilt from the front matter and from what the package
//! says for machines, so that the eye and the machine are told the same.

use crate::extract::EpubText;
use crate::verify::apparatus::close::chinese_date;
use crate::verify::expected::Expected;
use crate::verify::unit::letters;

/// What stands above it.
pub const HEADING: &str = "版本说明";

/// What a colophon may say, and whether it must.
fn facts(expected: &Expected, text: &EpubText) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = vec![(HEADING.to_owned(), true)];
    let mut add = |label: &str, words: &str, needed: bool| out.push((format!("{label}：{words}"), needed));
    add("题名", &expected.title, true);
    if let Some(subtitle) = &expected.subtitle {
        add("副题", subtitle, false);
    }
    // The digest has a line of its own.
    let names: Vec<&str> =
        text.identifiers.iter().map(String::as_str).filter(|it| !it.starts_with("urn:sha256:")).collect();
    add("标识", &names.join("、"), true);
    match text.modified.split('T').next().filter(|it| !it.is_empty() && !it.starts_with("1970-01-01")) {
        Some(day) => add("版次", &format!("EPUB 电子版，{}", chinese_date(day)), true),
        None => add("版次", "EPUB 电子版", true),
    }
    if let Some(pages) = &text.page_source {
        add("页码", &format!("同{pages}"), true);
    }
    if let Some(record) = &text.record {
        add("底本", &record.path, true);
        add("底本摘要", &format!("SHA-256 {}", record.sha256), true);
    }
    // Persons, publisher and rights: any of the facts of the front matter.
    for label in ["责任者", "出版者", "权利"] {
        for fact in &expected.facts {
            out.push((format!("{label}：{fact}"), false));
        }
    }
    out.push((format!("责任者：{}", expected.authors.join("、")), false));
    out
}

/// Returns the lines of a colophon that no fact explains, and the facts that it must say and does not.
pub fn wrong(expected: &Expected, text: &EpubText, lines: &[&str]) -> (Vec<String>, Vec<String>) {
    let key = |it: &str| -> String { letters(it).into_iter().collect() };
    let facts: Vec<(String, String, bool)> =
        facts(expected, text).into_iter().map(|(fact, needed)| (key(&fact), fact, needed)).collect();
    let said: Vec<String> = lines.iter().map(|it| key(it)).collect();
    let extra = lines.iter().zip(&said).filter(|(_, it)| !facts.iter().any(|(fact, _, _)| fact == *it));
    let missing = facts.iter().filter(|(fact, _, needed)| *needed && !said.contains(fact));
    (extra.map(|(line, _)| line.trim().to_owned()).collect(), missing.map(|(_, fact, _)| fact.clone()).collect())
}
