//! Pictures: their bytes say what they are, and their names in the book are ours, so that no text becomes a path.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::publish::pictures::judge;
use crate::say;

/// The pictures that the text has named so far.
pub struct Images<'a> {
    given: &'a BTreeMap<String, Vec<u8>>,
    named: BTreeMap<&'a str, usize>,
    /// The pictures in the order in which they are met.
    pub files: Vec<Image<'a>>,
    /// Whether words stand for every one.
    pub described: bool,
}

/// A picture in the book.
pub struct Image<'a> {
    /// Its path beside the text files.
    pub href: String,
    /// Its media type.
    pub media: &'static str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

impl<'a> Images<'a> {
    /// Returns an empty list over the pictures at hand.
    pub fn new(given: &'a BTreeMap<String, Vec<u8>>) -> Self {
        Self { given, named: BTreeMap::new(), files: Vec::new(), described: true }
    }

    /// Returns the path in the book of the picture that the text names so.
    pub fn href(&mut self, target: &str) -> Result<String> {
        let Some((target, bytes)) = self.given.get_key_value(target) else {
            return Err(Error::new(say!(zh: "找不到图片 {target}", en: "the picture {target} is missing")));
        };
        if let Some(&index) = self.named.get(target.as_str()) {
            return Ok(self.files[index].href.clone());
        }
        // What runs or fetches would do so in the reader's hands: no picture comes in unjudged.
        let kind = judge(target, bytes)?;
        let href = format!("images/image-{}.{}", self.files.len() + 1, kind.ending());
        self.named.insert(target, self.files.len());
        self.files.push(Image { href: href.clone(), media: kind.media(), bytes });
        Ok(href)
    }
}
