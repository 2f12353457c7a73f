//! 底本 diben: one canonical Markdown text of a normative document, every edition of it, and the proof that they agree.

pub mod cli;
pub mod diagnostic;
pub mod error;
pub mod markdown;
pub mod model;
pub mod report;
pub mod text;
pub mod workspace;
