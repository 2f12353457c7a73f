//! What a PDF says outside its text: every line that is marked as artifact is of a declared kind, and every declared kind
//! is there; and what belongs to neither.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::diagnostic::{Diagnostic, Message};
use crate::extract::{ArtifactLine, Enclosed, PageFrame, PdfBlock, PdfBlockKind, PdfText};
use crate::say;
use crate::text::Span;
use crate::verify::APPARATUS;
use crate::verify::apparatus::article_head::Pages;
use crate::verify::apparatus::{article_head, contents, folio, gongwen, list_marks, running_head, slug, table_heads};
use crate::verify::edition::{Name, quote};
use crate::verify::expected::{Apparatus, Expected};
use crate::verify::truth::{Truth, character};
use crate::verify::unit::{letters, same};

/// What belongs to neither text nor artifacts, or says something else than it shows.
pub fn outside(name: Name, truth: &Truth, expected: &Expected, text: &PdfText) -> Vec<Diagnostic> {
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
    for (page, alt) in text.pictures.iter().filter(|(_, alt)| !expected.pictures.iter().any(|it| same(it, alt))) {
        let (Message { zh, en }, words) = (name.at(*page), quote(alt));
        add(
            say!(zh: "{zh}有一幅图的替代文字“{words}”，底本没有这样的图", en: "{en} has a picture called “{words}”, which the source does not have"),
        );
    }
    for it in text.enclosed.iter().filter(|it| it.relation == "Source" && !is_recorded(it, text)) {
        let (Message { zh, en }, file) = (name.at(0), &it.name);
        add(
            say!(zh: "{zh}内附的底本“{file}”不是它所记的那一份", en: "“{file}” inside {en} is not the source that it records"),
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

/// Whether a file inside is the source whose digest the edition records.
fn is_recorded(file: &Enclosed, text: &PdfText) -> bool {
    let digest = |it: &[u8]| Sha256::digest(it).iter().map(|it| format!("{it:02x}")).collect::<String>();
    let recorded = text.record.as_ref().map(|it| it.sha256.as_str());
    file.bytes.as_deref().map(digest).as_deref() == recorded && recorded.is_some()
}

fn block_text(block: &PdfBlock) -> String {
    block.glyphs.iter().map(|it| it.text.as_str()).collect()
}

/// Every line of artifact text is of a declared kind, and every kind is there.
pub fn artifacts(
    name: Name,
    truth: &Truth,
    expected: &Expected,
    text: &PdfText,
    heading_pages: &[Option<usize>],
    pages: &Pages,
) -> Vec<Diagnostic> {
    let of_law = expected.has(Apparatus::ArticleHeads);
    let listed = text.blocks.iter().any(|it| it.kind == PdfBlockKind::Contents && it.glyphs[0].page == 1);
    let written: BTreeSet<usize> = text.blocks.iter().flat_map(|it| &it.glyphs).map(|it| it.page).collect();
    let title_alone = of_law && !listed && pages.first_of_text(expected) > Some(1);
    let source: String = truth.blocks.iter().flat_map(|it| &it.units).map(|it| it.it).collect();
    let bare = gongwen::without_folio(expected, text);
    let mut out = Vec::new();
    let printed = text.pages.len() - blank_pages(text);
    for (number, frame) in text.pages.iter().enumerate() {
        let page = number + 1;
        let Message { zh, en } = name.at(page);
        let (outer, lines): (Vec<&ArtifactLine>, Vec<&ArtifactLine>) =
            text.artifacts.iter().filter(|it| it.page == page).partition(|it| is_outside(frame, it));
        out.extend(slug_line(name, truth, expected, text, page, &outer));
        // A left-hand page that stays empty before a 编 is known by being empty.
        if page > printed || of_law && !written.contains(&page) && lines.is_empty() {
            continue;
        }
        let head = if of_law {
            article_head::head(expected, pages, page)
        } else {
            running_head::head(expected, heading_pages, page).filter(|_| expected.has(Apparatus::RunningHead))
        };
        // A page that holds the title alone is known without a number.
        let numbered = expected.has(Apparatus::Folio) && !(title_alone && page == 1);
        let (mut heads, mut folios) = (0, 0);
        let middle = (frame.trim[1] + frame.trim[3]) / 2.0;
        let mut rest = lines.as_slice();
        while let Some((line, more)) = rest.split_first() {
            let head_lines = head.as_ref().and_then(|head| head.lines(rest, middle));
            rest = head_lines.map_or(more, |it| &rest[it..]);
            if head_lines.is_some() {
                heads += 1;
            } else if line.y > middle && numbered && folio::is_folio(&line.text, page) {
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
            let head = head.shown();
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}的书眉应为“{head}”，见到 {heads} 处", en: "the running head of {en} should be “{head}”; it stands there {heads} times"),
            ));
        }
        if !numbered {
            continue;
        }
        if bare.contains(&page) && folios > 0 {
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}是版记前的空白页或版记页，不编页码", en: "{en} is the page of an imprint behind a blank page, or that blank page: it has no folio"),
            ));
        } else if !bare.contains(&page) && folios != 1 {
            out.push(Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}的页码应为 {page}，见到 {folios} 处", en: "the folio of {en} should be {page}; it stands there {folios} times"),
            ));
        }
    }
    out
}

/// Whether a line lies outside the trimmed page, where only printer's marks stand.
fn is_outside(frame: &PageFrame, line: &ArtifactLine) -> bool {
    let [left, top, right, bottom] = frame.trim;
    line.x < left || line.x > right || line.y < top || line.y > bottom
}

/// What stands outside the trim and is no slug line of this page, or a second one.
fn slug_line(
    name: Name,
    truth: &Truth,
    expected: &Expected,
    text: &PdfText,
    page: usize,
    lines: &[&ArtifactLine],
) -> Vec<Diagnostic> {
    let Message { zh, en } = name.at(page);
    let digest = text.record.as_ref().map(|it| it.sha256.as_str());
    let is_slug = |it: &str| slug::is_slug(it, &expected.title, page, text.pages.len(), digest);
    let wrong = lines.iter().enumerate().filter(|(at, it)| {
        !is_slug(&it.text) || lines[..*at].iter().any(|other| letters(&other.text).into_iter().eq(letters(&it.text)))
    });
    wrong
        .map(|(_, it)| {
            let words = quote(it.text.trim());
            Diagnostic::error(
                APPARATUS,
                truth.start,
                say!(zh: "{zh}成品尺寸以外的“{words}”不是版边应有的文字", en: "“{words}” outside the trim of {en} is no slug line"),
            )
        })
        .collect()
}

/// How many blank pages end a print edition, so that its sheets are full: at most 31, and only where all pages are a
/// multiple of four. They bear no text within the trim.
pub fn blank_pages(text: &PdfText) -> usize {
    let pages = text.pages.len();
    let body = text.blocks.iter().flat_map(|it| &it.glyphs).chain(&text.stray).map(|it| it.page).max();
    let lines = text.artifacts.iter().filter(|it| {
        it.page.checked_sub(1).and_then(|page| text.pages.get(page)).is_some_and(|frame| !is_outside(frame, it))
    });
    let printed = body.max(lines.map(|it| it.page).max()).unwrap_or(0).max(1);
    let blank = pages.saturating_sub(printed);
    let sheet = text.pages.last().is_some_and(|it| it.trim[0] > 0.0);
    if sheet && pages.is_multiple_of(4) && blank < 32 { blank } else { 0 }
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
pub fn printed_contents(
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
    if !expected.has(Apparatus::Contents) {
        let words = quote(&block_text(blocks[0]));
        let Message { zh, en } = name.at(blocks[0].glyphs[0].page);
        return vec![Diagnostic::error(
            APPARATUS,
            truth.start,
            say!(zh: "{zh}的“{words}”标成了目录，而版式没有目录", en: "“{words}” on {en} is marked as contents, and the layout has none"),
        )];
    }
    let entries: Vec<String> = blocks.iter().map(|it| block_text(it)).collect();
    let wrong = contents::printed(expected, &entries, pages);
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
