//! The package document: what the book says of itself. Its accessibility metadata names only what is in the book.

use std::collections::BTreeSet;

use uuid::Uuid;

use crate::error::Result;
use crate::publish::epub::body::Written;
use crate::publish::epub::contents::Entry;
use crate::publish::epub::{Book, cover, finish, title, xml};

/// Returns the identifiers of the book, the one that names it first: an ISBN, DOI, URN or UUID of the front matter,
/// else a UUID made of publisher, title and language. The last one names the very text.
pub fn identifiers(book: &Book) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let given = book.document.metadata.identifiers.iter().map(|it| (known(&it.text), it.text.trim().to_owned()));
    let (mut names, others): (Vec<_>, Vec<_>) = given.partition(|(known, _)| known.is_some());
    if names.is_empty() {
        let publisher = book.document.metadata.publisher.as_ref().map_or("", |it| it.text.as_str());
        names.push((Some(uuid(publisher, &book.title, book.language())), String::new()));
    }
    names
        .into_iter()
        .chain(others)
        .map(|(known, text)| known.unwrap_or(text))
        .chain([digest(book)])
        .filter(|it| !it.is_empty() && seen.insert(it.clone()))
        .collect()
}

/// The beginning of the identifier that names the text itself and not the work.
pub const DIGEST: &str = "urn:sha256:";

/// Returns the identifier of the very text that the book says: a report on the book can be told to be of this one.
pub fn digest(book: &Book) -> String {
    format!("{DIGEST}{}", book.source_sha256)
}

/// Returns an identifier as a URN or DOI, where it is of a known kind.
fn known(text: &str) -> Option<String> {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("urn:") {
        return Some(text.to_owned());
    }
    if let Some(doi) = ["https://doi.org/", "http://dx.doi.org/", "doi:", ""]
        .iter()
        .find_map(|it| lower.strip_prefix(it))
        .filter(|it| it.trim().starts_with("10."))
    {
        return Some(format!("doi:{}", doi.trim()));
    }
    let hex = |it: &str| {
        it.len() == 36
            && it.split('-').map(str::len).eq([8, 4, 4, 4, 12])
            && it.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-')
    };
    let bare = lower.strip_prefix("uuid:").unwrap_or(&lower).trim();
    if hex(bare) {
        return Some(format!("urn:uuid:{bare}"));
    }
    let digits: String = lower
        .strip_prefix("isbn")
        .unwrap_or(&lower)
        .trim_start_matches([':', '：', ' '])
        .chars()
        .filter(|it| !matches!(it, '-' | ' '))
        .collect();
    let isbn = matches!(digits.len(), 10 | 13)
        && digits.bytes().enumerate().all(|(at, it)| it.is_ascii_digit() || it == b'x' && at == 9);
    isbn.then(|| format!("urn:isbn:{}", digits.to_ascii_uppercase()))
}

/// The namespace of the books of this tool: a UUID of its own, made of the address `urn:diben:book`.
fn namespace() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, b"urn:diben:book")
}

/// Returns the UUID (RFC 9562, version 5) of a work: by publisher, title and language, which its later editions keep.
fn uuid(publisher: &str, title: &str, language: &str) -> String {
    let name = format!("{}\n{}\n{language}", publisher.trim(), title.trim());
    format!("urn:uuid:{}", Uuid::new_v5(&namespace(), name.as_bytes()))
}

/// Returns `content.opf`. Manifest and spine come from the package that `packed` says, so that nothing packed is left out.
pub fn package(
    book: &Book,
    body: &Written,
    contents: &[Entry],
    identifiers: &[String],
    packed: &str,
) -> Result<String> {
    let (items, spine) = finish::manifest(packed)?;
    let mut manifest = String::new();
    let cover = book.cover.map(cover::file);
    for item in &items {
        let properties = match item.href.as_str() {
            "nav.xhtml" => r#" properties="nav""#,
            it if cover.as_deref() == Some(it) => r#" properties="cover-image""#,
            _ => "",
        };
        let (id, href, media) = (xml::attribute(&item.id), xml::attribute(&item.href), xml::attribute(&item.media));
        manifest.push_str(&format!("<item id=\"{id}\" href=\"{href}\" media-type=\"{media}\"{properties}/>\n"));
    }
    let mut order = String::new();
    for (at, id) in spine.iter().enumerate() {
        order.push_str(&format!("<itemref idref=\"{}\"/>\n", xml::attribute(id)));
        // The contents are a page of the book, behind the title page, which the cover alone precedes.
        let title_page = usize::from(book.cover.is_some());
        order.push_str(if at == title_page { "<itemref idref=\"nav\"/>\n" } else { "" });
    }
    let language = xml::attribute(book.language());
    // Old readers look for the cover here.
    let shown = items.iter().find(|it| Some(&it.href) == cover.as_ref()).map(|it| xml::attribute(&it.id));
    let shown = shown.map(|id| format!("<meta name=\"cover\" content=\"{id}\"/>\n")).unwrap_or_default();
    let metadata = metadata(book, identifiers) + &accessibility(book, body, contents) + &shown;
    Ok(format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier-1" xml:lang="{language}" dir="ltr">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}</metadata>
<manifest>
{manifest}</manifest>
<spine toc="ncx" page-progression-direction="ltr">
{order}</spine>
</package>
"#
    ))
}

fn metadata(book: &Book, identifiers: &[String]) -> String {
    let given = &book.document.metadata;
    let mut out = String::new();
    let mut dc = |name: &str, attributes: &str, text: &str| {
        out.push_str(&format!("<dc:{name}{attributes}>{}</dc:{name}>\n", xml::text(text)))
    };
    for (at, identifier) in identifiers.iter().enumerate() {
        dc("identifier", &format!(" id=\"identifier-{}\"", at + 1), identifier);
    }
    dc("title", " id=\"title\"", &book.title);
    let subtitle = title::subtitle(book.document);
    if let Some(subtitle) = &subtitle {
        dc("title", " id=\"subtitle\"", subtitle);
    }
    dc("language", "", book.language());
    for (at, author) in given.authors.iter().enumerate() {
        dc("creator", &format!(" id=\"creator-{}\"", at + 1), &author.text);
    }
    for (name, entry) in [
        ("publisher", &given.publisher),
        ("date", &given.date),
        ("rights", &given.rights),
        ("description", &given.description),
    ] {
        if let Some(entry) = entry {
            dc(name, "", &entry.text);
        }
    }
    for subject in &given.subjects {
        dc("subject", "", &subject.text);
    }
    // `verify` finds its source by this line.
    dc("source", " id=\"source-text\"", book.source_path);
    let mut refine = |id: &str, property: &str, value: &str| {
        out.push_str(&format!("<meta refines=\"#{id}\" property={property}>{value}</meta>\n"))
    };
    for (at, identifier) in identifiers.iter().enumerate() {
        if let Some(code) = onix(identifier) {
            refine(&format!("identifier-{}", at + 1), "\"identifier-type\" scheme=\"onix:codelist5\"", code);
        }
    }
    refine("title", "\"title-type\"", "main");
    if subtitle.is_some() {
        refine("title", "\"display-seq\"", "1");
        refine("subtitle", "\"title-type\"", "subtitle");
        refine("subtitle", "\"display-seq\"", "2");
    }
    for at in 1..=given.authors.len() {
        let id = format!("creator-{at}");
        refine(&id, "\"role\" scheme=\"marc:relators\"", "aut");
        if given.authors.len() > 1 {
            refine(&id, "\"display-seq\"", &at.to_string());
        }
    }
    let digest = format!("sha256:{}", book.source_sha256);
    out.push_str(&format!("<meta refines=\"#source-text\" property=\"dcterms:identifier\">{digest}</meta>\n"));
    out.push_str(&property("dcterms:modified", &book.modified));
    if !book.pages.is_empty() {
        out.push_str(&property("pageBreakSource", &book.page_source));
    }
    out
}

/// The code of an identifier's kind in ONIX list 5, where it is one that the list knows.
fn onix(identifier: &str) -> Option<&'static str> {
    match identifier.strip_prefix("urn:isbn:").map(str::len) {
        Some(10) => Some("02"),
        Some(_) => Some("15"),
        None => identifier.starts_with("doi:").then_some("06"),
    }
}

fn property(name: &str, value: &str) -> String {
    format!("<meta property=\"{name}\">{}</meta>\n", xml::text(value))
}

/// What is true of this book. A claim of conformance (EPUB Accessibility 1.1, 4.1) takes somebody who makes it, and is
/// made only of a book that was found clean.
fn accessibility(book: &Book, body: &Written, contents: &[Entry]) -> String {
    let (pictures, paged) = (!body.images.is_empty() || book.cover.is_some(), !book.pages.is_empty());
    let moving = body.images.iter().any(|it| it.media == "image/gif");
    let described = pictures && body.described;
    let mut out = property("schema:accessMode", "textual");
    if pictures {
        out.push_str(&property("schema:accessMode", "visual"));
    }
    out.push_str(&property(
        "schema:accessModeSufficient",
        if pictures && !described { "textual,visual" } else { "textual" },
    ));
    let features = [
        ("tableOfContents", true),
        ("readingOrder", true),
        ("displayTransformability", true),
        ("structuralNavigation", !contents.is_empty()),
        ("alternativeText", described),
        ("pageBreakMarkers", paged),
        ("pageNavigation", paged),
    ];
    for (feature, _) in features.iter().filter(|(_, holds)| *holds) {
        out.push_str(&property("schema:accessibilityFeature", feature));
    }
    out.push_str(&property("schema:accessibilityHazard", if moving { "unknown" } else { "none" }));
    let summary = [
        ("正文为文字，有目录，标题和条文有结构标记", true),
        ("；图片有替代文字", described),
        ("；有些图片没有替代文字", pictures && !described),
        ("；标有印本页码，并有页码表", paged),
    ];
    let summary: String = summary.iter().filter(|(_, holds)| *holds).map(|(words, _)| *words).collect();
    out.push_str(&property("schema:accessibilitySummary", &(summary + "。")));
    if let Some(certifier) = book.certifier {
        let certifier = xml::text(certifier);
        out.push_str(&format!(
            "<meta property=\"dcterms:conformsTo\" id=\"conformance\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>\n<meta property=\"a11y:certifiedBy\" refines=\"#conformance\">{certifier}</meta>\n"
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_known_kinds() {
        let known = |it| known(it).unwrap_or_default();
        assert_eq!(known("ISBN 978-7-5197-0001-2"), "urn:isbn:9787519700012");
        assert_eq!(known("https://doi.org/10.1000/182"), "doi:10.1000/182");
        assert_eq!(known("6F1C2D7E-2015-4528-9a10-000000000001"), "urn:uuid:6f1c2d7e-2015-4528-9a10-000000000001");
        assert_eq!(known("urn:lex:cn:1"), "urn:lex:cn:1");
        assert_eq!(known("国发〔2015〕1号"), "");
    }

    #[test]
    fn a_uuid_depends_on_publisher_title_and_language() {
        let of = |publisher, title, language| uuid(publisher, title, language);
        let one = of("某社", "某法", "zh-CN");
        assert_eq!(one, of("某社", " 某法 ", "zh-CN"));
        for other in [of("", "某法", "zh-CN"), of("某社", "某条例", "zh-CN"), of("某社", "某法", "en")] {
            assert_ne!(one, other);
        }
        assert_eq!(&one[9..][14..15], "5", "{one} is of version 5");
        assert_eq!(known(one.trim_start_matches("urn:uuid:")).as_deref(), Some(one.as_str()));
    }
}
