//! A table of contents that is written as headings: what it lists comes again below and counts there.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::contents::squeeze;
use crate::model::{Block, Document, Unit, UnitKind, plain_text};
use crate::text::Span;

/// Returns the headings of the contents, with the heading 目录 above them if there is one.
pub fn headed_contents(document: &Document) -> BTreeSet<Span> {
    let divisions: Vec<&Unit> = document.units().into_iter().filter(|it| it.kind.is_division()).collect();
    let title = divisions.iter().position(|it| {
        it.kind == UnitKind::Heading
            && matches!(squeeze(&plain_text(&it.heading)).trim_end_matches(['：', ':']), "目录" | "目次")
    });
    let listed = match title {
        Some(at) => &divisions[at..=at + under_title(&divisions[at + 1..])],
        None => &divisions[..untitled(&divisions)],
    };
    if listed.len() > 1 { listed.iter().map(|it| it.span).collect() } else { BTreeSet::new() }
}

/// Returns how many headings under the heading 目录 are listed: up to the last with nothing below it that comes again
/// behind them, by its number or, if it bears none, by its words.
fn under_title(divisions: &[&Unit]) -> usize {
    let mut path: Vec<(UnitKind, String)> = Vec::new();
    let mut names = Vec::with_capacity(divisions.len());
    for unit in divisions {
        match unit.marker.as_ref().and_then(|it| it.number.as_ref()) {
            // The same 第一节 stands in every chapter: a number has the divisions around it to its name.
            Some(number) => {
                path.retain(|it| it.0 < unit.kind);
                path.push((unit.kind, number.slug()));
                names.push((path.clone(), String::new()));
            }
            None => names.push((Vec::new(), words(unit))),
        }
    }
    let mut seen = BTreeSet::new();
    let bare = divisions.iter().zip(&names).take_while(|(unit, name)| is_bare(unit) && seen.insert(*name)).count();
    let words_below: BTreeSet<String> = divisions[bare..].iter().map(|it| words(it)).collect();
    let names_below: BTreeSet<_> = names[bare..].iter().collect();
    let comes_again =
        |name: &(Vec<_>, String)| names_below.contains(name) || name.0.is_empty() && words_below.contains(&name.1);
    names[..bare].iter().rposition(comes_again).map_or(0, |it| it + 1)
}

/// Returns how many headings at the front of a text are listed though nothing says so: two or more with nothing below
/// them, each of which comes again word for word.
fn untitled(divisions: &[&Unit]) -> usize {
    let name = |it: &Unit| (it.kind, it.marker.as_ref().and_then(|it| it.number.clone()), words(it));
    let mut last = BTreeMap::new();
    divisions.iter().enumerate().for_each(|(at, it)| _ = last.insert(name(it), at));
    divisions.iter().enumerate().take_while(|(at, it)| is_bare(it) && last.get(&name(it)) > Some(at)).count()
}

/// Returns whether nothing but other headings stands below a heading.
fn is_bare(unit: &Unit) -> bool {
    unit.blocks.iter().all(|it| matches!(it, Block::Unit(unit) if unit.kind.is_division()))
}

/// Returns the words of a heading without the number of a page.
fn words(unit: &Unit) -> String {
    let words = squeeze(&plain_text(&unit.heading));
    words.trim_end_matches(|it: char| it.is_ascii_digit() || matches!(it, '.' | '…' | '·' | '．')).to_owned()
}
