//! Lines from glyphs. A line is told by its passage and its baseline: the frames of Typst don't keep lines apart, and two
//! cells of one row stand on one baseline.

use crate::publish::typst::pages::Glyph;
use crate::publish::typst::passage::{Kind, Passage, style};

/// A line of one passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The page, counted from 0.
    pub page: usize,
    /// The number of its passage.
    pub passage: usize,
    /// The line as the author ended it: a hard break begins the next.
    pub forced: u32,
    /// The baseline, in points from the page's top.
    pub y: f64,
    /// Where its first glyph begins, in points from the page's left edge.
    pub left: f64,
    /// Where its last glyph ends.
    pub right: f64,
    /// The greatest em on it, in points.
    pub size: f64,
    /// Its glyphs by number, from left to right.
    pub glyphs: Vec<usize>,
}

/// A passage as it stands on paper: its lines in order. A heading may stand again in the contents, and the head of a
/// table on each of its pages; each time is a setting of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The number of its passage.
    pub passage: usize,
    /// What the passage is.
    pub kind: Kind,
    /// Whether it is the last setting of its passage: the text itself, and not its entry in the contents before it.
    pub last: bool,
    /// The numbers of its lines.
    pub lines: Vec<usize>,
}

/// Returns the lines that glyphs stand on, and the settings that the lines make up, both in order of their beginnings.
pub fn lines(glyphs: &[Glyph], passages: &[Passage]) -> (Vec<Line>, Vec<Setting>) {
    let mut lines: Vec<Line> = Vec::new();
    let mut settings: Vec<Setting> = Vec::new();
    // The setting that a passage stands in, and the last byte seen of it.
    let mut open: Vec<Option<(usize, u32)>> = vec![None; passages.len()];
    for (number, glyph) in glyphs.iter().enumerate() {
        // A reading stands above the line, whose glyphs go on below it.
        let above = glyph.place.style & style::READING != 0;
        let Some(passage) = passages.get(glyph.place.passage).filter(|_| !above) else { continue };
        let begun = open[glyph.place.passage].filter(|(_, byte)| glyph.byte >= *byte);
        let setting = begun.map_or(settings.len(), |it| it.0);
        if begun.is_none() {
            if let Some((before, _)) = open[glyph.place.passage] {
                settings[before].last = false;
            }
            settings.push(Setting { passage: glyph.place.passage, kind: passage.kind, last: true, lines: Vec::new() });
        }
        open[glyph.place.passage] = Some((setting, glyph.byte));
        let here = settings[setting].lines.last().copied();
        match here.filter(|it| goes_on(&lines[*it], glyph)) {
            Some(line) => add(&mut lines[line], number, glyph),
            None => {
                settings[setting].lines.push(lines.len());
                lines.push(Line {
                    page: glyph.page,
                    passage: glyph.place.passage,
                    forced: glyph.place.forced,
                    y: glyph.y,
                    left: glyph.left,
                    right: glyph.right(),
                    size: glyph.size,
                    glyphs: vec![number],
                });
            }
        }
    }
    (lines, settings)
}

/// Whether a glyph stands on a line: on its baseline or raised above it, and not far to the left of its end.
fn goes_on(line: &Line, glyph: &Glyph) -> bool {
    let em = line.size.max(glyph.size);
    line.page == glyph.page
        && line.forced == glyph.place.forced
        && (line.y - glyph.y).abs() < 0.75 * em
        && glyph.left > line.right - 0.6 * em
}

fn add(line: &mut Line, number: usize, glyph: &Glyph) {
    // The baseline is that of the largest text.
    if glyph.size > line.size {
        line.y = glyph.y;
        line.size = glyph.size;
    }
    line.right = line.right.max(glyph.right());
    line.glyphs.push(number);
}
