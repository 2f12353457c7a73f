//! What should stand there against what stands there. Blocks that are equal are found first, so that a block that was
//! moved, doubled or lost is one finding and not a thousand; what is left is compared character by character.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Message};
use crate::say;
use crate::text::Span;
use crate::verify::anchors::anchors;
use crate::verify::diff::diff;
use crate::verify::edition::{Found, Name, Spot, quote};
use crate::verify::unit::Unit;
use crate::verify::wanted::Wanted;
use crate::verify::{APPARATUS, TEXT};

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

/// A comparison in the making.
pub struct Comparer<'a> {
    pub(super) name: Name,
    pub(super) start: Span,
    pub(super) wanted: Vec<(&'a Unit<Span>, bool)>,
    pub(super) found: Vec<&'a Unit<Spot>>,
    pub(super) wanted_blocks: Vec<Range<usize>>,
    pub(super) found_blocks: Vec<Range<usize>>,
    pub(super) out: Comparison,
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
