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

/// Returns what is wrong with the entries of an EPUB. Each heading of a division must be named.
pub fn check(expected: &Expected, entries: &[String]) -> Vec<Wrong> {
    let names = |heading: &Heading, entry: &str| {
        let short = !heading.division && heading.names.iter().any(|it| entry == text(it));
        (short || entry == text(&heading.text)).then_some(None)
    };
    walk(expected, entries, names, |_| None, |it| it.division)
}

/// Returns what is wrong with the entries of printed contents: words, dots, and the page in digits. `pages` holds the page
/// on which each heading begins. What is `listed` must be named.
pub fn printed(expected: &Expected, entries: &[String], pages: &[Option<usize>]) -> Vec<Wrong> {
    let names = |heading: &Heading, entry: &str| {
        let rest = entry.strip_prefix(text(&heading.text).as_str())?;
        let digits = rest.trim_start_matches(['.', '·', '…', '‥']);
        // Without a page an entry leads nowhere.
        if digits.is_empty() { Some(Some(0)) } else { digits.parse().ok().map(Some) }
    };
    walk(expected, entries, names, |it| pages.get(it).copied().flatten(), |it| it.listed)
}

/// Goes down headings and entries side by side. `names` says whether an entry names a heading, and which page it gives.
fn walk(
    expected: &Expected,
    entries: &[String],
    names: impl Fn(&Heading, &str) -> Option<Option<usize>>,
    page: impl Fn(usize) -> Option<usize>,
    needed: impl Fn(&Heading) -> bool,
) -> Vec<Wrong> {
    let own: Vec<String> = expected.words.iter().chain([&expected.title]).map(|it| text(it)).collect();
    let mut out = Vec::new();
    let mut named = vec![false; expected.headings.len()];
    let mut at = 0;
    for entry in entries {
        let words = text(entry);
        let mut ahead = expected.headings[at..].iter().enumerate();
        let Some((step, says)) = ahead.find_map(|(step, it)| names(it, &words).map(|says| (step, says))) else {
            if !own.contains(&words) {
                out.push(Wrong::Entry(entry.clone()));
            }
            continue;
        };
        let heading = at + step;
        named[heading] = true;
        at = heading + 1;
        if let (Some(says), Some(page)) = (says, page(heading))
            && says != page
        {
            out.push(Wrong::Page { entry: expected.headings[heading].text.clone(), page });
        }
    }
    let lacking = (0..named.len()).filter(|&it| needed(&expected.headings[it]) && !named[it]);
    out.extend(lacking.map(Wrong::Missing));
    out
}

fn text(it: &str) -> String {
    letters(it).into_iter().collect()
}
