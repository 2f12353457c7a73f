//! What Typst sees: generated code, the layout's files, pictures and faces. No disk, no clock, no packages.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::publish::fonts::Fonts;
use crate::publish::layout::Files;

/// The world of one document.
pub struct Book<'a> {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: &'a Fonts,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

/// Returns the number of a virtual path. Numbers are never freed, so the same paths serve every document.
fn file_id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|it| FileId::new(RootedPath::new(VirtualRoot::Project, it)))
}

impl<'a> Book<'a> {
    /// Returns the world in which `main.typ` is compiled with these files and inputs.
    pub fn new(files: &Files, fonts: &'a Fonts, inputs: &[(&str, String)]) -> Self {
        let inputs: Dict = inputs.iter().map(|(key, value)| ((*key).into(), value.as_str().into_value())).collect();
        let mut sources = HashMap::new();
        let mut bytes = HashMap::new();
        for (path, content) in files {
            let Some(id) = file_id(path) else { continue };
            match std::str::from_utf8(content) {
                Ok(text) if path.ends_with(".typ") => {
                    sources.insert(id, Source::new(id, text.to_owned()));
                }
                _ => {
                    bytes.insert(id, Bytes::new(content.clone()));
                }
            }
        }
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            book: LazyHash::new(fonts.book.clone()),
            fonts,
            main: file_id("main.typ").expect("a plain name is a path"),
            sources,
            files: bytes,
        }
    }
}

impl World for Book<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_without_slash().into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
