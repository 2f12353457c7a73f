//! What must stay together on a line, beyond Typst's own rules. It stands in a box: a word joiner would do as well, but
//! would stand in the PDF's text and break searching. A box takes the empty half of a mark at its edge, so it has none
//! there but where that half should go.

use std::ops::Range;

use crate::publish::typst::tokens::{self, Kind};

/// A piece of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Its bytes in the run; none where only a joiner stands.
    pub range: Range<usize>,
    /// How it is set.
    pub kind: Kind,
    /// Whether a word joiner stands behind it: what follows must not begin a line, and a box does not keep it from that.
    pub joined: bool,
}

/// What stands around a run in its paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Around {
    /// The character before it.
    pub before: Option<char>,
    /// The character behind it.
    pub behind: Option<char>,
}

/// Returns the segments of a run.
pub fn segments(text: &str, around: Around) -> Vec<Segment> {
    let mut tokens = tokens::tokens(text);
    squeeze(text, around, &mut tokens);
    build(text, around, tokens)
}

/// Returns the segments of the run that a paragraph ends with: its last two characters stay together.
pub fn last_segments(text: &str, before: Option<char>) -> Vec<Segment> {
    let (mut tokens, around) = (tokens::tokens(text), Around { before, behind: None });
    squeeze(text, around, &mut tokens);
    bind_last(text, &mut tokens);
    build(text, around, tokens)
}

/// Returns whether a paragraph that begins so gives back the empty half of its first mark.
pub fn opens(first: char) -> bool {
    OPENING.contains(first)
}

/// The last line of a paragraph holds two characters at least.
fn bind_last(text: &str, tokens: &mut Vec<(Range<usize>, Kind)>) {
    if let Some(start) = tail(text) {
        bind(start, text.len(), tokens);
    }
}

/// Returns where the last two characters of a paragraph begin, marks not counted, if they are to stay together: words of
/// Latin keep together by themselves, and behind a dash another sentence begins.
pub fn tail(text: &str) -> Option<usize> {
    let mut words = text.char_indices().rev().filter(|it| it.1.is_alphanumeric() && !it.1.is_ascii());
    let ((last, _), (start, _)) = (words.next()?, words.next()?);
    let mut between = text[start..last].chars().skip(1);
    let behind = text[last..].chars().skip(1);
    let bound = between.all(|it| OPENING.contains(it) || CLOSING.contains(it));
    let closed =
        behind.into_iter().all(|it| !it.is_alphanumeric() && !OPENING.contains(it) && !matches!(it, '—' | '…'));
    (start > 0 && bound && closed).then_some(start)
}

/// Two marks of full width take one em and a half between them, and Typst sees to it only where both are set alike. At the
/// end of a run the character before the mark goes into a box with it, whose edge takes the empty half; an opening mark
/// behind another does so with the character behind it.
fn squeeze(text: &str, around: Around, tokens: &mut Vec<(Range<usize>, Kind)>) {
    let is_closing = |it: char| CLOSING.contains(it);
    let is_opening = |it: char| OPENING.contains(it);
    if text.ends_with(is_closing) && around.behind.is_some_and(|it| is_closing(it) || is_opening(it)) {
        let words = text.trim_end_matches(is_closing);
        if let Some(word) = words.chars().next_back().filter(|it| it.is_alphanumeric() && !it.is_ascii()) {
            bind(words.len() - word.len_utf8(), text.len(), tokens);
        }
    }
    if text.starts_with(is_opening) && around.before.is_some_and(is_opening) {
        let words = text.trim_start_matches(is_opening);
        let word = words.chars().next().filter(|it| it.is_alphanumeric() && !it.is_ascii());
        let end = text.len() - words.len() + word.map_or(0, char::len_utf8);
        if word.is_some() && tokens.first().is_none_or(|it| it.0.start >= end) {
            tokens.insert(0, (0..end, Kind::Box));
        }
    }
}

/// Marks of full width whose right half is empty.
const CLOSING: &str = "，。、；：）》”’」』〕】〉";

/// Those whose left half is.
const OPENING: &str = "（《“‘「『〔【〈";

/// Puts the end of a run into a box, with the whole of what it would cut.
fn bind(start: usize, end: usize, tokens: &mut Vec<(Range<usize>, Kind)>) {
    let mut start = start;
    while let Some((range, kind)) = tokens.last() {
        if range.end <= start {
            break;
        }
        if *kind == Kind::Box {
            start = start.min(range.start);
        }
        tokens.pop();
    }
    tokens.push((start..end, Kind::Box));
}

fn build(text: &str, around: Around, tokens: Vec<(Range<usize>, Kind)>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    let mut at = 0;
    if around.before.is_some_and(|it| !tokens::is_bound_mark(it)) && text.starts_with(tokens::is_bound_mark) {
        out.push(Segment { range: 0..0, kind: Kind::Plain, joined: true });
    }
    let plain = |range: Range<usize>, joined, out: &mut Vec<Segment>| {
        if !range.is_empty() {
            out.push(Segment { range, kind: Kind::Plain, joined });
        }
    };
    for (range, kind) in tokens {
        match kind {
            Kind::Joint => {
                plain(at..range.start, true, &mut out);
                at = range.start;
            }
            Kind::Plain | Kind::Box | Kind::Latin => {
                plain(at..range.start, false, &mut out);
                let follows = text[range.end..].chars().next().or(around.behind);
                let joined = kind == Kind::Box && follows.is_some_and(parts_from_box);
                at = range.end;
                out.push(Segment { range, kind, joined });
            }
        }
    }
    plain(at..text.len(), false, &mut out);
    out
}

/// Marks that begin no line, and that a box would let begin one: it has no class that keeps them.
fn parts_from_box(it: char) -> bool {
    tokens::is_bound_mark(it) || matches!(it, '：' | '；' | '・' | '々' | '%' | '％' | '‰' | '℃' | '°' | '′' | '″')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, segments: Vec<Segment>) -> String {
        assert_eq!(segments.iter().map(|it| &text[it.range.clone()]).collect::<String>(), text);
        segments
            .into_iter()
            .map(|it| {
                let text = &text[it.range];
                let behind = if it.joined { "+" } else { "" };
                match it.kind {
                    Kind::Box => format!("[{text}]{behind}"),
                    Kind::Latin => format!("<{text}>"),
                    Kind::Plain | Kind::Joint => format!("{text}{behind}"),
                }
            })
            .collect()
    }

    fn last(text: &str) -> String {
        shown(text, last_segments(text, None))
    }

    fn inner(text: &str) -> String {
        shown(text, segments(text, Around::default()))
    }

    #[test]
    fn what_stays_together() {
        assert_eq!(last("于2015年5月27日至28日相聚讨论。"), "于[2015年][5月][27日]至[28日]相聚[讨论。]");
        assert_eq!(last("打造“数字亚欧”；"), "打造“数字[亚欧”；]");
        assert_eq!(last("倡议——创新引领行动"), "倡[议——]创新引领[行动]");
        assert_eq!(last("（五）——创新引领行动"), "（五）+——创新引领[行动]");
        assert_eq!(last("63%～68%的企业"), "63%+～68%的[企业]");
        assert_eq!(last("于2015年："), "于[2015年]+：");
        assert_eq!(last("是。"), "是。");
        assert_eq!(last("刑法修正案（二）》"), "刑法修正[案（二）》]");
        assert_eq!(last("适用ABC。"), "适用ABC。");
    }

    #[test]
    fn tokens_of_the_law() {
        assert_eq!(inner("依照第十二条第二款第（三）项规定"), "依照[第十][二条][第二款]第（三）项规定");
        assert_eq!(inner("第一百二十条之一的罪"), "[第一]百二[十条][之一]的罪");
        assert_eq!(inner("第12条：甲"), "[第12条]+：甲");
        assert_eq!(inner("前款第（十二）项"), "前款第（[十二]）项");
        assert_eq!(inner("法释〔2015〕12号文"), "法释〔[2015〕12号]文");
        assert_eq!(inner("处￥500元罚款"), "处[￥500元]罚款");
        assert_eq!(inner("第一是第二"), "第一是第二");
    }

    #[test]
    fn a_run_knows_its_neighbours() {
        let around = |before, behind| Around { before, behind };
        assert_eq!(shown("——乙", segments("——乙", around(Some('甲'), None))), "+——乙");
        assert_eq!(shown("2015年", segments("2015年", around(None, Some('：')))), "[2015年]+");
    }

    #[test]
    fn words_of_latin() {
        assert_eq!(inner("it’s fine吗"), "<it’s> fine吗");
        assert_eq!(inner("the “Belt and Road” plan"), "the <“Belt and Road”> plan");
        assert_eq!(inner("所谓“Belt and Road”是指"), "所谓“Belt and Road”是指");
    }

    #[test]
    fn marks_on_two_sides_of_a_style() {
        let run = |before, text, behind| shown(text, segments(text, Around { before, behind }));
        assert_eq!(run(None, "通知：", Some('“')), "通[知：]");
        assert_eq!(run(Some('：'), "“你好”", Some('，')), "“你[好”]");
        assert_eq!(run(Some('（'), "《立法法》", Some('第')), "[《立]法法》");
        assert_eq!(run(None, "通知：", Some('你')), "通知：");
        assert_eq!(run(Some('：'), "你好", Some('，')), "你好");
    }
}
