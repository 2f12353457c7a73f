//! The table of contents: the divisions of the text as they lie in each other. Articles are not in it, since a
//! thousand of them would drown the chapters, unless the text has nothing else to show.

use std::collections::BTreeMap;

use crate::model::{Block, Document, Inline, Unit, UnitKind, plain_text};
use crate::publish::epub::split::{part_id, parts};
use crate::publish::epub::units::separator;
use crate::text::is_cjk;

/// A line of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub label: String,
    /// The file and id that it leads to.
    pub href: String,
    /// What lies in it.
    pub children: Vec<Entry>,
}

/// Returns the table of contents; empty where the text has no title and no unit.
pub fn contents(document: &Document, ids: &BTreeMap<String, String>) -> Vec<Entry> {
    let listed: fn(&Unit) -> bool = if document.units().iter().any(|it| it.kind.is_division()) {
        |it| it.kind.is_division()
    } else {
        |it| it.kind == UnitKind::Article
    };
    let mut under_title = Vec::new();
    for part in parts(&document.blocks) {
        let inner = entries(part.blocks, listed, ids);
        match part.title {
            Some(title) => push(&mut under_title, one_line(&title.inlines), &part_id(part.number), inner, ids),
            None => under_title.extend(inner),
        }
    }
    let mut out = Vec::new();
    match document.title() {
        Some(title) => push(&mut out, one_line(&title.inlines), "title", under_title, ids),
        None => out = under_title,
    }
    out
}

fn entries(blocks: &[Block], listed: fn(&Unit) -> bool, ids: &BTreeMap<String, String>) -> Vec<Entry> {
    let mut out = Vec::new();
    for block in blocks {
        let Block::Unit(unit) = block else { continue };
        let inner = entries(&unit.blocks, listed, ids);
        if listed(unit) {
            push(&mut out, unit_label(unit), &unit.id, inner, ids);
        } else {
            out.extend(inner);
        }
    }
    out
}

/// A line without words is none: what lies in it takes its place.
fn push(out: &mut Vec<Entry>, label: String, id: &str, children: Vec<Entry>, ids: &BTreeMap<String, String>) {
    match ids.get(id).filter(|_| !label.trim().is_empty()) {
        Some(file) => out.push(Entry { label, href: format!("{file}#{id}"), children }),
        None => out.extend(children),
    }
}

/// Returns the line that a unit opens with: its marker and the words of its heading.
pub fn unit_label(unit: &Unit) -> String {
    let marker = unit.marker.as_ref().map(|it| it.text()).unwrap_or_default();
    format!("{marker}{}{}", separator(unit, &unit.heading), one_line(&unit.heading))
}

/// Returns inlines as one line: a line end between Han is nothing, else a blank.
pub fn one_line(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for line in plain_text(inlines).lines().map(str::trim) {
        let apart = !out.is_empty() && !out.ends_with(is_cjk) && !line.starts_with(is_cjk);
        out.extend(apart.then_some(' '));
        out.push_str(line);
    }
    out
}
