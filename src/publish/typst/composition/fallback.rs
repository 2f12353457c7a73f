//! Characters that their face lacks, so that another stands in. What is set alike, headings of a level or bold words of
//! paragraphs, is set in the face of most of its characters; a layout that takes Latin or marks from elsewhere does so
//! on purpose, so only letters of the text's own script are looked at.

use std::collections::BTreeMap;

use typst::text::FontInstance;

use crate::diagnostic::Diagnostic;
use crate::publish::typst::composition::{Composition, number};
use crate::publish::typst::pages::Glyph;
use crate::publish::typst::passage::{Kind, style};
use crate::say;
use crate::text::is_cjk;

/// What is set alike.
type Alike = (Kind, u16);

/// Returns the characters that another face had to lend.
pub fn fallback(it: &Composition) -> Vec<Diagnostic> {
    let expected = expected(it);
    let mut out = Vec::new();
    for glyph in it.pages.glyphs.iter().filter(|it| !it.missing && is_letter(it)) {
        let Some(own) = alike(it, glyph).and_then(|alike| expected.get(&alike)) else { continue };
        if same(&glyph.font, own)
            || name(&glyph.font) == name(own)
            || glyph.text.chars().all(|it| own.ttf().glyph_index(it).is_some())
        {
            continue;
        }
        let (text, page, lent, own) = (&glyph.text, number(glyph.page), name(&glyph.font), name(own));
        out.push(
            it.at("layout/fallback", glyph, say!(zh: "PDF 第 {page} 页的“{text}”是用 {lent} 排的，{own} 没有这个字", en: "on page {page} of the PDF “{text}” is set in {lent}: {own} lacks it"))
                .hint(say!(zh: "字形会与上下文不同。换一款有这个字的字体，放进项目的 fonts/。", en: "it looks unlike its neighbours; put a font that has it into the project's fonts/.")),
        );
    }
    out
}

/// Returns the face of most letters among those set alike.
fn expected(it: &Composition) -> BTreeMap<Alike, FontInstance> {
    let mut counts: BTreeMap<Alike, BTreeMap<String, (usize, &FontInstance)>> = BTreeMap::new();
    let letters: Vec<&Glyph> = it.pages.glyphs.iter().filter(|it| !it.missing && is_letter(it)).collect();
    // Neighbours mostly share their face: its name is asked once for them.
    for run in letters.chunk_by(|a, b| same(&a.font, &b.font) && alike(it, a) == alike(it, b)) {
        let Some(alike) = alike(it, run[0]) else { continue };
        let font = &run[0].font;
        counts.entry(alike).or_default().entry(name(font)).or_insert((0, font)).0 += run.len();
    }
    let most = |faces: BTreeMap<String, (usize, &FontInstance)>| {
        faces.into_values().max_by_key(|it| it.0).map(|it| it.1.clone())
    };
    counts.into_iter().filter_map(|(alike, faces)| Some((alike, most(faces)?))).collect()
}

fn alike(it: &Composition, glyph: &Glyph) -> Option<Alike> {
    let kind = it.pages.passages.get(glyph.place.passage)?.kind;
    Some((kind, glyph.place.style & !style::SHIFTED))
}

fn is_letter(glyph: &Glyph) -> bool {
    glyph.text.chars().all(|it| is_cjk(it) && it.is_alphabetic())
}

/// Whether two are one face, and not merely alike.
fn same(a: &FontInstance, b: &FontInstance) -> bool {
    std::ptr::eq(a.ttf(), b.ttf())
}

/// Returns what a face is called: its family, and its weight where that is not the common one.
fn name(font: &FontInstance) -> String {
    let info = font.font().info();
    match info.variant.weight.to_number() {
        400 => info.family.to_string(),
        weight => format!("{} {weight}", info.family),
    }
}
