//! What is drawn on a page besides text: rules, boxes, pictures, with the source character that stands before each.

use typst::layout::{FrameItem, Point};
use typst_layout::PagedDocument;

use crate::publish::typst::frames::{self, Placed};
use crate::publish::typst::pages::Glyph;

/// A drawn thing, in points from the page's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// The page, counted from 0.
    pub page: usize,
    /// Its left edge.
    pub left: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
    /// Whether it is a picture.
    pub picture: bool,
}

/// Returns what is drawn on each page; what the layout marks as an artifact is none of the text's.
pub fn drawn(document: &PagedDocument) -> Vec<Drawn> {
    let mut out = Vec::new();
    frames::visit(document, &mut |it| match it.item {
        FrameItem::Shape(shape, _) if !it.artifact => {
            let area = shape.bbox(false);
            out.push(drawn_between(&it, it.place + area.min, it.place + area.max));
        }
        FrameItem::Image(_, size, _) if !it.artifact => {
            out.push(Drawn { picture: true, ..drawn_between(&it, it.place, it.place + size.to_point()) });
        }
        _ => {}
    });
    out
}

fn drawn_between(it: &Placed, from: Point, to: Point) -> Drawn {
    let (from, to) = (from.transform(it.transform), to.transform(it.transform));
    Drawn {
        page: it.page,
        left: from.x.min(to.x).to_pt(),
        right: from.x.max(to.x).to_pt(),
        bottom: from.y.max(to.y).to_pt(),
        picture: false,
    }
}

/// Returns the glyph that something drawn on a page stands by: the lowest above its lower edge, or the last of the page
/// before. The glyphs are in order of pages.
pub fn nearest<'a>(glyphs: &'a [Glyph], drawn: &Drawn) -> Option<&'a Glyph> {
    let from = glyphs.partition_point(|it| it.page < drawn.page);
    let to = glyphs.partition_point(|it| it.page <= drawn.page);
    let above = glyphs[from..to].iter().filter(|it| !it.note && it.y <= drawn.bottom + 0.5);
    above.max_by(|a, b| a.y.total_cmp(&b.y)).or_else(|| glyphs[..from].iter().rfind(|it| !it.note))
}
