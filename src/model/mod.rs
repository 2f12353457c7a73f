//! The document: units of a normative text with their numbers, markers, addresses and text, each with its place.

mod account;
mod address;
mod document;
pub mod grammar;
pub mod lookalike;
mod metadata;
mod number;
mod reference;
mod signs;
mod walk;

pub use account::{Account, Markup, Piece, PieceKind};
pub use address::assign_ids;
pub use document::{
    Alignment, Block, Document, Inline, Line, List, ListItem, Marker, Note, Paragraph, Run, Table, Unit, UnitKind,
};
pub use metadata::{Allowance, Counting, Entry, LayoutChoice, Metadata};
pub use number::{Number, parse_han, to_han};
pub use reference::{Joint, Missing, Numeral, Place, Rank, Reference, Relative, Resolution, Scope, Step, Target};
pub use signs::Signs;
pub use walk::{inline_runs, leaves, plain_text, runs};
