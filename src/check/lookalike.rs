//! What looks numbered and is something else than it looks: a caption between two articles, （2） where （二） is due.

use crate::model::{Block, Unit, UnitKind, plain_text};

/// Returns each （2） that stands alone where （二） is due, with an item beside it: it counts as that item.
pub fn stray_items<'a>(units: &[&'a Unit]) -> Vec<(&'a Unit, &'a Unit)> {
    let number = |it: &Unit| it.marker.as_ref().and_then(|it| it.number.as_ref()).map_or(0, |it| it.base);
    let item = |at: Option<usize>| at.and_then(|at| units.get(at)).filter(|it| it.kind == UnitKind::Item).copied();
    let mut out = Vec::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, it)| it.kind == UnitKind::Clause) {
        let (before, after) = (item(at.checked_sub(1)), item(Some(at + 1)));
        let mine = number(unit);
        let fits = match (before, after) {
            (_, Some(after)) if mine == 1 => number(after) == 2 && !before.is_some_and(|it| holds(it, unit)),
            // Behind the last of a list another list may begin.
            (Some(before), Some(after)) => {
                number(before).checked_add(1) == Some(mine)
                    && (mine.checked_add(1) == Some(number(after)) || number(after) == 1)
            }
            (None, Some(_)) => false,
            (Some(before), None) => mine > 1 && number(before).checked_add(1) == Some(mine),
            (None, None) => false,
        };
        if let Some(beside) = before.or(after).filter(|_| fits) {
            out.push((*unit, beside));
        }
    }
    out
}

fn holds(outer: &Unit, inner: &Unit) -> bool {
    outer.blocks.iter().any(|it| matches!(it, Block::Unit(unit) if unit.span == inner.span))
}

/// Returns whether a point or an item is no sentence but a caption: （一）动产质押 between two articles.
pub fn is_caption(unit: &Unit) -> bool {
    let [Block::Paragraph(paragraph)] = unit.blocks.as_slice() else { return false };
    let text = plain_text(&paragraph.inlines);
    matches!(unit.kind, UnitKind::Point | UnitKind::Item)
        && text.chars().count() <= 40
        && !text.trim_end().ends_with(['。', '；', '：', '，', '、', '.', ';', ':', ','])
}
