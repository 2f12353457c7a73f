//! The page of the cover, first in the book: a picture, and the words that stand for it.

use crate::publish::cover::Cover;
use crate::publish::epub::{Book, xml};

/// The file of the page.
pub const PAGE: &str = "cover.xhtml";

/// Returns the file of the picture.
pub fn file(cover: &Cover) -> String {
    format!("cover.{}", cover.kind.ending())
}

/// Returns `cover.xhtml`. The role of a cover belongs to the picture, its type to the section.
pub fn page(book: &Book, cover: &Cover) -> String {
    let (file, alt) = (xml::attribute(&file(cover)), xml::attribute(&cover.alt));
    let body = format!(
        "<section epub:type=\"cover\" class=\"cover\" aria-label=\"封面\">\n<img src=\"{file}\" role=\"doc-cover\" alt=\"{alt}\"/>\n</section>\n"
    );
    xml::xhtml(book.language(), &book.title, &body)
}

/// Returns its entry among the landmarks.
pub fn landmark() -> String {
    format!("<li><a epub:type=\"cover\" href=\"{PAGE}\">封面</a></li>\n")
}
