//! The boxes of a page. Typst writes TrimBox and MediaBox; the bleed lies 3 mm beyond the trim (ISO 32000-1, 14.11.2).

use lopdf::{Object, ObjectId};

/// 3 mm, in points: what is printed beyond the trimmed page.
const BLEED: f32 = 3.0 * 72.0 / 25.4;

/// Writes the BleedBox of every page.
pub fn bleed(pdf: &mut lopdf::Document) -> lopdf::Result<()> {
    for (_, id) in pdf.get_pages() {
        let Some([x0, y0, x1, y1]) = page_box(pdf, id, b"TrimBox") else { continue };
        let bleed = [x0 - BLEED, y0 - BLEED, x1 + BLEED, y1 + BLEED].map(Object::Real).to_vec();
        pdf.get_object_mut(id)?.as_dict_mut()?.set("BleedBox", Object::Array(bleed));
    }
    Ok(())
}

/// Returns a box of a page, in points; nothing where the page itself has none.
pub fn page_box(pdf: &lopdf::Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let page = pdf.get_dictionary(page).ok()?;
    let array = page.get(key).ok()?.as_array().ok()?;
    let mut out = [0.0; 4];
    for (to, from) in out.iter_mut().zip(array) {
        *to = from.as_float().ok()?;
    }
    Some(out)
}
