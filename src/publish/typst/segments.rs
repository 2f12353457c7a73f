//! What must stay together on a line, beyond Typst's own rules: a number with its 年月日, the character before a dash,
//! an ellipsis, a middle dot or a wave, and the last two characters of a paragraph. Such characters stand in a box.
//! A word joiner would do as well, but would stand in the PDF's text and break searching.

use std::ops::Range;

/// How a segment is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it is.
    Plain,
    /// In a box that no line end divides.
    Box,
    /// As Latin text: its quotes and apostrophes are not those of Chinese.
    Latin,
}

/// A piece of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes in the run.
    pub range: Range<usize>,
    /// How it is set.
    pub kind: Kind,
    /// Whether a word joiner stands behind it, since what follows must not begin a line.
    pub joined: bool,
}

/// Returns the segments of a run. `next` is the character behind the run; `last` says that the paragraph ends with it.
pub fn segments(text: &str, next: Option<char>, last: bool) -> Vec<Segment> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at_byte = |index: usize| chars.get(index).map_or(text.len(), |it| it.0);
    let mut bound: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut joiners: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let it = chars[at].1;
        if it.is_ascii_digit() {
            let mut end = at + 1;
            while end < chars.len()
                && (chars[end].1.is_ascii_digit()
                    || matches!(chars[end].1, '.' | ',') && chars.get(end + 1).is_some_and(|it| it.1.is_ascii_digit()))
            {
                end += 1;
            }
            if chars
                .get(end)
                .is_some_and(|it| matches!(it.1, '年' | '月' | '日' | '时' | '分' | '届' | '％' | '‰' | '℃'))
            {
                bound.push((at_byte(at)..at_byte(end + 1), Kind::Box));
                at = end + 1;
                continue;
            }
            if chars.get(end).is_some_and(|it| is_bound_mark(it.1)) {
                let stop = marks_end(&chars, end);
                bound.push((at_byte(at)..at_byte(stop), Kind::Box));
                at = stop;
                continue;
            }
            at = end;
            continue;
        }
        if it.is_ascii_alphabetic() {
            let mut end = at + 1;
            while end < chars.len()
                && (chars[end].1.is_ascii_alphanumeric()
                    || matches!(chars[end].1, '’' | '‘')
                        && chars.get(end + 1).is_some_and(|it| it.1.is_ascii_alphabetic()))
            {
                end += 1;
            }
            if chars[at..end].iter().any(|it| matches!(it.1, '’' | '‘')) {
                bound.push((at_byte(at)..at_byte(end), Kind::Latin));
            }
            at = end;
            continue;
        }
        if chars.get(at + 1).is_some_and(|it| is_bound_mark(it.1)) && !is_bound_mark(it) {
            let stop = marks_end(&chars, at + 1);
            if it.is_alphanumeric() {
                bound.push((at_byte(at)..at_byte(stop), Kind::Box));
            } else {
                // A box would hide a closing mark from the line breaker.
                joiners.push(at_byte(at + 1));
            }
            at = stop;
            continue;
        }
        at += 1;
    }
    if last {
        bind_last(&chars, text.len(), &mut bound);
    }
    build(text, next, bound, joiners)
}

/// Marks that clreq lets no line begin with, and Typst does.
fn is_bound_mark(it: char) -> bool {
    matches!(it, '—' | '…' | '·' | '～' | '–')
}

fn marks_end(chars: &[(usize, char)], from: usize) -> usize {
    from + chars[from..].iter().take_while(|it| is_bound_mark(it.1)).count()
}

/// The last line of a paragraph holds two characters at least.
fn bind_last(chars: &[(usize, char)], end: usize, bound: &mut Vec<(Range<usize>, Kind)>) {
    let words = chars.len() - chars.iter().rev().take_while(|it| !it.1.is_alphanumeric()).count();
    if words < 3
        || !chars[words - 2].1.is_alphanumeric()
        || chars[words - 1].1.is_ascii()
        || chars[words - 2].1.is_ascii()
    {
        return;
    }
    if chars[words..].iter().any(|it| matches!(it.1, '（' | '《' | '“' | '‘' | '〔' | '「' | '—' | '…')) {
        return;
    }
    let mut start = chars[words - 2].0;
    while let Some((range, Kind::Box)) = bound.last() {
        if range.end <= start {
            break;
        }
        start = start.min(range.start);
        bound.pop();
    }
    bound.push((start..end, Kind::Box));
}

fn build(text: &str, next: Option<char>, bound: Vec<(Range<usize>, Kind)>, joiners: Vec<usize>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut at = 0;
    let plain = |from: usize, to: usize, out: &mut Vec<Segment>| {
        let (first, mut from) = (from, from);
        for &cut in joiners.iter().filter(|&&it| it > first && it <= to) {
            out.push(Segment { range: from..cut, kind: Kind::Plain, joined: true });
            from = cut;
        }
        if from < to {
            out.push(Segment { range: from..to, kind: Kind::Plain, joined: false });
        }
    };
    for (range, kind) in bound {
        plain(at, range.start, &mut out);
        let follows = text[range.end..].chars().next().or(next);
        let joined =
            kind == Kind::Box && follows.is_some_and(|it| matches!(it, '：' | '；' | '—' | '…' | '·' | '～' | '–'));
        at = range.end;
        out.push(Segment { range, kind, joined });
    }
    plain(at, text.len(), &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let segments = segments(text, None, true);
        assert_eq!(segments.iter().map(|it| &text[it.range.clone()]).collect::<String>(), text);
        segments
            .into_iter()
            .map(|it| {
                let text = &text[it.range];
                let joined = if it.joined { "+" } else { "" };
                match it.kind {
                    Kind::Plain => format!("{text}{joined}"),
                    Kind::Box => format!("[{text}]{joined}"),
                    Kind::Latin => format!("<{text}>"),
                }
            })
            .collect()
    }

    #[test]
    fn what_stays_together() {
        assert_eq!(shown("于2015年5月27日至28日相聚讨论。"), "于[2015年][5月][27日]至[28日]相聚[讨论。]");
        assert_eq!(shown("打造“数字亚欧”；"), "打造“数字[亚欧”；]");
        assert_eq!(shown("倡议——创新引领行动"), "倡[议——]创新引领[行动]");
        assert_eq!(shown("（五）——创新引领行动"), "（五）+——创新引领[行动]");
        assert_eq!(shown("63%～68%的企业"), "63%+～68%的[企业]");
        assert_eq!(shown("it’s fine吗"), "<it’s> fine吗");
        assert_eq!(shown("于2015年："), "于[2015年]+：");
        assert_eq!(shown("是。"), "是。");
    }
}
