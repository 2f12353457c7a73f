//! References in the text, 本法第十二条第二款第三项: found, read into numbers, and looked up among the units of the work.
//! One pass finds them ([`find`]), a second look says what they come to ([`lookup`]), and the document keeps both.

mod annexed;
mod find;
mod flow;
mod grammar;
mod index;
mod lookup;
mod passage;
mod relative;
mod resolve;
mod scope;
mod standing;

pub use grammar::cites;
pub use passage::Passage;
pub use resolve::resolve;
pub use standing::{is_amendment, is_later_part};
