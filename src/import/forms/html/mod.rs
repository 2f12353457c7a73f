//! The simple HTML of law sites. Only what makes blocks is understood: paragraphs, headings, line breaks, rows of tables;
//! every other tag is cut. What a page never shows or a site puts around the text is left out, and what a page shows
//! without saying it (the numbers of a list, pictures, raised signs) is marked, so that the report can tell.

mod names;
mod references;
mod shades;
mod tables;
mod tags;

use std::collections::BTreeMap;
use std::ops::Range;

use self::names::{is_block, level};
use self::references::References;
use self::shades::Shades;
use self::tables::Row;
use self::tags::{Part, Tag};
use crate::import::raw::{Cut, CutReason, Form, Hint, Line, Raw, Role};

/// Reads a page.
pub fn read(text: String) -> Raw {
    let tags = tags::tags(&text);
    let rows = tables::rows(&text, &tags);
    let mut page = Page {
        text: &text,
        cuts: Vec::new(),
        lines: Vec::new(),
        start: 0,
        opens: true,
        role: Role::Body,
        kept: 0,
        references: References::default(),
    };
    let shades = shades::shades(&text, &tags);
    page.walk(&tags, &rows, &shades);
    let (cuts, lines) = (page.cuts, page.lines);
    Raw { lines, cuts, ..Raw::new(Form::Html, text) }
}

struct Page<'a> {
    text: &'a str,
    cuts: Vec<Cut>,
    lines: Vec<Line>,
    /// Where the line begins.
    start: usize,
    /// The line begins a block.
    opens: bool,
    role: Role,
    /// How many elements are open that keep their line ends.
    kept: usize,
    references: References,
}

impl Page<'_> {
    fn walk(&mut self, tags: &[Tag], rows: &BTreeMap<usize, Row>, shades: &Shades) {
        let (mut at, mut place) = (0, 0);
        while place < tags.len() {
            let tag = &tags[place];
            // A row that nothing closed has taken the tag that opens the next one.
            let taken = tag.range.end == at && rows.contains_key(&place);
            if tag.range.start < at && !taken {
                place += 1;
                continue;
            }
            if !taken {
                self.words(at..tag.range.start);
            }
            if let Some((range, why)) = shades.get(&tag.range.start) {
                if is_block(tag.name) {
                    self.line(tag.range.start, true);
                    (self.start, self.opens) = (tag.range.start, true);
                }
                at = range.end;
                self.cut(range.clone(), "", *why);
            } else if let Some(row) = rows.get(&place) {
                at = self.row(row, tags, shades);
                place = row.tags.end;
            } else {
                self.tag(tag);
                at = tag.range.end;
                place += 1;
            }
        }
        self.words(at..self.text.len());
        self.line(self.text.len(), true);
    }

    fn cut(&mut self, range: Range<usize>, reads: &str, why: CutReason) {
        if !range.is_empty() {
            self.cuts.push(Cut { range, reads: reads.to_owned(), why });
        }
    }

    /// Ends a line; one that ends within a paragraph goes on in the next.
    fn line(&mut self, end: usize, closes: bool) {
        let range = self.start..end;
        let shows = shows(self.text, &range, &self.cuts);
        let hint = Hint { continues: !closes, ..Hint::default() };
        let hint = if shows { Hint { role: self.role, opens_block: self.opens, ..hint } } else { hint };
        self.lines.push(Line { range, hint });
        self.opens &= !shows;
    }

    fn words(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let rest = &self.text[at..range.end];
            match rest.as_bytes()[0] {
                b'&' => at += self.reference(at, range.end),
                // Before LF a carriage return is the end of its line and white space.
                b'\r' if rest.starts_with("\r\n") => at += 1,
                b'\n' | b'\r' => {
                    self.line(at, self.kept > 0);
                    self.start = at + 1;
                    at += 1;
                }
                _ => at += rest.find(['&', '\n', '\r']).unwrap_or(rest.len()),
            }
        }
    }

    /// Cuts the reference that stands at a place, if one does, and returns how far it was read.
    fn reference(&mut self, at: usize, end: usize) -> usize {
        match self.references.read(&self.text[at..end]) {
            (_, Some((len, reads))) => {
                self.cut(at..at + len, &reads, CutReason::Entity);
                len
            }
            (far, None) => far,
        }
    }

    fn tag(&mut self, tag: &Tag) {
        if tag.name == "br" || is_block(tag.name) {
            self.line(tag.range.start, true);
            self.start = tag.range.start;
            if tag.name != "br" {
                self.opens = true;
                self.role = match (level(tag.name), tag.part) {
                    (Some(level), Part::Start) => Role::Heading(level),
                    _ => Role::Body,
                };
            }
        }
        match (tag.name, tag.part) {
            ("pre", Part::Start) => self.kept += 1,
            ("pre", Part::End) => self.kept = self.kept.saturating_sub(1),
            _ => {}
        }
        self.cut(tag.range.clone(), "", reason(tag));
    }

    /// A row of a table is one line, its cells between bars.
    fn row(&mut self, row: &Row, tags: &[Tag], shades: &Shades) -> usize {
        let (first, end) = (&tags[row.tags.start], &tags[row.tags.end]);
        if first.range.start >= self.start {
            self.line(first.range.start, true);
            self.start = first.range.start;
            self.cut(first.range.clone(), "", CutReason::Tag);
        }
        (self.opens, self.role) = (true, Role::TableRow);
        let (mut at, mut bar, mut fresh) = (first.range.end, "| ".to_owned(), true);
        for tag in &tags[row.tags.start + 1..row.tags.end] {
            if tag.range.start < at {
                continue;
            }
            fresh = self.cell(at..tag.range.start, fresh);
            at = tag.range.end;
            if let Some((range, why)) = shades.get(&tag.range.start).filter(|it| it.0.end <= end.range.start) {
                self.cut(range.clone(), "", *why);
                at = range.end;
            } else if matches!(tag.name, "td" | "th") && tag.part == Part::Start {
                let why = if tag.columns > 1 || tag.rows > 1 { CutReason::WideCell } else { CutReason::Tag };
                self.cut(tag.range.clone(), &bar, why);
                (bar, fresh) = (format!("{} | ", " |".repeat(tag.columns - 1)), true);
            } else {
                // Two paragraphs of a cell stay two words.
                let parts = !fresh && tag.part == Part::Start && (tag.name == "br" || is_block(tag.name));
                self.cut(tag.range.clone(), if parts { " " } else { "" }, reason(tag));
            }
        }
        self.cell(at..end.range.start, fresh);
        let bars = bar.trim_end().to_owned() + &" |".repeat(row.missing);
        self.cut(end.range.clone(), &bars, CutReason::Tag);
        self.line(end.range.end, true);
        (self.start, self.opens, self.role) = (end.range.end, true, Role::Body);
        end.range.end
    }

    /// Text of a cell: a line end in it is a blank, or nothing. Returns whether the cell is still empty.
    fn cell(&mut self, range: Range<usize>, fresh: bool) -> bool {
        let (text, mut at, mut fresh) = (self.text, range.start, fresh);
        while at < range.end {
            let rest = &text[at..range.end];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                let next = rest[blank..].chars().next();
                let before = text[..at].chars().next_back();
                let words = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
                let keeps = !fresh && next.is_some() && (words(next) && words(before) || !rest[..blank].contains('\n'));
                if !keeps || rest[..blank].contains('\n') {
                    self.cut(at..at + blank, if keeps { " " } else { "" }, CutReason::LineEnd);
                }
                at += blank;
            } else if rest.starts_with('&') {
                (at, fresh) = (at + self.reference(at, range.end), false);
            } else {
                at += rest.find(|it: char| it == '&' || it.is_whitespace()).unwrap_or(rest.len());
                fresh = false;
            }
        }
        fresh
    }
}

/// Why a tag is cut: most say nothing, some show what no text says.
fn reason(tag: &Tag) -> CutReason {
    match (tag.name, tag.part) {
        ("ol", Part::Start) => CutReason::ListNumbers,
        ("img", Part::Start) => CutReason::Picture,
        ("sup", Part::Start) => CutReason::Raised,
        _ => CutReason::Tag,
    }
}

/// Returns whether a line has anything but tags and blanks.
fn shows(text: &str, range: &Range<usize>, cuts: &[Cut]) -> bool {
    let (mut at, first) = (range.start, cuts.partition_point(|it| it.range.end <= range.start));
    for cut in &cuts[first..] {
        if cut.range.start >= range.end {
            break;
        }
        if !text[at.min(cut.range.start)..cut.range.start].trim().is_empty()
            || !cut.reads.trim_matches([' ', '|']).trim().is_empty()
        {
            return true;
        }
        at = cut.range.end;
    }
    at < range.end && !text[at..range.end].trim().is_empty()
}
