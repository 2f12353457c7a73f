//! One slip made in a law on purpose, and who must answer for it. Mutations are kept as changes of lines, so that several
//! can be made at once and every line of the answer is known.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::mutants::law::Law;

/// A line of the mutated text: a line of the law, and which of those that stand in its place now.
pub type Spot = (usize, usize);

/// A rule that may answer, with the lines where it may do so.
#[derive(Clone)]
pub struct Answer {
    pub rule: &'static str,
    pub spots: Vec<Spot>,
}

/// A slip.
#[derive(Clone)]
pub struct Mutation {
    pub op: &'static str,
    pub detail: String,
    /// What stands in place of a line of the law.
    pub changes: BTreeMap<usize, Vec<String>>,
    /// Who may answer: the first is wanted.
    pub answers: Vec<Answer>,
}

impl Mutation {
    pub fn new(op: &'static str, detail: impl Into<String>) -> Self {
        Self { op, detail: detail.into(), changes: BTreeMap::new(), answers: Vec::new() }
    }

    pub fn replace(mut self, line: usize, text: impl Into<String>) -> Self {
        self.changes.insert(line, vec![text.into()]);
        self
    }

    pub fn write(mut self, line: usize, text: Vec<String>) -> Self {
        self.changes.insert(line, text);
        self
    }

    pub fn remove(mut self, lines: Range<usize>) -> Self {
        self.changes.extend(lines.map(|it| (it, Vec::new())));
        self
    }

    /// Puts lines before a line of the law; the first of them is the spot `(line, 0)`.
    pub fn insert(mut self, law: &Law, line: usize, mut text: Vec<String>) -> Self {
        text.push(law.lines[line].clone());
        self.changes.insert(line, text);
        self
    }

    pub fn answer(mut self, rule: &'static str, spots: &[Spot]) -> Self {
        self.answers.push(Answer { rule, spots: spots.to_vec() });
        self
    }

    /// Returns the lines that it touches, and those where it is answered for.
    pub fn extent(&self) -> Range<usize> {
        let spots = self.answers.iter().flat_map(|it| &it.spots).map(|it| it.0);
        let lines: Vec<usize> = self.changes.keys().copied().chain(spots).collect();
        lines.iter().min().copied().unwrap_or(0)..lines.iter().max().map_or(0, |it| it + 1)
    }
}

/// A law with its slips, and where each of its lines stands now.
pub struct Mutant {
    pub text: String,
    places: BTreeMap<Spot, usize>,
}

impl Mutant {
    pub fn of(law: &Law, mutations: &[&Mutation]) -> Self {
        let mut lines: Vec<&str> = Vec::new();
        let mut places = BTreeMap::new();
        for (at, line) in law.lines.iter().enumerate() {
            let own = std::slice::from_ref(line);
            let now = mutations.iter().find_map(|it| it.changes.get(&at)).map_or(own, Vec::as_slice);
            for (nth, text) in now.iter().enumerate() {
                lines.push(text);
                places.insert((at, nth), lines.len());
            }
        }
        Self { text: lines.join("\n") + "\n", places }
    }

    /// Returns the line, counted from one, where a spot stands.
    pub fn line(&self, spot: Spot) -> Option<usize> {
        self.places.get(&spot).copied()
    }
}
