//! Which units of a kind stand together: 章 between two 编, articles between two titles. Whether the next group counts on
//! or begins again, the groups themselves show.

use std::collections::BTreeMap;

use crate::check::label::written;
use crate::model::{Block, Number, Paragraph, Unit, UnitKind, plain_text};

/// Units of a kind between two boundaries.
pub struct Group<'a> {
    /// The outermost kind that opened it; a preamble stands for a new file or a new text.
    pub by: UnitKind,
    /// The units.
    pub entries: Vec<Entry<'a>>,
}

/// A unit with its number; nothing where the numeral makes none.
pub type Entry<'a> = (&'a Unit, Option<Number>);

/// Takes out the articles that an amendment writes down for another law: behind an article that leads
/// over to them with a colon, those that don't count on.
pub fn without_quoted(groups: Vec<Group<'_>>) -> Vec<Entry<'_>> {
    let mut out: Vec<Entry> = Vec::new();
    let mut quoting = false;
    for entry in groups.into_iter().flat_map(|it| it.entries) {
        let counts_on = match (out.last().and_then(|it| it.1.as_ref()), &entry.1) {
            (Some(last), Some(number)) => number.follows(last),
            _ => true,
        };
        let ordinal = written(entry.0).ends_with('条');
        quoting = ordinal && !counts_on && (quoting || out.last().is_some_and(|it| leads_over(it.0)));
        if !quoting {
            out.push(entry);
        }
    }
    out
}

fn leads_over(unit: &Unit) -> bool {
    unit.blocks.iter().any(|it| match it {
        Block::Paragraph(paragraph) => leads_in(paragraph),
        Block::Unit(unit) => leads_over(unit),
        _ => false,
    })
}

/// Returns whether a paragraph ends with a colon.
pub fn leads_in(paragraph: &Paragraph) -> bool {
    plain_text(&paragraph.inlines).trim_end().ends_with(['：', ':'])
}

/// Joins groups that run on: where, of the boundaries of one kind, more are passed with the next number than begin with
/// one.
pub fn grouped(groups: Vec<Group<'_>>) -> Vec<Vec<Entry<'_>>> {
    let one = Number::new(1);
    let groups: Vec<Group> = groups.into_iter().filter(|it| !it.entries.is_empty()).collect();
    let mut onward: BTreeMap<UnitKind, i32> = BTreeMap::new();
    for pair in groups.windows(2) {
        let last = pair[0].entries.last().and_then(|it| it.1.as_ref());
        if let (Some(last), Some(number)) = (last, &pair[1].entries[0].1) {
            *onward.entry(pair[1].by).or_default() += i32::from(number.follows(last)) - i32::from(*number == one);
        }
    }
    let mut out: Vec<Vec<Entry>> = Vec::new();
    for group in groups {
        let joins = onward.get(&group.by).is_some_and(|&it| it > 0) && group.entries[0].1.as_ref() != Some(&one);
        match out.last_mut() {
            Some(open) if joins => open.extend(group.entries),
            _ => out.push(group.entries),
        }
    }
    out
}

/// Parts a row of articles where a second text begins: 第一条 and 第二条 after a text of some articles, or 第一条 under
/// a title.
pub fn parted(groups: Vec<Group<'_>>) -> Vec<Vec<Entry<'_>>> {
    let (one, two) = (Number::new(1), Number::new(2));
    let boundary = groups.into_iter().flat_map(|group| {
        let by = group.by;
        group.entries.into_iter().enumerate().map(move |(at, entry)| ((at == 0).then_some(by), entry))
    });
    let entries: Vec<(Option<UnitKind>, Entry)> = boundary.collect();
    let mut out: Vec<Vec<Entry>> = Vec::new();
    for (at, (by, entry)) in entries.iter().enumerate() {
        let begins = entry.1.as_ref() == Some(&one);
        let goes_on = entries.get(at + 1).is_some_and(|it| it.1.1.as_ref() == Some(&two));
        match out.last_mut() {
            Some(open)
                if !(begins
                    && (*by == Some(UnitKind::Preamble)
                        || goes_on
                            && open.len() > if by.is_some() { 1 } else { 2 }
                            && (by.is_some() || !repeats(open, &entries[at..])))) =>
            {
                open.push(entry.clone());
            }
            _ => out.push(vec![entry.clone()]),
        }
    }
    out
}

/// Returns whether articles in the middle of a text are its own first ones once more, and no second text: nothing that
/// may end a text stands before them, and they are fewer than those.
fn repeats(open: &[Entry], rest: &[(Option<UnitKind>, Entry)]) -> bool {
    let again = rest.iter().zip(1..).take_while(|((_, it), due)| it.1 == Some(Number::new(*due))).count();
    // A text that goes on behind them with its next number was never left; one that ends with them may have been.
    let last = open.last().and_then(|it| it.1.as_ref());
    let resumed = rest.get(again).is_none_or(|(by, it)| {
        by.is_none() && it.1.as_ref().is_some_and(|next| last.is_some_and(|last| next.follows(last)))
    });
    again < open.len() && resumed && open.last().is_some_and(|it| !may_end(it.0))
}

/// Returns whether a text may end with an article: with words on when it comes into force, or with a line that is no
/// sentence, such as a date or the title of the next text.
fn may_end(unit: &Unit) -> bool {
    const LAST: [&str; 6] = ["施行", "生效", "实施", "执行", "废止", "解释"];
    unit.blocks.iter().any(|it| match it {
        Block::Paragraph(paragraph) => {
            let text = plain_text(&paragraph.inlines);
            LAST.iter().any(|it| text.contains(it)) || !text.trim_end().ends_with(['。', '；', '：', ';', ':'])
        }
        Block::Unit(unit) => may_end(unit),
        _ => true,
    })
}

/// Adds an entry to the last group.
pub fn push<'a>(groups: &mut Vec<Group<'a>>, entry: Option<Entry<'a>>) {
    let Some(entry) = entry else { return };
    match groups.last_mut() {
        Some(group) => group.entries.push(entry),
        None => groups.push(Group { by: UnitKind::Preamble, entries: vec![entry] }),
    }
}

/// Opens a group; where one was opened and holds nothing, the outer of the two boundaries counts.
pub fn open_group(groups: &mut Vec<Group>, by: UnitKind) {
    match groups.last_mut() {
        Some(last) if last.entries.is_empty() => last.by = last.by.min(by),
        _ => groups.push(Group { by, entries: Vec::new() }),
    }
}
