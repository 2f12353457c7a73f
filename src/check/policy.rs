//! What a project makes of the rules: how much each weighs, at which stage the text is, and what is allowed for a reason.

use std::collections::BTreeMap;

use globset::GlobMatcher;

use crate::check::{Rule, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Allowance;

/// How much the findings of a rule weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Nothing: the rule is not asked.
    Off,
    /// This much.
    On(Severity),
}

impl Level {
    /// Returns the Chinese name and the English one.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Level::Off => ("默认不查", "off"),
            Level::On(Severity::Error) => ("错误", "error"),
            Level::On(Severity::Warning) => ("提醒", "warning"),
            Level::On(Severity::Info) => ("说明", "note"),
        }
    }
}

impl Rule {
    /// Returns how much the rule weighs, in words of both languages; at release too, where it is more.
    pub fn weight(&self) -> (String, String) {
        let (zh, en) = self.level.name();
        if self.release == self.level {
            return (zh.to_owned(), en.to_owned());
        }
        let (then_zh, then_en) = self.release.name();
        (format!("{zh}，定稿时{then_zh}"), format!("{en}, {then_en} at release"))
    }
}

/// How far a text has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Still being written.
    #[default]
    Draft,
    /// To be issued: what is unfinished weighs as an error.
    Release,
}

/// What a project makes of the rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The level of each rule that has another than its own, by its id.
    pub levels: BTreeMap<String, Level>,
    /// How far the texts have come.
    pub stage: Stage,
    /// What the project's settings allow.
    pub allowances: Vec<FileAllowance>,
}

/// An allowance of the project's settings, for the files that a pattern names.
#[derive(Debug, Clone)]
pub struct FileAllowance {
    /// The files, as paths from the project's folder.
    pub files: GlobMatcher,
    /// The rule, the place and the reason.
    pub allowance: Allowance,
}

impl PartialEq for FileAllowance {
    fn eq(&self, other: &Self) -> bool {
        self.files.glob() == other.files.glob() && self.allowance == other.allowance
    }
}

impl Eq for FileAllowance {}

impl Policy {
    /// Returns the level of a rule.
    pub fn level(&self, rule: &Rule) -> Level {
        let own = match self.stage {
            Stage::Draft => rule.level,
            Stage::Release => rule.release,
        };
        self.levels.get(rule.id).copied().unwrap_or(own)
    }

    /// Returns the findings with the weight that they have in this project; those of rules that are off are left out.
    pub fn weigh(&self, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        findings.retain_mut(|finding| {
            let Some(rule) = rule(finding.rule) else { return true };
            match (self.levels.get(rule.id), self.level(rule)) {
                (_, Level::Off) => return false,
                (Some(_), Level::On(severity)) => finding.severity = severity,
                // A rule may raise findings of less weight than its own; only a stage makes them heavier.
                (None, Level::On(severity)) if rule.release != rule.level && self.stage == Stage::Release => {
                    finding.severity = severity;
                }
                (None, Level::On(_)) => {}
            }
            true
        });
        findings
    }
}
