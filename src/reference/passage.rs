//! The text of a paragraph as one string, in which every byte knows its place in the source.

use std::ops::Range;

use crate::model::{Inline, Run, plain_text};
use crate::text::Span;

/// The text of a paragraph.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The text, without markup.
    pub text: String,
    /// Where each run begins in the text.
    runs: Vec<(usize, Run)>,
}

impl Passage {
    /// Returns the passage that inlines make.
    pub fn of(inlines: &[Inline]) -> Self {
        let mut passage = Passage { text: String::new(), runs: Vec::new() };
        passage.add(inlines);
        passage
    }

    fn add(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(run) | Inline::Code(run) => {
                    self.runs.push((self.text.len(), run.clone()));
                    self.text.push_str(&run.text);
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Sub(inner)
                | Inline::Sup(inner)
                | Inline::Link { inlines: inner, .. } => self.add(inner),
                Inline::Ruby { base, reading } => {
                    self.add(base);
                    self.add(reading);
                }
                Inline::Soft { .. } | Inline::Hard(_) | Inline::Image { .. } | Inline::NoteSign { .. } => {
                    self.text.push_str(&plain_text(std::slice::from_ref(inline)))
                }
            }
        }
    }

    /// Returns where a range of the text stands in the source; nothing where it holds no run.
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        let touched = self.runs.iter().filter(|(at, run)| *at < range.end && at + run.text.len() > range.start);
        let spans = touched.map(|(at, run)| {
            if run.text.len() != run.span.len() {
                return run.span;
            }
            let (from, to) = (range.start.saturating_sub(*at), (range.end - at).min(run.text.len()));
            Span { file: run.span.file, start: run.span.start + from as u32, end: run.span.start + to as u32 }
        });
        spans.reduce(Span::to)
    }
}
