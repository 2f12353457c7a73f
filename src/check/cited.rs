//! How a message quotes a reference: as it stands in the text, 第99条 and not 第九十九条, so that an editor finds it.

use std::collections::BTreeMap;

use crate::check::prose::Prose;
use crate::model::Reference;
use crate::text::{FileId, Span};

/// The passages of a work by where they begin.
pub struct Cited(BTreeMap<(FileId, u32), usize>);

impl Cited {
    /// Returns the passages by their places.
    pub fn of(prose: &[Prose]) -> Self {
        let starts = prose.iter().enumerate().filter_map(|(at, it)| it.passage.start().map(|start| (start, at)));
        Self(starts.map(|(start, at)| ((start.file, start.start), at)).collect())
    }

    /// Returns the words of a reference in quotation marks; where markup cuts them, or they share a word with their
    /// neighbours as in 第三、五条, what it names, without the marks.
    pub fn name(&self, prose: &[Prose], reference: &Reference) -> String {
        let shared = reference.numerals.iter().any(|it| it.shared);
        match self.words(prose, reference.span).filter(|_| !shared) {
            Some(words) => format!("“{words}”"),
            None => reference.label(),
        }
    }

    fn words<'a>(&self, prose: &'a [Prose], span: Span) -> Option<&'a str> {
        let (_, at) = self.0.range(..=(span.file, span.start)).next_back()?;
        prose.get(*at)?.passage.words(span)
    }
}
