//! From an object of a PDF to the place in the source: by the marked content that it names or holds, else by its page.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::extract::PdfText;
use crate::text::Span;
use crate::verify::edition::Name;
use crate::verify::judges::front::Front;
use crate::verify::judges::{Case, Charge, Home, Site};
use crate::verify::pdf::read_with_text;

/// A PDF's text with its places in the source.
pub struct PdfPlaces<'a> {
    front: Front<'a>,
    text: PdfText,
    /// The text of each marked content, by page and number, as far as it is one block.
    contents: BTreeMap<(usize, i32), Span>,
    /// Where pages begin, in order.
    starts: Vec<(usize, Span)>,
}

impl<'a> PdfPlaces<'a> {
    /// Returns the places of a PDF.
    ///
    /// # Errors
    /// When the PDF can't be read.
    pub fn of(case: &'a Case) -> Result<Self> {
        let (reading, text) = read_with_text(Name::Pdf, case.truth, case.expected, case.edition)?;
        let source: Vec<Span> = case.truth.blocks.iter().flat_map(|it| &it.units).map(|it| it.place).collect();
        let mut contents: BTreeMap<(usize, i32), Span> = BTreeMap::new();
        for (spot, at) in &reading.characters {
            let (Some(content), Some(span)) = (spot.content, source.get(*at)) else { continue };
            contents.entry((spot.page, content)).and_modify(|it| *it = it.to(*span)).or_insert(*span);
        }
        let start = |it: &(usize, usize)| Some((it.0, source.get(it.1)?.at_start()));
        Ok(Self {
            front: Front::of(case.document, case.truth.start),
            starts: reading.starts.iter().filter_map(start).collect(),
            text,
            contents,
        })
    }

    /// Returns where a charge comes home to.
    pub fn home(&self, charge: &Charge) -> Home {
        let Site::Object(way) = &charge.site else { return Home::near(self.front.start) };
        let object = Object::of(way);
        if let Some(id) = object.element {
            let content = self.text.elements.get(&id).copied();
            let page = content.map(|it| it.0);
            if let Some(span) = self.figure(id).or_else(|| content.and_then(|it| self.contents.get(&it).copied())) {
                return Home { span, near: false, page };
            }
            return self.page(page);
        }
        if let Some(page) = object.page {
            let found = object.content.and_then(|it| self.contents.get(&(page, it)));
            return found.map_or_else(|| self.page(Some(page)), |it| Home { span: *it, near: false, page: Some(page) });
        }
        // Clause 7.2 of PDF/UA is about languages, tests 9 and 10 of 7.1 are about the title.
        Home::at(self.front.named(match charge.id.rsplit(' ').next().unwrap_or_default() {
            it if it.starts_with("7.2/") && charge.id.contains("14289") => "language",
            "7.1/9" | "7.1/10" => "title",
            _ => object.property.unwrap_or_default(),
        }))
    }

    /// The place of a picture, if there are as many as in the source.
    fn figure(&self, id: u32) -> Option<Span> {
        let at = self.text.figures.iter().position(|it| *it == id)?;
        self.front.pictures.get(at).filter(|_| self.text.figures.len() == self.front.pictures.len()).map(|it| it.0)
    }

    /// The first character of a page, or of the next that has one.
    fn page(&self, page: Option<usize>) -> Home {
        let start = page.and_then(|page| self.starts.iter().find(|it| it.0 >= page));
        Home { span: start.map_or(self.front.start, |it| it.1), near: true, page }
    }
}

/// What the way to an object says of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Object<'a> {
    /// The page, from 1.
    page: Option<usize>,
    /// The number of the marked content.
    content: Option<i32>,
    /// The number of the innermost element of the structure.
    element: Option<u32>,
    /// The property of the metadata, without its prefix.
    property: Option<&'a str>,
}

impl<'a> Object<'a> {
    /// Reads `root/document[0]/pages[1](13 0 obj PDPage)/contentStream[0](…)/content[4]{mcid:3}`,
    /// `…/StructTreeRoot[0](…)/K[0](17 0 obj SEDocument Document)/K[7](42 0 obj SEFigure Figure)`, and
    /// `…/Properties[0](http://purl.org/dc/elements/1.1/ - dc:title)`.
    fn of(way: &'a str) -> Self {
        let number = |it: &str| -> Option<usize> { it.split(']').next()?.parse().ok() };
        let content = way.rsplit_once("{mcid:").and_then(|it| it.1.split('}').next()?.parse().ok());
        let numbered = |it: &str| it.split_once('(')?.1.split_once(" 0 obj ")?.0.parse().ok();
        let elements = || way.rsplit("/K[").take(way.matches("/K[").count());
        let property = way.split("/Properties[").nth(1).and_then(|it| it.rsplit(':').next());
        Self {
            page: way.split("/pages[").nth(1).and_then(number).map(|it| it + 1),
            content,
            element: elements().find_map(numbered).filter(|_| way.contains("/StructTreeRoot[")),
            property: property.map(|it| it.trim_end_matches(')')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_objects() {
        let content = "root/document[0]/pages[1](13 0 obj PDPage)/contentStream[0](28 0 obj PDSemanticContentStream)/content[1]{mcid:7}/contentItem[0]{mcid:7}";
        assert_eq!(Object::of(content), Object { page: Some(2), content: Some(7), ..Object::default() });
        let element = "root/document[0]/StructTreeRoot[0](8 0 obj PDStructTreeRoot)/K[0](17 0 obj SEDocument Document)/K[7](42 0 obj SEFigure Figure)";
        assert_eq!(Object::of(element), Object { element: Some(42), ..Object::default() });
        let property = "root/document[0]/metadata[0](3 0 obj PDMetadata)/XMPPackage[0]/Properties[0](http://purl.org/dc/elements/1.1/ - dc:title)";
        assert_eq!(Object::of(property), Object { property: Some("title"), ..Object::default() });
        assert_eq!(Object::of("root"), Object::default());
        let tree = "root/document[0]/StructTreeRoot[0](8 0 obj PDStructTreeRoot)";
        assert_eq!(Object::of(tree), Object::default());
    }
}
