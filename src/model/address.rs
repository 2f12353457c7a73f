//! Addresses: every unit and every 款 gets the id by which all editions name it. 第十二条第二款第三项 is
//! `art-12-p2-i3`; an EPUB has it as an id, a PDF as a named destination.

use std::collections::HashMap;
use std::fmt::Write;

use crate::model::{Block, Unit, UnitKind};

/// Gives every unit and every paragraph of an article its id. Two units that claim one number get `_2`, `_3` behind
/// the id, so that ids stay unique whatever the text says. An id is a name of XML and of PDF alike.
pub fn assign_ids(blocks: &mut [Block]) {
    Ids::default().walk(blocks, "", &mut Counters::default());
}

#[derive(Default)]
struct Ids {
    /// How often each id was claimed.
    used: HashMap<String, u32>,
}

/// What has been counted inside one parent.
#[derive(Default)]
struct Counters {
    paragraphs: u32,
    headings: u32,
}

impl Ids {
    fn unique(&mut self, id: String) -> String {
        match self.used.get_mut(&id) {
            Some(times) => {
                *times += 1;
                format!("{id}_{times}")
            }
            None => {
                self.used.insert(id.clone(), 1);
                id
            }
        }
    }

    /// `prefix` names the nearest citable unit around the blocks, or is empty.
    fn walk(&mut self, blocks: &mut [Block], prefix: &str, counters: &mut Counters) {
        for block in blocks {
            match block {
                Block::Unit(unit) => self.unit(unit, prefix, counters),
                Block::Paragraph(paragraph) => {
                    counters.paragraphs += 1;
                    if !prefix.is_empty() {
                        let mut id = String::with_capacity(prefix.len() + 4);
                        id.push_str(prefix);
                        id.push_str("-p");
                        push_number(&mut id, counters.paragraphs);
                        // The prefix is nobody else's, and each count comes once.
                        paragraph.id = id;
                    }
                }
                _ => {}
            }
        }
    }

    fn unit(&mut self, unit: &mut Unit, prefix: &str, counters: &mut Counters) {
        let short = match unit.kind {
            UnitKind::Preamble => "preamble",
            UnitKind::Annex => "annex",
            UnitKind::Part => "part",
            UnitKind::Subpart => "subpart",
            UnitKind::Chapter => "ch",
            UnitKind::Section => "sec",
            UnitKind::NumberedHeading => "h",
            UnitKind::Heading => "heading",
            UnitKind::Article => "art",
            UnitKind::Point => "pt",
            UnitKind::Item => "i",
            UnitKind::Subitem => "s",
            UnitKind::Clause => "c",
            UnitKind::Subclause => "sc",
        };
        let number = unit.marker.as_ref().and_then(|it| it.number.as_ref());
        let kind = unit.kind;
        let is_item = matches!(
            kind,
            UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause | UnitKind::Point
        );
        let mut id = String::with_capacity(prefix.len() + 16);
        // 条 run through a whole work; an annex opens a number space of its own.
        let outer = match kind {
            UnitKind::Article if prefix.starts_with("annex") => prefix.split("-art").next().unwrap_or(prefix),
            UnitKind::Article | UnitKind::NumberedHeading | UnitKind::Annex if !prefix.starts_with("annex") => "",
            _ => prefix,
        };
        id.push_str(outer);
        if is_item && prefix.starts_with("art") && counters.paragraphs > 0 {
            id.push_str("-p");
            push_number(&mut id, counters.paragraphs);
        }
        if !outer.is_empty() {
            id.push('-');
        }
        id.push_str(short);
        if let Some(number) = number {
            if !is_item {
                id.push('-');
            }
            push_number(&mut id, number.base);
            for it in &number.inserted {
                id.push('-');
                push_number(&mut id, *it);
            }
        } else if kind == UnitKind::Heading {
            counters.headings += 1;
            id.push('-');
            push_number(&mut id, counters.headings);
        }
        let id = self.unique(id);
        // An item's own paragraph is the item: only the paragraphs of an article are 款.
        match kind {
            UnitKind::Article => self.walk(&mut unit.blocks, &id, &mut Counters::default()),
            _ if is_item => {
                for block in &mut unit.blocks {
                    if let Block::Unit(inner) = block {
                        self.unit(inner, &id, &mut Counters::default());
                    }
                }
            }
            UnitKind::Heading | UnitKind::NumberedHeading => {
                for block in &mut unit.blocks {
                    if let Block::Unit(inner) = block {
                        self.unit(inner, prefix, counters);
                    }
                }
            }
            _ => self.division(unit, &id),
        }
        unit.id = id;
    }

    fn division(&mut self, unit: &mut Unit, id: &str) {
        let mut counters = Counters::default();
        for block in &mut unit.blocks {
            if let Block::Unit(inner) = block {
                self.unit(inner, id, &mut counters);
            }
        }
    }
}

fn push_number(out: &mut String, number: u32) {
    if number < 10 {
        out.push(char::from(b'0' + number as u8));
    } else {
        write!(out, "{number}").expect("a String takes all that is written");
    }
}
