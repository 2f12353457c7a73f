//! What looks numbered and is not, or is something else than it looks: a table of contents written as headings, a
//! caption between two articles, （2） where （二） is due.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Block, Document, Unit, UnitKind, plain_text};
use crate::text::Span;

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

/// Returns the headings of a table of contents that is written as headings: two or more with nothing below them, each
/// of which comes again; with them the heading 目录.
pub fn contents(document: &Document) -> BTreeSet<Span> {
    let divisions: Vec<&Unit> = document.units().into_iter().filter(|it| it.kind.is_division()).collect();
    let words = |it: &Unit| {
        let heading: String = plain_text(&it.heading).split_whitespace().collect();
        (it.kind, it.marker.as_ref().and_then(|it| it.number.clone()), heading)
    };
    let bare = |it: &Unit| it.blocks.iter().all(|it| matches!(it, Block::Unit(unit) if unit.kind.is_division()));
    let mut last = BTreeMap::new();
    divisions.iter().enumerate().for_each(|(at, it)| _ = last.insert(words(it), at));
    let titled = divisions.first().is_some_and(|it| it.kind == UnitKind::Heading && words(it).2 == "目录");
    let comes_again = |at: usize, it: &Unit| last.get(&words(it)) > Some(&at);
    let listed = divisions
        .iter()
        .enumerate()
        .take_while(|(at, it)| *at == 0 && titled || bare(it) && comes_again(*at, it))
        .map(|(_, it)| it.span);
    let listed: BTreeSet<Span> = listed.collect();
    if listed.len() > 1 + usize::from(titled) { listed } else { BTreeSet::new() }
}
