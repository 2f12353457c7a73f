//! Pictures: their bytes say what they are, and their names in the book are ours, so that no text becomes a path.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
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
        let (media, ending) = kind(bytes).ok_or_else(|| {
            Error::new(say!(zh: "图片 {target} 不是 EPUB 认得的格式", en: "the picture {target} is of no kind that an EPUB knows"))
                .hint(say!(zh: "改用 PNG、JPEG、GIF、WebP，或不含脚本和外部引用的 SVG。", en: "use PNG, JPEG, GIF, WebP, or SVG without scripts and outside references."))
        })?;
        let href = format!("images/image-{}.{ending}", self.files.len() + 1);
        self.named.insert(target, self.files.len());
        self.files.push(Image { href: href.clone(), media, bytes });
        Ok(href)
    }
}

fn kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(("image/png", "png"))
    } else if bytes.starts_with(b"\xFF\xD8\xFF") {
        Some(("image/jpeg", "jpg"))
    } else if bytes.starts_with(b"GIF8") {
        Some(("image/gif", "gif"))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
        Some(("image/webp", "webp"))
    } else {
        is_still_svg(bytes).then_some(("image/svg+xml", "svg"))
    }
}

/// An SVG that only draws: it runs nothing and fetches nothing.
fn is_still_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let Ok(document) = roxmltree::Document::parse(text) else { return false };
    let fetches = |it: &str| {
        it.contains("@import")
            || it
                .match_indices("url(")
                .any(|(at, _)| !it[at + 4..].trim_start_matches(['"', '\'', ' ']).starts_with('#'))
    };
    let still = |node: roxmltree::Node| {
        !matches!(node.tag_name().name(), "script" | "foreignObject" | "set" | "animate" | "a")
            && !node.is_pi()
            && !node.text().is_some_and(fetches)
            && node.attributes().all(|it| {
                !it.name().starts_with("on")
                    && !fetches(it.value())
                    && (it.name() != "href"
                        || it.value().starts_with(['#'])
                        || it.value().starts_with("data:image/png")
                        || it.value().starts_with("data:image/jpeg"))
            })
    };
    document.root_element().has_tag_name(("http://www.w3.org/2000/svg", "svg")) && document.descendants().all(still)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_that_acts_is_refused() {
        let svg = |inner: &str| {
            format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>"#
            )
        };
        assert!(kind(svg("<path d='M0 0' fill='url(#a)'/>").as_bytes()).is_some());
        for acting in [
            "<script/>",
            "<g onload='a()'/>",
            "<image xlink:href='http://a.b/c.png'/>",
            "<style>@import 'a.css';</style>",
            "<g fill='url(http://a.b)'/>",
        ] {
            assert!(kind(svg(acting).as_bytes()).is_none(), "{acting}");
        }
        assert!(kind(b"<html/>").is_none() && kind(b"").is_none());
    }
}
