//! Which units count together. 条 run through the whole work and 一、 through the document; 章 begin again in each 编 or
//! run on, as the text itself shows; 节 begin again in each 章; 项 in each 款, 目 in each 项. An annex has counters of
//! its own, and what stands in a quotation, a list or a table counts nowhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::files::one_fault_a_file;
use crate::check::groups::{Entry, Group, grouped, leads_in, open_group, parted, push, without_quoted};
use crate::check::headed_contents::headed_contents;
use crate::check::lookalike::{is_caption, stray_items};
use crate::check::run_on::{RunOn, set_apart};
use crate::check::sequence::{Fault, faults};
use crate::model::{Block, Counting, Document, Number, Paragraph, Unit, UnitKind};
use crate::reference::{is_amendment, is_later_part};
use crate::text::Span;

/// Units that count together, in order.
pub struct Series<'a> {
    /// The units with their numbers.
    pub entries: Vec<(&'a Unit, Number)>,
    /// The paragraph that stands before the first item of a list.
    pub lead: Option<&'a Paragraph>,
    /// The faults of the numbers, each with the place of its unit; what ran into another unit is none of them.
    pub faults: Vec<(usize, Fault)>,
    /// The numbers that ran into the text of the unit before.
    pub run_on: Vec<RunOn<'a>>,
    /// The number it should begin with; nothing where any will do.
    first: Option<Number>,
}

impl Series<'_> {
    /// Finds out what is wrong with the numbers. `ends` says whether the text of the last unit is looked at too.
    fn examine(&mut self, ends: bool) {
        let numbers: Vec<&Number> = self.entries.iter().map(|(_, number)| number).collect();
        self.faults = faults(&numbers, self.first.as_ref());
        self.run_on = set_apart(&self.entries, self.lead, &mut self.faults, ends);
    }
}

/// Returns all series of a work. Numbers run on from file to file; a file that is missing between two is one fault.
pub fn series<'a>(documents: &[&'a Document]) -> Vec<Series<'a>> {
    let Some(front) = documents.first() else { return Vec::new() };
    // A part of a work begins anywhere, and so do the articles of 宪法修正案, which count on from the last ones.
    let amendment = documents.iter().any(|it| is_amendment(it));
    let first = (!is_later_part(front) && !amendment).then(|| Number::new(1));
    let mut frame = Frame { amendment, ..Frame::default() };
    for document in documents {
        frame.stray.extend(stray_items(&document.units()).into_iter().map(|(unit, _)| unit.span));
        frame.contents.extend(headed_contents(document));
        let declared = document.metadata.numbering.iter().map(|(kind, counting)| (*kind, *counting));
        frame.declared.extend(declared);
    }
    let mut out = Vec::new();
    let blocks: Vec<&[Block]> = documents.iter().map(|it| it.blocks.as_slice()).collect();
    scope(&blocks, first, &frame, &mut out);
    for row in &mut out {
        row.examine(!amendment);
    }
    if documents.len() > 1 {
        one_fault_a_file(&mut out);
    }
    out
}

/// What is known of a work before its units are counted.
#[derive(Default)]
struct Frame {
    /// （2） where （二） is due.
    stray: BTreeSet<Span>,
    /// Headings of a table of contents.
    contents: BTreeSet<Span>,
    amendment: bool,
    /// What the front matter says of how a kind counts.
    declared: BTreeMap<UnitKind, Counting>,
}

/// The units of the text, file by file, or those of one annex.
fn scope<'a>(files: &[&'a [Block]], first: Option<Number>, frame: &Frame, out: &mut Vec<Series<'a>>) {
    let mut counted = Counted::new(frame);
    for blocks in files {
        counted.walk(blocks);
        counted.close_lists(UnitKind::Preamble);
        counted.open_groups();
    }
    let start = || Some(Number::new(1));
    for (kind, groups) in [
        (UnitKind::Annex, counted.annexes),
        (UnitKind::Part, counted.parts),
        (UnitKind::Subpart, counted.subparts),
        (UnitKind::Chapter, counted.chapters),
        (UnitKind::Section, counted.sections),
        (UnitKind::NumberedHeading, counted.headings),
    ] {
        // In a part of a work the first division of a kind may bear any number.
        let first = if kind == UnitKind::Annex { start() } else { first.clone() };
        let groups = match frame.declared.get(&kind) {
            Some(Counting::Continuous) => vec![groups.into_iter().flat_map(|it| it.entries).collect()],
            Some(Counting::Restart) => groups.into_iter().map(|it| it.entries).collect(),
            None => grouped(groups),
        };
        out.extend(
            groups
                .into_iter()
                .filter(|it| !it.is_empty())
                .enumerate()
                .map(|(at, entries)| row(entries, if at == 0 { first.clone() } else { start() })),
        );
    }
    let articles = match frame.declared.get(&UnitKind::Article) {
        Some(Counting::Restart) => counted.articles.into_iter().map(|it| it.entries).collect(),
        Some(Counting::Continuous) => vec![counted.articles.into_iter().flat_map(|it| it.entries).collect()],
        None if frame.amendment => {
            parted(vec![Group { by: UnitKind::Preamble, entries: without_quoted(counted.articles) }])
        }
        None => parted(counted.articles),
    };
    out.extend(
        articles
            .into_iter()
            .filter(|it| !it.is_empty())
            .enumerate()
            .map(|(at, entries)| row(entries, if at == 0 || first.is_none() { first.clone() } else { start() })),
    );
    let captions = lone_captions(&counted.lists);
    out.extend(
        counted
            .lists
            .into_iter()
            .filter(|it| !captions.contains(&it.entries[0].0.span))
            .map(|it| Series { lead: it.lead, ..row(it.entries, start()) }),
    );
    for annex in counted.annex_units {
        scope(&[&annex.blocks], start(), frame, out);
    }
}

/// Returns the row of entries. A numeral that makes no number stands for the one that is missing in its place; where the
/// row may begin with any number, none is missing before the first.
fn row<'a>(entries: Vec<Entry<'a>>, first: Option<Number>) -> Series<'a> {
    let mut out: Vec<(&Unit, Number)> = Vec::new();
    for (at, (unit, number)) in entries.iter().enumerate() {
        let number = number.clone().or_else(|| {
            let before = out.last().map(|(_, last)| last.base).or(first.as_ref().map(|_| 0))?;
            let due = Number::new(before.saturating_add(1));
            let next = entries[at + 1..].iter().find_map(|it| it.1.as_ref());
            next.is_none_or(|next| *next > due).then_some(due)
        });
        out.extend(number.map(|number| (*unit, number)));
    }
    Series { entries: out, lead: None, faults: Vec::new(), run_on: Vec::new(), first }
}

/// Returns the captions that are a list of one, and follow another such: they count among themselves.
fn lone_captions(lists: &[List<'_>]) -> BTreeSet<Span> {
    let mut out = BTreeSet::new();
    let mut last: Option<&Number> = None;
    for list in lists {
        let [(unit, Some(number))] = list.entries.as_slice() else { continue };
        if is_caption(unit) {
            if last.is_some_and(|last| number.follows(last)) {
                out.insert(unit.span);
            }
            last = Some(number);
        }
    }
    out
}

struct Counted<'a, 'f> {
    frame: &'f Frame,
    annexes: Vec<Group<'a>>,
    parts: Vec<Group<'a>>,
    subparts: Vec<Group<'a>>,
    chapters: Vec<Group<'a>>,
    sections: Vec<Group<'a>>,
    headings: Vec<Group<'a>>,
    articles: Vec<Group<'a>>,
    lists: Vec<List<'a>>,
    annex_units: Vec<&'a Unit>,
    open: Vec<List<'a>>,
    last_paragraph: Option<&'a Paragraph>,
}

/// A list of items on its way.
struct List<'a> {
    kind: UnitKind,
    entries: Vec<Entry<'a>>,
    /// The paragraph that stands before its first item.
    lead: Option<&'a Paragraph>,
    /// Whether a paragraph stands behind its last item.
    cut: bool,
    /// Whether one of the paragraphs behind its last item leads over to another list.
    led: bool,
}

impl<'a, 'f> Counted<'a, 'f> {
    fn new(frame: &'f Frame) -> Self {
        Counted {
            frame,
            annexes: Vec::new(),
            parts: Vec::new(),
            subparts: Vec::new(),
            chapters: Vec::new(),
            sections: Vec::new(),
            headings: Vec::new(),
            articles: Vec::new(),
            lists: Vec::new(),
            annex_units: Vec::new(),
            open: Vec::new(),
            last_paragraph: None,
        }
    }

    /// A file of a work or a text under a title of its own may begin a new count of all but its parts, or count on.
    fn open_groups(&mut self) {
        for groups in
            [&mut self.subparts, &mut self.chapters, &mut self.sections, &mut self.headings, &mut self.articles]
        {
            open_group(groups, UnitKind::Preamble);
        }
        self.last_paragraph = None;
    }

    fn walk(&mut self, blocks: &'a [Block]) {
        let points = blocks.iter().filter(|it| matches!(it, Block::Unit(unit) if unit.kind == UnitKind::Point)).count();
        for block in blocks {
            match block {
                // A lone 一、 on a line of its own between two articles is a heading, if not marked as one.
                Block::Unit(unit) if unit.kind == UnitKind::Point && points == 1 && is_caption(unit) => {
                    self.close_lists(UnitKind::Preamble);
                    let entry = self.entry(unit);
                    push(&mut self.headings, entry);
                }
                Block::Unit(unit) => self.unit(unit),
                Block::PartTitle(_) => self.open_groups(),
                Block::Paragraph(paragraph) => {
                    self.last_paragraph = Some(paragraph);
                    let led = !self.open.is_empty() && leads_in(paragraph);
                    for list in &mut self.open {
                        list.cut = true;
                        list.led |= led;
                    }
                }
                _ => {}
            }
        }
    }

    fn entry(&self, unit: &'a Unit) -> Option<Entry<'a>> {
        unit.marker.as_ref().filter(|_| !self.frame.contents.contains(&unit.span)).map(|it| (unit, it.number.clone()))
    }

    fn unit(&mut self, unit: &'a Unit) {
        let entry = self.entry(unit);
        match unit.kind {
            UnitKind::Point | UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause => {
                let kind = if self.frame.stray.contains(&unit.span) { UnitKind::Item } else { unit.kind };
                self.item(kind, entry);
                unit.blocks.iter().for_each(|it| {
                    if let Block::Unit(inner) = it {
                        self.unit(inner);
                    }
                });
                return;
            }
            UnitKind::Annex => {
                self.close_lists(UnitKind::Preamble);
                push(&mut self.annexes, entry);
                self.annex_units.push(unit);
                return;
            }
            UnitKind::Part => push(&mut self.parts, entry),
            UnitKind::Subpart => push(&mut self.subparts, entry),
            UnitKind::Chapter => push(&mut self.chapters, entry),
            UnitKind::Section => push(&mut self.sections, entry),
            UnitKind::NumberedHeading => push(&mut self.headings, entry),
            UnitKind::Article => push(&mut self.articles, entry),
            UnitKind::Preamble | UnitKind::Heading => {}
        }
        // What an amendment writes down for another law doesn't end its own list.
        let kept =
            if self.frame.amendment && unit.kind == UnitKind::Article { UnitKind::Point } else { UnitKind::Preamble };
        self.close_lists(kept);
        // A division opens a new group for what counts inside it.
        let groups: &mut [&mut Vec<Group>] = match unit.kind {
            UnitKind::Part => &mut [
                &mut self.subparts,
                &mut self.chapters,
                &mut self.sections,
                &mut self.headings,
                &mut self.articles,
            ],
            UnitKind::Subpart => &mut [&mut self.chapters, &mut self.sections, &mut self.headings, &mut self.articles],
            UnitKind::Chapter => &mut [&mut self.sections, &mut self.headings, &mut self.articles],
            UnitKind::Section => &mut [&mut self.headings, &mut self.articles],
            UnitKind::Heading | UnitKind::NumberedHeading => &mut [&mut self.articles],
            _ => &mut [],
        };
        groups.iter_mut().for_each(|it| open_group(it, unit.kind));
        self.walk(&unit.blocks);
        self.close_lists(kept);
    }

    fn item(&mut self, kind: UnitKind, entry: Option<Entry<'a>>) {
        let at = self.open.iter().position(|it| it.kind == kind);
        self.close_lists(kind);
        let Some(entry) = entry else { return };
        let begins = at.is_none_or(|at| begins_list(&self.open[at], entry.1.as_ref()));
        let list = List { kind, entries: vec![entry.clone()], lead: self.last_paragraph, cut: false, led: false };
        match at {
            Some(at) if !begins => {
                self.open[at].entries.push(entry);
                self.open[at].cut = false;
                self.open[at].led = false;
            }
            Some(at) => {
                let done = std::mem::replace(&mut self.open[at], list);
                self.lists.push(done);
            }
            None => self.open.push(list),
        }
    }

    /// Ends the lists below a kind.
    fn close_lists(&mut self, kind: UnitKind) {
        let (open, done) = std::mem::take(&mut self.open).into_iter().partition(|it: &List| it.kind <= kind);
        self.open = open;
        self.lists.extend(done);
    }
}

/// Returns whether an item begins a new list, and is no more of the one before.
fn begins_list(list: &List, number: Option<&Number>) -> bool {
    let Some(number) = number else { return false };
    let one = Number::new(1);
    if *number == one {
        // 1. 1. 1. is one list, typed as Markdown allows.
        let counts = list.entries.iter().any(|it| it.1.as_ref() != Some(&one));
        return list.cut || list.entries.len() > 1 && counts;
    }
    let last = list.entries.last().and_then(|it| it.1.as_ref());
    list.led && !last.is_some_and(|last| number.follows(last))
}
