//! A PDF as text: its body in logical order, block by block; what is marked as artifact, page by page, line by line;
//! and what belongs to neither.

use std::collections::{BTreeMap, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};

use crate::error::{Error, Result};
use crate::extract::Record;
use crate::extract::enclosed::{Enclosed, enclosed};
use crate::extract::glyphs::{Drawn, Glyph, Post, Rule, drawn, sheet};
use crate::extract::pdf_string::text_string;
use crate::extract::structure::{
    PdfBlockKind, Structure, addresses, foreign_annotations, is_marked, language, record, structure,
};
use crate::say;

/// A page's size, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageFrame {
    /// The width of the crop box.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// The trimmed sheet in it: left, top, right, bottom.
    pub trim: [f32; 4],
}

/// A block of the body: what one block-level element of the structure holds.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfBlock {
    /// The standard type of the element: `P`, `H2`, `TD`.
    pub role: String,
    /// What it is.
    pub kind: PdfBlockKind,
    /// The row of a table that it is a cell of, counted from 1 through the document; 0 outside tables.
    pub row: usize,
    /// Its column in that row, from 1; 0 outside cells.
    pub column: usize,
    /// Its glyphs, in logical order; never empty.
    pub glyphs: Vec<Glyph>,
}

/// A line of text that is marked as artifact.
#[derive(Debug, Clone, PartialEq)]
pub struct ArtifactLine {
    /// The page, from 1.
    pub page: usize,
    /// Where it begins, from the left edge, in points.
    pub x: f32,
    /// Its baseline, from the upper edge, in points.
    pub y: f32,
    /// What it says.
    pub text: String,
}

/// A PDF as text.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfText {
    /// The pages.
    pub pages: Vec<PageFrame>,
    /// How many more pages the file says it has.
    pub missing: usize,
    /// The level lines that pages draw.
    pub rules: Vec<Rule>,
    /// The upright lines that pages draw.
    pub posts: Vec<Post>,
    /// For each page the share of it that its largest picture takes.
    pub pictured: Vec<f32>,
    /// Whether the file is tagged; otherwise the body is one block in the order of drawing.
    pub tagged: bool,
    /// The body in logical order.
    pub blocks: Vec<PdfBlock>,
    /// Glyphs that are no artifact and that the structure does not reach.
    pub stray: Vec<Glyph>,
    /// The artifacts that are text.
    pub artifacts: Vec<ArtifactLine>,
    /// What elements of the structure say in place of what they hold, with the page.
    pub replaced: Vec<(usize, String)>,
    /// The words that stand for each picture, with its page; the page is 0 where the file does not say it.
    pub pictures: Vec<(usize, String)>,
    /// The first marked content of each element of the structure, by the number of its object: page and number on it.
    pub elements: BTreeMap<u32, (usize, i32)>,
    /// The numbers of the objects of pictures in the structure, in order.
    pub figures: Vec<u32>,
    /// How many columns each row of a table has.
    pub widths: Vec<usize>,
    /// The first row of each table that has a cell over several columns or rows.
    pub spanning: Vec<usize>,
    /// The files inside that are tied to the document.
    pub enclosed: Vec<Enclosed>,
    /// Annotations other than links, with page and kind.
    pub annotations: Vec<(usize, String)>,
    /// The addresses that links lead to, with their pages.
    pub addresses: Vec<(usize, String)>,
    /// The title in the information dictionary.
    pub title: Option<String>,
    /// The language in the catalogue.
    pub language: Option<String>,
    /// The source it names.
    pub record: Option<Record>,
}

/// Larger files than any edition.
const SIZE_LIMIT: usize = 512 << 20;
/// More pages than any edition has.
const PAGE_LIMIT: usize = 50_000;

/// Returns the text of a PDF.
///
/// # Errors
/// When the bytes are no PDF, are encrypted, broken, or larger than any edition is.
pub fn pdf(bytes: &[u8]) -> Result<PdfText> {
    if bytes.len() > SIZE_LIMIT {
        return Err(Error::new(say!(zh: "PDF 文件太大，超过 512 MB", en: "the PDF is larger than 512 MB")));
    }
    // The reader never panicked on 1,400 damaged files; a file from outside may still find the way.
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| Err(broken()))
}

fn broken() -> Error {
    Error::new(say!(zh: "PDF 文件已损坏，读不出来", en: "the PDF is broken and can't be read"))
        .hint(say!(zh: "请重新生成或下载这个文件。", en: "make or download the file again."))
}

fn read(bytes: &[u8]) -> Result<PdfText> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|it| match it {
        LoadPdfError::Decryption(_) => {
            Error::new(say!(zh: "PDF 文件加了密，读不出来", en: "the PDF is encrypted and can't be read"))
                .hint(say!(
                    zh: "请用没有加密的文件；知道口令的，可用 `qpdf --decrypt --password=口令 原件.pdf 新件.pdf` 解密。",
                    en: "use the file without encryption; with its password, `qpdf --decrypt --password=WORD raw.pdf new.pdf` makes one.",
                ))
        }
        LoadPdfError::Invalid => broken(),
    })?;
    if pdf.pages().len() > PAGE_LIMIT {
        return Err(Error::new(
            say!(zh: "PDF 超过五万页，不读", en: "the PDF has more than 50,000 pages and is not read"),
        ));
    }
    let Some(Drawn { glyphs, rules, posts, pictured }) = drawn(&pdf) else {
        return Err(Error::new(
            say!(zh: "PDF 的字数多得反常，不读", en: "the PDF has more glyphs than any book and is not read"),
        ));
    };
    let structure = structure(&pdf);
    let tagged = structure.is_some() && is_marked(&pdf);
    let (artifact, body): (Vec<Glyph>, Vec<Glyph>) = glyphs.into_iter().partition(|it| it.artifact);
    let structure = structure.unwrap_or_default();
    let (blocks, stray) = if tagged { in_order(&structure, body) } else { (as_drawn(body), Vec::new()) };
    Ok(PdfText {
        missing: declared(&pdf).saturating_sub(pdf.pages().len()),
        pages: frames(&pdf),
        rules,
        posts,
        pictured,
        tagged,
        blocks,
        stray,
        artifacts: lines(artifact),
        replaced: structure.replaced,
        pictures: structure.pictures,
        elements: structure.elements,
        figures: structure.figures,
        widths: structure.widths,
        spanning: structure.spanning,
        enclosed: enclosed(&pdf),
        annotations: foreign_annotations(&pdf),
        addresses: addresses(&pdf),
        title: pdf.metadata().title.as_ref().map(|it| text_string(it)),
        language: language(&pdf),
        record: record(&pdf).and_then(|(path, sha256)| Record::new(&path, &sha256)),
    })
}

/// How many pages the page tree says there are.
fn declared(pdf: &Pdf) -> usize {
    let catalogue = pdf.xref().get::<Dict>(pdf.xref().root_id());
    let count = catalogue.and_then(|it| it.get::<Dict>("Pages")).and_then(|it| it.get::<i32>("Count"));
    count.and_then(|it| usize::try_from(it).ok()).unwrap_or(0)
}

fn frames(pdf: &Pdf) -> Vec<PageFrame> {
    let frame = |page| {
        let (_, trim) = sheet(page);
        let (width, height) = page.base_dimensions();
        PageFrame { width, height, trim: [trim.x0 as f32, trim.y0 as f32, trim.x1 as f32, trim.y1 as f32] }
    };
    pdf.pages().iter().map(frame).collect()
}

/// The body in the order of the structure tree, and what the tree does not reach. Content that the tree names twice
/// is read twice, as a screen reader does.
fn in_order(structure: &Structure, body: Vec<Glyph>) -> (Vec<PdfBlock>, Vec<Glyph>) {
    let mut contents: HashMap<(usize, Option<i32>), (Vec<Glyph>, bool)> = HashMap::new();
    let mut order = Vec::new();
    for glyph in body {
        let key = (glyph.page, glyph.mcid);
        contents.entry(key).or_insert_with(|| {
            order.push(key);
            (Vec::new(), false)
        });
        if let Some((glyphs, _)) = contents.get_mut(&key) {
            glyphs.push(glyph);
        }
    }
    let mut blocks: Vec<(usize, PdfBlock)> = Vec::new();
    for leaf in &structure.leaves {
        let Some((glyphs, reached)) = contents.get_mut(&(leaf.page, Some(leaf.mcid))) else { continue };
        *reached = true;
        let glyphs = glyphs.iter().cloned().map(|mut it| {
            it.sign = leaf.sign;
            it
        });
        // A paragraph goes on behind the note or the picture in its middle, but not behind a list in its middle.
        let open = match leaf.kind {
            PdfBlockKind::Note(_) | PdfBlockKind::Picture => {
                blocks.iter_mut().rev().find(|(element, _)| *element == leaf.element)
            }
            _ => blocks
                .iter_mut()
                .rev()
                .find(|(_, block)| !matches!(block.kind, PdfBlockKind::Note(_) | PdfBlockKind::Picture))
                .filter(|(element, _)| *element == leaf.element),
        };
        match open {
            Some((_, block)) => block.glyphs.extend(glyphs),
            None => {
                let (role, kind, row, column) = (leaf.role.clone(), leaf.kind, leaf.row, leaf.column);
                blocks.push((leaf.element, PdfBlock { role, kind, row, column, glyphs: glyphs.collect() }));
            }
        }
    }
    let mut stray = Vec::new();
    for key in order {
        if let Some((glyphs, false)) = contents.remove(&key) {
            stray.extend(glyphs);
        }
    }
    (blocks.into_iter().map(|(_, block)| block).collect(), stray)
}

fn as_drawn(body: Vec<Glyph>) -> Vec<PdfBlock> {
    if body.is_empty() {
        return Vec::new();
    }
    vec![PdfBlock { role: String::new(), kind: PdfBlockKind::Body, row: 0, column: 0, glyphs: body }]
}

/// Artifacts as lines: down the page, then from left to right; a gap of two ems ends a line.
fn lines(mut artifacts: Vec<Glyph>) -> Vec<ArtifactLine> {
    artifacts.sort_by(|a, b| a.page.cmp(&b.page).then(a.y.total_cmp(&b.y)).then(a.x.total_cmp(&b.x)));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in artifacts {
        match rows.last_mut() {
            Some(row)
                if row[0].page == glyph.page && (glyph.y - row[0].y).abs() < 0.45 * row[0].size.max(glyph.size) =>
            {
                row.push(glyph);
            }
            _ => rows.push(vec![glyph]),
        }
    }
    let mut out = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let mut end = f32::MAX;
        for glyph in row {
            let gap = glyph.x - end;
            if gap > 2.0 * glyph.size || end == f32::MAX {
                out.push(ArtifactLine { page: glyph.page, x: glyph.x, y: glyph.y, text: String::new() });
            }
            end = glyph.x + glyph.advance;
            if let Some(line) = out.last_mut() {
                line.text.push_str(&glyph.text);
            }
        }
    }
    out.retain(|it| !it.text.trim().is_empty());
    out
}
