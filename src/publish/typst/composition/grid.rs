//! Lines off the grid. Where a layout promises one, the body lines of all pages stand on the same rows, so that lines of
//! facing pages, and of the two sides of a leaf, cover each other.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::publish::typst::composition::{Composition, Line, number};
use crate::publish::typst::passage::Kind;
use crate::say;

/// What no eye sees, in points.
const SLACK: f64 = 0.2;

/// Returns the first line of each stretch of body text that is off the rows of the page. Headings, cells, notes, code and
/// text of another size have their own.
pub fn off_grid(it: &Composition) -> Vec<Diagnostic> {
    let Some((area, true)) = it.area.as_ref().zip(it.pages.paper.map(|it| it.grid)) else { return Vec::new() };
    let body: Vec<&Line> = it
        .settings
        .iter()
        .filter(|it| it.kind == Kind::Paragraph)
        .flat_map(|setting| setting.lines.iter().map(|line| &it.lines[*line]))
        .filter(|it| (it.size - area.size).abs() < 0.01)
        .collect();
    let row = |line: &Line| ((line.y - area.top) / area.pitch).fract() * area.pitch;
    let mut rows: BTreeMap<i64, usize> = BTreeMap::new();
    body.iter().for_each(|it| *rows.entry((row(it) * 100.0).round() as i64).or_default() += 1);
    let Some(promised) = rows.into_iter().max_by_key(|it| it.1).map(|it| it.0 as f64 / 100.0) else {
        return Vec::new();
    };
    let off = |line: &Line| {
        let apart = (row(line) - promised).rem_euclid(area.pitch);
        apart.min(area.pitch - apart)
    };
    let mut out = Vec::new();
    let mut before: Option<usize> = None;
    for line in body {
        let apart = off(line);
        if apart <= SLACK {
            before = None;
            continue;
        }
        // What follows on the same page has the same cause.
        if before.replace(line.page) == Some(line.page) {
            continue;
        }
        let Some(glyph) = it.ink(line).next() else { continue };
        let (page, apart) = (number(line.page), format!("{apart:.1}"));
        out.push(
            it.at("layout/off-grid", glyph, say!(zh: "PDF 第 {page} 页从这一行起偏离行格 {apart} pt", en: "from this line on page {page} of the PDF is {apart} pt off the grid"))
                .hint(say!(zh: "版式里这一行之前的标题、表或图，占的高不是整行数。", en: "what stands before it, a heading, a table or a picture, does not take whole lines in this layout.")),
        );
    }
    out
}
