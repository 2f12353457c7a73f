//! What stops the tool: a cause with its path and the next step. A fault of the text is never an [`Error`] but a
//! [`Diagnostic`](crate::diagnostic::Diagnostic).

pub mod toml;

use std::fmt;

use crate::message::Message;

/// The reason why a command could not run; the exit code is 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What happened, with the path or name it happened to.
    pub message: Message,
    /// What to do next.
    pub hint: Option<Message>,
}

/// The result of what may not be able to run.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Returns an error without a hint.
    pub fn new(message: Message) -> Self {
        Self { message, hint: None }
    }

    /// Returns the error with a next step.
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} / {}", self.message.zh, self.message.en)
    }
}

impl std::error::Error for Error {}
