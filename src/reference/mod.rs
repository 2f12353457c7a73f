//! Citations in the text, 本法第十二条第二款第三项: found, read into numbers, and looked up among the units.

mod citation;
mod grammar;
mod passage;
mod targets;

pub use citation::{Citation, Joint, Place, Work, citations};
pub use passage::Passage;
pub use targets::{Missing, Targets};
