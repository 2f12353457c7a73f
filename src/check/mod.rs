//! The rules of the house: each looks at the document and says what is wrong with it, where, and how to mend it.
//! A false alarm is a bug: where a text can be read in two ways, the rules keep silent.

mod cited;
mod excerpt;
mod label;
mod lookalike;
mod rules;
mod sequence;
mod series;

use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Document;

/// A rule: what it is called, what its manual says, how it looks at a document.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its id, `family/fault`: fixed for ever.
    pub id: &'static str,
    /// The weight of its findings.
    pub severity: Severity,
    /// Why it is so, a bad and a good text: Markdown, the head of the rule's own file.
    pub manual: &'static str,
    /// Returns its findings.
    pub run: fn(&Document) -> Vec<Diagnostic>,
}

/// Returns every rule, in the order of the list.
pub fn rules() -> &'static [Rule] {
    static RULES: LazyLock<Vec<Rule>> = LazyLock::new(rules::all);
    &RULES
}

/// Returns what every rule finds in a document, in the order of the text.
pub fn check(document: &Document) -> Vec<Diagnostic> {
    let mut findings: Vec<Diagnostic> = rules().iter().flat_map(|rule| (rule.run)(document)).collect();
    findings.sort_by_key(|it| (it.span, it.rule));
    findings
}
