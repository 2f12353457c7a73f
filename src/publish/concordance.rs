//! The concordance of an edition: for every unit, the page of the print run that it begins on, the place in the EPUB, and
//! the line of the source. Who cites 第十二条 by page, or looks up in one edition what another one says, reads it here.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::publish::anchors::Anchor;
use crate::publish::epub::PageStart;
use crate::publish::typst::Glyph;
use crate::text::Source;

/// What the concordance is of.
#[derive(Serialize)]
struct Head<'a> {
    title: &'a str,
    source: &'a str,
    sha256: &'a str,
    /// What edition the pages are of.
    print: &'a str,
}

/// A page of the print run.
#[derive(Serialize)]
struct Page<'a> {
    page: &'a str,
    /// File and id of its mark in the EPUB.
    epub: Option<String>,
    line: usize,
    column: usize,
}

/// A unit or 款.
#[derive(Serialize)]
struct Unit<'a> {
    /// Its id, which is its named destination in the PDF too.
    id: &'a str,
    name: &'a str,
    /// The page that it begins on; none where nothing of it is printed.
    page: Option<String>,
    epub: Option<String>,
    line: usize,
}

/// What a concordance is made of.
pub struct Parts<'a> {
    /// The title of the work.
    pub title: &'a str,
    /// The path of the source, as the editions record it.
    pub path: &'a str,
    /// The SHA-256 of the source.
    pub sha256: &'a str,
    /// What edition the pages are of.
    pub print: &'a str,
    /// The text, for its lines.
    pub source: &'a Source,
    /// The units.
    pub anchors: &'a [Anchor],
    /// The first characters of the pages.
    pub starts: &'a [PageStart],
    /// Where the glyphs stand.
    pub glyphs: &'a [Glyph],
    /// The file of the EPUB in which each id stands, page marks too.
    pub files: &'a BTreeMap<String, String>,
}

/// Returns the concordance as JSON, in the order of the text, a page or a unit a line.
pub fn concordance(parts: &Parts) -> Vec<u8> {
    let pages: HashMap<u32, usize> = {
        let mut out = HashMap::new();
        // A character on several pages, as the head of a table, is at home on the first.
        parts.glyphs.iter().for_each(|it| {
            out.entry(it.byte).or_insert(it.page);
        });
        out
    };
    let there = |id: &str| parts.files.get(id).map(|file| format!("{file}#{id}"));
    let head = Head { title: parts.title, source: parts.path, sha256: parts.sha256, print: parts.print };
    let starts = parts.starts.iter().map(|it| {
        let place = parts.source.place(it.span.start as usize);
        let id = format!("page-{}", it.label);
        line(&Page { page: &it.label, epub: there(&id), line: place.line, column: place.column })
    });
    let units = parts.anchors.iter().map(|it| {
        let page = pages.get(&it.byte).map(|it| (it + 1).to_string());
        line(&Unit {
            id: &it.id,
            name: &it.name,
            page,
            epub: there(&it.id),
            line: parts.source.place(it.byte as usize).line,
        })
    });
    let list = |lines: Vec<String>| lines.join(",\n");
    let (head, starts, units) = (line(&head), list(starts.collect()), list(units.collect()));
    let head = head.trim_end_matches('}');
    format!("{head},\n\"pages\":[\n{starts}\n],\n\"units\":[\n{units}\n]}}\n").into_bytes()
}

/// A record on a line of its own.
fn line(record: &impl Serialize) -> String {
    serde_json::to_string(record).expect("strings and numbers are JSON")
}
