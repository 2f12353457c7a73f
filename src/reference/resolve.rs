//! The references of a work, found in the order of the text and looked up over all its files. Where the words leave a
//! doubt, a reference is unclear: nothing is said of it, and no edition links it.

use std::borrow::BorrowMut;
use std::ops::Range;

use crate::model::{Block, Document, Inline, Joint, Numeral, Rank, Reference, Resolution, Scope, Unit, UnitKind};
use crate::reference::find::{Found, Memory, Written, find};
use crate::reference::flow::Flow;
use crate::reference::grammar::cites;
use crate::reference::index::{Index, rank};
use crate::reference::lookup::{Here, lookup};
use crate::reference::standing::{is_amendment, serves_another};

/// Finds the references of the documents of a work and looks them up over all of them as one number space.
pub fn resolve<D: BorrowMut<Document>>(documents: &mut [D]) {
    let found: Vec<Vec<Reference>> = {
        let shared: Vec<&Document> = documents.iter().map(|it| it.borrow()).collect();
        let index = Index::of(&shared);
        let mut seen = Seen::default();
        shared.iter().map(|it| references(it, &index, &mut seen)).collect()
    };
    for (document, references) in documents.iter_mut().zip(found) {
        document.borrow_mut().references = references;
    }
}

fn references<'a>(document: &'a Document, index: &Index<'a>, seen: &mut Seen) -> Vec<Reference> {
    let mut walk = Walk {
        index,
        seen,
        memory: Memory::default(),
        amendment: is_amendment(document),
        serving: serves_another(document),
        quoted: false,
        out: Vec::new(),
    };
    walk.blocks(&document.blocks, Here::default());
    for note in &document.notes {
        walk.blocks(&note.blocks, Here::default());
    }
    walk.out
}

/// How many units the walk has met: it meets them in the order of the index.
#[derive(Default, Clone, Copy)]
struct Seen {
    articles: usize,
    divisions: usize,
    annexes: usize,
}

struct Walk<'i, 'a> {
    index: &'i Index<'a>,
    seen: &'i mut Seen,
    memory: Memory,
    amendment: bool,
    /// Whether the text carries another out.
    serving: bool,
    quoted: bool,
    out: Vec<Reference>,
}

impl<'a> Walk<'_, 'a> {
    fn blocks(&mut self, blocks: &'a [Block], mut here: Here<'a>) {
        for block in blocks {
            match block {
                Block::Unit(unit) => self.unit(unit, &mut here),
                Block::Paragraph(paragraph) => {
                    // Only the paragraphs of an article are 款; that of an item is the item.
                    here.paragraph += usize::from(here.article.is_some() && here.item.is_none());
                    self.passage(&paragraph.inlines, &here);
                }
                Block::List(list) => list.items.iter().for_each(|it| self.aside(&it.blocks, here)),
                Block::Table(table) => table.rows.iter().flatten().for_each(|it| self.passage(it, &here)),
                Block::Quote(blocks, _) => {
                    let around = std::mem::replace(&mut self.quoted, true);
                    self.aside(blocks, here);
                    self.quoted = around;
                }
                Block::Title(_)
                | Block::PartTitle(_)
                | Block::Subtitle(_)
                | Block::Enactment(_)
                | Block::Code(..)
                | Block::Rule(_) => {}
            }
        }
    }

    /// Blocks that are no 款 and hold no units of the text.
    fn aside(&mut self, blocks: &'a [Block], here: Here<'a>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.passage(&paragraph.inlines, &here),
                Block::Unit(unit) => self.aside(&unit.blocks, here),
                Block::List(list) => list.items.iter().for_each(|it| self.aside(&it.blocks, here)),
                Block::Quote(blocks, _) => self.aside(blocks, here),
                _ => {}
            }
        }
    }

    fn unit(&mut self, unit: &'a Unit, here: &mut Here<'a>) {
        match unit.kind {
            UnitKind::Annex => {
                let outer = std::mem::take(self.seen);
                let inner = Here { annex: Some(outer.annexes), ..Here::default() };
                self.passage(&unit.heading, &inner);
                self.blocks(&unit.blocks, inner);
                *self.seen = Seen { annexes: outer.annexes + 1, ..outer };
            }
            UnitKind::Article => {
                let inner = Here { article: Some(self.seen.articles), paragraph: 0, item: None, ..*here };
                self.seen.articles += 1;
                self.memory.foreign = false;
                self.passage(&unit.heading, &inner);
                self.blocks(&unit.blocks, inner);
                self.memory.foreign = false;
            }
            _ if here.article.is_some() => {
                // A list without a paragraph before it makes the first 款.
                here.paragraph = here.paragraph.max(1);
                let inner = match here.item {
                    Some(_) => Here { below: true, ..*here },
                    None => Here { item: Some(unit), below: false, ..*here },
                };
                self.blocks(&unit.blocks, inner);
            }
            kind => {
                let mut inner = *here;
                if rank(kind).is_some() {
                    inner.division = Some(self.seen.divisions);
                    self.seen.divisions += 1;
                }
                self.passage(&unit.heading, &inner);
                self.blocks(&unit.blocks, inner);
            }
        }
    }

    fn passage(&mut self, inlines: &'a [Inline], here: &Here<'a>) {
        if inlines.is_empty() {
            return;
        }
        let flow = Flow::of(inlines);
        for found in find(&flow.text, &mut self.memory) {
            let Some(span) = flow.place(found.range.clone()) else { continue };
            let resolution = self.resolution(&flow.text, here, &found);
            let space = self.index.space(here.annex);
            let Found { scope, place, relative, tokens, joint, .. } = found;
            let numeral = |it: Written| {
                let Written { rank, number, numeral, inserted, shared } = it;
                let span = flow.place(numeral)?;
                Some(Numeral { rank, number, span, inserted: inserted.and_then(|it| flow.place(it)), shared })
            };
            self.out.push(Reference {
                span,
                scope: if self.quoted { Scope::Quoted } else { scope },
                place,
                relative,
                numerals: tokens.into_iter().filter_map(numeral).collect(),
                joint,
                article: here.article.map(|it| space.articles[it].unit.id.clone()),
                resolution,
            });
        }
    }

    fn resolution(&self, text: &str, here: &Here<'a>, found: &Found) -> Resolution {
        if self.quoted {
            return Resolution::External(None);
        }
        match found.scope {
            Scope::Other if found.sure => return Resolution::External(found.title.clone()),
            Scope::Quoted => return Resolution::External(None),
            Scope::Other | Scope::Former => return Resolution::Unclear,
            // 第五条修改为: that of the amended law. Its own are hard to tell from them.
            Scope::Unsaid if self.amendment => return Resolution::External(None),
            Scope::This if self.amendment => return Resolution::Unclear,
            Scope::This | Scope::Unsaid => {}
        }
        if !found.sure || found.scope == Scope::Unsaid && amends(text, &found.range) {
            return Resolution::Unclear;
        }
        let resolution = lookup(self.index, here, found);
        let Resolution::Missing(missing) = &resolution else { return resolution };
        let space = self.index.space(here.annex);
        // 一、 articles are no 条: 第五条 in such a text is another's. So may be what a 实施细则 cites without a name.
        let other = !space.ordinal || self.serving && found.scope == Scope::Unsaid;
        let foreign = missing.rank == Rank::Article && other && found.relative.is_none();
        let bare = found.scope == Scope::Unsaid && found.place.0.first().is_some_and(|it| it.rank > Rank::Article);
        if here.annex.is_some() || foreign || bare || opens_heading(text, found) || self.runs_on(text, here, found) {
            return Resolution::Unclear;
        }
        resolution
    }

    /// Returns whether a sentence opens with a number that is due next, or with one that nothing behind it makes a
    /// citation: an article that ran into this paragraph or lacks its separator, and no reference.
    fn runs_on(&self, text: &str, here: &Here<'a>, found: &Found) -> bool {
        if found.scope != Scope::Unsaid || found.joint != Joint::None || !opens_sentence(text, found.range.start) {
            return false;
        }
        let Some(next) = found.place.get(Rank::Article) else { return false };
        let number = |at: usize| self.index.space(here.annex).articles[at].unit.marker.as_ref()?.number.as_ref();
        let due = here.article.and_then(number).is_some_and(|own| next.follows(own));
        let alone = found.place.deepest() == Some(Rank::Article);
        due || alone && !cites(&text[found.range.end..])
    }
}

/// Returns whether a sentence changes what it names: 将第五条修改为, 第七条改为第八条. That is another text.
fn amends(text: &str, range: &Range<usize>) -> bool {
    let (above, below) = (&text[..range.start], &text[range.end..]);
    ["将", "删除", "删去", "改为", "改作"].iter().any(|it| above.ends_with(it))
        || ["修改为", "改为", "改作", "后增加", "之后增加"].iter().any(|it| below.starts_with(it))
}

/// Returns whether a sentence opens with a division: a heading that ran into this paragraph, and no reference.
fn opens_heading(text: &str, found: &Found) -> bool {
    found.scope == Scope::Unsaid
        && found.place.deepest().is_some_and(|it| it < Rank::Article && !it.is_annex())
        && opens_sentence(text, found.range.start)
}

/// Returns whether a sentence, or an item written into one, opens at a place; that of a paragraph opens at its start.
fn opens_sentence(text: &str, at: usize) -> bool {
    let above = text[..at].trim_end();
    above.is_empty() || above.ends_with(['。', '；', '：', ';', ':'])
}
