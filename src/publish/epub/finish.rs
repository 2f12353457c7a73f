//! Packing, and the pass that finishes what `epub-builder` packs: it gives one id to language and author, writes empty
//! landmarks, the clock, and no page list, so package, contents and archive are written anew here.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use crate::error::{Error, Result};
use crate::publish::epub::body::Written;
use crate::publish::epub::{Book, cover};
use crate::say;

/// The folder of the book in its archive.
pub const FOLDER: &str = "OEBPS/";
/// The package document.
pub const PACKAGE: &str = "OEBPS/content.opf";
/// It orders embedded faces before the reader's own choice; where there are any, `faces` writes it.
const FACES: &str = "META-INF/com.apple.ibooks.display-options.xml";
const MIMETYPE: (&str, &[u8]) = ("mimetype", b"application/epub+zip");

/// An item of the manifest.
pub struct Item {
    /// Its id.
    pub id: String,
    /// Its path beside the package document.
    pub href: String,
    /// Its media type.
    pub media: String,
}

fn failed(cause: impl std::fmt::Display) -> Error {
    Error::new(say!(zh: "EPUB 打包失败：{cause}", en: "the EPUB can't be packed: {cause}"))
}

/// Returns the book as `epub-builder` packs it.
pub fn packed(book: &Book, written: &BTreeMap<String, String>, body: &Written) -> Result<Vec<u8>> {
    let mut builder = EpubBuilder::new(ZipLibrary::new().map_err(failed)?).map_err(failed)?;
    builder.epub_version(EpubVersion::V33);
    builder.stylesheet(without_comments(&book.css).as_bytes()).map_err(failed)?;
    let front = book.cover.map(|_| cover::PAGE).into_iter().chain(["title.xhtml"]);
    let text = body.files.iter().map(|(name, _)| name.as_str());
    for name in front.chain(text).chain(["colophon.xhtml"]) {
        builder.add_content(EpubContent::new(name, written[name].as_bytes())).map_err(failed)?;
    }
    if let Some(it) = book.cover {
        builder.add_resource(cover::file(it), it.bytes.as_slice(), it.kind.media()).map_err(failed)?;
    }
    for image in &body.images {
        builder.add_resource(&image.href, image.bytes, image.media).map_err(failed)?;
    }
    let mut out = Vec::new();
    builder.generate(&mut out).map_err(failed)?;
    Ok(out)
}

/// Returns a style sheet without its comments and blank lines: they are for who writes it.
fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        if let Some(comment) = behind.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |it| it.1);
            continue;
        }
        // A string may hold what looks like a comment.
        let quote = behind.chars().next().filter(|it| *it != '/');
        let end = quote.and_then(|it| behind[1..].find(it)).map_or(1, |it| it + 2);
        out.push_str(&behind[..end]);
        rest = &behind[end..];
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.flat_map(|it| [it, "\n"]).collect()
}

/// Returns the files of an archive by name, without those that are written anew whatever they say.
pub fn unpack(archive: Vec<u8>) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(failed)?;
    let mut out = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(failed)?;
        let name = file.name().to_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        if name != MIMETYPE.0 && name != FACES {
            out.insert(name, bytes);
        }
    }
    Ok(out)
}

/// Returns the items of a package document and the ids of its spine, in order.
pub fn manifest(package: &str) -> Result<(Vec<Item>, Vec<String>)> {
    let document = roxmltree::Document::parse(package).map_err(failed)?;
    let named = |name: &'static str| document.descendants().filter(move |it| it.tag_name().name() == name);
    let value = |node: roxmltree::Node, name: &str| node.attribute(name).unwrap_or_default().to_owned();
    let items = named("item")
        .map(|it| Item { id: value(it, "id"), href: value(it, "href"), media: value(it, "media-type") })
        .collect();
    Ok((items, named("itemref").map(|it| value(it, "idref")).collect()))
}

/// Returns the archive: the media type first and bare, all else in the order of the names, no clock in it.
pub fn pack(entries: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    // The level is named because the default depends on what other crates ask of `zip`.
    let packed = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9));
    let bare = packed.compression_method(CompressionMethod::Stored).compression_level(None);
    writer.start_file(MIMETYPE.0, bare).map_err(failed)?;
    writer.write_all(MIMETYPE.1).map_err(failed)?;
    for (name, bytes) in entries {
        writer.start_file(name.as_str(), packed).map_err(failed)?;
        writer.write_all(bytes).map_err(failed)?;
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_of_style_sheets_stay_at_home() {
        let css = "/* a */\np { content: \"/* b */\"; }\n\n  a[href='//x'] { } /* c\n d */ b { }\n/* open";
        assert_eq!(without_comments(css), "p { content: \"/* b */\"; }\na[href='//x'] { }  b { }\n");
    }
}
