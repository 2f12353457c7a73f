//! Text, places and structure out of the bytes of finished files. What is read here comes from outside: nothing in it
//! is believed, every size has a limit, and what can't be read is an [`Error`](crate::error::Error), never a panic.

mod archive;
mod enclosed;
mod epub;
mod epub_files;
mod glyphs;
mod pdf;
mod pdf_string;
mod record;
mod structure;
mod style;
mod xhtml;

pub use enclosed::Enclosed;
pub use epub::{EpubText, NavEntry, epub};
pub use epub_files::{Element, EpubFiles, EpubMarkup, Point};
pub use glyphs::{Glyph, Post, Rule, Sight};
pub use pdf::{ArtifactLine, PageFrame, PdfBlock, PdfText, pdf};
pub use record::Record;
pub use structure::PdfBlockKind;
pub use xhtml::{EpubBlock, EpubBlockKind, EpubDocument, Label, PageMark, Sign};
