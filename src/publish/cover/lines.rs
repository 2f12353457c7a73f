//! Where the lines of a cover end: by sense, else between words, and so that the characters can be as large as may be.
//!
//! A title is cut where the titles of pages are, and where that leaves lines too long, between words of a dictionary; a
//! name of four characters stands in a square.

use std::ops::Range;

use icu_segmenter::WordSegmenter;
use unicode_width::UnicodeWidthChar;

use crate::publish::typst::{BODIES, cuts, place_end};
use crate::text::{is_cjk, is_han};

/// The state, whose laws open with its name.
const STATE: &str = "中华人民共和国";

/// Those who make law, whose names open titles in which 关于 follows.
const MAKERS: &[&str] = &["全国人民代表大会常务委员会", "全国人民代表大会", "最高人民法院", "最高人民检察院", "国务院"];

/// How far the lines of a title may run, and how deep they may stand, in millimetres: near enough to choose by, since
/// the layout measures them.
const ROOM: (f64, f64) = (124.0, 118.0);

/// The largest characters, in millimetres.
const LARGEST: f64 = 62.5;

/// The most lines that are tried.
const MOST: usize = 16;

/// Returns what stands small above a title, and the title: the state, the makers of a rule, the place that it holds for.
pub fn parted(title: &str) -> (Option<&str>, &str) {
    let state = title.strip_prefix(STATE).map(|_| STATE.len());
    let maker = MAKERS.iter().filter(|it| title.starts_with(**it)).map(|it| it.len()).max();
    let maker = maker.filter(|at| title[*at..].starts_with("关于"));
    // A word may end like a place: 证券市场.
    let place = place_end(title).filter(|at| title[..*at].chars().count() > 2 && words(title).contains(at));
    let at = state.or(maker).or(place).filter(|at| title[*at..].chars().filter(|it| it.is_alphanumeric()).count() > 1);
    at.map_or((None, title), |at| (Some(title[..at].trim()), title[at..].trim()))
}

/// Returns the lines of a title, cut so that its characters can be large.
pub fn title(text: &str) -> Vec<&str> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    if characters.len() == 4 && characters.iter().all(|it| is_han(it.1)) {
        let (above, below) = text.split_at(characters[2].0);
        return vec![above, below];
    }
    let places = places(text);
    let tried = (1..=MOST).filter_map(|count| arranged(text, &places, count, f64::MAX));
    let best = tried.max_by(|a, b| a.score().total_cmp(&b.score()));
    best.map(|it| it.lines(text)).filter(|it| !it.is_empty()).unwrap_or_else(|| vec![text])
}

/// Returns the lines of other text: as few as hold `room` ems each.
pub fn within(text: &str, room: f64) -> Vec<&str> {
    let places = places(text);
    let found = (1..=MOST).find_map(|count| arranged(text, &places, count, room));
    found.map_or_else(|| vec![text], |it| it.lines(text))
}

/// Lines with what they cost to the eye.
struct Arranged {
    lines: Vec<Range<usize>>,
    widest: f64,
    cost: f64,
}

impl Arranged {
    fn lines<'a>(&self, text: &'a str) -> Vec<&'a str> {
        self.lines.iter().map(|it| text[it.clone()].trim()).filter(|it| !it.is_empty()).collect()
    }

    /// The size that the lines can have, less where they are cut badly.
    fn score(&self) -> f64 {
        let air = if self.widest <= 2.1 { 0.016 } else { 0.14 };
        let deep = self.lines.len() as f64 * (1.0 + air) - air;
        (ROOM.0 / self.widest).min(ROOM.1 / deep).min(LARGEST).powf(1.5) * (1.0 - self.cost).max(0.01)
    }
}

/// What uneven lines cost: so many times the mean of the squares by which they miss the mean.
const UNEVEN: f64 = 4.0;
/// What a line costs that ends between words only.
const WORD: f64 = 0.05;
/// What a line of one character costs.
const LONE: f64 = 0.5;
/// What a line but the last costs that is much shorter than the mean: a hole in the title. 关于适用 may
/// stand before 《.
const SHORT: f64 = 0.1;
/// What it costs to set a title in more than two lines of two characters: a column, and no title.
const COLUMN: f64 = 0.3;

/// Returns text in so many lines, none wider than `room`, as even as its places let them be.
fn arranged(text: &str, places: &[(usize, f64)], count: usize, room: f64) -> Option<Arranged> {
    let mean = width(text) / count as f64;
    let mut ends: Vec<(usize, f64)> = vec![(0, 0.0)];
    ends.extend_from_slice(places);
    ends.push((text.len(), 0.0));
    // The cheapest way to each end in as many lines as have been laid.
    let mut table: Vec<Option<(f64, Vec<usize>)>> = vec![None; ends.len()];
    table[0] = Some((0.0, vec![0]));
    for _ in 0..count {
        let mut next = vec![None; ends.len()];
        for (from, before) in table.iter().enumerate() {
            let Some((cost, way)) = before else { continue };
            for (to, (end, price)) in ends.iter().enumerate().skip(from + 1) {
                let line = text[ends[from].0..*end].trim();
                let wide = width(line);
                if wide > room {
                    break;
                }
                let lone = if line.chars().count() < 2 && count > 1 { LONE } else { 0.0 };
                let whole = *end == text.len() || line.starts_with("关于");
                let short = if !whole && wide < 0.7 * mean { SHORT } else { 0.0 };
                // A last line is short in all good setting.
                let ease = if *end == text.len() && wide < mean { 0.25 } else { 1.0 };
                let uneven = ease * UNEVEN * ((wide - mean) / mean.max(0.5)).powi(2) / count as f64;
                let cost = cost + uneven + price + lone + short;
                let better = |it: &Option<(f64, Vec<usize>)>| it.as_ref().is_none_or(|it| cost < it.0);
                if better(&next[to]) {
                    let way = way.iter().copied().chain([*end]).collect();
                    next[to] = Some((cost, way));
                }
            }
        }
        table = next;
    }
    let (cost, way) = table.pop()??;
    let lines: Vec<Range<usize>> = way.windows(2).map(|it| it[0]..it[1]).collect();
    let widest = lines.iter().map(|it| width(text[it.clone()].trim())).fold(0.5, f64::max);
    let column = if count > 2 && widest < 3.0 { COLUMN } else { 0.0 };
    Some(Arranged { lines, widest, cost: cost + column })
}

/// The places where a line may end, in order, each with what it costs.
fn places(text: &str) -> Vec<(usize, f64)> {
    let senses = cuts(text);
    let words = words(text);
    // 法 and 编 belong to the word before them, and a name is not parted.
    let lone = |at: usize| {
        let end = words.iter().copied().find(|it| *it > at).unwrap_or(text.len());
        text[at..end].chars().count() < 2
    };
    let named =
        |at: usize| BODIES.iter().any(|it| text.match_indices(it).any(|(from, _)| from < at && at < from + it.len()));
    let may_end = |at: usize| {
        let (before, behind) = text.split_at(at);
        let (Some(last), Some(next)) = (before.chars().next_back(), behind.chars().next()) else { return false };
        // Latin ends a line at a blank alone.
        let parts = last.is_whitespace() || next.is_whitespace() || is_cjk(last) && is_cjk(next);
        let open = "《〈（“‘第—".contains(last) || before.trim().is_empty();
        let bound = "》〉，。、；：）”’！？·—的之和与及等编典".contains(next);
        parts && !open && !bound && !named(at) && (next.is_whitespace() || last.is_whitespace() || !lone(at))
    };
    let mut out: Vec<(usize, f64)> = words.iter().filter(|at| may_end(**at)).map(|at| (*at, WORD)).collect();
    out.retain(|it| !senses.contains(&it.0));
    out.extend(senses.into_iter().map(|at| (at, 0.0)));
    out.sort_by_key(|it| it.0);
    out
}

/// The ends of words.
fn words(text: &str) -> Vec<usize> {
    WordSegmenter::new_dictionary(Default::default())
        .segment_str(text)
        .filter(|it| *it > 0 && *it < text.len())
        .collect()
}

/// How many ems a text takes, nearly.
fn width(text: &str) -> f64 {
    text.chars().filter_map(UnicodeWidthChar::width_cjk).map(|it| it as f64 / 2.0).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let (over, rest) = parted(text);
        over.into_iter().chain(title(rest)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn titles_in_lines() {
        let wanted = [
            "重庆|倡议",
            "宪法",
            "中华人民共和国|民法典",
            "中华人民共和国|著作|权法",
            "中华人民共和国|商业|银行法",
            "中华人民共和国|劳动争议|调解仲裁法",
            "宁波市|住宅小区|物业管理|条例",
            "最高人民法院|关于审理食品|药品纠纷案件|适用法律若干|问题的规定",
            "最高人民法院|关于适用|《中华人民共和国|民法典》|婚姻家庭编的|解释（一）",
            "全国人民代表大会常务委员会|关于修改|《中华人民共和国|文物保护法》的决定",
            "宁波市|关于做好|防汛抗旱|工作的通知",
            "住房|租赁|条例",
        ];
        let mut found = String::new();
        for wanted in wanted {
            found.push_str(&format!("{}\n", shown(&wanted.replace('|', ""))));
        }
        assert_eq!(found, wanted.join("\n") + "\n");
    }

    #[test]
    fn no_character_is_lost() {
        for text in ["", "甲", "A & B <c> \"d\" 'e' 😀", "　题　名　", &"很长的题名".repeat(40), &"x".repeat(300)]
        {
            let squeezed = |it: &str| it.split_whitespace().collect::<String>();
            assert_eq!(squeezed(&title(text).concat()), squeezed(text), "{text}");
            assert_eq!(squeezed(&within(text, 17.0).concat()), squeezed(text), "{text}");
        }
    }

    #[test]
    fn a_word_that_ends_like_a_place_is_none() {
        assert_eq!(parted("证券市场禁入规定"), (None, "证券市场禁入规定"));
        assert_eq!(parted("宁波市住宅小区物业管理条例"), (Some("宁波市"), "住宅小区物业管理条例"));
        assert_eq!(parted("中华人民共和国"), (None, "中华人民共和国"));
    }

    #[test]
    fn few_lines_where_there_is_room() {
        assert_eq!(within("——创新引领行动，推进亚欧互联互通", 17.3).len(), 1);
        assert_eq!(within("——创新引领行动，推进亚欧互联互通", 12.0), ["——创新引领行动，", "推进亚欧互联互通"]);
    }
}
