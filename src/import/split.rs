//! Units that ran into the one before, on one line: set apart where the numbers prove it. （二） right behind the end of
//! item （一） is an item; the same in a paragraph whose list stands wholly within it is the author's, and stays.

use crate::import::block::{Opened, opened};
use crate::import::cell::{cell_at, text};
use crate::import::raw::Role;
use crate::import::reflow::Found;
use crate::import::repair::{Kind, Ledger, Sure};
use crate::model::{Number, UnitKind};
use crate::say;

/// Returns the paragraphs with the units in them set apart.
pub fn apart(found: Vec<Found>, ledger: &mut Ledger) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    let openings: Vec<Option<(UnitKind, Number)>> = found.iter().map(|it| item(&text(&it.cells))).collect();
    let mut due: Option<Number> = None;
    for (at, it) in found.into_iter().enumerate() {
        let next = openings.get(at + 1).cloned().flatten();
        let Found { cells, hint, centred } = it;
        // The words are asked for once: a file that is one line has thousands of units in it.
        let (words, mut from, mut start) = (text(&cells), 0, 0);
        let mut goes_on = hint.role != Role::TableRow;
        while goes_on {
            let words = &words[from..];
            if let Some(Opened::Article(it)) = opened(words) {
                due = it.number.clone();
            }
            let found = cut(words, next.as_ref(), due.as_ref());
            let found = found.map(|(byte, sure)| (byte, sure, start + cell_at(&cells[start..], byte)));
            goes_on = found.is_some_and(|it| it.2 < cells.len());
            let Some((byte, sure, place)) = found.filter(|_| goes_on) else { continue };
            let first = &cells[place];
            let short = text(&cells[place..cells.len().min(place + 10)]);
            ledger.note(Kind::Split, first.at, sure,
                say!(zh: "“{short}…”另起一段", en: "{short}… begins a paragraph"),
                say!(zh: "紧接在上一个单位的末尾，序号正好相连", en: "it stands right behind the end of the unit before, and the numbers follow"));
            out.push(Found { cells: cells[start..place].to_vec(), hint: hint.clone(), centred });
            (from, start) = (from + byte, place);
        }
        out.push(Found { cells: cells[start..].to_vec(), hint, centred });
    }
    out
}

fn item(words: &str) -> Option<(UnitKind, Number)> {
    match opened(words)? {
        Opened::Item(kind, it) => Some((kind, it.number?)),
        Opened::Division(..) | Opened::Article(_) | Opened::Yi(_) => None,
    }
}

/// Returns where a paragraph must be cut.
fn cut(words: &str, next: Option<&(UnitKind, Number)>, due: Option<&Number>) -> Option<(usize, Sure)> {
    let own = item(words);
    let mut chain: Option<(usize, UnitKind, Number)> = None;
    for (byte, mark) in words.match_indices(['；', '。', '：', ';', ':']) {
        let at = byte + mark.len();
        let rest = &words[at..];
        let lead = rest.len() - rest.trim_start().len();
        let at = at + lead;
        let rest = head(&words[at..]);
        match opened(rest) {
            Some(Opened::Item(kind, it)) => {
                let Some(number) = it.number else { continue };
                if let Some((own_kind, own)) = &own
                    && *own_kind == kind
                    && number.follows(own)
                {
                    return Some((at, Sure::Certain));
                }
                // A list that opens within the paragraph and goes on in paragraphs of its own.
                chain = match chain {
                    None if number.base == 1 && own.as_ref().is_none_or(|it| it.0 != kind) => Some((at, kind, number)),
                    Some((from, of, last)) if of == kind && number.follows(&last) => Some((from, of, number)),
                    other => other,
                };
            }
            Some(Opened::Article(it)) if mark == "。" && it.separator > 0 => {
                if let (Some(number), Some(due)) = (&it.number, due)
                    && number.follows(due)
                {
                    return Some((at, Sure::Certain));
                }
            }
            _ => {}
        }
    }
    let ((from, kind, last), (of, number)) = (chain?, next?);
    (kind == *of && number.follows(&last)).then_some((from, Sure::Likely))
}

/// The first words, enough to tell what they open: a long paragraph is looked at once.
fn head(text: &str) -> &str {
    let end = text.char_indices().nth(24).map_or(text.len(), |it| it.0);
    &text[..end]
}
