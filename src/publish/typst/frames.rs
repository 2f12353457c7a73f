//! What stands on the pages, item by item: the one walk through Typst's frames.

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// An item of a page.
pub struct Placed<'a> {
    /// The page, counted from 0.
    pub page: usize,
    /// Where it stands in its frame.
    pub place: Point,
    /// How its frame lies on the page, from the page's top left corner.
    pub transform: Transform,
    /// What it is.
    pub item: &'a FrameItem,
    /// Whether it is marked as an artifact: no part of the text.
    pub artifact: bool,
    /// Whether it stands in contents, which say the headings again.
    pub contents: bool,
}

/// Visits every text, shape, picture and link of the pages, in order.
pub fn visit<'a>(document: &'a PagedDocument, see: &mut impl FnMut(Placed<'a>)) {
    // What opens on one page may close on another: contents of several pages are one element.
    let mut walk = Walk { page: 0, open: Vec::new(), see };
    for (page, it) in document.pages().iter().enumerate() {
        walk.page = page;
        walk.frame(&it.frame, Transform::identity());
    }
}

/// Elements that set what they hold apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Apart {
    Artifact,
    Contents,
}

struct Walk<'s, See> {
    page: usize,
    open: Vec<(Location, Apart)>,
    see: &'s mut See,
}

impl<See> Walk<'_, See> {
    fn frame<'a>(&mut self, frame: &'a Frame, transform: Transform)
    where
        See: FnMut(Placed<'a>),
    {
        for (place, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner =
                        transform.pre_concat(Transform::translate(place.x, place.y)).pre_concat(group.transform);
                    self.frame(&group.frame, inner);
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    let apart = match content.elem().name() {
                        "artifact" => Apart::Artifact,
                        "outline" => Apart::Contents,
                        _ => continue,
                    };
                    self.open.extend(content.location().map(|it| (it, apart)));
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    if self.open.last().is_some_and(|it| it.0 == *location) {
                        self.open.pop();
                    }
                }
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {
                    let (page, place) = (self.page, *place);
                    let within = |apart| self.open.iter().any(|it| it.1 == apart);
                    let (artifact, contents) = (within(Apart::Artifact), within(Apart::Contents));
                    (self.see)(Placed { page, place, transform, item, artifact, contents });
                }
            }
        }
    }
}
