//! What can be referred to: the divisions and articles of a work, the 款 and 项 of each article, and its annexes, each
//! of which counts by itself. What an article holds is looked at when somebody asks for it.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Block, Document, Number, Rank, Unit, UnitKind, leaves, parse_han, plain_text};
use crate::reference::annexed::opening_annex;
use crate::reference::flow::Flow;
use crate::reference::standing::is_part;

/// The units of a work.
pub struct Index<'a> {
    /// The text, one number space over all files.
    pub main: Space<'a>,
    /// The annexes, in order.
    pub annexes: Vec<(&'a Unit, Space<'a>)>,
    /// Whether parts of the work are not at hand.
    pub partial: bool,
    documents: Vec<&'a Document>,
    names: BTreeMap<Rank, BTreeMap<Number, Vec<&'a Unit>>>,
    /// Annexes whose number opens a paragraph and no heading.
    declared: OnceCell<BTreeSet<(Rank, Number)>>,
}

/// A number space.
#[derive(Default)]
pub struct Space<'a> {
    /// The articles, in order.
    pub articles: Vec<Article<'a>>,
    /// The divisions, in order, each with the place of the one around it.
    pub divisions: Vec<(&'a Unit, Option<usize>)>,
    numbers: BTreeMap<&'a Number, Vec<usize>>,
    kinds: BTreeMap<Rank, BTreeMap<&'a Number, Vec<usize>>>,
    counts: BTreeMap<(Rank, Option<usize>), usize>,
    /// Whether articles are written 第一条 and not 一、.
    pub ordinal: bool,
}

/// An article.
pub struct Article<'a> {
    /// The unit.
    pub unit: &'a Unit,
    layout: OnceCell<Layout<'a>>,
}

/// What an article holds.
#[derive(Default)]
pub struct Layout<'a> {
    /// The 款.
    pub paragraphs: Vec<Clause<'a>>,
    /// Whether it holds 一、 points or 1. right below: in a treaty or a contract those are its 款.
    pub points: bool,
    /// The 款 that hold an item of a number.
    holders: BTreeMap<&'a Number, Vec<usize>>,
    /// The 款 that have an item of a number written into them.
    inline: OnceCell<BTreeMap<u32, Vec<usize>>>,
    /// How many items the longest list has.
    pub longest: usize,
}

/// A 款.
#[derive(Default)]
pub struct Clause<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its 项, in order.
    pub items: Vec<&'a Unit>,
    by_number: BTreeMap<&'a Number, usize>,
    blocks: Vec<&'a Block>,
}

impl<'a> Index<'a> {
    /// Returns the index of the documents of a work, in reading order.
    pub fn of(documents: &[&'a Document]) -> Self {
        let mut index = Index {
            main: Space::default(),
            annexes: Vec::new(),
            partial: documents.iter().any(|it| is_part(it)),
            documents: documents.to_vec(),
            names: BTreeMap::new(),
            declared: OnceCell::new(),
        };
        for document in documents {
            for block in &document.blocks {
                match block {
                    Block::Unit(unit) if unit.kind == UnitKind::Annex => {
                        let mut space = Space::default();
                        space.add(&unit.blocks, None);
                        let (rank, number) = annex_name(unit);
                        index.names.entry(rank).or_default().entry(number).or_default().push(unit);
                        index.annexes.push((unit, space));
                    }
                    block => index.main.add(std::slice::from_ref(block), None),
                }
            }
        }
        index
    }

    /// Returns the number space of an annex, or that of the text.
    pub fn space(&self, annex: Option<usize>) -> &Space<'a> {
        annex.and_then(|at| self.annexes.get(at)).map_or(&self.main, |(_, space)| space)
    }

    /// Returns the annex of a number; for 0 the only one that the word can mean.
    pub fn annex(&self, rank: Rank, number: &Number) -> Option<&'a Unit> {
        let names = self.names.get(&rank)?;
        if number.base > 0 {
            return names.get(number)?.first().copied();
        }
        let mut all = names.values().flatten();
        all.next().filter(|_| all.next().is_none()).copied()
    }

    /// Returns how many annexes go by a word.
    pub fn annex_count(&self, rank: Rank) -> usize {
        self.names.get(&rank).map_or(0, |it| it.len())
    }

    /// Returns whether a paragraph opens with the name of an annex: it is there, though nobody made it a heading.
    pub fn declares(&self, rank: Rank, number: &Number) -> bool {
        let declared = self.declared.get_or_init(|| {
            let mut out = BTreeSet::new();
            self.documents.iter().for_each(|it| declared(&it.blocks, &mut out));
            out
        });
        declared.contains(&(rank, number.clone()))
    }
}

/// Returns the word an annex goes by, and its number; 0 where it bears none.
fn annex_name(unit: &Unit) -> (Rank, Number) {
    let marker = unit.marker.as_ref();
    let word = marker.map_or(String::new(), |it| it.text());
    let rank = [Rank::Schedule, Rank::Appendix].into_iter().find(|it| word.starts_with(it.word()));
    (rank.unwrap_or(Rank::Annex), marker.and_then(|it| it.number.clone()).unwrap_or(Number::new(0)))
}

fn declared(blocks: &[Block], out: &mut BTreeSet<(Rank, Number)>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let flow = Flow::of(&paragraph.inlines);
                let text = flow.text.trim_start().trim_start_matches(['（', '(', '【']);
                out.extend(opening_annex(text));
            }
            Block::Unit(unit) => declared(&unit.blocks, out),
            _ => {}
        }
    }
}

impl<'a> Space<'a> {
    fn add(&mut self, blocks: &'a [Block], around: Option<usize>) {
        for block in blocks {
            let Block::Unit(unit) = block else { continue };
            let number = unit.marker.as_ref().and_then(|it| it.number.as_ref());
            if unit.kind == UnitKind::Article {
                let at = self.articles.len();
                self.ordinal |= unit.marker.as_ref().is_some_and(|it| {
                    it.text().ends_with('条') || it.number.as_ref().is_some_and(|it| !it.inserted.is_empty())
                });
                self.articles.push(Article { unit, layout: OnceCell::new() });
                if let Some(number) = number {
                    self.numbers.entry(number).or_default().push(at);
                }
                continue;
            }
            let mut inner = around;
            if let Some(rank) = rank(unit.kind) {
                inner = Some(self.divisions.len());
                if let Some(number) = number {
                    self.kinds.entry(rank).or_default().entry(number).or_default().push(self.divisions.len());
                }
                let outer: Vec<Option<usize>> = self.around(around).map(Some).chain([None]).collect();
                outer.into_iter().for_each(|it| *self.counts.entry((rank, it)).or_default() += 1);
                self.divisions.push((unit, around));
            }
            self.add(&unit.blocks, inner);
        }
    }

    /// Returns the articles of a number: one, where the text is in order.
    pub fn numbered(&self, number: &Number) -> &[usize] {
        self.numbers.get(number).map_or(&[], Vec::as_slice)
    }

    /// Returns the first and the last number of an article.
    pub fn ends(&self) -> Option<(&'a Number, &'a Number)> {
        Some((self.numbers.first_key_value()?.0, self.numbers.last_key_value()?.0))
    }

    /// Returns the divisions of a kind and number.
    pub fn divisions_numbered(&self, rank: Rank, number: &Number) -> &[usize] {
        self.kinds.get(&rank).and_then(|it| it.get(number)).map_or(&[], Vec::as_slice)
    }

    /// Returns how many divisions of a kind stand within another, or in all.
    pub fn count(&self, rank: Rank, within: Option<usize>) -> usize {
        self.counts.get(&(rank, within)).copied().unwrap_or(0)
    }

    /// Returns whether a division stands in another.
    pub fn lies_in(&self, division: usize, outer: usize) -> bool {
        self.around(Some(division)).any(|it| it == outer)
    }

    /// Returns a division and those around it, innermost first.
    pub fn around(&self, division: Option<usize>) -> impl Iterator<Item = usize> {
        std::iter::successors(division, |&at| self.divisions[at].1)
    }
}

/// Returns what a kind of division counts as; nothing for all else.
pub fn rank(kind: UnitKind) -> Option<Rank> {
    match kind {
        UnitKind::Part => Some(Rank::Part),
        UnitKind::Subpart => Some(Rank::Subpart),
        UnitKind::Chapter => Some(Rank::Chapter),
        UnitKind::Section => Some(Rank::Section),
        UnitKind::Preamble
        | UnitKind::Annex
        | UnitKind::NumberedHeading
        | UnitKind::Heading
        | UnitKind::Article
        | UnitKind::Point
        | UnitKind::Item
        | UnitKind::Subitem
        | UnitKind::Clause
        | UnitKind::Subclause => None,
    }
}

impl<'a> Article<'a> {
    /// Returns what it holds.
    pub fn layout(&self) -> &Layout<'a> {
        self.layout.get_or_init(|| layout(self.unit))
    }
}

impl<'a> Layout<'a> {
    /// Returns which 款 hold an item of a number, the first few.
    pub fn holders(&self, number: &Number) -> &[usize] {
        const ENOUGH: usize = 8;
        self.holders.get(number).map_or(&[], |it| &it[..it.len().min(ENOUGH)])
    }

    /// Returns which 款 have an item of a number written into them: …：（一）……；（二）…….
    pub fn inline(&self, number: &Number) -> &[usize] {
        let inline = self.inline.get_or_init(|| {
            let mut out: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for (at, clause) in self.paragraphs.iter().enumerate() {
                clause.inline().iter().for_each(|it| out.entry(*it).or_default().push(at));
            }
            out
        });
        if number.inserted.is_empty() { inline.get(&number.base).map_or(&[], Vec::as_slice) } else { &[] }
    }
}

impl<'a> Clause<'a> {
    /// Returns the item of a number.
    pub fn item(&self, number: &Number) -> Option<&'a Unit> {
        self.by_number.get(number).map(|&it| self.items[it])
    }

    /// Returns the numbers of the items that are written into the paragraph.
    fn inline(&self) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        self.blocks.iter().for_each(|it| inline_items(it, &mut out));
        out
    }
}

/// 款 are counted by place: each paragraph that is no item begins one, also after a list of items.
fn layout(article: &Unit) -> Layout<'_> {
    let mut out = Layout::default();
    for block in &article.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                out.paragraphs.push(Clause { id: &paragraph.id, blocks: vec![block], ..Clause::default() });
            }
            Block::Unit(unit) => {
                if out.paragraphs.is_empty() {
                    out.paragraphs.push(Clause { id: &article.id, ..Clause::default() });
                }
                out.points |= matches!(unit.kind, UnitKind::Point | UnitKind::Subitem);
                let at = out.paragraphs.len() - 1;
                let clause = &mut out.paragraphs[at];
                if let Some(number) = unit.marker.as_ref().and_then(|it| it.number.as_ref())
                    && !clause.by_number.contains_key(number)
                {
                    clause.by_number.insert(number, clause.items.len());
                    out.holders.entry(number).or_default().push(at);
                }
                clause.items.push(unit);
                clause.blocks.push(block);
            }
            _ => {}
        }
    }
    if out.paragraphs.is_empty() {
        out.paragraphs.push(Clause { id: &article.id, ..Clause::default() });
    }
    out.longest = out.paragraphs.iter().map(|it| it.items.len()).max().unwrap_or(0);
    out
}

/// Items written into a paragraph, or below an item that was not set apart.
fn inline_items(block: &Block, out: &mut BTreeSet<u32>) {
    match block {
        Block::Paragraph(paragraph) if !leaves(&paragraph.inlines).is_empty() => {
            let text = plain_text(&paragraph.inlines);
            let inside = text.split(['（', '(']).skip(1).filter_map(|it| it.find(['）', ')']).map(|end| &it[..end]));
            out.extend(inside.filter_map(|it| parse_han(it).or_else(|| it.parse().ok())));
        }
        Block::Unit(unit) => {
            let number = |it: &Unit| it.marker.as_ref().and_then(|it| it.number.as_ref()).map(|it| it.base);
            for block in &unit.blocks {
                if let Block::Unit(inner) = block {
                    out.extend(number(inner));
                }
                inline_items(block, out);
            }
        }
        _ => {}
    }
}
