//! The text of a paragraph as one string, in which every byte knows its place in the source.

use std::ops::Range;

use crate::model::{Inline, Run, leaves, plain_text};
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
        for leaf in leaves(inlines) {
            if let Inline::Text(run) | Inline::Code(run) = leaf {
                passage.runs.push((passage.text.len(), run.clone()));
            }
            passage.text.push_str(&plain_text(std::slice::from_ref(leaf)));
        }
        passage
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
