//! Rows of a file without tags, read from their places: running heads, columns, notes, tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::PdfText;
use crate::import::pdf::columns::{self, Order};
use crate::import::pdf::row::{PIECE, Row, rows_between};
use crate::import::pdf::told::{Told, ToldKind};
use crate::import::pdf::{furniture, notes, ruled, tables};
use crate::import::raw::Role;
use crate::say;

/// Returns the rows of all pages in reading order, with what they are.
pub fn read(text: &PdfText, told: &mut Vec<Told>) -> Vec<Row> {
    let mut pages: Vec<Vec<Row>> = vec![Vec::new(); text.pages.len()];
    for block in text.blocks.iter().map(|it| &it.glyphs).chain([&text.stray]) {
        for row in rows_between(block, PIECE, &text.posts) {
            pages[row.page - 1].push(row);
        }
    }
    for (number, page) in pages.iter_mut().enumerate() {
        let rules = of_page(&text.rules, number + 1, |it| it.page);
        let posts = of_page(&text.posts, number + 1, |it| it.page);
        if rules.len() > 1 && posts.len() > 2 {
            *page = ruled::tables(std::mem::take(page), rules, posts);
        }
    }
    let body = body_size(pages.iter().flatten());
    furniture::mark(&mut pages, body, told);
    turned(&mut pages, told);
    let body_rows = |page: &Vec<Row>| page.iter().filter(|it| it.is_body() && !it.turned).cloned().collect();
    let usual = columns::usual(&pages.iter().map(body_rows).collect::<Vec<_>>());
    let mut parted = vec![false; pages.len()];
    let mut counted: Vec<(usize, usize)> = Vec::new();
    for (number, page) in pages.iter_mut().enumerate() {
        let (besides, mut rows): (Vec<Row>, Vec<Row>) =
            std::mem::take(page).into_iter().partition(|it| !it.is_body() || it.turned);
        match columns::order(&mut rows, usual) {
            Order::Drawn => {}
            Order::Columns(count) => {
                parted[number] = true;
                counted.push((number + 1, count));
            }
            Order::Placed => told.push(Told::page(
                ToldKind::Order,
                number + 1,
                say!(
                    zh: "这一页的字不是从上往下画的，按位置排了次序",
                    en: "the page is not drawn from top to bottom: its lines were ordered by place"
                ),
            )),
        }
        *page = rows;
        page.extend(besides);
    }
    tell_columns(&counted, told);
    if let Some(gutter) = usual {
        let rows = pages.iter_mut().zip(&parted).filter(|(_, parted)| **parted).flat_map(|(page, _)| page);
        let mut rows: Vec<&mut Row> = rows.filter(|it| it.is_body() && !it.turned).collect();
        columns::align(&mut rows, gutter);
    }
    frame(&mut pages, &parted, body);
    let mut out = Vec::new();
    for (number, mut page) in pages.into_iter().enumerate() {
        notes::mark(&mut page, of_page(&text.rules, number + 1, |it| it.page), body);
        // What is below the text of the page comes behind it.
        page.sort_by_key(|it| match it.role {
            Role::Note => 1,
            Role::PageMatter => 2,
            _ => 0,
        });
        out.extend(page);
    }
    let mut out = tables::join(out);
    blocks(&mut out);
    out
}

/// What stands on a page, of things in the order of pages.
fn of_page<T>(all: &[T], number: usize, page: impl Fn(&T) -> usize) -> &[T] {
    let start = all.partition_point(|it| page(it) < number);
    let end = all.partition_point(|it| page(it) <= number);
    &all[start..end]
}

/// Tells of columns once for pages that follow each other.
fn tell_columns(counted: &[(usize, usize)], told: &mut Vec<Told>) {
    for pages in counted.chunk_by(|a, b| a.0 + 1 == b.0 && a.1 == b.1) {
        let ((first, count), (last, _)) = (pages[0], pages[pages.len() - 1]);
        let words = if first == last {
            say!(zh: "这一页按 {count} 栏读", en: "the page is read in {count} columns")
        } else {
            say!(
                zh: "第{first}页至第{last}页按 {count} 栏读", en: "pages {first} to {last} are read in {count} columns"
            )
        };
        told.push(Told::page(ToldKind::Columns, first, words));
    }
}

/// The size of most of the type.
pub fn body_size<'r>(rows: impl Iterator<Item = &'r Row>) -> f32 {
    let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
    for row in rows.filter(|it| it.is_body()) {
        *sizes.entry((row.size * 10.0).round() as i32).or_default() += row.glyphs;
    }
    sizes.into_iter().max_by_key(|(_, count)| *count).map_or(10.0, |(size, _)| size as f32 / 10.0)
}

/// Text that runs another way: a stamp where it recurs, else text.
fn turned(pages: &mut [Vec<Row>], told: &mut Vec<Told>) {
    let mut texts: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    // A page that lies on its side has no watermark of all its lines.
    let mut upright: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for row in pages.iter().flatten() {
        let (standing, lying) = upright.entry(row.page).or_default();
        if row.turned {
            *lying += row.glyphs;
            texts.entry(row.text.clone()).or_default().insert(row.page);
        } else {
            *standing += row.glyphs;
        }
    }
    let mut pages_told = BTreeSet::new();
    for row in pages.iter_mut().flatten().filter(|it| it.turned && it.is_body()) {
        let stands = upright.get(&row.page).is_some_and(|(standing, lying)| standing > lying);
        if stands && texts.get(&row.text).is_some_and(|it| it.len() >= 2) {
            row.role = Role::PageMatter;
            told.push(Told::row(ToldKind::Watermark, row, say!(
                zh: "斜排或竖排的字，各页重复，当作水印", en: "turned text that recurs on pages, taken as a watermark"
            )));
        } else if pages_told.insert(row.page) {
            told.push(Told::row(
                ToldKind::Turned,
                row,
                say!(
                    zh: "斜排或竖排的字，照画的次序录在页末，请核对；第一处是这一行",
                    en: "turned text, read as drawn at the end of its page: look at it; it begins with this line"
                ),
            ));
        }
    }
}

/// Gives rows of pages without columns the edges of the type area, which left and right pages may have apart.
fn frame(pages: &mut [Vec<Row>], parted: &[bool], body: f32) {
    let edges = |wanted: &dyn Fn(usize) -> bool| -> Option<(f32, f32)> {
        let rows: Vec<&Row> = pages
            .iter()
            .enumerate()
            .filter(|(number, _)| wanted(*number) && !parted[*number])
            .flat_map(|(_, it)| it)
            .filter(|it| it.role == Role::Body && !it.turned && (it.size - body).abs() < 0.06 * body)
            .collect();
        if rows.len() < 3 {
            return None;
        }
        let mut lefts: BTreeMap<i32, usize> = BTreeMap::new();
        rows.iter().for_each(|it| *lefts.entry(it.left.round() as i32).or_default() += 1);
        let often = (rows.len() / 12).max(2);
        let least = rows.iter().map(|it| it.left).fold(f32::MAX, f32::min);
        let left = lefts.iter().find(|(_, count)| **count >= often).map_or(least, |(it, _)| *it as f32);
        let mut rights: Vec<f32> = rows.iter().map(|it| it.right).collect();
        rights.sort_by(f32::total_cmp);
        Some((left, rights[(rights.len() - 1) * 49 / 50]))
    };
    let every = edges(&|_| true);
    let sides = [edges(&|it| it % 2 == 0), edges(&|it| it % 2 == 1)];
    for (number, page) in pages.iter_mut().enumerate() {
        if parted[number] {
            continue;
        }
        let own = (
            page.iter().filter(|it| it.is_body()).map(|it| it.left).fold(f32::MAX, f32::min),
            page.iter().filter(|it| it.is_body()).map(|it| it.right).fold(f32::MIN, f32::max),
        );
        let edges = sides[number % 2].or(every).unwrap_or(own);
        page.iter_mut().for_each(|it| it.column = edges);
    }
}

/// A change of size ends a block for certain.
fn blocks(rows: &mut [Row]) {
    let mut last: Option<(f32, Role)> = None;
    for row in rows.iter_mut().filter(|it| it.role != Role::PageMatter) {
        if row.role == Role::Note {
            continue;
        }
        if last.is_none_or(|(size, role)| {
            (row.size / size - 1.0).abs() > 0.08 || (role == Role::TableRow) != (row.role == Role::TableRow)
        }) {
            row.opens = true;
        }
        last = Some((row.size, row.role));
    }
}
