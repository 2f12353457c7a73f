//! Every glyph that the pages of a PDF draw, with its character, its place, its mark, and whether an eye can see it.

use hayro_interpret::font::{Glyph as FontGlyph, GlyphIdentifier, GlyphRun, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, RectExt, RenderContent, SoftMask, TransformExt, interpret_page,
};
use std::collections::HashMap;

use crate::extract::pdf_string::text_string;

/// Whether a glyph can be seen on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// It can.
    Seen,
    /// It is drawn without paint, or with a paint that lets everything through.
    Unpainted,
    /// It is white, or as good as white.
    White,
    /// It is smaller than one point.
    Tiny,
    /// It stands outside the page.
    Outside,
    /// A clip hides it.
    Clipped,
    /// Something drawn later lies over it.
    Covered,
    /// The font draws nothing for it.
    Blank,
}

/// A glyph on a page; a ligature, or a run under `/ActualText`, is one glyph with several characters.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// The page, from 1.
    pub page: usize,
    /// What it says.
    pub text: String,
    /// What its font says of it where `/ActualText` says something else.
    pub drawn: Option<String>,
    /// From the left edge of the crop box, in points.
    pub x: f32,
    /// From the upper edge of the crop box to the baseline, in points.
    pub y: f32,
    /// The size of its em, in points.
    pub size: f32,
    /// How far the next glyph stands, in points.
    pub advance: f32,
    /// Whether it is marked as an artifact: no part of the text.
    pub artifact: bool,
    /// The marked content it belongs to.
    pub mcid: Option<i32>,
    /// Whether it has a Unicode value at all; without one `text` is U+FFFD.
    pub known: bool,
    /// Whether it is the sign of a note; filled in from the structure tree.
    pub sign: bool,
    /// Whether it can be seen.
    pub sight: Sight,
    /// Whether its line runs another way than from left to right.
    pub turned: bool,
    code: u32,
}

/// A thin level line that a page draws: over notes, under a head, in a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// The page, from 1.
    pub page: usize,
    /// Its left end, from the left edge of the crop box, in points.
    pub left: f32,
    /// Its right end.
    pub right: f32,
    /// Its height, from the upper edge of the crop box.
    pub y: f32,
}

/// A thin upright line: between the cells of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Post {
    /// The page, from 1.
    pub page: usize,
    /// Where it stands, from the left edge of the crop box, in points.
    pub x: f32,
    /// Its upper end, from the upper edge of the crop box.
    pub top: f32,
    /// Its lower end.
    pub bottom: f32,
}

/// What pages draw: their glyphs, and of the rest what helps to read them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawn {
    /// The glyphs of all pages in the order of their drawing.
    pub glyphs: Vec<Glyph>,
    /// The level lines.
    pub rules: Vec<Rule>,
    /// The upright lines.
    pub posts: Vec<Post>,
    /// For each page the share of it that its largest picture takes.
    pub pictured: Vec<f32>,
}

/// More glyphs than any book has: a file with more is not read.
pub const GLYPH_LIMIT: usize = 20_000_000;

/// A grid of lines may be one path; a longer one is a drawing.
const PATH_LIMIT: usize = 2_000;
/// More lines than help anybody to read a page.
const RULE_LIMIT: usize = 1_000_000;

/// Returns what the pages draw; nothing where there are more glyphs than the limit.
pub fn drawn(pdf: &Pdf) -> Option<Drawn> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_content: RenderContent::PAGE, ..Default::default() };
    let mut reader = Reader::default();
    for (number, page) in pdf.pages().iter().enumerate() {
        let (transform, sheet) = sheet(page);
        reader.begin(number + 1, sheet);
        let crop = page.intersected_crop_box();
        let bounds = Rect::new(crop.x0, crop.y0, crop.x1, crop.y1);
        interpret_page(page, &mut Context::new(transform, bounds, &cache, page.xref(), settings.clone()), &mut reader);
        if reader.out.len() > GLYPH_LIMIT {
            return None;
        }
    }
    Some(Drawn { glyphs: reader.out, rules: reader.rules, posts: reader.posts, pictured: reader.pictured })
}

/// Returns how a page's own units become points from its upper left corner, and the sheet as trimmed in those points.
pub fn sheet(page: &Page) -> (Affine, Rect) {
    let transform = page.initial_transform(true).to_kurbo();
    let crop = page.intersected_crop_box();
    let trim = page
        .raw()
        .get::<hayro_interpret::hayro_syntax::object::Rect>("TrimBox")
        .map_or(crop, |it| crop.intersect(it))
        .to_kurbo();
    (transform, transform.transform_rect_bbox(trim))
}

#[derive(Default, Clone)]
struct Mark {
    artifact: bool,
    mcid: Option<i32>,
    actual: Option<String>,
    at: usize,
}

#[derive(Default)]
struct Reader {
    page: usize,
    sheet: Rect,
    out: Vec<Glyph>,
    marks: Vec<Mark>,
    clips: Vec<Rect>,
    opacities: Vec<f32>,
    /// Where the glyphs of the page begin.
    first: usize,
    /// How often something was laid over the page; a page with endless rectangles is not searched for ever.
    covers: usize,
    blank: HashMap<GlyphIdentifier, bool>,
    rules: Vec<Rule>,
    posts: Vec<Post>,
    pictured: Vec<f32>,
}

impl Reader {
    fn begin(&mut self, page: usize, sheet: Rect) {
        (self.page, self.sheet, self.first, self.covers) = (page, sheet, self.out.len(), 0);
        self.pictured.push(0.0);
        self.marks.clear();
        self.clips.clear();
        self.opacities.clear();
    }

    fn is_blank(&mut self, glyph: &FontGlyph, text: Option<&str>) -> bool {
        let FontGlyph::Outline(outline) = glyph else { return false };
        if text.is_none_or(|it| it.chars().all(|it| it.is_whitespace() || is_inkless(it))) {
            return false;
        }
        *self.blank.entry(outline.identifier()).or_insert_with(|| outline.outline().elements().is_empty())
    }

    fn sight(&self, centre: Point, size: f32, props: &DrawProps, mode: &DrawMode) -> Sight {
        if matches!(mode, DrawMode::Invisible) || props.soft_mask.is_some() || self.opacities.iter().any(|&it| it < 0.1)
        {
            return Sight::Unpainted;
        }
        if let Paint::Color(color) = &props.paint {
            let [red, green, blue, alpha] = color.to_rgba().components();
            if alpha < 0.1 {
                return Sight::Unpainted;
            }
            if red.min(green).min(blue) > 0.9 {
                return Sight::White;
            }
        }
        if size < 1.0 {
            return Sight::Tiny;
        }
        // Rounding may set the centre of a glyph on the very edge.
        if !self.sheet.inflate(0.5, 0.5).contains(centre) {
            return Sight::Outside;
        }
        if self.clips.iter().any(|it| !it.inflate(0.5, 0.5).contains(centre)) {
            return Sight::Clipped;
        }
        Sight::Seen
    }

    /// Keeps a thin area as a line.
    fn line(&mut self, area: Rect) {
        let page = self.page;
        if area.height() < 2.5 && area.width() > 12.0 && self.rules.len() < RULE_LIMIT {
            let y = area.center().y as f32;
            self.rules.push(Rule { page, left: area.x0 as f32, right: area.x1 as f32, y });
        } else if area.width() < 2.5 && area.height() > 8.0 && self.posts.len() < RULE_LIMIT {
            let x = area.center().x as f32;
            self.posts.push(Post { page, x, top: area.y0 as f32, bottom: area.y1 as f32 });
        }
    }

    /// Keeps the four sides of an outline.
    fn sides(&mut self, area: Rect) {
        for (from, to) in [
            ((area.x0, area.y0), (area.x1, area.y0)),
            ((area.x0, area.y1), (area.x1, area.y1)),
            ((area.x0, area.y0), (area.x0, area.y1)),
            ((area.x1, area.y0), (area.x1, area.y1)),
        ] {
            self.line(Rect::from_points(from, to));
        }
    }

    fn cover(&mut self, area: Rect) {
        self.covers += 1;
        if self.covers > 2_000 {
            return;
        }
        for glyph in &mut self.out[self.first..] {
            if glyph.sight == Sight::Seen && area.contains(centre(glyph)) {
                glyph.sight = Sight::Covered;
            }
        }
    }
}

/// Characters that say how lines break or words join, and draw nothing.
fn is_inkless(it: char) -> bool {
    matches!(it, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The middle of what an upright glyph inks; near enough to tell on or off the page. A full-width mark inks one half of
/// its body, and the other may hang over the edge.
fn centre(glyph: &Glyph) -> Point {
    let share = match glyph.text.chars().next() {
        Some(
            '，' | '。' | '、' | '；' | '：' | '）' | '》' | '〉' | '\u{232A}' | '”' | '’' | '」' | '』' | '】' | '〕',
        ) => 0.25,
        Some('（' | '《' | '〈' | '\u{2329}' | '“' | '‘' | '「' | '『' | '【' | '〔') => 0.75,
        _ => 0.5,
    };
    Point::new(f64::from(glyph.x + glyph.advance * share), f64::from(glyph.y - glyph.size * 0.35))
}

impl<'a> Device<'a> for Reader {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        // Longer paths are drawings.
        if path.elements().len() > PATH_LIMIT {
            return;
        }
        match mode {
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                for it in path.segments() {
                    if let PathSeg::Line(line) = it {
                        self.line(Rect::from_points(props.transform * line.p0, props.transform * line.p1));
                    }
                }
            }
            _ => self.line(props.transform.transform_rect_bbox(path.bounding_box())),
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let area = props.transform.transform_rect_bbox(*rect);
        match mode {
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) if area.width().min(area.height()) > 2.5 => {
                self.sides(area);
            }
            _ => self.line(area),
        }
        let opaque = match &props.paint {
            Paint::Color(color) => color.to_rgba().components()[3] > 0.5,
            Paint::Pattern(_) => true,
        };
        let normal = matches!(props.blend_mode, BlendMode::Normal) && props.soft_mask.is_none();
        if opaque && normal && matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.cover(props.transform.transform_rect_bbox(*rect));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(clip.path.bounding_box());
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.opacities.push(opacity);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        // What is handed over is measured in the picture's own points.
        let own = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(own);
        if let Some(largest) = self.pictured.last_mut() {
            *largest = largest.max((area.intersect(self.sheet).area() / self.sheet.area().max(1.0)) as f32);
        }
        let masked = match &image {
            Image::Stencil(_) => true,
            Image::Raster(it) => ["SMask", "Mask"].iter().any(|key| it.stream().dict().contains_key(*key)),
        };
        if !masked && props.soft_mask.is_none() && matches!(props.blend_mode, BlendMode::Normal) {
            self.cover(area);
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let outer = self.marks.last().cloned().unwrap_or_default();
        let mut mark = Mark { at: self.out.len(), actual: None, ..outer };
        mark.artifact |= tag == b"Artifact";
        if let Some(properties) = properties {
            mark.mcid = properties.get::<i32>("MCID").or(mark.mcid);
            mark.actual = properties.get::<PdfString>("ActualText").map(|it| text_string(it.as_bytes()));
        }
        self.marks.push(mark);
    }

    /// `/ActualText` replaces whatever the marked content showed.
    fn end_marked_content(&mut self) {
        let Some(Mark { actual: Some(actual), at, .. }) = self.marks.pop() else { return };
        let Some(shown) = self.out.get(at..).filter(|it| !it.is_empty()) else { return };
        let known = shown.iter().all(|it| it.known);
        let drawn: String = shown.iter().map(|it| it.text.as_str()).collect();
        let sight = shown.iter().map(|it| it.sight).max().unwrap_or(Sight::Seen);
        self.out.truncate(at + 1);
        let glyph = &mut self.out[at];
        glyph.drawn = (known && drawn != actual).then_some(drawn);
        (glyph.text, glyph.known, glyph.sight) = (actual, true, sight);
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.out.len() > GLYPH_LIMIT {
            return;
        }
        let mark = self.marks.last().cloned().unwrap_or_default();
        let glyphs = run.glyphs();
        // Text that is filled and stroked comes twice.
        if let (DrawMode::Stroke(_), Some(before), Some(first)) =
            (mode, self.out.len().checked_sub(glyphs.len()), glyphs.first())
            && before >= self.first
            && self.out.get(before).is_some_and(|it| {
                let place = origin(first, &props);
                (it.x, it.y, it.code) == (place.0, place.1, first.char_code())
            })
        {
            return;
        }
        for it in glyphs {
            let (x, y) = origin(it, &props);
            let [a, b, c, d, ..] = (props.transform * it.transform()).as_coeffs();
            let width = match &**it {
                FontGlyph::Outline(outline) => outline.advance_width(),
                FontGlyph::Type3(drawing) => drawing.advance_width(),
            };
            let text = match it.as_unicode() {
                Some(BfString::Char(it)) => Some(it.to_string()),
                Some(BfString::String(it)) => Some(it),
                None => None,
            };
            let mut glyph = Glyph {
                page: self.page,
                known: text.is_some(),
                drawn: None,
                x,
                y,
                size: (c.hypot(d).min(a.hypot(b)) * 1000.0) as f32,
                advance: width.unwrap_or(0.0) * a.hypot(b) as f32,
                artifact: mark.artifact,
                mcid: mark.mcid,
                sign: false,
                sight: Sight::Seen,
                turned: b.abs() > a.abs() * 0.1 || a < 0.0,
                code: it.char_code(),
                text: text.unwrap_or_else(|| "\u{FFFD}".to_owned()),
            };
            glyph.sight = self.sight(centre(&glyph), glyph.size, &props, mode);
            if glyph.sight == Sight::Seen && glyph.known && self.is_blank(it, Some(&glyph.text)) {
                glyph.sight = Sight::Blank;
            }
            self.out.push(glyph);
        }
    }
}

fn origin(glyph: &PositionedGlyph, props: &DrawProps) -> (f32, f32) {
    let place = props.transform * glyph.transform() * Point::ZERO;
    (place.x as f32, place.y as f32)
}
