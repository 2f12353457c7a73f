//! Units of the text: a section for each division and article, a paragraph in a list for each item. The marker is
//! text before the words, as the source has it.

use crate::error::Result;
use crate::model::{Block, Inline, Paragraph, Run, Unit, UnitKind, plain_text};
use crate::publish::epub::body::{Body, id_attribute};
use crate::text::is_cjk;

impl Body<'_> {
    /// Writes a unit that is a section; `depth` is the level that its heading takes.
    pub fn unit(&mut self, unit: &Unit, depth: usize) -> Result<()> {
        self.open(unit, depth, |it, inner| it.under(unit, &unit.blocks, inner))
    }

    /// Opens the section of a unit with its heading, and writes what it holds; `inside` is given the level that a
    /// heading in it takes.
    pub fn open(
        &mut self,
        unit: &Unit,
        depth: usize,
        inside: impl FnOnce(&mut Self, usize) -> Result<()>,
    ) -> Result<()> {
        let titled = unit.kind.is_division() || !unit.heading.is_empty();
        let marker = unit.marker.as_ref().map_or(&[][..], |it| &it.runs);
        let named = titled && !unit.id.is_empty() && !(marker.is_empty() && unit.heading.is_empty());
        let kind = section(unit.kind);
        let label = if named && kind.contains("role=") {
            format!(r#" aria-labelledby="{}-title""#, unit.id)
        } else {
            String::new()
        };
        self.out.push_str(&format!("<section{}{kind}{label}>\n", id_attribute(&unit.id)));
        let held = usize::from(unit.kind == UnitKind::Article);
        self.held += held;
        let mut inner = depth;
        if titled {
            let id = if label.is_empty() { String::new() } else { format!(r#" id="{}-title""#, unit.id) };
            let class = if unit.kind.is_division() { "" } else { r#" class="caption""# };
            self.heading(depth, &format!("{id}{class}"), marker, separator(unit, &unit.heading), &unit.heading)?;
            self.flush_notes(depth)?;
            inner += usize::from(!(marker.is_empty() && unit.heading.is_empty()));
        }
        inside(self, inner)?;
        self.held -= held;
        self.out.push_str("</section>\n");
        Ok(())
    }

    /// Writes blocks of a unit: its first ones run in behind its marker where it has no heading.
    pub fn under(&mut self, unit: &Unit, blocks: &[Block], depth: usize) -> Result<()> {
        if unit.kind.is_division() || !unit.heading.is_empty() {
            return self.blocks(blocks, depth);
        }
        let rest = self.opening(unit, blocks)?;
        self.blocks(rest, depth)
    }

    /// Writes the marker of a unit with its first paragraph and returns the blocks behind.
    fn opening<'b>(&mut self, unit: &Unit, blocks: &'b [Block]) -> Result<&'b [Block]> {
        let Some(marker) = &unit.marker else { return Ok(blocks) };
        let (first, rest) = match blocks.split_first() {
            Some((Block::Paragraph(first), rest)) => (Some(first), rest),
            _ => (None, blocks),
        };
        self.out.push_str(&format!("<p{}>", first.map(|it| id_attribute(&it.id)).unwrap_or_default()));
        self.marked(unit, &marker.runs, first)?;
        self.out.push_str("</p>\n");
        Ok(rest)
    }

    /// Writes a marker and the paragraph behind it.
    fn marked(&mut self, unit: &Unit, marker: &[Run], paragraph: Option<&Paragraph>) -> Result<()> {
        let words = paragraph.map_or(&[][..], |it| &it.inlines);
        let bold = matches!(unit.kind, UnitKind::Article | UnitKind::Point);
        self.leading_marks(marker.first());
        self.out.push_str(if bold { r#"<b class="marker">"# } else { "" });
        marker.iter().for_each(|it| self.run(it));
        self.out.push_str(if bold { "</b>" } else { "" });
        self.out.push_str(separator(unit, words));
        self.inlines(words)
    }

    /// Writes items of one kind as a list: paragraphs, since a list of HTML would number them a second time.
    pub fn items(&mut self, first: &Unit, behind: &[Block], depth: usize) -> Result<()> {
        self.hold("<div role=\"list\">\n", |it| {
            it.item(first, depth)?;
            behind.iter().try_for_each(|block| match block {
                Block::Unit(unit) => it.item(unit, depth),
                _ => Ok(()),
            })
        })?;
        self.out.push_str("</div>\n");
        Ok(())
    }

    fn item(&mut self, unit: &Unit, depth: usize) -> Result<()> {
        let attributes = format!(r#" role="listitem"{}"#, id_attribute(&unit.id));
        let marker = unit.marker.as_ref().map_or(&[][..], |it| &it.runs);
        match unit.blocks.as_slice() {
            [] | [Block::Paragraph(_)] => {
                let only =
                    unit.blocks.first().and_then(|it| if let Block::Paragraph(it) = it { Some(it) } else { None });
                self.out.push_str(&format!("<p{attributes}>"));
                self.marked(unit, marker, only)?;
                self.out.push_str("</p>\n");
            }
            _ => {
                self.out.push_str(&format!("<div{attributes}>\n"));
                let rest = self.opening(unit, &unit.blocks)?;
                self.blocks(rest, depth)?;
                self.out.push_str("</div>\n");
            }
        }
        Ok(())
    }
}

/// Returns what the section of a unit is, by the vocabularies of EPUB (EPUB 3 Structural Semantics 1.1) and, where that
/// has a word for it too, of ARIA (DPUB-ARIA 1.1).
fn section(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Part => r#" epub:type="part" role="doc-part""#,
        UnitKind::Subpart => r#" class="subpart" epub:type="division""#,
        UnitKind::Chapter => r#" epub:type="chapter" role="doc-chapter""#,
        UnitKind::Annex => r#" class="annex" epub:type="appendix" role="doc-appendix""#,
        UnitKind::Preamble => r#" class="preamble" epub:type="preamble""#,
        UnitKind::Article => r#" class="article""#,
        UnitKind::Section
        | UnitKind::NumberedHeading
        | UnitKind::Heading
        | UnitKind::Point
        | UnitKind::Item
        | UnitKind::Subitem
        | UnitKind::Clause
        | UnitKind::Subclause => "",
    }
}

/// Returns whether a unit stands as a paragraph in a list: 项 and what is below it, unless written as a heading.
pub fn is_item(unit: &Unit) -> bool {
    matches!(unit.kind, UnitKind::Point | UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause)
        && unit.heading.is_empty()
}

/// The white space between a marker and its text: the em space of 第一条　 where the marker has no sign of its own to
/// close it, a blank between `1.` and a letter.
pub fn separator(unit: &Unit, words: &[Inline]) -> &'static str {
    let Some(last) = unit.marker.as_ref().and_then(|it| it.text().chars().next_back()) else { return "" };
    let Some(first) = plain_text(words).chars().next() else { return "" };
    match unit.kind {
        UnitKind::Annex
        | UnitKind::Part
        | UnitKind::Subpart
        | UnitKind::Chapter
        | UnitKind::Section
        | UnitKind::Article
            if !matches!(last, '、' | '：' | ':') =>
        {
            "\u{3000}"
        }
        _ if last.is_ascii() && !is_cjk(first) && !first.is_whitespace() => " ",
        _ => "",
    }
}
