//! Text within a block. The parser read a shadow, so what it calls text is cut anew from the source, without the
//! comments, tags and indents that the shadow hid in it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::events::elements::Piece;
use crate::markdown::events::{Events, Reader};
use crate::markdown::shadow::overlapping;
use crate::model::{Inline, Run, plain_text};

impl Reader<'_, '_> {
    /// Returns the text up to the end of what holds it.
    pub(super) fn inlines_until(&self, events: &mut Events, end: TagEnd) -> Vec<Inline> {
        self.nest(self.pieces(events, Some(end)))
    }

    /// Returns the pieces up to an end, or all.
    pub(super) fn pieces(&self, events: &mut Events, end: Option<TagEnd>) -> Vec<Piece> {
        let mut out = Vec::new();
        while let Some((event, range)) = events.next() {
            match event {
                Event::End(tag) if Some(tag) == end => break,
                Event::End(_) => {}
                Event::Text(text) => self.text(range, &text, &mut out),
                Event::Code(_) => self.code_span(range, &mut out),
                Event::SoftBreak => out.push(Piece::Inline(Inline::Soft { span: self.span(range), space: false })),
                Event::HardBreak => out.push(Piece::Inline(Inline::Hard(self.span(range)))),
                Event::FootnoteReference(_) => {
                    let label = self.label(range.clone());
                    out.push(Piece::Inline(Inline::NoteSign { label, span: self.span(range) }));
                }
                Event::Start(Tag::Emphasis) => {
                    out.push(Piece::Inline(Inline::Emphasis(self.inlines_until(events, TagEnd::Emphasis))))
                }
                Event::Start(Tag::Strong) => {
                    out.push(Piece::Inline(Inline::Strong(self.inlines_until(events, TagEnd::Strong))))
                }
                Event::Start(Tag::Link { dest_url, .. }) => out.push(Piece::Inline(Inline::Link {
                    target: dest_url.to_string(),
                    inlines: self.inlines_until(events, TagEnd::Link),
                })),
                Event::Start(Tag::Image { .. }) => {
                    let inner = self.inlines_until(events, TagEnd::Image);
                    let target = self.target(range.clone());
                    out.push(Piece::Inline(Inline::Image { target, alt: plain_text(&inner), span: self.span(range) }));
                }
                _ => {}
            }
        }
        out
    }

    /// Returns the target of a picture as the source writes it: the shadow may show other letters.
    fn target(&self, range: Range<usize>) -> String {
        let text = &self.shadow.source[range];
        let inside = text.rfind("](").map_or("", |at| text[at + 2..].trim_end_matches(')'));
        let inside = inside.trim();
        let inside = inside
            .strip_prefix('<')
            .and_then(|it| it.split('>').next())
            .unwrap_or_else(|| inside.split([' ', '\n', '\t']).next().unwrap_or(""));
        inside.to_owned()
    }

    /// Adds a code span, a run for each of its lines.
    fn code_span(&self, range: Range<usize>, out: &mut Vec<Piece>) {
        let text = &self.shadow.source[range.clone()];
        let ticks = text.len() - text.trim_start_matches('`').len();
        let (from, to) = (range.start + ticks, range.end.saturating_sub(ticks).max(range.start + ticks));
        let mut lines = Vec::new();
        self.verbatim(from..to, &mut lines);
        lines.retain(|it| !it.text.is_empty());
        let count = lines.len();
        for (at, run) in lines.into_iter().enumerate() {
            let end = run.span.end as usize;
            out.push(Piece::Inline(Inline::Code(run)));
            if at + 1 < count {
                out.push(Piece::Inline(Inline::Soft { span: self.span(end..end), space: true }));
            }
        }
    }

    /// Adds what the parser calls text: an entity's character as the parser has it, all else as the source has it.
    fn text(&self, range: Range<usize>, parsed: &str, out: &mut Vec<Piece>) {
        if parsed == &self.shadow.text[range.clone()] {
            // A table is a block of its own: in the text around it there is only the place where it stood.
            self.cut(range, &self.shadow.tables, out);
        } else {
            out.push(Piece::Inline(Inline::Text(Run { span: self.span(range), text: parsed.to_owned() })));
        }
    }

    /// Adds the text in a cell of a table written as tags.
    pub(super) fn cell(&self, range: Range<usize>, out: &mut Vec<Piece>) {
        self.cut(range, &[], out);
    }

    /// Adds the text of the source without `tables` and the comments, tags and indents that the shadow hid in it.
    fn cut(&self, range: Range<usize>, tables: &[Range<usize>], out: &mut Vec<Piece>) {
        let shadow = self.shadow;
        let mut cuts: Vec<(Range<usize>, Option<Piece>)> = [&shadow.comments[..], &shadow.indents, tables]
            .into_iter()
            .flat_map(|hidden| overlapping(hidden, |it| it, range.clone()))
            .map(|it| (it.clone(), None))
            .collect();
        cuts.extend(overlapping(&shadow.tags, |it| &it.range, range.clone()).map(|it| {
            let piece = Piece::Tag { name: it.name, closing: it.closing, range: it.range.clone() };
            (it.range.clone(), Some(piece))
        }));
        cuts.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
        let mut at = range.start;
        for (cut, piece) in cuts {
            if cut.end <= at {
                continue;
            }
            self.plain(at..cut.start.max(at), out);
            out.extend(piece);
            at = cut.end;
        }
        self.plain(at.min(range.end)..range.end, out);
    }

    /// Adds text that may run over lines: inside a table written as tags.
    fn plain(&self, range: Range<usize>, out: &mut Vec<Piece>) {
        let mut from = range.start;
        for line in self.shadow.source[range].split_inclusive(['\n', '\r']) {
            let kept = line.trim_end_matches(['\n', '\r']);
            if !kept.is_empty() {
                out.push(Piece::Inline(Inline::Text(self.run(from..from + kept.len()))));
            }
            if kept.len() < line.len() {
                out.push(Piece::Inline(Inline::Soft {
                    span: self.span(from + kept.len()..from + line.len()),
                    space: false,
                }));
            }
            from += line.len();
        }
    }
}
