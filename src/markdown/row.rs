//! Rows of a table with more cells than its head. CommonMark drops what is too much; the text keeps it.

use std::ops::Range;

/// So far up a head is looked for.
const FAR: usize = 500;

/// Returns how many cells the row at a place has, and how many its head, where the row has more.
pub fn too_many(source: &str, place: Range<usize>) -> Option<(usize, usize)> {
    let start = source.get(..place.start)?.rfind('\n').map_or(0, |it| it + 1);
    let row = source[start..].lines().next()?;
    if !row.contains('|') {
        return None;
    }
    let mut above = source[..start].lines().rev().take(FAR).take_while(|it| it.contains('|'));
    above.find(|it| is_rule(it))?;
    let (here, head) = (cells(row), cells(above.next()?));
    (here > head).then_some((here, head))
}

/// Returns whether a line is the one below the head: `| --- | :-: |`.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|it| matches!(it, '|' | '-' | ':' | ' ' | '\t' | '\r'))
}

fn cells(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut guarded = false;
    let mut bars = 0;
    for it in row.chars() {
        bars += usize::from(it == '|' && !guarded);
        guarded = it == '\\' && !guarded;
    }
    let closed = row.ends_with('|') && !row.ends_with("\\|");
    bars + usize::from(!closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_row_and_of_its_head() {
        let source = "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |\n";
        let at = source.rfind('3').expect("it is there");
        assert_eq!(too_many(source, at..at + 1), Some((3, 2)));
        assert_eq!(too_many(source, 0..1), None);
        assert_eq!((cells("a | b"), cells("| a \\| b |"), cells("|")), (2, 1, 1));
    }
}
