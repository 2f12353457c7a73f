//! Rows of a tagged file: its tags say what is read after what, what a block is, and what is no part of the text.

use crate::extract::{PdfBlock, PdfBlockKind, PdfText};
use crate::import::pdf::row::{BETWEEN, Row, WHOLE, WITHIN, rows};
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::raw::Role;
use crate::say;

/// Returns whether the tags can be relied on: they reach nearly all text, and don't call half of it decoration.
pub fn is_sound(text: &PdfText) -> bool {
    let reached: usize = text.blocks.iter().map(|it| it.glyphs.len()).sum();
    let artifacts: usize = text.artifacts.iter().map(|it| it.text.chars().count()).sum();
    text.tagged && reached > 0 && text.stray.len() * 5 < reached && artifacts < reached.max(400)
}

/// Returns the rows of the blocks in logical order, what stands on each page besides at the end of the page.
pub fn read(text: &PdfText, told: &mut Vec<Told>) -> Vec<Row> {
    let mut body = Vec::new();
    let mut blocks = text.blocks.iter().peekable();
    while let Some(block) = blocks.next() {
        let mut block_rows = rows(&block.glyphs, WHOLE);
        let note = matches!(block.kind, PdfBlockKind::Note(_));
        let role = match block.kind {
            PdfBlockKind::Note(_) => Role::Note,
            PdfBlockKind::Contents => Role::PageMatter,
            _ => role(&block.role),
        };
        if block.row > 0 && !note {
            let mut cells = vec![(block.column, one(&mut block_rows))];
            while let Some(next) = blocks.next_if(|it| it.row == block.row && !matches!(it.kind, PdfBlockKind::Note(_)))
            {
                cells.push((next.column, one(&mut rows(&next.glyphs, WHOLE))));
            }
            let width = text.widths.get(block.row - 1).copied().unwrap_or(0);
            let row = table_row(cells, width);
            if text.spanning.contains(&block.row) {
                told.extend(row.as_ref().map(|it| Told::row(ToldKind::WideCell, it, say!(
                    zh: "表格里有跨行或者跨列的格，字放在第一格，其余留空",
                    en: "a cell of the table takes several columns or rows: its words are in the first, the others are left empty"
                ))));
            }
            body.extend(row);
            continue;
        }
        if block.kind == PdfBlockKind::ListMark
            && let Some(item) = blocks.next_if(|it| it.role == "LBody" || it.role == "P")
        {
            block_rows = with_mark(block, item);
        }
        let last = block_rows.len().saturating_sub(1);
        for (number, row) in block_rows.iter_mut().enumerate() {
            row.role = role;
            row.opens = number == 0;
            row.continues = number < last;
            if role == Role::PageMatter {
                told.push(Told::row(ToldKind::Contents, row, say!(
                    zh: "排版时生成的目录，重复各标题，不算正文", en: "contents made in setting: they repeat headings"
                )));
            }
        }
        body.extend(block_rows);
    }
    body
}

/// The mark of a list and what it marks, as one.
fn with_mark(mark: &PdfBlock, item: &PdfBlock) -> Vec<Row> {
    rows(mark.glyphs.iter().chain(&item.glyphs), WHOLE)
}

fn role(name: &str) -> Role {
    match name {
        "Title" => Role::Title,
        _ => match name.strip_prefix('H').and_then(|it| it.parse::<u8>().ok()) {
            Some(level @ 1..) => Role::Heading(level),
            _ => Role::Body,
        },
    }
}

/// The rows of a cell as one.
fn one(rows: &mut Vec<Row>) -> Option<Row> {
    let mut rows = rows.drain(..);
    let mut first = rows.next()?;
    for row in rows {
        let latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
        if latin(first.text.chars().next_back()) && latin(row.text.chars().next()) {
            first.text.push(' ');
        }
        let at = first.text.len();
        first.signs.extend(row.signs.iter().map(|it| it.start + at..it.end + at));
        first.text.push_str(&row.text);
        first.glyphs += row.glyphs;
        first.unknown += row.unknown;
    }
    Some(first)
}

/// Cells with their columns as a row of so many cells; paragraphs of one cell stay apart.
fn table_row(cells: Vec<(usize, Option<Row>)>, width: usize) -> Option<Row> {
    let mut cells = cells.into_iter().filter_map(|(column, row)| Some((column.max(1), row?)));
    let (first, mut row) = cells.next()?;
    let lead: String = std::iter::repeat_n(BETWEEN, first - 1).collect();
    row.signs.iter_mut().for_each(|it| *it = it.start + lead.len()..it.end + lead.len());
    row.text.insert_str(0, &lead);
    let mut at = first;
    for (column, cell) in cells {
        row.text.truncate(row.text.trim_end().len());
        match column.saturating_sub(at) {
            0 => row.text.push(WITHIN),
            more => row.text.extend(std::iter::repeat_n(BETWEEN, more)),
        }
        at = at.max(column);
        let from = row.text.len();
        row.signs.extend(cell.signs.iter().map(|it| it.start + from..it.end + from));
        row.text.push_str(&cell.text);
        row.right = cell.right;
        row.glyphs += cell.glyphs;
        row.unknown += cell.unknown;
    }
    row.text.extend(std::iter::repeat_n(BETWEEN, width.saturating_sub(at)));
    row.role = Role::TableRow;
    row.opens = true;
    Some(row)
}

/// Returns what stands on the pages besides: what the file marks as artifact, and what its tags don't reach.
pub fn besides(text: &PdfText, told: &mut Vec<Told>) -> Vec<Row> {
    let mut out = artifacts(text, told);
    for row in rows(&text.stray, WHOLE) {
        told.push(Told::row(ToldKind::Untagged, &row, say!(
            zh: "标签没有收入这些字，当作页面附属", en: "the tags don't reach this text: taken as matter of the page"
        )));
        out.push(Row { role: Role::PageMatter, ..row });
    }
    out
}

/// Returns what the file itself marks as artifact.
pub fn artifacts(text: &PdfText, told: &mut Vec<Told>) -> Vec<Row> {
    let mut out = Vec::new();
    for line in &text.artifacts {
        let row = Row {
            page: line.page,
            left: line.x,
            right: line.x,
            y: line.y,
            size: 0.0,
            text: line.text.clone(),
            signs: Vec::new(),
            unknown: 0,
            glyphs: line.text.chars().count(),
            turned: false,
            role: Role::PageMatter,
            opens: true,
            continues: false,
            column: (0.0, 0.0),
        };
        told.push(Told::row(
            ToldKind::Artifact,
            &row,
            say!(
                zh: "文件自己标明不是正文", en: "the file itself says that this is no part of the text"
            ),
        ));
        out.push(row);
    }
    out
}
