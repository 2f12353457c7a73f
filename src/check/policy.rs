//! What a project makes of the rules: how much each weighs.

use std::collections::BTreeMap;

use crate::check::Rule;
use crate::diagnostic::Severity;

/// How much the findings of a rule weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing: the rule is not asked.
    Off,
    /// This much.
    On(Severity),
}

/// What a project makes of the rules.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// The level of each rule that has another than its own, by its id.
    pub levels: BTreeMap<String, Level>,
}

impl Policy {
    /// Returns the level of a rule.
    pub fn level(&self, rule: &Rule) -> Level {
        self.levels.get(rule.id).copied().unwrap_or(rule.level)
    }
}
