//! What the rules look at: a work, which is one document or several files with one number space. What more than one rule
//! asks of it is found out once.

use std::cell::OnceCell;

use crate::check::characters::{Text, texts};
use crate::check::cited::Cited;
use crate::check::lost_heading::captions;
use crate::check::prose::{Prose, prose};
use crate::check::run_on::RunOn;
use crate::check::series::{Series, series};
use crate::check::taken::Taken;
use crate::check::unmarked_heading::{Unmarked, unmarked};
use crate::model::{Document, Paragraph, Reference};

/// A work with what is known of it.
pub struct Work<'a> {
    documents: Vec<&'a Document>,
    cited: OnceCell<Cited>,
    series: OnceCell<Vec<Series<'a>>>,
    prose: OnceCell<Vec<Prose<'a>>>,
    captions: OnceCell<Vec<&'a Paragraph>>,
    texts: OnceCell<Vec<Text<'a>>>,
    taken: OnceCell<Taken>,
    unmarked: OnceCell<Vec<Unmarked<'a>>>,
}

impl<'a> Work<'a> {
    /// Returns the work that documents make, in reading order.
    pub fn new(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        Self {
            documents: documents.into_iter().collect(),
            cited: OnceCell::new(),
            series: OnceCell::new(),
            prose: OnceCell::new(),
            captions: OnceCell::new(),
            texts: OnceCell::new(),
            taken: OnceCell::new(),
            unmarked: OnceCell::new(),
        }
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

    /// Returns how a message names a reference: by its words in quotation marks, if they stand in one piece.
    pub fn cited(&self, reference: &Reference) -> String {
        self.cited.get_or_init(|| Cited::of(self.prose())).name(self.prose(), reference)
    }

    /// Returns the numbers that ran into the text before them: they stand in the text, if not at the start of a line.
    pub fn run_on(&self) -> impl Iterator<Item = &RunOn<'a>> {
        self.series().iter().flat_map(|it| &it.run_on)
    }

    /// Returns what the rules on numbers tell of, and those on references need not.
    pub fn taken(&self) -> &Taken {
        self.taken.get_or_init(|| Taken::of(self))
    }

    /// Returns the lines that may be headings without their numbers, in the order of the text.
    pub fn captions(&self) -> &[&'a Paragraph] {
        self.captions.get_or_init(|| {
            let mut lines: Vec<&Paragraph> = self.documents().flat_map(captions).collect();
            lines.sort_by_key(|it| it.span);
            lines
        })
    }

    /// Returns the headings without their marks, in the order of the text.
    pub fn unmarked(&self) -> &[Unmarked<'a>] {
        self.unmarked.get_or_init(|| {
            let mut lines: Vec<Unmarked> = self.documents().flat_map(unmarked).collect();
            lines.sort_by_key(|it| it.paragraph.span);
            lines
        })
    }

    /// Returns every run of the text, markers and code and all.
    pub fn texts(&self) -> &[Text<'a>] {
        self.texts.get_or_init(|| self.documents().flat_map(texts).collect())
    }
}
