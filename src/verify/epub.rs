//! An EPUB read back: the body in the order of its spine, the title page, the contents, the marks of pages, and the words
//! that only a screen reader says.

use crate::diagnostic::{Diagnostic, Message};
use crate::error::Result;
use crate::extract::{self, EpubBlock, EpubBlockKind, EpubDocument, EpubText, Label};
use crate::say;
use crate::text::Span;
use crate::verify::APPARATUS;
use crate::verify::apparatus::page_marks::{self, Mark};
use crate::verify::apparatus::{colophon, contents, cover, labels, title_page};
use crate::verify::artifacts::contents_finding;
use crate::verify::compare::{Comparison, compare};
use crate::verify::edition::{Edition, Flaw, Found, FoundNote, FoundSign, Name, Spot, quote};
use crate::verify::expected::{Apparatus, Expected};
use crate::verify::notes::notes;
use crate::verify::pdf::page_starts;
use crate::verify::truth::{Truth, character, unaccounted};
use crate::verify::unit::{Letter, letters, same, units};
use crate::verify::wanted::wanted;

/// Returns what is wrong with an EPUB; nothing where it says what the source says.
///
/// # Errors
/// When the bytes can't be read as an EPUB.
pub fn epub(truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<Vec<Diagnostic>> {
    Ok(read(truth, expected, bytes)?.0)
}

/// Returns what is wrong with an EPUB whose page marks must stand where the pages of a PDF begin.
///
/// # Errors
/// When either can't be read.
pub fn epub_with_pages(truth: &Truth, expected: &Expected, bytes: &[u8], pdf: &[u8]) -> Result<Vec<Diagnostic>> {
    let (mut findings, marks) = read(truth, expected, bytes)?;
    let starts = page_starts(truth, expected, pdf)?;
    findings.extend(page_marks::against_pdf(&marks, &starts, |at| character(truth, at)));
    Ok(findings)
}

const NAME: Name = Name::Epub;

/// Documents that hold apparatus: a cover, a title page, an imprint.
fn is_front(document: &EpubDocument) -> bool {
    let is = |names: &[&str]| document.types.iter().any(|it| names.contains(&it.as_str()));
    is(&["cover", "titlepage", "halftitlepage", "imprint", "copyright-page", "colophon", "frontispiece"])
        && !is(&["bodymatter", "chapter"])
}

/// A document that says which edition this is.
fn is_colophon(document: &EpubDocument) -> bool {
    is_front(document) && document.types.iter().any(|it| it == "colophon")
}

fn read(truth: &Truth, expected: &Expected, bytes: &[u8]) -> Result<(Vec<Diagnostic>, Vec<Mark>)> {
    let text = extract::epub(bytes)?;
    let mut findings = unaccounted(truth);
    let promoted = promoted(truth, &text);
    let body = Body::of(&text, &promoted);
    let all = wanted(truth);
    let comparison = compare(NAME, &all, &body.edition.blocks, truth.start);
    findings.extend(comparison.findings.iter().cloned());
    findings.extend(notes(truth, &body.edition, |at| comparison.matches.get(at).copied().flatten()));
    findings.extend(front(truth, expected, &text, &promoted));
    findings.extend(voices(truth, expected, &text));
    findings.extend(covers(truth, expected, &text));
    if expected.has(Apparatus::Contents) {
        let entries: Vec<String> = text.contents.iter().map(|it| it.text.clone()).collect();
        let wrong = contents::check(expected, &entries);
        findings.extend(wrong.into_iter().map(|it| contents_finding(NAME, truth, expected, it)));
    }
    findings.extend(dead_links(truth, &text));

    let total: usize = truth.blocks.iter().map(|it| it.units.len()).sum();
    let marks = body.marks(&comparison, total);
    if !expected.has(Apparatus::PageMarks) && !marks.is_empty() {
        findings.push(Diagnostic::error(
            APPARATUS,
            truth.start,
            say!(zh: "EPUB 有页码标记，而版式没有", en: "the EPUB has page marks, which its layout does not declare"),
        ));
    }
    let list: Vec<_> =
        text.page_list.iter().map(|it| (it.text.clone(), (it.path.clone(), it.fragment.clone()))).collect();
    findings.extend(page_marks::numbers(&marks, truth.start));
    findings.extend(page_marks::against_list(&marks, &list, truth.start));
    Ok((findings, marks))
}

/// Lines of the source that stand on the title page and not in the body: they are text there.
pub(super) fn promoted(truth: &Truth, text: &EpubText) -> Vec<(usize, usize)> {
    let key = |it: &str| -> String { letters(it).into_iter().collect() };
    let body = text.documents.iter().filter(|it| !is_front(it)).flat_map(|it| &it.blocks).take(8);
    let in_body: Vec<String> = body.map(|it| key(&it.text)).collect();
    let mut out = Vec::new();
    for block in truth.blocks.iter().take(6) {
        let words: String = block.units.iter().map(|it| it.it).collect();
        if in_body.contains(&words) {
            continue;
        }
        let fronts = text.documents.iter().enumerate().filter(|(_, it)| is_front(it));
        let mut places =
            fronts.flat_map(|(at, it)| it.blocks.iter().enumerate().map(move |(block, it)| (at, block, it)));
        if let Some((document, block, _)) = places.find(|(_, _, it)| key(&it.text) == words) {
            out.push((document, block));
        }
    }
    out
}

/// The body of an EPUB, and where its documents and blocks begin in it.
pub(super) struct Body<'a> {
    pub(super) edition: Edition,
    /// Document, block in it, characters before the block; for the blocks of the body.
    pub(super) places: Vec<(&'a EpubDocument, usize, usize)>,
    documents: Vec<&'a EpubDocument>,
    total: usize,
}

impl<'a> Body<'a> {
    pub(super) fn of(text: &'a EpubText, promoted: &[(usize, usize)]) -> Self {
        let edition = Edition { name: NAME, blocks: Vec::new(), signs: Vec::new(), notes: Vec::new() };
        let mut out = Body { edition, places: Vec::new(), documents: Vec::new(), total: 0 };
        let mut open_note: Option<(usize, &str)> = None;
        for (number, document) in text.documents.iter().enumerate() {
            let front = is_front(document);
            if !front {
                out.documents.push(document);
            }
            for (at, block) in document.blocks.iter().enumerate() {
                if front && !promoted.contains(&(number, at)) {
                    continue;
                }
                match &block.kind {
                    EpubBlockKind::Note(id) => {
                        if open_note.replace((number, id)) != Some((number, id)) {
                            out.edition.notes.push(FoundNote::default());
                        }
                        if let Some(note) = out.edition.notes.last_mut() {
                            if note.sign.is_empty() {
                                note.sign.extend(block.signs.first().map(|it| it.text.as_str()));
                            }
                            note.blocks.extend(found(block, block.text.len()));
                        }
                    }
                    EpubBlockKind::Body => {
                        for sign in &block.signs {
                            let at = out.total + found(block, sign.at).map_or(0, |it| it.units.len());
                            out.edition.signs.push(FoundSign { at, text: sign.text.clone(), page: 0 });
                        }
                        out.places.push((document, at, out.total));
                        if let Some(block) = found(block, block.text.len()) {
                            out.total += block.units.len();
                            out.edition.blocks.push(block);
                        }
                    }
                }
            }
        }
        out
    }

    /// The marks of pages, each with its place in the source.
    fn marks(&self, comparison: &Comparison, total: usize) -> Vec<Mark> {
        let mut out = Vec::new();
        for document in &self.documents {
            for mark in &document.marks {
                let own = |it: &&(&EpubDocument, usize, usize)| std::ptr::eq(it.0, *document);
                // The block it stands in, or the first of the text behind it, in this document or a later one.
                let block = self.places.iter().filter(own).find(|it| it.1 >= mark.block);
                let later = self.places.iter().skip_while(|it| !own(it)).find(|it| !own(it));
                let found = match (block, document.blocks.get(mark.block)) {
                    (Some((_, number, before)), Some(inner)) if *number == mark.block => {
                        before + found(inner, mark.at).map_or(0, |it| it.units.len())
                    }
                    (Some((_, _, before)), _) => *before,
                    (None, _) => later.map_or(self.total, |it| it.2),
                };
                let at = match comparison.matches.get(found) {
                    Some(wanted) => *wanted,
                    None => Some(total),
                };
                out.push(Mark { label: mark.label.clone(), target: (document.path.clone(), mark.id.clone()), at });
            }
        }
        out
    }
}

/// The first `len` bytes of a block as it is compared.
pub(super) fn found(block: &EpubBlock, len: usize) -> Option<Found> {
    let flaw = if block.hidden { Flaw::Hidden } else { Flaw::None };
    let units = units(block.text[..len].chars().map(|it| (Letter::Char(it), Spot { page: 0, content: None, flaw })));
    (!units.is_empty()).then_some(Found { units })
}

/// The title page and its like: only facts of the work, and all that belong there.
fn front(truth: &Truth, expected: &Expected, text: &EpubText, promoted: &[(usize, usize)]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut add = |message| out.push(Diagnostic::error(APPARATUS, truth.start, message));
    let own = text.record.iter().map(|it| it.path.as_str());
    let own: Vec<String> = own.map(|it| letters(it).into_iter().collect()).collect();
    let mut said = String::new();
    let mut has_title_page = false;
    for (number, document) in text.documents.iter().enumerate().filter(|(_, it)| is_front(it) && !is_colophon(it)) {
        has_title_page |= document.types.iter().any(|it| it == "titlepage");
        for (at, block) in document.blocks.iter().enumerate() {
            said.push_str(&block.text);
            said.push('\n');
            if promoted.contains(&(number, at)) {
                continue;
            }
            let mut words: String = letters(&block.text).into_iter().collect();
            own.iter().for_each(|it| words = words.replace(it.as_str(), "\u{3002}"));
            if let Some(left) = title_page::unexplained(expected, &words) {
                let left = quote(&left);
                add(
                    say!(zh: "EPUB 的书名页多出“{left}”，题头里没有", en: "the title page of the EPUB says “{left}”, which is not in the front matter"),
                );
            }
            if block.hidden {
                let words = quote(block.text.trim());
                add(say!(zh: "EPUB 的书名页把“{words}”藏了起来", en: "the title page of the EPUB hides “{words}”"));
            }
        }
    }
    if expected.has(Apparatus::Colophon) {
        let mut pages = text.documents.iter().filter(|it| is_colophon(it)).peekable();
        if pages.peek().is_none() {
            add(say!(zh: "EPUB 没有版本说明", en: "the EPUB has no colophon"));
        }
        for page in pages {
            let lines: Vec<&str> = page.blocks.iter().map(|it| it.text.as_str()).collect();
            let (extra, missing) = colophon::wrong(expected, text, &lines);
            for it in extra {
                let words = quote(&it);
                add(
                    say!(zh: "EPUB 的版本说明多出“{words}”", en: "the colophon of the EPUB says “{words}”, which is no fact of this edition"),
                );
            }
            for it in missing {
                add(say!(zh: "EPUB 的版本说明缺“{it}”", en: "the colophon of the EPUB lacks “{it}”"));
            }
            for it in page.blocks.iter().filter(|it| it.hidden) {
                let words = quote(it.text.trim());
                add(say!(zh: "EPUB 的版本说明把“{words}”藏了起来", en: "the colophon of the EPUB hides “{words}”"));
            }
        }
    }
    if expected.has(Apparatus::TitlePage) {
        if !has_title_page {
            add(say!(zh: "EPUB 没有书名页", en: "the EPUB has no title page"));
        } else {
            for it in title_page::missing(expected, &said) {
                add(say!(zh: "EPUB 的书名页缺“{it}”", en: "the title page of the EPUB lacks “{it}”"));
            }
        }
    }
    out
}

/// Words in attributes, words from style sheets, content of other kinds, and what the navigation document says besides
/// its lists.
fn voices(truth: &Truth, expected: &Expected, text: &EpubText) -> Vec<Diagnostic> {
    let source: String = truth.blocks.iter().flat_map(|it| &it.units).map(|it| it.it).collect();
    let mut out = Vec::new();
    let mut add = |span, message| out.push(Diagnostic::error(APPARATUS, span, message));
    let place = |words: &str| -> Span {
        let words: String = letters(words).into_iter().collect();
        let at = source.find(&words).filter(|_| words.chars().count() > 1);
        at.map_or(truth.start, |it| character(truth, source[..it].chars().count()))
    };
    for document in text.documents.iter().chain(&text.navigation) {
        let path = &document.path;
        let is_cover = document.types.iter().any(|it| it == "cover");
        let said = |it: &&Label| is_cover && it.attribute == "alt" || labels::is_label(expected, &it.text);
        for label in document.labels.iter().filter(|it| !said(it)) {
            let (attribute, words) = (&label.attribute, quote(label.text.trim()));
            add(
                place(&label.text),
                say!(zh: "EPUB 的 {path} 在 {attribute} 里藏着“{words}”", en: "{path} in the EPUB says “{words}” in {attribute}, where no eye sees it"),
            );
        }
        for words in &document.generated {
            let words = quote(words);
            add(
                truth.start,
                say!(zh: "EPUB 的样式表给 {path} 添了“{words}”", en: "a style sheet of the EPUB puts “{words}” into {path}"),
            );
        }
        for kind in &document.foreign {
            add(
                truth.start,
                say!(zh: "EPUB 的 {path} 里有 <{kind}>，它的内容无从核对", en: "{path} in the EPUB has a <{kind}>, whose content can't be proven"),
            );
        }
    }
    for block in text.navigation.iter().flat_map(|it| &it.blocks) {
        if !labels::is_label(expected, &block.text) {
            let words = quote(block.text.trim());
            add(
                place(&block.text),
                say!(zh: "EPUB 的目录页多出“{words}”", en: "the navigation document of the EPUB says “{words}”, which is no heading"),
            );
        }
    }
    for entry in &text.landmarks {
        if !labels::is_label(expected, &entry.text) {
            let words = quote(entry.text.trim());
            add(
                place(&entry.text),
                say!(zh: "EPUB 的地标多出“{words}”", en: "the landmarks of the EPUB say “{words}”"),
            );
        }
    }
    let listed = |it: &String| text.contents.iter().chain(&text.page_list).any(|entry| same(&entry.text, it));
    for words in text.ncx.iter().filter(|it| !listed(it) && !labels::is_label(expected, it)) {
        let quoted = quote(words);
        add(
            place(words),
            say!(zh: "EPUB 的 NCX 目录多出“{quoted}”", en: "the NCX of the EPUB says “{quoted}”, which its contents do not"),
        );
    }
    for path in &text.unread {
        add(
            truth.start,
            say!(zh: "EPUB 的 {path} 不在书脊里，读者读不到", en: "{path} in the EPUB is not in its spine, so nobody reads it"),
        );
    }
    out
}

/// Covers: pictures whose words say which work it is, and what the source says of it.
fn covers(truth: &Truth, expected: &Expected, text: &EpubText) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for document in text.documents.iter().filter(|it| it.types.iter().any(|it| it == "cover")) {
        let mut words = document.labels.iter().filter(|it| it.attribute == "alt").peekable();
        if words.peek().is_none() && document.blocks.is_empty() {
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "EPUB 的封面没有替代文字", en: "no words stand for the cover of the EPUB"),
            ));
        }
        for label in words.filter(|it| !cover::is_said(&expected.title, &expected.cover, &it.text)) {
            let words = quote(label.text.trim());
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "EPUB 的封面说成“{words}”，与底本不符", en: "the words for the cover of the EPUB are “{words}”, which is not what the source says"),
            ));
        }
    }
    out
}

/// Entries that lead nowhere.
fn dead_links(truth: &Truth, text: &EpubText) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for entry in text.contents.iter().chain(&text.landmarks).filter(|it| !it.path.is_empty()) {
        let mut documents = text.documents.iter().chain(&text.navigation);
        let there = documents
            .any(|it| it.path == entry.path && (entry.fragment.is_empty() || it.ids.contains(&entry.fragment)));
        if !there {
            let Message { zh, en } = NAME.at(0);
            let words = quote(entry.text.trim());
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}目录的“{words}”指向不存在的地方", en: "the entry “{words}” of {en} leads nowhere"),
            ));
        }
    }
    out
}
