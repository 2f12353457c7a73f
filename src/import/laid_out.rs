//! An imported text laid out anew by others: its account is carried over to the new text and audited again. Who lays a
//! text out changes white space and marks; a changed word does not pass.

use crate::import::Imported;
use crate::import::account::{Entry, Fate, audit};
use crate::import::raw::Raw;
use crate::import::repair::Why;

impl Imported {
    /// Returns the import with `text` for its own, where the account of the raw text balances with it; else as it is.
    pub fn laid_out(self, raw: &Raw, text: String) -> Self {
        if text == self.text {
            return self;
        }
        let carried = carried(&self.entries, &self.text, &text);
        match carried.filter(|it| audit(&raw.text, &text, it).is_ok()) {
            Some(entries) => Self { text, entries, ..self },
            None => self,
        }
    }
}

/// Returns entries for another layout of the text that they are of; nothing where it is more than that.
fn carried(entries: &[Entry], before: &str, after: &str) -> Option<Vec<Entry>> {
    let mut by_out: Vec<&Entry> = entries.iter().filter(|it| !matches!(it.fate, Fate::Removed(_))).collect();
    by_out.sort_by_key(|it| it.out.start);
    let mut out: Vec<Entry> = entries.iter().filter(|it| matches!(it.fate, Fate::Removed(_))).cloned().collect();
    let mut at = 0;
    for entry in by_out {
        let kept = matches!(entry.fate, Fate::Kept | Fate::Moved);
        let said = before.get(entry.out.clone())?;
        // What stands for other characters stays whole or goes whole.
        let (from, mut whole) = (at, true);
        let mut own = Vec::new();
        for (place, ch) in said.char_indices() {
            let width = ch.len_utf8();
            let raw = if kept { entry.raw.start + place..entry.raw.start + place + width } else { entry.raw.clone() };
            match found(after, at, ch) {
                Some(start) => {
                    if start > at {
                        own.push(Entry { raw: 0..0, out: at..start, fate: Fate::Added });
                    }
                    at = start + width;
                    own.push(Entry { raw, out: start..at, fate: entry.fate });
                }
                None if ch.is_whitespace() || entry.fate == Fate::Added => {
                    whole = false;
                    if kept {
                        own.push(Entry { raw, out: 0..0, fate: Fate::Removed(Why::Blank) });
                    }
                }
                None => return None,
            }
        }
        match (kept || entry.fate == Fate::Added, whole) {
            (true, _) => out.extend(own),
            (false, true) if own.iter().all(|it| it.fate == entry.fate) => {
                out.push(Entry { raw: entry.raw.clone(), out: from..at, fate: entry.fate });
            }
            (false, _) if at == from => {
                out.push(Entry { raw: entry.raw.clone(), out: 0..0, fate: Fate::Removed(Why::Blank) });
            }
            (false, _) => return None,
        }
    }
    if at < after.len() {
        out.push(Entry { raw: 0..0, out: at..after.len(), fate: Fate::Added });
    }
    Some(out)
}

/// Returns where a character stands from a place on, behind nothing but white space and marks; a character of white
/// space stands only right there.
fn found(text: &str, at: usize, ch: char) -> Option<usize> {
    let rest = &text[at..];
    if ch.is_whitespace() || rest.starts_with(ch) {
        return rest.starts_with(ch).then_some(at);
    }
    let layout = |it: char| it.is_whitespace() || matches!(it, '#' | '\\');
    let start = rest.find(|it: char| it == ch || !layout(it))?;
    rest[start..].starts_with(ch).then_some(at + start)
}
