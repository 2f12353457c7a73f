//! Rows of type out of glyphs: what stands on one baseline, one glyph after the other, in the order given.

use std::ops::Range;

use crate::extract::{Glyph, Post};
use crate::import::raw::Role;

/// A row of type on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The page, from 1.
    pub page: usize,
    /// The left edge of its first visible glyph, in points.
    pub left: f32,
    /// The right edge of its last visible glyph.
    pub right: f32,
    /// Its baseline, from the upper edge of the page.
    pub y: f32,
    /// The size of most of its glyphs.
    pub size: f32,
    /// What it says.
    pub text: String,
    /// Signs of notes in the text.
    pub signs: Vec<Range<usize>>,
    /// How many of its glyphs have no Unicode value.
    pub unknown: usize,
    /// How many glyphs it has.
    pub glyphs: usize,
    /// Whether it runs another way than from left to right.
    pub turned: bool,
    /// What it is.
    pub role: Role,
    /// Whether a block begins with it for certain.
    pub opens: bool,
    /// Whether the next row goes on with its block for certain.
    pub continues: bool,
    /// The left and right edges of its column.
    pub column: (f32, f32),
}

impl Row {
    /// Returns whether it is text of the body.
    pub fn is_body(&self) -> bool {
        self.role != Role::PageMatter && self.role != Role::Note
    }
}

/// What stands between the cells of a table in the text of a row: the unit separator of ISO 646.
pub const BETWEEN: char = '\u{1F}';

/// What stands between the paragraphs of a cell: the record separator.
pub const WITHIN: char = '\u{1E}';

/// A wider gap, in ems, parts two pieces of a line that may be cells or columns.
pub const PIECE: f32 = 0.95;
/// Nor does a narrower one part words of Latin.
const LATIN: f32 = 2.2;
/// No gap parts what tags or marks hold together.
pub const WHOLE: f32 = 60.0;

/// Returns the rows of glyphs in the order of the glyphs, parted at gaps wider than `reach`; rows of white space are
/// left out.
pub fn rows<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>, reach: f32) -> Vec<Row> {
    rows_between(glyphs, reach, &[])
}

/// Returns the rows of glyphs, parted by upright lines too, which stand in the order of pages.
pub fn rows_between<'g>(glyphs: impl IntoIterator<Item = &'g Glyph>, reach: f32, posts: &[Post]) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    let mut pen: Option<Pen> = None;
    for glyph in straightened(glyphs.into_iter().collect()) {
        match &mut pen {
            Some(it) if it.goes_on(glyph, reach) && !it.is_parted(glyph, posts) => it.add(glyph),
            _ => {
                out.extend(pen.take().and_then(Pen::finish));
                pen = Some(Pen::new(glyph));
            }
        }
    }
    out.extend(pen.and_then(Pen::finish));
    out
}

/// Glyphs with those of each line from left to right, whatever way they were drawn. Bold that is made by striking a
/// character twice is one character.
fn straightened(mut glyphs: Vec<&Glyph>) -> Vec<&Glyph> {
    let mut from = 0;
    while from < glyphs.len() {
        let first = glyphs[from];
        let on_line = |it: &&Glyph| {
            it.page == first.page && !it.turned && !first.turned && (it.y - first.y).abs() < 0.05 * first.size
        };
        let to = from + 1 + glyphs[from + 1..].iter().take_while(|it| on_line(it)).count();
        let backwards = |it: &[&Glyph]| it[1].x < it[0].x - 0.3 * it[0].size;
        if glyphs[from..to].windows(2).any(backwards) {
            glyphs[from..to].sort_by(|a, b| a.x.total_cmp(&b.x));
        }
        from = to;
    }
    let twice = |a: &Glyph, b: &Glyph| {
        a.text == b.text
            && a.page == b.page
            && !a.text.trim().is_empty()
            && (a.x - b.x).abs() < 0.1 * a.size
            && (a.y - b.y).abs() < 0.1 * a.size
            && a.advance > 0.2 * a.size
    };
    glyphs.dedup_by(|b, a| twice(a, b));
    glyphs
}

struct Pen {
    row: Row,
    /// The right edge of the last glyph, seen or white.
    end: f32,
    /// The largest size so far: a raised sign is measured by the type around it.
    largest: f32,
    /// Sizes in tenths of a point, with how many glyphs have them.
    sizes: Vec<(i32, usize)>,
}

impl Pen {
    fn new(glyph: &Glyph) -> Self {
        let row = Row {
            page: glyph.page,
            left: f32::MAX,
            right: f32::MIN,
            y: glyph.y,
            size: glyph.size,
            text: String::new(),
            signs: Vec::new(),
            unknown: 0,
            glyphs: 0,
            turned: glyph.turned,
            role: Role::Body,
            opens: false,
            continues: false,
            column: (0.0, 0.0),
        };
        let mut pen = Self { row, end: glyph.x, largest: glyph.size, sizes: Vec::new() };
        pen.add(glyph);
        pen
    }

    fn goes_on(&self, glyph: &Glyph, reach: f32) -> bool {
        if glyph.page != self.row.page || glyph.turned != self.row.turned {
            return false;
        }
        let em = self.largest.max(glyph.size);
        if glyph.turned {
            // Which way it runs does not matter as long as it runs on.
            return (glyph.x - self.end).abs() < 2.0 * em + glyph.advance && (glyph.y - self.row.y).abs() < 60.0 * em;
        }
        let raised = glyph.size < 0.8 * self.largest || self.largest < 0.8 * glyph.size;
        let gap = glyph.x - self.end;
        // A justified line of Latin has wide blanks and no pieces.
        let latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_graphic());
        let words = latin(self.row.text.trim_end().chars().next_back()) && latin(glyph.text.chars().next());
        let reach = if words { reach.max(LATIN) } else { reach };
        (glyph.y - self.row.y).abs() < if raised { 0.6 * em } else { 0.45 * em } && gap > -0.6 * em && gap < reach * em
    }

    /// Whether an upright line stands between the row and a glyph.
    fn is_parted(&self, glyph: &Glyph, posts: &[Post]) -> bool {
        let from = posts.partition_point(|it| it.page < glyph.page);
        let (left, right) = (self.end - 0.2 * glyph.size, glyph.x + 0.2 * glyph.size);
        let middle = glyph.y - 0.35 * glyph.size;
        posts[from..]
            .iter()
            .take_while(|it| it.page == glyph.page)
            .any(|it| it.x > left && it.x < right && it.top < middle && it.bottom > middle)
    }

    fn add(&mut self, glyph: &Glyph) {
        let row = &mut self.row;
        let gap = glyph.x - self.end;
        if !row.text.is_empty() && !glyph.turned {
            row.text.push_str(blank(row.text.chars().next_back(), glyph.text.chars().next(), gap / self.largest));
        }
        let raised = glyph.size < 0.8 * self.largest && row.y - glyph.y > 0.15 * self.largest;
        let at = row.text.len();
        row.text.push_str(&glyph.text);
        if glyph.sign || (raised && is_sign(&glyph.text)) {
            match row.signs.last_mut() {
                Some(last) if last.end == at => last.end = row.text.len(),
                _ => row.signs.push(at..row.text.len()),
            }
        }
        row.glyphs += 1;
        row.unknown += usize::from(!glyph.known);
        self.end = glyph.x + glyph.advance;
        if !glyph.text.trim().is_empty() {
            row.left = row.left.min(glyph.x);
            row.right = row.right.max(self.end);
            if glyph.size > self.largest {
                // The row began with something small; what is larger stands on its baseline, and a raised number
                // in front of it is the sign of a note.
                let before = &row.text[..at];
                if glyph.size * 0.8 > self.largest && glyph.y - row.y > 0.15 * glyph.size && is_sign(before.trim()) {
                    let sign = 0..before.trim_end().len();
                    row.signs = Vec::from([sign]);
                }
                (self.largest, row.y) = (glyph.size, glyph.y);
            }
            let size = (glyph.size * 10.0).round() as i32;
            match self.sizes.iter_mut().find(|(it, _)| *it == size) {
                Some((_, count)) => *count += 1,
                None => self.sizes.push((size, 1)),
            }
        }
    }

    fn finish(self) -> Option<Row> {
        let Self { mut row, sizes, .. } = self;
        if row.text.trim().is_empty() {
            return None;
        }
        if let Some((size, _)) = sizes.iter().max_by_key(|(size, count)| (*count, *size)) {
            row.size = *size as f32 / 10.0;
        }
        Some(row)
    }
}

/// Returns whether a text is made of what signs of notes are made of.
pub fn is_sign(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|it| {
            it.is_ascii_digit()
                || matches!(it, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | '*' | '†' | '‡' | '[' | ']' | '〔' | '〕')
        })
}

/// The blank that a gap stands for where no glyph says it, the gap in ems.
fn blank(before: Option<char>, after: Option<char>, gap: f32) -> &'static str {
    let (Some(before), Some(after)) = (before, after) else { return "" };
    if before.is_whitespace() || after.is_whitespace() {
        return "";
    }
    let latin = before.is_ascii_graphic() && after.is_ascii_graphic();
    let western = before.is_ascii_graphic() || after.is_ascii_graphic();
    if latin && gap > 0.17 {
        " "
    } else if !western && gap > 0.8 {
        // Behind a full-width mark its own white half may be part of the gap.
        if is_mark(before) && gap < 1.2 { "" } else { "\u{3000}" }
    } else if western && gap > 0.5 {
        " "
    } else {
        ""
    }
}

fn is_mark(it: char) -> bool {
    matches!(it, '\u{3001}'..='\u{3002}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF1F}' | '“' | '”' | '‘' | '’' | '—' | '…')
}
