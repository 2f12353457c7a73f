//! Rounds of safe fixes. After each round the texts are read and checked again, by a function that the caller gives; a fix
//! that brings a new error, or does not mend what it was made for, is taken back and told. So making the fixes twice is
//! making them once.

use std::collections::BTreeMap;

use super::fix::{apply, round};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Edit, FileId, Source};

/// The texts of a work by their numbers.
pub type Texts = BTreeMap<FileId, Source>;

/// What reading and checking a work finds.
#[derive(Debug, Clone, Default)]
pub struct Checked<T> {
    /// The findings that stand.
    pub findings: Vec<Diagnostic>,
    /// How many bytes the reader could not account for.
    pub unaccounted: usize,
    /// What else whoever checked wants to know.
    pub besides: T,
}

/// A work with its safe fixes made.
#[derive(Debug, Clone, Default)]
pub struct Mended<T> {
    /// The texts as they stand then.
    pub texts: Texts,
    /// What was found before.
    pub before: Checked<T>,
    /// What is found then.
    pub after: Checked<T>,
    /// How many fixes of each rule were made.
    pub made: BTreeMap<&'static str, usize>,
    /// How many were taken back.
    pub refused: BTreeMap<&'static str, usize>,
}

/// Each round takes findings away, so there is an end; a text that needs more rounds is odd enough to be left then.
const ROUNDS: usize = 64;

/// How often one round reads the text again to find the fixes that do harm.
const TRIES: usize = 128;

/// Returns a work with its safe fixes made.
pub fn mend<T: Clone + Default>(texts: Texts, examine: &dyn Fn(&Texts) -> Checked<T>) -> Mended<T> {
    let before = examine(&texts);
    let mut out = Mended { after: before.clone(), before, texts, ..Mended::default() };
    for _ in 0..ROUNDS {
        let findings = std::mem::take(&mut out.after.findings);
        let offers = round(&findings, &out.texts);
        out.refused.clear();
        let base = Checked { findings: findings.clone(), ..out.after.clone() };
        let mut attempt =
            Attempt { base: &base, texts: &out.texts, examine, tries: TRIES, made: Vec::new(), best: None };
        let refused = attempt.make(&offers);
        refused.iter().for_each(|it| *out.refused.entry(it.rule).or_default() += 1);
        attempt.made.iter().for_each(|it| *out.made.entry(it.rule).or_default() += 1);
        let best = attempt.best;
        match best {
            Some((texts, after)) => (out.texts, out.after) = (texts, after),
            None => {
                out.after.findings = findings;
                break;
            }
        }
    }
    out
}

/// One round on its way.
struct Attempt<'a, T> {
    base: &'a Checked<T>,
    texts: &'a Texts,
    examine: &'a dyn Fn(&Texts) -> Checked<T>,
    tries: usize,
    made: Vec<&'a Diagnostic>,
    best: Option<(Texts, Checked<T>)>,
}

impl<'a, T> Attempt<'a, T> {
    /// Makes fixes together, or apart where together they do harm. Returns those that were not made.
    fn make(&mut self, offers: &[&'a Diagnostic]) -> Vec<&'a Diagnostic> {
        if offers.is_empty() {
            return Vec::new();
        }
        if self.tries == 0 {
            return offers.to_vec();
        }
        self.tries -= 1;
        let made: Vec<&Diagnostic> = self.made.iter().chain(offers).copied().collect();
        let edits: Vec<&Edit> = made.iter().filter_map(|it| it.fix.as_ref()).flat_map(|it| &it.edits).collect();
        let texts: Texts = self
            .texts
            .iter()
            .map(|(file, source)| {
                (*file, Source::new(source.name(), apply(source.text(), *file, edits.iter().copied())))
            })
            .collect();
        let after = (self.examine)(&texts);
        if is_better(self.base, &after, &made) {
            self.made = made;
            self.best = Some((texts, after));
            return Vec::new();
        }
        if offers.len() == 1 {
            return offers.to_vec();
        }
        let (first, second) = offers.split_at(offers.len() / 2);
        let mut refused = self.make(first);
        refused.extend(self.make(second));
        refused
    }
}

/// Returns whether fixes did what they were made for and nothing else: fewer findings of their rules, no more errors of
/// any rule, and every byte still accounted for.
fn is_better<T>(before: &Checked<T>, after: &Checked<T>, made: &[&Diagnostic]) -> bool {
    let (all, all_after) = (count(&before.findings, Severity::Info), count(&after.findings, Severity::Info));
    let (errors, errors_after) = (count(&before.findings, Severity::Error), count(&after.findings, Severity::Error));
    let of = |counts: &BTreeMap<&str, usize>, rule: &str| counts.get(rule).copied().unwrap_or(0);
    after.unaccounted <= before.unaccounted
        && errors_after.iter().all(|(rule, number)| *number <= of(&errors, rule))
        && made.iter().all(|it| of(&all_after, it.rule) < of(&all, it.rule))
}

fn count(findings: &[Diagnostic], least: Severity) -> BTreeMap<&'static str, usize> {
    let mut out = BTreeMap::new();
    for it in findings.iter().filter(|it| it.severity >= least) {
        *out.entry(it.rule).or_default() += 1;
    }
    out
}
