//! What does not fit: text beyond the type area, text over text, a table or a picture wider than the page has room for.

use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::publish::typst::composition::drawn::nearest;
use crate::publish::typst::composition::{Composition, number};
use crate::say;

/// What is no more than rounding, in points.
const SLACK: f64 = 0.5;

const RULE: &str = "layout/overfull";

/// Returns what stands outside the type area or over other text: one finding for a paragraph, a cell, a picture.
pub fn overfull(it: &Composition) -> Vec<Diagnostic> {
    let mut out = beyond(it);
    out.extend(over_text(it));
    out.extend(drawn_beyond(it));
    out
}

/// Text beyond an edge.
fn beyond(it: &Composition) -> Vec<Diagnostic> {
    let Some(area) = &it.area else { return Vec::new() };
    let mut out = Vec::new();
    for setting in &it.settings {
        let found = setting.lines.iter().map(|line| &it.lines[*line]).find_map(|line| {
            let (left, right) = area.edges(line.page);
            let outside = it
                .ink(line)
                .find(|it| it.right() > right + SLACK || it.left < left - SLACK || it.y > area.bottom + SLACK)?;
            Some((line, outside))
        });
        let Some((line, glyph)) = found else { continue };
        let page = number(line.page);
        let message =
            say!(zh: "PDF 第 {page} 页有一行排出了版心", en: "on page {page} of the PDF a line leaves the type area");
        out.push(it.at(RULE, glyph, message).hint(shorter()));
    }
    out
}

/// Text of two passages in one place: a word wider than its cell runs into the next.
fn over_text(it: &Composition) -> Vec<Diagnostic> {
    let mut order: Vec<usize> = (0..it.lines.len()).filter(|at| it.ink(&it.lines[*at]).next().is_some()).collect();
    let place = |at: usize| (it.lines[at].page, it.lines[at].y);
    order.sort_by(|a, b| place(*a).0.cmp(&place(*b).0).then(place(*a).1.total_cmp(&place(*b).1)));
    // Lines on nearly one baseline, in rows from left to right: neighbours that overlap.
    let mut out = Vec::new();
    for row in order.chunk_by(|a, b| place(*a).0 == place(*b).0 && place(*b).1 - place(*a).1 < 0.25 * it.lines[*a].size)
    {
        let mut row = row.to_vec();
        row.sort_by(|a, b| it.lines[*a].left.total_cmp(&it.lines[*b].left));
        for pair in row.windows(2) {
            let (before, line) = (&it.lines[pair[0]], &it.lines[pair[1]]);
            if before.passage == line.passage || line.left > before.right - SLACK {
                continue;
            }
            let Some(glyph) = it.ink(before).find(|it| it.right() > line.left + SLACK) else { continue };
            let page = number(line.page);
            let message = say!(zh: "PDF 第 {page} 页有文字压在别的文字上", en: "on page {page} of the PDF text stands over other text");
            out.push(it.at(RULE, glyph, message).hint(shorter()));
        }
    }
    out
}

/// Rules and pictures beyond an edge.
fn drawn_beyond(it: &Composition) -> Vec<Diagnostic> {
    let Some(area) = &it.area else { return Vec::new() };
    let mut out = Vec::new();
    let mut last = None;
    for drawn in &it.drawn {
        let (left, right) = area.edges(drawn.page);
        // A table has many rules: one finding for those of a page.
        if drawn.right <= right + SLACK && drawn.left >= left - SLACK || last == Some((drawn.page, drawn.picture)) {
            continue;
        }
        last = Some((drawn.page, drawn.picture));
        let Some(glyph) = nearest(it.pages.glyphs, drawn) else { continue };
        let page = number(drawn.page);
        let message = match drawn.picture {
            true => {
                say!(zh: "PDF 第 {page} 页有一幅图比版心宽", en: "on page {page} of the PDF a picture is wider than the type area")
            }
            false => {
                say!(zh: "PDF 第 {page} 页有表或线排出了版心", en: "on page {page} of the PDF a table or a rule leaves the type area")
            }
        };
        out.push(it.at(RULE, glyph, message).hint(shorter()));
    }
    out
}

fn shorter() -> Message {
    say!(zh: "多半是很长的外文、网址或者列太多的表：断开它、删短，或者换大一号的纸。", en: "most likely a long word or address, or a table with many columns: part it, shorten it, or take a larger page form.")
}
