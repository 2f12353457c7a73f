//! A text set by the library itself, for tests that look at pages and files and not at the program.

use std::collections::BTreeMap;

use diben::markdown::read;
use diben::publish::layout::{self, Files};
use diben::publish::{self, Job, Pages, Record, fonts::Fonts};
use diben::text::FileId;

/// A text with what it is set with.
#[derive(Default)]
pub struct Setting<'a> {
    /// The title of the work.
    pub title: &'a str,
    /// Layouts before the bundled ones.
    pub layouts: Files,
    /// Pictures by their target in the text.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// What files are dated by where the text has no date.
    pub epoch: i64,
}

impl Setting<'_> {
    /// Sets a text, whose path is `source/a.md`, and returns what is made of its pages.
    pub fn of<T>(&self, text: &str, make: impl FnOnce(&Pages) -> T) -> T {
        let document = read(FileId(0), text).document;
        let (layout, faults) = layout::choose(&document, &self.layouts).expect("the layout can be read");
        assert!(faults.is_empty(), "{faults:?}");
        let sha256 = publish::sha256(text.as_bytes());
        let job = Job {
            file: FileId(0),
            document: &document,
            title: self.title,
            record: &Record { path: "source/a.md".into(), sha256, epoch: self.epoch },
            layout: &layout,
            fonts: &Fonts::load(&BTreeMap::new()).expect("bundled"),
            pictures: &self.pictures,
        };
        make(&publish::set(&job).expect("it can be set"))
    }
}
