//! From a raw text to a canonical source: reflow, order, numbers, characters, and an account of every character.
//!
//! A form reads the file into lines (`raw.rs`); the steps here repair them, one subject a file; `compose.rs` writes the
//! text; `account.rs` audits it from the two texts alone. What the audit does not pass is not written.

mod account;
mod blanks;
mod block;
mod cell;
mod characters;
mod compose;
mod documents;
mod forms;
mod laid_out;
mod left_out;
mod levels;
mod measure;
mod noise;
mod notes;
mod order;
#[cfg(feature = "publish")]
pub mod pdf;
mod placed;
pub mod raw;
mod reflow;
mod repair;
mod shape;
mod split;
mod tables;
mod title;
mod tokens;

pub use account::{Entry, Fate, audit};
pub use forms::{read, recognised};
pub use repair::{Kind, Repair, Sure, Why};

use crate::error::{Error, Result};
use crate::import::raw::Raw;
use crate::import::repair::Ledger;
use crate::message::Language;
use crate::say;
use crate::text::Source;

/// Whether displaced blocks are put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// They are.
    Restored,
    /// They stay where the raw text has them.
    Kept,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The canonical text.
    pub text: String,
    /// The repairs, by place in the raw text.
    pub repairs: Vec<Repair>,
    /// What became of every character.
    pub entries: Vec<Entry>,
}

/// Imports a raw text. `review` names the language in which doubtful repairs are written into the text as comments.
/// Fails where the account does not balance: that is a fault of the program, and nothing may be written then.
pub fn import(raw: &Raw, order: Order, review: Option<Language>) -> Result<Imported> {
    let mut ledger = Ledger::default();
    raw.remarks.iter().for_each(|it| ledger.remark(it));
    left_out::noted(raw, &mut ledger);
    let lines = cell::strands(raw, &mut ledger);
    let full = measure::measured(raw, &lines).full;
    let title = title::title_of(&lines, full);
    let words = title.as_ref().map_or("", |it| it.2.as_str());
    let top = title.as_ref().map_or(0, |it| it.0 + it.1 - 1);
    let lines = noise::quieted(raw, lines, words, top, &mut ledger);
    let (lines, notes) = notes::apart(lines);
    let found = reflow::reflowed(raw, lines, title.as_ref().map(|it| it.2.as_str()), &mut ledger);
    let found = split::apart(found, &mut ledger);
    let mut blocks = shape::shaped(raw, found, title.as_ref().map(|it| it.2.as_str()), &mut ledger);
    if !blocks.is_empty() && !blocks.iter().any(|it| it.article.is_some() || it.is_heading()) {
        ledger.note(
            Kind::Whole,
            blocks[0].at(),
            Sure::Certain,
            say!(zh: "没有找到条、章这样的单位，作普通文字导入", en: "no article or chapter was found; imported as plain text"),
            say!(zh: "没有一行以序号开头", en: "no line opens with a number"),
        );
    }
    let beginnings = documents::noted(&blocks, &mut ledger);
    if order == Order::Restored {
        blocks = documents::restored(blocks, &beginnings, &mut ledger);
    }
    blocks.extend(notes::blocks(notes, &blocks, &mut ledger));
    ledger.repairs.sort_by_key(|it| it.at);
    let composed = compose::composed(raw, &blocks, &ledger, review);
    accounted(raw, Imported { text: composed.text, repairs: ledger.repairs, entries: composed.entries })
}

/// Returns an import whose account balances; any other is an error with its place, and nothing of it may be written.
pub fn accounted(raw: &Raw, done: Imported) -> Result<Imported> {
    if let Err((at, fault)) = audit(&raw.text, &done.text, &done.entries) {
        let place = Source::new("", raw.text.as_str()).place(at);
        let (line, column) = (place.line, place.column);
        let (fault_zh, fault_en) = (fault.zh, fault.en);
        return Err(Error::new(say!(
            zh: "逐字的账对不上（原件 {line}:{column}），没有写出任何文件：{fault_zh}",
            en: "the account of characters does not balance at {line}:{column} of the raw text; nothing was written: {fault_en}",
        ))
        .hint(say!(zh: "这是 diben 的毛病，请连同原件报告。", en: "this is a fault of diben: please report it with the raw file.")));
    }
    Ok(done)
}
