//! From plain blocks to the tree of a normative text: which line opens a chapter, an article, an item, and what
//! stands under it.

mod classify;
mod lines;
mod marker;
mod open;
mod plain;
mod quotation;

use crate::diagnostic::Diagnostic;
use crate::markdown::events::Raw;
use crate::markdown::units::classify::{Context, classify, is_enactment};
use crate::markdown::units::lines::{split_lines, without_habit};
use crate::markdown::units::marker::{missing_separator, take_marker};
use crate::markdown::units::open::Open;
use crate::markdown::units::plain::plain;
use crate::markdown::units::quotation::quoted;
use crate::model::grammar::{Opening, Opens, opening, trim_lead};
use crate::model::{Block, Inline, Line, Note, Number, Paragraph, Unit, UnitKind, plain_text};
use crate::text::Span;

/// The tree and what was noticed on the way.
pub struct Tree {
    /// The text.
    pub blocks: Vec<Block>,
    /// The notes, in order of their definitions.
    pub notes: Vec<Note>,
    /// What was noticed.
    pub findings: Vec<Diagnostic>,
}

/// Returns the tree of raw blocks. `info_end` is where the comment that ends the information block stands.
pub fn tree(raw: Vec<Raw>, info_end: Option<usize>) -> Tree {
    let row_of_yi =
        any_line(&raw, |it, _| matches!(it.kind, Opens::Yi | Opens::LikeYi) && it.number == Some(Number::new(2)));
    let ctx = Context { articles: has_articles(&raw), last_article: None, last_yi: None, row_of_yi };
    let mut findings = Vec::new();
    let steps = split_lines(raw, ctx.articles, &mut findings);
    let findings = without_habit(findings);
    let mut builder = Builder { open: Open::default(), notes: Vec::new(), findings, ctx };
    builder.steps(steps, info_end);
    let mut blocks = builder.open.finish();
    preamble(&mut blocks);
    Tree { blocks, notes: builder.notes, findings: builder.findings }
}

/// Returns whether the text has 条: then 一、 is no article.
fn has_articles(raw: &[Raw]) -> bool {
    any_line(raw, |it, line| {
        it.kind == Opens::Unit(UnitKind::Article)
            && (it.separator > 0 || line.len() == it.len || line[it.len..].starts_with('【'))
    })
}

/// Returns whether some line of a paragraph or heading opens as asked.
fn any_line(raw: &[Raw], asked: impl Fn(&Opening, &str) -> bool) -> bool {
    raw.iter().any(|it| match it {
        Raw::Paragraph { inlines, .. } | Raw::Heading { inlines, .. } => {
            plain_text(inlines).lines().map(trim_lead).any(|line| opening(line).is_some_and(|it| asked(&it, line)))
        }
        _ => false,
    })
}

/// A paragraph or heading on its way into the tree.
struct Piece {
    inlines: Vec<Inline>,
    span: Span,
    /// The count of `#` of a heading.
    level: Option<u8>,
}

impl Piece {
    fn line(self) -> Line {
        Line { inlines: self.inlines, span: self.span }
    }

    fn paragraph(self) -> Paragraph {
        Paragraph { inlines: self.inlines, span: self.span, id: String::new() }
    }
}

/// What the text is read by: a piece that may open a unit, or a block that opens none.
enum Step {
    Piece(Piece),
    Other(Raw),
}

struct Builder {
    open: Open,
    notes: Vec<Note>,
    findings: Vec<Diagnostic>,
    ctx: Context,
}

impl Builder {
    /// Title, subtitle, enactment note; then everything else.
    fn steps(&mut self, steps: Vec<Step>, info_end: Option<usize>) {
        let mut titled = false;
        // Lines right under the title: here a subtitle and the enactment note may stand.
        let mut under_title = false;
        let mut subtitled = false;
        let mut seen_unit = false;
        let quoted = quoted(&steps);
        for (step, quoted) in steps.into_iter().zip(quoted) {
            let piece = match step {
                Step::Piece(piece) => piece,
                Step::Other(raw) => {
                    under_title = false;
                    self.other(raw);
                    continue;
                }
            };
            let text = plain_text(&piece.inlines);
            let unit = if quoted { None } else { classify(&self.ctx, piece.level, &text) };
            if piece.level == Some(1) && unit.is_none() {
                self.open.close();
                if titled {
                    self.open.push_top(Block::PartTitle(piece.line()));
                } else {
                    self.open.push_top(Block::Title(piece.line()));
                    titled = true;
                    under_title = true;
                }
                continue;
            }
            if piece.level.is_none() && titled && !seen_unit {
                if under_title && !subtitled && text.starts_with("——") {
                    subtitled = true;
                    self.open.push_top(Block::Subtitle(piece.line()));
                    continue;
                }
                let noted = match info_end {
                    Some(end) => (piece.span.end as usize) <= end,
                    None => under_title && is_enactment(&text),
                };
                if noted && unit.is_none() {
                    self.open.push_top(Block::Enactment(piece.paragraph()));
                    continue;
                }
            }
            under_title = false;
            seen_unit |= unit.is_some();
            match unit {
                Some((kind, found)) => self.unit(piece, &text, kind, found),
                None => self.open.push(Block::Paragraph(piece.paragraph())),
            }
        }
    }

    /// Adds the unit that a piece opens.
    fn unit(&mut self, piece: Piece, text: &str, kind: UnitKind, found: Option<Opening>) {
        let Piece { mut inlines, span, level } = piece;
        if let Some(it) = found.as_ref().filter(|it| matches!(it.kind, Opens::Yi | Opens::LikeYi)) {
            self.ctx.last_yi.clone_from(&it.number);
        }
        let marker = found.map(|it| {
            let article = kind == UnitKind::Article && matches!(it.kind, Opens::Unit(_));
            if article && it.separator == 0 && trim_lead(text).len() > it.len {
                self.findings.extend(missing_separator(&inlines, text, &it));
            }
            take_marker(&mut inlines, text, it)
        });
        match kind {
            UnitKind::Article => {
                if let Some(number) = marker.as_ref().and_then(|it| it.number.clone()) {
                    self.ctx.last_article = Some(number);
                }
            }
            UnitKind::Annex => self.ctx.last_article = None,
            _ => {}
        }
        // A heading that reads on as a sentence is the text of its article, not a caption.
        let sentence = plain_text(&inlines).trim_end().ends_with(['。', '；', '：', '，']);
        let captioned = level.is_some() && (kind.is_division() || !sentence);
        let (heading, body) = if captioned { (inlines, Vec::new()) } else { (Vec::new(), inlines) };
        let mut unit = Unit { kind, marker, heading, level, span, id: String::new(), blocks: Vec::new() };
        if !body.is_empty() {
            unit.blocks.push(Block::Paragraph(Paragraph { inlines: body, span, id: String::new() }));
        }
        self.open.open(unit);
    }

    /// Adds what is neither paragraph nor heading: items of a list with numbers are units, all else is a block.
    fn other(&mut self, raw: Raw) {
        for block in plain(vec![raw], &mut self.notes) {
            match block {
                Block::Unit(unit) => self.open.open(unit),
                block => self.open.push(block),
            }
        }
    }
}

/// What stands before the first unit is the preamble; a text without units is all body.
fn preamble(top: &mut Vec<Block>) {
    let Some(first) = top.iter().position(|it| matches!(it, Block::Unit(_))) else { return };
    let front =
        |it: &Block| matches!(it, Block::Title(_) | Block::PartTitle(_) | Block::Subtitle(_) | Block::Enactment(_));
    let from = top[..first].iter().rposition(front).map_or(0, |it| it + 1);
    if from == first {
        return;
    }
    let blocks: Vec<Block> = top.drain(from..first).collect();
    let unit = Unit {
        kind: UnitKind::Preamble,
        marker: None,
        heading: Vec::new(),
        level: None,
        span: block_span(&blocks[0]),
        id: String::new(),
        blocks,
    };
    top.insert(from, Block::Unit(unit));
}

fn block_span(block: &Block) -> Span {
    match block {
        Block::Title(line) | Block::PartTitle(line) | Block::Subtitle(line) => line.span,
        Block::Enactment(it) | Block::Paragraph(it) => it.span,
        Block::Unit(it) => it.span,
        Block::List(it) => it.span,
        Block::Table(it) => it.span,
        Block::Quote(_, span) | Block::Code(_, span) | Block::Rule(span) => *span,
    }
}
