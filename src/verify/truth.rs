//! What an edition must say: the text of the source, from its bytes by the account, in order, block by block.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::model::{Document, Markup, PieceKind, Run};
use crate::say;
use crate::text::{Source, Span};
use crate::verify::TEXT;
use crate::verify::leaves::Leaves;
use crate::verify::unit::{Letter, Unit, units};

/// The text of a source.
#[derive(Debug, Clone)]
pub struct Truth {
    /// The text, block by block.
    pub(super) blocks: Vec<Block>,
    /// The notes, in the order in which the text calls them.
    pub(super) notes: Vec<Note>,
    /// Where the text calls notes.
    pub(super) signs: Vec<Call>,
    /// Bytes that nobody can account for: no edition can be proven.
    pub(super) faults: Vec<Span>,
    /// The beginning of the source.
    pub(super) start: Span,
}

/// A block of the source's text.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Its characters, each with its bytes.
    pub(super) units: Vec<Unit<Span>>,
    /// Whether an edition may set the next block on: a bare marker before its text, a line of code, a line of the
    /// enactment note.
    pub(super) soft: bool,
    /// Whether it opens an item of a list with bullets.
    pub(super) bullet: bool,
    /// Which of its characters are readings above others.
    pub(super) readings: Vec<Range<usize>>,
}

/// A note.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// The label that joins it to its sign.
    pub(super) label: String,
    /// Its text.
    pub(super) blocks: Vec<Block>,
}

/// A place where the text calls a note.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// The label.
    pub(super) label: String,
    /// How many characters of the whole text stand before it.
    pub(super) at: usize,
    /// Its bytes.
    pub(super) span: Span,
}

/// Returns what every edition of a document must say.
pub fn truth(document: &Document, source: &Source) -> Truth {
    let bytes = source.text();
    let leaves = Leaves::of(document, bytes);
    let mut out =
        Truth { blocks: Vec::new(), notes: Vec::new(), signs: Vec::new(), faults: Vec::new(), start: Span::default() };
    out.notes = document.notes.iter().map(|it| Note { label: it.label.clone(), blocks: Vec::new() }).collect();
    let mut open: Option<Open> = None;
    let mut hard = false;
    let pieces = &document.account.pieces;
    out.start = pieces.first().map(|it| it.span.at_start()).unwrap_or_default();
    for (number, piece) in pieces.iter().enumerate() {
        let text = &bytes[piece.span.range()];
        match piece.kind {
            PieceKind::Text => {
                let leaf = leaves.by_start.get(&piece.span.start);
                let same = matches!((&open, leaf), (Some(open), Some((leaf, _))) if open.leaf == Some(*leaf));
                if !same {
                    close(open.take(), &leaves, &mut out);
                    open = Some(Open {
                        leaf: leaf.map(|it| it.0),
                        letters: Vec::new(),
                        calls: Vec::new(),
                        readings: Vec::new(),
                    });
                }
                if let Some(open) = &mut open {
                    if leaves.behind_marker.contains(&piece.span.start) {
                        open.letters.push((Letter::Free, piece.span));
                    }
                    let from = open.letters.len();
                    decode(text, piece.span, leaf.map(|it| it.1), &mut open.letters, &mut out.faults);
                    if leaves.readings.contains(&piece.span.start) {
                        open.readings.push(from..open.letters.len());
                    }
                }
            }
            PieceKind::Markup(Markup::NoteSign) if !text.ends_with(':') => {
                if let Some(open) = &mut open {
                    for label in labels(text, &out.notes) {
                        open.calls.push((label, open.letters.len(), piece.span));
                    }
                }
            }
            PieceKind::Markup(markup) => {
                let next = pieces.get(number + 1).is_some_and(|it| it.kind == PieceKind::Markup(Markup::LineEnd));
                let letter = match markup {
                    Markup::Separator => Some(Letter::Free),
                    Markup::Tag if text.to_ascii_lowercase().starts_with("<br") => Some(Letter::Free),
                    Markup::LineEnd if hard => Some(Letter::Free),
                    Markup::LineEnd => Some(Letter::Char(' ')),
                    _ => None,
                };
                if let (Some(open), Some(letter)) = (&mut open, letter) {
                    open.letters.push((letter, piece.span));
                }
                // A backslash or two blanks before a line end break the line.
                hard = next && (markup == Markup::Escape || markup == Markup::Blank && text.len() >= 2);
            }
            PieceKind::Fault => out.faults.push(piece.span),
        }
    }
    close(open, &leaves, &mut out);
    let mut order: Vec<&str> = Vec::new();
    for call in &out.signs {
        if !order.contains(&call.label.as_str()) {
            order.push(&call.label);
        }
    }
    let place = |note: &Note| order.iter().position(|it| *it == note.label).unwrap_or(order.len());
    out.notes.sort_by_key(place);
    out
}

/// Returns the bytes of a character of the source's text, counted from its first.
pub fn character(truth: &Truth, at: usize) -> Span {
    let mut all = truth.blocks.iter().flat_map(|it| &it.units);
    all.nth(at).map_or(truth.start, |it| it.place.at_start())
}

/// Returns findings about bytes of the source that nobody can account for.
pub fn unaccounted(truth: &Truth) -> Vec<Diagnostic> {
    let fault = |it: &Span| {
        Diagnostic::error(
            TEXT,
            *it,
            say!(zh: "底本的这一处既不是正文也不是标记，各版无从核对", en: "this place of the source is neither text nor markup, so no edition can be proven"),
        )
    };
    truth.faults.iter().map(fault).collect()
}

struct Open {
    leaf: Option<usize>,
    letters: Vec<(Letter, Span)>,
    calls: Vec<(String, usize, Span)>,
    readings: Vec<Range<usize>>,
}

fn close(open: Option<Open>, leaves: &Leaves, out: &mut Truth) {
    let Some(open) = open else { return };
    let info = open.leaf.map(|it| &leaves.all[it]);
    let note = info.and_then(|it| it.note);
    if note.is_none() {
        let before: usize = out.blocks.iter().map(|it| it.units.len()).sum();
        for (label, letters, span) in open.calls.iter().cloned() {
            let at = before + units(open.letters[..letters].iter().copied()).len();
            out.signs.push(Call { label, at, span });
        }
    }
    let count = |letters: usize| units(open.letters[..letters].iter().copied()).len();
    let block = Block {
        readings: open.readings.iter().map(|it| count(it.start)..count(it.end)).collect(),
        units: units(open.letters.iter().copied()),
        soft: info.is_some_and(|it| it.soft),
        bullet: info.is_some_and(|it| it.bullet),
    };
    if block.units.is_empty() {
        return;
    }
    match note.and_then(|it| out.notes.get_mut(it)) {
        Some(note) => note.blocks.push(block),
        None => out.blocks.push(block),
    }
}

/// The labels of the signs in a piece, as their notes spell them: case matters only where two notes differ by it.
fn labels(text: &str, notes: &[Note]) -> Vec<String> {
    let spelt = |label: &str| {
        let folded = |it: &&Note| it.label.to_lowercase() == label.to_lowercase();
        let note = notes.iter().find(|it| it.label == label).or_else(|| notes.iter().find(folded));
        note.map_or(label, |it| it.label.as_str()).to_owned()
    };
    text.split("[^").skip(1).map(|it| spelt(it.split(']').next().unwrap_or(""))).collect()
}

/// The characters of a piece: its bytes, or what its entity stands for.
fn decode(text: &str, span: Span, run: Option<&Run>, out: &mut Vec<(Letter, Span)>, faults: &mut Vec<Span>) {
    if let Some(run) = run.filter(|it| text.starts_with('&') && it.text != text) {
        let own = entity(text);
        if own.as_ref().is_some_and(|it| *it != run.text) {
            faults.push(span);
        }
        let decoded = own.unwrap_or_else(|| run.text.clone());
        out.extend(decoded.chars().map(|it| (Letter::Char(it), span)));
        return;
    }
    for (at, it) in text.char_indices() {
        let start = span.range().start + at;
        out.push((Letter::Char(it), Span::new(span.file, start..start + it.len_utf8())));
    }
}

/// The entities that texts use, and every number; the table of two thousand names is the parser's.
fn entity(text: &str) -> Option<String> {
    let name = text.strip_prefix('&')?.strip_suffix(';')?;
    let it = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number).filter(|&it| it != '\0').unwrap_or('\u{FFFD}')
        }
    };
    Some(it.to_string())
}
