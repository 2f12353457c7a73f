//! From glyphs back to characters: which source character each glyph shows, where each page begins in the source,
//! where each unit stands on paper, and what no face could show.

use std::collections::HashMap;

use ecow::EcoString;
use typst::layout::{Abs, FrameItem, Point};
use typst::syntax::{LinkedNode, Source, Span as TypstSpan, SyntaxKind};
use typst::text::{FontInstance, Glyph as TypstGlyph, TextItem};
use typst_layout::PagedDocument;

use crate::publish::typst::frames;
use crate::publish::typst::markup::{Literal, Markup};
use crate::publish::typst::passage::Place;

/// A glyph of source text on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// The page, counted from 0.
    pub page: usize,
    /// The source byte of the character it shows.
    pub byte: u32,
    /// How many source bytes it stands for.
    pub len: u32,
    /// The baseline's start, in points from the page's top left corner.
    pub x: f64,
    /// See `x`.
    pub y: f64,
    /// Whether it belongs to a note.
    pub note: bool,
    /// What it shows.
    pub text: EcoString,
    /// Whether its face has no such character.
    pub missing: bool,
    /// The passage that it belongs to, and how it is set apart there.
    pub place: Place,
    /// Where its advance begins, in points from the page's left edge; `x` is where its ink is drawn from.
    pub left: f64,
    /// How far it moves the line on, in points: justified, squeezed, as it stands.
    pub advance: f64,
    /// How far its face would move the line on.
    pub natural: f64,
    /// The em, in points.
    pub size: f64,
    /// Its face.
    pub font: FontInstance,
}

impl Glyph {
    /// Returns where it ends on its line. What justification adds behind it is no part of it, since the last glyph of a
    /// line may have that too; nor is the empty half of a closing mark.
    pub fn right(&self) -> f64 {
        let own = if self.text.chars().all(is_half_empty) { self.natural.min(self.size) / 2.0 } else { self.natural };
        self.left + self.advance.min(own)
    }

    /// Whether it leaves no ink.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|it| it.is_whitespace() || it == '\u{2060}')
    }
}

/// Whether a mark of full width has ink in its left half alone.
fn is_half_empty(it: char) -> bool {
    matches!(
        it,
        '。' | '．'
            | '，'
            | '、'
            | '：'
            | '；'
            | '！'
            | '？'
            | '”'
            | '’'
            | '」'
            | '』'
            | '）'
            | '〕'
            | '］'
            | '｝'
            | '】'
            | '〗'
            | '》'
            | '〉'
    )
}

/// Returns every glyph of source text, in order of pages; headers, footers and contents are left out.
pub fn glyphs(document: &PagedDocument, source: &Source, markup: &Markup) -> Vec<Glyph> {
    let index = index(source, markup);
    let mut out = Vec::new();
    frames::visit(document, &mut |it| match it.item {
        FrameItem::Text(text) if !it.artifact && !it.contents => {
            let mut x = it.place.x;
            for glyph in &text.glyphs {
                let (left, advance) = (x, glyph.x_advance.at(text.size));
                x += advance;
                let Some(&literal) = index.get(&glyph.span.0) else { continue };
                let at = |x| Point::new(x, it.place.y).transform(it.transform);
                let origin = at(left + glyph.x_offset.at(text.size));
                out.push(shown(text, glyph, &markup.literals[literal], it.page, origin, at(left).x));
            }
        }
        _ => {}
    });
    out
}

/// A glyph of a literal, with its ink drawn from `origin` and its advance beginning at `left`.
fn shown(text: &TextItem, glyph: &TypstGlyph, literal: &Literal, page: usize, origin: Point, left: Abs) -> Glyph {
    let shown = &text.text[glyph.range()];
    // A joiner or a break that stands behind a character is drawn with it, and is none of its own.
    let own = shown.trim_end_matches(['\u{2060}', '\u{200B}']);
    let shown = if own.is_empty() { shown } else { own };
    let offset = if literal.whole.is_some() { 0 } else { u32::from(glyph.span.1) };
    let advance = glyph.x_advance.at(text.size);
    Glyph {
        page,
        byte: literal.start + offset,
        len: literal.whole.unwrap_or(u32::try_from(shown.len()).unwrap_or(0)),
        x: origin.x.to_pt(),
        y: origin.y.to_pt(),
        note: literal.note,
        text: shown.into(),
        missing: glyph.id == 0 && !shown.chars().all(|it| it.is_whitespace() || it == '\u{2060}'),
        place: literal.place,
        left: left.to_pt(),
        advance: advance.to_pt(),
        natural: text.font.x_advance(glyph.id).map_or(advance, |it| it.at(text.size)).to_pt(),
        size: text.size.to_pt(),
        font: text.font.clone(),
    }
}

/// One look-up table a document: asking the source for each glyph's range takes a thousand times as long.
fn index(source: &Source, markup: &Markup) -> HashMap<TypstSpan, usize> {
    let starts: HashMap<usize, usize> =
        markup.literals.iter().enumerate().map(|(at, it)| (it.range.start, at)).collect();
    let mut out = HashMap::with_capacity(starts.len());
    let mut stack = vec![LinkedNode::new(source.root())];
    while let Some(node) = stack.pop() {
        if node.kind() == SyntaxKind::Str
            && let Some(&literal) = starts.get(&node.offset())
        {
            out.insert(node.span(), literal);
        }
        stack.extend(node.children());
    }
    out
}

/// Returns the source byte with which each page begins: the smallest above all that earlier pages hold, since the
/// head of a table stands again on each of its pages. A page without text of its own has none.
pub fn page_starts(glyphs: &[Glyph], pages: usize) -> Vec<Option<u32>> {
    let mut out = vec![None; pages];
    let mut highest: Option<u32> = None;
    // The glyphs stand in order of their pages.
    for page in glyphs.chunk_by(|a, b| a.page == b.page) {
        let body = || page.iter().filter(|it| !it.note).map(|it| it.byte);
        out[page[0].page] = body().filter(|&it| highest.is_none_or(|highest| it > highest)).min();
        highest = highest.max(body().max());
    }
    out
}

/// Returns the lowest baseline of body text on each page, in points.
pub fn page_bottoms(glyphs: &[Glyph], pages: usize) -> Vec<f64> {
    let mut out = vec![0.0; pages];
    for it in glyphs.iter().filter(|it| !it.note) {
        out[it.page] = f64::max(out[it.page], it.y);
    }
    out
}
