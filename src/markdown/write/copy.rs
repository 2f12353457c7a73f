//! Copying text out of a source: what is text or markup stays as it is, white space is laid out anew.

use std::ops::Range;

use crate::markdown::write::lf;
use crate::model::{Block, Document, Inline, Marker, Markup, Piece, PieceKind, UnitKind, leaves};

/// A source from which text is copied.
pub struct Copy<'a> {
    source: &'a str,
    pieces: &'a [Piece],
    /// Line ends that are none in the text, or breaks of a line, with what says them on one line.
    joints: Vec<(Range<usize>, &'static str)>,
    /// What the articles of this text have behind their number.
    usual: &'static str,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub enum Place<'d> {
    /// On a line of its own, behind the marker of a unit where one opens it.
    Line(Option<&'d Marker>),
    /// In a heading, behind a marker too.
    Heading(Option<&'d Marker>),
    /// Among blocks in another.
    Nested,
}

impl<'a> Copy<'a> {
    /// Returns a source as something to copy from.
    pub fn of(source: &'a str, document: &'a Document) -> Self {
        let mut joints = Vec::new();
        blocks(source, &document.blocks, &mut joints);
        document.notes.iter().for_each(|it| blocks(source, &it.blocks, &mut joints));
        joints.sort_by_key(|(range, _)| (range.start, range.end));
        Self { source, pieces: &document.account.pieces, joints, usual: usual(source, document) }
    }

    /// Returns the source in a range, its lines ending in LF.
    pub fn lines(&self, range: Range<usize>) -> String {
        lf(&self.source[range])
    }

    /// Returns the pieces of a range, cut to it.
    pub fn pieces(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, PieceKind)> {
        let first = self.pieces.partition_point(|it| (it.span.end as usize) <= range.start);
        self.pieces[first..].iter().take_while(move |it| (it.span.start as usize) < range.end).map(move |it| {
            let piece = it.span.range();
            (piece.start.max(range.start)..piece.end.min(range.end), it.kind)
        })
    }

    /// Returns the text of a range.
    pub fn text(&self, range: Range<usize>, place: Place) -> String {
        let mut out = String::with_capacity(range.len());
        let mut white: Option<Range<usize>> = None;
        for (piece, kind) in self.pieces(range.clone()) {
            let open = white.as_ref().map_or(piece.start, |it| it.start);
            if self.is_white(&piece, kind, open, place) {
                white = Some(open..piece.end);
                continue;
            }
            let white = white.take().unwrap_or(piece.start..piece.start);
            if white.start > range.start {
                out.push_str(&self.white(white, place));
            }
            let bytes = &self.source[piece];
            match kind {
                PieceKind::Markup(Markup::ListMark) => out.push('-'),
                PieceKind::Markup(Markup::Comment) => out.push_str(&lf(bytes)),
                PieceKind::Markup(_) | PieceKind::Text | PieceKind::Fault => out.push_str(bytes),
            }
        }
        out
    }

    /// Returns whether a piece is white space, or a mark that is none on one line. `open` is where the white space
    /// before it begins.
    fn is_white(&self, piece: &Range<usize>, kind: PieceKind, open: usize, place: Place) -> bool {
        use Markup::{Blank, ByteOrderMark, HeadingMark, Indent, LineEnd, QuoteMark, Separator};
        match kind {
            PieceKind::Markup(LineEnd | Blank | Indent | Separator | ByteOrderMark) => true,
            PieceKind::Markup(HeadingMark) => matches!(place, Place::Heading(_)),
            PieceKind::Markup(QuoteMark) => self.joints(&(open..piece.start)).next().is_some(),
            // A backslash at the end of a line.
            PieceKind::Markup(_) => {
                self.joints(piece).any(|(joint, _)| joint.start <= piece.start && piece.end <= joint.end)
            }
            PieceKind::Text | PieceKind::Fault => false,
        }
    }

    /// Returns the joints that lie within white space.
    fn joints(&self, white: &Range<usize>) -> impl Iterator<Item = &(Range<usize>, &'static str)> {
        let (start, end) = (white.start, white.end);
        let first = self.joints.partition_point(|(it, _)| it.start < start);
        self.joints[first..].iter().take_while(move |(it, _)| it.start < end)
    }

    /// Returns what stands for white space within a text.
    fn white(&self, white: Range<usize>, place: Place) -> String {
        let bytes = &self.source[white.clone()];
        if bytes.is_empty() && self.joints(&white).next().is_none() {
            return String::new();
        }
        let marker = match place {
            Place::Line(marker) | Place::Heading(marker) => marker,
            Place::Nested => None,
        };
        if let Some(marker) = marker.filter(|it| self.is_behind(it, white.start)) {
            return self.separator(bytes, marker, place).to_owned();
        }
        let mut joints = self.joints(&white).peekable();
        if joints.peek().is_some() {
            return joints.map(|(_, it)| *it).collect();
        }
        match place {
            Place::Heading(_) if bytes.contains('#') => " ".to_owned(),
            Place::Line(_) | Place::Heading(_) => bytes.to_owned(),
            Place::Nested => lines_within(bytes),
        }
    }

    /// Returns whether a place is right behind a marker, marks of emphasis not counted.
    fn is_behind(&self, marker: &Marker, at: usize) -> bool {
        let end = marker.span.range().end;
        end <= at && self.source[end..at].chars().all(|it| it == '*')
    }

    /// Returns what parts a marker from its text: what the source has, if that is one blank.
    fn separator<'b>(&self, bytes: &'b str, marker: &Marker, place: Place) -> &'b str {
        if matches!(bytes, " " | "\u{3000}") {
            return bytes;
        }
        match (marker.text().chars().next_back(), place) {
            // 1. needs a blank before a digit.
            (Some('.' | ')'), _) => " ",
            (Some(last), Place::Heading(_)) if last.is_alphanumeric() => " ",
            (Some(last), Place::Line(_) | Place::Nested) if last.is_alphanumeric() => self.usual,
            (Some(_) | None, _) => "",
        }
    }
}

/// Returns white space with line ends in it, no more than one line empty.
fn lines_within(bytes: &str) -> String {
    let bytes = lf(bytes);
    let Some((before, indent)) = bytes.rsplit_once('\n') else { return bytes };
    format!("{}{indent}", if before.contains('\n') { "\n\n" } else { "\n" })
}

/// Adds the line ends within blocks.
fn blocks(source: &str, list: &[Block], out: &mut Vec<(Range<usize>, &'static str)>) {
    for block in list {
        match block {
            Block::Title(it) | Block::PartTitle(it) | Block::Subtitle(it) => inlines(source, &it.inlines, out),
            Block::Enactment(it) | Block::Paragraph(it) => inlines(source, &it.inlines, out),
            Block::Unit(it) => {
                inlines(source, &it.heading, out);
                blocks(source, &it.blocks, out);
            }
            Block::List(it) => it.items.iter().for_each(|it| blocks(source, &it.blocks, out)),
            Block::Table(it) => it.rows.iter().flatten().for_each(|it| inlines(source, it, out)),
            Block::Quote(inner, _) => blocks(source, inner, out),
            Block::Code(..) | Block::Rule(_) => {}
        }
    }
}

fn inlines(source: &str, list: &[Inline], out: &mut Vec<(Range<usize>, &'static str)>) {
    for it in leaves(list) {
        match it {
            Inline::Soft { span, space } => out.push((span.range(), if *space { " " } else { "" })),
            Inline::Hard(span) if !source[span.range()].starts_with('<') => out.push((span.range(), "<br>")),
            _ => {}
        }
    }
}

/// Returns what most articles of a text have behind their number.
fn usual(source: &str, document: &Document) -> &'static str {
    let (mut blanks, mut wide) = (0, 0);
    for unit in document.units() {
        let Some(marker) = unit.marker.as_ref().filter(|_| unit.kind == UnitKind::Article && unit.level.is_none())
        else {
            continue;
        };
        let behind = source[marker.span.range().end..].trim_start_matches('*');
        blanks += usize::from(behind.starts_with(' '));
        wide += usize::from(behind.starts_with('\u{3000}'));
    }
    if blanks > wide { " " } else { "\u{3000}" }
}
