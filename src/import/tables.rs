//! Rows of tables as Markdown writes them. The bars are those that the form put for the tags of cells; a bar of the text
//! is escaped.

use crate::import::block::{Block, Role};
use crate::import::cell::Cell;
use crate::import::raw::{CutReason, Form, Raw};

/// Returns whether two blocks are rows of one table.
pub fn is_same(raw: &Raw, above: &Block, below: &Block) -> bool {
    if above.role != Role::Row || below.role != Role::Row {
        return false;
    }
    let between = above.cells.last().map_or(0, |it| it.at)..below.at();
    // Only a page can have two tables with nothing between them.
    raw.form != Form::Html || !raw.text.get(between).is_some_and(|it| it.to_ascii_lowercase().contains("<table"))
}

/// Returns whether a cell of the text is a bar between cells of a table.
pub fn is_bar(raw: &Raw, cell: Cell) -> bool {
    let cut = || raw.cuts.binary_search_by_key(&cell.at, |it| it.range.start).ok().map(|it| &raw.cuts[it]);
    cell.ch == '|' && cut().is_some_and(|it| it.why != CutReason::Entity)
}

/// Returns whether a cell of the text is a blank beside such a bar, put by the form with it.
pub fn is_of_bar(raw: &Raw, cell: Cell) -> bool {
    let cut = || raw.cuts.binary_search_by_key(&cell.at, |it| it.range.start).ok().map(|it| &raw.cuts[it]);
    cell.ch == ' ' && cut().is_some_and(|it| it.why != CutReason::Entity && it.reads.contains('|'))
}

/// Returns the line below the head of a table; nothing where the row has no bars of the form.
pub fn rule(raw: &Raw, head: &Block) -> String {
    let bars = head.cells.iter().filter(|it| is_bar(raw, **it)).count();
    if bars < 2 { String::new() } else { format!("\n|{}", " --- |".repeat(bars - 1)) }
}
