//! Links have no place on paper, and PDF/X-4 suffers no annotation within the bleed (ISO 15930-7, 6.17). They go, and
//! the structure forgets them.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

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
