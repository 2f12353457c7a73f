//! What of a page nobody sees, and pages that are pictures: only what an eye can read is text, but for the layer that
//! OCR lays invisibly over a scan.

use std::collections::BTreeSet;

use crate::extract::{Glyph, PdfText, Sight};
use crate::import::pdf::row::{Row, WHOLE, rows};
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::raw::Role;
use crate::say;

/// A page whose picture takes so much of it is a scan.
const SCANNED: f32 = 0.5;

/// Returns the pages on which invisible text is the layer of an OCR, and tells of them and of pages without text.
pub fn pages(text: &PdfText, told: &mut Vec<Told>) -> BTreeSet<usize> {
    let mut seen = vec![0_usize; text.pages.len() + 1];
    let mut hidden = seen.clone();
    let all = text.blocks.iter().flat_map(|it| &it.glyphs).chain(&text.stray);
    for glyph in all.filter(|it| !it.text.trim().is_empty()) {
        let count = if is_hidden(glyph) { &mut hidden } else { &mut seen };
        count[glyph.page] += 1;
    }
    let mut layers = BTreeSet::new();
    for page in 1..=text.pages.len() {
        let scanned = text.pictured.get(page - 1).is_some_and(|&it| it > SCANNED);
        match (seen[page], hidden[page]) {
            (few, 1..) if scanned && few < hidden[page] => {
                layers.insert(page);
                told.push(Told::page(ToldKind::OcrLayer, page, say!(
                    zh: "扫描页，文字出自别的程序的识别（OCR），照录，请校对",
                    en: "a scanned page; its text comes from somebody's OCR and is taken as it is: proofread it"
                )));
            }
            (0, 0) if scanned => told.push(Told::page(ToldKind::NeedsOcr, page, say!(
                zh: "扫描页，没有文字层，需要先做文字识别（OCR）", en: "a scanned page without text: it needs OCR first"
            ))),
            (0, 0) => told.push(Told::page(ToldKind::EmptyPage, page, say!(
                zh: "这一页没有文字", en: "the page has no text"
            ))),
            _ => {}
        }
    }
    layers
}

/// Returns whether nobody sees a glyph. White type is no such case: it may stand on a dark ground.
pub fn is_hidden(glyph: &Glyph) -> bool {
    match glyph.sight {
        Sight::Seen | Sight::White | Sight::Blank => false,
        Sight::Unpainted | Sight::Tiny | Sight::Outside | Sight::Clipped | Sight::Covered => true,
    }
}

/// Takes out of the glyphs what nobody sees and returns it as rows that are no text, each told.
pub fn hide(text: &mut PdfText, layers: &BTreeSet<usize>, told: &mut Vec<Told>) -> Vec<Row> {
    let mut out = Vec::new();
    let blocks = text.blocks.iter_mut().map(|it| &mut it.glyphs);
    for glyphs in blocks.chain([&mut text.stray]) {
        let goes = |it: &Glyph| is_hidden(it) && !layers.contains(&it.page);
        let white = glyphs.iter().find(|it| it.sight == Sight::White && !it.text.trim().is_empty());
        if let Some(it) = white {
            told.push(Told {
                at: Some((it.x, it.y)),
                text: it.text.clone(),
                ..Told::page(
                    ToldKind::White,
                    it.page,
                    say!(
                        zh: "白色的字，从这里起，照录", en: "white text from here on, read all the same"
                    ),
                )
            });
        }
        if !glyphs.iter().any(goes) {
            continue;
        }
        let (gone, kept): (Vec<Glyph>, Vec<Glyph>) = std::mem::take(glyphs).into_iter().partition(goes);
        *glyphs = kept;
        for row in rows(&gone, WHOLE) {
            told.push(Told::row(
                ToldKind::Hidden,
                &row,
                say!(
                    zh: "页面上看不见的字（页外、透明、过小或被遮住），不算正文",
                    en: "text that nobody sees (off the page, without paint, tiny or covered), no part of the text"
                ),
            ));
            out.push(Row { role: Role::PageMatter, ..row });
        }
    }
    text.blocks.retain(|it| !it.glyphs.is_empty());
    out
}
