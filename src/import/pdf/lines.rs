//! Rows as raw lines: the text of the file with a line end after each row and a form feed after each page, what each
//! row is, and where a word parted by a hyphen goes on.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::import::pdf::notes::Sign;
use crate::import::pdf::row::{BETWEEN, Row, WITHIN};
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::raw::{Cut, CutReason, Form, Hint, Line, Raw, Remark, Role};
use crate::import::repair::Sure;
use crate::message::Message;
use crate::say;

/// Returns the raw text of rows. `signs` stand in the order of rows; `body` is the size of the type of the text.
pub fn raw(rows: &[Row], signs: &[Sign], body: f32, pages: usize, told: &mut Vec<Told>) -> Raw {
    let mut raw = Raw::new(Form::Pdf, String::new());
    let matter = matter(told);
    let leading = leading(rows, body);
    let written = with_hyphens(rows);
    let mut page = 1;
    let mut at = 0;
    while at < rows.len() {
        // Tags may lead back to an earlier page, for a note; a page ends once.
        while page < rows[at].page {
            raw.text.push('\u{C}');
            page += 1;
        }
        let start = raw.text.len();
        let first = at;
        loop {
            let row = &rows[at];
            let mut from = raw.text.len();
            let mut cuts = Vec::new();
            if row.role == Role::TableRow {
                let (text, bars) = cells(row, from);
                raw.text.push_str(&text);
                cuts = bars;
                from += BETWEEN.len_utf8();
            } else {
                raw.text.push_str(row.text.trim_end());
            }
            let own = signs.partition_point(|it| it.row < at);
            let own = signs[own..].iter().take_while(|it| it.row == at);
            cuts.extend(own.map(|it| cut(it, from, row.text.trim_end())));
            cuts.sort_by_key(|it| it.range.start);
            raw.cuts.extend(cuts);
            let Some(next) = rows.get(at + 1).filter(|it| goes_on(row, it)) else { break };
            let Some(hyphen) = parted(row, next, &written) else { break };
            told.push(Told::row(
                ToldKind::Hyphen,
                row,
                say!(
                    zh: "行末连字符，两截合为一词", en: "a hyphen at the line's end: the two halves are one word"
                ),
            ));
            let end = raw.text.len();
            raw.text.push('\n');
            raw.cuts.push(Cut { range: end - hyphen..end + 1, reads: String::new(), why: CutReason::Hyphen });
            at += 1;
        }
        let above = rows[..first].iter().rfind(|it| it.role != Role::PageMatter);
        let gap = above.and_then(|it| gap(it, &rows[first])).map(|it| tenths(it / leading));
        let why = matter.get(&key(rows[first].page, rows[first].left, rows[first].y)).cloned();
        let hint = Hint {
            gap,
            matter: why.filter(|_| rows[first].role == Role::PageMatter),
            ..hint(&rows[first], &rows[at], body)
        };
        raw.lines.push(Line { range: start..raw.text.len(), hint });
        raw.text.push('\n');
        at += 1;
    }
    raw.text.extend(std::iter::repeat_n('\u{C}', (pages + 1).saturating_sub(page)));
    raw
}

/// Returns a row of a table as it stands in the raw text: what parts its cells reads as the bars of Markdown.
fn cells(row: &Row, from: usize) -> (String, Vec<Cut>) {
    let inner = row.text.trim_end_matches(|it: char| it.is_whitespace() && it != BETWEEN && it != WITHIN);
    let text = format!("{BETWEEN}{inner}{BETWEEN}");
    let last = text.len() - BETWEEN.len_utf8();
    let mut empty = false;
    let bar = |(at, it): (usize, &str)| {
        let reads = match at {
            _ if it.starts_with(WITHIN) => "<br>",
            0 => "| ",
            _ if at == last && empty => "|",
            _ if at == last => " |",
            _ if empty => "| ",
            _ => " | ",
        };
        empty = text[at + it.len()..].starts_with(BETWEEN);
        Cut { range: from + at..from + at + it.len(), reads: reads.to_owned(), why: CutReason::Markup }
    };
    let cuts = text.match_indices([BETWEEN, WITHIN]).map(bar).collect();
    (text, cuts)
}

/// The distance between the baselines of two rows, if the second stands below the first in its column.
fn gap(above: &Row, below: &Row) -> Option<f32> {
    let same = above.page == below.page && above.column == below.column && !above.turned && !below.turned;
    (same && below.column.1 > below.column.0 && below.y > above.y).then_some(below.y - above.y)
}

/// The distance between lines of a paragraph.
fn leading(rows: &[Row], body: f32) -> f32 {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for pair in rows.windows(2) {
        let text = pair.iter().all(|it| it.role == Role::Body && (it.size - body).abs() < 0.06 * body);
        if let Some(gap) = gap(&pair[0], &pair[1]).filter(|_| text) {
            *counts.entry((gap * 2.0).round() as i32).or_default() += 1;
        }
    }
    // Paragraphs may stand apart and be short: the smallest distance that is common is that of lines.
    let all: usize = counts.values().sum();
    let common = |gap: &i32| (-1..=1).filter_map(|it| counts.get(&(gap + it))).sum::<usize>() * 8 >= all;
    counts.keys().find(|it| common(it)).map_or(1.7 * body, |gap| (*gap as f32 / 2.0).max(0.5))
}

/// A row by its place.
type Key = (usize, u32, u32);

fn key(page: usize, x: f32, y: f32) -> Key {
    (page, x.to_bits(), y.to_bits())
}

/// Why rows are matter of the page.
fn matter(told: &[Told]) -> HashMap<Key, (Sure, Message)> {
    let rows = told.iter().filter(|it| it.kind.drops()).filter_map(|it| Some((it, it.at?)));
    rows.map(|(it, (x, y))| (key(it.page, x, y), (it.kind.sure(), it.message.clone()))).collect()
}

/// Returns what is told besides, at the page that it is about.
pub fn remarks(raw: &Raw, told: &[Told]) -> Vec<Remark> {
    let starts: Vec<usize> = [0].into_iter().chain(raw.text.match_indices('\u{C}').map(|it| it.0 + 1)).collect();
    let place = |page: usize| starts.get(page.saturating_sub(1)).copied().unwrap_or(0).min(raw.text.len());
    let besides = told.iter().filter(|it| !it.kind.drops());
    besides.map(|it| Remark { at: place(it.page), words: it.message.clone(), sure: it.kind.sure() }).collect()
}

fn cut(sign: &Sign, from: usize, text: &str) -> Cut {
    let reads = if sign.opens { format!("[^{}]: ", sign.note) } else { format!("[^{}]", sign.note) };
    let behind = &text[sign.range.end..];
    let blank = if sign.opens { behind.len() - behind.trim_start().len() } else { 0 };
    Cut { range: sign.range.start + from..sign.range.end + blank + from, reads, why: CutReason::Markup }
}

fn goes_on(row: &Row, next: &Row) -> bool {
    row.page == next.page && row.role == next.role && row.column == next.column && !next.opens && !row.turned
}

/// The words that a file writes with a hyphen within a line.
fn with_hyphens(rows: &[Row]) -> HashSet<&str> {
    let words = rows.iter().filter(|it| it.text.contains('-')).flat_map(|it| {
        it.text.split(|it: char| !it.is_ascii_alphabetic() && it != '-').filter(|it| it.trim_matches('-').contains('-'))
    });
    words.collect()
}

/// The bytes of the hyphen that parts a word between two rows. A soft hyphen always does; a hard one between small
/// letters does unless the file writes the word with its hyphen elsewhere.
fn parted(row: &Row, next: &Row, written: &HashSet<&str>) -> Option<usize> {
    let text = row.text.trim_end();
    if text.ends_with('\u{AD}') {
        return Some('\u{AD}'.len_utf8());
    }
    let (hyphen, before) =
        [("-", 1), ("‐", "‐".len())].into_iter().find_map(|(it, length)| Some((length, text.strip_suffix(it)?)))?;
    let small = |it: &char| it.is_ascii_lowercase();
    if !before.chars().next_back().is_some_and(|it| small(&it)) || !next.text.starts_with(|it| small(&it)) {
        return None;
    }
    let head = before
        .rfind(|it: char| !it.is_ascii_alphabetic())
        .map_or(before, |it| &before[it + before[it..].chars().next().map_or(0, char::len_utf8)..]);
    let tail: String = next.text.chars().take_while(char::is_ascii_alphabetic).collect();
    let whole = format!("{head}-{tail}");
    (!written.contains(whole.as_str())).then_some(hyphen)
}

fn hint(first: &Row, last: &Row, body: f32) -> Hint {
    let page = u32::try_from(first.page).ok();
    let placed = first.column.1 > first.column.0 && !first.turned && first.role != Role::PageMatter;
    Hint {
        role: first.role,
        page,
        indent: placed.then(|| tenths((first.left - first.column.0) / body)),
        room: placed.then(|| tenths((last.column.1 - last.right) / body)),
        size: (first.size > 0.0).then(|| (first.size / body * 100.0).round() / 100.0),
        opens_block: first.opens,
        continues: last.continues,
        gap: None,
        matter: None,
    }
}

fn tenths(it: f32) -> f32 {
    (it * 10.0).round() / 10.0
}
