//! Markdown in and out. [`read`] never fails and accounts for every byte of the source.

mod account;
mod counting;
mod events;
mod front_matter;
mod invisible;
mod keys;
mod line_ends;
mod read;
mod row;
mod shadow;
mod signs;
mod traps;
mod units;
mod write;
mod yaml_fault;

pub use read::{Reading, read};
pub use write::canonical;
