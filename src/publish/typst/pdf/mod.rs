//! Two PDFs from the same pages: the archival one (PDF/A and PDF/UA-1) and the one for print (black ink, bleed, marks).
//! What Typst can't write is added after, one subject a file.

mod attachments;
mod boxes;
mod destinations;
mod intent;
mod labels;
mod links;
mod metadata;
mod record;

use lopdf::{Object, StringFormat};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp, pdf};

use crate::error::{Error, Result};
use crate::model::Document;
use crate::publish::anchors::anchors;
use crate::publish::typst::set::Setting;
use crate::publish::{Profile, Standard};
use crate::say;

pub use record::Record;

/// Returns the archival and accessible PDF: PDF/A-2a or PDF/A-3a with PDF/UA-1 (ISO 19005-2 and -3, ISO 14289-1).
///
/// # Errors
/// When the pages can't meet the standards.
pub fn archival(setting: &Setting, document: &Document, record: &Record, standard: &Standard) -> Result<Vec<u8>> {
    let (part, enclosures) = match standard {
        Standard::A2a => (PdfStandard::A_2a, &[][..]),
        Standard::A3a(enclosures) => (PdfStandard::A_3a, &enclosures[..]),
    };
    let standards = PdfStandards::new(&[part, PdfStandard::Ua_1]).expect("PDF/A-2, PDF/A-3 and PDF/UA-1 share PDF 1.7");
    let mut pdf = load(&export(&setting.pages, record, standards)?)?;
    finish(&mut pdf, setting, document, record)
        .and_then(|()| links::lead(&mut pdf, &anchors(document)))
        .and_then(|()| attachments::attach(&mut pdf, enclosures, record.epoch))
        .map_err(|it| broken(&it))?;
    save(pdf)
}

/// Returns the PDF for print, made to PDF/X-4 (ISO 15930-7): one black ink, TrimBox, BleedBox 3 mm beyond it, marks
/// outside, the output intent of `profile`, no annotations.
///
/// # Errors
/// When Typst can't write it.
pub fn print(
    pages: &PagedDocument,
    setting: &Setting,
    document: &Document,
    record: &Record,
    profile: &Profile,
) -> Result<Vec<u8>> {
    let mut pdf = load(&export(pages, record, PdfStandards::default())?)?;
    finish(&mut pdf, setting, document, record)
        .and_then(|()| links::remove(&mut pdf))
        .and_then(|()| boxes::bleed(&mut pdf))
        .and_then(|()| intent::write(&mut pdf, profile))
        .and_then(|()| metadata::press(&mut pdf))
        .map_err(|it| broken(&it))?;
    pdf.version = "1.6".to_owned();
    save(pdf)
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

/// Returns the day that a file is dated by, as 2015-05-28; nothing where neither source nor environment names one.
pub fn day(epoch: i64) -> String {
    if epoch == 0 {
        return String::new();
    }
    let (year, month, day) = crate::publish::civil(epoch.div_euclid(86_400));
    format!("{year:04}-{month:02}-{day:02}")
}

fn load(bytes: &[u8]) -> Result<lopdf::Document> {
    lopdf::Document::load_mem(bytes).map_err(|it| broken(&it))
}

/// What both PDFs get.
fn finish(pdf: &mut lopdf::Document, setting: &Setting, document: &Document, record: &Record) -> lopdf::Result<()> {
    record::write(pdf, record)?;
    destinations::write(pdf, &setting.glyphs, &anchors(document))?;
    labels::write(pdf)?;
    metadata::authors(pdf, document)
}

fn save(mut pdf: lopdf::Document) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    pdf.save_to(&mut out).map_err(|it| broken(&it))?;
    Ok(out)
}

fn broken(error: &dyn std::fmt::Display) -> Error {
    Error::new(say!(zh: "PDF 后处理失败：{error}", en: "finishing the PDF failed: {error}"))
}

/// Text in a dictionary: ASCII as it is, else UTF-16 (ISO 32000-1, 7.9.2.2).
fn text_string(text: &str) -> Object {
    if text.is_ascii() {
        return Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    }
    let bytes = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}
