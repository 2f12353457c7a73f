//! The cover of the EPUB: a picture that the command line or the front matter names, none, or what the layout sets.

use std::path::{Path, PathBuf};

use super::editions::Work;
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::publish::Pages;
use crate::publish::cover::{Cover, own, unfit};
use crate::text::Span;
use crate::workspace::{read_bytes, shown};

/// The word for no cover.
const NONE: &str = "none";

/// What the command line asks.
#[derive(Default)]
pub enum Choice {
    /// Nothing: the front matter or the layout decides.
    #[default]
    Document,
    /// No cover.
    None,
    /// This picture: its name, its bytes.
    Picture(String, Vec<u8>),
}

impl Choice {
    /// Returns what `--cover` asks.
    ///
    /// # Errors
    /// When the picture can't be read, or is none that a cover can be.
    pub fn read(asked: Option<&PathBuf>) -> Result<Self> {
        match asked {
            None => Ok(Self::Document),
            Some(it) if it == Path::new(NONE) => Ok(Self::None),
            Some(path) => {
                let (name, bytes) = (shown(path), read_bytes(path)?);
                // A fault is told before minutes are spent.
                own("", &name, bytes.clone())?;
                Ok(Self::Picture(name, bytes))
            }
        }
    }
}

/// The cover of a document.
#[derive(Default)]
pub struct Found {
    /// The cover, where it has one.
    pub cover: Option<Cover>,
    /// The Typst code of one that was set.
    pub code: Option<String>,
    /// What is wrong with it, or will be in a shop.
    pub findings: Vec<Diagnostic>,
}

/// Returns the cover that a document has.
///
/// # Errors
/// When the layout's code is faulty.
pub fn cover(choice: &Choice, work: &Work, title: &str, pages: &Pages) -> Result<Found> {
    let start = Span::new(work.file, 0..0);
    let named = work.document.metadata.cover_image.as_ref();
    match (choice, named) {
        (Choice::None, _) => Ok(Found::default()),
        (Choice::Picture(name, bytes), _) => Ok(picture(title, name, Ok(bytes.clone()), start)),
        (Choice::Document, Some(it)) if it.text == NONE => Ok(Found::default()),
        (Choice::Document, Some(it)) => {
            let path = work.project.inside(work.path, &it.text);
            Ok(picture(title, &it.text, path.and_then(|it| read_bytes(&it)), it.span))
        }
        (Choice::Document, None) => {
            let set = pages.cover()?;
            Ok(Found { cover: Some(set.cover), code: Some(set.code), findings: set.findings })
        }
    }
}

fn picture(title: &str, name: &str, bytes: Result<Vec<u8>>, span: Span) -> Found {
    match bytes.and_then(|it| own(title, name, it)) {
        Ok(cover) => {
            let findings = unfit(name, &cover.bytes, span);
            Found { cover: Some(cover), code: None, findings }
        }
        Err(error) => Found { cover: None, code: None, findings: vec![super::pictures::finding(error, span)] },
    }
}
