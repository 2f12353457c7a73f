//! Tags within a text: `<sup>`, `<br>`, `<ruby>` joined with what stands between them.

use std::ops::Range;

use crate::markdown::events::Reader;
use crate::markdown::events::blanks::{space_out, trim_lines};
use crate::model::Inline;

/// A piece of a block's text before its tags are joined with what they hold.
pub enum Piece {
    /// Text, or an element that Markdown itself knows.
    Inline(Inline),
    /// A tag.
    Tag { name: &'static str, closing: bool, range: Range<usize> },
}

impl Reader<'_, '_> {
    /// Joins tags with what they hold; a tag without its partner is text.
    pub(super) fn nest(&self, pieces: Vec<Piece>) -> Vec<Inline> {
        let mut stack: Vec<(&'static str, Range<usize>, Vec<Inline>)> = Vec::new();
        let mut out: Vec<Inline> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Inline(inline) => out.push(inline),
                Piece::Tag { name: "br", range, .. } => out.push(Inline::Hard(self.span(range))),
                Piece::Tag { name, closing: false, range } => stack.push((name, range, std::mem::take(&mut out))),
                Piece::Tag { name, closing: true, range } => {
                    if stack.last().is_some_and(|(open, _, _)| *open == name) {
                        let Some((_, _, outer)) = stack.pop() else { continue };
                        let inner = std::mem::replace(&mut out, outer);
                        push_element(name, inner, &mut out);
                    } else {
                        out.push(Inline::Text(self.run(range)));
                    }
                }
            }
        }
        while let Some((_, range, mut outer)) = stack.pop() {
            outer.push(Inline::Text(self.run(range)));
            outer.append(&mut out);
            out = outer;
        }
        trim_lines(&mut out);
        space_out(&mut out);
        out
    }
}

/// Adds an element with what it holds; inside a table cell the tags of a table say nothing.
fn push_element(name: &str, inner: Vec<Inline>, out: &mut Vec<Inline>) {
    match name {
        "sub" => out.push(Inline::Sub(inner)),
        "sup" => out.push(Inline::Sup(inner)),
        // Readings and the brackets around them are held until the ruby closes.
        "rt" | "rp" => out.push(Inline::Ruby { base: Vec::new(), reading: inner }),
        "ruby" => push_ruby(inner, out),
        _ => out.extend(inner),
    }
}

/// Pairs each base with the readings behind it.
fn push_ruby(inner: Vec<Inline>, out: &mut Vec<Inline>) {
    let mut pairs: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
    for it in inner {
        match it {
            Inline::Ruby { base, mut reading } if base.is_empty() => match pairs.last_mut() {
                Some((_, all)) => all.append(&mut reading),
                None => pairs.push((Vec::new(), reading)),
            },
            other => match pairs.last_mut() {
                Some((base, reading)) if reading.is_empty() => base.push(other),
                _ => pairs.push((vec![other], Vec::new())),
            },
        }
    }
    for (mut base, reading) in pairs {
        if reading.is_empty() {
            out.append(&mut base);
        } else {
            out.push(Inline::Ruby { base, reading });
        }
    }
}
