//! Blocks: units with their markers and headings, paragraphs, lists, tables, quotes, code.

use crate::model::{Alignment, Block, Inline, Marker, Paragraph, Unit, UnitKind, inline_runs, plain_text};
use crate::publish::typst::literal::string;
use crate::publish::typst::markup::Writer;
use crate::publish::typst::markup::inlines::{Ending, first_character};
use crate::publish::typst::passage::{self, style};
use crate::publish::typst::segments::opens;

/// A heading of so many characters stands in one line.
const SHORT_HEADING: usize = 20;

impl Writer<'_> {
    /// Blocks in order. `level` is that of a heading among them, the title's being 1.
    pub fn blocks(&mut self, blocks: &[Block], level: u8) {
        blocks.iter().for_each(|it| self.block(it, level));
    }

    fn block(&mut self, block: &Block, level: u8) {
        match block {
            // Set by the opening.
            Block::Title(_) | Block::Subtitle(_) => {}
            Block::Enactment(_) if !self.parted => {}
            Block::Enactment(paragraph) => {
                self.begin(passage::Kind::Opening);
                self.push("#enactment-note[");
                self.inlines(&paragraph.inlines, true);
                self.push("]\n");
            }
            Block::PartTitle(line) => {
                self.parted = true;
                self.begin(passage::Kind::Heading(level));
                self.push(&format!("#division(\"part-title\", {level}, \"\", none, ["));
                self.heading(None, &line.inlines);
                self.push("])\n");
            }
            Block::Unit(unit) => self.unit(unit, level),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List(list) => {
                for item in &list.items {
                    self.push("#bullet[");
                    let rest = self.lead(&item.blocks);
                    self.push("]");
                    if !rest.is_empty() {
                        self.push("[\n");
                        self.blocks(rest, level);
                        self.push("]");
                    }
                    self.push("\n");
                }
            }
            Block::Table(table) => {
                let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(1);
                self.push(&format!("#cells({columns}, {}, alignments: (", table.header_rows));
                for at in 0..columns {
                    self.push(alignment(table.alignments.get(at).copied().unwrap_or_default()));
                }
                self.push(")");
                self.in_cell = true;
                for (number, row) in table.rows.iter().enumerate() {
                    // The head of a table is repeated too.
                    let head = usize::from(number < table.header_rows);
                    self.unlinked += head;
                    for at in 0..columns {
                        self.push(", [");
                        if let Some(cell) = row.get(at) {
                            self.begin(passage::Kind::Cell);
                            self.flow(cell, Some(Ending { behind: None, last: false }));
                        }
                        self.push("]");
                    }
                    self.unlinked -= head;
                }
                self.in_cell = false;
                self.push(")\n");
            }
            Block::Quote(inner, _) => {
                self.push("#quotation[\n");
                self.styled(style::QUOTED, |it| it.blocks(inner, level));
                self.push("]\n");
            }
            Block::Code(lines, _) => {
                self.push("#code-block(");
                for line in lines {
                    self.begin(passage::Kind::Code);
                    self.push("[");
                    self.code_run(line);
                    self.push("], ");
                }
                self.push(")\n");
            }
            Block::Rule(_) => self.push("#rule()\n"),
        }
    }

    /// Writes the paragraph that runs in behind a marker, if there is one, and returns the blocks behind it.
    fn lead<'b>(&mut self, blocks: &'b [Block]) -> &'b [Block] {
        match blocks {
            [Block::Paragraph(first), rest @ ..] => {
                self.begin(self.paragraph_kind());
                self.inlines(&first.inlines, true);
                rest
            }
            _ => blocks,
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let unseen = |it: &Inline| matches!(it, Inline::Text(run) if run.text.chars().all(is_unseen));
        if !paragraph.inlines.is_empty() && paragraph.inlines.iter().all(unseen) {
            self.carried.extend(inline_runs(&paragraph.inlines).into_iter().cloned());
            return;
        }
        let alone = |it: &Inline| matches!(it, Inline::Image { .. } | Inline::Soft { .. } | Inline::Hard(_));
        if paragraph.inlines.iter().all(alone) {
            for it in &paragraph.inlines {
                if let Inline::Image { target, alt, .. } = it {
                    self.picture("picture", target, alt);
                }
            }
            self.push("\n");
            return;
        }
        self.begin(self.paragraph_kind());
        self.push(&format!("#paragraph({})[", string(&paragraph.id)));
        if first_character(&paragraph.inlines).is_some_and(opens) {
            // Typst trims an opening mark at the start of a line, but not behind the indent.
            self.push("#h(-0.5em);");
        }
        self.inlines(&paragraph.inlines, true);
        self.push("]\n");
    }

    /// What a paragraph is here: one of a note's, or one of the text.
    fn paragraph_kind(&self) -> passage::Kind {
        if self.in_note { passage::Kind::Note } else { passage::Kind::Paragraph }
    }

    /// The words of a heading; where they may take more than a line, the last of them stay together. A short one may be
    /// letterspaced, which a box would interrupt. A grid of cells is for the text below.
    fn heading(&mut self, marker: Option<&Marker>, inlines: &[Inline]) {
        let marker = marker.map_or(0, |it| it.text().chars().count() + 1);
        let long = marker + plain_text(inlines).chars().count() > SHORT_HEADING;
        let half_width = std::mem::replace(&mut self.half_width, false);
        // Running heads and contents repeat it, and what pages repeat may hold no link (ISO 14289-1, 7.1).
        self.unlinked += 1;
        self.inlines(inlines, long);
        self.unlinked -= 1;
        self.half_width = half_width;
    }

    fn marker(&mut self, marker: Option<&Marker>) {
        match marker {
            Some(marker) => {
                self.push("[");
                self.styled(style::MARKER, |it| marker.runs.iter().for_each(|run| it.run(run)));
                self.push("]");
            }
            None => self.push("none"),
        }
    }

    fn unit(&mut self, unit: &Unit, level: u8) {
        if unit.kind == UnitKind::Preamble {
            return self.blocks(&unit.blocks, level);
        }
        if unit.kind.is_division() || !unit.heading.is_empty() {
            let kind = kind(unit.kind);
            self.begin(passage::Kind::Heading(level.min(6)));
            self.push(&format!("#division(\"{kind}\", {}, {}, ", level.min(6), string(&unit.id)));
            self.marker(unit.marker.as_ref());
            if unit.heading.is_empty() {
                self.push(", none)\n");
            } else {
                self.push(", [");
                self.heading(unit.marker.as_ref(), &unit.heading);
                self.push("])\n");
            }
            return self.blocks(&unit.blocks, level.saturating_add(1).min(6));
        }
        self.begin(self.paragraph_kind());
        // 第十二条 has one em of air behind it, a marker that ends in a mark of its own half of one.
        let gap = if unit.marker.as_ref().is_some_and(|it| it.text().starts_with('第')) { "1em" } else { "0.5em" };
        if unit.kind == UnitKind::Article {
            self.push(&format!("#article({}, ", string(&unit.id)));
        } else {
            self.push(&format!("#item(\"{}\", {}, ", kind(unit.kind), string(&unit.id)));
        }
        self.marker(unit.marker.as_ref());
        self.push(&format!(", {gap}, ["));
        let rest = self.lead(&unit.blocks);
        self.push("])\n");
        // What stands under an article is flush with it; what stands under an item may be set in.
        if unit.kind == UnitKind::Article || rest.is_empty() {
            return self.blocks(rest, level);
        }
        self.push(&format!("#under(\"{}\")[\n", kind(unit.kind)));
        self.blocks(rest, level);
        self.push("]\n");
    }
}

/// How the cells of a column stand, for a layout.
fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Unsaid => "auto, ",
        Alignment::Left => "left, ",
        Alignment::Center => "center, ",
        Alignment::Right => "right, ",
    }
}

/// Whether a character takes no place on a line.
fn is_unseen(it: char) -> bool {
    matches!(it, '\u{AD}' | '\u{200B}' | '\u{2060}')
}

/// The name of a kind of unit in a layout.
fn kind(kind: UnitKind) -> String {
    kind.name().1.replace(' ', "-")
}
