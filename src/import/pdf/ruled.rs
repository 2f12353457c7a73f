//! Tables that lines frame, in a page without tags: level lines part the rows, upright lines part the cells.

use std::collections::BTreeSet;

use crate::extract::{Post, Rule};
use crate::import::pdf::row::{BETWEEN, Row};
use crate::import::raw::Role;

/// Lines that are nearer than this stand at one place, in points.
const NEAR: f32 = 6.0;

/// Makes one row of the pieces in each row of a framed table; the other rows stay as they are.
pub fn tables(rows: Vec<Row>, rules: &[Rule], posts: &[Post]) -> Vec<Row> {
    let frames = frames(rules, posts);
    let mut taken: Vec<Option<(usize, usize)>> = rows.iter().map(|row| place(row, &frames)).collect();
    for (number, frame) in frames.iter().enumerate() {
        let inside = |it: &&Option<(usize, usize)>| it.is_some_and(|(frame, _)| frame == number);
        // A box around one text is no table; a single row of cells may go on over the page.
        if taken.iter().filter(inside).count() < 2 || frame.columns.len() < 3 {
            taken.iter_mut().filter(|it| inside(&&**it)).for_each(|it| *it = None);
        }
    }
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut done = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        match taken[at] {
            None => out.push(row.clone()),
            Some(band) if done.insert(band) => {
                let pieces: Vec<&Row> =
                    (0..rows.len()).filter(|it| taken[*it] == Some(band)).map(|it| &rows[it]).collect();
                out.extend(one(&pieces, &frames[band.0].columns));
            }
            Some(_) => {}
        }
    }
    out
}

/// The lines of a table.
struct Frame {
    left: f32,
    right: f32,
    /// The heights of its level lines, from the top.
    levels: Vec<f32>,
    /// The places of its upright lines, from the left; of three or more two columns come.
    columns: Vec<f32>,
}

/// The frames on a page: level lines of one width, one below the other, with upright lines between them.
fn frames(rules: &[Rule], posts: &[Post]) -> Vec<Frame> {
    // A line may be drawn cell by cell.
    let mut order: Vec<&Rule> = rules.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Rule> = Vec::new();
    for rule in order {
        match lines.last_mut() {
            Some(line) if rule.y - line.y < 2.0 => {
                (line.left, line.right) = (line.left.min(rule.left), line.right.max(rule.right));
            }
            _ => lines.push(*rule),
        }
    }
    let mut out: Vec<Frame> = Vec::new();
    for line in lines {
        let held = |it: &Frame, x: f32, reach: f32| {
            let bottom = it.levels.last().copied().unwrap_or(line.y);
            posts
                .iter()
                .any(|post| (post.x - x).abs() < reach && post.top < bottom + NEAR && post.bottom > line.y - NEAR)
        };
        match out.last_mut() {
            Some(frame)
                if (frame.left - line.left).abs() < NEAR
                    && (frame.right - line.right).abs() < NEAR
                    && held(frame, (frame.left + frame.right) / 2.0, frame.right - frame.left) =>
            {
                frame.levels.push(line.y);
            }
            // A line over some columns stands beside a cell of several rows.
            Some(frame)
                if line.left > frame.left - NEAR
                    && line.right < frame.right + NEAR
                    && held(frame, frame.left, NEAR) => {}
            _ => out.push(Frame { left: line.left, right: line.right, levels: vec![line.y], columns: Vec::new() }),
        }
    }
    out.retain(|it| it.levels.len() > 1);
    for frame in &mut out {
        let (top, bottom) = (frame.levels[0], frame.levels[frame.levels.len() - 1]);
        let within = posts.iter().filter(|it| {
            it.top < bottom - 2.0 && it.bottom > top + 2.0 && it.x > frame.left - NEAR && it.x < frame.right + NEAR
        });
        let mut columns: Vec<f32> = within.map(|it| it.x).collect();
        columns.sort_by(f32::total_cmp);
        columns.dedup_by(|a, b| (*a - *b).abs() < NEAR);
        frame.columns = columns;
    }
    out
}

/// The frame that a row of type stands in, and between which of its level lines.
fn place(row: &Row, frames: &[Frame]) -> Option<(usize, usize)> {
    if row.turned || row.role != Role::Body {
        return None;
    }
    let middle = row.y - 0.35 * row.size;
    frames.iter().enumerate().find_map(|(number, it)| {
        let beside = row.left < it.left - 2.0 || row.right > it.right + 2.0;
        let band = it.levels.iter().rposition(|level| *level < middle)?;
        (!beside && band + 1 < it.levels.len()).then_some((number, band))
    })
}

/// Pieces as one row of a table.
fn one(pieces: &[&Row], columns: &[f32]) -> Option<Row> {
    let count = columns.len() - 1;
    let mut cells: Vec<Vec<&Row>> = vec![Vec::new(); count];
    for piece in pieces {
        let middle = (piece.left + piece.right) / 2.0;
        let cell = columns[1..count].iter().take_while(|it| **it < middle).count();
        cells[cell].push(piece);
    }
    let mut row = (**pieces.first()?).clone();
    (row.text, row.signs, row.glyphs, row.unknown) = (String::new(), Vec::new(), 0, 0);
    for (number, lines) in cells.into_iter().enumerate() {
        if number > 0 {
            row.text.push(BETWEEN);
        }
        let mut lines = lines;
        lines.sort_by(|a, b| a.y.total_cmp(&b.y));
        for (at, line) in lines.into_iter().enumerate() {
            let latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_graphic());
            if at > 0 && latin(row.text.chars().next_back()) && latin(line.text.chars().next()) {
                row.text.push(' ');
            }
            let from = row.text.len();
            row.signs.extend(line.signs.iter().map(|it| it.start + from..it.end + from));
            row.text.push_str(line.text.trim_end());
            (row.left, row.right) = (row.left.min(line.left), row.right.max(line.right));
            row.y = row.y.min(line.y);
            row.glyphs += line.glyphs;
            row.unknown += line.unknown;
        }
    }
    (row.role, row.opens) = (Role::TableRow, true);
    Some(row)
}
