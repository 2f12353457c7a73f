//! Which blocks of an edition are which of the source, found before any character is compared.

use std::collections::HashMap;

/// Pairs of blocks: one that should stand there, one that does.
pub type Pairs = Vec<(usize, usize)>;

/// Blocks that are equal: those in order, and those out of order. A block that occurs once on both sides is sure;
/// around such blocks equal neighbours belong together.
pub fn anchors(wanted: &[String], found: &[String]) -> (Pairs, Pairs) {
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
