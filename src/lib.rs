//! 底本 diben: one canonical Markdown text of a normative document, every edition of it, and the proof that they agree.

pub mod diagnostic;
pub mod error;
#[cfg(feature = "publish")]
pub mod extract;
pub mod markdown;
pub mod model;
pub mod text;
#[cfg(feature = "publish")]
pub mod verify;
