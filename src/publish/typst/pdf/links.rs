//! Links. In the archival edition a reference leads to the named destination of its unit and says which that is. They
//! have no place on paper, and PDF/X-4 suffers no annotation within the bleed (ISO 15930-7, 6.17): there they go, and the
//! structure forgets them.

use std::collections::{BTreeMap, HashSet};

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::text_string;
use crate::publish::anchors::Anchor;
use crate::publish::typst::markup::UNIT;

/// Turns the links to units, which Typst writes as addresses, into links to named destinations (ISO 32000-1, 12.3.2.3),
/// each with the name of its unit as what a voice says of it (ISO 14289-1, 7.18.5).
pub fn lead(pdf: &mut lopdf::Document, anchors: &[Anchor]) -> lopdf::Result<()> {
    let names: BTreeMap<&str, &str> = anchors.iter().map(|it| (it.id.as_str(), it.name.as_str())).collect();
    for object in pdf.objects.values_mut() {
        let Object::Dictionary(annotation) = object else { continue };
        let Some(id) = unit(annotation) else { continue };
        if let Some(name) = names.get(id.as_str()) {
            annotation.set("Contents", text_string(name));
        }
        annotation.remove(b"A");
        annotation.set("Dest", Object::String(id.into_bytes(), StringFormat::Literal));
    }
    Ok(())
}

/// The id of the unit that an annotation leads to by an address.
fn unit(annotation: &Dictionary) -> Option<String> {
    let action = annotation.get(b"A").ok()?.as_dict().ok()?;
    let address = action.get(b"URI").ok()?.as_str().ok()?;
    std::str::from_utf8(address).ok()?.strip_prefix(UNIT).map(str::to_owned)
}

/// Takes the annotations from every page, and from the structure what points at them.
pub fn remove(pdf: &mut lopdf::Document) -> lopdf::Result<()> {
    let mut gone: HashSet<ObjectId> = HashSet::new();
    for (_, id) in pdf.get_pages() {
        let page = pdf.get_object_mut(id)?.as_dict_mut()?;
        let Some(annotations) = page.remove(b"Annots") else { continue };
        // The order of tabs is an order of annotations.
        page.remove(b"Tabs");
        let list = match &annotations {
            Object::Reference(id) => {
                gone.insert(*id);
                pdf.get_object(*id)?.as_array()?.clone()
            }
            other => other.as_array()?.clone(),
        };
        gone.extend(list.iter().filter_map(|it| it.as_reference().ok()));
    }
    if gone.is_empty() {
        return Ok(());
    }
    pdf.objects.retain(|id, _| !gone.contains(id));
    pdf.objects.values_mut().for_each(|it| forget(it, &gone));
    Ok(())
}

/// Takes the references to the annotations out of an element of the structure, or of the tree of parents.
fn forget(object: &mut Object, gone: &HashSet<ObjectId>) {
    let Object::Dictionary(dictionary) = object else { return };
    let points = |it: &Object| it.as_dict().is_ok_and(|it| is_reference(it, gone));
    match dictionary.get_mut(b"K") {
        Ok(Object::Array(kids)) => kids.retain(|it| !points(it)),
        Ok(kid) if points(kid) => {
            dictionary.remove(b"K");
        }
        _ => {}
    }
}

/// Whether a kid of an element refers to one of the annotations (ISO 32000-1, 14.7.4.3).
fn is_reference(kid: &Dictionary, gone: &HashSet<ObjectId>) -> bool {
    kid.has_type(b"OBJR") && kid.get(b"Obj").and_then(Object::as_reference).is_ok_and(|it| gone.contains(&it))
}
