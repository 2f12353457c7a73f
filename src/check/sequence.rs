//! What is wrong with a row of numbers. The longest rising chain is what the author meant; whatever stands outside
//! it is misplaced or misnumbered, and each such unit is one fault, never a cascade.

use std::collections::BTreeMap;

use crate::model::Number;

/// A fault of one number in its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The row does not begin with one.
    Start {
        /// What should stand before.
        missing: Vec<Number>,
    },
    /// Numbers are missing before this one.
    Gap {
        /// The place of the number before the gap.
        after: usize,
        /// What should stand between.
        missing: Vec<Number>,
    },
    /// The number occurs twice.
    Duplicate {
        /// The place of the one that stands right.
        other: usize,
        /// The number that is due here, where that is plain.
        due: Option<Number>,
    },
    /// The number stands in the wrong place.
    Order {
        /// The place of the number it belongs behind.
        after: Option<usize>,
        /// The place of the number it belongs before.
        before: Option<usize>,
        /// The number that is due here, where that is plain.
        due: Option<Number>,
        /// How many numbers are misplaced together, this one the first.
        count: usize,
    },
}

/// Returns the faults of a row, each with the place of its number. `first` is the number the row should begin with;
/// nothing where any will do.
pub fn faults(numbers: &[&Number], first: Option<&Number>) -> Vec<(usize, Fault)> {
    let begins = |it: &Number| first.is_none_or(|first| it == first);
    if numbers.first().is_none_or(|it| begins(it)) && numbers.windows(2).all(|it| it[1].follows(it[0])) {
        return Vec::new();
    }
    let chain = chain(numbers, &begins);
    let mut segments = segments(numbers, &chain, first);
    let places: BTreeMap<&Number, usize> = chain.iter().map(|&it| (numbers[it], it)).collect();
    let mut out = Vec::new();

    let mut homes: BTreeMap<Number, usize> = BTreeMap::new();
    for (at, segment) in segments.iter().enumerate() {
        homes.extend(segment.hole.iter().map(|it| (it.clone(), at)));
    }

    // First those that fill a hole elsewhere: they were moved.
    for at in 0..segments.len() {
        for place in std::mem::take(&mut segments[at].outside) {
            let number = numbers[place];
            match homes.remove(number) {
                Some(home) => {
                    let home = &mut segments[home];
                    home.hole.retain(|it| it != number);
                    let (after, before) = (home.after, home.before);
                    out.push((place, Fault::Order { after, before, due: None, count: 1 }));
                }
                None => segments[at].strangers.push(place),
            }
        }
    }
    for segment in &mut segments {
        // As many strangers as numbers are missing: each stands where one of them is due.
        let misnumbered = segment.strangers.len() == segment.hole.len();
        let mut due = if misnumbered { std::mem::take(&mut segment.hole) } else { Vec::new() }.into_iter();
        for &place in &segment.strangers {
            let (number, due) = (numbers[place], due.next());
            out.push((
                place,
                match places.get(number) {
                    Some(&other) => Fault::Duplicate { other, due },
                    None => {
                        let behind = chain.partition_point(|&it| numbers[it] < number);
                        let after = behind.checked_sub(1).map(|it| chain[it]);
                        let before = chain.get(behind).copied();
                        Fault::Order { after, before, due, count: 1 }
                    }
                },
            ));
        }
        let missing = std::mem::take(&mut segment.hole);
        if let (Some(before), false) = (segment.before, missing.is_empty()) {
            out.push((
                before,
                match segment.after {
                    Some(after) => Fault::Gap { after, missing },
                    None => Fault::Start { missing },
                },
            ));
        }
    }
    out.sort_by_key(|(place, _)| *place);
    join_blocks(out, numbers)
}

/// Numbers that were moved together are one fault.
fn join_blocks(faults: Vec<(usize, Fault)>, numbers: &[&Number]) -> Vec<(usize, Fault)> {
    let mut out: Vec<(usize, Fault)> = Vec::new();
    for (place, fault) in faults {
        if let (Fault::Order { due: None, .. }, Some((first, Fault::Order { due: None, count, before, .. }))) =
            (&fault, out.last_mut())
            && *first + *count == place
            && numbers[place].follows(numbers[place - 1])
        {
            *count += 1;
            if let Fault::Order { before: last, .. } = fault {
                *before = last;
            }
            continue;
        }
        out.push((place, fault));
    }
    out
}

/// What lies between two neighbours of the chain.
#[derive(Debug, Default)]
struct Segment {
    after: Option<usize>,
    before: Option<usize>,
    /// Numbers that are missing between the two.
    hole: Vec<Number>,
    /// Places between the two that are not in the chain.
    outside: Vec<usize>,
    /// Those of them that fill no hole.
    strangers: Vec<usize>,
}

fn segments(numbers: &[&Number], chain: &[usize], first: Option<&Number>) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut after = None;
    for before in chain.iter().copied().map(Some).chain([None]) {
        let hole = match (after, before) {
            (Some(after), Some(before)) => missing(numbers[after], numbers[before]),
            (None, Some(before)) if first.is_some() => missing(&Number::new(0), numbers[before]),
            _ => Vec::new(),
        };
        let outside = after.map_or(0, |it| it + 1)..before.unwrap_or(numbers.len());
        out.push(Segment { after, before, hole, outside: outside.collect(), strangers: Vec::new() });
        after = before;
    }
    out
}

/// Returns the numbers that should stand between two; of very many the first thousand and the last.
fn missing(after: &Number, before: &Number) -> Vec<Number> {
    const ENOUGH: u32 = 1000;
    if before.follows(after) {
        return Vec::new();
    }
    let mut out = Vec::new();
    let (from, to) = (
        after.base.saturating_add(1),
        if before.inserted.is_empty() { before.base } else { before.base.saturating_add(1) },
    );
    if from < to {
        out.extend((from..to.min(from.saturating_add(ENOUGH))).map(Number::new));
        if to - from > ENOUGH {
            out.push(Number::new(to - 1));
        }
    }
    // 第三十四条之三 needs 之一 and 之二 before it.
    if let Some((&last, outer)) = before.inserted.split_last() {
        let mut had = 0;
        if after.base == before.base && after.inserted.len() > outer.len() && after.inserted[..outer.len()] == *outer {
            had = after.inserted[outer.len()];
        }
        for it in had.saturating_add(1)..last.min(had.saturating_add(ENOUGH)) {
            let mut inserted = outer.to_vec();
            inserted.push(it);
            out.push(Number { base: before.base, inserted });
        }
    }
    out
}

/// Returns the places of the longest rising chain; among chains of one length the one with the fewest jumps that no
/// stranger explains, and then the earliest.
fn chain(numbers: &[&Number], begins: &dyn Fn(&Number) -> bool) -> Vec<usize> {
    // Beyond this distance two neighbours of a chain are not looked for, so that any text is checked in linear time.
    const REACH: usize = 1500;
    let mut best: Vec<(usize, isize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for at in 0..numbers.len() {
        let jump = isize::from(at == 0 && !begins(numbers[0]));
        let mut mine = (1, -jump, None);
        for before in at.saturating_sub(REACH)..at {
            if numbers[before] >= numbers[at] {
                continue;
            }
            let jump = isize::from(before + 1 == at && !numbers[at].follows(numbers[before]));
            let (length, jumps, _) = best[before];
            if (length + 1, jumps - jump) > (mine.0, mine.1) {
                mine = (length + 1, jumps - jump, Some(before));
            }
        }
        best.push(mine);
    }
    let mut last = None;
    for (at, it) in best.iter().enumerate() {
        if last.is_none_or(|last: usize| (it.0, it.1) > (best[last].0, best[last].1)) {
            last = Some(at);
        }
    }
    let mut out: Vec<usize> = std::iter::successors(last, |&at| best[at].2).collect();
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(row: &[u32]) -> String {
        let numbers: Vec<Number> = row.iter().map(|&it| Number::new(it)).collect();
        let numbers: Vec<&Number> = numbers.iter().collect();
        let one = Number::new(1);
        let spell = |it: &[Number]| it.iter().map(Number::slug).collect::<Vec<_>>().join(",");
        let at = |it: Option<usize>| it.map_or("-".to_owned(), |it| row[it].to_string());
        let due = |it: &Option<Number>| it.as_ref().map_or(String::new(), |it| format!(" due {}", it.slug()));
        let faults = faults(&numbers, Some(&one));
        let lines = faults.iter().map(|(place, fault)| match fault {
            Fault::Start { missing } => format!("#{place} start, missing {}", spell(missing)),
            Fault::Gap { missing, .. } => format!("#{place} gap, missing {}", spell(missing)),
            Fault::Duplicate { due: it, .. } => format!("#{place} duplicate{}", due(it)),
            Fault::Order { after, before, due: it, count } => {
                format!("#{place} order ×{count} {}..{}{}", at(*after), at(*before), due(it))
            }
        });
        lines.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn each_slip_is_one_fault() {
        assert_eq!(found(&[1, 2, 3]), "");
        assert_eq!(found(&[1, 2, 4]), "#2 gap, missing 3");
        assert_eq!(found(&[2, 3]), "#0 start, missing 1");
        assert_eq!(found(&[1, 2, 2, 3]), "#2 duplicate");
        assert_eq!(found(&[1, 2, 2, 4]), "#2 duplicate due 3");
        assert_eq!(found(&[1, 3, 3, 4]), "#1 duplicate due 2");
        assert_eq!(found(&[1, 2, 30, 4, 5]), "#2 order ×1 5..- due 3");
        assert_eq!(found(&[1, 2, 5, 4, 5, 6]), "#2 duplicate due 3");
    }

    #[test]
    fn what_was_moved_is_no_gap() {
        assert_eq!(found(&[1, 2, 3, 4, 6, 7, 8, 5]), "#7 order ×1 4..6");
        assert_eq!(found(&[1, 2, 6, 3, 4, 5, 7]), "#2 order ×1 5..7");
        assert_eq!(found(&[1, 2, 6, 7, 3, 4, 5, 8]), "#2 order ×2 5..8");
        assert_eq!(found(&[2, 3, 4, 1]), "#3 order ×1 -..2");
        assert_eq!(found(&[1, 2, 4, 3, 5]), "#3 order ×1 2..4");
    }
}
