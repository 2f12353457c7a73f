//! Contents that were made in setting: they repeat headings, so they are no text.

use std::collections::BTreeSet;

use crate::import::pdf::row::Row;
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::raw::Role;
use crate::say;

/// Marks entries with leaders and a page number, and the heading right over entries.
pub fn mark(rows: &mut [Row], told: &mut Vec<Told>) {
    let entries: Vec<bool> = rows.iter().map(is_entry).collect();
    // One line of dots may be a blank to fill in; several are contents.
    if entries.iter().filter(|it| **it).count() >= 2 {
        for (row, _) in rows.iter_mut().zip(&entries).filter(|(row, entry)| **entry && row.is_body()) {
            take(row, told);
        }
    }
    // Leaders and numbers may stand apart from the words that they belong to.
    for at in 1..rows.len() {
        let alone = entries[at] && name(&rows[at].text).is_empty();
        let last = rows[..at].iter().rposition(|it| it.role != Role::PageMatter);
        if let Some(last) = last.filter(|it| alone && rows[*it].page == rows[at].page && *it + 2 > at) {
            take(&mut rows[last], told);
        }
    }
    let contents: BTreeSet<usize> = told.iter().filter(|it| it.kind == ToldKind::Contents).map(|it| it.page).collect();
    for at in 0..rows.len() {
        let name: String = rows[at].text.chars().filter(|it| !it.is_whitespace()).collect();
        let over = rows.get(at + 1).is_some_and(|it| it.role == Role::PageMatter) && contents.contains(&rows[at].page);
        if over && rows[at].is_body() && matches!(name.as_str(), "目录" | "目次" | "Contents") {
            take(&mut rows[at], told);
        }
    }
}

fn take(row: &mut Row, told: &mut Vec<Told>) {
    row.role = Role::PageMatter;
    told.push(Told::row(
        ToldKind::Contents,
        row,
        say!(zh: "排版时生成的目录，重复各标题，不算正文", en: "contents made in setting: they repeat headings"),
    ));
}

/// Whether a row ends in leaders and a number.
fn is_entry(row: &Row) -> bool {
    let text = row.text.trim_end();
    let head = text.trim_end_matches(is_number);
    let bare: String = head.chars().rev().filter(|it| !it.is_whitespace()).take(6).collect();
    head.len() < text.len() && bare.chars().count() == 6 && bare.chars().all(is_leader)
}

/// What an entry says before its leaders and number.
fn name(text: &str) -> &str {
    text.trim_end().trim_end_matches(is_number).trim_end_matches(|it: char| it.is_whitespace() || is_leader(it))
}

fn is_number(it: char) -> bool {
    it.is_ascii_digit() || "()（）".contains(it)
}

fn is_leader(it: char) -> bool {
    ".·…‥・．".contains(it)
}
