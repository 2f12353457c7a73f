//! One question to the parser: what it takes for code, a heading, HTML or a definition that the author did not mean is
//! masked, so that the next answer is nearer to the text.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};

use crate::markdown::shadow::{Shadow, options};
use crate::markdown::traps::Trap;

/// How deep quotes, lists and emphasis may stand in one another; what is deeper is text.
const DEEPEST: usize = 48;

/// What the parser found that may be a misreading.
#[derive(Default)]
struct Found {
    html: Vec<Range<usize>>,
    indented: Vec<Range<usize>>,
    setext: Vec<Range<usize>>,
    /// Where attributes behind a heading begin that are none of ours.
    attributes: Vec<usize>,
    /// What stands too deep.
    deep: Vec<Range<usize>>,
    definitions: Vec<(String, Range<usize>)>,
    /// The labels of definitions that links use.
    used: BTreeSet<String>,
    notes: Vec<(String, Range<usize>)>,
    /// The labels of notes that signs call.
    called: BTreeSet<String>,
}

impl Shadow<'_> {
    /// Asks the parser once and masks what it misread. Returns whether anything was masked.
    pub(super) fn round(&mut self) -> bool {
        let found = self.ask();
        let before = self.masked();
        found.indented.into_iter().for_each(|it| self.unindent(it));
        found.setext.into_iter().for_each(|it| self.underline(it));
        for at in found.attributes {
            let end = self.line_end(at);
            self.mask(at..at + 1);
            self.traps.push((Trap::Attributes, at..end));
        }
        let mut done = self.start;
        let traps = self.traps.len();
        for range in found.html {
            // Behind a comment that never closes nothing else is HTML for certain.
            if self.traps.len() > traps && self.traps.last().is_some_and(|it| it.0 == Trap::OpenComment) {
                self.open_comments(range);
            } else if range.start >= done {
                done = self.html(range);
            }
        }
        self.definitions(&found.definitions, &found.used);
        for range in found.deep {
            let end = self.line_end(range.start);
            self.mask(range.start..end);
            self.traps.push((Trap::Other, range.start..end));
        }
        self.notes(found.notes, &found.called);
        before != self.masked()
    }

    /// Returns a count that grows with all that is masked.
    fn masked(&self) -> usize {
        self.traps.len() + self.comments.len() + self.tags.len() + self.indents.len()
    }

    fn ask(&self) -> Found {
        let start = self.start;
        let mut found = Found::default();
        let parser = Parser::new_ext(self.body(), options());
        found.definitions = parser
            .reference_definitions()
            .iter()
            .map(|(label, it)| (label.to_lowercase(), it.span.start + start..it.span.end + start))
            .collect();
        let mut depth = 0usize;
        for (event, range) in parser.into_offset_iter() {
            let range = range.start + start..range.end + start;
            match &event {
                Event::Start(_) => {
                    depth += 1;
                    if depth == DEEPEST {
                        found.deep.push(range.clone());
                    }
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => found.indented.push(range),
                Event::Start(Tag::Heading { .. }) => {
                    let line = self.text[range.clone()].trim_start_matches([' ', '>']);
                    if line.starts_with('#') {
                        found.attributes.extend(unknown_attributes(self.source, &self.text, range));
                    } else {
                        found.setext.push(range);
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) => found.html.push(range),
                Event::Start(Tag::Link { id, link_type, .. } | Tag::Image { id, link_type, .. }) => {
                    if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
                        found.used.insert(id.to_lowercase());
                    }
                }
                Event::FootnoteReference(label) => {
                    found.called.insert(label.to_string());
                }
                Event::Start(Tag::FootnoteDefinition(label)) => found.notes.push((label.to_string(), range)),
                _ => {}
            }
        }
        found
    }

    /// Four blanks are an indent: masked as letters, so that the line is a paragraph; the reader takes them out. What
    /// stands before them belongs to a quote or a list and stays.
    fn unindent(&mut self, range: Range<usize>) {
        let first = self.line_start(range.start);
        let bytes = self.text.as_bytes();
        let mut own = range.start;
        while own > first && range.start - own < 4 && matches!(bytes[own - 1], b' ' | b'\t') {
            own -= 1;
        }
        let outer = own - first;
        let mut line = first;
        while line < range.end {
            let end = self.line_end(line);
            // A line may lack the marks of the quote that the first one has, and a letter stand in their place.
            let from =
                (line..=(line + outer).min(end)).rev().find(|it| self.text.is_char_boundary(*it)).unwrap_or(line);
            let to = end - self.text[from..end].trim_start_matches([' ', '\t']).len();
            if from < to && to < end && !self.indents.contains(&(from..to)) {
                self.mask(from..to);
                self.indents.push(from..to);
                self.traps.push((Trap::Indent, from..to));
            }
            line = end + if self.text[end..].starts_with("\r\n") { 2 } else { 1 };
        }
    }

    /// A Setext underline is a rule after a paragraph, or text where it is too short for a rule.
    fn underline(&mut self, range: Range<usize>) {
        let end = range.start + self.text[range.clone()].trim_end().len();
        let start = self.line_start(end.saturating_sub(1)).max(range.start);
        let line = self.text[start..end].to_owned();
        let Some(first) = line.find(['=', '-']) else {
            self.mask(start..end);
            self.traps.push((Trap::Other, start..end));
            return;
        };
        if line.len() - first >= 3 {
            self.overwrite(start + first, &"*".repeat(line.len() - first));
        } else {
            self.mask(start + first..end);
        }
        self.traps.push((Trap::Setext, start + first..end));
    }
}

/// Returns where an attribute block behind a heading begins that is none of ours: `{试行}`.
fn unknown_attributes(source: &str, shadow: &str, range: Range<usize>) -> Option<usize> {
    let line = shadow[range.clone()].trim_end();
    if !line.ends_with('}') {
        return None;
    }
    let open = range.start + line.rfind('{')?;
    let inside = &source[open + 1..range.start + line.len() - 1];
    let known = !inside.is_empty()
        && inside.split_whitespace().all(|it| {
            it.len() > 1
                && it.starts_with(['#', '.'])
                && it[1..].chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | ':'))
        });
    (!known).then_some(open)
}
