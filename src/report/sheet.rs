//! One text as findings speak of it. Places are told in constant time, however long the line: a file may be one line
//! of many megabytes with a finding at every word.

use std::ops::Range;

use super::Excerpt;
use crate::model::Document;
use crate::text::{FileId, Source, Span};

/// Characters are counted up to every so many bytes, once.
const STEP: usize = 1024;

/// How much of a line is kept on either side of where a finding begins, in bytes: more than a terminal shows.
const AROUND: usize = 1024;

/// A text with its tree, as findings speak of it.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// Its number.
    pub file: FileId,
    /// Its address from the root of the repository, with `/`.
    pub address: &'a str,
    /// The text.
    pub source: &'a Source,
    /// What the text says.
    pub document: &'a Document,
}

/// A sheet with what is counted once.
pub struct Prepared<'a> {
    sheet: Sheet<'a>,
    /// How many characters begin before each step.
    counts: Vec<usize>,
    /// Where units begin, in order, with their ids.
    units: Vec<(u32, &'a str)>,
}

fn begins(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

impl<'a> Prepared<'a> {
    /// Returns the sheet, counted.
    pub fn new(sheet: &Sheet<'a>) -> Self {
        let mut counts = vec![0];
        let mut sum = 0;
        for step in sheet.source.text().as_bytes().chunks(STEP) {
            sum += step.iter().filter(|it| begins(**it)).count();
            counts.push(sum);
        }
        let mut units: Vec<_> = sheet.document.units().into_iter().map(|it| (it.span.start, it.id.as_str())).collect();
        units.sort_by_key(|(at, _)| *at);
        Self { sheet: *sheet, counts, units }
    }

    /// Returns the address of the text.
    pub fn address(&self) -> &'a str {
        self.sheet.address
    }

    /// Returns the line and column of a byte, both counted from 1; a byte order mark takes no column.
    pub fn place(&self, byte: u32) -> (usize, usize) {
        let source = self.sheet.source;
        let mut byte = (byte as usize).min(source.text().len());
        while !source.text().is_char_boundary(byte) {
            byte -= 1;
        }
        let number = source.line_at(byte);
        let start = source.line(number).start;
        let mark = number == 1 && byte > 0 && source.text().starts_with('\u{FEFF}');
        let before = match source.text().as_bytes().get(start..byte) {
            Some(near) if near.len() < STEP => near.iter().filter(|it| begins(**it)).count(),
            _ => self.characters(byte) - self.characters(start),
        };
        (number, before + 1 - usize::from(mark))
    }

    fn characters(&self, byte: usize) -> usize {
        let (step, bytes) = (byte / STEP, self.sheet.source.text().as_bytes());
        self.counts[step] + bytes[step * STEP..byte].iter().filter(|it| begins(**it)).count()
    }

    /// Returns the id of the unit that opens last before a byte, or nothing before the first.
    pub fn unit(&self, byte: u32) -> &'a str {
        let at = self.units.partition_point(|(start, _)| *start <= byte);
        at.checked_sub(1).map_or("", |at| self.units[at].1)
    }

    /// Returns the words that a finding is about: those in its span, else those of its line.
    pub fn words(&self, span: Span) -> &'a str {
        let source: &'a Source = self.sheet.source;
        let own = source.text().get(span.range()).unwrap_or_default().trim();
        if own.is_empty() { source.text()[source.line(source.line_at(span.start as usize))].trim() } else { own }
    }

    /// Returns the line in which a span begins, as far as a report may show it.
    pub fn excerpt(&self, span: Span) -> Excerpt {
        let source = self.sheet.source;
        let line = source.line(source.line_at(span.start as usize));
        let (start, end) = (line.start, line.end);
        let inside = |byte: u32| (byte as usize).clamp(start, end);
        let mark = inside(span.start)..inside(span.end);
        let kept = self.boundary(mark.start.saturating_sub(AROUND).max(start))
            ..self.boundary((mark.start + 2 * AROUND).min(end));
        let within = |byte: usize| self.boundary(byte).clamp(kept.start, kept.end) - kept.start;
        let mark: Range<usize> = within(mark.start)..within(mark.end);
        Excerpt {
            text: source.text()[kept.clone()].to_owned(),
            mark,
            more_before: kept.start > start,
            more_behind: kept.end < end,
        }
    }

    fn boundary(&self, byte: usize) -> usize {
        let mut at = byte;
        while !self.sheet.source.text().is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
