//! The straight way. Most normative texts are paragraphs and headings with nothing in them that Markdown could take for
//! markup: such a text needs neither shadow nor parser, and is read here in one pass. Whatever might mean more than it
//! shows, a blank at the start of a line, a bracket, a backtick, makes this way close, and the text goes the long one.
//! Both ways lead to the same blocks: a property test walks them side by side.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memmem};

use crate::markdown::events::Raw;
use crate::markdown::events::blanks::{space_out, trim_ends, trim_lines};
use crate::model::{Inline, Run};
use crate::text::{FileId, Span, is_cjk};

/// A text without traps.
#[derive(Debug)]
pub struct Straight {
    /// Its blocks, in order.
    pub blocks: Vec<Raw>,
    /// Its comments, in order; each stands on a line of its own.
    pub comments: Vec<Range<usize>>,
}

/// Returns what `source` says from byte `start` on; nothing where it takes the parser to know.
pub fn straight(file: FileId, source: &str, start: usize) -> Option<Straight> {
    let mut way = Way { file, source, paragraph: None, out: Straight { blocks: Vec::new(), comments: Vec::new() } };
    let mut at = start;
    while at < source.len() {
        let end = memchr(b'\n', &source.as_bytes()[at..]).map_or(source.len(), |it| at + it);
        way.line(at..end)?;
        at = end + 1;
    }
    way.close()?;
    Some(way.out)
}

struct Way<'s> {
    file: FileId,
    source: &'s str,
    /// The paragraph that is open.
    paragraph: Option<Range<usize>>,
    out: Straight,
}

impl Way<'_> {
    /// Reads a line; nothing where it may be more than text.
    fn line(&mut self, line: Range<usize>) -> Option<()> {
        let text = &self.source.as_bytes()[line.clone()];
        match text.first() {
            None => return self.close(),
            Some(b' ' | b'\t') => {
                let blank = text.iter().all(|it| matches!(it, b' ' | b'\t'));
                return if blank { self.close() } else { None };
            }
            Some(b'<') => return self.comment(line),
            Some(b'#') => {
                let level = text.iter().take_while(|it| **it == b'#').count();
                if level <= 6 && matches!(text.get(level), None | Some(b' ' | b'\t')) {
                    return self.heading(level, line);
                }
            }
            Some(first) if opens_block(*first, text) => return None,
            Some(_) => {}
        }
        if holds_mark(text) {
            return None;
        }
        match &mut self.paragraph {
            // Blanks before a line end may break the line.
            Some(open) if matches!(self.source.as_bytes()[open.end - 1], b' ' | b'\t') => return None,
            Some(open) => open.end = line.end,
            None => self.paragraph = Some(line),
        }
        Some(())
    }

    /// A comment that is all of its line.
    fn comment(&mut self, line: Range<usize>) -> Option<()> {
        let text = &self.source[line.clone()];
        let inside = text.strip_prefix("<!--")?;
        let close = line.start + 4 + memmem::find(inside.as_bytes(), b"-->")? + 3;
        if !self.source[close..line.end].bytes().all(|it| matches!(it, b' ' | b'\t')) {
            return None;
        }
        self.close()?;
        self.out.comments.push(line.start..close);
        Some(())
    }

    fn heading(&mut self, level: usize, line: Range<usize>) -> Option<()> {
        let text = &self.source.as_bytes()[line.start + level..line.end];
        let lead = text.iter().take_while(|it| matches!(it, b' ' | b'\t')).count();
        // Marks at the end close a heading, and braces there are attributes.
        if lead == text.len() || memchr::memchr2(b'#', b'{', text).is_some() || holds_mark(text) {
            return None;
        }
        self.close()?;
        let mut inlines = self.inlines(line.start + level + lead..line.end)?;
        trim_ends(&mut inlines);
        let span = self.trimmed(line);
        self.out.blocks.push(Raw::Heading { level: level as u8, inlines, span });
        Some(())
    }

    /// Ends the paragraph that is open, if one is.
    fn close(&mut self) -> Option<()> {
        let Some(range) = self.paragraph.take() else { return Some(()) };
        let mut inlines = self.inlines(range.clone())?;
        trim_ends(&mut inlines);
        if !inlines.is_empty() {
            let span = self.trimmed(range);
            self.out.blocks.push(Raw::Paragraph { inlines, span });
        }
        Some(())
    }

    /// Returns the text of a block; nothing where its asterisks are not plainly strong text.
    fn inlines(&self, range: Range<usize>) -> Option<Vec<Inline>> {
        let text = &self.source[range.clone()];
        let mut out = Vec::with_capacity(1);
        let mut at = 0;
        let mut stars = memchr_iter(b'*', text.as_bytes());
        while let Some(open) = stars.next() {
            // `**`, a letter, text, a letter, `**`: with letters inside, CommonMark and we agree whatever stands outside.
            let close = strong(text, open, &mut stars)?;
            self.lines(range.start + at..range.start + open, &mut out);
            let mut inner = Vec::with_capacity(1);
            self.lines(range.start + open + 2..range.start + close, &mut inner);
            settle(&mut inner);
            out.push(Inline::Strong(inner));
            at = close + 2;
        }
        self.lines(range.start + at..range.end, &mut out);
        settle(&mut out);
        Some(out)
    }

    /// Adds the lines of a range as runs with soft line ends between.
    fn lines(&self, range: Range<usize>, out: &mut Vec<Inline>) {
        let mut from = range.start;
        for end in memchr_iter(b'\n', &self.source.as_bytes()[range.clone()]) {
            let end = range.start + end;
            self.run(from..end, out);
            out.push(Inline::Soft { span: Span::new(self.file, end..end + 1), space: false });
            from = end + 1;
        }
        self.run(from..range.end, out);
    }

    fn run(&self, range: Range<usize>, out: &mut Vec<Inline>) {
        if !range.is_empty() {
            let text = self.source[range.clone()].to_owned();
            out.push(Inline::Text(Run { span: Span::new(self.file, range), text }));
        }
    }

    /// Returns the span of a block that begins without blanks, without those at its end.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let kept = self.source[range.clone()].trim_end_matches([' ', '\t']).len();
        Span::new(self.file, range.start..range.start + kept)
    }
}

/// Returns where the asterisks stand that close the strong text which opens at `open`; takes them off `stars`.
fn strong(text: &str, open: usize, stars: &mut impl Iterator<Item = usize>) -> Option<usize> {
    let letter = |it: char| it.is_ascii_alphanumeric() || is_cjk(it);
    if stars.next()? != open + 1 || !text[open + 2..].starts_with(letter) {
        return None;
    }
    let close = stars.next()?;
    (stars.next()? == close + 1 && text[open + 2..close].ends_with(letter) && !text[close + 2..].starts_with('*'))
        .then_some(close)
}

/// Settles white space at the line ends within a text.
fn settle(inlines: &mut [Inline]) {
    if inlines.len() > 1 {
        trim_lines(inlines);
        space_out(inlines);
    }
}

/// Returns whether a line may open another block than a paragraph, or make the paragraph above another.
fn opens_block(first: u8, line: &[u8]) -> bool {
    match first {
        b'>' | b'-' | b'+' | b'=' | b'~' | b'|' | b':' => true,
        b'0'..=b'9' => {
            let digits = line.iter().take_while(|it| it.is_ascii_digit()).count();
            matches!(line.get(digits), Some(b'.' | b')')) && matches!(line.get(digits + 1), None | Some(b' ' | b'\t'))
        }
        b'*' => line.get(1) != Some(&b'*'),
        _ => false,
    }
}

/// Returns whether a line holds a sign that may be markup wherever it stands, asterisks not counted.
fn holds_mark(line: &[u8]) -> bool {
    let is_mark =
        |it: u8| u8::from(matches!(it, b'`' | b'[' | b']' | b'\\' | b'&' | b'<' | b'|') || it < b' ' && it != b'\t');
    // No early exit inside a chunk: so the comparisons run side by side.
    line.chunks(64).any(|it| it.iter().fold(0, |any, it| any | is_mark(*it)) != 0)
}
