//! What Typst's XMP can't say: each author by itself, and the keys of PDF/X-4.

use lopdf::Object;

use super::name;
use super::record::information;
use crate::model::Document;

/// Typst joins all authors in one entry; Dublin Core in XMP has one each (ISO 16684-1).
pub fn authors(pdf: &mut lopdf::Document, document: &Document) -> lopdf::Result<()> {
    let authors = &document.metadata.authors;
    if authors.len() < 2 {
        return Ok(());
    }
    let escape = |it: &str| it.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let joined = authors.iter().map(|it| escape(&it.text)).collect::<Vec<_>>().join(", ");
    let single = authors.iter().map(|it| escape(&it.text)).collect::<Vec<_>>().join("</rdf:li><rdf:li>");
    rewrite(pdf, |xmp| xmp.replacen(&format!("<rdf:li>{joined}</rdf:li>"), &format!("<rdf:li>{single}</rdf:li>"), 1))
}

/// Writes what a file made to PDF/X-4 says of itself: the version, that it isn't trapped, when its metadata was made
/// (ISO 15930-7, 6.2 and 6.3).
pub fn press(pdf: &mut lopdf::Document) -> lopdf::Result<()> {
    information(pdf)?.set("Trapped", name("False"));
    rewrite(pdf, |xmp| {
        let made = between(xmp, "<xmp:ModifyDate>", "</xmp:ModifyDate>").unwrap_or_default();
        let keys = format!(
            "<rdf:Description rdf:about=\"\" xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\" \
             xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" \
             xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\
             <xmp:MetadataDate>{made}</xmp:MetadataDate><xmpMM:VersionID>1</xmpMM:VersionID>\
             <pdf:Trapped>False</pdf:Trapped></rdf:Description></rdf:RDF>"
        );
        xmp.replacen("</rdf:RDF>", &keys, 1).replacen("<pdf:PDFVersion>1.7<", "<pdf:PDFVersion>1.6<", 1).replacen(
            "<xmpMM:RenditionClass>proof<",
            "<xmpMM:RenditionClass>default<",
            1,
        )
    })
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    text.split_once(from)?.1.split_once(to).map(|it| it.0)
}

fn rewrite(pdf: &mut lopdf::Document, change: impl FnOnce(&str) -> String) -> lopdf::Result<()> {
    let id = pdf.catalog()?.get(b"Metadata").and_then(Object::as_reference)?;
    let stream = pdf.get_object_mut(id)?.as_stream_mut()?;
    // XMP stays uncompressed, or what looks for it in the bytes does not find it.
    let text = String::from_utf8_lossy(&stream.get_plain_content()?).into_owned();
    stream.set_plain_content(change(&text).into_bytes());
    Ok(())
}
