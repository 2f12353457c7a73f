//! From plain blocks to the tree of a normative text: which line opens a chapter, an article, an item, and what
//! stands under it.

use crate::diagnostic::Diagnostic;
use crate::markdown::events::Raw;
use crate::markdown::grammar::{Opening, Opens, is_reference_tail, opening};
use crate::model::{
    Block, Inline, Line, List, ListItem, Marker, Note, Number, Paragraph, Run, Table, Unit, UnitKind, plain_text,
};
use crate::say;
use crate::text::{Edit, Span};

/// The tree and what was noticed on the way.
pub struct Tree {
    pub blocks: Vec<Block>,
    pub notes: Vec<Note>,
    pub findings: Vec<Diagnostic>,
}

/// Returns the tree of raw blocks. `info_end` is where the comment that ends the information block stands.
pub fn tree(raw: Vec<Raw>, info_end: Option<usize>) -> Tree {
    let mut builder = Builder {
        stack: Vec::new(),
        top: Vec::new(),
        notes: Vec::new(),
        findings: Vec::new(),
        last_article: None,
        articles: has_articles(&raw),
    };
    let raw = split_lines(raw, &mut builder);
    builder.front(raw, info_end);
    builder.close_to(0);
    Tree { blocks: builder.top, notes: builder.notes, findings: builder.findings }
}

/// Returns whether the text has 条: then 一、 is no article.
fn has_articles(raw: &[Raw]) -> bool {
    raw.iter().any(|it| match it {
        Raw::Paragraph { inlines, .. } | Raw::Heading { inlines, .. } => {
            let text = plain_text(inlines);
            let mut lines = text.lines();
            lines.any(|line| {
                opening(trim(line)).is_some_and(|it| {
                    it.kind == Opens::Unit(UnitKind::Article) && (it.separator > 0 || trim(line).len() == it.len)
                })
            })
        }
        _ => false,
    })
}

fn trim(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '\u{3000}', '\u{A0}', '\u{2002}'])
}

/// A paragraph or heading on its way into the tree.
struct Piece {
    inlines: Vec<Inline>,
    span: Span,
    level: Option<u8>,
}

enum Step {
    Piece(Piece),
    Other(Raw),
}

/// Lines that open a unit right under a line that ends one are units, as if a blank line stood between.
fn split_lines(raw: Vec<Raw>, builder: &mut Builder) -> Vec<Step> {
    let mut out = Vec::new();
    for it in raw {
        match it {
            Raw::Heading { level, inlines, span } => out.push(Step::Piece(Piece { inlines, span, level: Some(level) })),
            Raw::Paragraph { inlines, span } => split_paragraph(inlines, span, builder, &mut out),
            other => out.push(Step::Other(other)),
        }
    }
    out
}

fn split_paragraph(inlines: Vec<Inline>, span: Span, builder: &mut Builder, out: &mut Vec<Step>) {
    let mut line: Vec<Inline> = Vec::new();
    let mut rest = inlines.into_iter().peekable();
    let mut from = span.start;
    while let Some(inline) = rest.next() {
        let Inline::Soft { span: at, .. } = &inline else {
            line.push(inline);
            continue;
        };
        let at = *at;
        let ahead: Vec<Inline> = std::iter::from_fn(|| rest.next()).collect();
        let breaks = {
            let above = plain_text(&line);
            let last_line_above = above.trim_end();
            let below = plain_text(
                &ahead[..ahead
                    .iter()
                    .position(|it| matches!(it, Inline::Soft { .. } | Inline::Hard(_)))
                    .unwrap_or(ahead.len())],
            );
            // A line that shows nothing is a blank line.
            let blank = last_line_above.chars().all(|it| it.is_whitespace() || matches!(it, '\u{200B}' | '\u{FEFF}'));
            let ends = blank
                || last_line_above.ends_with(['。', '；', '：', ';', ':'])
                || opens_unit(last_line_above, builder.articles, false);
            ends && opens_unit(&below, builder.articles, true)
        };
        rest = ahead.into_iter().collect::<Vec<_>>().into_iter().peekable();
        if breaks {
            let here = Span { start: at.end, end: at.end, file: at.file };
            builder.findings.push(
                Diagnostic::warning("structure/missing-break", first_place(rest.peek(), here), say!(zh: "新的一条（项、目）紧接在上一行下面，中间缺空行", en: "a unit opens right under the line above, without a blank line between"))
                    .hint(say!(zh: "在这一行前面加一个空行；现在按有空行处理。", en: "put a blank line before it; it is read as if there were one."))
                    .safe_fix(say!(zh: "加空行", en: "insert a blank line"), vec![Edit { span: here, text: "\n".to_owned() }]),
            );
            let done = std::mem::take(&mut line);
            out.push(Step::Piece(Piece {
                inlines: done,
                span: Span { start: from, end: at.start, file: span.file },
                level: None,
            }));
            from = at.end;
        } else {
            line.push(inline);
        }
    }
    if !line.is_empty() {
        out.push(Step::Piece(Piece { inlines: line, span: Span { start: from.min(span.end), ..span }, level: None }));
    }
}

fn first_place(inline: Option<&Inline>, otherwise: Span) -> Span {
    match inline {
        Some(Inline::Text(run) | Inline::Code(run)) => {
            let len = opening(trim(&run.text)).map_or(0, |it| it.len + run.text.len() - trim(&run.text).len());
            if len > 0 && len <= run.span.len() {
                Span { end: run.span.start + len as u32, ..run.span }
            } else {
                run.span
            }
        }
        Some(Inline::Strong(inner) | Inline::Emphasis(inner)) => first_place(inner.first(), otherwise),
        _ => otherwise,
    }
}

/// Returns whether a line opens a unit for certain: below another line only 项, 目 and 条 with a separator do.
fn opens_unit(line: &str, articles: bool, below: bool) -> bool {
    let line = trim(line);
    let Some(it) = opening(line) else { return false };
    match it.kind {
        Opens::Unit(UnitKind::Article) => {
            it.separator > 0 && !(below && is_reference_tail(&line[it.len + it.separator..]))
        }
        Opens::Unit(UnitKind::Item | UnitKind::Subitem | UnitKind::Clause) => true,
        Opens::Yi => !articles,
        Opens::Unit(_) => false,
    }
}

/// Returns which paragraphs stand inside a quotation that an earlier paragraph opened: an amendment quotes whole
/// articles, and their numbers are not those of the text. Each paragraph of it may open with “ again, the last closes it.
fn quoted(steps: &[Step]) -> Vec<bool> {
    let mut out = vec![false; steps.len()];
    let mut at = 0;
    while at < steps.len() {
        let end = quotation_end(&steps[at..]).map_or(at, |it| at + it);
        out[(at + 1).min(end + 1)..=end].fill(true);
        at = end + 1;
    }
    out
}

/// Returns how many steps further the quotation closes that the first one opens; nothing where it opens none, or
/// where a heading comes before its end.
fn quotation_end(steps: &[Step]) -> Option<usize> {
    // A quotation left open must not swallow the rest of the text, nor be looked for again and again.
    const LONGEST: usize = 200;
    let mut depth = 0i32;
    for (at, step) in steps.iter().take(LONGEST).enumerate() {
        let Step::Piece(Piece { inlines, level: None, .. }) = step else { return None };
        let text = plain_text(inlines);
        let text = trim(&text);
        if at == 0 && !text.starts_with('“') {
            return None;
        }
        let text = if at > 0 { text.strip_prefix('“').unwrap_or(text) } else { text };
        depth += text.chars().map(|it| i32::from(it == '“') - i32::from(it == '”')).sum::<i32>();
        if depth <= 0 {
            return Some(at);
        }
    }
    None
}

struct Builder {
    /// Open units, outermost first.
    stack: Vec<Unit>,
    top: Vec<Block>,
    notes: Vec<Note>,
    findings: Vec<Diagnostic>,
    last_article: Option<Number>,
    articles: bool,
}

impl Builder {
    /// Title, subtitle, enactment note; then everything else.
    fn front(&mut self, steps: Vec<Step>, info_end: Option<usize>) {
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
            let unit = if quoted { None } else { self.classify(&piece, &text) };
            if piece.level == Some(1) && unit.is_none() {
                self.close_to(0);
                let line = Line { inlines: piece.inlines, span: piece.span };
                if titled {
                    self.top.push(Block::PartTitle(line));
                } else {
                    self.top.push(Block::Title(line));
                    titled = true;
                    under_title = true;
                }
                continue;
            }
            if piece.level.is_none() && titled && !seen_unit {
                if under_title && !subtitled && text.starts_with("——") {
                    subtitled = true;
                    self.top.push(Block::Subtitle(Line { inlines: piece.inlines, span: piece.span }));
                    continue;
                }
                let noted = match info_end {
                    Some(end) => (piece.span.end as usize) <= end,
                    None => under_title && is_enactment(&text),
                };
                if noted && unit.is_none() {
                    self.top.push(Block::Enactment(Paragraph {
                        inlines: piece.inlines,
                        span: piece.span,
                        id: String::new(),
                    }));
                    continue;
                }
            }
            under_title = false;
            seen_unit |= unit.is_some();
            self.piece(piece, &text, unit);
        }
        self.preamble();
    }

    /// What stands before the first unit is the preamble; a text without units is all body.
    fn preamble(&mut self) {
        self.close_to(0);
        let Some(first) = self.top.iter().position(|it| matches!(it, Block::Unit(_))) else { return };
        let from = self.top[..first]
            .iter()
            .rposition(|it| {
                matches!(it, Block::Title(_) | Block::PartTitle(_) | Block::Subtitle(_) | Block::Enactment(_))
            })
            .map_or(0, |it| it + 1);
        if from == first {
            return;
        }
        let blocks: Vec<Block> = self.top.drain(from..first).collect();
        let span = block_span(&blocks[0]);
        self.top.insert(
            from,
            Block::Unit(Unit {
                kind: UnitKind::Preamble,
                marker: None,
                heading: Vec::new(),
                level: None,
                span,
                id: String::new(),
                blocks,
            }),
        );
    }

    /// Returns what a paragraph or heading opens, and nothing where it is text.
    fn classify(&self, piece: &Piece, text: &str) -> Option<(UnitKind, Option<Opening>)> {
        let line = trim(text);
        let found = opening(line).filter(|it| !line[..it.len].contains('\n'));
        let Some(it) = found else {
            return (piece.level.is_some_and(|it| it > 1)).then_some((UnitKind::Heading, None));
        };
        let rest = &line[it.len + it.separator..];
        let kind = match it.kind {
            Opens::Yi if self.articles && piece.level.is_some() => UnitKind::NumberedHeading,
            Opens::Yi if self.articles => UnitKind::Point,
            Opens::Yi => UnitKind::Article,
            Opens::Unit(UnitKind::Article) => {
                let separated = it.separator > 0 || rest.is_empty() || rest.starts_with('\n');
                let due = it.number.as_ref().is_some_and(|number| match &self.last_article {
                    Some(last) => number.follows(last),
                    None => *number == Number::new(1),
                });
                if !(separated || due && !is_reference_tail(rest)) {
                    return piece.level.filter(|&it| it > 1).map(|_| (UnitKind::Heading, None));
                }
                UnitKind::Article
            }
            // 编章节附件 stand on a line of their own: a heading, or a short paragraph that is nothing else.
            Opens::Unit(
                kind @ (UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Section | UnitKind::Annex),
            ) => {
                piece.level?;
                kind
            }
            Opens::Unit(kind) => kind,
        };
        Some((kind, Some(it)))
    }

    fn piece(&mut self, piece: Piece, text: &str, unit: Option<(UnitKind, Option<Opening>)>) {
        let Some((kind, found)) = unit else {
            self.push(Block::Paragraph(Paragraph { inlines: piece.inlines, span: piece.span, id: String::new() }));
            return;
        };
        let mut inlines = piece.inlines;
        let marker = found.map(|it| {
            if kind == UnitKind::Article
                && it.separator == 0
                && matches!(it.kind, Opens::Unit(_))
                && trim(text).len() > it.len
            {
                self.missing_separator(&inlines, &it, text);
            }
            self.take_marker(&mut inlines, text, &it)
        });
        if kind == UnitKind::Article {
            self.last_article = marker.as_ref().and_then(|it| it.number.clone()).or(self.last_article.take());
        }
        if kind == UnitKind::Annex {
            self.last_article = None;
        }
        let span = piece.span;
        // A heading that reads on as a sentence is the text of its article, not a caption.
        let words = plain_text(&inlines);
        let captioned =
            piece.level.is_some() && (kind.is_division() || !words.trim_end().ends_with(['。', '；', '：', '，']));
        let (heading, body) = if captioned { (inlines, Vec::new()) } else { (Vec::new(), inlines) };
        let mut unit = Unit { kind, marker, heading, level: piece.level, span, id: String::new(), blocks: Vec::new() };
        if !body.is_empty() {
            unit.blocks.push(Block::Paragraph(Paragraph { inlines: body, span, id: String::new() }));
        }
        self.open(unit);
    }

    fn missing_separator(&mut self, inlines: &[Inline], it: &Opening, text: &str) {
        let mut copy = inlines.to_vec();
        let lead = text.len() - trim(text).len();
        let runs = take_prefix(&mut copy, lead + it.len);
        let Some(last) = runs.last() else { return };
        let place = Span { start: last.span.end, ..last.span };
        let marker = &trim(text)[..it.len];
        self.findings.push(
            Diagnostic::warning(
                "numbering/separator",
                runs[0].span.to(last.span),
                say!(zh: "{marker}与条文之间缺空格", en: "no space stands between {marker} and its text"),
            )
            .hint(say!(zh: "在条号后加一个全角空格。", en: "put an ideographic space behind the number."))
            .safe_fix(
                say!(zh: "加全角空格", en: "insert an ideographic space"),
                vec![Edit { span: place, text: "\u{3000}".to_owned() }],
            ),
        );
    }

    /// Takes the marker with the white space around it off the front of the inlines.
    fn take_marker(&mut self, inlines: &mut Vec<Inline>, text: &str, it: &Opening) -> Marker {
        let lead = text.len() - trim(text).len();
        take_prefix(inlines, lead);
        let runs = take_prefix(inlines, it.len);
        take_prefix(inlines, it.separator);
        if matches!(inlines.first(), Some(Inline::Soft { .. } | Inline::Hard(_))) {
            inlines.remove(0);
        }
        let span = runs.iter().map(|it| it.span).reduce(Span::to).unwrap_or_default();
        Marker { number: it.number.clone(), numeral: it.numeral.clone(), runs, span }
    }

    fn other(&mut self, raw: Raw) {
        match raw {
            Raw::Numbered { items } => {
                for (run, blocks, span) in items {
                    let number = run.text.trim_end_matches(['.', ')']).parse().ok().map(Number::new);
                    let numeral = run.text.trim_end_matches(['.', ')']).to_owned();
                    let marker = Marker { number, numeral, span: run.span, runs: vec![run] };
                    let blocks = self.plain(blocks);
                    self.open(Unit {
                        kind: UnitKind::Subitem,
                        marker: Some(marker),
                        heading: Vec::new(),
                        level: None,
                        span,
                        id: String::new(),
                        blocks,
                    });
                }
            }
            Raw::Note { label, blocks, span } => {
                let blocks = self.plain(blocks);
                self.notes.push(Note { label, blocks, span });
            }
            other => {
                for block in self.plain(vec![other]) {
                    self.push(block);
                }
            }
        }
    }

    /// Blocks in which nothing opens a unit: quotes, list items, notes.
    fn plain(&mut self, raw: Vec<Raw>) -> Vec<Block> {
        let mut out = Vec::new();
        for it in raw {
            match it {
                Raw::Heading { inlines, span, .. } | Raw::Paragraph { inlines, span } => {
                    out.push(Block::Paragraph(Paragraph { inlines, span, id: String::new() }))
                }
                Raw::Quote { blocks, span } => out.push(Block::Quote(self.plain(blocks), span)),
                Raw::Bullets { items, span } => {
                    let items =
                        items.into_iter().map(|(blocks, span)| ListItem { blocks: self.plain(blocks), span }).collect();
                    out.push(Block::List(List { items, span }));
                }
                Raw::Numbered { items } => {
                    for (run, blocks, span) in items {
                        let numeral = run.text.trim_end_matches(['.', ')']).to_owned();
                        let marker = Marker {
                            number: numeral.parse().ok().map(Number::new),
                            numeral,
                            span: run.span,
                            runs: vec![run],
                        };
                        out.push(Block::Unit(Unit {
                            kind: UnitKind::Subitem,
                            marker: Some(marker),
                            heading: Vec::new(),
                            level: None,
                            span,
                            id: String::new(),
                            blocks: self.plain(blocks),
                        }));
                    }
                }
                Raw::Table { rows, header_rows, span } => out.push(Block::Table(Table { rows, header_rows, span })),
                Raw::Code { lines, span } => out.push(Block::Code(lines, span)),
                Raw::Rule(span) => out.push(Block::Rule(span)),
                Raw::Note { label, blocks, span } => {
                    let blocks = self.plain(blocks);
                    self.notes.push(Note { label, blocks, span });
                }
            }
        }
        out
    }

    /// Opens a unit under the innermost open one that may hold it.
    fn open(&mut self, unit: Unit) {
        let depth = self.stack.iter().rposition(|outer| holds(outer, &unit)).map_or(0, |it| it + 1);
        self.close_to(depth);
        self.stack.push(unit);
    }

    /// Adds a block where it belongs: a paragraph after a list of items is the article's, not the last item's.
    fn push(&mut self, block: Block) {
        if matches!(block, Block::Paragraph(_)) {
            let keeps = |it: &Unit| {
                !matches!(it.kind, UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause)
                    || it.blocks.is_empty()
            };
            if let Some(at) = self.stack.iter().rposition(keeps) {
                self.close_to(at + 1);
            }
        }
        match self.stack.last_mut() {
            Some(unit) => unit.blocks.push(block),
            None => self.top.push(block),
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(unit) = self.stack.pop() else { return };
            match self.stack.last_mut() {
                Some(outer) => outer.blocks.push(Block::Unit(unit)),
                None => self.top.push(Block::Unit(unit)),
            }
        }
    }
}

/// Returns whether `outer` may hold `inner`.
fn holds(outer: &Unit, inner: &Unit) -> bool {
    use UnitKind::{Annex, Heading, NumberedHeading, Preamble};
    match (outer.kind, inner.kind) {
        (_, Annex | Preamble) => false,
        (Annex, _) => true,
        (Heading | NumberedHeading, Heading | NumberedHeading) => outer.level < inner.level,
        (outer_kind, Heading | NumberedHeading) => {
            outer_kind.is_division() && outer.level.unwrap_or(0) < inner.level.unwrap_or(0)
        }
        (Heading | NumberedHeading, inner_kind) if inner_kind.is_division() => {
            outer.level.unwrap_or(0) < inner.level.unwrap_or(0) && outer.kind == NumberedHeading
        }
        (outer_kind, inner_kind) => outer_kind < inner_kind,
    }
}

/// Returns whether a paragraph under the title is an enactment note: it opens with a date, or stands wholly in （）.
fn is_enactment(text: &str) -> bool {
    let text = text.trim();
    if let (Some('（' | '('), Some('）' | ')')) = (text.chars().next(), text.chars().next_back()) {
        return true;
    }
    let digits = text.chars().take_while(|it| it.is_ascii_digit() || "〇零○一二三四五六七八九".contains(*it)).count();
    digits == 4 && text.chars().nth(4) == Some('年')
}

/// Takes the first `len` bytes of text off the front of inlines and returns them as runs.
fn take_prefix(inlines: &mut Vec<Inline>, mut len: usize) -> Vec<Run> {
    let mut out = Vec::new();
    while len > 0 && !inlines.is_empty() {
        match &mut inlines[0] {
            Inline::Text(run) | Inline::Code(run) => {
                if run.text.len() <= len {
                    len -= run.text.len();
                    out.push(run.clone());
                    inlines.remove(0);
                } else {
                    let exact = run.span.len() == run.text.len();
                    let rest = run.text.split_off(len);
                    let middle = if exact { run.span.start + len as u32 } else { run.span.end };
                    out.push(Run {
                        span: Span { end: middle, ..run.span },
                        text: std::mem::replace(&mut run.text, rest),
                    });
                    run.span.start = middle;
                    len = 0;
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Link { inlines: inner, .. } => {
                let had: usize = plain_text(inner).len();
                let taken = take_prefix(inner, len);
                let left: usize = plain_text(inner).len();
                len -= (had - left).min(len);
                let empty = inner.is_empty();
                out.extend(taken);
                if empty {
                    inlines.remove(0);
                } else {
                    break;
                }
            }
            Inline::Soft { space, .. } => {
                len -= usize::from(*space).min(len);
                inlines.remove(0);
            }
            Inline::Hard(_) => {
                len -= 1;
                inlines.remove(0);
            }
            Inline::Ruby { .. } | Inline::Image { .. } | Inline::NoteSign { .. } => break,
        }
    }
    out
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
