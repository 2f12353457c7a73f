//! The text of a paragraph as one string without a copy where it is one run, as it nearly always is.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{Inline, Run, leaves, plain_text};
use crate::text::Span;

/// The text of a paragraph, in which every byte knows its place in the source.
pub struct Flow<'a> {
    /// The text, without markup.
    pub text: Cow<'a, str>,
    /// Where each run begins in the text, in order.
    runs: Vec<(usize, &'a Run)>,
}

impl<'a> Flow<'a> {
    /// Returns the text that inlines make.
    pub fn of(inlines: &'a [Inline]) -> Self {
        if let [Inline::Text(run)] = inlines {
            return Flow { text: Cow::Borrowed(&run.text), runs: vec![(0, run)] };
        }
        let (mut text, mut runs) = (String::new(), Vec::new());
        for leaf in leaves(inlines) {
            if let Inline::Text(run) | Inline::Code(run) = leaf {
                runs.push((text.len(), run));
                text.push_str(&run.text);
            } else {
                text.push_str(&plain_text(std::slice::from_ref(leaf)));
            }
        }
        Flow { text: Cow::Owned(text), runs }
    }

    /// Returns where a range of the text stands in the source; nothing where it holds no run.
    pub fn place(&self, range: Range<usize>) -> Option<Span> {
        let from = self.runs.partition_point(|(at, run)| at + run.text.len() <= range.start);
        let touched = self.runs[from..].iter().take_while(|(at, _)| *at < range.end);
        let spans = touched.map(|(at, run)| {
            // The character of an entity is all of it.
            if run.text.len() != run.span.len() {
                return run.span;
            }
            let (from, to) = (range.start.saturating_sub(*at), (range.end - at).min(run.text.len()));
            Span { file: run.span.file, start: run.span.start + from as u32, end: run.span.start + to as u32 }
        });
        spans.reduce(Span::to)
    }
}
