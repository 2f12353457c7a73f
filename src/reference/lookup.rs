//! What a reference comes to: the steps of its place followed through the index, from where it stands.

use crate::model::{Block, Missing, Number, Rank, Relative, Resolution, Target, Unit};
use crate::reference::find::Found;
use crate::reference::index::{Article, Clause, Index, Layout, Space, rank};

/// Where a reference stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Here<'a> {
    /// The annex.
    pub annex: Option<usize>,
    /// The innermost division.
    pub division: Option<usize>,
    /// The article.
    pub article: Option<usize>,
    /// Which 款, counted from 1; 0 before the first.
    pub paragraph: usize,
    /// The 项, a child of the article.
    pub item: Option<&'a Unit>,
    /// Whether it stands below the 项, in a 目.
    pub below: bool,
}

/// Why a reference names no unit.
enum Lack {
    Missing(Missing),
    Unclear,
}

type Looked<T> = Result<T, Lack>;

fn missing<T>(rank: Rank, count: usize) -> Looked<T> {
    Err(Lack::Missing(Missing { rank, count }))
}

/// Returns what a reference to this work comes to. Whether its words leave a doubt is not asked here.
pub fn lookup(index: &Index, here: &Here, found: &Found) -> Resolution {
    match look(index, here, found) {
        Ok(targets) if targets.is_empty() => Resolution::Unclear,
        Ok(targets) => Resolution::Found(targets),
        Err(Lack::Missing(missing)) => Resolution::Missing(missing),
        Err(Lack::Unclear) => Resolution::Unclear,
    }
}

fn look(index: &Index, here: &Here, found: &Found) -> Looked<Vec<Target>> {
    if let Some(step) = found.place.0.first().filter(|it| it.rank.is_annex()) {
        return annex(index, step.rank, &step.number);
    }
    let space = index.space(here.annex);
    let Some(deepest) = found.place.deepest().max(found.relative.map(Relative::rank)) else {
        return Err(Lack::Unclear);
    };
    if deepest < Rank::Article {
        let division = division(index, space, here, found)?;
        return Ok(vec![target(space.divisions[division].0)]);
    }
    let articles = articles(index, space, here, found)?;
    if deepest == Rank::Article {
        return Ok(articles.into_iter().map(|it| target(it.unit)).collect());
    }
    if articles.len() > 1 && matches!(found.relative, Some(Relative::Before(Rank::Article, _))) {
        return Err(Lack::Unclear);
    }
    // Where a number stands twice, either may be meant.
    let mut first = None;
    for article in articles {
        match below(article, here, found) {
            Ok(targets) => return Ok(targets),
            Err(lack) => first = first.or(Some(lack)),
        }
    }
    Err(first.unwrap_or(Lack::Unclear))
}

fn target(unit: &Unit) -> Target {
    Target { file: unit.span.file, id: unit.id.clone() }
}

fn annex(index: &Index, rank: Rank, number: &Number) -> Looked<Vec<Target>> {
    match index.annex(rank, number) {
        Some(unit) => Ok(vec![target(unit)]),
        None if number.base == 0 || index.declares(rank, number) => Err(Lack::Unclear),
        None => missing(rank, index.annex_count(rank)),
    }
}

/// Returns the division that the steps above 条 name.
fn division(index: &Index, space: &Space, here: &Here, found: &Found) -> Looked<usize> {
    // Beyond this many of one number nobody can tell them apart.
    const MOST: usize = 50;
    let own = |kind: Rank| space.around(here.division).find(|&it| rank(space.divisions[it].0.kind) == Some(kind));
    let mut base = match found.relative {
        Some(Relative::This(kind)) if kind < Rank::Article => match own(kind) {
            Some(division) => Some(division),
            // A text that has none speaks of that in which it once stood.
            None if index.partial || space.count(kind, None) == 0 => return Err(Lack::Unclear),
            None => return missing(kind, 0),
        },
        _ => None,
    };
    for step in found.place.0.iter().filter(|it| it.rank < Rank::Article) {
        let all = space.divisions_numbered(step.rank, &step.number);
        if all.len() > MOST {
            return Err(Lack::Unclear);
        }
        let inside: Vec<usize> =
            all.iter().copied().filter(|&it| base.is_none_or(|base| space.lies_in(it, base))).collect();
        let next = match inside.as_slice() {
            [one] => Some(*one),
            [] => None,
            // 第三章 where each 编 has one: that of the same 编.
            several => {
                let near: Vec<usize> = space.around(here.division).filter_map(|it| space.divisions[it].1).collect();
                let mut beside =
                    several.iter().copied().filter(|&it| space.divisions[it].1.is_some_and(|it| near.contains(&it)));
                match (beside.next(), beside.next()) {
                    (Some(one), None) => Some(one),
                    _ => return Err(Lack::Unclear),
                }
            }
        };
        base = match next {
            Some(next) => Some(next),
            // 第三节 alone is one of some chapter; a text without chapters speaks of somebody else's.
            None if base.is_none() && step.rank == Rank::Section || space.count(step.rank, None) == 0 => {
                return Err(Lack::Unclear);
            }
            None if index.partial => return Err(Lack::Unclear),
            None => {
                let count = space.count(step.rank, base);
                return missing(step.rank, count);
            }
        };
    }
    base.ok_or(Lack::Unclear)
}

/// Returns the articles that a place names, or those it counts from.
fn articles<'i, 'a>(index: &Index, space: &'i Space<'a>, here: &Here, found: &Found) -> Looked<Vec<&'i Article<'a>>> {
    if let Some(number) = found.place.get(Rank::Article) {
        let same = space.numbered(number);
        if !same.is_empty() {
            return Ok(same.iter().take(8).map(|&it| &space.articles[it]).collect());
        }
        // In a part of a work it may stand in another.
        let outside = space.ends().is_none_or(|(first, last)| number < first || number > last);
        return match index.partial && outside {
            true => Err(Lack::Unclear),
            false => missing(Rank::Article, space.articles.len()),
        };
    }
    let at = here.article.ok_or(Lack::Unclear)?;
    match found.relative {
        Some(Relative::Before(Rank::Article, count)) => {
            let count = count as usize;
            match at.checked_sub(count) {
                Some(from) => Ok(space.articles[from..at].iter().collect()),
                None if index.partial => Err(Lack::Unclear),
                None => missing(Rank::Article, at),
            }
        }
        _ => Ok(vec![&space.articles[at]]),
    }
}

/// Returns the 款, 项 or 目 of an article that a place names.
fn below(article: &Article, here: &Here, found: &Found) -> Looked<Vec<Target>> {
    let layout = article.layout();
    // Whether its 款 are counted by place or are its 一、 or 1., nobody says.
    let counted =
        found.place.get(Rank::Paragraph).is_some() || found.relative.is_some_and(|it| it.rank() == Rank::Paragraph);
    if layout.points && counted {
        return Err(Lack::Unclear);
    }
    let file = article.unit.span.file;
    let paragraphs = paragraphs(layout, here, found)?;
    let item = match found.relative {
        Some(Relative::This(Rank::Item)) => vec![here.item.ok_or(Lack::Unclear)?],
        Some(Relative::Before(Rank::Item, count)) => before(layout, here, count as usize)?,
        Some(Relative::First(Rank::Item | Rank::Subitem, _) | Relative::This(Rank::Subitem)) => {
            return Err(Lack::Unclear);
        }
        _ => match found.place.get(Rank::Item) {
            Some(number) => match items(layout, &paragraphs, here, found, number)? {
                Some(items) => items,
                // It stands inside the paragraph.
                None => {
                    return Ok(paragraphs
                        .inline(layout, number)
                        .map(|it| Target { file, id: it.to_owned() })
                        .collect());
                }
            },
            None => {
                let paragraphs = paragraphs.said(layout).ok_or(Lack::Unclear)?;
                return match found.place.get(Rank::Subitem) {
                    Some(_) => Err(Lack::Unclear),
                    None => Ok(paragraphs.iter().map(|it| Target { file, id: it.id.to_owned() }).collect()),
                };
            }
        },
    };
    let Some(number) = found.place.get(Rank::Subitem) else { return Ok(item.into_iter().map(target).collect()) };
    let inner: Vec<&Unit> = item
        .iter()
        .flat_map(|it| &it.blocks)
        .filter_map(|it| match it {
            Block::Unit(unit) => Some(unit),
            _ => None,
        })
        .collect();
    match inner.iter().find(|it| it.marker.as_ref().and_then(|it| it.number.as_ref()) == Some(number)) {
        Some(unit) => Ok(vec![target(unit)]),
        None if inner.is_empty() => Err(Lack::Unclear),
        None => missing(Rank::Subitem, inner.len()),
    }
}

/// The 款 that a place names.
enum Paragraphs {
    /// These, counted from 0.
    These(std::ops::Range<usize>),
    /// It does not say.
    Any,
}

impl Paragraphs {
    fn said<'i, 'a>(&self, layout: &'i Layout<'a>) -> Option<&'i [Clause<'a>]> {
        match self {
            Paragraphs::These(range) => layout.paragraphs.get(range.clone()),
            Paragraphs::Any => None,
        }
    }

    fn range(&self, layout: &Layout) -> std::ops::Range<usize> {
        match self {
            Paragraphs::These(range) => range.clone(),
            Paragraphs::Any => 0..layout.paragraphs.len(),
        }
    }

    /// Returns the ids of the 款 that have an item written into them.
    fn inline<'i>(&self, layout: &'i Layout, number: &Number) -> impl Iterator<Item = &'i str> {
        let range = self.range(layout);
        let all = layout.inline(number);
        let from = all.partition_point(|it| *it < range.start);
        all[from..].iter().take_while(move |it| **it < range.end).take(8).map(|&it| layout.paragraphs[it].id)
    }
}

fn paragraphs(layout: &Layout, here: &Here, found: &Found) -> Looked<Paragraphs> {
    let all = layout.paragraphs.len();
    if let Some(number) = found.place.get(Rank::Paragraph) {
        let at = number.base as usize;
        return if (1..=all).contains(&at) { Ok(Paragraphs::These(at - 1..at)) } else { missing(Rank::Paragraph, all) };
    }
    match found.relative {
        Some(Relative::This(Rank::Paragraph)) => {
            let at = here.paragraph;
            if (1..=all).contains(&at) { Ok(Paragraphs::These(at - 1..at)) } else { Err(Lack::Unclear) }
        }
        Some(Relative::Before(Rank::Paragraph, count)) => {
            let above = here.paragraph.min(all).checked_sub(1).ok_or(Lack::Unclear)?;
            match above.checked_sub(count as usize) {
                Some(from) => Ok(Paragraphs::These(from..above)),
                None => missing(Rank::Paragraph, above),
            }
        }
        Some(Relative::First(Rank::Paragraph, count)) => {
            let count = count as usize;
            if count <= all { Ok(Paragraphs::These(0..count)) } else { missing(Rank::Paragraph, all) }
        }
        _ => Ok(Paragraphs::Any),
    }
}

/// Returns the items of a number; nothing where they are written into their paragraphs.
fn items<'a>(
    layout: &Layout<'a>,
    paragraphs: &Paragraphs,
    here: &Here,
    found: &Found,
    number: &Number,
) -> Looked<Option<Vec<&'a Unit>>> {
    let within = |range: std::ops::Range<usize>| -> Vec<&'a Unit> {
        layout.paragraphs[range].iter().filter_map(|it| it.item(number)).collect()
    };
    let (items, count) = match paragraphs {
        Paragraphs::These(range) => {
            (within(range.clone()), layout.paragraphs[range.clone()].iter().map(|it| it.items.len()).sum())
        }
        // 第二项 alone is one of the list at hand, else of the nearest above.
        Paragraphs::Any if found.relative.is_none() && found.place.get(Rank::Article).is_none() => {
            let holders = layout.holders(number);
            let near = holders.iter().rev().find(|&&it| it < here.paragraph).or(holders.first());
            (near.map_or(Vec::new(), |&it| within(it..it + 1)), 0)
        }
        Paragraphs::Any => {
            let holders = layout.holders(number);
            let items = holders.iter().filter_map(|&it| layout.paragraphs[it].item(number)).collect();
            (items, layout.longest)
        }
    };
    match items.is_empty() {
        false => Ok(Some(items)),
        true if paragraphs.inline(layout, number).next().is_some() => Ok(None),
        true => missing(Rank::Item, count),
    }
}

/// Returns the items before the one at hand.
fn before<'a>(layout: &Layout<'a>, here: &Here<'a>, count: usize) -> Looked<Vec<&'a Unit>> {
    let (Some(item), false) = (here.item, here.below) else { return Err(Lack::Unclear) };
    let clause = here.paragraph.checked_sub(1).and_then(|it| layout.paragraphs.get(it)).ok_or(Lack::Unclear)?;
    // Items stand in the order of the text.
    let at = clause.items.partition_point(|it| it.span < item.span);
    clause.items.get(at).filter(|it| std::ptr::eq(**it, item)).ok_or(Lack::Unclear)?;
    match at.checked_sub(count) {
        Some(from) => Ok(clause.items[from..at].to_vec()),
        None => missing(Rank::Item, at),
    }
}
