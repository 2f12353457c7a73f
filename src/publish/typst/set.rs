//! Setting: the code is compiled, measures that the layout leaves open are tried, and the best pages kept.

use std::collections::{BTreeMap, BTreeSet};

use typst::World as _;
use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::model::{Block, Document, runs};
use crate::publish::fonts::Fonts;
use crate::publish::layout::{Files, Layout, Paper};
use crate::publish::typst::composition;
use crate::publish::typst::faults::explain;
use crate::publish::typst::literal::string;
use crate::publish::typst::markup::{Markup, markup};
use crate::publish::typst::pages::{Glyph, glyphs, page_bottoms, page_starts};
use crate::publish::typst::world::Book;
use crate::say;
use crate::text::{FileId, Span};

/// A document set: its pages and what they say of the source.
pub struct Setting {
    /// The pages of the archival edition.
    pub pages: PagedDocument,
    /// Every glyph of source text.
    pub glyphs: Vec<Glyph>,
    /// The source byte that each page begins with.
    pub starts: Vec<Option<u32>>,
    /// All that Typst read: to look at, or to compile by hand.
    pub files: Files,
    /// The generated code with its literals.
    pub markup: Markup,
    /// Characters that no face shows, and what is wrong with the composition of the pages.
    pub findings: Vec<Diagnostic>,
}

/// Returns a document set in a layout. `title` names the work; `pictures` are its pictures by target.
///
/// # Errors
/// When a role has no face, or Typst refuses the layout's code.
pub fn set(
    file: FileId,
    document: &Document,
    layout: &Layout,
    fonts: &Fonts,
    title: &str,
    pictures: &BTreeMap<String, Vec<u8>>,
) -> Result<Setting> {
    let targets: Vec<String> = pictures.keys().cloned().collect();
    let markup = markup(document, layout, title, &targets);
    let mut files = Files::new();
    for (path, bytes) in &layout.files {
        files.insert(format!("layouts/{path}"), bytes.clone());
    }
    for (number, (target, bytes)) in pictures.iter().enumerate() {
        let extension = target.rsplit('.').next().unwrap_or("png").to_lowercase();
        files.insert(format!("pictures/{number}.{extension}"), bytes.clone());
    }
    files.insert("faces.typ".to_owned(), faces(layout, fonts)?.into_bytes());
    files.insert("main.typ".to_owned(), markup.code.clone().into_bytes());

    let tried = search(document, layout, &mut files, fonts, &markup)?;
    comemo::evict(10);
    let starts = page_starts(&tried.glyphs, tried.pages.pages().len());
    let mut findings = missing(file, &tried.glyphs);
    findings.extend(composition::findings(&composition::Pages {
        file,
        document: &tried.pages,
        glyphs: &tried.glyphs,
        passages: &markup.passages,
        paper: layout.paper(),
    }));
    Ok(Setting { pages: tried.pages, starts, files, markup, findings, glyphs: tried.glyphs })
}

/// The families that the layout's roles have found, as Typst code.
fn faces(layout: &Layout, fonts: &Fonts) -> Result<String> {
    let mut out = String::from("// The family of each role, from fonts.toml.\n");
    for role in &layout.manifest.roles {
        out.push_str(&format!("#let {role}-family = {}\n", string(&fonts.family(role)?.to_lowercase())));
    }
    Ok(out)
}

struct Tried {
    pages: PagedDocument,
    glyphs: Vec<Glyph>,
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
/// deepest opening.
fn search(document: &Document, layout: &Layout, files: &mut Files, fonts: &Fonts, markup: &Markup) -> Result<Tried> {
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

/// Returns the pages that the code makes of these files and inputs, with every glyph of source text on them.
///
/// # Errors
/// When Typst refuses the code, or warns of anything.
pub fn compile(
    files: &Files,
    fonts: &Fonts,
    inputs: &[(&str, String)],
    markup: &Markup,
) -> Result<(PagedDocument, Vec<Glyph>)> {
    let book = Book::new(files, fonts, inputs);
    let compiled = typst::compile::<PagedDocument>(&book);
    let document = compiled.output.map_err(|faults| explain(&book, &faults))?;
    if !compiled.warnings.is_empty() {
        // What Typst merely warns of may be text left out.
        return Err(explain(&book, &compiled.warnings));
    }
    let source = book.source(book.main()).expect("main.typ was given");
    let glyphs = glyphs(&document, &source, markup);
    Ok((document, glyphs))
}

fn missing(file: FileId, glyphs: &[Glyph]) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = glyphs
        .iter()
        .filter(|it| it.missing)
        .map(|it| {
            let span = Span { file, start: it.byte, end: it.byte + it.len };
            let (text, code) = (&it.text, it.text.chars().map(|it| format!("U+{:04X}", u32::from(it))).collect::<Vec<_>>().join(" "));
            Diagnostic::error("layout/missing-glyph", span, say!(zh: "没有字体能印出「{text}」（{code}）", en: "no face can print “{text}” ({code})"))
                .hint(say!(zh: "换一个字，或把有这个字的字体放进项目的 fonts/ 并写进 fonts.toml。", en: "write another character, or put a font that has it into the project's fonts/ and its fonts.toml."))
        })
        .collect();
    out.sort_by_key(|it| it.span);
    out.dedup_by_key(|it| it.span);
    out
}
