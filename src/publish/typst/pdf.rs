//! Two PDFs from the same pages: the archival one (PDF/A-2a and PDF/UA-1) and the one for print (one black plate,
//! bleed, crop marks). What Typst can't write is added after: the record of the source, a named destination for every
//! unit, each author by itself, the bleed box.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, StringFormat};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp, pdf};

use crate::error::{Error, Result};
use crate::model::{Block, Document, Inline, Unit, inline_runs, runs};
use crate::publish::typst::pages::places;
use crate::publish::typst::set::Setting;
use crate::say;

/// What an edition records of its source, so that it can be found and compared again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The path of the source from the project's folder, with `/`.
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Seconds since 1970 to date files by whose source has no date.
    pub epoch: i64,
}

/// 3 mm, in points: what is printed beyond the trimmed page.
const BLEED: f32 = 3.0 * 72.0 / 25.4;

/// Returns the archival and accessible PDF: PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1).
///
/// # Errors
/// When the pages can't meet the standards.
pub fn archival(setting: &Setting, document: &Document, record: &Record) -> Result<Vec<u8>> {
    let standards =
        PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).expect("the two standards share PDF 1.7");
    finish(&export(&setting.pages, record, standards)?, setting, document, record, false)
}

/// Returns the PDF for print: black as one plate, TrimBox, BleedBox 3 mm beyond it, crop marks outside.
///
/// # Errors
/// When Typst can't write it.
pub fn print(setting: &Setting, document: &Document, record: &Record) -> Result<Vec<u8>> {
    finish(&export(&setting.print_pages, record, PdfStandards::default())?, setting, document, record, true)
}

fn export(pages: &PagedDocument, record: &Record, standards: PdfStandards) -> Result<Vec<u8>> {
    let options = PdfOptions {
        ident: Smart::Custom(format!("diben:{}", record.path)),
        creator: Smart::Custom(Some(format!("diben {}", env!("CARGO_PKG_VERSION")))),
        timestamp: timestamp(record.epoch),
        standards,
        tagged: true,
        ..PdfOptions::default()
    };
    pdf(pages, &options).map_err(|faults| {
        let what = faults.iter().map(|it| it.message.to_string()).collect::<Vec<_>>().join("; ");
        Error::new(say!(zh: "写不出 PDF：{what}", en: "the PDF can't be written: {what}"))
    })
}

fn timestamp(epoch: i64) -> Option<Timestamp> {
    let (year, month, day) = crate::publish::civil(epoch.div_euclid(86_400));
    let rest = epoch.rem_euclid(86_400);
    let part = |it: i64| u8::try_from(it).unwrap_or(0);
    let time = Datetime::from_ymd_hms(year, month, day, part(rest / 3600), part(rest / 60 % 60), part(rest % 60))?;
    Some(Timestamp::new_utc(time))
}

fn broken(error: &dyn std::fmt::Display) -> Error {
    Error::new(say!(zh: "PDF 后处理失败：{error}", en: "finishing the PDF failed: {error}"))
}

fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let bytes = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn finish(bytes: &[u8], setting: &Setting, document: &Document, record: &Record, bleed: bool) -> Result<Vec<u8>> {
    let mut pdf = lopdf::Document::load_mem(bytes).map_err(|it| broken(&it))?;
    write_record(&mut pdf, record);
    write_destinations(&mut pdf, setting, document).map_err(|it| broken(&it))?;
    write_authors(&mut pdf, document).map_err(|it| broken(&it))?;
    if bleed {
        write_bleed(&mut pdf).map_err(|it| broken(&it))?;
    }
    let mut out = Vec::new();
    pdf.save_to(&mut out).map_err(|it| broken(&it))?;
    Ok(out)
}

fn write_record(pdf: &mut lopdf::Document, record: &Record) {
    let info = match pdf.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(id) => id,
        Err(_) => {
            let id = pdf.add_object(Dictionary::new());
            pdf.trailer.set("Info", Object::Reference(id));
            id
        }
    };
    if let Ok(info) = pdf.get_object_mut(info).and_then(Object::as_dict_mut) {
        info.set("DibenSource", text_string(&record.path));
        info.set("DibenSourceSHA256", text_string(&record.sha256));
    }
}

/// The units with the source byte that each begins with.
fn anchors(blocks: &[Block], out: &mut BTreeMap<String, u32>) {
    let mut add = |unit: &Unit| {
        let first =
            unit.marker.as_ref().map(|it| it.span.start).or_else(|| runs(&unit.blocks).first().map(|it| it.span.start));
        let heading =
            unit.heading.iter().find_map(|it| if let Inline::Text(run) = it { Some(run.span.start) } else { None });
        if let Some(byte) = first.into_iter().chain(heading).min()
            && !unit.id.is_empty()
        {
            out.insert(unit.id.clone(), byte);
        }
    };
    let mut inner = Vec::new();
    for block in blocks {
        if let Block::Unit(unit) = block {
            add(unit);
            inner.push(&unit.blocks);
        }
    }
    for block in blocks {
        if let Block::Paragraph(it) = block
            && !it.id.is_empty()
            && let Some(run) = inline_runs(&it.inlines).first()
        {
            out.insert(it.id.clone(), run.span.start);
        }
    }
    inner.into_iter().for_each(|it| anchors(it, out));
}

/// A named destination for every unit and 款: the ids that the EPUB has too (ISO 32000-1, 12.3.2.3).
fn write_destinations(pdf: &mut lopdf::Document, setting: &Setting, document: &Document) -> lopdf::Result<()> {
    let pages: Vec<lopdf::ObjectId> = pdf.get_pages().into_values().collect();
    let places = places(&setting.glyphs);
    let mut anchored = BTreeMap::new();
    anchors(&document.blocks, &mut anchored);
    let mut names = Vec::new();
    for (id, byte) in anchored {
        let Some(&(page, x, y)) = places.get(&byte) else { continue };
        let Some(&reference) = pages.get(page) else { continue };
        let trim =
            page_box(pdf, reference, b"TrimBox").or_else(|| page_box(pdf, reference, b"MediaBox")).unwrap_or([0.0; 4]);
        // One line above the baseline, so that the line itself is seen.
        let (left, top) = (trim[0] + x as f32, trim[3] - (y as f32 - 16.0).max(0.0));
        let place = vec![
            Object::Reference(reference),
            Object::Name(b"XYZ".to_vec()),
            Object::Real(left),
            Object::Real(top),
            Object::Null,
        ];
        names.push(Object::String(id.into_bytes(), StringFormat::Literal));
        names.push(Object::Array(place));
    }
    let Some(Object::String(first, _)) = names.first().cloned() else { return Ok(()) };
    let Some(Object::String(last, _)) = names.len().checked_sub(2).and_then(|it| names.get(it)).cloned() else {
        return Ok(());
    };
    let mut tree = Dictionary::new();
    tree.set(
        "Limits",
        Object::Array(vec![Object::String(first, StringFormat::Literal), Object::String(last, StringFormat::Literal)]),
    );
    tree.set("Names", Object::Array(names));
    // A root of a name tree has no limits of its own; its one leaf has.
    let leaf = pdf.add_object(tree);
    let mut root = Dictionary::new();
    root.set("Kids", Object::Array(vec![Object::Reference(leaf)]));
    let root = pdf.add_object(root);
    let mut all = pdf.catalog()?.get(b"Names").and_then(Object::as_dict).cloned().unwrap_or_default();
    all.set("Dests", Object::Reference(root));
    pdf.catalog_mut()?.set("Names", Object::Dictionary(all));
    Ok(())
}

/// Typst joins all authors in one entry; Dublin Core in XMP has one each (ISO 16684-1).
fn write_authors(pdf: &mut lopdf::Document, document: &Document) -> lopdf::Result<()> {
    let authors = &document.metadata.authors;
    if authors.len() < 2 {
        return Ok(());
    }
    let escape = |it: &str| it.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let joined = authors.iter().map(|it| escape(&it.text)).collect::<Vec<_>>().join(", ");
    let single = authors.iter().map(|it| escape(&it.text)).collect::<Vec<_>>().join("</rdf:li><rdf:li>");
    let id = pdf.catalog()?.get(b"Metadata").and_then(Object::as_reference)?;
    let stream = pdf.get_object_mut(id)?.as_stream_mut()?;
    let text = String::from_utf8_lossy(&stream.content).replacen(
        &format!("<rdf:li>{joined}</rdf:li>"),
        &format!("<rdf:li>{single}</rdf:li>"),
        1,
    );
    stream.set_content(text.into_bytes());
    Ok(())
}

fn page_box(pdf: &lopdf::Document, page: lopdf::ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let page = pdf.get_dictionary(page).ok()?;
    let array = page.get(key).ok()?.as_array().ok()?;
    let mut out = [0.0; 4];
    for (to, from) in out.iter_mut().zip(array) {
        *to = from.as_float().ok()?;
    }
    Some(out)
}

fn write_bleed(pdf: &mut lopdf::Document) -> lopdf::Result<()> {
    for (_, id) in pdf.get_pages() {
        let Some([x0, y0, x1, y1]) = page_box(pdf, id, b"TrimBox") else { continue };
        let bleed = [x0 - BLEED, y0 - BLEED, x1 + BLEED, y1 + BLEED].map(Object::Real).to_vec();
        pdf.get_object_mut(id)?.as_dict_mut()?.set("BleedBox", Object::Array(bleed));
    }
    Ok(())
}
