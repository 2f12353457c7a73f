//! Where an allowance points. A place is named as a lawyer names it (第二十条第二款第三项, 第三章, 附件1, 十二、), by the id
//! of the unit (`art-20-p2-i3`), by the words of a heading, or as 题名 题注 序言 题头 全文.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Block, Document, Number, Unit, UnitKind, parse_han, plain_text};
use crate::text::Span;

/// What a place names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// These bytes of the file; more than one range where a number stands twice.
    Here(Vec<Range<u32>>),
    /// Nothing of that name.
    Nowhere,
    /// This many units; the ids of the first.
    Several(usize, Vec<String>),
}

/// The parts of a document that can be named.
pub struct Spots {
    spots: Vec<Spot>,
    /// The spots of each id and of each heading.
    names: BTreeMap<String, Vec<usize>>,
    /// The spots of each step.
    steps: BTreeMap<Step, Vec<usize>>,
}

struct Spot {
    id: String,
    /// The words of its heading, with and without its marker, blanks left out.
    words: [String; 2],
    step: Option<Step>,
    parent: Option<usize>,
    in_annex: bool,
    range: Range<u32>,
    /// The number of the spot behind the last one within this one.
    next: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    kind: Kind,
    number: Option<Number>,
}

/// What a step of an address counts. 一、 may be an article, a heading or a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Unit(UnitKind),
    Paragraph,
    Yi,
}

impl Spots {
    /// Returns the parts of a document.
    pub fn of(document: &Document) -> Self {
        let mut spots = Vec::new();
        for block in &document.blocks {
            let (names, span) = match block {
                Block::Title(line) | Block::PartTitle(line) => (["题名", "title"], line.span),
                Block::Subtitle(line) => (["副题名", "subtitle"], line.span),
                Block::Enactment(paragraph) => (["题注", "enactment"], paragraph.span),
                _ => continue,
            };
            spots.push(named(names, span));
        }
        spots.extend(document.metadata.span.map(|it| named(["题头", "front-matter"], it)));
        spots.push(Spot { range: 0..u32::MAX, ..named(["全文", "document"], Span::default()) });
        for note in &document.notes {
            let sign = format!("[^{}]", note.label);
            spots.push(named([&sign, &sign], note.span));
        }
        walk(&document.blocks, None, false, &mut spots);
        let (mut names, mut steps) = (BTreeMap::<String, Vec<usize>>::new(), BTreeMap::<Step, Vec<usize>>::new());
        for (at, it) in spots.iter().enumerate() {
            let known: BTreeSet<&String> = it.words.iter().chain([&it.id]).filter(|it| !it.is_empty()).collect();
            known.into_iter().for_each(|name| names.entry(name.clone()).or_default().push(at));
            it.step.iter().for_each(|step| steps.entry(step.clone()).or_default().push(at));
        }
        Self { spots, names, steps }
    }

    /// Returns what a place names.
    pub fn find(&self, place: &str) -> Found {
        let place: String = place.split_whitespace().collect();
        let named = |wanted: &dyn Fn(&Spot) -> bool| -> Vec<&Spot> {
            let found = self.names.get(&place).into_iter().flatten().map(|at| &self.spots[*at]);
            found.filter(|it| wanted(it)).collect()
        };
        // An id goes before an address, an address before the words of a heading.
        let mut found = named(&|it| it.id == place);
        if let (true, Some(steps)) = (found.is_empty(), address(&place)) {
            found = self.at(&steps);
        }
        if found.is_empty() {
            found = named(&|it| it.words.contains(&place));
        }
        // 第一条 is that of the text; that of an annex is called 附件1第一条.
        if found.iter().any(|it| !it.in_annex) {
            found.retain(|it| !it.in_annex);
        }
        let plain = |it: &Spot| it.id.split('_').next().unwrap_or_default().to_owned();
        match found.as_slice() {
            [] => Found::Nowhere,
            // Two units that claim one number are meant both: `art-8` and `art-8~2`.
            [first, rest @ ..] if rest.iter().all(|it| plain(it) == plain(first)) => {
                Found::Here(found.iter().map(|it| it.range.clone()).collect())
            }
            _ => Found::Several(found.len(), found.iter().take(4).map(|it| it.id.clone()).collect()),
        }
    }

    /// Returns the spots that an address leads to. The rarest of its steps leads to the others.
    fn at(&self, steps: &[Step]) -> Vec<&Spot> {
        let own = |step: &Step| {
            let other = Step { kind: Kind::Yi, number: step.number.clone() };
            let yi = (step.kind == Kind::Unit(UnitKind::Article)).then(|| self.steps.get(&other)).flatten();
            self.steps.get(step).into_iter().chain(yi).flatten().copied().collect::<Vec<usize>>()
        };
        let rarest = steps.iter().map(own).enumerate().min_by_key(|(_, spots)| spots.len());
        let Some((at, anchors)) = rarest else { return Vec::new() };
        let last = at + 1 == steps.len();
        let mut out: Vec<usize> = anchors
            .into_iter()
            .flat_map(|it| if last { it..it + 1 } else { it + 1..self.spots[it].next })
            .filter(|it| self.lies(&self.spots[*it], steps))
            .collect();
        out.sort();
        out.dedup();
        out.into_iter().map(|it| &self.spots[it]).collect()
    }

    /// Returns whether the steps of an address lead to a spot; levels in between may be left out.
    fn lies(&self, spot: &Spot, steps: &[Step]) -> bool {
        let Some((last, mut above)) = steps.split_last() else { return false };
        if !spot.step.as_ref().is_some_and(|it| meets(last, it)) {
            return false;
        }
        let mut parent = spot.parent;
        while let (Some(step), Some(at)) = (above.last(), parent) {
            let spot = &self.spots[at];
            if spot.step.as_ref().is_some_and(|it| meets(step, it)) {
                above = &above[..above.len() - 1];
            }
            parent = spot.parent;
        }
        above.is_empty()
    }
}

/// Returns whether a step of an address means that of a unit. 十二、 in a text of 一、 is 第十二条 too.
fn meets(asked: &Step, unit: &Step) -> bool {
    let kind = asked.kind == unit.kind || asked.kind == Kind::Unit(UnitKind::Article) && unit.kind == Kind::Yi;
    kind && asked.number == unit.number
}

fn named(names: [&str; 2], span: Span) -> Spot {
    let words = names.map(str::to_owned);
    Spot {
        id: words[1].clone(),
        words,
        step: None,
        parent: None,
        in_annex: false,
        range: span.start..span.end.max(span.start),
        next: 0,
    }
}

/// Adds what blocks hold, and returns where they end.
fn walk(blocks: &[Block], parent: Option<usize>, in_annex: bool, spots: &mut Vec<Spot>) -> u32 {
    // A 款 holds the items behind it.
    let mut paragraph: Option<usize> = None;
    let mut count = 0;
    let mut end = 0;
    for block in blocks {
        let to = match block {
            Block::Paragraph(it) => {
                paragraph = None;
                count += 1;
                if !it.id.is_empty() {
                    paragraph = Some(spots.len());
                    let step = Step { kind: Kind::Paragraph, number: Some(Number::new(count)) };
                    let range = it.span.start..it.span.end;
                    let (id, step) = (it.id.clone(), Some(step));
                    spots.push(Spot {
                        id,
                        words: Default::default(),
                        step,
                        parent,
                        in_annex,
                        range,
                        next: spots.len(),
                    });
                }
                it.span.end
            }
            Block::Unit(unit) => self::unit(unit, paragraph.or(parent), in_annex, spots),
            Block::List(list) => {
                let inner = list.items.iter().map(|it| walk(&it.blocks, paragraph.or(parent), in_annex, spots)).max();
                list.span.end.max(inner.unwrap_or(0))
            }
            Block::Title(it) | Block::PartTitle(it) | Block::Subtitle(it) => it.span.end,
            Block::Enactment(it) => it.span.end,
            Block::Table(it) => it.span.end,
            Block::Quote(_, span) | Block::Code(_, span) | Block::Rule(span) => span.end,
        };
        end = end.max(to);
        if let Some(at) = paragraph {
            spots[at].range.end = spots[at].range.end.max(to);
            spots[at].next = spots.len();
        }
    }
    end
}

fn unit(unit: &Unit, parent: Option<usize>, in_annex: bool, spots: &mut Vec<Spot>) -> u32 {
    let marker = unit.marker.as_ref().map_or(String::new(), |it| it.text());
    let heading: String = plain_text(&unit.heading).split_whitespace().collect();
    let words = match unit.kind {
        UnitKind::Preamble => ["序言".to_owned(), String::new()],
        _ if heading.is_empty() => Default::default(),
        _ => [format!("{marker}{heading}").split_whitespace().collect(), heading],
    };
    let kind = if marker.ends_with('、') && unit.kind < UnitKind::Item { Kind::Yi } else { Kind::Unit(unit.kind) };
    let step = unit.marker.as_ref().map(|it| Step { kind, number: it.number.clone() });
    let own = spots.len();
    let in_annex = in_annex || unit.kind == UnitKind::Annex;
    let range = unit.span.start..unit.span.end;
    spots.push(Spot { id: unit.id.clone(), words, step, parent, in_annex, range, next: own });
    let end = walk(&unit.blocks, Some(own), in_annex, spots).max(unit.span.end);
    spots[own].range.end = end;
    spots[own].next = spots.len();
    end
}

/// Returns the steps of an address, outermost first; nothing where a text is none.
fn address(place: &str) -> Option<Vec<Step>> {
    let mut rest = place;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, len) = step(rest)?;
        steps.push(step);
        rest = &rest[len..];
    }
    Some(steps)
}

fn step(text: &str) -> Option<(Step, usize)> {
    if let Some(rest) = ["附件", "附录", "附表"].into_iter().find_map(|it| text.strip_prefix(it)) {
        let letter = rest.chars().next().filter(char::is_ascii_uppercase);
        let (number, len) = match (numeral(rest), letter) {
            (Some((number, len)), _) => (Some(number), len),
            (None, Some(it)) => (Some(u32::from(it) - u32::from('A') + 1), 1),
            (None, None) => (None, 0),
        };
        let step = Step { kind: Kind::Unit(UnitKind::Annex), number: number.map(Number::new) };
        return Some((step, text.len() - rest.len() + len));
    }
    let ordinal = text.strip_prefix('第');
    let mut rest = ordinal.unwrap_or(text);
    let bracket = rest.strip_prefix(['（', '(']);
    rest = bracket.unwrap_or(rest);
    let arabic = rest.starts_with(|it: char| it.is_ascii_digit());
    let (base, len) = numeral(rest)?;
    rest = &rest[len..];
    if bracket.is_some() {
        rest = rest.strip_prefix(['）', ')'])?;
    }
    let mut number = Number::new(base);
    let kind = match (ordinal, bracket) {
        (Some(_), _) => {
            let (kind, word) = ORDINALS.iter().find(|(_, word)| rest.starts_with(word))?;
            rest = &rest[word.len()..];
            while let Some((inserted, len)) = rest.strip_prefix('之').and_then(numeral) {
                number.inserted.push(inserted);
                rest = &rest['之'.len_utf8() + len..];
            }
            *kind
        }
        (None, Some(_)) if arabic => Kind::Unit(UnitKind::Clause),
        (None, Some(_)) => Kind::Unit(UnitKind::Item),
        (None, None) => {
            rest = rest.strip_prefix('、')?;
            Kind::Yi
        }
    };
    Some((Step { kind, number: Some(number) }, text.len() - rest.len()))
}

const ORDINALS: &[(Kind, &str)] = &[
    (Kind::Unit(UnitKind::Subpart), "分编"),
    (Kind::Unit(UnitKind::Part), "编"),
    (Kind::Unit(UnitKind::Chapter), "章"),
    (Kind::Unit(UnitKind::Section), "节"),
    (Kind::Unit(UnitKind::Article), "条"),
    (Kind::Paragraph, "款"),
    (Kind::Unit(UnitKind::Item), "项"),
    (Kind::Unit(UnitKind::Subitem), "目"),
];

/// Returns the value of a numeral of either script, with its bytes.
fn numeral(text: &str) -> Option<(u32, usize)> {
    let digits = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        return Some((text[..digits].parse().ok()?, digits));
    }
    let han = text.find(|it| !"零〇一二三四五六七八九十百千万".contains(it)).unwrap_or(text.len());
    Some((parse_han(&text[..han])?, han))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::read;
    use crate::text::FileId;

    const TEXT: &str = "---\ntitle: 甲\n---\n\n# 甲法\n\n## 第一编 总则\n\n### 第一章 通则\n\n第一条　甲。\n\n乙：\n\n（一）丙；\n\n（二）丁。\n\n戊：\n\n（一）己。\n\n## 第二编 分则\n\n### 第一章 罪\n\n第二条　庚。\n\n第二条　辛。\n\n## 附件1 表\n\n第一条　壬。\n";

    fn found(place: &str) -> String {
        let document = read(FileId(0), TEXT).document;
        match Spots::of(&document).find(place) {
            Found::Nowhere => "-".to_owned(),
            Found::Several(count, ids) => format!("{count}: {}", ids.join(" ")),
            Found::Here(ranges) => ranges
                .into_iter()
                .map(|it| {
                    let text = &TEXT[it.start as usize..(it.end as usize).min(TEXT.len())];
                    let ends: Vec<char> = text.trim_end().chars().collect();
                    format!(
                        "{}..{}",
                        ends[..3.min(ends.len())].iter().collect::<String>(),
                        ends[ends.len() - 2..].iter().collect::<String>()
                    )
                })
                .collect::<Vec<_>>()
                .join(" "),
        }
    }

    #[test]
    fn places_as_people_name_them() {
        assert_eq!(found("第一条"), "第一条..己。");
        assert_eq!(found("第一条第二款"), "乙：\n..丁。");
        assert_eq!(found("第一条第二款第（二）项"), "（二）..丁。");
        assert_eq!(found("第 1 条第二项"), "（二）..丁。");
        assert_eq!(found("art-1-p3-i1"), "（一）..己。");
        assert_eq!(found("第二条"), "第二条..庚。 第二条..辛。");
        assert_eq!(found("art-2_2"), "第二条..辛。");
        assert_eq!(found("附件1"), "## ..壬。");
        assert_eq!(found("附件1第一条"), "第一条..壬。");
        assert_eq!(found("第二编第一章"), "###..辛。");
        assert_eq!(found("第一章　罪"), "###..辛。");
        assert_eq!(found("分则"), "## ..辛。");
        assert_eq!(found("题名"), "# 甲..甲法");
        assert_eq!(found("题头"), "---..--");
        assert_eq!(found("全文"), "---..壬。");
    }

    #[test]
    fn places_that_are_none_or_more_than_one() {
        assert_eq!(found("第一章"), "2: part-1-ch-1 part-2-ch-1");
        assert_eq!(found("第一条第一项"), "2: art-1-p2-i1 art-1-p3-i1");
        for none in ["第九条", "第一条第四款", "前条", "", "第条", "附件2", "第一条的"] {
            assert_eq!(found(none), "-", "{none}");
        }
    }
}
