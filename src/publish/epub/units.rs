//! Units of the text: a section for each division and article, a paragraph in a list for each item. The marker is
//! text before the words, as the source has it.

use crate::error::Result;
use crate::model::{Block, Inline, Paragraph, Run, Unit, UnitKind, plain_text};
use crate::publish::epub::body::{Body, id_attribute};
use crate::publish::epub::{contents, xml};
use crate::text::is_cjk;

impl Body<'_> {
    /// Writes a unit that is a section; `depth` is the level that its heading takes.
    pub fn unit(&mut self, unit: &Unit, depth: usize) -> Result<()> {
        let outer = self.annex.clone();
        if unit.kind == UnitKind::Annex {
            self.annex =
                unit.marker.as_ref().map(|it| it.text().trim_end_matches(['：', ':']).to_owned()).unwrap_or_default();
        }
        let class = match unit.kind {
            UnitKind::Preamble => r#" class="preamble""#.to_owned(),
            UnitKind::Annex => r#" class="annex""#.to_owned(),
            UnitKind::Article => format!(r#" class="article" aria-label="{}""#, xml::attribute(&self.label(unit))),
            _ => String::new(),
        };
        self.out.push_str(&format!("<section{}{class}>\n", id_attribute(&unit.id)));
        let held = usize::from(unit.kind == UnitKind::Article);
        self.held += held;
        let marker = unit.marker.as_ref().map_or(&[][..], |it| &it.runs);
        if unit.kind.is_division() || !unit.heading.is_empty() {
            let titled = !(marker.is_empty() && unit.heading.is_empty());
            let class = if unit.kind.is_division() { "" } else { r#" class="caption""# };
            self.heading(depth, class, marker, separator(unit, &unit.heading), &unit.heading)?;
            self.flush_notes(depth)?;
            self.blocks(&unit.blocks, depth + usize::from(titled))?;
        } else {
            let rest = self.opening(unit)?;
            self.blocks(rest, depth)?;
        }
        self.held -= held;
        self.annex = outer;
        self.out.push_str("</section>\n");
        Ok(())
    }

    /// Writes the marker of a unit with its first paragraph and returns the blocks behind.
    fn opening<'b>(&mut self, unit: &'b Unit) -> Result<&'b [Block]> {
        let Some(marker) = &unit.marker else { return Ok(&unit.blocks) };
        let (first, rest) = match unit.blocks.split_first() {
            Some((Block::Paragraph(first), rest)) => (Some(first), rest),
            _ => (None, unit.blocks.as_slice()),
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
        let attributes = format!(r#" role="listitem" class="item"{}"#, id_attribute(&unit.id));
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
                let rest = self.opening(unit)?;
                self.blocks(rest, depth)?;
                self.out.push_str("</div>\n");
            }
        }
        Ok(())
    }

    /// The name of an article for who can't see its marker: 第三条, within an annex 附件1第三条. Each differs from all
    /// others in its file, also where the text gives two articles one number.
    fn label(&mut self, unit: &Unit) -> String {
        let label = format!("{}{}", self.annex, contents::article_name(unit));
        let times = self.labels.entry(label.clone()).or_insert(0);
        *times += 1;
        if *times == 1 { label } else { format!("{label}（{times}）") }
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
