//! Addresses: every unit and every 款 gets the id by which all editions name it. 第十二条第二款第三项 is
//! `art-12-p2-i3`; an EPUB has it as an id, a PDF as a named destination.

use std::collections::BTreeMap;

use crate::model::{Block, Unit, UnitKind};

/// Gives every unit and every paragraph of an article its id. Two units that claim one number get `~2`, `~3` behind
/// the id, so that ids stay unique whatever the text says.
pub fn assign_ids(blocks: &mut [Block]) {
    Ids::default().walk(blocks, "", &mut Counters::default());
}

#[derive(Default)]
struct Ids {
    used: BTreeMap<String, u32>,
}

/// What has been counted inside one parent.
#[derive(Default)]
struct Counters {
    paragraphs: u32,
    headings: u32,
}

impl Ids {
    fn unique(&mut self, id: String) -> String {
        let times = self.used.entry(id.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { id } else { format!("{id}~{times}") }
    }

    /// `prefix` names the nearest citable unit around the blocks, or is empty.
    fn walk(&mut self, blocks: &mut [Block], prefix: &str, counters: &mut Counters) {
        for block in blocks {
            match block {
                Block::Unit(unit) => self.unit(unit, prefix, counters),
                Block::Paragraph(paragraph) => {
                    counters.paragraphs += 1;
                    if !prefix.is_empty() {
                        paragraph.id = self.unique(format!("{prefix}-p{}", counters.paragraphs));
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
        let own = match number {
            Some(number) => format!("{short}-{}", number.slug()),
            None if unit.kind == UnitKind::Heading => {
                counters.headings += 1;
                format!("{short}-{}", counters.headings)
            }
            None => short.to_owned(),
        };
        // 条 run through a whole work; an annex opens a number space of its own.
        let id = match unit.kind {
            UnitKind::Article | UnitKind::NumberedHeading | UnitKind::Annex if !prefix.starts_with("annex") => own,
            UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause | UnitKind::Point => {
                let own = own.replacen('-', "", 1);
                if prefix.is_empty() {
                    own
                } else if prefix.starts_with("art") && counters.paragraphs > 0 {
                    format!("{prefix}-p{}-{own}", counters.paragraphs)
                } else {
                    format!("{prefix}-{own}")
                }
            }
            UnitKind::Article if prefix.starts_with("annex") => {
                format!("{}-{own}", prefix.split("-art").next().unwrap_or(prefix))
            }
            _ if prefix.is_empty() => own,
            _ => format!("{prefix}-{own}"),
        };
        unit.id = self.unique(id);
        let id = unit.id.clone();
        // An item's own paragraph is the item: only the paragraphs of an article are 款.
        match unit.kind {
            UnitKind::Article => self.walk(&mut unit.blocks, &id, &mut Counters::default()),
            UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause | UnitKind::Point => {
                for block in &mut unit.blocks {
                    if let Block::Unit(inner) = block {
                        self.unit(inner, &id, &mut Counters::default());
                    }
                }
            }
            UnitKind::Heading | UnitKind::NumberedHeading => {
                let outer = if prefix.is_empty() { String::new() } else { prefix.to_owned() };
                for block in &mut unit.blocks {
                    if let Block::Unit(inner) = block {
                        self.unit(inner, &outer, counters);
                    }
                }
            }
            _ => self.division(unit, &id),
        }
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
