//! Stories of an editor's day: files in, what the program says out.

#[cfg(feature = "publish")]
mod building;
mod checking;
#[cfg(feature = "publish")]
mod claims;
mod collections;
#[cfg(feature = "publish")]
mod covers;
pub mod desk;
mod importing;
#[cfg(feature = "publish")]
mod judging;
mod layouts;
mod machines;
mod mending;
mod outline;
#[cfg(feature = "publish")]
mod pictures;
#[cfg(feature = "publish")]
mod publishing;
mod ruling;
mod trouble;
