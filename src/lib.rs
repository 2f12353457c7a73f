//! 底本 diben: one canonical Markdown text of a normative document, every edition of it, and the proof that they agree.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod edit;
pub mod error;
#[cfg(feature = "publish")]
pub mod extract;
pub mod import;
pub mod markdown;
pub mod message;
pub mod model;
#[cfg(feature = "publish")]
pub mod publish;
pub mod reference;
pub mod report;
pub mod text;
#[cfg(feature = "publish")]
pub mod verify;
pub mod workspace;
