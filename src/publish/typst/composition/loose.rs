//! Lines stretched too far. CLREQ stretches word spaces and the gaps between Chinese and Latin to half an em each, then
//! all gaps alike, and names no limit for these; the house limit is a quarter of an em, since the eye sees
//! holes beyond it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::typst::composition::{Composition, Line, number};
use crate::publish::typst::pages::Glyph;
use crate::publish::typst::passage::{Kind, style};
use crate::say;
use crate::text::{Span, is_cjk};

/// The widest gap between two Han characters, in em.
const LIMIT: f64 = 0.25;

/// What a word space, or the gap between Chinese and Latin, may take before all gaps grow, in em.
const WORD: f64 = 0.5;

/// Returns the lines with gaps too wide. The last line of a paragraph is not stretched.
pub fn loose(it: &Composition) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for setting in it.settings.iter().filter(|it| matches!(it.kind, Kind::Paragraph | Kind::Note | Kind::Cell)) {
        for pair in setting.lines.windows(2) {
            let (line, next) = (&it.lines[pair[0]], &it.lines[pair[1]]);
            let Some(excess) = excess(it, line).filter(|it| line.forced == next.forced && *it > LIMIT + 0.005) else {
                continue;
            };
            let (page, percent) = (number(line.page), (excess * 100.0).round());
            let (Some(first), Some(last)) = (it.ink(line).next(), it.ink(line).next_back()) else { continue };
            let end = (last.byte + last.len).max(first.byte + first.len);
            let span = Span { end, ..it.span(first) };
            out.push(
                Diagnostic::new("layout/loose-line", Severity::Warning, span, say!(zh: "PDF 第 {page} 页有一行拉得太松：字距多出 {percent}% 字宽", en: "on page {page} of the PDF a line is stretched: its gaps are {percent}% of an em too wide"))
                    .hint(say!(zh: "多半是下一行开头的外文、网址或者数字太长，不能断开：改动几个字，或者断开它。", en: "most likely the word or number that opens the next line is long and can't be parted: change a few words, or part it.")),
            );
        }
    }
    out
}

/// Returns how far the widest gap of a line goes beyond what it may take by itself, in em.
fn excess(it: &Composition, line: &Line) -> Option<f64> {
    let glyphs: Vec<&Glyph> = it.glyphs(line).collect();
    let gaps = glyphs.windows(2).filter_map(|pair| {
        let (a, b) = (pair[0], pair[1]);
        // A note's sign between them, a marker's gap, a raised figure: no gap of the line's.
        let plain = a.byte + a.len == b.byte
            && a.place.style == b.place.style
            && a.size == b.size
            && a.place.style & style::MARKER == 0;
        if !plain || a.missing || b.missing {
            return None;
        }
        // From ink to ink: the space beside Latin is part of the Chinese character's advance.
        let apart = (b.x - a.x) / a.size;
        let (han_a, han_b) = (is_han(a), is_han(b));
        match () {
            () if a.is_blank() => Some(apart - WORD - if a.text == "\u{3000}" { 1.0 } else { 0.0 }),
            () if b.is_blank() => None,
            () if han_a && han_b => Some(apart - 1.0),
            () if han_a && is_latin(b) || is_latin(a) && han_b => Some(apart - a.natural / a.size - WORD),
            () => None,
        }
    });
    gaps.max_by(f64::total_cmp)
}

fn is_han(glyph: &Glyph) -> bool {
    glyph.text.chars().all(|it| is_cjk(it) && it.is_alphabetic())
}

fn is_latin(glyph: &Glyph) -> bool {
    glyph.text.chars().all(|it| it.is_ascii_alphanumeric())
}
