//! Rows of a table in a page without tags: several levels, one after the other, whose pieces stand at the same places.

use crate::import::pdf::row::{BETWEEN, Row};
use crate::import::raw::Role;

/// Joins pieces that stand on one level: to a row of a table where several levels agree, else to one row of text.
pub fn join(rows: Vec<Row>) -> Vec<Row> {
    let mut levels: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        match levels.last_mut() {
            Some(level) if beside(&level[level.len() - 1], &row) => level.push(row),
            _ => levels.push(vec![row]),
        }
    }
    // A table may go on over the end of a page.
    let body: Vec<usize> = (0..levels.len()).filter(|&it| levels[it][0].role == Role::Body).collect();
    let mut tables = vec![false; levels.len()];
    for pair in body.windows(2) {
        if levels[pair[0]].len() > 1 && levels[pair[1]].len() > 1 && agree(&levels[pair[0]], &levels[pair[1]]) {
            (tables[pair[0]], tables[pair[1]]) = (true, true);
        }
    }
    let mut out = Vec::new();
    let mut widest: Option<usize> = None;
    for at in 0..levels.len() {
        if !tables[at] {
            // What stands on the page besides does not end a table.
            widest = widest.filter(|_| levels[at][0].role != Role::Body);
            out.extend(one(&levels[at], None, &[0]));
            continue;
        }
        let run = body.iter().skip_while(|it| **it < at).take_while(|it| tables[**it]);
        let columns = *widest.get_or_insert_with(|| run.copied().max_by_key(|it| levels[*it].len()).unwrap_or(at));
        let places = columns_of(&levels[at], &levels[columns]);
        out.extend(one(&levels[at], Some(BETWEEN), &places));
    }
    out
}

/// The column of each piece, by the pieces of the row that has most.
fn columns_of(level: &[Row], widest: &[Row]) -> Vec<usize> {
    let distance = |a: &Row, b: &Row| {
        (a.left - b.left).abs().min((a.left + a.right - b.left - b.right).abs() / 2.0).min((a.right - b.right).abs())
    };
    let nearest = |piece: &Row| {
        let order =
            (0..widest.len()).min_by(|a, b| distance(piece, &widest[*a]).total_cmp(&distance(piece, &widest[*b])));
        order.unwrap_or(0)
    };
    let found: Vec<usize> = level.iter().map(nearest).collect();
    // Two pieces in one column: the rows don't stand in one grid after all.
    if found.windows(2).all(|it| it[0] < it[1]) { found } else { (0..level.len()).collect() }
}

fn beside(left: &Row, right: &Row) -> bool {
    left.role == Role::Body
        && right.role == Role::Body
        && left.page == right.page
        && !left.turned
        && !right.turned
        && left.column == right.column
        && (left.y - right.y).abs() < 0.4 * left.size
        && right.left > left.right
}

/// Whether two levels have at least two pieces each at the same places, by their left edges or their middles.
fn agree(a: &[Row], b: &[Row]) -> bool {
    let same = |a: &Row, b: &Row| {
        (a.left - b.left).abs() < 0.6 * a.size || ((a.left + a.right) - (b.left + b.right)).abs() < 1.2 * a.size
    };
    let shared = a.iter().filter(|it| b.iter().any(|other| same(it, other))).count();
    let letters = |it: &[Row]| it.iter().all(|it| it.text.trim().chars().count() == 1);
    shared >= 2 && !letters(a) && !letters(b) && a[0].role == Role::Body && b[0].role == Role::Body
}

/// The pieces as one row: cells with what stands between them, or text with the blank that the gap stands for.
fn one(level: &[Row], between: Option<char>, places: &[usize]) -> Option<Row> {
    let (first, rest) = level.split_first()?;
    if rest.is_empty() {
        return Some(first.clone());
    }
    let mut row = first.clone();
    if let Some(it) = between {
        row.role = Role::TableRow;
        let lead: String = std::iter::repeat_n(it, places[0]).collect();
        row.signs.iter_mut().for_each(|it| *it = it.start + lead.len()..it.end + lead.len());
        row.text.insert_str(0, &lead);
    }
    for (number, it) in rest.iter().enumerate() {
        row.text.truncate(row.text.trim_end().len());
        let latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_graphic());
        let blank = if latin(row.text.chars().next_back()) && latin(it.text.chars().next()) { " " } else { "\u{3000}" };
        match between {
            Some(it) => row.text.extend(std::iter::repeat_n(it, places[number + 1] - places[number])),
            None => row.text.push_str(blank),
        }
        let at = row.text.len();
        row.text.push_str(&it.text);
        row.signs.extend(it.signs.iter().map(|it| it.start + at..it.end + at));
        row.right = it.right;
        row.glyphs += it.glyphs;
        row.unknown += it.unknown;
    }
    Some(row)
}
