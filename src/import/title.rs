//! The title of a raw text: by its size and place where the form knows the page, else by its words.

use crate::import::block::{Opened, is_ended, opened};
use crate::import::cell::{Strand, solid};
use crate::import::raw;
use crate::text::is_cjk;

/// Returns the title without blanks, and how many lines it takes: the first line that can be one, with the next where the
/// page says them again as one.
pub fn title_of(lines: &[Strand], full: f32) -> Option<(usize, usize, String)> {
    if let Some(found) = largest(lines) {
        return Some(found);
    }
    let at = lines.iter().take(12).position(|it| {
        let words = it.text();
        !is_property(&words) && words.chars().any(is_cjk)
    })?;
    let first = &lines[at];
    let words = first.text();
    let is_row = |it: &Strand| it.hint.role == raw::Role::TableRow;
    if is_row(first)
        || opened(&words).is_some()
        || is_ended(&words)
        || words.chars().count() > 80
        || words.ends_with(['，', '、'])
        || words.starts_with("——")
    {
        return None;
    }
    let one = solid(&first.cells);
    let mut whole = one.clone();
    for count in 1..3 {
        let Some(next) = lines.get(at + count).filter(|it| !is_row(it)) else { break };
        whole.push_str(&solid(&next.cells));
        if lines[at + count + 1..].iter().any(|it| solid(&it.cells) == whole) {
            return Some((at, count + 1, whole));
        }
    }
    // A title that fills its line goes on in a short one that is no note, no unit and no sentence.
    if let Some(next) = lines.get(at + 1).filter(|it| !is_row(it)) {
        let below = next.text();
        let repeats = solid(&next.cells) == one;
        let plain = opened(&below).is_none()
            && !is_ended(&below)
            && !below.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '（' | '(' | '—'));
        if first.width >= full && next.width < full && plain && !repeats {
            return Some((at, 2, format!("{one}{}", solid(&next.cells))));
        }
    }
    Some((at, 1, one))
}

/// Returns the title of a text whose form knows the size of type: what is largest above the first unit, but for the name
/// of the organ that an official paper (GB/T 9704) has over its number.
fn largest(lines: &[Strand]) -> Option<(usize, usize, String)> {
    let size = |it: &Strand| it.hint.size.unwrap_or(0.0);
    let head: Vec<(usize, &Strand)> = lines
        .iter()
        .enumerate()
        .filter(|(_, it)| it.hint.role != raw::Role::PageMatter)
        .take_while(|(_, it)| match opened(&it.text()) {
            None => true,
            // 解释（一）: what a title ends with may stand on a line of its own.
            Some(Opened::Item(..)) => size(it) > 1.1,
            Some(_) => false,
        })
        .take(20)
        .collect();
    let is_organ = |it: &Strand| solid(&it.cells).ends_with("文件") && !it.text().starts_with("关于");
    let candidates = head.iter().filter(|(_, it)| !is_organ(it) && it.text().chars().any(is_cjk));
    let top = candidates.clone().map(|(_, it)| size(it)).fold(0.0, f32::max);
    if top < 1.1 {
        return None;
    }
    let (at, first) = candidates.clone().find(|(_, it)| size(it) > top - 0.03)?;
    let following = head.iter().skip_while(|(it, _)| it <= at);
    let rest: Vec<&Strand> = following.map(|(_, it)| *it).take_while(|it| size(it) > top - 0.03).take(3).collect();
    let words = std::iter::once(*first).chain(rest.iter().copied()).map(|it| solid(&it.cells)).collect();
    Some((*at, rest.len() + 1, words))
}

/// `sidebar: auto`: a property that some other tool left.
fn is_property(words: &str) -> bool {
    words.split_once(':').is_some_and(|(key, _)| !key.is_empty() && key.is_ascii() && !key.contains(' '))
}
