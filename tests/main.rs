//! One test binary: stories of an editor's day, laws that hold over any input, the floors of the house.

mod properties;
mod verify;
