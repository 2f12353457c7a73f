//! What should stand there against what stands there. Blocks that are equal are found first, so that a block that was
//! moved, doubled or lost is one finding and not a thousand; what is left is compared character by character.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Message};
use crate::say;
use crate::text::Span;
use crate::verify::diff::diff;
use crate::verify::edition::{Flaw, Found, Name, Spot, quote};
use crate::verify::unit::{Gap, Letter, Unit, units};
use crate::verify::{APPARATUS, STRUCTURE, TEXT};

/// A block that should stand in an edition.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Its characters.
    pub units: Vec<Unit<Span>>,
    /// Which of them are apparatus; the others are text of the source.
    pub added: Vec<usize>,
    /// Whether the next block may be set on.
    pub soft: bool,
}

impl Wanted {
    /// Returns a block of the source.
    pub fn source(units: Vec<Unit<Span>>, soft: bool) -> Self {
        Self { units, added: Vec::new(), soft }
    }

    /// Returns a block of apparatus at a place.
    pub fn apparatus(text: &str, place: Span) -> Self {
        let units = units(text.chars().map(|it| (Letter::Char(it), place)));
        Self { added: (0..units.len()).collect(), units, soft: true }
    }

    /// Puts a character of apparatus before one of the block.
    pub fn insert(&mut self, at: usize, it: char) {
        let neighbour = self.units.get(at).or(self.units.last());
        let Some(place) = neighbour.map(|it| it.place) else { return };
        // What stands beside it may have air or not.
        if let Some(next) = self.units.get_mut(at) {
            next.gap = next.gap.max(Gap::Free);
        }
        self.added.iter_mut().filter(|it| **it >= at).for_each(|it| *it += 1);
        self.added.push(at);
        self.units.insert(at, Unit { it, gap: Gap::Free, joiners: String::new(), place });
    }

    fn is_source(&self, at: usize) -> bool {
        !self.added.contains(&at)
    }
}

/// Returns for each wanted character how many of the source stand before it; nothing for apparatus.
pub fn positions(wanted: &[Wanted]) -> Vec<Option<usize>> {
    let mut out = Vec::new();
    let mut count = 0;
    for block in wanted {
        for at in 0..block.units.len() {
            let source = block.is_source(at);
            out.push(source.then_some(count));
            count += usize::from(source);
        }
    }
    out
}

/// The outcome of a comparison.
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    /// What is wrong.
    pub findings: Vec<Diagnostic>,
    /// For each character of the edition the character it stands for.
    pub matches: Vec<Option<usize>>,
}

/// Returns what is wrong with an edition's blocks, and which characters belong together.
pub fn compare(name: Name, wanted: &[Wanted], found: &[Found], start: Span) -> Comparison {
    let mut it = Comparer {
        name,
        start,
        wanted: wanted
            .iter()
            .flat_map(|it| it.units.iter().enumerate().map(|(at, unit)| (unit, it.is_source(at))))
            .collect(),
        found: found.iter().flat_map(|it| &it.units).collect(),
        wanted_blocks: ranges(wanted.iter().map(|it| it.units.len())),
        found_blocks: ranges(found.iter().map(|it| it.units.len())),
        out: Comparison::default(),
    };
    it.out.matches = vec![None; it.found.len()];
    let equal = it.wanted.len() == it.found.len() && it.wanted.iter().zip(&it.found).all(|(a, b)| a.0.it == b.it);
    if equal {
        it.pair(0, 0, it.found.len());
    } else {
        it.align();
        if it.is_another_text() {
            return it.out;
        }
    }
    it.details();
    it.boundaries(wanted);
    it.out
}

fn ranges(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut at = 0;
    lengths
        .map(|it| {
            at += it;
            at - it..at
        })
        .collect()
}

struct Comparer<'a> {
    name: Name,
    start: Span,
    wanted: Vec<(&'a Unit<Span>, bool)>,
    found: Vec<&'a Unit<Spot>>,
    wanted_blocks: Vec<Range<usize>>,
    found_blocks: Vec<Range<usize>>,
    out: Comparison,
}

impl Comparer<'_> {
    fn pair(&mut self, wanted: usize, found: usize, count: usize) {
        for step in 0..count {
            self.out.matches[found + step] = Some(wanted + step);
        }
    }

    fn align(&mut self) {
        let wanted_keys: Vec<String> = self.wanted_blocks.iter().map(|it| self.wanted_text(it)).collect();
        let found_keys: Vec<String> = self.found_blocks.iter().map(|it| self.found_text(it)).collect();
        let (anchors, moved) = anchors(&wanted_keys, &found_keys);
        for &(wanted, found) in anchors.iter().chain(&moved) {
            self.pair(self.wanted_blocks[wanted].start, self.found_blocks[found].start, self.found_blocks[found].len());
        }
        for &(wanted, found) in &moved {
            self.moved(wanted, found);
        }
        // Between two anchors stands what differs.
        let (mut wanted_at, mut found_at) = (0, 0);
        let end = (wanted_keys.len(), found_keys.len());
        for (wanted, found) in anchors.into_iter().chain([end]) {
            let left: Vec<usize> = (wanted_at..wanted).filter(|it| !moved.iter().any(|pair| pair.0 == *it)).collect();
            let mut right: Vec<usize> =
                (found_at..found).filter(|it| !moved.iter().any(|pair| pair.1 == *it)).collect();
            let own = |key: &String| left.iter().any(|it| wanted_keys[*it] == *key);
            let known = |key: &String| wanted_keys.iter().position(|it| it == key).filter(|_| key.chars().count() > 1);
            right.retain(|&at| {
                let Some(original) = known(&found_keys[at]).filter(|_| !own(&found_keys[at])) else { return true };
                self.doubled(original, at);
                false
            });
            // What is lost altogether was lost near the block before.
            let near = found_at.checked_sub(1).map_or(0, |it| self.found_blocks[it].end.saturating_sub(1));
            self.region(&left, &right, near);
            (wanted_at, found_at) = (wanted + 1, found + 1);
        }
    }

    /// Compares what is left of some blocks with what is left of others, character by character.
    fn region(&mut self, left: &[usize], right: &[usize], near: usize) {
        let old: Vec<usize> = left.iter().flat_map(|it| self.wanted_blocks[*it].clone()).collect();
        let new: Vec<usize> = right.iter().flat_map(|it| self.found_blocks[*it].clone()).collect();
        let old_text: Vec<char> = old.iter().map(|it| self.wanted[*it].0.it).collect();
        let new_text: Vec<char> = new.iter().map(|it| self.found[*it].it).collect();
        let (mut old_at, mut new_at) = (0, 0);
        for hunk in diff(&old_text, &new_text) {
            for step in 0..hunk.old.start - old_at {
                self.out.matches[new[new_at + step]] = Some(old[old_at + step]);
            }
            (old_at, new_at) = (hunk.old.end, hunk.new.end);
            self.hunk(&old, hunk.old, &new, hunk.new, near);
        }
        for step in 0..old.len() - old_at {
            self.out.matches[new[new_at + step]] = Some(old[old_at + step]);
        }
    }

    fn hunk(&mut self, old: &[usize], old_part: Range<usize>, new: &[usize], new_part: Range<usize>, near: usize) {
        let lacks: String = old[old_part.clone()].iter().map(|it| self.wanted[*it].0.it).collect();
        let has: String = new[new_part.clone()].iter().map(|it| self.found[*it].it).collect();
        let at = new.get(new_part.start).or(new[..new_part.start].last()).unwrap_or(&near);
        let page = self.found.get(*at).map_or(0, |it| it.place.page);
        let Message { zh, en } = self.name.at(page);
        let (old_quote, new_quote) = (named(&lacks), named(&has));
        let source = old[old_part.clone()].iter().any(|it| self.wanted[*it].1)
            || old_part.is_empty() && old.get(old_part.start).or(old.last()).is_none_or(|it| self.wanted[*it].1);
        let rule = if source { TEXT } else { APPARATUS };
        let span = self.span(old, &old_part);
        let message = if has.is_empty() && source {
            say!(zh: "{zh}缺“{old_quote}”", en: "{en} lacks “{old_quote}”")
        } else if has.is_empty() {
            say!(zh: "{zh}缺应有的“{old_quote}”", en: "{en} lacks “{old_quote}”, which belongs there")
        } else if lacks.is_empty() && self.repeats(old, old_part.start, &has) {
            say!(zh: "{zh}“{new_quote}”重出", en: "{en} says “{new_quote}” twice")
        } else if lacks.is_empty() {
            say!(zh: "{zh}多出“{new_quote}”，既不是底本的正文，也不是版面该加的文字", en: "{en} has “{new_quote}”, which is neither text of the source nor apparatus")
        } else {
            say!(zh: "{zh}作“{new_quote}”，底本作“{old_quote}”", en: "{en} says “{new_quote}”, the source says “{old_quote}”")
        };
        self.out.findings.push(Diagnostic::error(rule, span, message));
    }

    /// The narrowest place of a difference: its bytes, or the point where something was put in.
    fn span(&self, old: &[usize], part: &Range<usize>) -> Span {
        let span = |it: &usize| self.wanted[*it].0.place;
        let inside = old[part.clone()].iter().filter(|it| self.wanted[**it].1).map(span);
        let after = || old.get(part.start).map(|it| span(it).at_start());
        let before = || part.start.checked_sub(1).and_then(|it| old.get(it)).map(|it| end(span(it)));
        inside.reduce(Span::to).or_else(after).or_else(before).unwrap_or(self.start)
    }

    /// Whether what was put in is what stands right before or behind it, or a whole sentence of the source.
    fn repeats(&self, old: &[usize], at: usize, has: &str) -> bool {
        let count = has.chars().count();
        let text = |range: Range<usize>| -> String { old[range].iter().map(|it| self.wanted[*it].0.it).collect() };
        let before = at.checked_sub(count).is_some_and(|from| text(from..at) == has);
        let behind = at + count <= old.len() && text(at..at + count) == has;
        before || behind || count >= 8 && self.wanted_text(&(0..self.wanted.len())).contains(has)
    }

    fn moved(&mut self, wanted: usize, found: usize) {
        let range = self.wanted_blocks[wanted].clone();
        let text = quote(&self.wanted_text(&range));
        let Message { zh, en } = self.name.at(self.found[self.found_blocks[found].start].place.page);
        let all: Vec<usize> = range.clone().collect();
        let span = self.span(&all, &(0..all.len()));
        let rule = if self.wanted[range.start].1 { TEXT } else { APPARATUS };
        self.out.findings.push(Diagnostic::error(
            rule,
            span,
            say!(zh: "{zh}把“{text}”排错了地方，先后与底本不同", en: "{en} has “{text}” out of its place"),
        ));
    }

    fn doubled(&mut self, wanted: usize, found: usize) {
        let range = self.wanted_blocks[wanted].clone();
        let text = quote(&self.wanted_text(&range));
        let Message { zh, en } = self.name.at(self.found[self.found_blocks[found].start].place.page);
        let all: Vec<usize> = range.collect();
        let span = self.span(&all, &(0..all.len()));
        self.out.findings.push(Diagnostic::error(
            TEXT,
            span,
            say!(zh: "{zh}“{text}”重出", en: "{en} says “{text}” twice"),
        ));
    }

    /// An edition of another text: one finding says so.
    fn is_another_text(&mut self) -> bool {
        let matched = self.out.matches.iter().flatten().count();
        if self.wanted.len() < 40 || matched * 2 >= self.wanted.len() {
            return false;
        }
        let Message { zh, en } = self.name.at(0);
        let (count, of) = (matched, self.wanted.len());
        self.out.findings = vec![Diagnostic::error(
            TEXT,
            self.start,
            say!(zh: "{zh}不是这个底本的版本：{of} 字里只对得上 {count} 字", en: "{en} is no edition of this source: {count} of {of} characters agree"),
        )];
        true
    }

    /// Blanks, line-breaking characters and what the eye sees, where the characters agree.
    fn details(&mut self) {
        let starts: HashSet<usize> = self.wanted_blocks.iter().map(|it| it.start).collect();
        let mut flaw: Option<(Flaw, usize, String, Span)> = None;
        for at in 0..self.found.len() {
            let found = self.found[at];
            let wanted = self.out.matches[at].map(|it| self.wanted[it].0);
            let place = wanted.map(|it| it.place);
            let opens = self.out.matches[at].is_some_and(|it| starts.contains(&it));
            match &mut flaw {
                Some((kind, _, text, span)) if *kind == found.place.flaw && !opens => {
                    text.push(found.it);
                    *span = place.map_or(*span, |it| span.to(it));
                }
                _ => {
                    let done = flaw.take();
                    self.flaw(done);
                    if found.place.flaw != Flaw::None {
                        let span = place.unwrap_or(self.start);
                        flaw = Some((found.place.flaw, found.place.page, found.it.to_string(), span));
                    }
                }
            }
            let Some(wanted) = wanted else { continue };
            // A blank counts between characters that stand side by side in both.
            let follows = at > 0 && self.out.matches[at - 1].is_some_and(|it| Some(it + 1) == self.out.matches[at]);
            let Message { zh, en } = self.name.at(found.place.page);
            let it = found.it;
            let span = wanted.place;
            // Where a block begins, a layout may set it on behind the one before, with or without air.
            match (wanted.gap, found.gap) {
                _ if opens => {}
                (Gap::Blank, Gap::None) if follows => self.out.findings.push(Diagnostic::error(
                    TEXT,
                    span,
                    say!(zh: "{zh}“{it}”前缺空格", en: "{en} lacks the blank before “{it}”"),
                )),
                (Gap::None, Gap::Blank) if follows => self.out.findings.push(Diagnostic::error(
                    TEXT,
                    span,
                    say!(zh: "{zh}“{it}”前多出空格", en: "{en} has a blank before “{it}” that the source does not have"),
                )),
                _ => {}
            }
            if let Some(lost) = wanted.joiners.chars().find(|it| !found.joiners.contains(*it)) {
                let code = u32::from(lost);
                self.out.findings.push(Diagnostic::error(
                    TEXT,
                    span,
                    say!(zh: "{zh}“{it}”前缺 U+{code:04X}", en: "{en} lacks U+{code:04X} before “{it}”"),
                ));
            }
        }
        self.flaw(flaw);
    }

    fn flaw(&mut self, flaw: Option<(Flaw, usize, String, Span)>) {
        let Some((flaw, page, text, span)) = flaw else { return };
        let (Message { zh, en }, text) = (self.name.at(page), quote(&text));
        let message = match flaw {
            Flaw::None => return,
            Flaw::Hidden => say!(zh: "{zh}把“{text}”藏了起来", en: "{en} hides “{text}”"),
            Flaw::Lie => {
                say!(zh: "{zh}画出的字不是它所说的“{text}”", en: "{en} draws something else than the “{text}” it says")
            }
            Flaw::Unseen(sight) => {
                use crate::extract::Sight;
                let (why, reason) = match sight {
                    Sight::Seen => return,
                    Sight::Unpainted => ("没有着墨", "it is drawn without paint"),
                    Sight::White => ("是白色的", "it is white"),
                    Sight::Tiny => ("小于 1 磅", "it is smaller than one point"),
                    Sight::Outside => ("在页面之外", "it stands outside the page"),
                    Sight::Clipped => ("被裁去了", "it is clipped away"),
                    Sight::Covered => ("被盖住了", "something lies over it"),
                    Sight::Blank => ("字形是空的", "its glyph is empty"),
                };
                say!(zh: "{zh}“{text}”看不见：{why}", en: "“{text}” on {en} can't be seen: {reason}")
            }
        };
        self.out.findings.push(Diagnostic::error(TEXT, span, message));
    }

    /// Two blocks of the source that run together, and blocks that are torn apart.
    fn boundaries(&mut self, wanted: &[Wanted]) {
        let block_of = |blocks: &[Range<usize>], at: usize| blocks.partition_point(|it| it.end <= at);
        let mut findings = Vec::new();
        for at in 1..self.found.len() {
            let (Some(before), Some(here)) = (self.out.matches[at - 1], self.out.matches[at]) else { continue };
            if here != before + 1 {
                continue;
            }
            let first = block_of(&self.wanted_blocks, before);
            let ends = first != block_of(&self.wanted_blocks, here);
            let parts = block_of(&self.found_blocks, at - 1) != block_of(&self.found_blocks, at);
            let span = self.wanted[here].0.place;
            let Message { zh, en } = self.name.at(self.found[at].place.page);
            let context = |range: Range<usize>| -> String { self.wanted[range].iter().map(|it| it.0.it).collect() };
            let (left, right) =
                (context(here.saturating_sub(8)..here), context(here..(here + 8).min(self.wanted.len())));
            if ends && !parts && !wanted[first].soft {
                findings.push(Diagnostic::error(
                    STRUCTURE,
                    span.at_start(),
                    say!(zh: "{zh}把两段接成了一段：“{left}|{right}”", en: "{en} runs two blocks together: “{left}|{right}”"),
                ));
            } else if parts && !ends {
                findings.push(Diagnostic::error(
                    STRUCTURE,
                    span.at_start(),
                    say!(zh: "{zh}把一段断成了两段：“{left}|{right}”", en: "{en} tears a block apart: “{left}|{right}”"),
                ));
            }
        }
        self.out.findings.append(&mut findings);
    }

    fn wanted_text(&self, range: &Range<usize>) -> String {
        self.wanted[range.clone()].iter().map(|it| it.0.it).collect()
    }

    fn found_text(&self, range: &Range<usize>) -> String {
        self.found[range.clone()].iter().map(|it| it.it).collect()
    }
}

fn end(span: Span) -> Span {
    Span { start: span.end, ..span }
}

/// A quotation; one or two characters also by their code points, since they may look alike.
fn named(text: &str) -> String {
    if text.is_empty() || text.chars().count() > 2 {
        return quote(text);
    }
    let codes: Vec<String> = text.chars().map(|it| format!("U+{:04X}", u32::from(it))).collect();
    format!("{text} {}", codes.join(" "))
}

type Pairs = Vec<(usize, usize)>;

/// Blocks that are equal: those in order, and those out of order. A block that occurs once on both sides is sure;
/// around such blocks equal neighbours belong together.
fn anchors(wanted: &[String], found: &[String]) -> (Pairs, Pairs) {
    let once = |keys: &[String]| -> HashMap<String, usize> {
        let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            counts.entry(key).or_insert((at, 0)).1 += 1;
        }
        counts.into_iter().filter(|(_, (_, count))| *count == 1).map(|(key, (at, _))| (key.to_owned(), at)).collect()
    };
    let (wanted_once, found_once) = (once(wanted), once(found));
    let mut sure: Pairs = wanted_once.iter().filter_map(|(key, at)| Some((*at, *found_once.get(key)?))).collect();
    sure.sort_by_key(|it| it.1);
    let kept = longest_increasing(&sure);
    let moved: Pairs = sure.iter().filter(|it| !kept.contains(it)).copied().collect();
    let taken = |pair: (usize, usize)| moved.iter().any(|it| it.0 == pair.0 || it.1 == pair.1);

    let mut out: Pairs = Vec::new();
    let mut floor = (0, 0);
    let ends = (wanted.len(), found.len());
    for target in kept.into_iter().chain([ends]) {
        // On from the anchor before.
        let mut at = floor;
        while at.0 < target.0 && at.1 < target.1 && wanted[at.0] == found[at.1] && !taken(at) {
            out.push(at);
            at = (at.0 + 1, at.1 + 1);
        }
        // Back from this one.
        let mut back = Vec::new();
        let mut from = target;
        while from.0 > at.0
            && from.1 > at.1
            && wanted[from.0 - 1] == found[from.1 - 1]
            && !taken((from.0 - 1, from.1 - 1))
        {
            from = (from.0 - 1, from.1 - 1);
            back.push(from);
        }
        out.extend(back.into_iter().rev());
        if target != ends {
            out.push(target);
        }
        floor = (target.0 + 1, target.1 + 1);
    }
    (out, moved)
}

/// The longest run of pairs, in the order of the second, whose first ones rise.
fn longest_increasing(pairs: &Pairs) -> Pairs {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (at, pair) in pairs.iter().enumerate() {
        let place = tails.partition_point(|&it| pairs[it].0 < pair.0);
        before[at] = place.checked_sub(1).map(|it| tails[it]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut out = Vec::new();
    let mut at = tails.last().copied();
    while let Some(it) = at {
        out.push(pairs[it]);
        at = before[it];
    }
    out.reverse();
    out
}
