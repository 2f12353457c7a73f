//! The rules of the house: each looks at the document and says what is wrong with it, where, and how to mend it.
//! A false alarm is a bug: where a text can be read in two ways, the rules keep silent.

mod allowance;
mod book;
mod characters;
mod cited;
mod contents;
mod date;
mod files;
mod groups;
mod headed_contents;
mod label;
mod lookalike;
mod lost_heading;
mod manual;
mod marks;
mod pairs;
mod policy;
mod prose;
mod repealed;
mod rules;
mod run_on;
mod sequence;
mod series;
mod spot;
mod taken;
mod unmarked_heading;
mod work;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;

pub use allowance::{Judgement, Named, Tally, is_fixed};
pub use book::book;
pub use manual::{Example, Manual};
pub use policy::{FileAllowance, Level, Policy, Stage};
pub use work::Work;

/// A rule: what it is called, what its manual says, how it looks at a work.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its id, `family/fault`: fixed for ever.
    pub id: &'static str,
    /// The weight of its findings, if nobody says otherwise.
    pub level: Level,
    /// The same in a text that is to be issued.
    pub release: Level,
    /// Why it is so, a bad and a good text: Markdown, the head of the rule's own file.
    pub manual: &'static str,
    /// Returns its findings; nothing where the reader finds them on its way.
    pub run: Option<fn(&Work) -> Vec<Diagnostic>>,
}

impl Rule {
    /// Returns whether it looks at an edition: at the pages that a text is set on, or at what judges say of it.
    pub fn is_of_pages(&self) -> bool {
        self.id.starts_with("layout/") || self.id.starts_with("edition/")
    }
}

/// Returns every rule, in the order of the list.
pub fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(rules::all);
    &RULES
}

/// Returns the rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    static BY_ID: LazyLock<BTreeMap<&str, &Rule>> = LazyLock::new(|| rules().iter().map(|it| (it.id, it)).collect());
    BY_ID.get(id).copied()
}

/// Returns the rule whose id comes nearest to a word; nothing where none is near.
pub fn nearest_rule(word: &str) -> Option<&'static str> {
    nearest(word, rules().iter().map(|it| it.id))
}

/// Returns the name that comes nearest to a word; nothing where none is near.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    // Whoever leaves the family out, or takes another, means the fault.
    let fault = |it: &str| it.rsplit('/').next().unwrap_or_default().to_owned();
    let near = |it: &str| strsim::jaro_winkler(it, &word).max(strsim::jaro_winkler(&fault(it), &fault(&word)) - 0.05);
    names.map(|it| (near(it), it)).filter(|(near, _)| *near > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|it| it.1)
}

/// Returns what the rules find in a work, in the order of the text.
pub fn check(work: &Work, policy: &Policy) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for rule in rules() {
        let (Some(run), Level::On(_)) = (rule.run, policy.level(rule)) else { continue };
        findings.extend(run(work));
    }
    findings.sort_by_key(|it| (it.span, it.rule));
    findings
}
