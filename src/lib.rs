//! 底本 diben: one canonical Markdown text of a normative document, every edition of it, and the proof that they agree.

pub mod diagnostic;
pub mod error;
pub mod markdown;
pub mod message;
pub mod model;
#[cfg(feature = "publish")]
pub mod publish;
pub mod text;
