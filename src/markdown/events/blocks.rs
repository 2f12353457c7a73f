//! Blocks of paragraphs, headings, lists, quotes, code and notes.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::events::blanks::trim_ends;
use crate::markdown::events::{Events, Raw, Reader};
use crate::model::{Inline, Run};

impl Reader<'_, '_> {
    fn blocks_until(&self, events: &mut Events, end: TagEnd) -> Vec<Raw> {
        let mut out = Vec::new();
        while let Some((event, _)) = events.peek() {
            if *event == Event::End(end) {
                events.next();
                break;
            }
            self.block(events, &mut out);
        }
        out
    }

    pub(super) fn block(&self, events: &mut Events, out: &mut Vec<Raw>) {
        let Some((event, range)) = events.next() else { return };
        match event {
            Event::Start(Tag::Paragraph) => {
                let inlines = self.inlines_until(events, TagEnd::Paragraph);
                self.paragraph(inlines, range, out);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let mut inlines = self.inlines_until(events, TagEnd::Heading(level));
                trim_ends(&mut inlines);
                out.push(Raw::Heading { level: level as u8, inlines, span: self.trimmed(range) });
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                let blocks = self.blocks_until(events, TagEnd::BlockQuote(kind));
                out.push(Raw::Quote { blocks, span: self.trimmed(range) });
            }
            Event::Start(Tag::List(first)) => self.list(events, first.is_some(), range, out),
            Event::Start(Tag::Table(columns)) => self.table(&columns, events, range, out),
            Event::Start(Tag::CodeBlock(_)) => {
                let mut lines = Vec::new();
                for (event, range) in events.by_ref() {
                    match event {
                        Event::End(TagEnd::CodeBlock) => break,
                        _ => self.verbatim(range, &mut lines),
                    }
                }
                out.push(Raw::Code { lines, span: self.trimmed(range) });
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                let label = self.label(range.clone());
                let blocks = self.blocks_until(events, TagEnd::FootnoteDefinition);
                out.push(Raw::Note { label, blocks, span: self.trimmed(range) });
            }
            Event::Rule => out.push(Raw::Rule(self.trimmed(range))),
            Event::Start(Tag::HtmlBlock) | Event::End(_) => {}
            other => self.loose((other, range), events, out),
        }
    }

    /// Tight list items hold their text without a paragraph around it.
    fn loose<'e>(&self, first: (Event<'e>, Range<usize>), events: &mut Events<'e>, out: &mut Vec<Raw>) {
        let start = first.1.start;
        let mut pending = vec![first];
        while let Some(event) = events.next_if(|(event, _)| is_inline(event)) {
            pending.push(event);
        }
        let end = pending.iter().map(|(_, it)| it.end).max().unwrap_or(start);
        let mut inner = pending.into_iter().peekable();
        let inlines = self.nest(self.pieces(&mut inner, None));
        self.paragraph(inlines, start..end, out);
    }

    /// A paragraph may hold tables written as tags: each is a block of its own.
    fn paragraph(&self, mut inlines: Vec<Inline>, range: Range<usize>, out: &mut Vec<Raw>) {
        let tables: Vec<_> =
            self.shadow.tables.iter().filter(|it| it.start >= range.start && it.end <= range.end).cloned().collect();
        if tables.is_empty() {
            trim_ends(&mut inlines);
            if !inlines.is_empty() {
                out.push(Raw::Paragraph { inlines, span: self.trimmed(range) });
            }
            return;
        }
        let mut rest = inlines;
        let mut from = range.start;
        let beside = |inlines: Vec<Inline>, range: Range<usize>, out: &mut Vec<Raw>| {
            let inlines = without_ends(inlines);
            if !inlines.is_empty() {
                out.push(Raw::Paragraph { inlines, span: self.trimmed(range) });
            }
        };
        for table in tables {
            let (before, after): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|it| inline_start(it).is_none_or(|at| at < table.start));
            beside(before, from..table.start, out);
            out.push(self.tag_table(table.clone()));
            rest = after;
            from = table.end;
        }
        beside(rest, from..range.end, out);
    }

    fn list(&self, events: &mut Events, numbered: bool, range: Range<usize>, out: &mut Vec<Raw>) {
        let mut bullets = Vec::new();
        let mut numbers = Vec::new();
        while let Some((event, item)) = events.next() {
            match event {
                Event::End(TagEnd::List(_)) => break,
                Event::Start(Tag::Item) => {
                    let blocks = self.blocks_until(events, TagEnd::Item);
                    let span = self.trimmed(item.clone());
                    if numbered {
                        numbers.push((self.marker(item.start), blocks, span));
                    } else {
                        bullets.push((blocks, span));
                    }
                }
                _ => {}
            }
        }
        if numbered {
            out.push(Raw::Numbered { items: numbers });
        } else {
            out.push(Raw::Bullets { items: bullets, span: self.trimmed(range) });
        }
    }

    /// Returns the marker of a numbered item as the source writes it; the parser only counts.
    fn marker(&self, item: usize) -> Run {
        let text = &self.shadow.source[item..];
        let lead = text.len() - text.trim_start_matches([' ', '\t']).len();
        let len = text[lead..].find(['.', ')']).map_or(0, |it| it + 1);
        self.run(item + lead..item + lead + len)
    }
}

/// Returns the text beside a table, without the line ends that part it from the table.
fn without_ends(mut inlines: Vec<Inline>) -> Vec<Inline> {
    let is_end = |it: &Inline| matches!(it, Inline::Soft { .. });
    inlines.drain(..inlines.iter().take_while(|it| is_end(it)).count());
    inlines.truncate(inlines.iter().rposition(|it| !is_end(it)).map_or(0, |it| it + 1));
    inlines
}

/// Returns whether an event is text within a block.
fn is_inline(event: &Event) -> bool {
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
    )
}

/// Returns the byte that an inline begins with.
fn inline_start(inline: &Inline) -> Option<usize> {
    match inline {
        Inline::Text(run) | Inline::Code(run) => Some(run.span.start as usize),
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Sub(inner)
        | Inline::Sup(inner)
        | Inline::Link { inlines: inner, .. } => inner.first().and_then(inline_start),
        Inline::Ruby { base, reading } => base.first().or(reading.first()).and_then(inline_start),
        Inline::Image { span, .. } | Inline::Soft { span, .. } | Inline::Hard(span) | Inline::NoteSign { span, .. } => {
            Some(span.start as usize)
        }
    }
}
