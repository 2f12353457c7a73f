//! Running heads and folios: rows at the top and the foot that stand at one place on most pages and say nearly the same,
//! or count up with the pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::block::{is_ended, opened};
use crate::import::pdf::folio::{folio, masked};
use crate::import::pdf::row::Row;
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::raw::Role;
use crate::say;

/// A place on pages: its height, and the size of its type, both coarse.
type Place = (i32, i32);

fn place(row: &Row) -> Place {
    ((row.y / 2.0).round() as i32, (row.size * 2.0).round() as i32)
}

/// Marks running heads and folios as matter of the page. `pages` are the rows of each page.
pub fn mark(pages: &mut [Vec<Row>], body: f32, told: &mut Vec<Told>) {
    let edges: Vec<Edges> = pages.iter().map(|it| Edges::of(it)).collect();
    let known = Known::of(pages, &edges, body);
    for (rows, edges) in pages.iter_mut().zip(&edges) {
        let mut found = BTreeMap::new();
        for (top, levels) in [(true, &edges.top), (false, &edges.foot)] {
            for (depth, level) in levels.iter().enumerate() {
                let judged: Vec<Option<ToldKind>> =
                    level.rows.iter().map(|&it| known.judge(&rows[it], level, depth == 0, top)).collect();
                // All that stands on the level is furniture, or none of it.
                if judged.iter().any(Option::is_none) {
                    break;
                }
                found.extend(level.rows.iter().copied().zip(judged.into_iter().flatten()));
            }
        }
        for (at, kind) in found {
            rows[at].role = Role::PageMatter;
            told.push(Told::row(kind, &rows[at], words(kind)));
        }
    }
}

fn words(kind: ToldKind) -> crate::message::Message {
    match kind {
        ToldKind::Folio => say!(zh: "页码，不算正文", en: "a folio, no part of the text"),
        _ => {
            say!(zh: "书眉或页脚，各页同处重复，不算正文", en: "a running head or foot, repeated at its place, no part of the text")
        }
    }
}

/// Rows by level, from the top.
fn levels(rows: &[Row], order: &[usize]) -> Vec<Vec<usize>> {
    let mut out: Vec<Vec<usize>> = Vec::new();
    for &it in order {
        match out.last_mut() {
            Some(level) if (rows[level[0]].y - rows[it].y).abs() < 0.4 * rows[it].size => level.push(it),
            _ => out.push(vec![it]),
        }
    }
    out
}

/// Rows on one level at an edge of the page.
struct Level {
    /// The rows.
    rows: Vec<usize>,
    /// How far the next level inwards stands, in points; without end where there is none.
    gap: f32,
}

/// The outermost levels of a page, from its edges inwards: at most four each, and never the whole page.
struct Edges {
    top: Vec<Level>,
    foot: Vec<Level>,
    /// The distance from line to line.
    leading: Option<f32>,
}

impl Edges {
    fn of(rows: &[Row]) -> Self {
        let mut order: Vec<usize> =
            (0..rows.len()).filter(|&it| !rows[it].turned && rows[it].role == Role::Body).collect();
        order.sort_by(|&a, &b| rows[a].y.total_cmp(&rows[b].y).then(rows[a].left.total_cmp(&rows[b].left)));
        let levels = levels(rows, &order);
        let y = |level: &[usize]| rows[level[0]].y;
        let gaps: Vec<f32> = levels.windows(2).map(|it| y(&it[1]) - y(&it[0])).collect();
        let edge = |from_foot: bool| -> Vec<Level> {
            let most = 4.min(levels.len().saturating_sub(1).max(usize::from(levels.len() == 1)));
            let level = |it: usize| {
                let (at, gap) = if from_foot {
                    (levels.len() - 1 - it, (levels.len() - 1 - it).checked_sub(1))
                } else {
                    (it, Some(it))
                };
                let gap = gap.and_then(|it| gaps.get(it)).copied().unwrap_or(f32::INFINITY);
                Level { rows: levels[at].clone(), gap }
            };
            (0..most).map(level).collect()
        };
        let (top, foot) = (edge(false), edge(true));
        // Lines of columns beside each other stand at heights of their own.
        let below = |(place, &at): (usize, &usize)| {
            let over = |it: &&usize| rows[**it].left < rows[at].right && rows[**it].right > rows[at].left;
            let next = order[place + 1..].iter().find(|it| over(it) && rows[**it].y - rows[at].y > 0.4 * rows[at].size);
            next.map(|it| rows[*it].y - rows[at].y)
        };
        let mut leadings: Vec<f32> = order.iter().enumerate().filter_map(below).collect();
        leadings.sort_by(f32::total_cmp);
        Self { top, foot, leading: leadings.get(leadings.len() / 2).copied().filter(|_| leadings.len() >= 5) }
    }
}

/// What recurs over the pages of the file.
struct Known {
    pages: usize,
    /// On how many pages each place is taken.
    places: BTreeMap<Place, usize>,
    /// On how many pages each masked text stands at a place, all told and on left or right pages alone.
    texts: BTreeMap<(Place, String), [usize; 2]>,
    /// How often a number at a place is so much more than the number of its page.
    offsets: BTreeMap<(Place, i64), usize>,
    /// At which places of which edge what stands there stands apart from the text, page by page.
    apart: BTreeSet<(bool, Place)>,
    /// What counts as apart, in points.
    distance: f32,
    /// The size of the type of the text.
    body: f32,
}

impl Known {
    fn of(pages: &[Vec<Row>], edges: &[Edges], body: f32) -> Self {
        let mut leadings: Vec<f32> = edges.iter().filter_map(|it| it.leading).collect();
        leadings.sort_by(f32::total_cmp);
        let distance = leadings.get(leadings.len() / 2).map_or(f32::INFINITY, |it| it * 1.4);
        let mut known = Self {
            pages: pages.len(),
            places: BTreeMap::new(),
            texts: BTreeMap::new(),
            offsets: BTreeMap::new(),
            apart: BTreeSet::new(),
            distance,
            body,
        };
        // At how many of the pages where a place is taken what stands there might be a head.
        let mut heads: BTreeMap<(bool, Place), usize> = BTreeMap::new();
        for (number, (rows, edges)) in pages.iter().zip(edges).enumerate() {
            let mut places = BTreeSet::new();
            let mut texts = BTreeSet::new();
            let mut offsets = BTreeSet::new();
            for (top, levels) in [(true, &edges.top), (false, &edges.foot)] {
                for level in levels {
                    let mut apart = BTreeSet::new();
                    for row in level.rows.iter().map(|it| &rows[*it]) {
                        places.insert(place(row));
                        texts.insert((place(row), recurring(&row.text)));
                        if let Some(number) = folio(&row.text) {
                            offsets.insert((place(row), number - row.page as i64));
                        }
                        if level.gap >= distance && is_head(&row.text) {
                            apart.insert((top, place(row)));
                        }
                    }
                    apart.into_iter().for_each(|it| *heads.entry(it).or_default() += 1);
                }
            }
            places.into_iter().for_each(|it| *known.places.entry(it).or_default() += 1);
            texts.into_iter().for_each(|it| known.texts.entry(it).or_default()[number % 2] += 1);
            offsets.into_iter().for_each(|it| *known.offsets.entry(it).or_default() += 1);
        }
        let is_zone = |(it, count): &(&(bool, Place), &usize)| {
            let taken = near(it.1, &|it| known.places.get(&it).copied().unwrap_or(0));
            **count >= 2 && *count * 10 >= taken * 9 && taken * 5 >= pages.len() * 2
        };
        let zones: BTreeSet<(bool, Place)> = heads.iter().filter(is_zone).map(|(it, _)| *it).collect();
        known.apart = zones;
        known
    }

    /// What kind of furniture a row is, if any.
    fn judge(&self, row: &Row, level: &Level, outermost: bool, top: bool) -> Option<ToldKind> {
        let place = place(row);
        if let Some(number) = folio(&row.text) {
            let offset = number - row.page as i64;
            let same = near(place, &|it| self.offsets.get(&(it, offset)).copied().unwrap_or(0));
            // On a file of one page dashes or words around the number speak for themselves.
            let dressed = !row.text.trim().chars().all(char::is_numeric);
            let alone = self.pages == 1 && offset == 0 && (dressed || level.gap >= self.distance);
            if same >= 2 || (outermost && alone && !top) {
                return Some(ToldKind::Folio);
            }
        }
        if self.pages < 2 {
            return None;
        }
        let text = recurring(&row.text);
        let count = |it| self.texts.get(&(it, text.clone())).copied().unwrap_or_default();
        let sides = [near(place, &|it| count(it)[0]), near(place, &|it| count(it)[1])];
        let same = sides[0] + sides[1];
        let of_side = [self.pages.div_ceil(2), self.pages / 2];
        let side = (0..2).any(|it| sides[it] >= 2 && sides[it] == of_side[it]);
        if opens_unit(&row.text) {
            // The number of a unit is masked too: only one that is told page after page is a head.
            return (same >= 2 && level.gap >= self.distance && self.is_apart(place, top))
                .then_some(ToldKind::RunningHead);
        }
        // Two pages are enough for what stands outermost, by itself or in smaller type.
        let set_off = level.gap >= self.distance || row.size < 0.9 * self.body;
        if same >= 2 && outermost && set_off && is_head(&row.text) {
            return Some(ToldKind::RunningHead);
        }
        // Rows of a table or a list recur too where numbers are masked: what stands among the lines is text.
        let apart = self.is_apart(place, top) && level.gap >= self.distance && row.size < 1.02 * self.body;
        let constant = outermost && is_head(&row.text) && !text.contains('#');
        if (set_off || constant) && (same >= 3 || same == self.pages || side) || apart {
            return Some(ToldKind::RunningHead);
        }
        None
    }

    fn is_apart(&self, place: Place, top: bool) -> bool {
        (-1..=1).any(|it| self.apart.contains(&(top, (place.0 + it, place.1))))
    }
}

/// Sums a count over a place and those that touch it: rounding may part what stands at one height.
fn near(place: Place, count: &dyn Fn(Place) -> usize) -> usize {
    (-1..=1).map(|it| count((place.0 + it, place.1))).sum()
}

/// Whether a line can be a head: short, and no sentence ends with it.
fn is_head(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= 60 && !is_ended(text) && !text.ends_with(['，', '、'])
}

/// What must recur: the numbers of a head may change, but 附件1 and 附件2 are two texts.
fn recurring(text: &str) -> String {
    if opens_unit(text) { text.trim().to_owned() } else { masked(text) }
}

/// Whether a line opens a unit: 第一章, 第十二条, （一）.
fn opens_unit(text: &str) -> bool {
    opened(text.trim()).is_some()
}
