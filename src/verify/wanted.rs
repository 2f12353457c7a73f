//! What should stand in an edition: the blocks of the source, with the apparatus that stands in its lines.

use crate::text::Span;
use crate::verify::truth::Truth;
use crate::verify::unit::{Gap, Letter, Unit, units};

/// A block that should stand in an edition.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its characters.
    pub units: Vec<Unit<Span>>,
    /// Which of them are apparatus; the others are text of the source.
    pub added: Vec<usize>,
    /// Whether the next block may be set on.
    pub soft: bool,
}

impl Wanted {
    /// Returns a block of the source.
    pub fn source(units: Vec<Unit<Span>>, soft: bool) -> Self {
        Self { units, added: Vec::new(), soft }
    }

    /// Returns a block of apparatus at a place.
    pub fn apparatus(text: &str, place: Span) -> Self {
        let units = units(text.chars().map(|it| (Letter::Char(it), place)));
        Self { added: (0..units.len()).collect(), units, soft: true }
    }

    /// Returns a line of apparatus that nothing else may stand on.
    pub fn line(text: &str, place: Span) -> Self {
        Self { soft: false, ..Self::apparatus(text, place) }
    }

    /// Puts a character of apparatus before one of the block.
    pub fn insert(&mut self, at: usize, it: char) {
        let neighbour = self.units.get(at).or(self.units.last());
        let Some(place) = neighbour.map(|it| it.place) else { return };
        // What stands beside it may have air or not.
        if let Some(next) = self.units.get_mut(at) {
            next.gap = next.gap.max(Gap::Free);
        }
        self.added.iter_mut().filter(|it| **it >= at).for_each(|it| *it += 1);
        self.added.push(at);
        self.units.insert(at, Unit { it, gap: Gap::Free, joiners: String::new(), place });
    }

    /// Returns whether a character of the block is text of the source.
    pub fn is_source(&self, at: usize) -> bool {
        !self.added.contains(&at)
    }
}

/// Returns for each wanted character how many of the source stand before it; nothing for apparatus.
pub fn positions(wanted: &[Wanted]) -> Vec<Option<usize>> {
    let mut out = Vec::new();
    let mut count = 0;
    for block in wanted {
        for at in 0..block.units.len() {
            let source = block.is_source(at);
            out.push(source.then_some(count));
            count += usize::from(source);
        }
    }
    out
}

/// Returns what a truth wants of an edition's body before any apparatus.
pub fn wanted(truth: &Truth) -> Vec<Wanted> {
    let blocks = truth.blocks.iter();
    blocks.map(|it| Wanted::source(it.units.clone(), it.soft)).collect()
}
