//! The references in one passage, found in one pass over its characters. A tail takes what it leaves out from its left
//! neighbour: 第十条第一款、第三款 names 第十条 twice, and after 《刑法》第十条、第十一条 both are articles of that law.

use std::ops::Range;

use crate::model::{Joint, Number, Place, Rank, Relative, Scope};
use crate::reference::annexed::annexed;
use crate::reference::grammar::{Numbers, bare_step, joint, step};
use crate::reference::relative::relative;
use crate::reference::scope::{said, short_name};

/// A reference as the words have it, before anything is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its bytes in the passage.
    pub range: Range<usize>,
    /// Whose text it means.
    pub scope: Scope,
    /// The title of that text, where it is named.
    pub title: Option<String>,
    /// Whether the scope is beyond doubt.
    pub sure: bool,
    /// What it names.
    pub place: Place,
    /// What it counts from.
    pub relative: Option<Relative>,
    /// Its own numbers.
    pub tokens: Vec<Written>,
    /// How it is joined to the one before it.
    pub joint: Joint,
}

/// A number of a reference; ranges are bytes of the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What it counts.
    pub rank: Rank,
    /// Its value.
    pub number: Number,
    /// The number alone.
    pub numeral: Range<usize>,
    /// 之一
    pub inserted: Option<Range<usize>>,
    /// Whether it shares 第 or its word with its neighbours.
    pub shared: bool,
}

/// What a text has said so far that decides what later references in it mean.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// Whether the article has referred to another text: then 第十条 alone may mean that one.
    pub foreign: bool,
    /// The names the document has given to other texts.
    pub names: Vec<String>,
}

/// A text that names more others than this means no reader.
const MOST_NAMES: usize = 40;

/// Returns the references in a passage, in order.
pub fn find(text: &str, memory: &mut Memory) -> Vec<Found> {
    let mut pass = Pass {
        text,
        memory,
        out: Vec::new(),
        titled: false,
        named: false,
        sentence: Sentence::Silent,
        quotations: 0,
        titles: 0,
    };
    let mut behind = 0;
    for (at, it) in text.char_indices() {
        if at < behind {
            continue;
        }
        match it {
            '“' | '‘' => pass.quotations += 1,
            // A paragraph in the midst of a quotation may close what it has not opened.
            '”' | '’' => pass.quotations = pass.quotations.saturating_sub(1),
            '《' => {
                pass.titles += 1;
                pass.titled = true;
            }
            '》' => {
                pass.titles = pass.titles.saturating_sub(1);
                if pass.titles == 0 && pass.sentence == Sentence::This {
                    pass.sentence = Sentence::Silent;
                }
            }
            '。' | '？' | '！' if !pass.quoted() => {
                pass.sentence = Sentence::Silent;
                pass.named = false;
            }
            '以' if pass.memory.names.len() < MOST_NAMES && text[at..].starts_with("以下简称") => {
                pass.memory.names.extend(short_name(text, at + "以下简称".len()));
            }
            '第' => {
                if let Some(step) = step(text, at) {
                    behind = pass.steps(at, step);
                }
            }
            '前' | '本' | '上' => {
                if let Some((relative, end)) = relative(text, at) {
                    behind = pass.relative(at, relative, end);
                }
            }
            '同' | '该' => behind = pass.same(at).unwrap_or(behind),
            '附' => behind = pass.annex(at).unwrap_or(behind),
            _ => {}
        }
    }
    pass.out
}

/// Whose text the sentence speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sentence {
    /// It has not said.
    Silent,
    /// 本法
    This,
    /// Another, of this title where one is named.
    Other(Option<String>),
}

struct Pass<'a> {
    text: &'a str,
    memory: &'a mut Memory,
    out: Vec<Found>,
    /// Whether a title stands further up in the passage.
    titled: bool,
    /// Whether an article stands further up in the sentence.
    named: bool,
    sentence: Sentence,
    quotations: usize,
    titles: usize,
}

impl Pass<'_> {
    /// What stands in a quotation or a title are somebody else's words.
    fn quoted(&self) -> bool {
        self.quotations > 0 || self.titles > 0
    }

    /// Adds the references that a step at `from` makes, with the steps right behind it. Returns where they end.
    fn steps(&mut self, from: usize, mut step: Numbers) -> usize {
        let mut at = from;
        loop {
            let end = step.end;
            let rank = step.rank;
            self.step(at, step);
            let rest = &self.text[end..];
            // 第十条（二）项, 第（一）项、（二）项, 第五条至八条.
            let bracket = |text: &str| text.starts_with(['（', '(']);
            let joined = joint(rest).filter(|_| !rest.starts_with(['，', ',']));
            let next = match joined {
                Some((_, len)) if bracket(&rest[len..]) && rank >= Rank::Item => end + len,
                Some((_, len)) if matches!(rank, Rank::Article | Rank::Paragraph) => end + len,
                _ if bracket(rest) && rank < Rank::Item && rank >= Rank::Article => end,
                _ => return end,
            };
            let Some(tail) = bare_step(self.text, next) else { return end };
            let fits = if next == end { tail.rank == Rank::Item } else { tail.rank == rank };
            if !fits {
                return end;
            }
            (at, step) = (next, tail);
        }
    }

    fn step(&mut self, from: usize, step: Numbers) {
        let shared = step.tokens.len() > 1;
        for (index, token) in step.tokens.into_iter().enumerate() {
            let written = Written {
                rank: step.rank,
                number: token.number.clone(),
                numeral: token.numeral,
                inserted: token.inserted,
                shared,
            };
            let mut next = match index {
                0 => self.base(from, step.rank),
                // Several numbers under one word: the first has said all the rest.
                _ => {
                    let left = self.out.last().expect("the first token was added").clone();
                    Found { joint: token.joint, tokens: Vec::new(), range: token.range.clone(), ..left }
                }
            };
            next.range.end = token.range.end;
            next.place = next.place.narrowed(step.rank, token.number);
            if next.relative.is_some_and(|it| it.rank() >= step.rank) {
                next.relative = None;
            }
            next.tokens.push(written);
            self.add(next);
        }
    }

    /// Returns what a step of some rank continues: the reference that it belongs to, the list it goes on, or nothing.
    fn base(&mut self, from: usize, rank: Rank) -> Found {
        let said = said(self.text, from, &self.memory.names);
        let (joint, touching) = self.joined(from, said.start);
        if joint == Some(Joint::None) {
            let inner = self.out.last().and_then(deepest).is_some_and(|it| it < rank);
            if inner && let Some(left) = self.out.pop() {
                return left;
            }
        }
        if let (Some(joint), true, Some(left)) = (joint, touching, self.out.last()) {
            let joint = if joint == Joint::None { Joint::And } else { joint };
            return Found { joint, tokens: Vec::new(), range: from..from, ..left.clone() };
        }
        let title = said.title.map(|it| self.text[it].to_owned());
        let (scope, title, sure) = match said.scope {
            _ if self.quoted() => (Scope::Quoted, None, true),
            Scope::Unsaid => self.unsaid(rank),
            scope => (scope, title, !said.part || scope != Scope::This),
        };
        Found { joint: joint.unwrap_or(Joint::None), ..fresh(from, scope, title, sure) }
    }

    /// Returns how what begins at `from` is joined to the reference before it, and whether nothing stands between them
    /// that names another text. The words that name one begin at `start`.
    fn joined(&self, from: usize, start: usize) -> (Option<Joint>, bool) {
        let Some(left) = self.out.last() else { return (None, false) };
        let whole = |to: usize| match self.text.get(left.range.end..to) {
            Some("") => Some(Joint::None),
            Some(between) => joint(between).filter(|(_, len)| *len == between.len()).map(|(joint, _)| joint),
            None => None,
        };
        match whole(from) {
            Some(joint) => (Some(joint), true),
            None => (whole(start).filter(|it| *it != Joint::None), false),
        }
    }

    /// Returns whose text 第十条 means that does not say: that of its sentence, else this one, if no other was named.
    fn unsaid(&self, rank: Rank) -> (Scope, Option<String>, bool) {
        match &self.sentence {
            Sentence::Other(title) => (Scope::Other, title.clone(), true),
            // 第二款 alone may be one of the article that the sentence has just named.
            _ if rank > Rank::Article => (Scope::Unsaid, None, !self.named && !self.memory.foreign && !self.titled),
            Sentence::This => (Scope::Unsaid, None, true),
            Sentence::Silent => (Scope::Unsaid, None, !self.memory.foreign && !self.titled),
        }
    }

    /// Adds 本条, 前款 with the steps right behind it. Returns where they end.
    fn relative(&mut self, from: usize, relative: Relative, end: usize) -> usize {
        let (joint, touching) = self.joined(from, from);
        let scope = if self.quoted() { Scope::Quoted } else { Scope::This };
        let mut found = Found {
            range: from..end,
            relative: Some(relative),
            joint: joint.unwrap_or(Joint::None),
            ..fresh(from, scope, None, true)
        };
        // 第十条前两款: the first two there; 本条前款 is the one before.
        if let (Some(Joint::None), true, Relative::Before(rank, count)) = (joint, touching, relative)
            && let Some(left) = self.out.last()
            && deepest(left).is_some_and(|it| it < rank)
        {
            let own = matches!(left.relative, Some(Relative::This(_))) && left.place.0.is_empty();
            if let Some(left) = self.out.pop() {
                found.range.start = left.range.start;
                if !own {
                    found = Found { relative: Some(Relative::First(rank, count)), range: found.range, ..left };
                }
            }
        }
        self.add(found);
        match step(self.text, end) {
            Some(step) => self.steps(end, step),
            None => end,
        }
    }

    /// Adds 同条第二款, 该条第二款: the article of the reference before it, with another 款.
    fn same(&mut self, from: usize) -> Option<usize> {
        let word = self.text[from..].chars().next()?.len_utf8();
        let (rank, len) = crate::reference::grammar::rank(&self.text[from + word..])?;
        let end = from + word + len;
        let step = step(self.text, end).filter(|it| it.rank > rank)?;
        let left = self.out.last().cloned();
        let found = match left {
            Some(left) if left.place.get(rank).is_some() && left.relative.is_none() => {
                let place = Place(left.place.0.iter().filter(|it| it.rank <= rank).cloned().collect());
                let sure = left.sure && self.quotations == 0;
                Found { range: from..end, place, sure, tokens: Vec::new(), joint: Joint::None, ..left }
            }
            _ => fresh(from, Scope::Other, None, false),
        };
        self.out.push(Found { range: from..end, ..found });
        Some(self.steps(end, step))
    }

    fn annex(&mut self, from: usize) -> Option<usize> {
        let annex = annexed(self.text, from)?;
        let mut found = self.base(from, annex.rank);
        found.range = from..annex.end;
        found.relative = None;
        found.place = Place::default().narrowed(annex.rank, annex.number.clone());
        if !annex.numeral.is_empty() {
            let (rank, number, numeral) = (annex.rank, annex.number, annex.numeral);
            found.tokens = vec![Written { rank, number, numeral, inserted: None, shared: false }];
        }
        self.add(found);
        Some(annex.end)
    }

    fn add(&mut self, found: Found) {
        self.named |= found.place.get(Rank::Article).is_some();
        match found.scope {
            Scope::This if found.relative.is_none() => self.sentence = Sentence::This,
            Scope::Other => {
                self.memory.foreign = true;
                self.sentence = Sentence::Other(found.title.clone());
            }
            Scope::Former => self.memory.foreign = true,
            Scope::This | Scope::Unsaid | Scope::Quoted => {}
        }
        self.out.push(found);
    }
}

fn fresh(from: usize, scope: Scope, title: Option<String>, sure: bool) -> Found {
    Found {
        range: from..from,
        scope,
        title,
        sure,
        place: Place::default(),
        relative: None,
        tokens: Vec::new(),
        joint: Joint::None,
    }
}

fn deepest(found: &Found) -> Option<Rank> {
    found.place.deepest().or(found.relative.map(Relative::rank))
}
