//! From parser events to plain blocks: paragraphs, headings, lists, with every run of text taken from the source.
//! What the blocks mean as units of a normative text is decided in `units`.

mod blanks;
mod blocks;
mod elements;
mod inlines;
mod straight;
mod tables;

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, Parser};

use crate::markdown::shadow::{Shadow, options};
use crate::model::{Alignment, Inline, Run};
use crate::text::{FileId, Span};

pub use straight::{Straight, straight};

/// A block as Markdown knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raw {
    /// A line of `#`, with their count.
    Heading { level: u8, inlines: Vec<Inline>, span: Span },
    /// A paragraph.
    Paragraph { inlines: Vec<Inline>, span: Span },
    /// A block quote.
    Quote { blocks: Vec<Raw>, span: Span },
    /// A list with bullets.
    Bullets { items: Vec<(Vec<Raw>, Span)>, span: Span },
    /// A list with numbers: each item with its marker as written.
    Numbered { items: Vec<(Run, Vec<Raw>, Span)> },
    /// A table, written with bars or with tags.
    Table { rows: Vec<Vec<Vec<Inline>>>, header_rows: usize, alignments: Vec<Alignment>, span: Span },
    /// Lines of code.
    Code { lines: Vec<Run>, span: Span },
    /// A rule across the page.
    Rule(Span),
    /// The text of a note.
    Note { label: String, blocks: Vec<Raw>, span: Span },
}

type Events<'a> = Peekable<IntoIter<(Event<'a>, Range<usize>)>>;

/// Returns the blocks of a shadow's source, in order.
pub fn blocks(file: FileId, shadow: &Shadow) -> Vec<Raw> {
    let start = shadow.start();
    let events: Vec<_> = Parser::new_ext(shadow.body(), options())
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + start..range.end + start))
        .collect();
    let reader = Reader { file, shadow };
    let mut events = events.into_iter().peekable();
    let mut out = Vec::new();
    while events.peek().is_some() {
        reader.block(&mut events, &mut out);
    }
    out
}

/// Turns events into blocks whose text is cut from the source.
struct Reader<'a, 's> {
    file: FileId,
    shadow: &'a Shadow<'s>,
}

impl Reader<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// Returns the run of source text in a range.
    fn run(&self, range: Range<usize>) -> Run {
        Run { text: self.shadow.source[range.clone()].to_owned(), span: self.span(range) }
    }

    /// Returns the span of a range without the white space at its ends.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let text = &self.shadow.source[range.clone()];
        let head = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
        let tail = text.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        self.span(range.start + head.min(tail)..range.start + tail.max(head.min(tail)))
    }

    /// Returns the label of the first note sign in a range.
    fn label(&self, range: Range<usize>) -> String {
        let text = &self.shadow.source[range];
        text.find("[^")
            .and_then(|open| text[open + 2..].find(']').map(|close| text[open + 2..open + 2 + close].to_owned()))
            .unwrap_or_default()
    }

    /// Adds the lines of a range as they stand, without their ends; an empty line of code is a line.
    fn verbatim(&self, range: Range<usize>, out: &mut Vec<Run>) {
        let mut from = range.start;
        for line in self.shadow.source[range].split_inclusive('\n') {
            let kept = line.trim_end_matches(['\n', '\r']).len();
            out.push(self.run(from..from + kept));
            from += line.len();
        }
    }
}
