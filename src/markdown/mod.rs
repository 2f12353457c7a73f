//! Markdown in and out. [`read`] never fails and accounts for every byte of the source.

mod account;
mod counting;
mod events;
mod front_matter;
mod grammar;
mod invisible;
mod read;
mod shadow;
mod traps;
mod units;

pub use read::{Reading, read};
