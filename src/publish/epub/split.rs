//! A long text in several files: reading systems lay out a file at a time, and slow down on one of a megabyte.

use std::collections::BTreeMap;

use crate::model::{Block, Document, Line, Unit, runs};
use crate::publish::epub::xml;

/// Bytes of text up to which a book is one file.
const ONE_FILE: usize = 200 * 1024;

/// What goes into one file.
pub struct Chunk<'a> {
    /// The name of the file.
    pub file: String,
    /// The parts in it.
    pub parts: Vec<Part<'a>>,
}

/// A part of the work that opens with a title of its own, or the text before the first such title.
pub struct Part<'a> {
    /// Its title, in the file in which it opens.
    pub title: Option<&'a Line>,
    /// Its number among the parts with a title; 0 before the first.
    pub number: usize,
    /// Its blocks in this file.
    pub blocks: &'a [Block],
}

/// Returns the files of a text, in order: one, or for a long text one for each of its parts and chapters.
pub fn chunks(document: &Document) -> Vec<Chunk<'_>> {
    let length: usize = runs(&document.blocks).iter().map(|it| it.text.len()).sum();
    let parts = parts(&document.blocks);
    if length <= ONE_FILE {
        return vec![Chunk { file: "body.xhtml".to_owned(), parts }];
    }
    let mut files: Vec<Part> = Vec::new();
    for part in parts {
        let mut title = part.title;
        let mut rest = part.blocks;
        while !rest.is_empty() || title.is_some() {
            let end = (1..rest.len())
                .find(|&at| divides(&rest[at]) && !rest[..at].iter().all(is_title))
                .unwrap_or(rest.len());
            files.push(Part { title: title.take(), number: part.number, blocks: &rest[..end] });
            rest = &rest[end..];
        }
    }
    files
        .into_iter()
        .enumerate()
        .map(|(at, it)| Chunk { file: format!("body-{:03}.xhtml", at + 1), parts: vec![it] })
        .collect()
}

fn divides(block: &Block) -> bool {
    matches!(block, Block::Unit(unit) if unit.kind.is_division())
}

/// A title with nothing below it makes no file of its own: it stays with what it opens.
fn is_title(block: &Block) -> bool {
    matches!(block, Block::Title(_) | Block::PartTitle(_) | Block::Subtitle(_) | Block::Enactment(_))
}

/// Returns the parts of a text: it is cut before every title of a part.
pub fn parts(blocks: &[Block]) -> Vec<Part<'_>> {
    let opens = |it: &Block| matches!(it, Block::PartTitle(_));
    let mut out = Vec::new();
    let mut rest = blocks;
    let mut number = 0;
    while !rest.is_empty() {
        let title = match &rest[0] {
            Block::PartTitle(line) => Some(line),
            _ => None,
        };
        number += usize::from(title.is_some());
        let from = usize::from(title.is_some());
        let end = rest[from..].iter().position(opens).map_or(rest.len(), |it| it + from);
        out.push(Part { title, number, blocks: &rest[from..end] });
        rest = &rest[end..];
    }
    out
}

/// Returns the id of the title of a part.
pub fn part_id(number: usize) -> String {
    format!("work-{number}")
}

/// Returns the file in which each id stands.
pub fn ids(chunks: &[Chunk]) -> BTreeMap<String, String> {
    fn walk(blocks: &[Block], file: &str, out: &mut BTreeMap<String, String>) {
        let mut add = |id: &str| {
            if !id.is_empty() {
                out.insert(xml::id(id), file.to_owned());
            }
        };
        for block in blocks {
            match block {
                Block::Title(_) => add("title"),
                Block::Paragraph(paragraph) => add(&paragraph.id),
                Block::Unit(Unit { id, .. }) => add(id),
                _ => {}
            }
        }
        for block in blocks {
            if let Block::Unit(unit) = block {
                walk(&unit.blocks, file, out);
            }
        }
    }
    let mut out = BTreeMap::new();
    for chunk in chunks {
        for part in &chunk.parts {
            if part.title.is_some() {
                out.insert(part_id(part.number), chunk.file.clone());
            }
            walk(part.blocks, &chunk.file, &mut out);
        }
    }
    out
}
