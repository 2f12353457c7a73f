//! Tables: those of data become rows; those that only arrange a page are blocks like any other.

use std::collections::BTreeMap;
use std::ops::Range;

use super::names::level;
use super::tags::{Part, Tag};

/// A cell longer than that is a page arranged by a table.
const LONGEST_CELL: usize = 1800;

/// A row of a table of data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its tags, by their places among all: `<tr>` and what ends it, that one not included.
    pub tags: Range<usize>,
    /// The columns that the table has and the row lacks.
    pub missing: usize,
}

/// Returns the rows of all tables of data, by the place of their `<tr>` among the tags.
pub fn rows(text: &str, tags: &[Tag]) -> BTreeMap<usize, Row> {
    let mut out = BTreeMap::new();
    let mut start = None;
    for (at, tag) in tags.iter().enumerate() {
        match (tag.name, tag.part) {
            // The innermost table: one that holds another only arranges.
            ("table", Part::Start) => start = Some(at),
            ("table", Part::End) => {
                if let Some(start) = start.take() {
                    out.extend(table(text, tags, start..at).into_iter().map(|it| (it.tags.start, it)));
                }
            }
            _ => {}
        }
    }
    out
}

fn table(text: &str, tags: &[Tag], within: Range<usize>) -> Vec<Row> {
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    let mut cell: Option<usize> = None;
    for (at, tag) in tags.iter().enumerate().take(within.end + 1).skip(within.start + 1) {
        let is_cell = matches!(tag.name, "td" | "th");
        let ends_row = matches!(tag.name, "tr" | "table" | "tbody" | "thead" | "tfoot");
        if (is_cell || ends_row)
            && let Some(from) = cell.take()
            && tag.range.start - from > LONGEST_CELL
            && text[from..tag.range.start].chars().filter(|it| crate::text::is_han(*it)).count() * 3 > LONGEST_CELL
        {
            return Vec::new();
        }
        if ends_row && let Some((row, _)) = found.last_mut().filter(|(row, _)| row.end == 0) {
            row.end = at;
        }
        if tag.name == "tr" && tag.part == Part::Start {
            found.push((at..0, 0));
        }
        if is_cell && tag.part == Part::Start {
            cell = Some(tag.range.end);
            // A cell without a row, as a page arranged by hand has.
            let Some((row, columns)) = found.last_mut() else { return Vec::new() };
            if row.end != 0 {
                return Vec::new();
            }
            *columns += tag.columns;
        }
        if level(tag.name).is_some() {
            return Vec::new();
        }
    }
    let most = found.iter().map(|it| it.1).max().unwrap_or(0);
    // One row or one column arranges.
    if most < 2 || found.len() < 2 {
        return Vec::new();
    }
    found
        .into_iter()
        .filter(|(row, columns)| row.end > row.start && *columns > 0)
        .map(|(tags, columns)| Row { tags, missing: most - columns })
        .collect()
}
