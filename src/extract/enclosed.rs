//! Files inside a PDF that are tied to the document by what they are for (ISO 19005-3, 6.8).

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};

use crate::extract::pdf_string::text_string;

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosed {
    /// Its name.
    pub name: String,
    /// What it is to the document: `Source`, `Supplement`.
    pub relation: String,
    /// Its bytes; nothing where they can't be read.
    pub bytes: Option<Vec<u8>>,
}

/// Returns the files that the catalogue ties to the document.
pub fn enclosed(pdf: &Pdf) -> Vec<Enclosed> {
    let catalogue = pdf.xref().get::<Dict>(pdf.xref().root_id());
    let Some(files) = catalogue.and_then(|it| it.get::<Array>("AF")) else { return Vec::new() };
    files.iter::<Dict>().map(|it| file(&it)).collect()
}

fn file(specification: &Dict) -> Enclosed {
    let text = |key: &str| specification.get::<PdfString>(key).map(|it| text_string(it.as_bytes()));
    let holder = specification.get::<Dict>("EF");
    let stream = holder.and_then(|it| it.get::<Stream>("UF").or_else(|| it.get::<Stream>("F")));
    Enclosed {
        name: text("UF").or_else(|| text("F")).unwrap_or_default(),
        relation: specification.get::<Name>("AFRelationship").map(|it| it.as_str().to_owned()).unwrap_or_default(),
        bytes: stream.and_then(|it| it.decoded().ok().map(|it| it.into_owned())),
    }
}
