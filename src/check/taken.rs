//! What the rules on numbers tell of already, so that no rule on references tells it once more. A number that ran into
//! other text stands there, and is no reference; one that is missing, or misprinted, is a fault of the numbers and not of
//! those who cite it; an article whose items are misnumbered says nothing of the items it lacks.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Work;
use crate::check::repealed::repealed;
use crate::check::sequence::Fault;
use crate::check::series::Series;
use crate::model::{Block, Number, Rank, Reference, Relative, Unit, UnitKind};
use crate::text::{FileId, Span};

/// Numbers and places that another finding has, or that need none.
#[derive(Default)]
pub struct Taken {
    /// Numbers that are there, if not where or as they should be.
    numbers: BTreeSet<(Rank, Number)>,
    /// Stretches of articles that one line repeals.
    repealed: Vec<(Number, Number)>,
    /// Where that which looks like a reference is a number of its own, by its first byte.
    marks: BTreeMap<(FileId, u32), u32>,
    /// The first number that ran into each article.
    run_on: BTreeMap<(FileId, String), u32>,
    /// Articles with misnumbered items.
    lists: BTreeSet<(FileId, String)>,
    /// Their numbers.
    listed: BTreeSet<Number>,
}

impl Taken {
    /// Returns what is taken in a work.
    pub fn of(work: &Work) -> Self {
        let mut out = Taken::default();
        let mut lists = BTreeSet::new();
        for row in work.series() {
            let Some((first, _)) = row.entries.first() else { continue };
            match rank(first.kind) {
                Some(rank) => out.row(row, rank),
                None if misnumbered(row) => {
                    lists.insert(first.span);
                }
                None => {}
            }
        }
        if !lists.is_empty() {
            let units = work.documents().flat_map(|it| it.units());
            units.filter(|it| it.kind == UnitKind::Article && holds(it, &lists)).for_each(|it| out.list(it));
        }
        for it in work.prose() {
            let Some(ends) = repealed(&it.passage.text) else { continue };
            out.repealed.push(ends);
            if let Some(span) = it.passage.place(0..it.passage.text.len()) {
                out.mark(span);
            }
        }
        out
    }

    fn row(&mut self, row: &Series, rank: Rank) {
        for it in &row.run_on {
            self.numbers.insert((rank, it.number.clone()));
            self.mark(it.span);
            if let Some(within) = it.within {
                let key = (it.span.file, within.id.clone());
                self.run_on.entry(key).and_modify(|at| *at = it.span.start.min(*at)).or_insert(it.span.start);
            }
        }
        // A numeral that makes no number stands for the one that is due.
        let unread = row.entries.iter().filter(|(unit, _)| unit.marker.as_ref().is_some_and(|it| it.number.is_none()));
        self.numbers.extend(unread.map(|(_, due)| (rank, due.clone())));
        for (place, fault) in &row.faults {
            match fault {
                Fault::Start { missing } | Fault::Gap { missing, .. } => {
                    self.numbers.extend(missing.iter().map(|it| (rank, it.clone())));
                }
                Fault::Duplicate { due, .. } | Fault::Order { due, .. } => {
                    self.numbers.extend(due.iter().map(|it| (rank, it.clone())));
                }
            }
            // A slip may stand where the next number is due.
            let before = place.checked_sub(1).map_or(0, |it| row.entries[it].1.base);
            self.numbers.insert((rank, Number::new(before.saturating_add(1))));
        }
    }

    fn list(&mut self, article: &Unit) {
        self.lists.insert((article.span.file, article.id.clone()));
        self.listed.extend(article.marker.as_ref().and_then(|it| it.number.clone()));
    }

    fn mark(&mut self, span: Span) {
        self.marks.insert((span.file, span.start), span.end);
    }

    /// Returns whether what looks like a reference is the number of a unit that lost its line, or one that is repealed.
    pub fn is_number(&self, reference: &Reference) -> bool {
        let span = reference.span;
        let last = self.marks.range(..=(span.file, span.start)).next_back();
        last.is_some_and(|((file, _), end)| *file == span.file && span.start < *end)
    }

    /// Returns whether a reference stands behind a number that ran into its article: it speaks from another place.
    pub fn is_displaced(&self, reference: &Reference) -> bool {
        let Some(article) = &reference.article else { return false };
        let first = self.run_on.get(&(reference.span.file, article.clone()));
        first.is_some_and(|it| *it <= reference.span.start)
    }

    /// Returns whether the numbers tell of what a reference lacks: of the number it cites, or of the list of its article.
    pub fn lacks(&self, reference: &Reference, rank: Rank) -> bool {
        let article = reference.place.get(Rank::Article);
        if rank <= Rank::Article {
            let Some(number) = reference.place.get(rank) else { return false };
            let gone = rank == Rank::Article && self.repealed.iter().any(|(from, to)| (from..=to).contains(&number));
            return gone || self.numbers.contains(&(rank, number.clone()));
        }
        match (article, reference.relative) {
            (Some(number), _) => self.listed.contains(number),
            (None, Some(Relative::Before(Rank::Article, _))) => !self.lists.is_empty(),
            (None, _) => {
                reference.article.as_ref().is_some_and(|it| self.lists.contains(&(reference.span.file, it.clone())))
            }
        }
    }
}

/// Returns whether a list has a slip inside. One that begins late has lost its head: who cites an item of that is told so,
/// since the reference shows that the items were once there.
fn misnumbered(row: &Series) -> bool {
    !row.run_on.is_empty() || row.faults.iter().any(|(_, it)| !matches!(it, Fault::Start { .. }))
}

/// Returns whether an article holds the first unit of one of these lists.
fn holds(unit: &Unit, lists: &BTreeSet<Span>) -> bool {
    unit.blocks.iter().any(|it| match it {
        Block::Unit(unit) => lists.contains(&unit.span) || holds(unit, lists),
        _ => false,
    })
}

fn rank(kind: UnitKind) -> Option<Rank> {
    match kind {
        UnitKind::Part => Some(Rank::Part),
        UnitKind::Subpart => Some(Rank::Subpart),
        UnitKind::Chapter => Some(Rank::Chapter),
        UnitKind::Section => Some(Rank::Section),
        UnitKind::Article => Some(Rank::Article),
        UnitKind::Preamble
        | UnitKind::Annex
        | UnitKind::NumberedHeading
        | UnitKind::Heading
        | UnitKind::Point
        | UnitKind::Item
        | UnitKind::Subitem
        | UnitKind::Clause
        | UnitKind::Subclause => None,
    }
}
