//! Notes at the foot of a page: smaller type at the end of a column, below a short rule or opening with a sign; and the
//! signs in the text that lead to them.

use crate::extract::Rule;
use crate::import::pdf::row::{Row, is_sign};
use crate::import::raw::Role;
use crate::text::is_cjk;

/// Marks the notes at the foot of each column of a page.
pub fn mark(rows: &mut [Row], rules: &[Rule], body: f32) {
    let mut end = rows.len();
    while end > 0 {
        let column = rows[end - 1].column;
        let start = rows[..end].iter().rposition(|it| it.column != column).map_or(0, |it| it + 1);
        mark_column(&mut rows[start..end], rules, body);
        end = start;
    }
}

fn mark_column(rows: &mut [Row], rules: &[Rule], body: f32) {
    let mut order: Vec<usize> = (0..rows.len()).filter(|&it| rows[it].role == Role::Body && !rows[it].turned).collect();
    order.sort_by(|&a, &b| rows[a].y.total_cmp(&rows[b].y));
    let small = order.iter().rev().take_while(|&&it| rows[it].size < 0.93 * body).count();
    let (above, foot) = order.split_at(order.len() - small);
    let Some(&first) = foot.first() else { return };
    let top = above.last().map_or(0.0, |&it| rows[it].y);
    let width = rows[first].column.1 - rows[first].column.0;
    // A rule right over some row of the foot: what stands below it are notes; a small table may stand above.
    let ruled = foot.iter().position(|&it| {
        let row = &rows[it];
        rules.iter().any(|rule| {
            rule.y > top
                && rule.y < row.y - 0.3 * row.size
                && row.y - rule.y < 3.0 * row.size
                && rule.right - rule.left < 0.8 * width.max(1.0)
                && rule.left < row.right
                && rule.left > row.left - 3.0 * row.size
        })
    });
    let signed = foot.iter().position(|&it| opening(&rows[it]).is_some());
    let from = match (ruled, signed) {
        (Some(it), _) => it,
        (None, Some(it)) if !above.is_empty() => it,
        _ => return,
    };
    for &it in &foot[from..] {
        rows[it].role = Role::Note;
        rows[it].opens = opening(&rows[it]).is_some();
    }
}

/// The sign that a row of a note opens with, as a range of its text.
pub fn opening(row: &Row) -> Option<std::ops::Range<usize>> {
    let start = row.text.len() - row.text.trim_start().len();
    if let Some(sign) = row.signs.first().filter(|it| it.start == start) {
        return Some(sign.clone());
    }
    let text = &row.text[start..];
    let first = text.chars().next()?;
    if matches!(first, '①'..='⑳' | '*' | '†' | '‡' | '※') {
        return Some(start..start + first.len_utf8());
    }
    for (open, close) in [('[', ']'), ('〔', '〕'), ('［', '］')] {
        if let Some(inner) = text.strip_prefix(open)
            && let Some(length) = inner.find(close)
            && (1..=3).contains(&length)
            && inner[..length].bytes().all(|it| it.is_ascii_digit())
        {
            return Some(start..start + open.len_utf8() + length + close.len_utf8());
        }
    }
    // A bare number needs a blank or a point behind it.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && text[digits..].starts_with('.')
        && !text[digits + 1..].starts_with(|it: char| it.is_ascii_digit())
    {
        return Some(start..start + digits + 1);
    }
    let blank = text[digits..].chars().next().is_some_and(char::is_whitespace);
    // In what is a note for certain the number may stand right before its words.
    let words = row.role == Role::Note && row.opens && text[digits..].starts_with(is_cjk);
    ((1..=3).contains(&digits) && (blank || words)).then_some(start..start + digits)
}

/// A sign in a row: the row, its range there, and the number of the note it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// The number of the row.
    pub row: usize,
    /// Its bytes there.
    pub range: std::ops::Range<usize>,
    /// The number of the note, from 1.
    pub note: usize,
    /// Whether it opens the note itself.
    pub opens: bool,
}

/// A place of a sign: the row and its bytes there.
type Place = (usize, std::ops::Range<usize>);

/// Pairs signs in the text with the notes that open with them, page by page and in order; what is left over is paired
/// over the whole file, since a note may stand pages behind its sign. Where they don't pair one to one, they are left
/// as they stand. Notes are numbered in the order of their signs in the text; what is returned is in the order of rows.
pub fn pair(rows: &[Row], body: f32) -> Vec<Sign> {
    let pages = rows.iter().map(|it| it.page).max().unwrap_or(0);
    let mut calls: Vec<Vec<Place>> = vec![Vec::new(); pages + 1];
    let mut notes = calls.clone();
    for (number, row) in rows.iter().enumerate() {
        match row.role {
            Role::PageMatter => {}
            Role::Note => {
                if let Some(it) = opening(row).filter(|_| row.opens) {
                    notes[row.page].push((number, it));
                }
            }
            // A sign may be carried over to a line of its own.
            Role::Body if row.size < 0.8 * body && is_sign(row.text.trim()) => {
                let start = row.text.len() - row.text.trim_start().len();
                calls[row.page].push((number, start..row.text.trim_end().len()));
            }
            _ => calls[row.page].extend(row.signs.iter().map(|it| (number, it.clone()))),
        }
    }
    let mut pairs: Vec<(Place, Place)> = Vec::new();
    let mut left: (Vec<Place>, Vec<Place>) = Default::default();
    for (calls, notes) in calls.into_iter().zip(notes) {
        let circled = if calls.len() < notes.len() { circled(rows, &notes) } else { Vec::new() };
        let calls = if circled.is_empty() { calls } else { circled };
        if agree(rows, &calls, &notes) {
            pairs.extend(calls.into_iter().zip(notes));
        } else {
            left.0.extend(calls);
            left.1.extend(notes);
        }
    }
    if agree(rows, &left.0, &left.1) {
        pairs.extend(left.0.into_iter().zip(left.1));
    }
    pairs.sort_by_key(|((row, range), _)| (*row, range.start));
    let mut out = Vec::new();
    for (note, (call, opening)) in (1..).zip(pairs) {
        out.push(Sign { row: call.0, range: call.1, note, opens: false });
        out.push(Sign { row: opening.0, range: opening.1, note, opens: true });
    }
    out.sort_by_key(|it| (it.row, it.range.start));
    out
}

/// Whether signs and notes say the same, one by one.
fn agree(rows: &[Row], calls: &[Place], notes: &[Place]) -> bool {
    let said = |(row, range): &Place| rows[*row].text[range.clone()].replace(['\u{2060}', ' ', '.'], "");
    calls.len() == notes.len() && calls.iter().zip(notes).all(|(a, b)| said(a) == said(b))
}

/// Signs in circles need not be raised: the one place inside the lines of the page where a note's sign stands.
fn circled(rows: &[Row], notes: &[Place]) -> Vec<Place> {
    let mut out = Vec::new();
    for (note, range) in notes {
        let sign = &rows[*note].text[range.clone()];
        if !sign.chars().all(|it| matches!(it, '①'..='⑳')) {
            return Vec::new();
        }
        let body = rows.iter().enumerate().filter(|(_, it)| it.is_body() && it.page == rows[*note].page);
        let mut places = body.flat_map(|(number, it)| {
            it.text.match_indices(sign).filter(|(at, _)| *at > 0).map(move |(at, _)| (number, at..at + sign.len()))
        });
        let (Some(place), None) = (places.next(), places.next()) else { return Vec::new() };
        out.push(place);
    }
    out
}
