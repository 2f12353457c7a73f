//! Lines that open a unit right under a line that ends one: units, as if a blank line stood between. People type so.

use crate::diagnostic::Diagnostic;
use crate::markdown::events::Raw;
use crate::markdown::traps::TRAP;
use crate::markdown::units::{Piece, Step};
use crate::model::grammar::{Opens, is_reference_tail, opening, trim_lead};
use crate::model::{Inline, UnitKind, plain_text};
use crate::say;
use crate::text::{Edit, Span};

/// The rule that a missing blank line comes under.
const MISSING_BREAK: &str = "structure/missing-break";

/// Returns the steps that raw blocks make. `articles` says whether the text has 条.
pub fn split_lines(raw: Vec<Raw>, articles: bool, findings: &mut Vec<Diagnostic>) -> Vec<Step> {
    let mut out = Vec::new();
    for it in raw {
        match it {
            Raw::Heading { inlines, span, .. } if inlines.is_empty() => findings.push(
                Diagnostic::warning(TRAP, span, say!(zh: "标题里没有字", en: "the heading holds no words"))
                    .hint(say!(zh: "写上标题，或者删去这一行。", en: "write the heading, or take the line out.")),
            ),
            Raw::Heading { level, inlines, span } => out.push(Step::Piece(Piece { inlines, span, level: Some(level) })),
            Raw::Paragraph { inlines, span } => {
                let cuts = cuts(&inlines, articles);
                if cuts.is_empty() {
                    out.push(Step::Piece(Piece { inlines, span, level: None }));
                    continue;
                }
                findings.extend(cuts.iter().map(|&at| missing_break(&inlines, at)));
                split(inlines, span, &cuts, &mut out);
            }
            other => out.push(Step::Other(other)),
        }
    }
    out
}

/// Returns which soft line ends of a paragraph part two units. Every line is looked at once.
fn cuts(inlines: &[Inline], articles: bool) -> Vec<usize> {
    let is_end = |it: &Inline| matches!(it, Inline::Soft { .. } | Inline::Hard(_));
    let mut cuts = Vec::new();
    let mut above = Above::default();
    let mut from = 0_usize;
    for line in inlines.split(is_end) {
        let text = plain_text(line);
        if let Some(end) = from.checked_sub(1).filter(|&it| matches!(inlines[it], Inline::Soft { .. }))
            && opens_below(&text, articles)
            && above.ends(articles)
        {
            cuts.push(end);
            above = Above::default();
        }
        above.add(text);
        from += line.len() + 1;
    }
    cuts
}

/// The lines since the last cut, as far as they decide whether a unit ends with them.
#[derive(Default)]
struct Above {
    /// The first line.
    first: Option<String>,
    /// Whether there are others.
    more: bool,
    /// The last character that is no white space.
    last: Option<char>,
    /// Whether a line shows something.
    shows: bool,
}

impl Above {
    fn add(&mut self, line: String) {
        self.last = line.trim_end().chars().next_back().or(self.last);
        self.shows |= !line.chars().all(|it| it.is_whitespace() || matches!(it, '\u{200B}' | '\u{FEFF}'));
        match self.first {
            None => self.first = Some(line),
            Some(_) => self.more = true,
        }
    }

    /// Returns whether a unit may end here. Lines that show nothing are blank lines.
    fn ends(&self, articles: bool) -> bool {
        // White space parts a number from its text on the next line, too.
        let opens = |it: &String| opens_unit(if self.more { it } else { it.trim_end() }, articles).is_some();
        !self.shows
            || self.last.is_some_and(|it| matches!(it, '。' | '；' | '：' | ';' | ':'))
            || self.first.as_ref().is_some_and(opens)
    }
}

/// Parts a paragraph at soft line ends.
fn split(inlines: Vec<Inline>, span: Span, cuts: &[usize], out: &mut Vec<Step>) {
    let mut line = Vec::new();
    let mut start = span.start;
    let mut cuts = cuts.iter().peekable();
    for (at, inline) in inlines.into_iter().enumerate() {
        match inline {
            Inline::Soft { span: end, .. } if cuts.next_if_eq(&&at).is_some() => {
                let inlines = std::mem::take(&mut line);
                let span = Span { start, end: end.start, ..span };
                out.push(Step::Piece(Piece { inlines, span, level: None }));
                start = end.end;
            }
            inline => line.push(inline),
        }
    }
    if !line.is_empty() {
        let span = Span { start: start.min(span.end), ..span };
        out.push(Step::Piece(Piece { inlines: line, span, level: None }));
    }
}

/// So many missing blank lines of a file are shown one by one; more are a habit.
const SLIPS: usize = 5;

/// Returns the findings, with the missing blank lines of a file that has none told once, and mended together.
pub fn without_habit(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (breaks, mut out): (Vec<Diagnostic>, Vec<Diagnostic>) =
        findings.into_iter().partition(|it| it.rule == MISSING_BREAK);
    let count = breaks.len();
    let Some(first) = breaks.iter().map(|it| it.span).min().filter(|_| count > SLIPS) else {
        out.extend(breaks);
        return out;
    };
    let mut edits: Vec<Edit> = breaks.into_iter().filter_map(|it| it.fix).flat_map(|it| it.edits).collect();
    edits.sort_by_key(|it| it.span);
    let message = say!(
        zh: "这份文件里有 {count} 处新的一条（项、目）前面缺空行，这是第一处",
        en: "a blank line is missing before {count} units of this file, of which this is the first"
    );
    out.push(
        Diagnostic::warning(MISSING_BREAK, first, message)
            .hint(say!(zh: "在每一处前面加一个空行；现在按有空行处理。", en: "put a blank line before each; they are read as if there were one."))
            .safe_fix(say!(zh: "加空行", en: "insert the blank lines"), edits),
    );
    out
}

fn missing_break(inlines: &[Inline], at: usize) -> Diagnostic {
    let here = match inlines[at] {
        Inline::Soft { span, .. } => Span { start: span.end, ..span },
        _ => Span::default(),
    };
    Diagnostic::warning(MISSING_BREAK, first_place(inlines.get(at + 1), here), say!(zh: "新的一条（项、目）紧接在上一行下面，中间缺空行", en: "a unit opens right under the line above, without a blank line between"))
        .hint(say!(zh: "在这一行前面加一个空行；现在按有空行处理。", en: "put a blank line before it; it is read as if there were one."))
        .safe_fix(say!(zh: "加空行", en: "insert a blank line"), vec![Edit { span: here, text: "\n".to_owned() }])
}

/// Returns where the marker at the front of an inline stands.
fn first_place(inline: Option<&Inline>, otherwise: Span) -> Span {
    match inline {
        Some(Inline::Text(run) | Inline::Code(run)) => {
            let len =
                opening(trim_lead(&run.text)).map_or(0, |it| it.len + run.text.len() - trim_lead(&run.text).len());
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

/// Returns whether a line below another opens a unit; a reference that the line end came before opens none.
fn opens_below(line: &str, articles: bool) -> bool {
    opens_unit(line, articles).is_some_and(|(kind, rest)| kind != Opens::Unit(UnitKind::Article) || !goes_on(rest))
}

/// Returns whether what follows 第十二条 and a blank at the start of a line goes on with a sentence from above: 第十二条 的规定.
/// Behind a blank 中华, 以 and 所有 rather begin one.
fn goes_on(rest: &str) -> bool {
    const WITHIN: &[&str] = &[
        "中的",
        "中所",
        "中规定",
        "以外",
        "以内",
        "以上",
        "以下",
        "以前",
        "以后",
        "所列",
        "所称",
        "所指",
        "所规定",
        "所述",
    ];
    let begins =
        rest.starts_with(['中', '以', '所']) || ["及时", "第三方", "第三人"].iter().any(|it| rest.starts_with(it));
    is_reference_tail(rest) && (!begins || WITHIN.iter().any(|it| rest.starts_with(it)))
}

/// Returns what a line opens for certain, with the text behind the marker: only 项, 目 and 条 with a separator do.
fn opens_unit(line: &str, articles: bool) -> Option<(Opens, &str)> {
    let line = trim_lead(line);
    let it = opening(line)?;
    let certain = match it.kind {
        Opens::Unit(UnitKind::Article) => it.separator > 0,
        Opens::Unit(UnitKind::Item | UnitKind::Subitem | UnitKind::Clause) => true,
        Opens::Yi => !articles,
        Opens::LikeYi | Opens::Unit(_) => false,
    };
    certain.then(|| (it.kind, &line[it.len + it.separator..]))
}
