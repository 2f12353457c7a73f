//! Stories of an editor's day: files in, what the program says out.

mod checking;
mod desk;
mod machines;
mod outline;
#[cfg(feature = "publish")]
mod publishing;
mod trouble;
