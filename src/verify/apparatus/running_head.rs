//! The running head: nothing on the first page; the title on even pages; on odd ones the first of the
//! outermost headings that begins on the page, or else the one that runs on, or nothing.

use crate::verify::expected::Expected;

/// Returns what the head of a page says. `pages` holds the page on which each of the headings begins.
pub fn head<'a>(expected: &'a Expected, pages: &[Option<usize>], page: usize) -> Option<&'a str> {
    if page < 2 {
        return None;
    }
    if page.is_multiple_of(2) {
        return Some(&expected.title);
    }
    let running = || expected.headings.iter().zip(pages).filter(|(it, _)| it.running);
    let begins = running().find(|(_, it)| **it == Some(page));
    let runs_on = || running().rfind(|(_, it)| it.is_some_and(|it| it < page));
    begins.or_else(runs_on).map(|(it, _)| it.text.as_str())
}
