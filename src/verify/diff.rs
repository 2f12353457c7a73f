//! Where two texts differ: the shortest way from one to the other (Myers 1986), as long as it is short. Two texts
//! that have little in common are one difference from the first to the last.

use std::ops::Range;

/// A difference: what stands in one text in place of what stands in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// In the first text.
    pub old: Range<usize>,
    /// In the second.
    pub new: Range<usize>,
}

const LIMIT: usize = 600;

/// Returns the differences, in order.
pub fn diff(old: &[char], new: &[char]) -> Vec<Hunk> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    if a.is_empty() && b.is_empty() {
        return Vec::new();
    }
    let whole = vec![Hunk { old: 0..a.len(), new: 0..b.len() }];
    let mut hunks = if a.is_empty() || b.is_empty() { whole } else { shortest(a, b).unwrap_or(whole) };
    for it in &mut hunks {
        it.old = it.old.start + head..it.old.end + head;
        it.new = it.new.start + head..it.new.end + head;
    }
    hunks
}

fn shortest(a: &[char], b: &[char]) -> Option<Vec<Hunk>> {
    let limit = LIMIT.min(a.len() + b.len());
    let offset = limit + 1;
    let mut reach = vec![0usize; 2 * limit + 3];
    let mut trace = Vec::new();
    for steps in 0..=limit {
        trace.push(reach.clone());
        for at in (offset - steps..=offset + steps).step_by(2) {
            let down = at == offset - steps || (at != offset + steps && reach[at - 1] < reach[at + 1]);
            let mut x = if down { reach[at + 1] } else { reach[at - 1] + 1 };
            // The diagonal `at - offset` is x - y; y may lie below the text by one step that leads nowhere.
            let Some(mut y) = (x + offset).checked_sub(at) else { continue };
            while x < a.len() && y < b.len() && a[x] == b[y] {
                x += 1;
                y += 1;
            }
            reach[at] = x;
            if x >= a.len() && y >= b.len() {
                return Some(back(a.len(), b.len(), &trace, offset));
            }
        }
    }
    None
}

/// Follows the trace from the end; steps that touch make one hunk.
fn back(mut x: usize, mut y: usize, trace: &[Vec<usize>], offset: usize) -> Vec<Hunk> {
    let mut out: Vec<Hunk> = Vec::new();
    for (steps, reach) in trace.iter().enumerate().rev() {
        if steps == 0 {
            break;
        }
        let at = x + offset - y;
        let down = at == offset - steps || (at != offset + steps && reach[at - 1] < reach[at + 1]);
        let before = if down { at + 1 } else { at - 1 };
        let from_x = reach[before];
        let from_y = from_x + offset - before;
        let (to_x, to_y) = if down { (from_x, from_y + 1) } else { (from_x + 1, from_y) };
        match out.last_mut() {
            Some(last) if last.old.start == to_x && last.new.start == to_y => {
                (last.old.start, last.new.start) = (from_x, from_y);
            }
            _ => out.push(Hunk { old: from_x..to_x, new: from_y..to_y }),
        }
        (x, y) = (from_x, from_y);
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let text = |chars: &[char]| chars.iter().collect::<String>();
        let hunks = diff(&a, &b);
        let mut at = 0;
        let mut rebuilt = String::new();
        let mut out = Vec::new();
        for it in &hunks {
            rebuilt.push_str(&text(&a[at..it.old.start]));
            rebuilt.push_str(&text(&b[it.new.clone()]));
            at = it.old.end;
            out.push(format!("{}>{}", text(&a[it.old.clone()]), text(&b[it.new.clone()])));
        }
        rebuilt.push_str(&text(&a[at..]));
        assert_eq!(rebuilt, new);
        out.join(" ")
    }

    #[test]
    fn the_shortest_way() {
        assert_eq!(shown("互联互通", "互联互通"), "");
        assert_eq!(shown("互联互通", "互联通"), "互>");
        assert_eq!(shown("我们一致支持并鼓励", "我们⼀致支持鼓励"), "一>⼀ 并>");
        assert_eq!(shown("甲乙丙", "甲丁丙戊"), "乙>丁 >戊");
        assert_eq!(shown("", "多"), ">多");
        assert_eq!(shown("天地玄黄宇宙洪荒", "天地黄宇玄宙洪"), "玄> >玄 荒>");
    }

    #[test]
    fn far_apart_is_one_difference() {
        let (a, b): (String, String) = ("甲".repeat(2000), "乙".repeat(2000));
        assert_eq!(shown(&a, &b).matches('>').count(), 1);
    }
}
