//! Places in source text. A [`Span`] is a range of bytes in one file; a [`SourceMap`] holds the files of
//! a work as they stand on disk, so that every place can be shown with its line and column.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr_iter;

/// The number of a file in its [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one file, counted from the first byte on disk (a byte order mark included).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

impl Span {
    /// Returns the span of `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let narrow = |at: usize| u32::try_from(at).expect("a source is at most 4 GiB: SourceMap::add refuses more");
        Self { file, start: narrow(range.start), end: narrow(range.end) }
    }

    /// Returns the bytes as a range to index text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns how many bytes lie in the span.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Returns whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the smallest span that holds both; the files must be the same.
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the empty span where this one begins.
    pub fn at_start(self) -> Span {
        Span { end: self.start, ..self }
    }
}

/// A replacement of the text in a span; an empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One file of source text.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Where each line begins; found out when a place is asked for the first time.
    lines: OnceLock<Vec<usize>>,
    /// How many characters stand before each stretch of [`STRETCH`] bytes, for columns of lines that are longer.
    characters: OnceLock<Vec<usize>>,
}

/// Columns are counted from the start of a line, or of a stretch: a file may be one line.
const STRETCH: usize = 1 << 12;

/// A place for a person: line and column count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Source {
    /// Returns the source `text` under the name that findings show.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), lines: OnceLock::new(), characters: OnceLock::new() }
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            std::iter::once(0).chain(memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1)).collect()
        })
    }

    /// Returns the name that findings show: a path with `/`, relative to where the user works.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the whole text, byte for byte as on disk.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line that a byte lies in, counted from 1.
    pub fn line_at(&self, byte: usize) -> usize {
        self.lines().partition_point(|&start| start <= byte).max(1)
    }

    /// Returns the line and column of a byte.
    pub fn place(&self, byte: usize) -> Place {
        let line = self.line_at(byte);
        let start = self.lines()[line - 1];
        let end = floor_boundary(&self.text, byte);
        let mark = usize::from(line == 1 && end > 0 && self.text.starts_with('\u{FEFF}'));
        let column = match end - start {
            0..=STRETCH => self.text[start..end].chars().count(),
            _ => self.characters_before(end) - self.characters_before(start),
        };
        Place { line, column: column - mark + 1 }
    }

    /// Returns how many characters stand before a byte that begins one.
    fn characters_before(&self, byte: usize) -> usize {
        let begins = |it: &[u8]| it.iter().filter(|it| **it & 0xC0 != 0x80).count();
        let bytes = self.text.as_bytes();
        let sums = self.characters.get_or_init(|| {
            let mut sum = 0;
            bytes
                .chunks(STRETCH)
                .map(|it| {
                    let before = sum;
                    sum += begins(it);
                    before
                })
                .collect()
        });
        let stretch = byte / STRETCH;
        sums.get(stretch).map_or_else(|| begins(bytes), |sum| sum + begins(&bytes[stretch * STRETCH..byte]))
    }

    /// Returns the bytes of a line counted from 1, without its line end.
    pub fn line(&self, line: usize) -> Range<usize> {
        let start = self.lines()[line - 1];
        let end = self.lines().get(line).copied().unwrap_or(self.text.len());
        let kept = self.text[start..end].trim_end_matches(['\n', '\r']).len();
        start..start + kept
    }
}

fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The files of a work, in reading order.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// Adds a source and returns its number.
    ///
    /// # Panics
    /// When the text is larger than 4 GiB; the workspace refuses such a file before.
    pub fn add(&mut self, source: Source) -> FileId {
        assert!(u32::try_from(source.text.len()).is_ok(), "a source is at most 4 GiB");
        self.sources.push(source);
        FileId(u32::try_from(self.sources.len() - 1).expect("fewer files than bytes of memory"))
    }

    /// Returns the source of that number.
    pub fn source(&self, file: FileId) -> &Source {
        &self.sources[file.0 as usize]
    }

    /// Returns the text in a span.
    pub fn text(&self, span: Span) -> &str {
        &self.source(span.file).text[span.range()]
    }

    /// Returns the sources with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(number, source)| (FileId(u32::try_from(number).expect("counted on adding")), source))
    }
}

/// Returns whether a character is Han: an ideograph of any block, or 〇 and 々.
pub fn is_han(it: char) -> bool {
    matches!(it, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns whether a character is set on the Chinese em square or belongs to Chinese text: Han, kana, full-width
/// forms, CJK punctuation and the quotes, dashes and ellipses that Chinese shares with Latin.
pub fn is_cjk(it: char) -> bool {
    is_han(it)
        || matches!(it, '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{2026}' | '\u{00B7}' | '\u{3000}'..='\u{30FF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_characters_and_skip_the_byte_order_mark() {
        let source = Source::new("a.md", "\u{FEFF}重庆\n倡议");
        assert_eq!(source.place(6), Place { line: 1, column: 2 });
        assert_eq!(source.place(10), Place { line: 2, column: 1 });
        assert_eq!(source.place(999), Place { line: 2, column: 3 });
        assert_eq!(&source.text()[source.line(2)], "倡议");
    }

    #[test]
    fn columns_of_a_long_line() {
        let text = format!("\u{FEFF}甲\n{}", "乙a".repeat(5000));
        let source = Source::new("a.md", text.as_str());
        let line = text.find('\n').expect("two lines") + 1;
        for (count, (at, _)) in text[line..].char_indices().enumerate() {
            assert_eq!(source.place(line + at), Place { line: 2, column: count + 1 });
        }
        assert_eq!(source.place(text.len()), Place { line: 2, column: 10_001 });
        let whole = Source::new("b.md", "乙".repeat(STRETCH));
        assert_eq!(whole.place(3 * STRETCH), Place { line: 1, column: STRETCH + 1 });
    }
}
