//! The account of a source, computed from its bytes: what is not text of the tree must be markup that these few
//! rules recognise by its own characters, whatever the parser said; else it is a fault. A run that the tree lost
//! thus shows, since letters are no markup.

use std::ops::Range;

use memchr::{memchr2, memrchr2};

use crate::markdown::shadow::{Shadow, overlapping};
use crate::model::{Account, Markup, Piece, PieceKind, Run};
use crate::text::{FileId, Span};

/// What the bytes outside the text may be besides marks that show themselves.
pub struct Known<'a> {
    /// The front matter.
    pub front_matter: Option<Range<usize>>,
    /// The shadow, which knows comments, tags and indents.
    pub shadow: &'a Shadow<'a>,
    /// The words that stand for pictures.
    pub images: Vec<Range<usize>>,
}

/// Returns the account of a source whose text is `runs`.
pub fn account(file: FileId, known: &Known, runs: &[&Run]) -> Account {
    let source = known.shadow.source;
    let mut texts: Vec<Range<usize>> = runs.iter().map(|it| it.span.range()).filter(|it| !it.is_empty()).collect();
    texts.sort_by_key(|it| it.start);
    let mut pieces = Pieces { file, line: (0, 0), out: Vec::with_capacity(2 * texts.len() + 8) };
    let mut at = 0;
    for text in texts {
        if text.start < at {
            // Two runs claim the same bytes: the second would be printed twice.
            if text.end > at {
                pieces.push(at..text.end, PieceKind::Fault);
                at = text.end;
            }
            continue;
        }
        gap(known, at..text.start, &mut pieces);
        pieces.push(text.clone(), PieceKind::Text);
        at = text.end;
    }
    gap(known, at..source.len(), &mut pieces);
    Account { pieces: pieces.out }
}

struct Pieces {
    file: FileId,
    /// Where the last line looked at begins, and the place in it.
    line: (usize, usize),
    out: Vec<Piece>,
}

impl Pieces {
    fn push(&mut self, range: Range<usize>, kind: PieceKind) {
        if range.is_empty() {
            return;
        }
        let span = Span::new(self.file, range);
        match self.out.last_mut() {
            Some(last) if last.kind == kind && kind != PieceKind::Text && last.span.end == span.start => {
                last.span.end = span.end
            }
            _ => self.out.push(Piece { span, kind }),
        }
    }

    /// Returns where the line of a place begins; places are asked for in order, so that no byte is looked at twice.
    fn line(&mut self, source: &str, at: usize) -> usize {
        let (line, seen) = self.line;
        let newer = memrchr2(b'\n', b'\r', &source.as_bytes()[seen..at]).map(|it| seen + it + 1);
        self.line = (newer.unwrap_or(line), at);
        self.line.0
    }

    fn mark(&mut self, range: Range<usize>, markup: Markup) {
        self.push(range, PieceKind::Markup(markup));
    }
}

/// Names what stands between two runs of text.
fn gap(known: &Known, gap: Range<usize>, pieces: &mut Pieces) {
    let source = known.shadow.source;
    let mut at = gap.start;
    while at < gap.end {
        let start = at;
        let line = pieces.line(source, start);
        let (end, kind) = next(known, source, line, start, gap.end);
        at = end.clamp(start + 1, gap.end);
        while !source.is_char_boundary(at) {
            at += 1;
        }
        match kind {
            Some(markup) => pieces.mark(start..at, markup),
            None => pieces.push(start..at, PieceKind::Fault),
        }
    }
}

/// Returns where the one of sorted ranges ends that holds a byte.
fn region<T>(sorted: &[T], place: impl Fn(&T) -> &Range<usize>, at: usize) -> Option<usize> {
    overlapping(sorted, &place, at..at + 1).next().map(|it| place(it).end)
}

/// Returns where the markup at `at` ends and what it is; nothing of a kind is a fault. `line` is where its line begins.
fn next(known: &Known, source: &str, line: usize, at: usize, end: usize) -> (usize, Option<Markup>) {
    let shadow = known.shadow;
    if at == 0 && source.starts_with('\u{FEFF}') {
        return (3, Some(Markup::ByteOrderMark));
    }
    if let Some(end) = region(known.front_matter.as_slice(), |it| it, at) {
        return (end, Some(Markup::FrontMatter));
    }
    if let Some(end) = region(&shadow.comments, |it| it, at) {
        return (end, Some(Markup::Comment));
    }
    if let Some(end) = region(&shadow.tags, |it| &it.range, at) {
        return (end, Some(Markup::Tag));
    }
    if let Some(end) = region(&known.images, |it| it, at) {
        return (end, Some(Markup::ImageAlt));
    }
    let rest = &source[at..end];
    let Some(first) = rest.chars().next() else { return (end, None) };
    let run = |marks: &[char]| at + rest.len() - rest.trim_start_matches(marks).len();
    if matches!(first, '\n' | '\r') {
        return (run(&['\n', '\r']), Some(Markup::LineEnd));
    }
    let line_end = at + memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
    match first {
        _ if first.is_whitespace() => {
            let blank =
                rest.find(|it: char| !it.is_whitespace() || matches!(it, '\n' | '\r')).map_or(end, |it| at + it);
            let leading = source[line..at].trim_matches(['>', ' ', '\t', '\u{3000}', '\u{FEFF}']).is_empty();
            let trailing = blank >= source.len() || source[blank..].starts_with(['\n', '\r']);
            let kind = if trailing {
                Markup::Blank
            } else if leading {
                Markup::Indent
            } else {
                Markup::Separator
            };
            (blank, Some(kind))
        }
        '#' => (run(&['#']), Some(Markup::HeadingMark)),
        '\\' => (at + 1, Some(Markup::Escape)),
        '>' => (
            at + 1,
            Some(if source[line..at].trim_matches(['>', ' ', '\t']).is_empty() {
                Markup::QuoteMark
            } else {
                Markup::LinkTarget
            }),
        ),
        '*' | '-' | '+' | '=' => {
            let alone = source[line..line_end].trim_start_matches(['>', ' ', '\t']);
            let rule = alone.len() >= 3
                && alone.bytes().all(|it| matches!(it, b' ' | b'\t' | b'\r') || it == alone.as_bytes()[0]);
            if rule {
                (line_end, Some(Markup::Rule))
            } else if table_delimiter(alone) {
                (line_end, Some(Markup::TableMark))
            } else if first == '*' && !is_bullet(source, line, at) {
                (run(&['*']), Some(Markup::EmphasisMark))
            } else if is_bullet(source, line, at) {
                (at + 1, Some(Markup::ListMark))
            } else {
                (at + first.len_utf8(), None)
            }
        }
        '|' => {
            let alone = source[line..line_end].trim_start_matches(['>', ' ', '\t']);
            if table_delimiter(alone) { (line_end, Some(Markup::TableMark)) } else { (at + 1, Some(Markup::TableMark)) }
        }
        ':' if table_delimiter(source[line..line_end].trim_start_matches(['>', ' ', '\t'])) => {
            (line_end, Some(Markup::TableMark))
        }
        '`' | '~' => {
            let marks = run(&[first]);
            let opens = source[line..at].trim_matches(['>', ' ', '\t']).is_empty() && marks - at >= 3;
            (if opens { line_end } else { marks }, Some(Markup::CodeMark))
        }
        '!' if rest.starts_with("![") => (at + 2, Some(Markup::LinkTarget)),
        '[' if rest.starts_with("[^") => {
            let close = rest.find(']').map_or(at + 2, |it| at + it + 1);
            let colon = usize::from(source[close..].starts_with(':'));
            (close + colon, Some(Markup::NoteSign))
        }
        '[' => {
            let definition = source[line..at].trim_matches(['>', ' ', '\t']).is_empty()
                && rest.find("]:").is_some_and(|it| !rest[..it].contains('\n'));
            (
                if definition { line_end } else { at + 1 },
                Some(if definition { Markup::Definition } else { Markup::LinkTarget }),
            )
        }
        ']' => (target_end(source, at, end), Some(Markup::LinkTarget)),
        '<' if rest[1..].starts_with(|it: char| it.is_ascii_alphabetic())
            && rest.len() == 1 + rest[1..].find('<').unwrap_or(rest.len() - 1) =>
        {
            (at + 1, Some(Markup::LinkTarget))
        }
        '<' => (at + 1, Some(Markup::LinkTarget)),
        '{' if rest[..line_end - at].trim_end().ends_with('}') => (line_end, Some(Markup::HeadingAttributes)),
        _ => (at + first.len_utf8(), None),
    }
}

fn is_bullet(source: &str, line: usize, at: usize) -> bool {
    let before = &source[line..at];
    let nested = before.trim_matches(['>', ' ', '\t', '-', '+', '*']);
    let numbered = nested.trim_start_matches(|it: char| it.is_ascii_digit());
    (nested.is_empty() || matches!(numbered, "." | ")"))
        && source[at + 1..].chars().next().is_none_or(|it| matches!(it, ' ' | '\t' | '\n' | '\r'))
}

fn table_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.bytes().all(|it| matches!(it, b'|' | b'-' | b':' | b' ' | b'\t'))
        && line.contains('-')
        && line.contains(['|', ':'])
}

/// The end of a link: `](target "title")`, `][label]`, or `]` alone.
fn target_end(source: &str, at: usize, end: usize) -> usize {
    let rest = &source[at + 1..end];
    if rest.starts_with('[') {
        return rest.find(']').map_or(at + 1, |it| at + 1 + it + 1);
    }
    if !rest.starts_with('(') {
        return at + 1;
    }
    let (mut depth, mut quote, mut escaped, mut angle) = (0, None, false, false);
    for (place, it) in rest.char_indices() {
        if escaped {
            escaped = false;
            continue;
        }
        match (quote, it) {
            (_, '\\') => escaped = true,
            (None, '<') if rest[..place].ends_with('(') => angle = true,
            (None, '>') if angle => angle = false,
            _ if angle => {}
            (Some(open), close) if close == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if rest[..place].ends_with([' ', '\n', '\t']) => quote = Some(it),
            (None, '(') => depth += 1,
            (None, ')') => {
                depth -= 1;
                if depth == 0 {
                    return at + 1 + place + 1;
                }
            }
            _ => {}
        }
    }
    at + 1
}
