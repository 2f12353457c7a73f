//! Measures that a layout leaves open are tried, and the pages kept that end best: full, level with the page they face,
//! the first of them with a paragraph.

use std::collections::BTreeSet;

use typst_layout::PagedDocument;

use crate::error::{Error, Result};
use crate::model::{Block, Document, runs};
use crate::publish::fonts::Fonts;
use crate::publish::layout::{Files, Layout, Paper};
use crate::publish::typst::markup::Markup;
use crate::publish::typst::pages::{Glyph, page_bottoms, page_starts};
use crate::publish::typst::set::compile;
use crate::say;

/// The pages that were kept.
pub struct Tried {
    /// The pages.
    pub pages: PagedDocument,
    /// Every glyph of source text on them.
    pub glyphs: Vec<Glyph>,
}

/// Writes the measures that the layout leaves open, as Typst code.
fn measure(files: &mut Files, measures: &[(&str, u32)]) {
    let entries: String = measures.iter().map(|(key, value)| format!("{key}: {value}, ")).collect();
    files.insert(
        "measures.typ".to_owned(),
        format!("#let measures = ({}:)\n", entries).replace(", :)", ")").into_bytes(),
    );
}

/// Tries every value of the measure that the layout leaves open and keeps the pages that end best; of equals, the
/// deepest opening. The measures of the pages kept are left in `files`.
///
/// # Errors
/// When Typst refuses the code, or the layout leaves no value to try.
pub fn search(
    document: &Document,
    layout: &Layout,
    files: &mut Files,
    fonts: &Fonts,
    markup: &Markup,
) -> Result<Tried> {
    let Some(((key, range), paper)) = layout.manifest.search.iter().next().zip(layout.paper()) else {
        measure(files, &[]);
        let (pages, glyphs) = compile(files, fonts, &[], markup)?;
        return Ok(Tried { pages, glyphs });
    };
    let openings = openings(&document.blocks);
    let mut best: Option<(f64, u32, Tried)> = None;
    for value in (range.from..=range.to).rev() {
        measure(files, &[(key, value)]);
        let (pages, glyphs) = compile(files, fonts, &[], markup)?;
        let count = pages.pages().len();
        let parted = page_starts(&glyphs, count).get(1).copied().flatten().is_some_and(|it| !openings.contains(&it));
        let cost = cost(&page_bottoms(&glyphs, count), paper) + PAGE * count as f64 + if parted { PARTED } else { 0.0 };
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, value, Tried { pages, glyphs }));
        }
        // Where the book is long, the depth of its opening changes little.
        if count > LONG {
            break;
        }
    }
    let name = &layout.manifest.name;
    let (_, value, tried) = best.ok_or_else(|| Error::new(say!(zh: "版式 {name} 的 search.{key} 是空的范围", en: "search.{key} of the layout {name} is an empty range")))?;
    measure(files, &[(key, value)]);
    Ok(tried)
}

/// What a further page costs, in lines: a deep opening is not worth one.
const PAGE: f64 = 4.0;

/// How many pages a book has for which one setting must do.
const LONG: usize = 60;

/// What it costs, in lines, that the first page ends inside a paragraph: the opening should be a whole.
const PARTED: f64 = 2.0;

/// The source bytes with which blocks begin.
fn openings(blocks: &[Block]) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for block in blocks {
        out.extend(runs(std::slice::from_ref(block)).first().map(|it| it.span.start));
        if let Block::Unit(unit) = block {
            // The first paragraph runs in behind the marker; only what follows begins anew.
            let mut inner = openings(&unit.blocks);
            if let (true, Some(first)) = (unit.marker.is_some() && unit.heading.is_empty(), inner.first().copied()) {
                inner.remove(&first);
            }
            out.append(&mut inner);
        }
    }
    out
}

/// What bad page ends cost: lines short of a full page, the difference across an opening of the book, a last page
/// of fewer than five lines.
fn cost(bottoms: &[f64], paper: &Paper) -> f64 {
    let (top, pitch, size) = (Paper::points(&paper.top), Paper::points(&paper.pitch), Paper::points(&paper.size));
    let lines = |it: f64| ((it - top - 0.88 * size) / pitch).round() + 1.0;
    // A page without text of its own, as one of contents, ends where it ends.
    let lines: Vec<Option<f64>> = bottoms.iter().map(|it| (*it > 0.0).then(|| lines(*it))).collect();
    let Some((last, full)) = lines.split_last() else { return 0.0 };
    let short: Vec<Option<f64>> = full.iter().map(|it| it.map(|it| (f64::from(paper.lines) - it).max(0.0))).collect();
    // Pages 2 and 3 face each other, 4 and 5, and so on.
    let facing: f64 = short
        .iter()
        .skip(1)
        .collect::<Vec<_>>()
        .chunks(2)
        .map(|it| if let [Some(a), Some(b)] = it { (a - b).abs() } else { 0.0 })
        .sum();
    short.iter().flatten().sum::<f64>() + facing + (5.0 - last.unwrap_or(0.0)).max(0.0)
}
