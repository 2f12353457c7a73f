//! The leaf blocks of a document, by the byte where each run of their text begins: they group the account into blocks,
//! and say nothing of what the text is.

use std::collections::{HashMap, HashSet};

use crate::model::{Block as Tree, Document, Inline, Run, Unit as TreeUnit, inline_runs};
use crate::text::Span;

/// A leaf block.
#[derive(Debug)]
pub struct Leaf {
    /// Whether an edition may set the next block on.
    pub soft: bool,
    /// Whether it opens an item of a list with bullets.
    pub bullet: bool,
    /// The note that it belongs to.
    pub note: Option<usize>,
}

/// The leaf blocks of a document, found by the byte where a run of their text begins.
pub struct Leaves<'a> {
    bytes: &'a str,
    /// The leaves, in order.
    pub all: Vec<Leaf>,
    /// The leaf and the run that begin at a byte.
    pub by_start: HashMap<u32, (usize, &'a Run)>,
    /// Where runs begin that are readings above others.
    pub readings: HashSet<u32>,
    /// Where the text behind a marker begins: the layout sets them apart.
    pub behind_marker: HashSet<u32>,
}

impl<'a> Leaves<'a> {
    /// Returns the leaf blocks of a document.
    pub fn of(document: &'a Document, bytes: &'a str) -> Self {
        let mut leaves = Leaves {
            bytes,
            all: Vec::new(),
            by_start: HashMap::new(),
            readings: HashSet::new(),
            behind_marker: HashSet::new(),
        };
        leaves.blocks(&document.blocks, None);
        for (number, note) in document.notes.iter().enumerate() {
            leaves.blocks(&note.blocks, Some(number));
        }
        leaves
    }

    fn add(&mut self, runs: Vec<&'a Run>, soft: bool, note: Option<usize>) {
        self.all.push(Leaf { soft, bullet: false, note });
        self.join(runs);
    }

    fn inlines(&mut self, inlines: &'a [Inline], soft: bool, note: Option<usize>) {
        self.add(inline_runs(inlines), soft, note);
        readings(inlines, &mut self.readings);
    }

    fn join(&mut self, runs: Vec<&'a Run>) {
        let leaf = self.all.len() - 1;
        self.by_start.extend(runs.into_iter().filter(|it| !it.span.is_empty()).map(|it| (it.span.start, (leaf, it))));
    }

    /// Whether a paragraph stands in the lines of its unit's marker: it was cut from the same piece, or follows in the
    /// line.
    fn runs_in(&self, unit: &TreeUnit, paragraph: Span) -> bool {
        let Some(marker) = &unit.marker else { return false };
        let between = self.bytes.get(marker.span.end as usize..paragraph.start as usize);
        paragraph == unit.span || between.is_some_and(|it| !it.contains('\n'))
    }

    fn blocks(&mut self, blocks: &'a [Tree], note: Option<usize>) {
        for (number, block) in blocks.iter().enumerate() {
            match block {
                Tree::Title(line) | Tree::PartTitle(line) | Tree::Subtitle(line) => {
                    self.inlines(&line.inlines, false, note);
                }
                Tree::Enactment(it) => {
                    self.inlines(&it.inlines, matches!(blocks.get(number + 1), Some(Tree::Enactment(_))), note);
                }
                Tree::Paragraph(it) => self.inlines(&it.inlines, false, note),
                Tree::Unit(unit) => self.unit(unit, note),
                Tree::List(list) => {
                    for item in &list.items {
                        let first = self.all.len();
                        self.blocks(&item.blocks, note);
                        if let Some(leaf) = self.all.get_mut(first) {
                            leaf.bullet = true;
                        }
                    }
                }
                Tree::Table(table) => table.rows.iter().flatten().for_each(|it| self.inlines(it, false, note)),
                Tree::Quote(inner, _) => self.blocks(inner, note),
                Tree::Code(lines, _) => {
                    for (number, line) in lines.iter().enumerate() {
                        self.add(vec![line], number + 1 < lines.len(), note);
                    }
                }
                Tree::Rule(_) => {}
            }
        }
    }

    /// A marker is one block with its heading, or with the paragraph that follows on its line.
    fn unit(&mut self, unit: &'a TreeUnit, note: Option<usize>) {
        let mut rest = unit.blocks.as_slice();
        let mut own: Vec<&Run> = unit.marker.iter().flat_map(|it| &it.runs).collect();
        let heading = inline_runs(&unit.heading);
        let bare = heading.is_empty();
        self.behind_marker.extend(heading.first().filter(|_| unit.marker.is_some()).map(|it| it.span.start));
        own.extend(heading);
        if !own.is_empty() {
            self.add(own, bare, note);
            if let (true, [Tree::Paragraph(first), more @ ..]) = (bare, rest)
                && self.runs_in(unit, first.span)
            {
                let text = inline_runs(&first.inlines);
                self.behind_marker.extend(text.iter().find(|it| !it.span.is_empty()).map(|it| it.span.start));
                self.join(text);
                readings(&first.inlines, &mut self.readings);
                if let Some(leaf) = self.all.last_mut() {
                    leaf.soft = false;
                }
                rest = more;
            }
        }
        self.blocks(rest, note);
    }
}

fn readings(inlines: &[Inline], out: &mut HashSet<u32>) {
    for inline in inlines {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Sub(inner) | Inline::Sup(inner) => {
                readings(inner, out);
            }
            Inline::Link { inlines, .. } => readings(inlines, out),
            Inline::Ruby { reading, .. } => out.extend(inline_runs(reading).iter().map(|it| it.span.start)),
            Inline::Text(_) | Inline::Code(_) | Inline::Soft { .. } | Inline::Hard(_) => {}
            Inline::Image { .. } | Inline::NoteSign { .. } => {}
        }
    }
}
