//! The shadow of a source: the bytes that the CommonMark parser is shown. It is as long as the source, byte for
//! byte, so every place found in it is a place of the source; characters that CommonMark would misread in Chinese
//! text are replaced by letters, so that the parser sees the text as the author meant it.
//!
//! What is replaced is decided by the source alone for single characters (`_`, `*` beside Latin, punctuation beside
//! `**`), and by asking the parser for blocks (indented code, Setext headings, raw HTML, unused definitions): what it
//! reports is masked and the parser asked again, until nothing is left to mask.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag};

use crate::text::is_cjk;

/// A place where CommonMark reads something else than the author meant, and what we read instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trap {
    /// `*` beside a Latin letter or digit.
    Star,
    /// Four blanks that would make code.
    Indent,
    /// A line of `=` or `-` that would make a heading.
    Setext,
    /// A tag that is not one of ours.
    Tag,
    /// `<!--` without `-->`.
    OpenComment,
    /// Text behind `-->`.
    AfterComment,
    /// A definition that nothing uses.
    Definition,
    /// `{试行}` behind a heading.
    Attributes,
    /// A note that no sign calls.
    Note,
    /// What no other rule could place.
    Other,
}

/// A tag that means what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTag {
    /// Its bytes.
    pub range: Range<usize>,
    /// `table`, `tr`, `th`, `td`, `br`, `sub`, `sup`, `ruby`, `rt`, `rp`.
    pub name: &'static str,
    /// Whether it closes an element.
    pub closing: bool,
}

/// The source with its shadow and what was found on the way.
#[derive(Debug)]
pub struct Shadow<'s> {
    /// The source.
    pub source: &'s str,
    /// What the parser is shown; the same length.
    pub text: String,
    /// Comments, in order.
    pub comments: Vec<Range<usize>>,
    /// Tags that mean what they say, in order.
    pub tags: Vec<HtmlTag>,
    /// White space at the start of a line, masked because it is an indent and not code.
    pub indents: Vec<Range<usize>>,
    /// Tables written as tags, from `<table>` to `</table>`.
    pub tables: Vec<Range<usize>>,
    /// Traps, in order of discovery.
    pub traps: Vec<(Trap, Range<usize>)>,
    start: usize,
}

/// The options of the source format: tables, footnotes, heading attributes. The metadata block is read by
/// `front_matter`, since it may stand at the first byte only.
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES
}

/// How often the parser is asked before the text is taken as it is.
const ROUNDS: usize = 40;

/// How deep quotes, lists and emphasis may stand in one another; what is deeper is text.
const DEEPEST: usize = 48;

impl<'s> Shadow<'s> {
    /// Returns the shadow of `source` from byte `start` on, with nothing left to mask.
    pub fn cast(source: &'s str, start: usize) -> Self {
        let mut bytes = letters(source);
        let mut traps = Vec::new();
        stars(source, start, &mut bytes, &mut traps);
        let text = String::from_utf8(bytes).expect("every character was replaced by one of its own length");
        let mut shadow = Self {
            source,
            text,
            comments: Vec::new(),
            tags: Vec::new(),
            indents: Vec::new(),
            tables: Vec::new(),
            traps,
            start,
        };
        let settled = (0..ROUNDS).any(|_| !shadow.round());
        if !settled {
            // The text defends itself against every reading: show the parser letters only.
            shadow.mask_all();
        }
        shadow.tags.sort_by_key(|it| it.range.start);
        for ranges in [&mut shadow.comments, &mut shadow.indents, &mut shadow.tables] {
            ranges.sort_by_key(|it| it.start);
        }
        shadow
    }

    /// Returns the part that the parser reads; its places count from [`Shadow::start`].
    pub fn body(&self) -> &str {
        &self.text[self.start..]
    }

    /// Returns where the body begins.
    pub fn start(&self) -> usize {
        self.start
    }

    /// Hides a range from the parser behind letters; line ends stay.
    fn mask(&mut self, range: Range<usize>) {
        self.replace(range, |it| if it.is_ascii() && !matches!(it, '\n' | '\r') { 'x' } else { it });
    }

    /// Hides a range with its line ends: what it holds becomes part of one line.
    fn mask_whole(&mut self, range: Range<usize>) {
        self.replace(range, |it| if it.is_ascii() { 'x' } else { it });
    }

    fn replace(&mut self, range: Range<usize>, letter: impl Fn(char) -> char) {
        let letters: String = self.text[range.clone()].chars().map(letter).collect();
        self.text.replace_range(range, &letters);
    }

    /// Hides the lines that hold a range, and says so.
    pub fn mask_line(&mut self, range: Range<usize>) {
        let (from, to) = (self.line_start(range.start), self.line_end(range.end.max(range.start)));
        let already = self.text[from..to].bytes().all(|it| !it.is_ascii() || matches!(it, b'x' | b'\n' | b'\r'));
        if !already {
            self.mask(from..to);
            self.traps.push((Trap::Other, range));
        }
    }

    /// Hides everything: the parser sees paragraphs of letters.
    pub fn mask_all(&mut self) {
        let (start, end) = (self.start, self.text.len());
        // Blanks inside a line separate words; at its start they would be an indent.
        let mut inside = false;
        let letters: String = self.text[start..end]
            .chars()
            .map(|it| match it {
                '\n' | '\r' => {
                    inside = false;
                    it
                }
                ' ' if inside => ' ',
                _ => {
                    inside = true;
                    if it.is_ascii() { 'x' } else { it }
                }
            })
            .collect();
        self.text.replace_range(start..end, &letters);
        self.traps.push((Trap::Other, start..end));
    }

    fn blank(&mut self, range: Range<usize>) {
        let blanks: String = self.source[range.clone()]
            .bytes()
            .map(|it| if matches!(it, b'\n' | b'\r') { it as char } else { ' ' })
            .collect();
        self.text.replace_range(range, &blanks);
    }

    fn overwrite(&mut self, at: usize, with: &str) {
        self.text.replace_range(at..at + with.len(), with);
    }

    /// Asks the parser once and masks what it misread. Returns whether anything was masked.
    fn round(&mut self) -> bool {
        let start = self.start;
        let mut html: Vec<Range<usize>> = Vec::new();
        let mut indented = Vec::new();
        let mut setext = Vec::new();
        let mut attributes = Vec::new();
        let mut used = BTreeSet::new();
        let mut called = BTreeSet::new();
        let mut notes = Vec::new();
        let parser = Parser::new_ext(self.body(), options());
        let definitions: Vec<(String, Range<usize>)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, it)| (label.to_lowercase(), it.span.start + start..it.span.end + start))
            .collect();
        let mut code = false;
        let mut depth = 0usize;
        let mut deep = Vec::new();
        for (event, range) in parser.into_offset_iter() {
            let range = range.start + start..range.end + start;
            match &event {
                Event::Start(_) => {
                    depth += 1;
                    if depth == DEEPEST {
                        deep.push(range.clone());
                    }
                }
                Event::End(_) => depth -= 1,
                _ => {}
            }
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    code = true;
                    if kind == CodeBlockKind::Indented {
                        indented.push(range);
                    }
                }
                Event::End(pulldown_cmark::TagEnd::CodeBlock) => code = false,
                Event::Start(Tag::Heading { .. }) => {
                    let line = self.text[range.clone()].trim_start_matches([' ', '>']);
                    if !line.starts_with('#') {
                        setext.push(range);
                    } else if let Some(at) = unknown_attributes(self.source, &self.text, range) {
                        attributes.push(at);
                    }
                }
                Event::Html(_) | Event::InlineHtml(_) if !code => html.push(range),
                Event::Start(Tag::Link { id, link_type, .. } | Tag::Image { id, link_type, .. }) => {
                    if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
                        used.insert(id.to_lowercase());
                    }
                }
                Event::FootnoteReference(label) => {
                    called.insert(label.to_string());
                }
                Event::Start(Tag::FootnoteDefinition(label)) => notes.push((label.to_string(), range)),
                _ => {}
            }
        }
        let before = self.traps.len() + self.comments.len() + self.tags.len() + self.indents.len();
        for range in indented {
            self.unindent(range);
        }
        for range in setext {
            self.underline(range);
        }
        for at in attributes {
            let end = self.line_end(at);
            self.mask(at..at + 1);
            self.traps.push((Trap::Attributes, at..end));
        }
        let mut done = start;
        for range in html {
            if range.start >= done {
                done = self.html(range);
            }
        }
        self.definitions(&definitions, &used);
        for range in deep {
            let end = self.line_end(range.start);
            self.mask(range.start..end);
            self.traps.push((Trap::Other, range.start..end));
        }
        for (label, range) in notes {
            if !called.contains(&label) && self.text.as_bytes().get(range.start) == Some(&b'[') {
                self.mask(range.start..range.start + 1);
                self.traps.push((Trap::Note, range));
            }
        }
        before != self.traps.len() + self.comments.len() + self.tags.len() + self.indents.len()
    }

    /// Definitions that no link uses, and second ones of a label, are text.
    fn definitions(&mut self, definitions: &[(String, Range<usize>)], used: &BTreeSet<String>) {
        if definitions.is_empty() {
            return;
        }
        let labels: BTreeSet<&str> = definitions.iter().map(|(label, _)| label.as_str()).collect();
        let kept: BTreeSet<usize> =
            definitions.iter().filter(|(label, _)| used.contains(label)).map(|(_, it)| it.start).collect();
        let mut at = self.start;
        while at < self.text.len() {
            let end = self.line_end(at);
            let line = &self.text[at..end];
            let open = at + line.len() - line.trim_start_matches([' ', '>', '\t']).len();
            let label = self.text[open..end].strip_prefix('[').and_then(|it| it.split_once("]:")).map(|it| it.0);
            if label.is_some_and(|it| labels.contains(it.to_lowercase().as_str())) && !kept.contains(&open) {
                self.mask(open..open + 1);
                self.traps.push((Trap::Definition, open..end));
            }
            at = end + 1;
        }
        // A label may run over two lines, and the line scan not see it.
        for (_, range) in definitions.iter().filter(|(label, _)| !used.contains(label)) {
            if self.text.as_bytes()[range.start] == b'[' {
                self.mask(range.start..range.start + 1);
                self.traps.push((Trap::Definition, range.clone()));
            }
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |it| it + 1).max(self.start)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |it| at + it)
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
            let from = (line + outer).min(end);
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

    /// Reads a stretch of raw HTML: comments are nothing, our tags are tags, the rest is text. Returns where it
    /// stopped.
    fn html(&mut self, range: Range<usize>) -> usize {
        let source = self.source;
        let mut at = range.start;
        while let Some(open) = self.text[at..range.end.max(at)].find('<').map(|it| at + it) {
            let rest = &source[open..];
            if rest.starts_with("<!--") {
                let Some(close) = source[open + 4..].find("-->").map(|it| open + 4 + it + 3) else {
                    self.mask(open..open + 1);
                    self.traps.push((Trap::OpenComment, open..open + 4));
                    at = open + 1;
                    continue;
                };
                self.comment(open..close);
                at = close;
            } else if let Some((name, closing, len)) = known_tag(rest) {
                if name == "table" && !closing {
                    if let Some(end) = self.table(open) {
                        at = end;
                        continue;
                    }
                }
                if matches!(name, "table" | "tr" | "th" | "td") {
                    self.mask(open..open + len);
                    self.traps.push((Trap::Tag, open..open + len));
                } else {
                    self.mask(open..open + len);
                    self.tags.push(HtmlTag { range: open..open + len, name, closing });
                }
                at = open + len;
            } else {
                let len = rest.find(['>', '\n']).map_or(1, |it| it + usize::from(rest.as_bytes()[it] == b'>')).max(1);
                self.mask(open..open + 1);
                self.traps.push((Trap::Tag, open..open + len));
                at = open + 1;
            }
            if at >= range.end {
                break;
            }
        }
        at.max(range.end)
    }

    fn comment(&mut self, range: Range<usize>) {
        let before = &self.text[self.line_start(range.start)..range.start];
        let after_range = range.end..self.line_end(range.end);
        let after = &self.source[after_range.clone()];
        let alone_before = before.trim_matches([' ', '\t']).is_empty();
        if alone_before && after.trim_matches([' ', '\t']).is_empty() {
            self.blank(range.clone());
        } else {
            if alone_before && !after.trim_start().starts_with("<!--") {
                self.traps.push((Trap::AfterComment, after_range));
            }
            // A comment within a line is nothing even where it runs over several.
            self.mask_whole(range.clone());
        }
        self.comments.push(range);
    }

    /// Returns whether a range holds white space and comments only.
    fn is_blank_between(&self, range: Range<usize>, comments: &[Range<usize>]) -> bool {
        let mut at = range.start;
        let inside = comments.iter().filter(|it| it.start >= range.start && it.end <= range.end);
        for comment in inside.chain(std::iter::once(&(range.end..range.end))) {
            if !self.source[at..comment.start].trim_matches([' ', '\t', '\n', '\r']).is_empty() {
                return false;
            }
            at = comment.end;
        }
        true
    }

    /// A table written as tags, all of them ours and well nested. Returns where it ends.
    fn table(&mut self, open: usize) -> Option<usize> {
        let end = open + self.source[open..].find("</table>")? + "</table>".len();
        let mut tags = Vec::new();
        let mut comments = Vec::new();
        let mut at = open;
        let mut stack: Vec<&str> = Vec::new();
        while let Some(next) = self.source[at..end].find('<').map(|it| at + it) {
            if self.source[next..end].starts_with("<!--") {
                let close = next + 4 + self.source[next + 4..end].find("-->")? + 3;
                comments.push(next..close);
                at = close;
                continue;
            }
            let (name, closing, len) = known_tag(&self.source[next..end])?;
            match (name, closing) {
                ("br", _) => {}
                (_, false) => {
                    let fits = match name {
                        "table" => stack.is_empty(),
                        "tr" => stack.last() == Some(&"table"),
                        "th" | "td" => stack.last() == Some(&"tr"),
                        _ => stack.len() >= 3,
                    };
                    if !fits {
                        return None;
                    }
                    stack.push(name);
                }
                (_, true) => {
                    if stack.pop() != Some(name) {
                        return None;
                    }
                }
            }
            tags.push(HtmlTag { range: next..next + len, name, closing });
            at = next + len;
        }
        // Text between the cells would be lost.
        let mut last = open;
        let mut inside = 0;
        for tag in &tags {
            if inside == 0 && !self.is_blank_between(last..tag.range.start, &comments) {
                return None;
            }
            match tag.name {
                "th" | "td" if tag.closing => inside -= 1,
                "th" | "td" => inside += 1,
                _ => {}
            }
            last = tag.range.end;
        }
        if !stack.is_empty() {
            return None;
        }
        self.tags.extend(tags);
        self.comments.extend(comments);
        self.tables.push(open..end);
        self.mask_whole(open..end);
        Some(end)
    }
}

/// Returns those of sorted ranges, none overlapping another, that share a byte with `range`.
pub fn overlapping<T>(
    sorted: &[T],
    place: impl Fn(&T) -> &Range<usize>,
    range: Range<usize>,
) -> impl Iterator<Item = &T> {
    let first = sorted.partition_point(|it| place(it).end <= range.start);
    sorted[first..].iter().take_while(move |it| place(it).start < range.end)
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

/// Returns the tag at the start of `text`, whether it closes, and its length; only those of the source format.
fn known_tag(text: &str) -> Option<(&'static str, bool, usize)> {
    let end = text.find('>')?;
    let inside = &text[1..end];
    let (inside, closing) = match inside.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (inside, false),
    };
    let name = inside.strip_suffix('/').unwrap_or(inside).trim_end();
    let void = inside.ends_with('/');
    let name =
        ["table", "tr", "th", "td", "br", "sub", "sup", "ruby", "rt", "rp"].into_iter().find(|it| *it == name)?;
    (name == "br" || !void).then_some((name, closing, end + 1))
}

/// Every character that is not ASCII becomes, or stays, a letter of its own length: full-width punctuation and
/// spaces must not decide what an asterisk means.
fn letters(source: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(source.len());
    for it in source.chars() {
        let mut buffer = [0; 4];
        let kept = it.encode_utf8(&mut buffer).as_bytes();
        match it {
            '_' | '\0' => bytes.push(b'x'),
            _ if it.is_ascii() || it.is_alphanumeric() => bytes.extend_from_slice(kept),
            _ => bytes.extend_from_slice(
                match kept.len() {
                    2 => "é",
                    3 => "一",
                    _ => "𠀀",
                }
                .as_bytes(),
            ),
        }
    }
    bytes
}

/// Decides what asterisks mean, paragraph by paragraph: a single one right behind a Latin letter or digit never
/// opens, right before one never closes; ASCII punctuation between `**` and Han counts as a letter.
fn stars(source: &str, start: usize, bytes: &mut [u8], traps: &mut Vec<(Trap, Range<usize>)>) {
    let text = source.as_bytes();
    let mut open: Option<usize> = None;
    let mut at = start;
    let mut line_start = start;
    // Whether the line of that start is a rule: asked once a line.
    let (mut rule, mut rule_known) = (false, usize::MAX);
    let is_latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    let is_blank = |it: Option<char>| it.is_none_or(char::is_whitespace);
    let close_paragraph = |open: &mut Option<usize>, bytes: &mut [u8]| {
        if let Some(lone) = open.take() {
            bytes[lone] = b'x';
            // A lone asterisk is text in CommonMark as well: no trap.
        }
    };
    while at < text.len() {
        match text[at] {
            b'\n' | b'\r' => {
                let rest = &source[at + 1..];
                if rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n') || rest.is_empty() {
                    close_paragraph(&mut open, bytes);
                }
                line_start = at + 1;
                at += 1;
            }
            b'\\' => at += 2,
            b'*' => {
                let mut end = at;
                while end < text.len() && text[end] == b'*' {
                    end += 1;
                }
                let before = source[..at].chars().next_back();
                let after = source[end..].chars().next();
                let bullet = source[line_start..at].bytes().all(|it| matches!(it, b' ' | b'\t' | b'>'))
                    && after.is_none_or(|it| matches!(it, ' ' | '\t' | '\n' | '\r'));
                if rule_known != line_start {
                    let line = &source[line_start..source[at..].find(['\n', '\r']).map_or(source.len(), |it| at + it)];
                    rule = line.bytes().all(|it| matches!(it, b'*' | b' ' | b'\t' | b'>'));
                    rule_known = line_start;
                }
                if end - at == 1 && !bullet && !rule {
                    let can_open = !is_blank(after) && !is_latin(before);
                    let can_close = !is_blank(before) && !is_latin(after);
                    if open.is_some() && can_close {
                        open = None;
                    } else if can_open && open.is_none() {
                        open = Some(at);
                    } else {
                        bytes[at] = b'x';
                        if is_latin(before) || is_latin(after) {
                            traps.push((Trap::Star, at..end));
                        }
                    }
                } else if !rule && !bullet {
                    // Punctuation beside the run would keep it from opening or closing beside Han.
                    let soft =
                        |it: char| matches!(it, '.' | ',' | ':' | ';' | '?' | '!' | '%' | '"' | '\'' | '/' | '+' | '=');
                    if let (Some(b), Some(a)) = (before, after) {
                        if soft(b) && is_cjk(a) {
                            bytes[at - 1] = b'x';
                        }
                        if soft(a) && is_cjk(b) {
                            bytes[end] = b'x';
                        }
                    }
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    close_paragraph(&mut open, bytes);
}
