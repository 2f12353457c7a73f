//! The simple HTML of law sites. Only what makes blocks is understood: paragraphs, headings, line breaks, rows of tables;
//! every other tag is cut, and what a page never shows goes with it. A page that stands in no such form is no worse off
//! than its text. Tags are found by the tokens of HTML itself: a `<` that opens no tag is text.

use std::ops::Range;

use crate::import::raw::{Cut, CutReason, Form, Hint, Line, Raw, Role};

/// Elements whose content never shows, or is the site's and not the text's.
const HIDDEN: &[&str] = &["script", "style", "head", "noscript", "template", "svg"];
const SITE: &[&str] = &["nav", "header", "footer", "aside", "form", "button", "select"];
/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "table",
    "tbody",
    "thead",
    "caption",
    "center",
    "body",
    "html",
    "hr",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
];

/// Reads a page.
pub fn read(text: String) -> Raw {
    let mut page = Page {
        text: &text,
        cuts: Vec::new(),
        lines: Vec::new(),
        start: 0,
        opens: true,
        role: Role::Body,
        unclosed: Vec::new(),
    };
    page.walk();
    let (cuts, lines) = (page.cuts, page.lines);
    Raw { lines, cuts, ..Raw::new(Form::Html, text) }
}

struct Page<'a> {
    text: &'a str,
    cuts: Vec<Cut>,
    lines: Vec<Line>,
    /// Where the line begins.
    start: usize,
    /// The line begins a block.
    opens: bool,
    role: Role,
    /// Hidden elements that were sought and have no end any more.
    unclosed: Vec<String>,
}

impl Page<'_> {
    fn walk(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let rest = &self.text[at..];
            match rest.as_bytes()[0] {
                b'<' => match tag(rest) {
                    Some(tag) => at = self.tag(at, &tag),
                    None => at += 1,
                },
                b'&' => match entity(rest) {
                    Some((len, reads)) => {
                        self.cuts.push(Cut { range: at..at + len, reads: reads.to_string(), why: CutReason::Entity });
                        at += len;
                    }
                    None => at += 1,
                },
                b'\n' => {
                    self.line(at, false);
                    self.start = at + 1;
                    at += 1;
                }
                _ => at += rest.find(['<', '&', '\n']).unwrap_or(rest.len()),
            }
        }
        self.line(self.text.len(), true);
    }

    /// Ends a line; one that ends within a paragraph goes on in the next.
    fn line(&mut self, end: usize, closes: bool) {
        let range = self.start..end;
        let shows = shows(self.text, &range, &self.cuts);
        let hint = Hint { role: self.role, opens_block: self.opens && shows, continues: !closes, ..Hint::default() };
        self.lines.push(Line { range, hint });
        if shows {
            self.opens = false;
        } else if let Some(last) = self.lines.last_mut() {
            last.hint = Hint { continues: !closes, ..Hint::default() };
        }
    }

    fn tag(&mut self, at: usize, tag: &Tag) -> usize {
        let mut end = at + tag.len;
        let why = match tag.name.as_str() {
            it if !tag.closes && (HIDDEN.contains(&it) || SITE.contains(&it)) => {
                if !self.unclosed.iter().any(|known| known == it) {
                    match closing(self.text, end, it) {
                        Some(found) => end = found,
                        None => self.unclosed.push(it.to_owned()),
                    }
                }
                if SITE.contains(&it) { CutReason::SiteMatter } else { CutReason::Tag }
            }
            _ => CutReason::Tag,
        };
        let range = at..end;
        let level = tag.name.strip_prefix('h').and_then(|it| it.parse::<u8>().ok()).filter(|it| (1..=6).contains(it));
        let cell = matches!(tag.name.as_str(), "td" | "th") && tag.closes;
        if tag.name == "br" || BLOCKS.contains(&tag.name.as_str()) {
            self.line(at, true);
            self.start = at;
            if tag.name != "br" {
                self.opens = true;
                self.role = match (level, tag.closes) {
                    (Some(level), false) => Role::Heading(level),
                    _ if tag.name == "tr" && !tag.closes => Role::TableRow,
                    _ => Role::Body,
                };
            }
        }
        let reads = if cell { " | ".to_owned() } else { String::new() };
        self.cuts.push(Cut { range, reads, why });
        end
    }
}

/// Returns whether a line has anything but tags and blanks.
fn shows(text: &str, range: &Range<usize>, cuts: &[Cut]) -> bool {
    let (mut at, first) = (range.start, cuts.partition_point(|it| it.range.end <= range.start));
    for cut in &cuts[first..] {
        if cut.range.start >= range.end {
            break;
        }
        if !text[at.min(cut.range.start)..cut.range.start].trim().is_empty()
            || !cut.reads.trim_matches([' ', '|']).trim().is_empty()
        {
            return true;
        }
        at = cut.range.end;
    }
    at < range.end && !text[at..range.end].trim().is_empty()
}

struct Tag {
    name: String,
    closes: bool,
    len: usize,
}

/// Returns the tag, comment or declaration that a text begins with.
fn tag(text: &str) -> Option<Tag> {
    let whole = |len: usize| Some(Tag { name: String::new(), closes: false, len });
    if text.starts_with("<!--") {
        return whole(text.find("-->").map_or(text.len(), |it| it + 3));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return whole(text.bytes().take(4096).position(|it| it == b'>').map(|it| it + 1)?);
    }
    let closes = text.starts_with("</");
    let from = if closes { 2 } else { 1 };
    let name: String =
        text[from..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if !name.starts_with(|it: char| it.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    for (at, it) in text.bytes().enumerate().skip(from) {
        match (quote, it) {
            (None, b'>') => return Some(Tag { name, closes, len: at + 1 }),
            (None, b'"' | b'\'') => quote = Some(it),
            (None, b'<') => return None,
            (Some(open), it) if open == it => quote = None,
            _ => {}
        }
    }
    None
}

/// Returns the byte behind the end tag of an element whose content does not count.
fn closing(text: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text[at..].find("</") {
        let here = at + found;
        let rest = &text[here + 2..];
        if rest.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
            return Some(here + 2 + rest.find('>')? + 1);
        }
        at = here + 2;
    }
    None
}

/// Returns how long a character reference is and what it reads as: those that texts of law have.
fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(12).position(|it| it == b';')?;
    let name = &text[1..end];
    let reads = match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "middot" => '·',
        "times" => '×',
        "copy" => '©',
        _ => {
            let digits = name.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|it| !it.is_control())?
        }
    };
    Some((end + 1, reads))
}
