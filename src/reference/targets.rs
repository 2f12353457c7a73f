//! What can be cited: the articles of a text with their paragraphs and items.

use std::collections::BTreeMap;

use crate::model::{Block, Document, Number, Unit, UnitKind, parse_han, plain_text};
use crate::reference::citation::Place;

/// The articles of a text.
#[derive(Debug, Clone, Default)]
pub struct Targets {
    articles: BTreeMap<Number, Vec<Paragraphs>>,
}

/// What a place lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No such 条.
    Article,
    /// The article has this many 款.
    Paragraph(usize),
    /// No such 项 there.
    Item,
}

/// The items of each paragraph of an article.
type Paragraphs = Vec<Vec<Number>>;

impl Targets {
    /// Returns what can be cited in a document; what its annexes hold has numbers of its own.
    pub fn of(document: &Document) -> Self {
        let mut targets = Self::default();
        targets.add(&document.blocks);
        targets
    }

    fn add(&mut self, blocks: &[Block]) {
        for block in blocks {
            let Block::Unit(unit) = block else { continue };
            match unit.kind {
                UnitKind::Annex => {}
                UnitKind::Article => {
                    if let Some(number) = unit.marker.as_ref().and_then(|it| it.number.clone()) {
                        self.articles.entry(number).or_default().push(paragraphs(unit));
                    }
                }
                _ => self.add(&unit.blocks),
            }
        }
    }

    /// Returns whether nothing can be cited.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// Returns the first and the last article.
    pub fn ends(&self) -> Option<(&Number, &Number)> {
        Some((self.articles.first_key_value()?.0, self.articles.last_key_value()?.0))
    }

    /// Returns what a place lacks; nothing where it stands. `within` is the article in which it is cited.
    pub fn missing(&self, place: &Place, within: Option<&Number>) -> Option<Missing> {
        let number = place.article.as_ref().or(within)?;
        let Some(articles) = self.articles.get(number) else { return Some(Missing::Article) };
        // Where a number stands twice, either may be meant.
        let lacks: Vec<Option<Missing>> = articles.iter().map(|it| lacks(it, place)).collect();
        lacks.iter().copied().reduce(|one, other| if other.is_none() { None } else { one }).flatten()
    }
}

fn lacks(paragraphs: &Paragraphs, place: &Place) -> Option<Missing> {
    let items: Vec<&Number> = match place.paragraph {
        Some(paragraph) => match (paragraph as usize).checked_sub(1).and_then(|at| paragraphs.get(at)) {
            Some(items) => items.iter().collect(),
            None => return Some(Missing::Paragraph(paragraphs.len())),
        },
        None => paragraphs.iter().flatten().collect(),
    };
    place.item.as_ref().and_then(|item| (!items.contains(&item)).then_some(Missing::Item))
}

/// 款 are counted by place: each paragraph that is no item begins one, also after a list of items.
fn paragraphs(article: &Unit) -> Paragraphs {
    let mut out: Paragraphs = Vec::new();
    for block in &article.blocks {
        match block {
            Block::Paragraph(paragraph) => out.push(inline_items(&plain_text(&paragraph.inlines))),
            Block::Unit(unit) => {
                if out.is_empty() {
                    out.push(Vec::new());
                }
                let number = unit.marker.as_ref().and_then(|it| it.number.clone());
                if let Some(last) = out.last_mut() {
                    last.extend(number);
                    unit.blocks.iter().for_each(|it| {
                        if let Block::Paragraph(paragraph) = it {
                            last.extend(inline_items(&plain_text(&paragraph.inlines)));
                        }
                    });
                }
            }
            _ => {}
        }
    }
    if out.is_empty() {
        out.push(Vec::new());
    }
    out
}

/// Items written into one paragraph: …：（一）……；（二）…….
fn inline_items(text: &str) -> Vec<Number> {
    let inside = text.split(['（', '(']).skip(1).filter_map(|it| it.find(['）', ')']).map(|end| &it[..end]));
    inside.filter_map(|it| parse_han(it).or_else(|| it.parse().ok())).map(Number::new).collect()
}
