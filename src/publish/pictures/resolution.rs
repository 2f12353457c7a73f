//! Whether pictures are fine enough for the press at the size at which they are set.

use std::collections::BTreeMap;

use typst::layout::FrameItem;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use super::named;
use crate::diagnostic::Diagnostic;
use crate::model::Document;
use crate::publish::typst::visit;
use crate::say;

/// Below so many dots an inch the press shows the pixels.
const FINE: f64 = 300.0;

/// The rule of such findings.
const RULE: &str = "layout/picture-resolution";

/// A bitmap on a page.
struct Bitmap<'a> {
    data: &'a [u8],
    pixels: (u32, u32),
    /// In points.
    size: (f64, f64),
}

/// Returns a warning for each picture that is set at less than 300 dpi. Drawings have no pixels.
pub fn coarse(document: &Document, pages: &PagedDocument, pictures: &BTreeMap<String, Vec<u8>>) -> Vec<Diagnostic> {
    if pictures.is_empty() {
        return Vec::new();
    }
    let (placed, named) = (bitmaps(pages), named(document));
    let mut out = Vec::new();
    for (target, bytes) in pictures {
        let places: Vec<_> = named.iter().filter(|it| it.target == target).map(|it| it.span).collect();
        let mut set: Vec<&Bitmap> = placed.iter().filter(|it| it.data == bytes.as_slice()).collect();
        if set.len() != places.len() {
            // One that is set oftener than it is named (the head of a table) is told once, where it is coarsest.
            set.sort_by(|a, b| fineness(a).total_cmp(&fineness(b)));
        }
        for (it, span) in set.into_iter().zip(places) {
            let dots = fineness(it);
            if dots.round() >= FINE {
                continue;
            }
            let wanted = (it.size.0 / 72.0 * FINE).ceil();
            let (dots, width) = (dots.round(), it.size.0 / 72.0 * 25.4);
            out.push(
                Diagnostic::warning(
                    RULE,
                    span,
                    say!(zh: "图「{target}」排成 {width:.0} mm 宽，只有 {dots} dpi，付印不足 300 dpi", en: "the picture `{target}` is set {width:.0} mm wide at {dots} dpi, less than the 300 dpi of print"),
                )
                .hint(say!(zh: "换一张至少 {wanted} 像素宽的图；线条图用 SVG。", en: "take one that is at least {wanted} pixels wide; use SVG for line art.")),
            );
        }
    }
    out.sort_by_key(|it| it.span);
    out
}

/// Dots an inch, in the coarser direction.
fn fineness(it: &Bitmap) -> f64 {
    let dots = |pixels: u32, points: f64| f64::from(pixels) * 72.0 / points.max(f64::EPSILON);
    dots(it.pixels.0, it.size.0).min(dots(it.pixels.1, it.size.1))
}

/// The bitmaps of the pages, in order.
fn bitmaps(pages: &PagedDocument) -> Vec<Bitmap<'_>> {
    let mut out = Vec::new();
    visit(pages, &mut |it| {
        if let FrameItem::Image(image, size, _) = it.item
            && let ImageKind::Raster(raster) = image.kind()
        {
            let across = it.transform.sx.get().hypot(it.transform.ky.get());
            let down = it.transform.kx.get().hypot(it.transform.sy.get());
            out.push(Bitmap {
                data: raster.data(),
                pixels: (raster.width(), raster.height()),
                size: (size.x.to_pt() * across, size.y.to_pt() * down),
            });
        }
    });
    out
}
