//! Numbers that ran into the text before them: `…备案。第六条　……` where 第六条 should open a paragraph. What is
//! missing from a row of numbers and stands at the start of a sentence in the unit before the gap is not lost: each
//! such number is a fault of its own place, and no gap.

use std::collections::BTreeSet;

use crate::check::label::{label, written};
use crate::check::repealed::repealed;
use crate::check::sequence::Fault;
use crate::model::{Block, Inline, Number, Paragraph, Unit, UnitKind, plain_text};
use crate::reference::{Passage, cites};
use crate::text::{Edit, Span};

/// A number that ran into the text of the unit before.
pub struct RunOn<'a> {
    /// The unit whose text it stands in; nothing for the paragraph before a list.
    pub within: Option<&'a Unit>,
    /// The number.
    pub number: Number,
    /// The number as written.
    pub label: String,
    /// Where it stands.
    pub span: Span,
    /// The changes that set it apart; none where markup stands in the way.
    pub edits: Vec<Edit>,
}

/// Returns the numbers that ran into the text before them, and takes them out of the gaps. `ends` says whether the
/// text of the last unit is looked at too, behind which nothing shows a gap.
pub fn set_apart<'a>(
    entries: &[(&'a Unit, Number)],
    lead: Option<&'a Paragraph>,
    faults: &mut Vec<(usize, Fault)>,
    ends: bool,
) -> Vec<RunOn<'a>> {
    let mut out = Vec::new();
    for (place, fault) in faults.iter_mut() {
        let scheme = entries[*place].0;
        match fault {
            Fault::Gap { after, missing } => {
                let within = entries[*after].0;
                if scheme.kind == UnitKind::Article {
                    without_repealed(&paragraphs(within), missing);
                }
                let search = Search { scheme, within: Some(within), reach: 3 };
                collect(search, &paragraphs(within), missing, &mut out);
            }
            Fault::Start { missing } if matches!(scheme.kind, UnitKind::Item | UnitKind::Clause) => {
                let lead: Vec<&Paragraph> = lead.into_iter().collect();
                collect(Search { scheme, within: None, reach: 1 }, &lead, missing, &mut out);
            }
            Fault::Start { .. } | Fault::Duplicate { .. } | Fault::Order { .. } => {}
        }
    }
    faults.retain(|(_, fault)| match fault {
        Fault::Gap { missing, .. } | Fault::Start { missing } => !missing.is_empty(),
        Fault::Duplicate { .. } | Fault::Order { .. } => true,
    });
    if let Some((last, number)) = entries.last().filter(|(unit, _)| ends && may_hold_more(entries, unit)) {
        // Nothing shows that these are missing: only what goes on without a gap is taken for a number.
        let below = paragraphs(last);
        let ends = below.iter().map(|it| plain_text(&it.inlines).matches(['。', '；']).count()).sum::<usize>();
        let last_due = number.base.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        let mut due: Vec<Number> = (number.base.saturating_add(1)..=last_due).map(Number::new).collect();
        collect(Search { scheme: last, within: Some(last), reach: 1 }, &below, &mut due, &mut out);
    }
    out
}

/// Returns whether the last unit of a row may hold the numbers behind it: an article, or an item of a list whose items
/// stand apart, if it opens no list of its own.
fn may_hold_more(entries: &[(&Unit, Number)], last: &Unit) -> bool {
    match last.kind {
        UnitKind::Item => {
            let first = label(last, &Number::new(1));
            entries.len() > 1 && !paragraphs(last).iter().any(|it| plain_text(&it.inlines).contains(&first))
        }
        _ => written(last).ends_with('条'),
    }
}

/// Takes out the numbers that one line repeals together: 第二条至第四条　（删去）.
fn without_repealed(paragraphs: &[&Paragraph], missing: &mut Vec<Number>) {
    for paragraph in paragraphs {
        if let Some((first, last)) = repealed(&plain_text(&paragraph.inlines)) {
            missing.retain(|it| *it < first || *it > last);
        }
    }
}

/// What is looked for, and where.
struct Search<'a> {
    /// A unit that is numbered in the same way.
    scheme: &'a Unit,
    within: Option<&'a Unit>,
    /// How many of the missing numbers may be the next one.
    reach: usize,
}

/// Moves what is found of `missing` to `out`.
fn collect<'a>(search: Search<'a>, paragraphs: &[&Paragraph], missing: &mut Vec<Number>, out: &mut Vec<RunOn<'a>>) {
    if !matches!(
        search.scheme.kind,
        UnitKind::Article
            | UnitKind::Chapter
            | UnitKind::Section
            | UnitKind::Point
            | UnitKind::Item
            | UnitKind::Clause
            | UnitKind::Subitem
    ) {
        return;
    }
    let mut next = 0;
    let mut taken = BTreeSet::new();
    for paragraph in paragraphs {
        if next >= missing.len() {
            break;
        }
        let passage = Passage::of(&paragraph.inlines);
        for (blank, at) in sentences(&passage.text) {
            let rest = &passage.text[at..];
            let due = missing.iter().enumerate().skip(next).take(search.reach);
            let found = due.filter_map(|(it, number)| opens(search.scheme, number, rest).map(|len| (it, len))).next();
            let Some((it, len)) = found else { continue };
            let Some(span) = passage.place(at..at + len) else { continue };
            taken.insert(it);
            next = it + 1;
            out.push(RunOn {
                within: search.within,
                number: missing[it].clone(),
                label: rest[..len].to_owned(),
                span,
                edits: edits(search.scheme, paragraph, &passage, blank, at..at + len),
            });
        }
    }
    let mut at = 0..;
    missing.retain(|_| at.next().is_none_or(|it| !taken.contains(&it)));
}

/// Returns where sentences begin inside a text, outside of quotations: the end of the sentence before, and the first
/// character.
fn sentences(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut depth = 0u32;
    let mut ended = None;
    for (at, it) in text.char_indices() {
        match it {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match it {
            '。' | '；' | ';' | '：' | ':' | '！' | '？' => ended = Some(at + it.len_utf8()),
            '”' | '）' | ')' if ended == Some(at) => ended = Some(at + it.len_utf8()),
            _ if it.is_whitespace() => {}
            _ => {
                if let Some(ended) = ended.take().filter(|_| depth == 0) {
                    out.push((ended, at));
                }
            }
        }
    }
    out
}

/// Returns the bytes of the marker if a sentence opens with this number for certain.
fn opens(scheme: &Unit, number: &Number, sentence: &str) -> Option<usize> {
    let right = label(scheme, number);
    let narrow = right.replace('（', "(").replace('）', ")");
    let len = [right, narrow].iter().find(|it| sentence.starts_with(it.as_str())).map(String::len)?;
    let rest = &sentence[len..];
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let certain = match scheme.kind {
        UnitKind::Chapter | UnitKind::Section => apart,
        UnitKind::Article if !sentence.starts_with('第') => true,
        UnitKind::Article => apart || !cites(rest),
        UnitKind::Subitem => !rest.starts_with(|it: char| it.is_ascii_digit()),
        _ => true,
    };
    certain.then_some(len)
}

/// Returns the changes that begin a paragraph at a marker.
fn edits(
    scheme: &Unit,
    paragraph: &Paragraph,
    passage: &Passage,
    blank: usize,
    marker: std::ops::Range<usize>,
) -> Vec<Edit> {
    let exact = |range: std::ops::Range<usize>| passage.place(range.clone()).filter(|it| it.len() == range.len());
    let Some(span) = exact(marker.clone()) else { return Vec::new() };
    let plain = paragraph.inlines.iter().any(|it| match it {
        Inline::Text(run) => run.span.start <= span.start && span.end <= run.span.end,
        _ => false,
    });
    // A chapter's heading ends where its words end, and only a person knows where.
    if !plain || scheme.kind.is_division() {
        return Vec::new();
    }
    let before = exact(blank..marker.start).unwrap_or(span.at_start());
    let mut out = vec![Edit { span: before, text: "\n\n".to_owned() }];
    let rest = &passage.text[marker.end..];
    if passage.text[marker.clone()].ends_with('条') && !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        out.push(Edit { span: Span { start: span.end, ..span }, text: "\u{3000}".to_owned() });
    }
    out
}

/// Returns the paragraphs of a unit and of all that it holds.
fn paragraphs(unit: &Unit) -> Vec<&Paragraph> {
    fn walk<'a>(blocks: &'a [Block], out: &mut Vec<&'a Paragraph>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => out.push(paragraph),
                Block::Unit(unit) => walk(&unit.blocks, out),
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(&unit.blocks, &mut out);
    out
}
