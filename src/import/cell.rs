//! The text on its way through import: each character with the place in the raw text that it came from. Only so can the
//! account be added up at the end.

use crate::import::raw::{Hint, Raw};
use crate::import::repair::{Ledger, Why};

/// A character and the byte of the raw text where the character, or the one that it stands for, begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The character as it will be written.
    pub ch: char,
    /// Its byte in the raw text.
    pub at: usize,
}

/// A line of a raw text.
#[derive(Debug, Clone, PartialEq)]
pub struct Strand {
    /// Its characters, without the blanks around them.
    pub cells: Vec<Cell>,
    /// What the form knows of it.
    pub hint: Hint,
    /// The width of the blanks before it, in ems.
    pub indent: f32,
    /// How wide it is on its page, indent included, in ems: a character of ASCII is half as wide as Han.
    pub width: f32,
    /// Whether a blank line stands above it.
    pub after_blank: bool,
    /// Whether a page ends right above it.
    pub after_page: bool,
    /// The byte of the line end behind it.
    pub end: usize,
}

impl Strand {
    /// Returns the text.
    pub fn text(&self) -> String {
        text(&self.cells)
    }
}

/// Returns the text of cells.
pub fn text(cells: &[Cell]) -> String {
    cells.iter().map(|it| it.ch).collect()
}

/// Returns the text of cells without blanks.
pub fn solid(cells: &[Cell]) -> String {
    cells.iter().map(|it| it.ch).filter(|it| !it.is_whitespace()).collect()
}

/// Returns the cell that a byte of a text of cells lies in.
pub fn cell_at(cells: &[Cell], byte: usize) -> usize {
    let mut sum = 0;
    cells
        .iter()
        .position(|it| {
            let here = sum >= byte;
            sum += it.ch.len_utf8();
            here
        })
        .unwrap_or(cells.len())
}

/// A line that stands so many times the usual distance below the line above is set apart from it.
const GAP: f32 = 1.15;

fn em(it: char) -> f32 {
    if it.is_ascii() { 0.5 } else { 1.0 }
}

/// Returns the lines of a raw text with the cuts of its form made. Blank lines become marks on the lines below them.
pub fn strands(raw: &Raw, ledger: &mut Ledger) -> Vec<Strand> {
    let mut out: Vec<Strand> = Vec::new();
    let (mut blank, mut page, mut cuts, mut behind) = (false, false, raw.cuts.iter().peekable(), 0);
    for line in &raw.lines {
        let gap = behind.min(line.range.start)..line.range.start;
        page |= raw.text[gap.clone()].contains('\u{C}');
        behind = line.range.end;
        let mut cells = Vec::new();
        let mut at = line.range.start;
        while at < line.range.end {
            while cuts.peek().is_some_and(|it| it.range.end <= at) {
                cuts.next();
            }
            if let Some(cut) = cuts.peek().filter(|it| it.range.start <= at) {
                cells.extend(cut.reads.chars().map(|ch| Cell { ch, at: cut.range.start }));
                at = cut.range.end;
                continue;
            }
            let Some(ch) = raw.text[at..].chars().next() else { break };
            page |= ch == '\u{C}';
            cells.push(Cell { ch, at });
            at += ch.len_utf8();
        }
        let mended = crate::import::characters::mended(&cells, raw, ledger);
        let lead = mended.iter().take_while(|it| it.ch.is_whitespace()).count();
        let tail = mended.iter().rev().take_while(|it| it.ch.is_whitespace()).count().min(mended.len() - lead);
        let indent = mended[..lead].iter().map(|it| em(it.ch)).sum();
        let indent = line.hint.indent.unwrap_or(indent);
        for it in mended[..lead].iter().chain(&mended[mended.len() - tail..]) {
            ledger.drop_cell(raw, *it, Why::Blank);
        }
        let cells = mended[lead..mended.len() - tail].to_vec();
        // Measured in the characters of the page: a full-width digit was wide when the line was broken.
        let seen = |it: &Cell| raw.text[it.at..].chars().next().map_or(0.0, em);
        let width = indent + cells.iter().map(seen).sum::<f32>();
        let cells = crate::import::tokens::mended(cells, raw, ledger);
        if cells.is_empty() {
            blank = true;
            continue;
        }
        let (after_blank, after_page) = (std::mem::take(&mut blank), std::mem::take(&mut page));
        let after_blank = after_blank || line.hint.gap.is_some_and(|it| it >= GAP);
        out.push(Strand {
            cells,
            hint: line.hint.clone(),
            indent,
            width,
            after_blank,
            after_page,
            end: line.range.end,
        });
    }
    out
}
