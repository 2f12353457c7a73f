//! How editions are finished beyond what a layout decides: how many pages a sheet holds, for which press, to which
//! archival standard, with which files inside.

use crate::publish::cover::Cover;
use crate::publish::profile::Profile;

/// How editions are finished.
#[derive(Debug, Clone)]
pub struct Finish {
    /// The press that the print edition is made for.
    pub profile: Profile,
    /// The print edition's pages are a multiple of this: 1, or 4, 8, 16, 32.
    pub pages_multiple: usize,
    /// The standard of the archival edition.
    pub standard: Standard,
    /// The cover of the EPUB, where it has one.
    pub cover: Option<Cover>,
    /// Who answers for the EPUB's being accessible, where a judge has found it so.
    pub certifier: Option<String>,
}

impl Default for Finish {
    fn default() -> Self {
        Self { profile: Profile::bundled(), pages_multiple: 1, standard: Standard::A2a, cover: None, certifier: None }
    }
}

/// The standard of the archival edition, besides PDF/UA-1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2a, ISO 19005-2.
    A2a,
    /// PDF/A-3a, ISO 19005-3, with these files inside.
    A3a(Vec<Enclosure>),
}

/// A file inside the archival edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name, without folders.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// What it is, in words.
    pub description: String,
    /// What it is to the document.
    pub relation: Relation,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What an enclosed file is to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// The document is made from it.
    Source,
    /// It says something of the document.
    Supplement,
}
