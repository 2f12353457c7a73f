//! A PDF read back: the body by its tags, the artifacts page by page, and where the pages begin.

use crate::diagnostic::{Diagnostic, Message};
use crate::error::Result;
use crate::extract::{self, ArtifactLine, Glyph, PdfBlockKind, PdfText, Sight};
use crate::say;
use crate::text::Span;
use crate::verify::apparatus::article_head::Pages;
use crate::verify::apparatus::{close, gongwen, list_marks, title_page};
use crate::verify::artifacts::{artifacts, outside, printed_contents};
use crate::verify::compare::{Comparison, compare};
use crate::verify::edition::{Edition, Flaw, Found, FoundNote, FoundSign, Name, Spot};
use crate::verify::expected::{Apparatus, Expected};
use crate::verify::notes::notes;
use crate::verify::truth::{Truth, character, unaccounted};
use crate::verify::unit::{Letter, is_joiner, same, units};
use crate::verify::wanted::{Wanted, positions, wanted};
use crate::verify::{PAGES, STRUCTURE};

/// Returns what is wrong with a PDF; nothing where it says what the source says. One with a sheet around the trimmed page is
/// called the printer's.
///
/// # Errors
/// When the bytes can't be read as a PDF.
pub fn pdf(truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<Vec<Diagnostic>> {
    Ok(read(Name::Pdf, truth, expected, bytes)?.findings)
}

/// Returns what is wrong with a PDF for the printer.
///
/// # Errors
/// When the bytes can't be read as a PDF.
pub fn print(truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<Vec<Diagnostic>> {
    Ok(read(Name::Print, truth, expected, bytes)?.findings)
}

/// Returns what is wrong with a PDF for the printer whose pages must be those of an archival one.
///
/// # Errors
/// When either can't be read as a PDF.
pub fn print_with_pages(truth: &Truth, expected: &Expected, bytes: &[u8], archival: &[u8]) -> Result<Vec<Diagnostic>> {
    let print = read(Name::Print, truth, expected, bytes)?;
    let archival = read(Name::Pdf, truth, expected, archival)?;
    let mut findings = print.findings;
    for page in 1..=print.pages.len().max(archival.pages.len()) {
        // The blank pages that fill the last sheet of the print edition are no text.
        let body = |pages: &[String]| pages.get(page - 1).cloned().unwrap_or_default();
        if body(&print.pages) == body(&archival.pages) {
            continue;
        }
        let place = print.starts.iter().chain(&archival.starts).find(|it| it.0 == page);
        let span = place.map_or(truth.start, |it| character(truth, it.1));
        findings.push(Diagnostic::error(
            PAGES,
            span,
            say!(zh: "付印 PDF 第 {page} 页的正文与存档 PDF 的同一页不同", en: "the text on page {page} of the print PDF is not that of the archival PDF"),
        ));
    }
    Ok(findings)
}

/// Returns where the pages of a PDF begin: page, and how many characters of the source stand before it.
pub fn page_starts(truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<Vec<(usize, usize)>> {
    Ok(read(Name::Pdf, truth, expected, bytes)?.starts)
}

/// The text of the source with the marks that are set in its lines, where they are not artifacts: bullets, brackets
/// around readings.
fn with_marks(truth: &Truth, expected: &Expected, edition: &Edition, artifacts: &[ArtifactLine]) -> Vec<Wanted> {
    let mut out = wanted(truth);
    let apart = artifacts.iter().any(|it| list_marks::is_bullet(&it.text));
    let bullet = list_marks::bullet(edition).filter(|_| expected.has(Apparatus::ListMarks) && !apart);
    let bracketed = expected.has(Apparatus::Readings) && !artifacts.iter().any(|it| list_marks::is_bracket(&it.text));
    for (block, wanted) in truth.blocks.iter().zip(&mut out) {
        if bracketed {
            for reading in block.readings.iter().rev() {
                wanted.insert(reading.end, '）');
                wanted.insert(reading.start, '（');
            }
        }
        if let Some(bullet) = bullet.filter(|_| block.bullet) {
            wanted.insert(0, bullet);
        }
    }
    out
}

/// The text with what the layout sets before it, within it and behind it.
fn framed(truth: &Truth, expected: &Expected, text: Vec<Wanted>) -> Vec<Wanted> {
    let start = |it: &Wanted| it.units.first().map_or(0, |it| it.place.start);
    let head = text.iter().take_while(|it| start(it) < expected.head_end).count();
    let annexes = expected.annexes.and_then(|at| text.iter().position(|it| start(it) >= at));
    let annexes = annexes.unwrap_or(text.len()).max(head);
    let end = |it: &[Wanted]| {
        let last = it.last().and_then(|it| it.units.last()).map_or(truth.start, |it| it.place);
        Span { start: last.end, ..last }
    };
    let lines = |lines: Vec<String>, place: Span| lines.into_iter().map(move |it| Wanted::line(&it, place));
    let mut out: Vec<Wanted> = lines(gongwen::before_title(expected), truth.start).collect();
    out.extend(title_page::wanted(expected, truth.start));
    out.extend_from_slice(&text[..head]);
    out.extend(lines(gongwen::behind_title(expected), end(&text[..head])));
    out.extend_from_slice(&text[head..annexes]);
    out.extend(lines(gongwen::behind_text(expected), end(&text[..annexes])));
    out.extend_from_slice(&text[annexes..]);
    out.extend(lines(gongwen::imprint(expected), end(&text)));
    out.extend(close::wanted(expected, end(&text)));
    out
}

/// A PDF held against its source.
pub(super) struct Reading {
    findings: Vec<Diagnostic>,
    /// The body of each page, as one text.
    pages: Vec<String>,
    /// Where its pages begin: page, and how many characters of the source stand before it.
    pub(super) starts: Vec<(usize, usize)>,
    /// The characters that the source has too: where each stands, and how many of the source stand before it.
    pub(super) characters: Vec<(Spot, usize)>,
}

fn read(name: Name, truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<Reading> {
    Ok(read_with_text(name, truth, expected, bytes)?.0)
}

/// Returns a PDF held against its source, and what was read out of it.
pub(super) fn read_with_text(
    name: Name,
    truth: &Truth,
    expected: &Expected,
    bytes: &[u8],
) -> Result<(Reading, PdfText)> {
    let text = extract::pdf(bytes)?;
    // A sheet that is larger than the trimmed page is one for the printer.
    let trimmed = text.pages.iter().any(|it| it.trim[2] - it.trim[0] < it.width - 1.0);
    let name = if trimmed { Name::Print } else { name };
    let mut findings = unaccounted(truth);
    if !text.tagged {
        let Message { zh, en } = name.at(0);
        findings.push(Diagnostic::error(
            STRUCTURE,
            truth.start,
            say!(zh: "{zh}没有结构标签，读不出正文与附加文字的分别", en: "{en} is not tagged: text and apparatus can't be told apart"),
        ));
        let reading = Reading { findings, pages: Vec::new(), starts: Vec::new(), characters: Vec::new() };
        return Ok((reading, text));
    }
    let edition = edition(name, expected, &text);
    let all = framed(truth, expected, with_marks(truth, expected, &edition, &text.artifacts));
    let comparison = compare(name, &all, &edition.blocks, truth.start);
    let positions = positions(&all);
    let in_text = |it: usize| positions.get(it).copied().flatten();
    let starts = starts(&edition, &comparison, &in_text);
    let pages = heading_pages(truth, expected, &starts);
    findings.extend(comparison.findings.iter().cloned());
    findings.extend(notes(truth, &edition, |at| comparison.matches.get(at).copied().flatten().and_then(in_text)));
    findings.extend(outside(name, truth, expected, &text));
    let places: Vec<u32> = truth.blocks.iter().flat_map(|it| &it.units).map(|it| it.place.start).collect();
    let begins = starts.iter().filter_map(|it| places.get(it.1).map(|byte| (it.0, *byte))).collect();
    findings.extend(artifacts(name, truth, expected, &text, &pages, &Pages { starts: begins }));
    findings.extend(printed_contents(name, truth, expected, &text, &pages));
    let mut bodies = vec![String::new(); text.pages.len()];
    for unit in edition.blocks.iter().flat_map(|it| &it.units) {
        if let Some(body) = unit.place.page.checked_sub(1).and_then(|it| bodies.get_mut(it)) {
            body.push(unit.it);
        }
    }
    let units = edition.blocks.iter().flat_map(|it| &it.units).zip(&comparison.matches);
    let characters = units.filter_map(|(unit, it)| Some((unit.place, it.and_then(in_text)?))).collect();
    Ok((Reading { findings, pages: bodies, starts, characters }, text))
}

/// The PDF as it is compared: without the signs of notes, the bullets of lists and the contents, which have rules of
/// their own.
fn edition(name: Name, expected: &Expected, text: &PdfText) -> Edition {
    let mut out = Edition { name, blocks: Vec::new(), signs: Vec::new(), notes: Vec::new() };
    let mut open_note = None;
    let mut before = 0;
    let title = contents_title(text, expected).filter(|_| expected.has(Apparatus::Contents));
    for (_, block) in text.blocks.iter().enumerate().filter(|it| Some(it.0) != title) {
        match block.kind {
            // Words in a picture are the picture's: the source has other words for it, which are compared.
            PdfBlockKind::ListMark | PdfBlockKind::Contents | PdfBlockKind::Picture => {}
            PdfBlockKind::Note(note) => {
                if open_note.replace(note) != Some(note) {
                    out.notes.push(FoundNote::default());
                }
                if let Some(note) = out.notes.last_mut() {
                    block.glyphs.iter().filter(|it| it.sign).for_each(|it| note.sign.push_str(&it.text));
                    note.blocks.extend(found(&block.glyphs));
                }
            }
            PdfBlockKind::Body => {
                let mut start = 0;
                while let Some(step) = block.glyphs[start..].iter().position(|it| it.sign) {
                    let from = start + step;
                    let count = block.glyphs[from..].iter().take_while(|it| it.sign).count();
                    let at = before + found(&block.glyphs[..from]).map_or(0, |it| it.units.len());
                    let sign = block.glyphs[from..from + count].iter().map(|it| it.text.as_str()).collect();
                    out.signs.push(FoundSign { at, text: sign, page: block.glyphs[from].page });
                    start = from + count;
                }
                let block = found(&block.glyphs);
                before += block.as_ref().map_or(0, |it| it.units.len());
                out.blocks.extend(block);
            }
        }
    }
    out
}

/// The word 目录 above the first entry of contents, which a PDF does not count among them.
fn contents_title(text: &PdfText, expected: &Expected) -> Option<usize> {
    let first = text.blocks.iter().position(|it| it.kind == PdfBlockKind::Contents)?;
    let above = first.checked_sub(1)?;
    let words: String = text.blocks[above].glyphs.iter().map(|it| it.text.as_str()).collect();
    same(&expected.contents, &words).then_some(above)
}

fn found(glyphs: &[Glyph]) -> Option<Found> {
    let spot = |it: &Glyph| {
        let lies = it.drawn.as_ref().is_some_and(|drawn| !looks_like(drawn, &it.text));
        let flaw = match it.sight {
            _ if lies => Flaw::Lie,
            Sight::Seen => Flaw::None,
            sight => Flaw::Unseen(sight),
        };
        Spot { page: it.page, content: it.mcid, flaw }
    };
    let body = glyphs.iter().filter(|it| !it.sign);
    let letters = body.flat_map(|it| it.text.chars().map(move |letter| (Letter::Char(letter), spot(it))));
    let units = units(letters);
    (!units.is_empty()).then_some(Found { units })
}

/// Whether a glyph may stand for what `/ActualText` says: two code points can share a glyph (⼀ and 一), a hyphen can
/// end a line; two different ideographs, letters or digits are a lie.
fn looks_like(drawn: &str, actual: &str) -> bool {
    let inked = |it: &str| -> Vec<char> { it.chars().filter(|it| !it.is_whitespace() && !is_joiner(*it)).collect() };
    let plain = |it: char| {
        it.is_ascii_alphanumeric()
            || matches!(it, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2F7FF}')
    };
    let (drawn, actual) = (inked(drawn), inked(actual));
    if drawn.len() == actual.len() {
        return drawn.iter().zip(&actual).all(|(a, b)| a == b || !plain(*a) || !plain(*b));
    }
    let plain = |it: &[char]| -> Vec<char> { it.iter().copied().filter(|it| plain(*it)).collect() };
    plain(&drawn).is_empty() || plain(&actual).is_empty() || plain(&drawn) == plain(&actual)
}

/// Where pages begin: the first character of the source on each that stands behind all of the pages before.
fn starts(
    edition: &Edition,
    comparison: &Comparison,
    in_text: &impl Fn(usize) -> Option<usize>,
) -> Vec<(usize, usize)> {
    let mut by_page: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
    for (unit, wanted) in edition.blocks.iter().flat_map(|it| &it.units).zip(&comparison.matches) {
        if let Some(at) = wanted.and_then(in_text) {
            by_page.entry(unit.place.page).or_default().push(at);
        }
    }
    let mut out = Vec::new();
    let mut floor = 0;
    for (page, places) in by_page {
        if let Some(&at) = places.iter().filter(|it| **it >= floor).min() {
            out.push((page, at));
        }
        floor = places.iter().max().map_or(floor, |it| floor.max(it + 1));
    }
    out
}

/// The page on which each heading begins.
fn heading_pages(truth: &Truth, expected: &Expected, starts: &[(usize, usize)]) -> Vec<Option<usize>> {
    let places: Vec<u32> = truth.blocks.iter().flat_map(|it| &it.units).map(|it| it.place.start).collect();
    let page = |start: u32| {
        let at = places.partition_point(|it| *it < start);
        starts.iter().rev().find(|it| it.1 <= at && at < places.len()).map(|it| it.0)
    };
    expected.headings.iter().map(|it| page(it.start)).collect()
}
