//! Numbers of units in pieces: （ 二） and 第十 二 条 are one token, whatever a page or a program put between their
//! characters. Mended line by line, before anything asks what a line opens.

use crate::import::cell::{Cell, text};
use crate::import::raw::Raw;
use crate::import::repair::{Kind, Ledger, Sure, Why};
use crate::say;

/// The longest token that is looked for, in characters.
const LONGEST: usize = 16;

/// Returns the cells of a line with the blanks inside its numbers dropped.
pub fn mended(cells: Vec<Cell>, raw: &Raw, ledger: &mut Ledger) -> Vec<Cell> {
    if !cells.iter().any(|it| it.ch.is_whitespace()) {
        return cells;
    }
    let mut out = Vec::with_capacity(cells.len());
    let mut at = 0;
    while at < cells.len() {
        let Some(len) = token(&cells[at..]) else {
            out.push(cells[at]);
            at += 1;
            continue;
        };
        let (blanks, kept): (Vec<Cell>, Vec<Cell>) = cells[at..at + len].iter().partition(|it| it.ch.is_whitespace());
        if let Some(first) = blanks.first() {
            let word = text(&kept);
            ledger.note(
                Kind::Number,
                first.at,
                Sure::Certain,
                say!(zh: "接好拆开的序号“{word}”", en: "mended the number {word}"),
                say!(zh: "序号中间不会有空格", en: "no blank stands inside a number"),
            );
            blanks.iter().for_each(|it| ledger.drop_cell(raw, *it, Why::BlankInside));
        }
        out.extend(kept);
        at += len;
    }
    out
}

/// Returns how many cells the number of a unit takes that begins here, blanks in it included.
fn token(cells: &[Cell]) -> Option<usize> {
    let ends: &[char] = match cells.first()?.ch {
        '第' => &['条', '章', '节', '编', '款', '项'],
        '（' | '(' => &['）', ')'],
        _ => return None,
    };
    let mut digits = 0;
    for (at, cell) in cells.iter().enumerate().take(LONGEST).skip(1) {
        match cell.ch {
            ' ' | '\u{3000}' | '\u{A0}' => {}
            it if "零〇一二三四五六七八九十百千".contains(it) => digits += 1,
            it if ends.contains(&it) => return (digits > 0).then_some(at + 1),
            _ => return None,
        }
    }
    None
}
