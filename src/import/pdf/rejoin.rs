//! Paragraphs of a tagged file that a page or column breaks in two: some makers tag each part as a paragraph of its own.

use std::collections::BTreeMap;

use crate::import::block::{is_ended, opened};
use crate::import::pdf::row::Row;
use crate::import::raw::Role;

/// Marks rows that go on with the paragraph above the break.
pub fn rejoin(rows: &mut [Row]) {
    let Some(edges) = Edges::of(rows) else { return };
    let text: Vec<usize> = (0..rows.len())
        .filter(|&it| rows[it].role != Role::PageMatter && rows[it].role != Role::Note && !rows[it].turned)
        .collect();
    for pair in text.windows(2) {
        let (above, below) = (&rows[pair[0]], &rows[pair[1]]);
        let breaks = below.page > above.page || below.page == above.page && below.y < above.y - above.size;
        if breaks && above.role == Role::Body && below.role == Role::Body && below.opens && edges.goes_on(above, below)
        {
            rows[pair[0]].continues = true;
            rows[pair[1]].opens = false;
        }
    }
}

/// The edges of the text, by column.
struct Edges {
    /// Left edges that many rows share, ascending.
    lefts: Vec<f32>,
    /// Right edges that full rows reach.
    rights: Vec<f32>,
    /// Most paragraphs open with an indent.
    indented: bool,
}

impl Edges {
    fn of(rows: &[Row]) -> Option<Self> {
        let body: Vec<&Row> = rows.iter().filter(|it| it.role == Role::Body && !it.turned).collect();
        let often = (body.len() / 20).max(2);
        let common = |edge: &dyn Fn(&Row) -> f32| -> Vec<f32> {
            let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
            body.iter().for_each(|it| *counts.entry((edge(it) / 2.0).round() as i32).or_default() += 1);
            counts.into_iter().filter(|(_, count)| *count >= often).map(|(it, _)| it as f32 * 2.0).collect()
        };
        let inner: Vec<&&Row> = body.iter().filter(|it| !it.opens).collect();
        let lefts = {
            let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
            inner.iter().for_each(|it| *counts.entry((it.left / 2.0).round() as i32).or_default() += 1);
            counts.into_iter().filter(|(_, count)| *count >= often).map(|(it, _)| it as f32 * 2.0).collect::<Vec<_>>()
        };
        let rights = common(&|it| it.right);
        if lefts.is_empty() || rights.is_empty() {
            return None;
        }
        let opening: Vec<&&Row> = body.iter().filter(|it| it.opens).collect();
        let is_indented = |it: &&&&Row| !lefts.iter().any(|left| (it.left - left).abs() < 0.5 * it.size);
        let indented = opening.iter().filter(is_indented).count() * 10 >= opening.len() * 6;
        Some(Self { lefts, rights, indented })
    }

    fn goes_on(&self, above: &Row, below: &Row) -> bool {
        let full = self.rights.iter().any(|it| (it - above.right).abs() < 1.6 * above.size);
        let hung = !self.lefts.iter().any(|it| (below.left - it).abs() < 0.5 * below.size);
        if !full || opened(&below.text).is_some() || hung && self.indented {
            return false;
        }
        !is_ended(above.text.trim_end()) || self.indented
    }
}
