//! What is drawn on a page besides text: rules, boxes, pictures, with the source character that stands before each.

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

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
    for (page, it) in document.pages().iter().enumerate() {
        let mut walk = Walk { page, artifacts: Vec::new(), out: &mut out };
        walk.frame(&it.frame, Transform::identity());
    }
    out
}

/// Returns the glyph that something drawn on a page stands by: the lowest above its lower edge, or the last of the page
/// before. The glyphs are in order of pages.
pub fn nearest<'a>(glyphs: &'a [Glyph], drawn: &Drawn) -> Option<&'a Glyph> {
    let from = glyphs.partition_point(|it| it.page < drawn.page);
    let to = glyphs.partition_point(|it| it.page <= drawn.page);
    let above = glyphs[from..to].iter().filter(|it| !it.note && it.y <= drawn.bottom + 0.5);
    above.max_by(|a, b| a.y.total_cmp(&b.y)).or_else(|| glyphs[..from].iter().rfind(|it| !it.note))
}

struct Walk<'a> {
    page: usize,
    artifacts: Vec<Location>,
    out: &'a mut Vec<Drawn>,
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (place, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner =
                        transform.pre_concat(Transform::translate(place.x, place.y)).pre_concat(group.transform);
                    self.frame(&group.frame, inner);
                }
                FrameItem::Tag(Tag::Start(content, _)) if content.elem().name() == "artifact" => {
                    self.artifacts.extend(content.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) if self.artifacts.last() == Some(location) => {
                    self.artifacts.pop();
                }
                FrameItem::Shape(shape, _) if self.artifacts.is_empty() => {
                    let area = shape.bbox(false);
                    self.add(*place + area.min, *place + area.max, false, transform);
                }
                FrameItem::Image(_, size, _) if self.artifacts.is_empty() => {
                    self.add(*place, *place + size.to_point(), true, transform);
                }
                FrameItem::Tag(_)
                | FrameItem::Text(_)
                | FrameItem::Shape(..)
                | FrameItem::Image(..)
                | FrameItem::Link(..) => {}
            }
        }
    }

    fn add(&mut self, from: Point, to: Point, picture: bool, transform: Transform) {
        let (from, to) = (from.transform(transform), to.transform(transform));
        self.out.push(Drawn {
            page: self.page,
            left: from.x.min(to.x).to_pt(),
            right: from.x.max(to.x).to_pt(),
            bottom: from.y.max(to.y).to_pt(),
            picture,
        });
    }
}
