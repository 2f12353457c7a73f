//! Parts of a source as they are written.

use std::ops::Range;

use crate::markdown::write::copy::{Copy, Place};
use crate::markdown::write::parts::{Part, What};
use crate::model::{Alignment, Markup, PieceKind, Table};

/// Returns a part as it is written.
pub fn written(copy: &Copy, part: &Part) -> String {
    let range = part.range.clone();
    match part.what {
        What::Front | What::Comment | What::Lines => copy.lines(range),
        What::Heading(level, marker) => {
            format!("{} {}", "#".repeat(usize::from(level)), copy.text(range, Place::Heading(marker)))
        }
        What::Paragraph(marker) => copy.text(range, Place::Line(marker)),
        What::Numbered | What::List | What::Nested => copy.text(range, Place::Nested),
        What::Table(it) => table(copy, it, range),
        What::Rule => rule(&copy.lines(range)).to_owned(),
    }
}

/// Returns a rule with the sign that the author likes.
fn rule(line: &str) -> &'static str {
    match line.chars().next() {
        Some('-') => "---",
        Some('_') => "___",
        _ => "***",
    }
}

/// Returns a table with a blank on both sides of each cell.
fn table(copy: &Copy, table: &Table, range: Range<usize>) -> String {
    let mut out = String::with_capacity(range.len());
    let columns = table.rows.first().map_or(0, Vec::len);
    let lines = copy.lines(range.clone());
    let mut at = range.start;
    for (row, line) in lines.split('\n').enumerate() {
        let cells = match row {
            1 => (0..columns).map(|it| dashes(table.alignments.get(it)).to_owned()).collect(),
            _ => cells(copy, at..(at + line.len()).min(range.end), columns),
        };
        if row > 0 {
            out.push('\n');
        }
        out.push('|');
        for cell in cells {
            out.push_str(if cell.is_empty() { " " } else { "" });
            out.push_str(&if cell.is_empty() { "|".to_owned() } else { format!(" {cell} |") });
        }
        at += line.len() + 1;
    }
    out
}

/// Returns the cells of a row, as many as the table has columns.
fn cells(copy: &Copy, row: Range<usize>, columns: usize) -> Vec<String> {
    let mut bounds = Vec::new();
    for (piece, kind) in copy.pieces(row.clone()) {
        if kind == PieceKind::Markup(Markup::TableMark) {
            bounds.extend(piece);
        }
    }
    let mut out = Vec::with_capacity(columns);
    let mut from = row.start;
    for bar in bounds.into_iter().chain([row.end]) {
        let cell = copy.text(from..bar.max(from), Place::Line(None));
        // What stands before the first bar and behind the last is no cell, if it is empty.
        if bar > row.start && (bar < row.end || !cell.is_empty()) {
            out.push(cell);
        }
        from = bar + 1;
    }
    out.resize(columns.max(out.len()), String::new());
    out
}

/// Returns the cell below the head of a column.
fn dashes(alignment: Option<&Alignment>) -> &'static str {
    match alignment.copied().unwrap_or_default() {
        Alignment::Unsaid => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    }
}
