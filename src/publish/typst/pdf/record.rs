//! What an edition records of its source, in the document information: `verify` finds the source by it.

use lopdf::{Dictionary, Object, ObjectId};

use super::text_string;

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

/// Writes path and digest of the source.
pub fn write(pdf: &mut lopdf::Document, record: &Record) -> lopdf::Result<()> {
    let info = information(pdf)?;
    info.set("DibenSource", text_string(&record.path));
    info.set("DibenSourceSHA256", text_string(&record.sha256));
    Ok(())
}

/// Returns the document information, made where there is none.
pub fn information(pdf: &mut lopdf::Document) -> lopdf::Result<&mut Dictionary> {
    let id: ObjectId = match pdf.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(id) => id,
        Err(_) => {
            let id = pdf.add_object(Dictionary::new());
            pdf.trailer.set("Info", Object::Reference(id));
            id
        }
    };
    pdf.get_object_mut(id)?.as_dict_mut()
}
