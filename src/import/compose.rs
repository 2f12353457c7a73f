//! The canonical text of blocks, and the account of it: each character that is written leads back to its place.

use std::ops::Range;

use crate::import::account::{Entry, Fate};
use crate::import::block::{Block, Role};
use crate::import::cell::Cell;
use crate::import::levels::levels;
use crate::import::raw::{CutReason, Form, Raw};
use crate::import::repair::{Ledger, Repair, Sure, Why};
use crate::import::tables;
use crate::message::Language;

/// What is written.
pub struct Composed {
    /// The text.
    pub text: String,
    /// What became of every character.
    pub entries: Vec<Entry>,
}

/// Writes blocks; `review` names the language in which doubtful repairs are written as comments.
pub fn composed(raw: &Raw, blocks: &[Block], ledger: &Ledger, review: Option<Language>) -> Composed {
    let mut out = Composed { text: String::with_capacity(raw.text.len()), entries: Vec::new() };
    let level = levels(blocks);
    let comments = review.map(|language| comments(blocks, &ledger.repairs, language)).unwrap_or_default();
    let mut comments = comments.iter().peekable();
    for (at, block) in blocks.iter().enumerate() {
        let rows = at > 0 && tables::is_same(raw, &blocks[at - 1], block);
        if at > 0 {
            out.add(if rows { "\n" } else { "\n\n" });
        }
        while let Some((_, comment)) = comments.next_if(|it| it.0 == at) {
            out.add(comment);
            out.add("\n\n");
        }
        match block.role {
            Role::Title => out.add("# "),
            Role::Division(_) | Role::Heading => out.add(&format!("{} ", "#".repeat(usize::from(level(block))))),
            Role::Text | Role::Subtitle | Role::Row if is_markup(&block.cells) => out.add("\\"),
            Role::Text | Role::Subtitle | Role::Row => {}
        }
        let escaped = out.text.ends_with('\\');
        let literal = |at: usize| raw.form != Form::Markdown && !is_mark(raw, at);
        for (place, cell) in block.cells.iter().enumerate() {
            let bar = cell.ch == '|' && block.role == Role::Row && !tables::is_bar(raw, *cell);
            if literal(cell.at)
                && (bar || is_special(cell.ch, block.cells.get(place + 1).map(|it| it.ch)))
                && !(place == 0 && escaped)
            {
                out.add("\\");
            }
            out.cell(raw, *cell, block.moved, ledger);
        }
        if raw.form != Form::Markdown && block.role == Role::Row && !rows {
            out.add(&tables::rule(raw, block));
        }
    }
    if !blocks.is_empty() {
        out.add("\n");
    }
    out.removed(raw, ledger);
    out
}

/// Whether the form itself put a mark at that byte: the sign of a note.
fn is_mark(raw: &Raw, at: usize) -> bool {
    let cut = raw.cuts.binary_search_by_key(&at, |it| it.range.start);
    cut.is_ok_and(|it| raw.cuts[it].why == CutReason::Markup && !raw.cuts[it].reads.is_empty())
}

/// A character that Markdown would read as a mark in the midst of text.
fn is_special(it: char, next: Option<char>) -> bool {
    match it {
        '*' | '`' => true,
        '<' => next.is_some_and(|it| it.is_ascii_alphabetic() || matches!(it, '/' | '!' | '?')),
        '&' => next.is_some_and(|it| it.is_ascii_alphanumeric() || it == '#'),
        '[' => next == Some('^'),
        ']' => matches!(next, Some('(' | '[' | ':')),
        '\\' => next.is_some_and(|it| it.is_ascii_punctuation()),
        _ => false,
    }
}

/// Text that Markdown would take for a mark of its own.
fn is_markup(cells: &[Cell]) -> bool {
    let next = cells.get(1).map(|it| it.ch);
    match cells.first().map(|it| it.ch) {
        Some('#') => cells.iter().find(|it| it.ch != '#').is_none_or(|it| it.ch.is_whitespace()),
        Some('>') => true,
        Some('-' | '+' | '*') => {
            next.is_none_or(char::is_whitespace) || cells.iter().all(|it| matches!(it.ch, '-' | '*' | ' '))
        }
        Some('_') => cells.iter().all(|it| matches!(it.ch, '_' | ' ')),
        _ => false,
    }
}

impl Composed {
    fn add(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let end = self.text.len();
        // One entry a line end or mark: a comment stands for itself.
        self.entries.push(Entry { raw: 0..0, out: start..end, fate: Fate::Added });
    }

    fn cell(&mut self, raw: &Raw, cell: Cell, moved: bool, ledger: &Ledger) {
        let start = self.text.len();
        self.text.push(cell.ch);
        let out = start..self.text.len();
        let cut = raw
            .cuts
            .binary_search_by_key(&cell.at, |it| it.range.start)
            .ok()
            .map(|it| &raw.cuts[it])
            .filter(|it| !it.range.is_empty());
        if let Some(cut) = cut {
            // A reference that reads as several characters is one entry.
            if let Some(last) = self.entries.last_mut().filter(|it| it.raw == cut.range && it.out.end == out.start) {
                last.out.end = out.end;
                return;
            }
            self.entries.push(Entry { raw: cut.range.clone(), out, fate: Fate::Replaced(reason(cut.why)) });
            return;
        }
        let Some(from) = raw.text[cell.at..].chars().next() else { return };
        let width = from.len_utf8();
        let fate = match (from == cell.ch, moved) {
            (true, false) => Fate::Kept,
            (true, true) => Fate::Moved,
            (false, _) => Fate::Replaced(ledger.replaced.get(&cell.at).copied().unwrap_or(Why::Blank)),
        };
        if let Some(last) =
            self.entries.last_mut().filter(|it| it.fate == fate && it.raw.end == cell.at && it.out.end == out.start)
        {
            last.raw.end += width;
            last.out.end = out.end;
            return;
        }
        self.entries.push(Entry { raw: cell.at..cell.at + width, out, fate });
    }

    /// Adds what was taken out: what the ledger names, what the form cut, and white space that no line holds.
    fn removed(&mut self, raw: &Raw, ledger: &Ledger) {
        let mut taken: Vec<Range<usize>> =
            self.entries.iter().filter(|it| it.fate != Fate::Added).map(|it| it.raw.clone()).collect();
        taken.sort_by_key(|it| it.start);
        let (mut taken, mut cuts) = (taken.into_iter().peekable(), raw.cuts.iter().peekable());
        let mut at = 0;
        while at < raw.text.len() {
            if let Some(it) = taken.next_if(|it| it.start <= at) {
                at = at.max(it.end);
                continue;
            }
            while cuts.next_if(|it| it.range.end <= at).is_some() {}
            let (end, why) = match cuts.peek().filter(|it| it.range.start <= at) {
                Some(cut) => (
                    cut.range.end,
                    ledger
                        .removed
                        .get(&at)
                        .copied()
                        .filter(|_| cut.why == CutReason::Entity)
                        .map_or_else(|| reason(cut.why), |_| Why::Form),
                ),
                None => {
                    let Some(ch) = raw.text[at..].chars().next() else { break };
                    let blank = ch.is_whitespace();
                    match ledger.removed.get(&at) {
                        Some(why) => (at + ch.len_utf8(), *why),
                        None if blank => (at + ch.len_utf8(), Why::Blank),
                        // Not in the account: the audit will find it.
                        None => {
                            at += ch.len_utf8();
                            continue;
                        }
                    }
                }
            };
            let same = Fate::Removed(why);
            match self.entries.last_mut().filter(|it| it.fate == same && it.raw.end == at) {
                Some(last) => last.raw.end = end,
                None => self.entries.push(Entry { raw: at..end, out: 0..0, fate: same }),
            }
            at = end;
        }
    }
}

fn reason(why: CutReason) -> Why {
    match why {
        CutReason::Entity => Why::Entity,
        CutReason::LineEnd => Why::Blank,
        CutReason::Tag
        | CutReason::Hyphen
        | CutReason::Markup
        | CutReason::FrontMatter
        | CutReason::SiteMatter
        | CutReason::Unseen
        | CutReason::PageTitle
        | CutReason::Picture
        | CutReason::ListNumbers
        | CutReason::Raised
        | CutReason::WideCell => Why::Form,
    }
}

/// The comments for doubtful repairs, each with the block that it stands above.
fn comments(blocks: &[Block], repairs: &[Repair], language: Language) -> Vec<(usize, String)> {
    let mut starts: Vec<(usize, usize)> = blocks.iter().enumerate().map(|(at, it)| (it.at(), at)).collect();
    starts.sort_unstable();
    let mut out: Vec<(usize, String)> = repairs
        .iter()
        .filter(|it| it.sure == Sure::Doubtful)
        .map(|it| {
            let place = starts.partition_point(|(start, _)| *start <= it.at).saturating_sub(1);
            let words =
                format!("{}{}", it.what.get(language), it.reason(language)).replace("--", "––").replace('>', "＞");
            (starts.get(place).map_or(0, |it| it.1), format!("<!-- {words} -->"))
        })
        .collect();
    out.sort_by_key(|it| it.0);
    out
}
