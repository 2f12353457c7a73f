//! Notes at the foot of pages: they stand where the page ends and belong behind the text, or the paragraph that runs on
//! to the next page would be cut by them.

use crate::import::block::{Block, Role};
use crate::import::cell::Strand;
use crate::import::raw;
use crate::import::repair::{Kind, Ledger, Sure};
use crate::say;

/// Takes the lines of notes out of the lines of a text and returns both.
pub fn apart(lines: Vec<Strand>) -> (Vec<Strand>, Vec<Strand>) {
    let (mut text, mut notes): (Vec<Strand>, Vec<Strand>) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut page = false;
    for mut line in lines {
        if line.hint.role == raw::Role::Note {
            page |= line.after_page;
            notes.push(line);
        } else {
            line.after_page |= std::mem::take(&mut page);
            text.push(line);
        }
    }
    (text, notes)
}

/// Returns notes as blocks, which stand behind `text`.
pub fn blocks(lines: Vec<Strand>, text: &[Block], ledger: &mut Ledger) -> Vec<Block> {
    let end = text.iter().filter_map(|it| it.cells.last()).map(|it| it.at).max().unwrap_or(0);
    let mut out: Vec<Block> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(note) if !line.hint.opens_block => note.cells.extend_from_slice(&line.cells),
            _ => out.push(Block::new(Role::Text, line.cells)),
        }
    }
    for note in &mut out {
        note.moved = note.at() < end;
        let words = note.short();
        let (sure, why) = match note.text().starts_with("[^") {
            true if !note.moved => continue,
            true => (Sure::Certain, say!(zh: "注码已在正文里找到", en: "its sign was found in the text")),
            false => (Sure::Doubtful, say!(zh: "正文里没有找到它的注码", en: "its sign was not found in the text")),
        };
        let what =
            say!(zh: "页末的注“{words}”移到文末", en: "moved the note “{words}” from the foot of its page to the end");
        ledger.note(Kind::Order, note.at(), sure, what, why);
    }
    out
}
