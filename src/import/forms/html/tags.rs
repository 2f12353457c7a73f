//! The tags of a page by the tokenizer of the HTML standard, with their places. What the standard takes for a tag though
//! its own words are Chinese (甲<b 且 c>d) is text: nothing of a law may go under as the name of an attribute.

use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::names::known;

/// A tag, comment or declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is.
    pub part: Part,
    /// Its name, if it means anything here.
    pub name: &'static str,
    /// How many columns a cell takes.
    pub columns: usize,
    /// How many rows a cell takes.
    pub rows: usize,
    /// The page does not show what is in it: `hidden`, `display: none`.
    pub unseen: bool,
}

/// Which part of an element a tag is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// It opens one.
    Start,
    /// It closes one.
    End,
    /// It is a comment or a declaration.
    Aside,
    /// A comment that the page never closes: all behind it.
    Unclosed,
}

/// Returns the tags in order.
pub fn tags(text: &str) -> Vec<Tag> {
    // The tokenizer makes one line end of CR and LF; blanks in place of CR keep its places those of the file.
    let shadow = text.replace('\r', " ");
    let (mut out, mut from) = (Vec::new(), 0);
    // Each doubtful tag is read anew behind its `<`. Only a page made to be slow has so many that it counts.
    let mut budget = text.len().saturating_mul(8);
    while let Some(again) = run(&shadow, from, &mut budget, &mut out) {
        from = again;
    }
    out
}

/// Reads on from a place until the end or a tag that is none; returns where to go on.
fn run(text: &str, from: usize, budget: &mut usize, out: &mut Vec<Tag>) -> Option<usize> {
    let mut building = Building::default();
    let mut emitter =
        CallbackEmitter::new(move |event: CallbackEvent<'_>, span: Span<usize>| building.event(&event, span));
    emitter.naively_switch_states(true);
    for found in Tokenizer::new_with_emitter(&text[from..], emitter) {
        let Ok((mut tag, strange)) = found;
        tag.range = tag.range.start + from..tag.range.end + from;
        let words = &text[tag.range.clone()];
        let (strange, open) = match tag.part {
            Part::Aside if words.starts_with("<!--") => (false, !(words.ends_with("-->") || words.ends_with("--!>"))),
            Part::Aside => (!words.is_ascii() || !words.ends_with('>'), false),
            _ => (strange, false),
        };
        if strange && *budget >= tag.range.len() {
            *budget -= tag.range.len();
            return Some(tag.range.start + 1);
        }
        if open {
            (tag.part, tag.range.end) = (Part::Unclosed, text.len());
        }
        out.push(tag);
    }
    None
}

#[derive(Default)]
struct Building {
    name: &'static str,
    start: usize,
    attribute: Vec<u8>,
    columns: usize,
    rows: usize,
    unseen: bool,
    strange: bool,
}

impl Building {
    fn event(&mut self, event: &CallbackEvent<'_>, span: Span<usize>) -> Option<(Tag, bool)> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                *self = Self { name: known(name), start: span.start, strange: !name.is_ascii(), ..Self::default() };
                None
            }
            CallbackEvent::AttributeName { name } => {
                self.strange |= !name.is_ascii() || name.contains(&b'<');
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.unseen |= *name == b"hidden";
                None
            }
            CallbackEvent::AttributeValue { value } => {
                let number = || std::str::from_utf8(value).ok().and_then(|it| it.trim().parse().ok()).unwrap_or(1);
                match self.attribute.as_slice() {
                    b"colspan" => self.columns = number(),
                    b"rowspan" => self.rows = number(),
                    b"style" => {
                        let bare: Vec<u8> = value.iter().filter(|it| !it.is_ascii_whitespace()).copied().collect();
                        self.unseen |= String::from_utf8_lossy(&bare).to_ascii_lowercase().contains("display:none");
                    }
                    _ => {}
                }
                None
            }
            CallbackEvent::CloseStartTag { .. } => self.done(Part::Start, self.start..span.end),
            CallbackEvent::EndTag { name } => {
                self.name = known(name);
                self.strange |= !name.is_ascii();
                self.done(Part::End, span.start..span.end)
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => {
                *self = Self::default();
                self.done(Part::Aside, span.start..span.end)
            }
            CallbackEvent::String { .. } | CallbackEvent::Error(_) => None,
        }
    }

    fn done(&mut self, part: Part, range: Range<usize>) -> Option<(Tag, bool)> {
        let built = std::mem::take(self);
        // A cell of more columns than any table has is a slip or a trap.
        let (columns, rows) = (built.columns.clamp(1, 64), built.rows.max(1));
        Some((Tag { range, part, name: built.name, columns, rows, unseen: built.unseen }, built.strange))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<&str> {
        tags(text).into_iter().map(|it| &text[it.range]).collect()
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "\u{FEFF}<P class=\"a>b\">甲\r\n<br/>乙\r<!-- 丙\r\n -->&amp;</p\r\n><![endif]>";
        assert_eq!(shown(text), ["<P class=\"a>b\">", "<br/>", "<!-- 丙\r\n -->", "</p\r\n>", "<![endif]>"]);
    }

    #[test]
    fn text_is_no_tag() {
        assert_eq!(shown("甲<乙，1<2，a<b 且 c>d</ 丙><p>丁<div"), ["<p>"]);
        assert_eq!(shown("a<b <p>丁</p>"), ["<p>", "</p>"]);
    }

    #[test]
    fn what_is_never_closed() {
        let found = tags("<p>甲<!-- 乙</p>");
        assert_eq!(found.last().map(|it| (it.part, it.range.clone())), Some((Part::Unclosed, 6..18)));
        assert_eq!(shown("<script>a<p>b"), ["<script>"]);
    }
}
