//! Every run of a document's text, with what the front matter says of it, as the rules on single characters read it:
//! titles, markers, tables, notes and code are text as well as paragraphs are.

use crate::model::{Document, runs};
use crate::text::Span;

/// A run of text in its place.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// What it says.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// Returns every run of text, in the order of the tree; what the front matter says comes last.
pub fn texts(document: &Document) -> Vec<Text<'_>> {
    let mut out: Vec<Text> = Vec::new();
    let mut add = |blocks| out.extend(runs(blocks).into_iter().map(|it| Text { text: &it.text, span: it.span }));
    add(&document.blocks);
    document.notes.iter().for_each(|it| add(&it.blocks));
    let metadata = &document.metadata;
    let single = [
        &metadata.title,
        &metadata.subtitle,
        &metadata.publisher,
        &metadata.rights,
        &metadata.description,
        &metadata.adopted_by,
        &metadata.place,
    ];
    let many = [&metadata.authors, &metadata.identifiers, &metadata.subjects];
    let entries = single.into_iter().flatten().chain(many.into_iter().flatten());
    out.extend(entries.map(|it| Text { text: &it.text, span: it.span }));
    out
}

impl Text<'_> {
    /// Returns where a range of the text stands; the whole run where its bytes are not those of the source.
    pub fn place(&self, range: std::ops::Range<usize>) -> Span {
        if self.text.len() != self.span.len() {
            return self.span;
        }
        let start = self.span.start as usize;
        Span::new(self.span.file, start + range.start..start + range.end)
    }

    /// Returns whether the text stands in the source byte for byte, so that a place in it can be changed.
    pub fn is_literal(&self) -> bool {
        self.text.len() == self.span.len()
    }
}

/// Returns whether a test picks out any two bytes next to each other in a text. It is made of `&` and `|` alone, so that
/// many pairs are tested at once.
pub fn any_pair(text: &str, test: impl Fn(u8, u8) -> bool) -> bool {
    const CHUNK: usize = 64;
    let bytes = text.as_bytes();
    let pairs = bytes.chunks(CHUNK).zip(bytes.get(1..).unwrap_or_default().chunks(CHUNK));
    let mut found = pairs.map(|(one, two)| one.iter().zip(two).fold(false, |any, (one, two)| any | test(*one, *two)));
    found.any(|it| it)
}

/// Returns the runs of characters, next to each other, that a test picks out.
pub fn picked(text: &str, test: impl Fn(char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut out: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, it) in text.char_indices().filter(|(_, it)| test(*it)) {
        match out.last_mut() {
            Some(last) if last.end == at => last.end = at + it.len_utf8(),
            _ => out.push(at..at + it.len_utf8()),
        }
    }
    out
}

/// Returns whether a text leaves a quotation or a title open at its end. Only its last part is looked at: no quotation that
/// matters is longer, and a line may be of any length.
pub fn leaves_open(before: &str, open: char, close: char) -> bool {
    const REACH: usize = 2_000;
    before.chars().rev().take(REACH).find(|it| *it == open || *it == close) == Some(open)
}
