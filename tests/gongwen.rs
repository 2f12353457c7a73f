//! GB/T 9704-2012 measured on the PDF: the type area, the grid, and the place of every element, each within 0.1 mm of
//! what the standard's own arithmetic gives.

#[path = "gongwen/kinds.rs"]
mod kinds;

use std::collections::BTreeMap;

use diben::extract::{self, Glyph, PdfText};
use diben::publish::layout::Files;
use diben::publish::{Edition, Finish};
use lopdf::content::Content;

use crate::setting::Setting;

const NOTICE: &str = include_str!("golden/gongwen/source.md");
/// What a figure may be off by, in millimetres.
const TOLERANCE: f32 = 0.1;
const MM: f32 = 72.0 / 25.4;
/// 字: a 28th of the type area's width; 三号 is 15.75 points.
const CELL: f32 = 156.0 / 28.0;
const SIZE: f32 = 15.75 / MM;

/// How far the ink of the full-width dash reaches over its baseline, in ems: found on a raster of 1,200 dots an inch,
/// since no character of the face leads to its glyph.
const DASH: f32 = 0.4;

/// The upper edge of a line, from the upper edge of the paper: 22 lines fill 225 mm.
fn line(number: u8) -> f32 {
    37.0 + (225.0 - SIZE) / 21.0 * f32::from(number - 1)
}

fn made(text: &str, files: &Files) -> Vec<u8> {
    let setting = Setting { title: "通知", layouts: files.clone(), ..Setting::default() };
    setting.of(text, |pages| pages.write(Edition::Pdf, &Finish::default()).expect("it can be written"))
}

/// A line of glyphs, in millimetres: its em boxes, and what it says.
struct Line {
    page: usize,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    text: String,
}

fn lines(text: &PdfText) -> Vec<Line> {
    let mut rows: BTreeMap<(usize, i32), Vec<&Glyph>> = BTreeMap::new();
    for glyph in text.blocks.iter().flat_map(|it| &it.glyphs) {
        rows.entry((glyph.page, (glyph.y * 4.0).round() as i32)).or_default().push(glyph);
    }
    let line = |((page, _), mut glyphs): ((usize, i32), Vec<&Glyph>)| {
        glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
        let (first, last) = (glyphs[0], glyphs[glyphs.len() - 1]);
        Line {
            page,
            left: first.x / MM,
            right: (last.x + last.advance) / MM,
            top: (first.y - 0.88 * first.size) / MM,
            bottom: (first.y + 0.12 * first.size) / MM,
            text: glyphs.iter().map(|it| it.text.as_str()).collect(),
        }
    };
    rows.into_iter().map(line).collect()
}

/// A filled rule, in millimetres from the upper left corner.
struct Rule {
    page: usize,
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
}

/// The filled paths of a PDF whose transforms only move and mirror.
fn rules(bytes: &[u8]) -> Vec<Rule> {
    let pdf = lopdf::Document::load_mem(bytes).expect("a PDF");
    let mut out = Vec::new();
    for (number, page) in pdf.get_pages() {
        let height = 297.0 * MM;
        let content = Content::decode(&pdf.get_page_content(page)).expect("operators");
        let (mut moved, mut stack, mut points) = ((0.0, 0.0, 1.0), Vec::new(), Vec::new());
        for operation in content.operations {
            let number_at = |at: usize| operation.operands[at].as_float().expect("a number");
            match operation.operator.as_str() {
                "q" => stack.push(moved),
                "Q" => moved = stack.pop().expect("balanced"),
                "cm" => {
                    let (x, y, sign) = moved;
                    moved = (x + number_at(4), y + sign * number_at(5), sign * number_at(3));
                }
                "m" | "l" => points.push((moved.0 + number_at(0), moved.1 + moved.2 * number_at(1))),
                "f" => {
                    let xs = || points.iter().map(|it: &(f32, f32)| it.0 / MM);
                    let ys = || points.iter().map(|it: &(f32, f32)| (height - it.1) / MM);
                    out.push(Rule {
                        page: number as usize,
                        left: xs().fold(f32::MAX, f32::min),
                        right: xs().fold(f32::MIN, f32::max),
                        top: ys().fold(f32::MAX, f32::min),
                        bottom: ys().fold(f32::MIN, f32::max),
                    });
                    points.clear();
                }
                "S" | "n" => points.clear(),
                _ => {}
            }
        }
    }
    out.sort_by(|a, b| a.page.cmp(&b.page).then(a.top.total_cmp(&b.top)));
    out
}

/// How far the ink of characters reaches over the baseline, in ems.
fn ink_over_baseline(file: &str, text: &str) -> f32 {
    let bytes = std::fs::read(format!("{}/fonts/{file}", env!("CARGO_MANIFEST_DIR"))).expect("a bundled face");
    let font = typst::text::Font::new(typst::foundations::Bytes::new(bytes), 0).expect("a face");
    let font = font.instantiate(Default::default(), typst::layout::Abs::pt(10.0), &Default::default());
    let face = font.ttf();
    let top = |it: char| face.glyph_bounding_box(face.glyph_index(it)?).map(|it| f32::from(it.y_max));
    text.chars().filter_map(top).fold(0.0, f32::max) / f32::from(face.units_per_em())
}

/// Returns every figure of the sample that is off, with what it is and what it should be.
fn deviations(files: &Files) -> Vec<String> {
    let bytes = made(NOTICE, files);
    let text = extract::pdf(&bytes).expect("a PDF");
    let lines = lines(&text);
    let mut out = Vec::new();
    let mut near = |what: &str, is: f32, wanted: f32| {
        if (is - wanted).abs() > TOLERANCE {
            out.push(format!("{what}: {is:.3}, should be {wanted:.3}"));
        }
    };
    let missing = Line { page: 0, left: 0.0, right: 0.0, top: 0.0, bottom: 0.0, text: String::new() };
    let find = |page: usize, start: &str| {
        lines.iter().find(|it| it.page == page && it.text.starts_with(start)).unwrap_or(&missing)
    };
    let centre = |it: &Line| (it.left + it.right) / 2.0;

    let body = || lines.iter().filter(|it| it.page < 3 && it.bottom - it.top < SIZE + 0.01);
    near("first em box", body().map(|it| it.left).fold(f32::MAX, f32::min), 28.0);
    near("last em box", body().map(|it| it.right).fold(f32::MIN, f32::max), 184.0);
    near("top of line 1", body().map(|it| it.top).fold(f32::MAX, f32::min), 37.0);
    near("bottom of line 22", body().map(|it| it.bottom).fold(f32::MIN, f32::max), 262.0);

    for (page, start, left, top) in [
        (1, "000012", 28.0, line(1)),
        (1, "秘密★", 28.0, line(2)),
        (1, "加急", 28.0, line(3)),
        (1, "各市、县", 28.0, line(14)),
        (1, "为确保", 28.0 + 2.0 * CELL, line(15)),
        (1, "一、检查重点", 28.0 + 2.0 * CELL, line(17)),
        (1, "（一）水库工程", 28.0 + 2.0 * CELL, line(18)),
        (1, "1.大中型", 28.0 + 2.0 * CELL, line(20)),
        (1, "（1）上一", 28.0 + 2.0 * CELL, line(22)),
        (2, "附件：1.", 28.0 + 2.0 * CELL, line(14)),
        (2, "2.水利工程", 28.0 + 5.0 * CELL, line(15)),
        (2, "（此件发至", 28.0 + 2.0 * CELL, line(20)),
        (3, "附件1", 28.0, line(1)),
        (4, "附件2", 28.0, line(1)),
        (4, "一、基本情况", 28.0 + 2.0 * CELL, line(5)),
    ] {
        near(&format!("left of {start}"), find(page, start).left, left);
        near(&format!("top of {start}"), find(page, start).top, top);
    }
    for (page, start, top) in [
        (1, "江政发", line(8)),
        (1, "江岚省人民政府关于", line(11)),
        (1, "汛期水利", line(11) + 33.0 / MM),
        (3, "2026年汛期", line(3)),
        (4, "水利工程安全检查情况", line(3)),
    ] {
        near(&format!("centre of {start}"), centre(find(page, start)), 106.0);
        near(&format!("top of {start}"), find(page, start).top, top);
    }
    // 7.2.4: the upper edge of the organ's ink 35 mm under the type area's.
    let organ = lines.iter().find(|it| it.page == 1 && it.text == "江岚省人民政府文件").unwrap_or(&missing);
    let em = organ.bottom - organ.top;
    let ink = organ.bottom - 0.12 * em - ink_over_baseline("NotoSerifSC-Bold.otf", &organ.text) * em;
    near("ink of 发文机关标志", ink, 72.0);
    near("centre of 发文机关标志", centre(organ), 106.0);
    // 7.3.5.1: the date four cells in, the organ centred over it.
    let (name, date) = (find(2, "江岚省人民政府"), find(2, "2026年2月9日"));
    near("right of 成文日期", date.right, 184.0 - 4.0 * CELL);
    near("centre of 署名", centre(name), centre(date));
    near("top of 署名", name.top, line(18));
    near("top of 成文日期", date.top, line(19));
    // 7.4: one cell in on both sides.
    near("left of 抄送", find(4, "抄送：").left, 28.0 + CELL);
    near("left of 印发机关", find(4, "江岚省人民政府办公厅").left, 28.0 + CELL);
    near("right of 印发日期", find(4, "江岚省人民政府办公厅").right, 184.0 - CELL);

    // 7.2.7 and 7.4.1: the red rule 4 mm under the number, the last rule on the edge of the type area.
    let rules = rules(&bytes);
    let rule = |page: usize, at: usize| rules.iter().filter(|it| it.page == page).nth(at);
    let thick = [(1, 0, 0.5), (4, 0, 0.35), (4, 1, 0.25), (4, 2, 0.35)];
    for (page, at, wanted) in thick {
        let what = format!("rule {} of page {page}", at + 1);
        let Some(it) = rule(page, at) else {
            near(&what, 0.0, wanted);
            continue;
        };
        near(&format!("left of {what}"), it.left, 28.0);
        near(&format!("right of {what}"), it.right, 184.0);
        // A tenth of a millimetre is much for a rule: it is measured ten times as closely.
        near(&format!("ten times the thickness of {what}"), 10.0 * (it.bottom - it.top), 10.0 * wanted);
    }
    near("red rule", rule(1, 0).map_or(0.0, |it| it.top), line(8) + SIZE + 4.0);
    near("last rule", rule(4, 2).map_or(0.0, |it| it.bottom), 262.0);

    // 7.5: the dashes 7 mm under the type area, one cell from the outer edge; dashes, gaps and digit are 49 points.
    let over = DASH * 14.0 / MM;
    for page in 1..=4 {
        let Some(folio) = text.artifacts.iter().find(|it| it.page == page && it.text.contains('—')) else {
            near(&format!("folio of page {page}"), 0.0, 1.0);
            continue;
        };
        let left = if page % 2 == 1 { 184.0 - CELL - 49.0 / MM } else { 28.0 + CELL };
        near(&format!("left of folio {page}"), folio.x / MM, left);
        near(&format!("ink of folio {page}"), folio.y / MM - over, 269.0);
    }
    out
}

#[test]
fn every_element_stands_where_the_standard_says() {
    assert_eq!(deviations(&Files::new()), Vec::<String>::new());
}

#[test]
fn a_changed_figure_is_seen() {
    let manifest = std::fs::read_to_string(format!("{}/layouts/gongwen/layout.toml", env!("CARGO_MANIFEST_DIR")))
        .expect("the layout is part of the project");
    for (old, new) in [
        ("inside = \"28mm\"", "inside = \"28.2mm\""),
        ("\ntop = \"37mm\"", "\ntop = \"36.8mm\""),
        ("measure = \"156mm\"", "measure = \"155.8mm\""),
        ("pitch = \"29.6208pt\"", "pitch = \"29.53pt\""),
        ("organ-top = \"35mm\"", "organ-top = \"34.8mm\""),
        ("rule-gap = \"4mm\"", "rule-gap = \"4.2mm\""),
        ("rule = \"0.5mm\"", "rule = \"0.4mm\""),
        ("folio-gap = \"7mm\"", "folio-gap = \"6.8mm\""),
        ("imprint-thin = \"0.25mm\"", "imprint-thin = \"0.35mm\""),
        ("small = \"14pt\"", "small = \"12pt\""),
        ("title-leading = \"11pt\"", "title-leading = \"10pt\""),
    ] {
        assert!(manifest.contains(old), "{old}");
        let files = Files::from([("gongwen/layout.toml".to_owned(), manifest.replacen(old, new, 1).into_bytes())]);
        assert!(!deviations(&files).is_empty(), "{old} became {new}, and nobody saw it");
    }
}

/// 5.2.3: 28 characters a line, 22 lines a page, on every page that is full.
#[test]
fn a_full_page_is_a_grid_of_28_by_22() {
    let text = format!("---\nlayout: gongwen\n---\n\n# 题\n\n{}\n", "永".repeat(26 + 28 * 60));
    let text = extract::pdf(&made(&text, &Files::new())).expect("a PDF");
    let mut page: Vec<&Glyph> = text.blocks.iter().flat_map(|it| &it.glyphs).filter(|it| it.page == 2).collect();
    page.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
    assert_eq!(page.len(), 28 * 22);
    for (at, glyph) in page.iter().enumerate() {
        let (row, column) = (at / 28, at % 28);
        let top = (glyph.y - 0.88 * glyph.size) / MM;
        assert!((top - line(row as u8 + 1)).abs() < TOLERANCE, "line {}: {top}", row + 1);
        let left = glyph.x / MM;
        assert!((left - 28.0 - CELL * column as f32).abs() < TOLERANCE, "character {}: {left}", column + 1);
    }
}

/// Digits are half a cell, so the characters behind them stand in their cells again.
#[test]
fn two_digits_fill_a_cell() {
    let text = format!("---\nlayout: gongwen\n---\n\n# 题\n\n{}于2026年12月31日前完成30%以上\n", "永".repeat(26));
    let text = extract::pdf(&made(&text, &Files::new())).expect("a PDF");
    let glyphs = || text.blocks.iter().flat_map(|it| &it.glyphs).filter(|it| it.size < 16.0);
    for (sign, cells) in [("年", 3.0), ("月", 5.0), ("日", 7.0), ("前", 8.0)] {
        let glyph = glyphs().find(|it| it.text == sign).expect(sign);
        let left = glyph.x / MM;
        assert!((left - 28.0 - CELL * cells).abs() < TOLERANCE, "{sign}: {left}");
    }
}
