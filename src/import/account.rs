//! The account: what became of every character of the raw text, and where every character of the output came from. It is
//! audited from the two texts alone, by rules of its own: what the steps of import believe counts for nothing here.

use std::ops::Range;

use crate::import::characters::{half_width, is_invisible};
use crate::import::repair::Why;
use crate::message::Message;
use crate::model::lookalike::unified;
use crate::say;

/// What became of a stretch of the raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stands in the output, in the order of the raw text.
    Kept,
    /// It stands in the output, at another place.
    Moved,
    /// Something else stands in its place.
    Replaced(Why),
    /// It is gone.
    Removed(Why),
    /// Nothing of the raw text: a mark of Markdown or a comment of import.
    Added,
}

/// One entry of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Bytes of the raw text; empty for what was added.
    pub raw: Range<usize>,
    /// Bytes of the output; empty for what was removed.
    pub out: Range<usize>,
    /// What became of it.
    pub fate: Fate,
}

/// Audits an account. Returns what does not balance, with the byte of the raw text where.
pub fn audit(raw: &str, out: &str, entries: &[Entry]) -> Result<(), (usize, Message)> {
    let mut by_raw: Vec<&Entry> = entries.iter().filter(|it| it.fate != Fate::Added).collect();
    by_raw.sort_by_key(|it| (it.raw.start, it.raw.end));
    covers(by_raw.iter().map(|it| &it.raw), raw.len())
        .map_err(|at| (at, say!(zh: "原件的一个字没有着落", en: "a character of the raw text is not accounted for")))?;
    let mut by_out: Vec<&Entry> = entries.iter().filter(|it| !matches!(it.fate, Fate::Removed(_))).collect();
    by_out.sort_by_key(|it| (it.out.start, it.out.end));
    covers(by_out.iter().map(|it| &it.out), out.len())
        .map_err(|at| (at, say!(zh: "写出的一个字没有来历", en: "a character of the output comes from nowhere")))?;
    for entry in entries {
        let at = entry.raw.start;
        let (Some(from), Some(to)) = (raw.get(entry.raw.clone()), out.get(entry.out.clone())) else {
            return Err((at, say!(zh: "一笔账切断了一个字", en: "an entry cuts a character")));
        };
        let holds = match entry.fate {
            Fate::Kept | Fate::Moved => from == to && !from.is_empty(),
            Fate::Replaced(why) => replaced(from, to, why),
            Fate::Removed(why) => to.is_empty() && removed(from, why),
            Fate::Added => from.is_empty() && added(to),
        };
        if !holds {
            let fate = entry.fate;
            return Err((
                at,
                say!(
                    zh: "{from:?} 到 {to:?} 的一笔账（{fate:?}）不成立",
                    en: "{fate:?} does not hold for {from:?} -> {to:?}"
                ),
            ));
        }
    }
    Ok(())
}

fn covers<'a>(ranges: impl Iterator<Item = &'a Range<usize>>, len: usize) -> Result<(), usize> {
    let mut at = 0;
    for range in ranges {
        if range.start != at || range.end < range.start {
            return Err(at);
        }
        at = range.end;
    }
    if at == len { Ok(()) } else { Err(at) }
}

fn replaced(from: &str, to: &str, why: Why) -> bool {
    let pairs = || from.chars().zip(to.chars());
    let same = from.chars().count() == to.chars().count();
    match why {
        Why::Radical => same && pairs().all(|(a, b)| unified(a) == Some(b)),
        Why::FullWidth => same && pairs().all(|(a, b)| half_width(a) == Some(b)),
        Why::Joined | Why::Separator => from.chars().all(char::is_whitespace) && matches!(to, " " | "\u{3000}"),
        Why::Entity | Why::Form => true,
        Why::Blank | Why::BlankInside | Why::Invisible | Why::Folio | Why::RunningHead | Why::Repeated => false,
    }
}

fn removed(from: &str, why: Why) -> bool {
    match why {
        Why::Blank | Why::Joined | Why::BlankInside | Why::Separator => from.chars().all(char::is_whitespace),
        Why::Invisible => from.chars().all(is_invisible),
        Why::Folio => {
            from.chars()
                .filter(|it| !it.is_ascii_digit() && !half_width(*it).is_some_and(|it| it.is_ascii_digit()))
                .count()
                < 16 * from.lines().count().max(1)
        }
        Why::RunningHead | Why::Repeated | Why::Form | Why::Entity => true,
        Why::Radical | Why::FullWidth => false,
    }
}

/// What import may add: marks of headings, escapes, line ends, the separator, the rule below the head of a table, a comment.
fn added(to: &str) -> bool {
    to.chars().all(|it| matches!(it, '#' | ' ' | '\n' | '\u{3000}' | '\\'))
        || (to.starts_with("\n| --- |") && to.chars().all(|it| matches!(it, '\n' | '|' | ' ' | '-')))
        || (to.starts_with("<!-- ") && to.ends_with(" -->") && to.matches("-->").count() == 1)
}
