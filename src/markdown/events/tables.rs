//! Tables, written with bars or with tags.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::events::blanks::trim_ends;
use crate::markdown::events::{Events, Raw, Reader};
use crate::model::{Alignment, Inline};

impl Reader<'_, '_> {
    /// Adds a table written with bars.
    pub(super) fn table(
        &self,
        columns: &[pulldown_cmark::Alignment],
        events: &mut Events,
        range: Range<usize>,
        out: &mut Vec<Raw>,
    ) {
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some((event, _)) = events.next() {
            match event {
                Event::End(TagEnd::Table) => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let mut cell = self.inlines_until(events, TagEnd::TableCell);
                    trim_ends(&mut cell);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        let alignments = columns.iter().map(|it| alignment(*it)).collect();
        out.push(Raw::Table { rows, header_rows: 1, alignments, span: self.trimmed(range) });
    }

    /// Returns a table written with tags.
    pub(super) fn tag_table(&self, table: Range<usize>) -> Raw {
        let tags: Vec<_> =
            self.shadow.tags.iter().filter(|it| it.range.start >= table.start && it.range.end <= table.end).collect();
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        let mut header_rows = 0;
        let mut only_heads = true;
        let mut open = None;
        for tag in tags {
            match (tag.name, tag.closing) {
                ("tr", false) => {
                    rows.push(Vec::new());
                    only_heads = true;
                }
                ("tr", true) if only_heads && header_rows == rows.len() - 1 => header_rows += 1,
                ("th" | "td", false) => {
                    only_heads &= tag.name == "th";
                    open = Some(tag.range.end);
                }
                ("th" | "td", true) => {
                    if let (Some(from), Some(row)) = (open.take(), rows.last_mut()) {
                        let mut pieces = Vec::new();
                        self.cell(from..tag.range.start, &mut pieces);
                        let mut cell = self.nest(pieces);
                        trim_ends(&mut cell);
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        Raw::Table { rows, header_rows, alignments: Vec::new(), span: self.span(table) }
    }
}

fn alignment(column: pulldown_cmark::Alignment) -> Alignment {
    match column {
        pulldown_cmark::Alignment::None => Alignment::Unsaid,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::read;
    use crate::model::{Alignment, Block};
    use crate::text::FileId;

    #[test]
    fn columns_keep_their_alignment_and_code_its_empty_lines() {
        let text = "| 甲 | 乙 | 丙 | 丁 |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |\n\n```\na\n\nb\n```\n";
        let document = read(FileId(0), text).document;
        let [Block::Table(table), Block::Code(lines, _)] = &document.blocks[..] else { panic!("{document:?}") };
        assert_eq!(table.alignments, [Alignment::Unsaid, Alignment::Left, Alignment::Center, Alignment::Right]);
        assert_eq!(lines.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["a", "", "b"]);
    }
}
