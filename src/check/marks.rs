//! What the rules on punctuation share: which characters make a neighbourhood Chinese, and edits that take the backslash
//! before a guarded character with it.

use std::ops::Range;

use crate::check::Work;
use crate::check::prose::Prose;
use crate::model::{Markup, PieceKind, Signs};
use crate::text::{Edit, Span, is_han};

/// Returns the passages with their text for reading.
pub fn texts<'w>(work: &'w Work) -> impl Iterator<Item = (&'w Prose<'w>, &'w str)> {
    work.prose().iter().map(|prose| (prose, prose.reading()))
}

/// Returns those passages that may hold one of some signs, with their text for reading.
pub fn texts_with<'w>(work: &'w Work, signs: Signs) -> impl Iterator<Item = (&'w Prose<'w>, &'w str)> {
    texts(work).filter(move |(prose, _)| prose.signs.meets(&signs))
}

/// Returns the character before a place.
pub fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// Returns the character at a place.
pub fn after(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Returns whether Chinese text ends at a place: with Han, or with a mark that closes something in Chinese.
pub fn han_ends(text: &str, at: usize) -> bool {
    let shut = text[..at].trim_end_matches(['”', '’']);
    shut.chars()
        .next_back()
        .is_some_and(|it| is_han(it) || matches!(it, '》' | '〉' | '）' | '〕' | '」' | '』' | '】'))
}

/// Returns whether Chinese text begins at a place: with Han, or with a mark that opens something in Chinese.
pub fn han_begins(text: &str, at: usize) -> bool {
    let shut = text[at..].trim_start_matches(['“', '‘']);
    shut.chars().next().is_some_and(|it| is_han(it) || matches!(it, '《' | '〈' | '（' | '〔' | '「' | '『' | '【'))
}

/// Returns whether there is Han in a text.
pub fn has_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Returns the edit that writes `text` in place of a range of a passage, and the backslash that guards it; nothing
/// where markup stands within the range.
pub fn edit(work: &Work, prose: &Prose, range: Range<usize>, text: &str) -> Option<Edit> {
    let single = prose.passage.text[range.clone()].chars().nth(1).is_none();
    let span = prose.passage.place(range.clone())?;
    // A character may be written as an entity, longer than itself.
    (single || span.len() == range.len()).then(|| Edit { span: with_escape(work, span), text: text.to_owned() })
}

/// Returns the place and the backslash right before it.
fn with_escape(work: &Work, span: Span) -> Span {
    let mut accounts = work.documents().map(|it| &it.account.pieces);
    let Some(pieces) = accounts.find(|it| it.first().is_some_and(|it| it.span.file == span.file)) else { return span };
    let at = pieces.partition_point(|it| it.span.end < span.start);
    match pieces.get(at) {
        Some(piece) if piece.span.end == span.start && piece.kind == PieceKind::Markup(Markup::Escape) => {
            piece.span.to(span)
        }
        _ => span,
    }
}
