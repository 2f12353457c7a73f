//! Order: articles that stand away from their row go back to the gap that their numbers leave, with the headings that
//! belong to them; a subtitle adrift goes back under the title. Only what has one place to go is moved.

use std::collections::BTreeMap;

use crate::import::block::{Block, Role};
use crate::import::repair::{Kind, Ledger, Sure};
use crate::model::{Number, UnitKind};
use crate::say;

/// Puts displaced blocks back.
pub fn restored(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    articles(subtitle(blocks, ledger), ledger)
}

fn subtitle(mut blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let Some(title) = blocks.iter().position(|it| it.role == Role::Title) else { return blocks };
    let found: Vec<usize> =
        blocks.iter().enumerate().filter(|(_, it)| it.role == Role::Subtitle).map(|(at, _)| at).collect();
    let [at] = found.as_slice() else { return blocks };
    if *at == title + 1 || *at < title {
        return blocks;
    }
    let block = blocks.remove(*at);
    let words = block.short();
    ledger.note(Kind::Order, block.at(), Sure::Likely,
        say!(zh: "副题“{words}”移到题目下面", en: "moved the subtitle {words} under the title"),
        say!(zh: "以破折号开头、没有句末标点的单行，全文只有这一行", en: "the only line that opens with a dash and ends without a mark"));
    let mut block = block;
    block.moved = true;
    blocks.insert(title + 1, block);
    blocks
}

/// An article with what stands under it.
fn articles(blocks: Vec<Block>, ledger: &mut Ledger) -> Vec<Block> {
    let row: Vec<(usize, Number)> =
        blocks.iter().enumerate().filter_map(|(at, it)| it.article.clone().map(|number| (at, number))).collect();
    let chain = rising(&row.iter().map(|it| it.1.clone()).collect::<Vec<_>>());
    let strays: Vec<usize> = (0..row.len()).filter(|it| !chain.contains(it)).collect();
    if strays.is_empty() {
        return blocks;
    }
    if strays.len() * 5 > row.len().max(5) {
        let count = strays.len();
        ledger.note(Kind::Whole, blocks[row[strays[0]].0].at(), Sure::Doubtful,
            say!(zh: "{count} 条不在次序里，没有移动", en: "{count} articles are out of order and were left"),
            say!(zh: "太多了，也许是两份文件，或者序号本来就重新开始", en: "too many: two documents perhaps, or numbers that begin anew"));
        return blocks;
    }
    let placed: BTreeMap<&Number, usize> = chain.iter().map(|it| (&row[*it].1, row[*it].0)).collect();
    // Where each range of blocks goes: behind the block of that number.
    let mut moves: Vec<(usize, usize, usize, Number)> = Vec::new();
    for stray in strays {
        let (at, number) = &row[stray];
        let due = placed.range::<&Number, _>(..number).next_back();
        let next = placed.range::<&Number, _>(number..).next();
        if next.is_some_and(|(it, _)| *it == number) {
            continue;
        }
        let words = blocks[*at].short();
        let fits = due.is_none_or(|(before, _)| number.follows(before))
            || next.is_some_and(|(after, _)| after.follows(number));
        let Some(target) = due
            .map(|(_, block)| extent(&blocks, *block))
            .or_else(|| next.map(|(_, block)| with_headings(&blocks, *block)))
        else {
            continue;
        };
        let first = own_headings(&blocks, *at, target);
        let end = extent(&blocks, *at);
        if (first..=end).contains(&target) {
            continue;
        }
        let headed = if first < *at { "连同标题" } else { "" };
        let headed_en = if first < *at { " with its heading" } else { "" };
        let (behind, behind_en) = due.map_or((String::new(), String::new()), |(it, _)| {
            (format!("第{it}条之后"), format!(" behind article {}", it.slug()))
        });
        ledger.note(Kind::Order, blocks[first].at(), if fits { Sure::Certain } else { Sure::Likely },
            say!(zh: "“{words}”{headed}移到{behind}", en: "moved {words}{headed_en}{behind_en}"),
            say!(zh: "那里的序号正缺这一个，这里的前后都不相接", en: "the row lacks this number there, and it follows nothing here"));
        moves.push((first, end, target, number.clone()));
    }
    rearranged(blocks, &moves)
}

fn rearranged(blocks: Vec<Block>, moves: &[(usize, usize, usize, Number)]) -> Vec<Block> {
    let mut taken: Vec<Option<usize>> = vec![None; blocks.len()];
    for (at, (first, end, ..)) in moves.iter().enumerate() {
        taken[*first..*end].iter_mut().for_each(|it| *it = Some(at));
    }
    let mut arrivals: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, (_, _, target, _)) in moves.iter().enumerate() {
        arrivals.entry(*target).or_default().push(at);
    }
    arrivals.values_mut().for_each(|it| it.sort_by(|a, b| moves[*a].3.cmp(&moves[*b].3)));
    let len = blocks.len();
    let mut slots: Vec<Option<Block>> = blocks.into_iter().map(Some).collect();
    let mut out = Vec::with_capacity(len);
    for place in 0..=len {
        for &it in arrivals.get(&place).into_iter().flatten() {
            for slot in &mut slots[moves[it].0..moves[it].1] {
                out.extend(slot.take().map(|it| Block { moved: true, ..it }));
            }
        }
        if place < len && taken[place].is_none() {
            out.extend(slots[place].take());
        }
    }
    out
}

/// Returns the block behind the last of an article.
fn extent(blocks: &[Block], at: usize) -> usize {
    blocks[at + 1..]
        .iter()
        .position(|it| it.article.is_some() || it.is_heading() || it.role == Role::Subtitle)
        .map_or(blocks.len(), |it| at + 1 + it)
}

/// Returns the first of the headings right above a block.
fn with_headings(blocks: &[Block], at: usize) -> usize {
    let mut first = at;
    while first > 0 && blocks[first - 1].is_heading() {
        first -= 1;
    }
    first
}

/// Returns the first of the headings right above a stray article that belong to it: those without a number, and those
/// whose number the row of headings lacks at the place where the article goes.
fn own_headings(blocks: &[Block], at: usize, target: usize) -> usize {
    let mut first = at;
    // A heading that would be left with nothing under it goes along.
    let alone = blocks.get(extent(blocks, at)).is_none_or(Block::is_heading);
    while first > 0 && blocks[first - 1].is_heading() {
        let fits = match blocks[first - 1].role {
            Role::Heading => true,
            Role::Division(kind) => fits_division(blocks, first - 1, kind, target, alone),
            Role::Title | Role::Subtitle | Role::Text | Role::Row => false,
        };
        if !fits {
            break;
        }
        first -= 1;
    }
    first
}

fn fits_division(blocks: &[Block], at: usize, kind: UnitKind, target: usize, alone: bool) -> bool {
    let number = |it: &Block| (it.role == Role::Division(kind)).then(|| it.number.clone()).flatten();
    let Some(mine) = number(&blocks[at]) else { return false };
    let before = |at: usize| blocks[..at].iter().rev().find_map(number);
    let here = before(at).is_some_and(|it| mine.follows(&it));
    let there = before(target).map_or(mine.base == 1, |it| mine.follows(&it));
    there && (alone || !here)
}

/// Returns which members of a row make its longest rising chain.
fn rising(row: &[Number]) -> std::collections::BTreeSet<usize> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; row.len()];
    for (at, number) in row.iter().enumerate() {
        let place = tails.partition_point(|it| row[*it] < *number);
        before[at] = place.checked_sub(1).map(|it| tails[it]);
        if place == tails.len() { tails.push(at) } else { tails[place] = at }
    }
    let mut chain = std::collections::BTreeSet::new();
    let mut last = tails.last().copied();
    while let Some(at) = last {
        chain.insert(at);
        last = before[at];
    }
    chain
}
