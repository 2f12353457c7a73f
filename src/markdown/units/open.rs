//! The units that are open while a text is read, and which may stand in which.

use crate::model::{Block, Unit, UnitKind};

/// The tree so far with the units that are still open.
#[derive(Default)]
pub struct Open {
    /// Open units, outermost first.
    stack: Vec<Unit>,
    top: Vec<Block>,
}

impl Open {
    /// Closes all units and returns the blocks of the text.
    pub fn finish(mut self) -> Vec<Block> {
        self.close();
        self.top
    }

    /// Closes all units: what follows stands in none of them.
    pub fn close(&mut self) {
        self.close_to(0);
    }

    /// Adds a block that stands in no unit.
    pub fn push_top(&mut self, block: Block) {
        self.top.push(block);
    }

    /// Opens a unit under the innermost open one that may hold it.
    pub fn open(&mut self, unit: Unit) {
        let depth = self.stack.iter().rposition(|outer| holds(outer, &unit)).map_or(0, |it| it + 1);
        self.close_to(depth);
        self.stack.push(unit);
    }

    /// Adds a block where it belongs: a paragraph after a list of items is the article's, not the last item's.
    pub fn push(&mut self, block: Block) {
        if matches!(block, Block::Paragraph(_)) {
            let keeps = |it: &Unit| {
                !matches!(it.kind, UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause)
                    || it.blocks.is_empty()
            };
            if let Some(at) = self.stack.iter().rposition(keeps) {
                self.close_to(at + 1);
            }
        }
        match self.stack.last_mut() {
            Some(unit) => unit.blocks.push(block),
            None => self.top.push(block),
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(unit) = self.stack.pop() else { return };
            match self.stack.last_mut() {
                Some(outer) => outer.blocks.push(Block::Unit(unit)),
                None => self.top.push(Block::Unit(unit)),
            }
        }
    }
}

/// Returns whether `outer` may hold `inner`.
fn holds(outer: &Unit, inner: &Unit) -> bool {
    use UnitKind::{Annex, Heading, NumberedHeading, Preamble};
    match (outer.kind, inner.kind) {
        (_, Annex | Preamble) => false,
        (Annex, _) => true,
        (Heading | NumberedHeading, Heading | NumberedHeading) => outer.level < inner.level,
        (outer_kind, Heading | NumberedHeading) => {
            outer_kind.is_division() && outer.level.unwrap_or(0) < inner.level.unwrap_or(0)
        }
        (Heading | NumberedHeading, inner_kind) if inner_kind.is_division() => {
            outer.level.unwrap_or(0) < inner.level.unwrap_or(0) && outer.kind == NumberedHeading
        }
        (outer_kind, inner_kind) => outer_kind < inner_kind,
    }
}
