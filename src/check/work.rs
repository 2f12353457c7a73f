//! What the rules look at: a work, which is one document or several files with one number space. What more than one rule
//! asks of it is found out once.

use std::cell::OnceCell;

use crate::check::prose::{Prose, prose};
use crate::check::series::{Series, series};
use crate::model::Document;

/// A work with what is known of it.
pub struct Work<'a> {
    documents: Vec<&'a Document>,
    series: OnceCell<Vec<Series<'a>>>,
    prose: OnceCell<Vec<Prose<'a>>>,
}

impl<'a> Work<'a> {
    /// Returns the work that documents make, in reading order.
    pub fn new(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        Self { documents: documents.into_iter().collect(), series: OnceCell::new(), prose: OnceCell::new() }
    }

    /// Returns the documents, in reading order.
    pub fn documents(&self) -> impl Iterator<Item = &'a Document> {
        self.documents.iter().copied()
    }

    /// Returns the rows of units that count together.
    pub fn series(&self) -> &[Series<'a>] {
        self.series.get_or_init(|| series(&self.documents))
    }

    /// Returns the passages of the text.
    pub fn prose(&self) -> &[Prose<'a>] {
        self.prose.get_or_init(|| self.documents().flat_map(prose).collect())
    }
}
