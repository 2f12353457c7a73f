//! Changes to source text. Nothing here touches a file: text goes in, text comes out.

mod fix;
mod mend;

pub use mend::{Checked, Mended, Texts, mend};
