//! From a raw text to a canonical source: reflow, order, numbers, characters, and an account of every character.

pub mod raw;
