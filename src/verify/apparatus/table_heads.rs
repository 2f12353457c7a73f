//! The head of a table that goes on: on each further page its cells again, as artifact.

use crate::verify::expected::Expected;
use crate::verify::unit::letters;

/// Returns whether a line is made of cells of the heads of tables.
pub fn is_head(expected: &Expected, line: &str) -> bool {
    let mut rest: String = letters(line).into_iter().collect();
    let mut cells: Vec<String> = expected.table_heads.iter().map(|it| letters(it).into_iter().collect()).collect();
    cells.sort_by_key(|it: &String| std::cmp::Reverse(it.len()));
    cells.retain(|it| !it.is_empty());
    while !rest.is_empty() {
        let Some(cell) = cells.iter().find(|it| rest.starts_with(it.as_str())) else { return false };
        rest.drain(..cell.len());
    }
    true
}
