//! Notes: a sign in the text, the note itself below the paragraph or article that holds the sign, and links both ways.
//! The signs are numbered through the book in the order in which they are met.

use crate::error::{Error, Result};
use crate::model::{Block, Note};
use crate::publish::epub::body::Body;
use crate::say;

/// The notes of a document as they are met.
pub struct Notes<'a> {
    notes: &'a [Note],
    called: Vec<Option<Call>>,
    numbered: usize,
    waiting: Vec<usize>,
}

/// The first sign of a note.
struct Call {
    number: usize,
    file: String,
    times: usize,
}

impl<'a> Notes<'a> {
    /// Returns the notes, none met yet.
    pub fn new(notes: &'a [Note]) -> Self {
        Self { notes, called: notes.iter().map(|_| None).collect(), numbered: 0, waiting: Vec::new() }
    }

    fn find(&self, label: &str) -> Option<usize> {
        let same = |it: &Note| it.label.to_lowercase() == label.to_lowercase();
        self.notes.iter().position(|it| it.label == label).or_else(|| self.notes.iter().position(same))
    }

    /// Gives a note its number, or returns the one that it has.
    fn call(&mut self, index: usize, file: &str) -> &mut Call {
        if self.called[index].is_none() {
            self.numbered += 1;
            self.waiting.push(index);
        }
        self.called[index].get_or_insert_with(|| Call { number: self.numbered, file: file.to_owned(), times: 0 })
    }
}

/// Returns the sign of a note: ① to ㊿, then figures in brackets.
fn sign(number: usize) -> String {
    let offset = u32::try_from(number).unwrap_or(u32::MAX);
    let code = match offset {
        1..=20 => 0x2460 + offset - 1,
        21..=35 => 0x3251 + offset - 21,
        36..=50 => 0x32B1 + offset - 36,
        _ => return format!("[{number}]"),
    };
    char::from_u32(code).map_or_else(|| format!("[{number}]"), String::from)
}

impl Body<'_> {
    /// Writes the sign of a note.
    pub fn note_sign(&mut self, label: &str) -> Result<()> {
        let Some(index) = self.notes.find(label) else {
            return Err(Error::new(
                say!(zh: "注号 [^{label}] 没有对应的注", en: "no note answers the sign [^{label}]"),
            ));
        };
        let file = self.file.clone();
        let call = self.notes.call(index, &file);
        call.times += 1;
        let (number, times) = (call.number, call.times);
        let there = if call.file == file { String::new() } else { call.file.clone() };
        let id = if times == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{times}") };
        let sign = sign(number);
        self.out.push_str(&format!(
            r##"<sup><a epub:type="noteref" role="doc-noteref" class="noteref" href="{there}#fn-{number}" id="{id}">{sign}</a></sup>"##
        ));
        Ok(())
    }

    /// Writes the notes whose signs have been met since, unless the place is inside an article, a list or a quote.
    pub fn flush_notes(&mut self, depth: usize) -> Result<()> {
        while self.held == 0 && !self.notes.waiting.is_empty() {
            let index = self.notes.waiting.remove(0);
            let note = &self.notes.notes[index];
            let (number, times) = self.notes.called[index].as_ref().map_or((0, 0), |it| (it.number, it.times));
            let back = format!(
                r##"<a href="#fnref-{number}" role="doc-backlink" aria-label="回到正文">{}</a>"##,
                sign(number)
            );
            self.out.push_str(&format!(
                r#"<aside epub:type="footnote" role="doc-footnote" id="fn-{number}" class="footnote"><p>{}"#,
                if times > 0 { back.as_str() } else { "" }
            ));
            let rest = match note.blocks.split_first() {
                Some((Block::Paragraph(first), rest)) => {
                    self.inlines(&first.inlines)?;
                    rest
                }
                _ => &note.blocks,
            };
            self.out.push_str("</p>\n");
            self.held += 1;
            self.blocks(rest, depth)?;
            self.held -= 1;
            self.out.push_str("</aside>\n");
        }
        Ok(())
    }

    /// Writes the notes that no sign has called, so that none is lost.
    pub fn uncalled_notes(&mut self, depth: usize) -> Result<()> {
        let file = self.file.clone();
        for index in 0..self.notes.notes.len() {
            if self.notes.called[index].is_none() {
                self.notes.call(index, &file);
            }
        }
        self.flush_notes(depth)
    }
}

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn signs() {
        assert_eq!([1, 20, 21, 35, 36, 50, 51].map(sign).join(""), "①⑳㉑㉟㊱㊿[51]");
    }
}
