//! The contents: every heading in order, word for word; articles may be named too. An EPUB may name its own parts, a PDF
//! puts the page behind each entry.

use crate::verify::expected::{Expected, Heading};
use crate::verify::unit::letters;

/// What is wrong with contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// An entry that is no heading in its place.
    Entry(String),
    /// A heading that no entry names.
    Missing(usize),
    /// An entry that leads to another page than its heading's.
    Page { entry: String, page: usize },
}

/// An entry of contents.
pub struct Entry {
    /// What it says.
    pub text: String,
    /// The page behind it, where there is one.
    pub page: Option<usize>,
}

/// Returns what is wrong with entries. `pages` holds the page on which each heading begins.
pub fn check(expected: &Expected, entries: &[Entry], pages: &[Option<usize>]) -> Vec<Wrong> {
    let text = |it: &str| -> String { letters(it).into_iter().collect() };
    let own = |entry: &str| {
        let words = expected.words.iter().chain([&expected.title]);
        words.map(|it| text(it)).any(|it| it == text(entry))
    };
    let names = |heading: &Heading, entry: &str| {
        let entry = text(entry);
        entry == text(&heading.text) || !heading.division && heading.names.iter().any(|it| entry == text(it))
    };
    let mut out = Vec::new();
    let mut named = vec![false; expected.headings.len()];
    let mut at = 0;
    for entry in entries {
        let Some(step) = expected.headings[at..].iter().position(|it| names(it, &entry.text)) else {
            if !own(&entry.text) {
                out.push(Wrong::Entry(entry.text.clone()));
            }
            continue;
        };
        let heading = at + step;
        named[heading] = true;
        at = heading + 1;
        let page = pages.get(heading).copied().flatten();
        if let (Some(says), Some(page)) = (entry.page, page)
            && says != page
        {
            out.push(Wrong::Page { entry: entry.text.clone(), page });
        }
    }
    let lacking = (0..named.len()).filter(|&it| expected.headings[it].division && !named[it]);
    out.extend(lacking.map(Wrong::Missing));
    out
}

/// Returns an entry of a printed table of contents: its words, dots, and the page in digits.
pub fn printed(block: &str) -> Entry {
    let block: String = letters(block).into_iter().collect();
    let words = block.trim_end_matches(|it: char| it.is_ascii_digit());
    let page = block[words.len()..].parse().ok();
    Entry { text: words.trim_end_matches(['.', '·', '…', '‥']).to_owned(), page }
}
