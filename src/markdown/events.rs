//! From parser events to plain blocks: paragraphs, headings, lists, with every run of text taken from the source.
//! What the blocks mean as units of a normative text is decided in `units`.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::markdown::shadow::{Shadow, options, overlapping};
use crate::model::{Inline, Run};
use crate::text::{FileId, Span, is_cjk};

/// A block as Markdown knows it.
#[derive(Debug, Clone)]
pub enum Raw {
    Heading { level: u8, inlines: Vec<Inline>, span: Span },
    Paragraph { inlines: Vec<Inline>, span: Span },
    Quote { blocks: Vec<Raw>, span: Span },
    Bullets { items: Vec<(Vec<Raw>, Span)>, span: Span },
    Numbered { items: Vec<(Run, Vec<Raw>, Span)> },
    Table { rows: Vec<Vec<Vec<Inline>>>, header_rows: usize, span: Span },
    Code { lines: Vec<Run>, span: Span },
    Rule(Span),
    Note { label: String, blocks: Vec<Raw>, span: Span },
}

type Events<'a> = Peekable<IntoIter<(Event<'a>, Range<usize>)>>;

/// Returns the blocks of a shadow's source, in order.
pub fn blocks(file: FileId, shadow: &Shadow) -> Vec<Raw> {
    let start = shadow.start();
    let events: Vec<_> = Parser::new_ext(shadow.body(), options())
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + start..range.end + start))
        .collect();
    let builder = Builder { file, shadow };
    let mut events = events.into_iter().peekable();
    let mut out = Vec::new();
    while events.peek().is_some() {
        builder.block(&mut events, &mut out);
    }
    out
}

struct Builder<'a, 's> {
    file: FileId,
    shadow: &'a Shadow<'s>,
}

/// What text is found in: decides where a run of inlines ends.
enum Piece {
    Inline(Inline),
    Tag { name: &'static str, closing: bool, range: Range<usize> },
}

impl Builder<'_, '_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    fn trimmed(&self, range: Range<usize>) -> Span {
        let text = &self.shadow.source[range.clone()];
        let head = text.len() - text.trim_start_matches(['\n', '\r', ' ', '\t']).len();
        let tail = text.trim_end_matches(['\n', '\r', ' ', '\t']).len();
        self.span(range.start + head.min(tail)..range.start + tail.max(head.min(tail)))
    }

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

    fn block(&self, events: &mut Events, out: &mut Vec<Raw>) {
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
            Event::Start(Tag::Table(_)) => self.table(events, range, out),
            Event::Start(Tag::CodeBlock(_)) => {
                let mut lines = Vec::new();
                while let Some((event, range)) = events.next() {
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
            // Tight list items hold their text without a paragraph around it.
            other => {
                let mut pending = vec![(other, range.clone())];
                while let Some((event, _)) = events.peek() {
                    let inline = matches!(
                        event,
                        Event::Text(_)
                            | Event::Code(_)
                            | Event::SoftBreak
                            | Event::HardBreak
                            | Event::FootnoteReference(_)
                            | Event::InlineHtml(_)
                    ) || matches!(
                        event,
                        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
                            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image)
                    );
                    if !inline {
                        break;
                    }
                    pending.extend(events.next());
                }
                let end = pending.iter().map(|(_, it)| it.end).max().unwrap_or(range.end);
                let mut inner = pending.into_iter().peekable();
                let inlines = self.nest(self.pieces(&mut inner, None));
                self.paragraph(inlines, range.start..end, out);
            }
        }
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
        let mut rest = std::mem::take(&mut inlines);
        let mut from = range.start;
        for table in tables {
            let (before, after): (Vec<_>, Vec<_>) =
                rest.into_iter().partition(|it| inline_start(it).is_none_or(|at| at < table.start));
            if before.iter().any(|it| !matches!(it, Inline::Soft { .. })) {
                out.push(Raw::Paragraph { inlines: before, span: self.trimmed(from..table.start) });
            }
            out.push(self.tag_table(table.clone()));
            rest = after;
            from = table.end;
        }
        if rest.iter().any(|it| !matches!(it, Inline::Soft { .. })) {
            out.push(Raw::Paragraph { inlines: rest, span: self.trimmed(from..range.end) });
        }
    }

    fn tag_table(&self, table: Range<usize>) -> Raw {
        let tags: Vec<_> =
            self.shadow.tags.iter().filter(|it| it.range.start >= table.start && it.range.end <= table.end).collect();
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        let mut header_rows = 0;
        let mut only_heads = true;
        let mut open = None;
        for tag in tags {
            match (tag.name, tag.closing) {
                ("tr", false) => {
                    rows.push(Vec::new());
                    only_heads = true;
                }
                ("tr", true) => {
                    if only_heads && header_rows == rows.len() - 1 {
                        header_rows += 1;
                    }
                }
                ("th" | "td", false) => {
                    only_heads &= tag.name == "th";
                    open = Some(tag.range.end);
                }
                ("th" | "td", true) => {
                    if let (Some(from), Some(row)) = (open.take(), rows.last_mut()) {
                        let mut pieces = Vec::new();
                        self.text(from..tag.range.start, None, &mut pieces);
                        let mut cell = self.nest(pieces);
                        trim_ends(&mut cell);
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        Raw::Table { rows, header_rows, span: self.span(table) }
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
                        let text = &self.shadow.source[item.start..];
                        let lead = text.len() - text.trim_start_matches([' ', '\t']).len();
                        let len = text[lead..].find(['.', ')']).map_or(0, |it| it + 1);
                        let marker = item.start + lead..item.start + lead + len;
                        numbers.push((
                            Run { span: self.span(marker.clone()), text: self.shadow.source[marker].to_owned() },
                            blocks,
                            span,
                        ));
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

    fn table(&self, events: &mut Events, range: Range<usize>, out: &mut Vec<Raw>) {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some((event, _)) = events.next() {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let mut cell = self.inlines_until(events, TagEnd::TableCell);
                    trim_ends(&mut cell);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        out.push(Raw::Table { rows, header_rows: 1, span: self.trimmed(range) });
    }

    fn label(&self, range: Range<usize>) -> String {
        let text = &self.shadow.source[range];
        text.find("[^")
            .and_then(|open| text[open + 2..].find(']').map(|close| text[open + 2..open + 2 + close].to_owned()))
            .unwrap_or_default()
    }

    fn inlines_until(&self, events: &mut Events, end: TagEnd) -> Vec<Inline> {
        self.nest(self.pieces(events, Some(end)))
    }

    fn pieces(&self, events: &mut Events, end: Option<TagEnd>) -> Vec<Piece> {
        let mut out = Vec::new();
        while let Some((event, range)) = events.next() {
            match event {
                Event::End(tag) if Some(tag) == end => break,
                Event::End(_) => {}
                Event::Text(text) => self.text(range, Some(&text), &mut out),
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
                    out.push(Piece::Inline(Inline::Image {
                        target,
                        alt: crate::model::plain_text(&inner),
                        span: self.span(range),
                    }));
                }
                _ => {}
            }
        }
        out
    }

    /// The target of a picture as the source writes it: the shadow may show other letters.
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

    fn code_span(&self, range: Range<usize>, out: &mut Vec<Piece>) {
        let text = &self.shadow.source[range.clone()];
        let ticks = text.len() - text.trim_start_matches('`').len();
        let (from, to) = (range.start + ticks, range.end.saturating_sub(ticks).max(range.start + ticks));
        let mut lines = Vec::new();
        self.verbatim(from..to, &mut lines);
        let count = lines.len();
        for (at, run) in lines.into_iter().enumerate() {
            let end = run.span.end as usize;
            out.push(Piece::Inline(Inline::Code(run)));
            if at + 1 < count {
                out.push(Piece::Inline(Inline::Soft { span: self.span(end..end), space: true }));
            }
        }
    }

    /// Lines as they stand, without their ends.
    fn verbatim(&self, range: Range<usize>, out: &mut Vec<Run>) {
        let mut from = range.start;
        for line in self.shadow.source[range].split_inclusive('\n') {
            let kept = line.trim_end_matches(['\n', '\r']).len();
            if kept > 0 {
                out.push(Run { span: self.span(from..from + kept), text: line[..kept].to_owned() });
            }
            from += line.len();
        }
    }

    /// Text of the source without the comments, tags and indents that the shadow hid in it.
    fn text(&self, range: Range<usize>, parsed: Option<&str>, out: &mut Vec<Piece>) {
        if parsed.is_some_and(|it| it != &self.shadow.text[range.clone()]) {
            let text = parsed.unwrap_or_default().to_owned();
            out.push(Piece::Inline(Inline::Text(Run { span: self.span(range), text })));
            return;
        }
        let shadow = self.shadow;
        let whole = range.clone();
        let within = |ranges: &[Range<usize>]| -> Vec<(Range<usize>, Option<Piece>)> {
            overlapping(ranges, |it| it, whole.clone()).map(|it| (it.clone(), None)).collect()
        };
        let mut cuts = within(&shadow.comments);
        cuts.extend(within(&shadow.indents));
        // A table is a block of its own: in the text around it there is only the place where it stood.
        if parsed.is_some() {
            cuts.extend(within(&shadow.tables));
        }
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

    /// Text that may run over lines: inside a table written as tags.
    fn plain(&self, range: Range<usize>, out: &mut Vec<Piece>) {
        let mut from = range.start;
        for line in self.shadow.source[range].split_inclusive(['\n', '\r']) {
            let kept = line.trim_end_matches(['\n', '\r']);
            if !kept.is_empty() {
                out.push(Piece::Inline(Inline::Text(Run {
                    span: self.span(from..from + kept.len()),
                    text: kept.to_owned(),
                })));
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

    /// Joins tags with what they hold; a tag without its partner is text.
    fn nest(&self, pieces: Vec<Piece>) -> Vec<Inline> {
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
                        out.push(self.as_text(range));
                    }
                }
            }
        }
        while let Some((_, range, mut outer)) = stack.pop() {
            outer.push(self.as_text(range));
            outer.append(&mut out);
            out = outer;
        }
        trim_lines(&mut out);
        space_out(&mut out);
        out
    }

    fn as_text(&self, range: Range<usize>) -> Inline {
        Inline::Text(Run { text: self.shadow.source[range.clone()].to_owned(), span: self.span(range) })
    }
}

fn push_element(name: &str, inner: Vec<Inline>, out: &mut Vec<Inline>) {
    match name {
        "sub" => out.push(Inline::Sub(inner)),
        "sup" => out.push(Inline::Sup(inner)),
        // Readings and the brackets around them are held until the ruby closes.
        "rt" | "rp" => out.push(Inline::Ruby { base: Vec::new(), reading: inner }),
        "ruby" => {
            let mut held: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
            for it in inner {
                match it {
                    Inline::Ruby { base, mut reading } if base.is_empty() => match held.last_mut() {
                        Some((_, all)) => all.append(&mut reading),
                        None => held.push((Vec::new(), reading)),
                    },
                    other => match held.last_mut() {
                        Some((base, reading)) if reading.is_empty() => base.push(other),
                        _ => held.push((vec![other], Vec::new())),
                    },
                }
            }
            for (mut base, reading) in held {
                if reading.is_empty() {
                    out.append(&mut base);
                } else {
                    out.push(Inline::Ruby { base, reading });
                }
            }
        }
        _ => out.extend(inner),
    }
}

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

/// Decides which soft line ends are a space: those between words of Latin or Hangul.
fn space_out(inlines: &mut [Inline]) {
    for at in 0..inlines.len() {
        if !matches!(inlines[at], Inline::Soft { .. }) {
            continue;
        }
        let before = crate::model::plain_text(&inlines[..at]).chars().next_back();
        let after = crate::model::plain_text(&inlines[at + 1..]).chars().next();
        let word = |it: Option<char>| it.is_some_and(|it| !is_cjk(it) && !it.is_whitespace());
        if let Inline::Soft { space, .. } = &mut inlines[at] {
            *space |= word(before) && word(after);
        }
    }
}

/// Takes white space off both ends of a block's text: it is an indent or a blank, not text.
fn trim_ends(inlines: &mut Vec<Inline>) {
    let blank = |it: char| it.is_whitespace();
    while let Some(Inline::Text(run)) = inlines.first_mut() {
        let lead = run.text.len() - run.text.trim_start_matches(blank).len();
        if lead == run.text.len() {
            inlines.remove(0);
            continue;
        }
        if lead > 0 && run.span.len() == run.text.len() {
            run.text.drain(..lead);
            run.span.start += lead as u32;
        }
        break;
    }
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(run) => {
                let kept = run.text.trim_end_matches(blank).len();
                if kept == 0 {
                    inlines.pop();
                    continue;
                }
                if run.span.len() == run.text.len() {
                    run.span.end -= (run.text.len() - kept) as u32;
                    run.text.truncate(kept);
                }
                break;
            }
            Inline::Soft { .. } => {
                inlines.pop();
            }
            _ => break,
        }
    }
}

/// Takes white space off the ends of the lines within a block: where Chinese meets a line end it is no text.
fn trim_lines(inlines: &mut [Inline]) {
    for at in 0..inlines.len() {
        let soft = matches!(inlines[at], Inline::Soft { .. } | Inline::Hard(_));
        if !soft {
            continue;
        }
        if at > 0 {
            if let Inline::Text(run) = &mut inlines[at - 1] {
                if run.span.len() == run.text.len() {
                    let kept = run.text.trim_end().len();
                    run.span.end -= (run.text.len() - kept) as u32;
                    run.text.truncate(kept);
                }
            }
        }
        if let Some(Inline::Text(run)) = inlines.get_mut(at + 1) {
            if run.span.len() == run.text.len() {
                let lead = run.text.len() - run.text.trim_start().len();
                run.text.drain(..lead);
                run.span.start += lead as u32;
            }
        }
    }
}
