//! One test binary: stories of an editor's day, laws that hold over any input, the floors of the house.

mod architecture;
#[cfg(feature = "publish")]
mod book;
mod check;
#[cfg(feature = "publish")]
mod composition;
#[cfg(feature = "publish")]
mod cover;
#[cfg(feature = "publish")]
mod editions;
#[cfg(feature = "publish")]
mod epub;
#[cfg(feature = "publish")]
mod faces;
mod fixes;
mod fuzz;
#[cfg(feature = "publish")]
mod golden;
#[cfg(feature = "publish")]
mod gongwen;
mod import;
#[cfg(feature = "publish")]
mod judged;
#[cfg(feature = "publish")]
mod links;
mod mutants;
mod packaging;
#[cfg(feature = "publish")]
mod press;
mod properties;
mod references;
#[cfg(feature = "publish")]
mod setting;
mod stories;
#[cfg(feature = "publish")]
mod verify;
mod write;
