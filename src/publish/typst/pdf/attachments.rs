//! Files inside the archival PDF, each tied to the document by what it is for (ISO 19005-3, 6.8; ISO 32000-1, 7.11).

use lopdf::{Dictionary, Object, Stream};

use super::{name, text_string};
use crate::publish::{Enclosure, Relation, civil};

/// Puts files into the PDF as associated files of the document.
pub fn attach(pdf: &mut lopdf::Document, enclosures: &[Enclosure], epoch: i64) -> lopdf::Result<()> {
    if enclosures.is_empty() {
        return Ok(());
    }
    // A name tree is in the order of its keys.
    let mut sorted: Vec<&Enclosure> = enclosures.iter().collect();
    sorted.sort_by(|a, b| a.name.cmp(&b.name));
    let mut names = Vec::new();
    let mut files = Vec::new();
    for it in sorted {
        let file = pdf.add_object(embedded(it, epoch)?);
        let mut holder = Dictionary::new();
        holder.set("F", Object::Reference(file));
        holder.set("UF", Object::Reference(file));
        let mut specification = Dictionary::new();
        specification.set("Type", name("Filespec"));
        specification.set("F", text_string(&it.name));
        specification.set("UF", text_string(&it.name));
        specification.set("Desc", text_string(&it.description));
        specification.set("AFRelationship", name(relation(it.relation)));
        specification.set("EF", Object::Dictionary(holder));
        let specification = pdf.add_object(specification);
        names.push(text_string(&it.name));
        names.push(Object::Reference(specification));
        files.push(Object::Reference(specification));
    }
    let mut tree = Dictionary::new();
    tree.set("Names", Object::Array(names));
    let tree = pdf.add_object(tree);
    let mut all = pdf.catalog()?.get(b"Names").and_then(Object::as_dict).cloned().unwrap_or_default();
    all.set("EmbeddedFiles", Object::Reference(tree));
    let catalog = pdf.catalog_mut()?;
    catalog.set("Names", Object::Dictionary(all));
    catalog.set("AF", Object::Array(files));
    Ok(())
}

fn embedded(it: &Enclosure, epoch: i64) -> lopdf::Result<Stream> {
    let (year, month, day) = civil(epoch.div_euclid(86_400));
    let mut parameters = Dictionary::new();
    parameters.set("Size", Object::Integer(i64::try_from(it.bytes.len()).unwrap_or(i64::MAX)));
    parameters.set("ModDate", text_string(&format!("D:{year:04}{month:02}{day:02}000000Z")));
    let mut head = Dictionary::new();
    head.set("Type", name("EmbeddedFile"));
    head.set("Subtype", name(it.media));
    head.set("Params", Object::Dictionary(parameters));
    let mut stream = Stream::new(head, it.bytes.clone());
    stream.compress()?;
    Ok(stream)
}

fn relation(it: Relation) -> &'static str {
    match it {
        Relation::Source => "Source",
        Relation::Supplement => "Supplement",
    }
}
