//! A named destination for every unit and 款: the ids that the EPUB has too (ISO 32000-1, 12.3.2.3). Typst writes such
//! names for headings with labels only.

use std::collections::{BTreeMap, HashMap};

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::boxes::page_box;
use crate::publish::anchors::Anchor;
use crate::publish::typst::pages::Glyph;

/// Writes the destinations, each one line above the first character of its unit.
pub fn write(pdf: &mut lopdf::Document, glyphs: &[Glyph], anchors: &[Anchor]) -> lopdf::Result<()> {
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    let anchored: BTreeMap<String, u32> = anchors.iter().map(|it| (it.id.clone(), it.byte)).collect();
    let places = places(glyphs, &anchored);
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
    let Some(first) = names.first().cloned() else { return Ok(()) };
    let Some(last) = names.len().checked_sub(2).and_then(|it| names.get(it)).cloned() else { return Ok(()) };
    let mut tree = Dictionary::new();
    tree.set("Limits", Object::Array(vec![first, last]));
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

/// Where the characters at these bytes stand first: page, x, y.
fn places(glyphs: &[Glyph], anchored: &BTreeMap<String, u32>) -> HashMap<u32, (usize, f64, f64)> {
    let mut wanted: Vec<u32> = anchored.values().copied().collect();
    wanted.sort_unstable();
    let mut out = HashMap::with_capacity(wanted.len());
    for it in glyphs.iter().filter(|it| wanted.binary_search(&it.byte).is_ok()) {
        out.entry(it.byte).or_insert((it.page, it.x, it.y));
    }
    out
}
