//! The output intent: for which printing condition the file is made (ISO 32000-1, 14.11.5; ISO 15930-7, 6.2.2).

use lopdf::{Dictionary, Object, Stream};

use super::{name, text_string};
use crate::publish::Profile;

/// Writes the output intent of a profile, with the profile inside.
pub fn write(pdf: &mut lopdf::Document, profile: &Profile) -> lopdf::Result<()> {
    let mut head = Dictionary::new();
    head.set("N", Object::Integer(4));
    let packed = profile.packed(deflated);
    if packed.len() < profile.bytes().len() {
        head.set("Filter", name("FlateDecode"));
    }
    let stream = pdf.add_object(Stream::new(head, packed.to_vec()));
    let mut intent = Dictionary::new();
    intent.set("Type", name("OutputIntent"));
    intent.set("S", name("GTS_PDFX"));
    intent.set("OutputConditionIdentifier", text_string(profile.condition()));
    if let Some(registry) = profile.registry() {
        intent.set("RegistryName", text_string(registry));
    }
    intent.set("Info", text_string(profile.description()));
    intent.set("DestOutputProfile", Object::Reference(stream));
    let intent = pdf.add_object(intent);
    pdf.catalog_mut()?.set("OutputIntents", Object::Array(vec![Object::Reference(intent)]));
    Ok(())
}

/// The bytes deflated, or as they are where that gains nothing: then they keep their length.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut stream = Stream::new(Dictionary::new(), bytes.to_vec());
    // A stream that can't be made smaller stays as it is.
    let _ = stream.compress();
    stream.content
}
