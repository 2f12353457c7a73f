//! What a cover says: facts of the work, each in the words in which it is printed, and the words for those who can't see
//! it.

use crate::model::{Document, Entry, Metadata};
use crate::publish::cover::lines;
use crate::publish::layout::{CoverDate, Layout};

/// What a cover says, each part cut into lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// What stands small above the title: the state, the maker, the place that a rule holds for.
    pub over: Option<&'a str>,
    /// The title without that.
    pub title: Vec<&'a str>,
    /// The subtitle.
    pub subtitle: Vec<String>,
    /// Who adopted or wrote the text.
    pub issuers: Vec<String>,
    /// The date as printed.
    pub date: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// The publisher.
    pub publisher: Vec<String>,
    /// All but the title as whole facts, in the order in which they are read.
    pub facts: Vec<String>,
}

/// The ems that a line of the foot holds: of the subtitle, of what stands below it.
const SUBTITLE: f64 = 17.3;
const FOOT: f64 = 24.8;

/// How many authors stand on lines of their own.
const LINES: usize = 3;

/// Returns what the cover of a document says in a layout.
pub fn said<'a>(document: &Document, title: &'a str, subtitle: Option<String>, layout: &Layout) -> Said<'a> {
    let metadata = &document.metadata;
    let (over, rest) = lines::parted(title);
    let issuers = issuers(metadata);
    let date = metadata.date.as_ref().map(|it| match layout.manifest.cover.date {
        CoverDate::Month => in_han(&it.text),
        CoverDate::Day => in_digits(&it.text),
    });
    let place = text(&metadata.place);
    let publisher = text(&metadata.publisher).filter(|it| !issuers.contains(it));
    let facts = subtitle.iter().cloned().chain((!issuers.is_empty()).then(|| issuers.join("、")));
    let facts = facts.chain(date.clone()).chain(place.clone()).chain(publisher.clone()).collect();
    let cut = |text: &str, room: f64| lines::within(text, room).into_iter().map(str::to_owned).collect::<Vec<_>>();
    let issuers = if issuers.len() > LINES { vec![issuers.join("、")] } else { issuers };
    Said {
        over,
        title: lines::title(rest),
        subtitle: subtitle.iter().flat_map(|it| cut(it, SUBTITLE)).collect(),
        issuers: issuers.iter().flat_map(|it| cut(it, FOOT)).collect(),
        date,
        place,
        publisher: publisher.iter().flat_map(|it| cut(it, FOOT)).collect(),
        facts,
    }
}

/// Returns the words that stand for a cover that says these facts.
pub fn words(title: &str, facts: &[&str]) -> String {
    let more = if facts.is_empty() { String::new() } else { format!("：{}", facts.join("；")) };
    format!("《{title}》封面{more}")
}

fn text(entry: &Option<Entry>) -> Option<String> {
    entry.as_ref().map(|it| it.text.trim().to_owned()).filter(|it| !it.is_empty())
}

fn issuers(metadata: &Metadata) -> Vec<String> {
    match text(&metadata.adopted_by) {
        Some(it) => vec![it],
        None => metadata.authors.iter().map(|it| it.text.trim().to_owned()).filter(|it| !it.is_empty()).collect(),
    }
}

/// Returns `2015-05-28` as a cover says it: 二〇一五年五月.
fn in_han(date: &str) -> String {
    let mut parts = date.split('-');
    let year: String = parts.next().unwrap_or_default().chars().map(digit).collect();
    let month = parts.next().and_then(|it| it.parse().ok()).map(|it| format!("{}月", crate::model::to_han(it)));
    format!("{year}年{}", month.unwrap_or_default())
}

fn digit(it: char) -> char {
    it.to_digit(10).and_then(|at| "〇一二三四五六七八九".chars().nth(at as usize)).unwrap_or(it)
}

/// Returns `2015-05-28` as official documents say it: 2015年5月28日.
fn in_digits(date: &str) -> String {
    date.split('-')
        .zip(["年", "月", "日"])
        .map(|(part, unit)| format!("{}{unit}", part.trim_start_matches('0')))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        assert_eq!(in_han("2015-05-28"), "二〇一五年五月");
        assert_eq!(in_han("2020-11"), "二〇二〇年十一月");
        assert_eq!(in_han("2020"), "二〇二〇年");
        assert_eq!(in_digits("2015-05-08"), "2015年5月8日");
    }
}
