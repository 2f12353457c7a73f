//! The order of the rows of a page that no tags order: by columns where a gutter parts them, else as drawn, as long as
//! drawing goes down the page.

use crate::import::pdf::row::Row;

/// How the rows of a page were put into order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As they were drawn.
    Drawn,
    /// By columns: how many there are at most.
    Columns(usize),
    /// By their places, from the top, since drawing jumps up.
    Placed,
}

/// Puts the rows of a page into reading order and returns how; a row of columns knows its column.
///
/// `usual` is the gutter of most pages, which parts a page of short lines too.
pub fn order(rows: &mut Vec<Row>, usual: Option<f32>) -> Order {
    let own = gutter(rows);
    if let Some(gutter) = own.or_else(|| usual.filter(|it| fits(rows, *it))) {
        let side = |left: bool| -> Vec<Row> {
            rows.iter().filter(|it| if left { it.right <= gutter } else { it.left >= gutter }).cloned().collect()
        };
        let columns = count(&side(true), 1) + count(&side(false), 1);
        let taken = std::mem::take(rows);
        *rows = cut(taken, 0, Some(gutter));
        return Order::Columns(columns);
    }
    if rows.windows(2).any(|it| jumps_up(&it[0], &it[1])) {
        by_place(rows);
        return Order::Placed;
    }
    Order::Drawn
}

/// Whether the second row stands above the first although nothing sends the eye up: no new column.
fn jumps_up(first: &Row, second: &Row) -> bool {
    second.y < first.y - 0.6 * first.size.min(second.size) && second.left < first.right && second.right > first.left
}

fn by_place(rows: &mut [Row]) {
    rows.sort_by(|a, b| a.y.total_cmp(&b.y));
    // Rows of one level from left to right.
    let mut from = 0;
    while from < rows.len() {
        let mut to = from + 1;
        while to < rows.len() && rows[to].y - rows[from].y < 0.4 * rows[from].size {
            to += 1;
        }
        rows[from..to].sort_by(|a, b| a.left.total_cmp(&b.left));
        from = to;
    }
}

/// Deeper than four columns no page is parted.
const DEPTH_LIMIT: usize = 3;

/// Returns the gutter that most pages of two columns have, if most pages have one.
pub fn usual(pages: &[Vec<Row>]) -> Option<f32> {
    let mut found: Vec<f32> = pages.iter().filter_map(|it| gutter(it)).collect();
    found.sort_by(f32::total_cmp);
    let middle = *found.get(found.len() / 2)?;
    let near = found.iter().filter(|it| (**it - middle).abs() < 12.0).count();
    (near >= 2 && near * 10 >= found.len() * 8 && found.len() * 2 >= pages.len()).then_some(middle)
}

/// Whether a gutter found elsewhere parts these rows.
fn fits(rows: &[Row], gutter: f32) -> bool {
    let crossing = rows.iter().filter(|it| it.left < gutter && it.right > gutter).count();
    crossing * 4 <= rows.len() && !rows.is_empty()
}

/// Gives the columns of all pages the same edges: a page of short lines does not show them.
pub fn align(rows: &mut [&mut Row], gutter: f32) {
    for left in [true, false] {
        let is_side = |it: &Row| if left { it.column.1 <= gutter } else { it.column.0 >= gutter };
        let sides = || rows.iter().filter(|it| is_side(it));
        let edges = (
            sides().map(|it| it.column.0).fold(f32::MAX, f32::min),
            sides().map(|it| it.column.1).fold(f32::MIN, f32::max),
        );
        rows.iter_mut().filter(|it| is_side(it)).for_each(|it| it.column = edges);
    }
}

fn count(rows: &[Row], depth: usize) -> usize {
    let Some(gutter) = gutter(rows).filter(|_| depth < DEPTH_LIMIT) else { return 1 };
    let side = |left: bool| -> Vec<Row> {
        rows.iter().filter(|it| if left { it.right <= gutter } else { it.left >= gutter }).cloned().collect()
    };
    count(&side(true), depth + 1) + count(&side(false), depth + 1)
}

/// Rows in the order of their columns: what crosses the gutter parts the page into bands.
fn cut(mut rows: Vec<Row>, depth: usize, known: Option<f32>) -> Vec<Row> {
    let Some(gutter) = known.or_else(|| gutter(&rows)).filter(|_| depth < DEPTH_LIMIT) else {
        by_place(&mut rows);
        let left = rows.iter().map(|it| it.left).fold(f32::MAX, f32::min);
        let right = rows.iter().map(|it| it.right).fold(f32::MIN, f32::max);
        rows.iter_mut().for_each(|it| it.column = (left, right));
        return rows;
    };
    by_place(&mut rows);
    let frame = (
        rows.iter().map(|it| it.left).fold(f32::MAX, f32::min),
        rows.iter().map(|it| it.right).fold(f32::MIN, f32::max),
    );
    // The columns keep their edges in every band, however short its lines.
    let (left, right): (Vec<Row>, Vec<Row>) =
        rows.iter().filter(|it| it.right <= gutter || it.left >= gutter).cloned().partition(|it| it.right <= gutter);
    let edges = |it: &[Row]| {
        (it.iter().map(|it| it.left).fold(f32::MAX, f32::min), it.iter().map(|it| it.right).fold(f32::MIN, f32::max))
    };
    let (left_edges, right_edges) = (edges(&left), edges(&right));
    let parted = (gutter_of(&left, depth), gutter_of(&right, depth));
    let mut out = Vec::new();
    let mut band = (Vec::new(), Vec::new());
    let close = |band: &mut (Vec<Row>, Vec<Row>), out: &mut Vec<Row>| {
        for (side, edges, parted) in [(&mut band.0, left_edges, parted.0), (&mut band.1, right_edges, parted.1)] {
            let taken = std::mem::take(side);
            if parted {
                out.extend(cut(taken, depth + 1, None));
            } else {
                out.extend(taken.into_iter().map(|it: Row| Row { column: edges, ..it }));
            }
        }
    };
    for row in rows {
        if row.right <= gutter {
            band.0.push(row);
        } else if row.left >= gutter {
            band.1.push(row);
        } else {
            close(&mut band, &mut out);
            out.push(Row { column: frame, ..row });
        }
    }
    close(&mut band, &mut out);
    out
}

fn gutter_of(rows: &[Row], depth: usize) -> bool {
    depth + 1 < DEPTH_LIMIT && gutter(rows).is_some()
}

/// The middle of the white strip that parts two columns: few rows cross it, and on both sides rows fill their column,
/// as cells of a table don't.
fn gutter(rows: &[Row]) -> Option<f32> {
    if rows.len() < 8 {
        return None;
    }
    let left = rows.iter().map(|it| it.left).fold(f32::MAX, f32::min);
    let right = rows.iter().map(|it| it.right).fold(f32::MIN, f32::max);
    let em = rows.iter().map(|it| it.size).sum::<f32>() / rows.len() as f32;
    if right - left < 16.0 * em {
        return None;
    }
    let mut starts: Vec<f32> = rows.iter().map(|it| it.left).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|a, b| (*a - *b).abs() < 0.5);
    let mut best: Option<(usize, f32)> = None;
    for start in starts {
        if start < left + 6.0 * em {
            continue;
        }
        let edge = start - 0.1;
        let (mut crossing, mut before, mut after, mut near) = (0, Vec::new(), Vec::new(), f32::MIN);
        for it in rows {
            if it.right <= edge {
                before.push(it);
                near = near.max(it.right);
            } else if it.left >= edge {
                after.push(it);
            } else {
                crossing += 1;
            }
        }
        if before.len() < 4 || after.len() < 4 || crossing * 4 > rows.len() || edge - near < 0.7 * em {
            continue;
        }
        if !(fills(&before, em) && fills(&after, em) && overlap(&before, &after)) {
            continue;
        }
        if best.is_none_or(|(least, _)| crossing < least) {
            best = Some((crossing, (near + edge) / 2.0));
        }
    }
    best.map(|(_, it)| it)
}

/// Whether half of the rows are nearly as wide as the widest of them.
fn fills(rows: &[&Row], em: f32) -> bool {
    let left = rows.iter().map(|it| it.left).fold(f32::MAX, f32::min);
    let right = rows.iter().map(|it| it.right).fold(f32::MIN, f32::max);
    let mut widths: Vec<f32> = rows.iter().map(|it| it.right - it.left).collect();
    widths.sort_by(f32::total_cmp);
    right - left > 6.0 * em && widths[widths.len() / 2] > 0.6 * (right - left)
}

/// Whether the two sides stand beside each other and not one below the other.
fn overlap(before: &[&Row], after: &[&Row]) -> bool {
    let span = |it: &[&Row]| {
        (it.iter().map(|it| it.y).fold(f32::MAX, f32::min), it.iter().map(|it| it.y).fold(f32::MIN, f32::max))
    };
    let ((a, b), (c, d)) = (span(before), span(after));
    b.min(d) - a.max(c) > 0.3 * (b - a).min(d - c)
}
