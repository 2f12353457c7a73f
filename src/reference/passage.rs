//! The text of a paragraph as one string, in which every byte knows its place in the source.

use std::ops::Range;

use crate::model::{Inline, leaves, plain_text};
use crate::text::Span;

/// The text of a paragraph.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The text, without markup.
    pub text: String,
    /// The run that the text begins with; of most passages the only one.
    first: Option<Stretch>,
    /// The runs behind it.
    rest: Vec<Stretch>,
}

/// A run within a passage.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Where it begins in the text.
    at: usize,
    /// Its bytes there.
    len: usize,
    /// Where it stands in the source.
    span: Span,
}

impl Passage {
    /// Returns the passage that inlines make.
    pub fn of(inlines: &[Inline]) -> Self {
        let mut passage = Passage { text: plain_text(inlines), first: None, rest: Vec::new() };
        let mut at = 0;
        for leaf in leaves(inlines) {
            match leaf {
                Inline::Text(run) | Inline::Code(run) => {
                    let stretch = Stretch { at, len: run.text.len(), span: run.span };
                    at += stretch.len;
                    match passage.first {
                        None => passage.first = Some(stretch),
                        Some(_) => passage.rest.push(stretch),
                    }
                }
                Inline::Soft { space: true, .. } | Inline::Hard(_) => at += 1,
                _ => {}
            }
        }
        passage
    }

    /// Returns where it begins in the source.
    pub fn start(&self) -> Option<Span> {
        self.first.map(|it| it.span)
    }

    /// Returns the text at a place of the source, where it stands in one run.
    pub fn words(&self, span: Span) -> Option<&str> {
        let at = self.rest.partition_point(|it| it.span.start <= span.start);
        let run = at.checked_sub(1).map_or(self.first, |it| Some(self.rest[it]))?;
        let holds = run.len == run.span.len() && run.span.start <= span.start && span.end <= run.span.end;
        let from = run.at + (span.start.checked_sub(run.span.start)? as usize);
        self.text.get(from..from + span.len()).filter(|_| holds && run.span.file == span.file)
    }

    /// Returns where a range of the text stands in the source; nothing where it holds no run.
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        // A paragraph of many runs is asked for many places: those that end above the range are leapt over.
        let from = self.rest.partition_point(|it| it.at + it.len <= range.start);
        let below = self.rest[from..].iter().take_while(|it| it.at < range.end);
        let touched = self.first.iter().chain(below).filter(|it| it.at < range.end && it.at + it.len > range.start);
        let spans = touched.map(|it| {
            if it.len != it.span.len() {
                return it.span;
            }
            let (from, to) = (range.start.saturating_sub(it.at), (range.end - it.at).min(it.len));
            Span { file: it.span.file, start: it.span.start + from as u32, end: it.span.start + to as u32 }
        });
        spans.reduce(Span::to)
    }
}
