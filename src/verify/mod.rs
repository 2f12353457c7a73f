//! The proof that an edition says what its source says. Every character of the source stands in the edition, in order,
//! once; what an edition adds is apparatus of a declared kind, rebuilt here from the source by a rule of its own and
//! compared. Text that is neither is a finding, and so is source text that is passed off as apparatus.
//!
//! This room is a stranger to the room that makes editions: its truth is the account of the source's bytes.

mod anchors;
mod apparatus;
mod artifacts;
mod compare;
mod details;
mod diff;
mod edition;
mod epub;
mod expected;
mod judges;
mod leaves;
mod notes;
mod pdf;
mod truth;
mod unit;
mod wanted;

pub use epub::{epub, epub_with_pages};
pub use expected::{Apparatus, Expected, Heading};
pub use judges::{AceBook, AceVerdict, Case, Judge, Report, ace_verdict, judged, read_report};
pub use pdf::{pdf, print, print_with_pages};
pub use truth::{Truth, truth};

/// Text that is missing, added, changed or moved, or that can't be seen.
const TEXT: &str = "edition/text";
/// Apparatus that is not what its rule makes of the source, or no apparatus at all.
const APPARATUS: &str = "edition/apparatus";
/// Page marks and page lists.
const PAGES: &str = "edition/pages";
/// Blocks run together or torn apart.
const STRUCTURE: &str = "edition/structure";
