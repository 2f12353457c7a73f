//! A PDF as a raw form: its text in reading order with what each line is, and an account of what is no part of the
//! text and why. Tags are followed where they are sound; else places decide. What can't be read is told, never guessed.

mod columns;
mod contents;
mod cover;
mod folio;
mod furniture;
mod lines;
mod notes;
mod rejoin;
mod row;
mod ruled;
mod sight;
mod tables;
mod tagged;
mod told;
mod untagged;

pub use told::{Told, ToldKind};

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::extract::{self, PdfText};
use crate::import::pdf::row::Row;
use crate::import::raw::{Raw, Role};
use crate::say;

/// A PDF, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its text.
    pub raw: Raw,
    /// What there is to tell, by page and place.
    pub told: Vec<Told>,
    /// How many pages it has.
    pub pages: usize,
    /// Whether its tags were followed.
    pub tagged: bool,
    /// The title that it names for itself.
    pub title: Option<String>,
}

/// Returns the text of a PDF.
///
/// # Errors
/// When the bytes are no PDF, are encrypted or broken, when no page has text (a scan), or when its fonts don't say which
/// characters they draw.
pub fn pdf(bytes: &[u8]) -> Result<Reading> {
    let mut text = extract::pdf(bytes)?;
    let mut told = Vec::new();
    if text.missing > 0 || !ends_whole(bytes) {
        let missing = text.missing;
        told.push(Told::page(
            ToldKind::Incomplete,
            0,
            match missing {
                0 => say!(
                    zh: "文件末尾不完整（没有 %%EOF），像是没有传完，后面的页可能缺",
                    en: "the file breaks off (no %%EOF at its end): later pages may be missing"
                ),
                _ => say!(
                    zh: "文件说还有 {missing} 页，却读不到，像是损坏或者没有传完",
                    en: "the file names {missing} more pages that can't be read: it seems broken off"
                ),
            },
        ));
    }
    let incomplete = !told.is_empty();
    let layers = sight::pages(&text, &mut told);
    // What is empty in a file that breaks off may have been lost with the rest.
    for it in told.iter_mut().filter(|it| incomplete && it.kind == ToldKind::EmptyPage) {
        it.kind = ToldKind::Incomplete;
        it.message = say!(
            zh: "这一页没有文字，可能随文件缺损", en: "the page has no text, which may be lost with the rest of the file"
        );
    }
    readable(&text)?;
    let mut besides = sight::hide(&mut text, &layers, &mut told);
    let tagged = tagged::is_sound(&text);
    if text.tagged && !tagged {
        told.push(Told::page(
            ToldKind::TagsUnused,
            0,
            say!(
                zh: "文件的标签不可靠，按位置读", en: "the tags of the file can't be relied on: it is read by places"
            ),
        ));
    }
    let mut rows = if tagged {
        besides.extend(tagged::besides(&text, &mut told));
        tagged::read(&text, &mut told)
    } else {
        besides.extend(tagged::artifacts(&text, &mut told));
        untagged::read(&text, &mut told)
    };
    contents::mark(&mut rows, &mut told);
    cover::mark(&mut rows, &mut told);
    if tagged {
        rejoin::rejoin(&mut rows);
    }
    let body = untagged::body_size(rows.iter());
    unknown(&rows, &mut told);
    rows = merged(rows, besides);
    let signs = notes::pair(&rows, body);
    for (page, kind) in &text.annotations {
        told.push(Told {
            text: kind.clone(),
            ..Told::page(
                ToldKind::Annotation,
                *page,
                say!(
                    zh: "批注或表单域（{kind}）没有读", en: "an annotation or form field ({kind}) was not read"
                ),
            )
        });
    }
    links(&text, &rows, &mut told);
    let mut raw = lines::raw(&rows, &signs, body, text.pages.len(), &mut told);
    told.sort_by(|a, b| {
        let y = |it: &Told| it.at.map_or(0.0, |(_, y)| y);
        a.page.cmp(&b.page).then(y(a).total_cmp(&y(b))).then(a.kind.cmp(&b.kind))
    });
    raw.remarks = lines::remarks(&raw, &told);
    Ok(Reading { raw, told, pages: text.pages.len(), tagged, title: text.title })
}

/// Whether the mark of a whole file stands within its last KiB (ISO 32000-1, 7.5.5 and annex H, note 18).
fn ends_whole(bytes: &[u8]) -> bool {
    bytes[bytes.len().saturating_sub(1024)..].windows(5).any(|it| it == b"%%EOF")
}

/// Whether there is anything to read at all.
fn readable(text: &PdfText) -> Result<()> {
    let (mut all, mut unknown) = (0_usize, 0_usize);
    for glyph in text.blocks.iter().flat_map(|it| &it.glyphs).chain(&text.stray).filter(|it| !it.text.trim().is_empty())
    {
        all += 1;
        unknown += usize::from(!glyph.known);
    }
    if all == 0 && text.pictured.iter().any(|&it| it > 0.2) {
        return Err(Error::new(say!(
            zh: "这个 PDF 是扫描件，没有文字层，读不出字来", en: "the PDF is a scan without text: there is nothing to read"
        ))
        .hint(say!(
            zh: "请先做文字识别（OCR），例如 `ocrmypdf -l chi_sim 原件.pdf 新件.pdf`，再导入新件，并对照原件校对。",
            en: "run OCR first, such as `ocrmypdf -l chi_sim scan.pdf text.pdf`, import that, and proofread it against the scan."
        )));
    }
    if all == 0 && text.artifacts.is_empty() {
        return Err(Error::new(say!(zh: "这个 PDF 里没有文字", en: "the PDF has no text")).hint(say!(
            zh: "页面如果是扫描的图片，请先做文字识别（OCR），例如 `ocrmypdf -l chi_sim 原件.pdf 新件.pdf`，再导入新件，并对照原件校对。",
            en: "if its pages are scanned pictures, run OCR first, such as `ocrmypdf -l chi_sim scan.pdf text.pdf`, import that, and proofread it against the scan."
        )));
    }
    if unknown * 2 > all {
        return Err(Error::new(say!(
            zh: "PDF 的字体没有说明画的是哪些字（缺 ToUnicode）：{all} 个字形里有 {unknown} 个读不出",
            en: "the fonts of the PDF don't say which characters they draw (no ToUnicode): {unknown} of {all} glyphs can't be read"
        ))
        .hint(say!(
            zh: "请对页面做文字识别（OCR），或向制作者要能复制文字的文件。",
            en: "run OCR over its pages, or ask its maker for a file whose text can be copied."
        )));
    }
    Ok(())
}

/// Tells of links whose address the text of their page does not say.
fn links(text: &PdfText, rows: &[Row], told: &mut Vec<Told>) {
    let mut known = BTreeSet::new();
    let mut pages: BTreeMap<usize, String> = text.addresses.iter().map(|it| (it.0, String::new())).collect();
    for row in rows {
        pages.entry(row.page).and_modify(|it| it.push_str(row.text.trim()));
    }
    for (page, address) in &text.addresses {
        let bare = address.split_once("://").map_or(address.as_str(), |it| it.1).trim_end_matches('/');
        let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
        let said = pages.get(page).map_or("", String::as_str);
        if !said.contains(bare) && known.insert(address) {
            told.push(Told {
                text: address.clone(),
                ..Told::page(
                    ToldKind::Annotation,
                    *page,
                    say!(
                        zh: "链接的地址没有写在页面上，也没有导入：{address}",
                        en: "a link leads to {address}, which the page does not say and the import leaves out"
                    ),
                )
            });
        }
    }
}

/// Tells how many glyphs of each page have no character.
fn unknown(rows: &[Row], told: &mut Vec<Told>) {
    let mut pages: BTreeMap<usize, (usize, usize, Option<&Row>)> = BTreeMap::new();
    for row in rows {
        let (count, all, first) = pages.entry(row.page).or_default();
        (*count, *all) = (*count + row.unknown, *all + row.glyphs);
        *first = first.or(Some(row).filter(|it| it.unknown > 0));
    }
    for (count, all, first) in pages.into_values() {
        let Some(first) = first else { continue };
        told.push(Told::row(ToldKind::Unknown, first, say!(
            zh: "本页 {all} 个字形里有 {count} 个不知是什么字，原文作“\u{FFFD}”；第一处在这一行",
            en: "{count} of the {all} glyphs of this page name no character and read as U+FFFD; the first stands in this line"
        )));
    }
}

/// Rows with what stands besides on their pages, which comes at the end of each page.
fn merged(rows: Vec<Row>, mut besides: Vec<Row>) -> Vec<Row> {
    besides.sort_by(|a, b| a.page.cmp(&b.page).then(a.y.total_cmp(&b.y)));
    let mut besides = besides.into_iter().peekable();
    let mut out: Vec<Row> = Vec::with_capacity(rows.len());
    let mut page = 0;
    for row in rows {
        if row.page > page {
            page = row.page;
            out.extend(std::iter::from_fn(|| besides.next_if(|it| it.page < page)));
        }
        out.push(row);
    }
    out.extend(besides);
    debug_assert!(out.iter().all(|it| it.page > 0 || it.role == Role::PageMatter));
    out
}
