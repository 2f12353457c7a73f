//! The rules of the house: each looks at the document and says what is wrong with it, where, and how to mend it.
//! A false alarm is a bug: where a text can be read in two ways, the rules keep silent.

mod characters;
mod cited;
mod contents;
mod date;
mod excerpt;
mod label;
mod lookalike;
mod lost_heading;
mod policy;
mod prose;
mod rules;
mod run_on;
mod sequence;
mod series;
mod work;

use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;

pub use policy::{Level, Policy};
pub use work::Work;

/// A rule: what it is called, what its manual says, how it looks at a work.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its id, `family/fault`: fixed for ever.
    pub id: &'static str,
    /// The weight of its findings, if nobody says otherwise.
    pub level: Level,
    /// Why it is so, a bad and a good text: Markdown, the head of the rule's own file.
    pub manual: &'static str,
    /// Returns its findings; nothing where the reader finds them on its way.
    pub run: Option<fn(&Work) -> Vec<Diagnostic>>,
}

/// Returns every rule, in the order of the list.
pub fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(rules::all);
    &RULES
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
