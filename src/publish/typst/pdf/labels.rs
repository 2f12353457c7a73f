//! Page labels: what a viewer calls a page is what its folio says (ISO 32000-1, 12.4.2).

use lopdf::{Dictionary, Object};

use super::name;

/// Writes the labels 1, 2, 3, unless the layout numbers its pages itself.
pub fn write(pdf: &mut lopdf::Document) -> lopdf::Result<()> {
    if pdf.catalog()?.has(b"PageLabels") {
        return Ok(());
    }
    let mut decimal = Dictionary::new();
    decimal.set("S", name("D"));
    let mut tree = Dictionary::new();
    tree.set("Nums", Object::Array(vec![Object::Integer(0), Object::Dictionary(decimal)]));
    pdf.catalog_mut()?.set("PageLabels", Object::Dictionary(tree));
    Ok(())
}
