//! A cover: a first page of few words, with the title that the text opens with again.

use crate::import::block::opened;
use crate::import::pdf::row::Row;
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::raw::Role;
use crate::say;

/// A page with more lines is no cover.
const LINES: usize = 10;

/// Marks the rows of a cover as matter of the page.
pub fn mark(rows: &mut [Row], told: &mut Vec<Told>) {
    let text: Vec<usize> = (0..rows.len()).filter(|&it| rows[it].is_body() && !rows[it].turned).collect();
    let first: Vec<usize> = text.iter().copied().take_while(|&it| rows[it].page == rows[text[0]].page).collect();
    if first.is_empty() || first.len() > LINES || first.iter().any(|&it| opened(rows[it].text.trim()).is_some()) {
        return;
    }
    // What is largest on it is its title.
    let size = first.iter().map(|&it| rows[it].size).fold(0.0, f32::max);
    let title: String =
        first.iter().filter(|&&it| rows[it].size > size * 0.95).map(|&it| solid(&rows[it].text)).collect();
    let inner: Vec<usize> =
        text.iter().copied().skip(first.len()).take_while(|&it| opened(rows[it].text.trim()).is_none()).collect();
    let again = (0..inner.len()).any(|from| {
        let mut whole = String::new();
        inner[from..].iter().take(4).any(|&it| {
            whole.push_str(&solid(&rows[it].text));
            whole == title
        })
    });
    if !again || title.chars().count() < 3 {
        return;
    }
    for at in first {
        rows[at].role = Role::PageMatter;
        told.push(Told::row(
            ToldKind::Cover,
            &rows[at],
            say!(
                zh: "封面上的字，题目在正文前又有一次，不算正文",
                en: "words of a cover, no part of the text, which opens with the title again"
            ),
        ));
    }
}

fn solid(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}
