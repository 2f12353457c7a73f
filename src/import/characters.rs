//! Characters that a PDF or a hurried hand put in place of others: radicals, compatibility ideographs, full-width letters
//! and digits; and those that nobody sees. Each by Unicode's tables and for itself: a normal form of the whole text would
//! change the author's punctuation too.

use crate::import::cell::Cell;
use crate::import::raw::Raw;
use crate::import::repair::{Kind, Ledger, Sure, Why};
use crate::model::lookalike::unified;
use crate::say;

/// Returns the cells of a line with their characters mended.
pub fn mended(cells: &[Cell], raw: &Raw, ledger: &mut Ledger) -> Vec<Cell> {
    let mut out = Vec::with_capacity(cells.len());
    for (place, &cell) in cells.iter().enumerate() {
        let code = u32::from(cell.ch);
        if is_invisible(cell.ch) {
            ledger.drop_cell(raw, cell, Why::Invisible);
            if !(cell.at == 0 && cell.ch == '\u{FEFF}') {
                ledger.note(
                    Kind::Invisible,
                    cell.at,
                    Sure::Certain,
                    say!(zh: "去掉看不见的字符 U+{code:04X}", en: "dropped the invisible character U+{code:04X}"),
                    say!(zh: "它不印出来，却会打断检索和比对", en: "it prints nothing and breaks searching"),
                );
            }
            continue;
        }
        let (ch, why) = match (unified(cell.ch), half_width(cell.ch)) {
            (Some(to), _) => (to, Some((Why::Radical, Kind::Radical))),
            (None, Some(to)) => (to, Some((Why::FullWidth, Kind::FullWidth))),
            (None, None) => (cell.ch, None),
        };
        if let Some((why, kind)) = why {
            ledger.replaced.insert(cell.at, why);
            let from = cell.ch;
            ledger.note(kind, cell.at, Sure::Certain,
                say!(zh: "“{from}”（U+{code:04X}）改为“{ch}”", en: "U+{code:04X} {from} became {ch}"),
                match kind {
                    Kind::Radical => say!(zh: "部首或兼容汉字，Unicode 的对照表指向这个字", en: "a radical or compatibility character; Unicode's tables name this one"),
                    _ => say!(zh: "正文的字母和数字用半角", en: "letters and digits of a source are ASCII"),
                });
        }
        if matches!(ch, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}') {
            let around: String =
                cells[place.saturating_sub(6)..(place + 7).min(cells.len())].iter().map(|it| it.ch).collect();
            ledger.note(Kind::PrivateUse, cell.at, Sure::Doubtful,
                say!(zh: "私用区字符 U+{code:04X} 原样留下：{around}", en: "the private-use character U+{code:04X} was left: {around}"),
                say!(zh: "只有原来的字体知道它是什么字，请对照原件改正", en: "only the original font knows what it is; compare with the original"));
        }
        out.push(Cell { ch, at: cell.at });
    }
    out
}

/// Returns whether nobody sees a character: no blank, no mark, nothing that shapes another.
pub fn is_invisible(it: char) -> bool {
    matches!(it, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}')
        || (it.is_control() && !it.is_whitespace())
}

/// Returns the ASCII letter or digit that a full-width one is.
pub fn half_width(it: char) -> Option<char> {
    matches!(it, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ').then(|| char::from_u32(u32::from(it) - 0xFEE0)).flatten()
}
