//! A finding: what is wrong with the text, where, and how to mend it, in Chinese and in English.

use crate::text::{Edit, Span};

pub use crate::message::{Language, Message};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely wrong; `--deny warnings` makes it weigh like an error.
    Warning,
    /// Wrong: the exit code is 1.
    Error,
}

/// A way to mend a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does.
    pub message: Message,
    /// Whether it can be made without asking: it changes no word of the text.
    pub safe: bool,
    /// The changes, in order, none overlapping another.
    pub edits: Vec<Edit>,
}

/// A finding at a place in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's id, `family/fault`: fixed for ever.
    pub rule: &'static str,
    /// Its weight.
    pub severity: Severity,
    /// The narrowest place that shows it.
    pub span: Span,
    /// What is wrong.
    pub message: Message,
    /// How to mend it, in words.
    pub hint: Option<Message>,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Span, Message)>,
    /// How to mend it, as edits.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Returns a finding without hint, related places or fix.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: Message) -> Self {
        Self { rule, severity, span, message, hint: None, related: Vec::new(), fix: None }
    }

    /// Returns an error.
    pub fn error(rule: &'static str, span: Span, message: Message) -> Self {
        Self::new(rule, Severity::Error, span, message)
    }

    /// Returns a warning.
    pub fn warning(rule: &'static str, span: Span, message: Message) -> Self {
        Self::new(rule, Severity::Warning, span, message)
    }

    /// Returns the finding with words on how to mend it.
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Returns the finding with one more place that belongs to it.
    pub fn related(mut self, span: Span, message: Message) -> Self {
        self.related.push((span, message));
        self
    }

    /// Returns the finding with a fix that a person has to agree to.
    pub fn offered_fix(mut self, message: Message, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { message, safe: false, edits });
        self
    }

    /// Returns the finding with a fix that changes no word of the text.
    pub fn safe_fix(mut self, message: Message, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { message, safe: true, edits });
        self
    }
}
