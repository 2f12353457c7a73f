//! The shadow of a source: the bytes that the CommonMark parser is shown. It is as long as the source, byte for
//! byte, so every place found in it is a place of the source; characters that CommonMark would misread in Chinese
//! text are replaced by letters, so that the parser sees the text as the author meant it.
//!
//! What is replaced is decided by the source alone for single characters (`letters`, `stars`), and by asking the parser
//! for blocks (`round`: indented code, Setext headings, raw HTML, unused definitions): what it reports is masked and
//! the parser asked again, until nothing is left to mask.

mod definitions;
mod html;
mod letters;
mod round;
mod stars;
mod table;

use std::ops::Range;

use pulldown_cmark::Options;

use crate::markdown::shadow::letters::{hide_guarded_braces, letters};
use crate::markdown::shadow::stars::stars;
use crate::markdown::traps::Trap;

/// A tag that means what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTag {
    /// Its bytes.
    pub range: Range<usize>,
    /// `table`, `tr`, `th`, `td`, `br`, `sub`, `sup`, `ruby`, `rt`, `rp`.
    pub name: &'static str,
    /// Whether it closes an element.
    pub closing: bool,
}

/// The source with its shadow and what was found on the way.
#[derive(Debug)]
pub struct Shadow<'s> {
    /// The source.
    pub source: &'s str,
    /// What the parser is shown; the same length.
    pub text: String,
    /// Comments, in order.
    pub comments: Vec<Range<usize>>,
    /// Tags that mean what they say, in order.
    pub tags: Vec<HtmlTag>,
    /// White space at the start of a line, masked because it is an indent and not code.
    pub indents: Vec<Range<usize>>,
    /// Tables written as tags, from `<table>` to `</table>`.
    pub tables: Vec<Range<usize>>,
    /// Traps, in order of discovery.
    pub traps: Vec<(Trap, Range<usize>)>,
    start: usize,
}

/// The options of the source format: tables, footnotes, heading attributes. The metadata block is read by
/// `front_matter`, since it may stand at the first byte only.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES
}

/// How often the parser is asked before the text is taken as it is.
const ROUNDS: usize = 40;

impl<'s> Shadow<'s> {
    /// Returns the shadow of `source` from byte `start` on, with nothing left to mask.
    pub fn cast(source: &'s str, start: usize) -> Self {
        let mut bytes = letters(source);
        hide_guarded_braces(&mut bytes);
        let mut traps = Vec::new();
        stars(source, start, &mut bytes, &mut traps);
        let text = String::from_utf8(bytes).expect("every character was replaced by one of its own length");
        let mut shadow = Self {
            source,
            text,
            comments: Vec::new(),
            tags: Vec::new(),
            indents: Vec::new(),
            tables: Vec::new(),
            traps,
            start,
        };
        let settled = (0..ROUNDS).any(|_| !shadow.round());
        if !settled {
            // The text defends itself against every reading: show the parser letters only.
            shadow.mask_all();
        }
        shadow.tags.sort_by_key(|it| it.range.start);
        for ranges in [&mut shadow.comments, &mut shadow.indents, &mut shadow.tables] {
            ranges.sort_by_key(|it| it.start);
        }
        shadow
    }

    /// Returns a source whose only markup shows itself: nothing in it is hidden but `comments`, and no parser is asked.
    pub fn none(source: &'s str, start: usize, comments: Vec<Range<usize>>) -> Self {
        Self {
            source,
            text: String::new(),
            comments,
            tags: Vec::new(),
            indents: Vec::new(),
            tables: Vec::new(),
            traps: Vec::new(),
            start,
        }
    }

    /// Returns the part that the parser reads; its places count from [`Shadow::start`].
    pub fn body(&self) -> &str {
        &self.text[self.start..]
    }

    /// Returns where the body begins.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Hides a range from the parser behind letters; line ends stay.
    fn mask(&mut self, range: Range<usize>) {
        self.replace(range, |it| if it.is_ascii() && !matches!(it, '\n' | '\r') { 'x' } else { it });
    }

    /// Hides a range with its line ends: what it holds becomes part of one line.
    fn mask_whole(&mut self, range: Range<usize>) {
        self.replace(range, |it| if it.is_ascii() { 'x' } else { it });
    }

    fn replace(&mut self, range: Range<usize>, letter: impl Fn(char) -> char) {
        let letters: String = self.text[range.clone()].chars().map(letter).collect();
        self.text.replace_range(range, &letters);
    }

    /// Hides the lines that hold a range, and says so.
    pub fn mask_line(&mut self, range: Range<usize>) {
        let (from, to) = (self.line_start(range.start), self.line_end(range.end.max(range.start)));
        let already = self.text[from..to].bytes().all(|it| !it.is_ascii() || matches!(it, b'x' | b'\n' | b'\r'));
        if !already {
            self.mask(from..to);
            self.traps.push((Trap::Other, range));
        }
    }

    /// Hides everything: the parser sees paragraphs of letters.
    pub fn mask_all(&mut self) {
        let (start, end) = (self.start, self.text.len());
        // Blanks inside a line separate words; at its start they would be an indent.
        let mut inside = false;
        let letters: String = self.text[start..end]
            .chars()
            .map(|it| match it {
                '\n' | '\r' => {
                    inside = false;
                    it
                }
                ' ' if inside => ' ',
                _ => {
                    inside = true;
                    if it.is_ascii() { 'x' } else { it }
                }
            })
            .collect();
        self.text.replace_range(start..end, &letters);
        self.traps.push((Trap::Other, start..end));
    }

    fn blank(&mut self, range: Range<usize>) {
        let blanks: String = self.source[range.clone()]
            .bytes()
            .map(|it| if matches!(it, b'\n' | b'\r') { it as char } else { ' ' })
            .collect();
        self.text.replace_range(range, &blanks);
    }

    fn overwrite(&mut self, at: usize, with: &str) {
        self.text.replace_range(at..at + with.len(), with);
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |it| it + 1).max(self.start)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |it| at + it)
    }
}

/// Returns those of sorted ranges, none overlapping another, that share a byte with `range`.
pub fn overlapping<T>(
    sorted: &[T],
    place: impl Fn(&T) -> &Range<usize>,
    range: Range<usize>,
) -> impl Iterator<Item = &T> {
    let first = sorted.partition_point(|it| place(it).end <= range.start);
    sorted[first..].iter().take_while(move |it| place(it).start < range.end)
}
