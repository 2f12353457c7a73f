//! Setting a document with Typst: code from the document, pages from the code, PDF from the pages, and the map from
//! every glyph back to its source character.

mod breaks;
mod composition;
mod faults;
mod frames;
mod literal;
mod markup;
mod pages;
mod passage;
mod pdf;
mod search;
mod segments;
mod set;
mod sheets;
mod title;
mod tokens;
mod western;
mod world;

pub use frames::visit;
pub use literal::string;
pub use markup::language;
pub use pages::Glyph;
pub use pdf::{Record, archival, print};
pub use set::{Setting, faces, page, set};
pub use sheets::sheets;
pub use title::{BODIES, cuts, place_end};
