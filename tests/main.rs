//! One test binary: stories of an editor's day, laws that hold over any input, the floors of the house.

#[cfg(feature = "publish")]
mod epub;
mod properties;
