//! A PDF read back: the body by its tags, the artifacts page by page, and where the pages begin.

use crate::diagnostic::{Diagnostic, Message};
use crate::error::Result;
use crate::extract::{self, ArtifactLine, Glyph, PdfBlock, PdfBlockKind, PdfText, Sight};
use crate::say;
use crate::text::Span;
use crate::verify::apparatus::{close, contents, folio, list_marks, note_signs, running_head, table_heads, title_page};
use crate::verify::compare::{Comparison, Wanted, compare, positions};
use crate::verify::edition::{Edition, Flaw, Found, FoundNote, FoundSign, Name, Spot, quote};
use crate::verify::expected::{Apparatus, Expected};
use crate::verify::truth::Truth;
use crate::verify::unit::{Letter, is_joiner, letters, same, units};
use crate::verify::{APPARATUS, PAGES, STRUCTURE, TEXT};

/// Returns what is wrong with an archival PDF; nothing where it says what the source says.
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
        let (own, other) = (print.pages.get(page - 1), archival.pages.get(page - 1));
        if own == other {
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

/// Returns the bytes of a character of the source's text, counted from its first.
pub fn character(truth: &Truth, at: usize) -> Span {
    let mut all = truth.blocks.iter().flat_map(|it| &it.units);
    all.nth(at).map_or(truth.start, |it| it.place.at_start())
}

/// Returns what a truth wants of an edition's body before any apparatus.
pub fn wanted(truth: &Truth) -> Vec<Wanted> {
    let blocks = truth.blocks.iter();
    blocks.map(|it| Wanted::source(it.units.clone(), it.soft)).collect()
}

/// Returns findings about bytes of the source that nobody can account for.
pub fn unaccounted(truth: &Truth) -> Vec<Diagnostic> {
    let fault = |it: &Span| {
        Diagnostic::error(
            TEXT,
            *it,
            say!(zh: "底本的这一处既不是正文也不是标记，各版无从核对", en: "this place of the source is neither text nor markup, so no edition can be proven"),
        )
    };
    truth.faults.iter().map(fault).collect()
}

/// The text of the source with the marks that are set in its lines, where they are not artifacts: bullets, brackets
/// around readings.
fn with_marks(truth: &Truth, expected: &Expected, edition: &Edition, artifacts: &[ArtifactLine]) -> Vec<Wanted> {
    let mut out = wanted(truth);
    let bullet = list_marks::bullet(edition).filter(|_| expected.has(Apparatus::ListMarks));
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

struct Reading {
    findings: Vec<Diagnostic>,
    /// The body of each page, as one text.
    pages: Vec<String>,
    starts: Vec<(usize, usize)>,
}

fn read(name: Name, truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<Reading> {
    let text = extract::pdf(bytes)?;
    let mut findings = unaccounted(truth);
    if !text.tagged {
        let Message { zh, en } = name.at(0);
        findings.push(Diagnostic::error(
            STRUCTURE,
            truth.start,
            say!(zh: "{zh}没有结构标签，读不出正文与附加文字的分别", en: "{en} is not tagged: text and apparatus can't be told apart"),
        ));
        return Ok(Reading { findings, pages: Vec::new(), starts: Vec::new() });
    }
    let edition = edition(name, &text);
    let mut all = title_page::wanted(expected, truth.start);
    all.extend(with_marks(truth, expected, &edition, &text.artifacts));
    let last = all.last().and_then(|it| it.units.last()).map_or(truth.start, |it| it.place);
    all.extend(close::wanted(expected, Span { start: last.end, ..last }));
    let comparison = compare(name, &all, &edition.blocks, truth.start);
    let positions = positions(&all);
    let in_text = |it: usize| positions.get(it).copied().flatten();
    let starts = starts(&edition, &comparison, &in_text);
    let pages = heading_pages(truth, expected, &starts);
    findings.extend(comparison.findings.iter().cloned());
    findings.extend(notes(truth, &edition, |at| comparison.matches.get(at).copied().flatten().and_then(in_text)));
    findings.extend(outside(name, truth, expected, &text));
    findings.extend(artifacts(name, truth, expected, &text, &pages));
    findings.extend(printed_contents(name, truth, expected, &text, &pages));
    let mut bodies = vec![String::new(); text.pages.len()];
    for unit in edition.blocks.iter().flat_map(|it| &it.units) {
        if let Some(body) = unit.place.page.checked_sub(1).and_then(|it| bodies.get_mut(it)) {
            body.push(unit.it);
        }
    }
    Ok(Reading { findings, pages: bodies, starts })
}

/// The PDF as it is compared: without the signs of notes, the bullets of lists and the contents, which have rules of
/// their own.
fn edition(name: Name, text: &PdfText) -> Edition {
    let mut out = Edition { name, blocks: Vec::new(), signs: Vec::new(), notes: Vec::new() };
    let mut open_note = None;
    let mut before = 0;
    for block in &text.blocks {
        match block.kind {
            PdfBlockKind::ListMark | PdfBlockKind::Contents => {}
            PdfBlockKind::Note(number) => {
                if open_note.replace(number) != Some(number) {
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

fn found(glyphs: &[Glyph]) -> Option<Found> {
    let spot = |it: &Glyph| {
        let lies = it.drawn.as_ref().is_some_and(|drawn| !looks_like(drawn, &it.text));
        let flaw = match it.sight {
            _ if lies => Flaw::Lie,
            Sight::Seen => Flaw::None,
            sight => Flaw::Unseen(sight),
        };
        Spot { page: it.page, flaw }
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

/// Notes and their signs. `place` turns a character of the edition into one of the source.
pub fn notes(truth: &Truth, edition: &Edition, place: impl Fn(usize) -> Option<usize>) -> Vec<Diagnostic> {
    let wanted: Vec<Wanted> =
        truth.notes.iter().flat_map(|it| &it.blocks).map(|it| Wanted::source(it.units.clone(), it.soft)).collect();
    let found: Vec<Found> = edition.notes.iter().flat_map(|it| it.blocks.clone()).collect();
    let mut out = compare(edition.name, &wanted, &found, truth.start).findings;
    let mut before: Option<&str> = None;
    for number in 0..truth.signs.len().max(edition.signs.len()) {
        match (truth.signs.get(number), edition.signs.get(number)) {
            (Some(call), Some(sign)) => {
                let (Message { zh, en }, text) = (edition.name.at(sign.page), sign.text.trim());
                // A sign behind the last character has no character to stand before.
                let here = place(sign.at).or_else(|| sign.at.checked_sub(1).and_then(&place).map(|it| it + 1));
                if here.is_some_and(|it| it != call.at) {
                    out.push(Diagnostic::error(
                        APPARATUS,
                        call.span,
                        say!(zh: "{zh}的注号“{text}”不在底本所注的地方", en: "the sign “{text}” of a note on {en} stands elsewhere than in the source"),
                    ));
                }
                let again = truth.signs[..number].iter().any(|it| it.label == call.label);
                if !again && !note_signs::follows(&sign.text, before) {
                    out.push(Diagnostic::error(
                        APPARATUS,
                        call.span,
                        say!(zh: "{zh}的注号“{text}”不是接着的序号", en: "the sign “{text}” of a note on {en} is not the next number"),
                    ));
                }
                if !again {
                    before = Some(&sign.text);
                    let first = truth.notes.iter().position(|it| it.label == call.label);
                    let own = first.and_then(|it| edition.notes.get(it)).map(|it| &it.sign);
                    if own.is_some_and(|own| note_signs::value(own) != note_signs::value(&sign.text)) {
                        out.push(Diagnostic::error(
                            APPARATUS,
                            call.span,
                            say!(zh: "{zh}的注号“{text}”与它的注文前的不同", en: "the sign “{text}” on {en} is not the one before its note"),
                        ));
                    }
                }
            }
            (Some(call), None) => {
                let Message { zh, en } = edition.name.at(0);
                out.push(Diagnostic::error(
                    APPARATUS,
                    call.span,
                    say!(zh: "{zh}缺这里的注号", en: "{en} lacks the sign of this note"),
                ));
            }
            (None, Some(sign)) => {
                let (Message { zh, en }, text) = (edition.name.at(sign.page), sign.text.trim());
                out.push(Diagnostic::error(
                    APPARATUS,
                    truth.start,
                    say!(zh: "{zh}多出注号“{text}”", en: "{en} has the sign “{text}” of a note that the source does not call"),
                ));
            }
            (None, None) => {}
        }
    }
    out
}

/// What belongs to neither text nor artifacts, or says something else than it shows.
fn outside(name: Name, truth: &Truth, expected: &Expected, text: &PdfText) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut add = |message| out.push(Diagnostic::error(APPARATUS, truth.start, message));
    let mut stray: Vec<(usize, String)> = Vec::new();
    for glyph in text.stray.iter().filter(|it| !it.text.trim().is_empty()) {
        match stray.last_mut() {
            Some((page, words)) if *page == glyph.page => words.push_str(&glyph.text),
            _ => stray.push((glyph.page, glyph.text.clone())),
        }
    }
    for (page, words) in stray {
        let (Message { zh, en }, words) = (name.at(page), quote(&words));
        add(
            say!(zh: "{zh}的“{words}”既不在结构里，也没有标成附加文字", en: "“{words}” on {en} is neither in the structure nor marked as an artifact"),
        );
    }
    for (page, words) in text.replaced.iter().filter(|it| !it.1.trim().is_empty()) {
        let (Message { zh, en }, words) = (name.at(*page), quote(words));
        add(
            say!(zh: "{zh}的结构用“{words}”代替了所印的字", en: "the structure of {en} says “{words}” in place of what is printed"),
        );
    }
    for (page, kind) in &text.annotations {
        let Message { zh, en } = name.at(*page);
        add(
            say!(zh: "{zh}有 {kind} 注解，会显示底本没有的内容", en: "{en} has an annotation of kind {kind}, which shows what the source does not have"),
        );
    }
    for block in text.blocks.iter().filter(|it| it.kind == PdfBlockKind::ListMark) {
        let words = block_text(block);
        if !(expected.has(Apparatus::ListMarks) && list_marks::is_bullet(&words)) {
            let (Message { zh, en }, words) = (name.at(block.glyphs[0].page), quote(&words));
            add(say!(zh: "{zh}的“{words}”标成了列表符号", en: "“{words}” on {en} is marked as the bullet of a list"));
        }
    }
    out
}

fn block_text(block: &PdfBlock) -> String {
    block.glyphs.iter().map(|it| it.text.as_str()).collect()
}

/// Every line of artifact text is of a declared kind, and every kind is there.
fn artifacts(
    name: Name,
    truth: &Truth,
    expected: &Expected,
    text: &PdfText,
    pages: &[Option<usize>],
) -> Vec<Diagnostic> {
    let source: String = truth.blocks.iter().flat_map(|it| &it.units).map(|it| it.it).collect();
    let mut out = Vec::new();
    for (number, frame) in text.pages.iter().enumerate() {
        let page = number + 1;
        let Message { zh, en } = name.at(page);
        let head = running_head::head(expected, pages, page).filter(|_| expected.has(Apparatus::RunningHead));
        let (mut heads, mut folios) = (0, 0);
        let middle = (frame.trim[1] + frame.trim[3]) / 2.0;
        let lines: Vec<&ArtifactLine> = text.artifacts.iter().filter(|it| it.page == page).collect();
        let mut rest = lines.as_slice();
        while let Some((line, more)) = rest.split_first() {
            // A long title takes two lines of the head.
            let head_lines = head.filter(|_| line.y < middle).and_then(|head| {
                let says = |count: &usize| {
                    let text: String = rest[..*count].iter().map(|it| it.text.as_str()).collect();
                    same(head, &text)
                };
                (1..=rest.len().min(4)).find(says)
            });
            rest = head_lines.map_or(more, |it| &rest[it..]);
            if head_lines.is_some() {
                heads += 1;
            } else if line.y > middle && expected.has(Apparatus::Folio) && folio::is_folio(&line.text, page) {
                folios += 1;
            } else if !is_small(expected, line) {
                let words: String = letters(&line.text).into_iter().collect();
                let place = source.find(&words).filter(|_| words.chars().count() > 1);
                let span = place.map_or(truth.start, |it| character(truth, source[..it].chars().count()));
                let words = quote(line.text.trim());
                out.push(Diagnostic::error(
                    APPARATUS,
                    span,
                    if place.is_some() {
                        say!(zh: "{zh}把底本的“{words}”标成了附加文字，读屏软件不会读它", en: "{en} marks “{words}” of the source as an artifact: no screen reader says it")
                    } else {
                        say!(zh: "{zh}的附加文字“{words}”不是书眉、页码或别的应有文字", en: "the artifact “{words}” on {en} is no running head, no folio and nothing else that belongs there")
                    },
                ));
            }
        }
        if let Some(head) = head.filter(|_| heads != 1) {
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}的书眉应为“{head}”，见到 {heads} 处", en: "the running head of {en} should be “{head}”; it stands there {heads} times"),
            ));
        }
        if expected.has(Apparatus::Folio) && folios != 1 {
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}的页码应为 {page}，见到 {folios} 处", en: "the folio of {en} should be {page}; it stands there {folios} times"),
            ));
        }
    }
    out
}

/// Whether a line of artifact text is of a kind that may stand anywhere.
fn is_small(expected: &Expected, line: &ArtifactLine) -> bool {
    let dots = line.text.chars().all(|it| it.is_whitespace() || ".·…‥".contains(it));
    expected.has(Apparatus::TableHeads) && table_heads::is_head(expected, &line.text)
        || expected.has(Apparatus::Contents) && dots
        || expected.has(Apparatus::ListMarks) && list_marks::is_bullet(&line.text)
        || expected.has(Apparatus::Readings) && list_marks::is_bracket(&line.text)
}

/// A table of contents in the PDF itself.
fn printed_contents(
    name: Name,
    truth: &Truth,
    expected: &Expected,
    text: &PdfText,
    pages: &[Option<usize>],
) -> Vec<Diagnostic> {
    let blocks: Vec<&PdfBlock> = text.blocks.iter().filter(|it| it.kind == PdfBlockKind::Contents).collect();
    if blocks.is_empty() {
        return Vec::new();
    }
    let entries: Vec<contents::Entry> = blocks.iter().map(|it| contents::printed(&block_text(it))).collect();
    let wrong = contents::check(expected, &entries, pages);
    wrong.into_iter().map(|it| contents_finding(name, truth, expected, it)).collect()
}

/// Returns the finding about contents that are wrong.
pub fn contents_finding(name: Name, truth: &Truth, expected: &Expected, wrong: contents::Wrong) -> Diagnostic {
    let Message { zh, en } = name.at(0);
    let (span, message) = match wrong {
        contents::Wrong::Entry(entry) => {
            let entry = quote(entry.trim());
            (
                truth.start,
                say!(zh: "{zh}的目录有“{entry}”，底本在这里没有这个标题", en: "the contents of {en} say “{entry}”, which is no heading of the source in its place"),
            )
        }
        contents::Wrong::Missing(heading) => {
            let heading = &expected.headings[heading];
            let (text, start) = (&heading.text, heading.start as usize);
            let span = Span::new(truth.start.file, start..start);
            (span, say!(zh: "{zh}的目录缺“{text}”", en: "the contents of {en} lack “{text}”"))
        }
        contents::Wrong::Page { entry, page } => (
            truth.start,
            say!(zh: "{zh}目录里“{entry}”的页码应为 {page}", en: "the contents of {en} should name page {page} for “{entry}”"),
        ),
    };
    Diagnostic::error(APPARATUS, span, message)
}
