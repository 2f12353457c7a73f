//! A PDF read as a raw form: what is text comes in order and whole, what is none is told with its place.

use diben::import::pdf::{Reading, ToldKind, pdf};
use diben::import::raw::{Raw, Role};

use diben::publish::{Edition, Finish};

use crate::setting::Setting;
use crate::verify::set;

/// The text of a line, its cuts made.
fn line(raw: &Raw, number: usize) -> String {
    let range = raw.lines[number].range.clone();
    let mut out = String::new();
    let mut at = range.start;
    for cut in raw.cuts.iter().filter(|it| range.start <= it.range.start && it.range.end <= range.end) {
        out.push_str(&raw.text[at..cut.range.start]);
        out.push_str(&cut.reads);
        at = cut.range.end;
    }
    out.push_str(&raw.text[at..range.end]);
    out
}

fn lines(reading: &Reading, wanted: impl Fn(Role) -> bool) -> Vec<String> {
    let raw = &reading.raw;
    (0..raw.lines.len()).filter(|&it| wanted(raw.lines[it].hint.role)).map(|it| line(raw, it)).collect()
}

/// What is text, without blanks and without what nobody sees.
fn text(reading: &Reading) -> String {
    bare(&lines(reading, |it| it != Role::PageMatter).concat())
}

fn bare(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace() && !matches!(it, '\u{AD}' | '\u{2060}' | '|')).collect()
}

fn told(reading: &Reading, kind: ToldKind) -> Vec<(usize, String)> {
    reading.told.iter().filter(|it| it.kind == kind).map(|it| (it.page, it.text.clone())).collect()
}

/// Every line lies in the text, behind the line before it, and nothing but white space lies between.
fn assert_lawful(reading: &Reading) {
    let raw = &reading.raw;
    let mut end = 0;
    for line in &raw.lines {
        assert!(
            raw.text[end..line.range.start].trim().is_empty(),
            "{:?} is in no line",
            &raw.text[end..line.range.start]
        );
        end = line.range.end;
    }
    assert!(raw.text[end..].trim().is_empty());
    let mut end = 0;
    for cut in &raw.cuts {
        assert!(cut.range.start >= end && raw.text.get(cut.range.clone()).is_some(), "{cut:?}");
        end = cut.range.end;
    }
}

fn read(bytes: &[u8]) -> Reading {
    let reading = pdf(bytes).unwrap_or_else(|it| panic!("{it}"));
    assert_lawful(&reading);
    reading
}

const SENTENCES: [&str; 4] = [
    "为了保护历史灯塔，传承航海文化，保障航行安全，根据有关法律，结合本地实际，制定本条例。",
    "本条例所称历史灯塔，是指建成五十年以上并且具有历史、艺术、科学价值的灯塔、灯桩和附属建筑。",
    "历史灯塔的保护应当贯彻保护为主、抢救第一、合理利用、加强管理的方针，任何单位和个人都有保护的义务。",
    "沿海各级人民政府应当将历史灯塔的保护经费列入本级财政预算，并且随着财政收入的增长逐步增加。",
];

const ARTICLES: [&str; 24] = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
    "二十一",
    "二十二",
    "二十三",
    "二十四",
];

/// Articles that all differ.
fn articles() -> Vec<String> {
    ARTICLES.iter().enumerate().map(|(at, it)| format!("第{it}条\u{3000}{}", SENTENCES[at % 4])).collect()
}

fn typst(head: &str, body: &[String]) -> String {
    let literals: Vec<String> = body.iter().map(|it| format!("#par[#\"{it}\"]")).collect();
    format!(
        "#set text(font: \"Noto Serif SC\", lang: \"zh\", size: 10pt, fallback: false)\n\
         #set par(justify: true, first-line-indent: (amount: 2em, all: true))\n{head}\n{}\n",
        literals.join("\n")
    )
}

/// A book page with a head that changes sides and a folio.
const BOOK: &str = "#set page(width: 100mm, height: 120mm, margin: 18mm, \
    header: context { if calc.even(here().page()) [历史灯塔保护条例] else { align(right)[条文汇编] } }, \
    footer: context align(center, [— #counter(page).display() —]))";

#[test]
fn tags_tell_text_from_matter_of_the_page() {
    let reading = read(&set::compile(typst(BOOK, &articles()), true));
    assert!(reading.tagged);
    assert_eq!(text(&reading), bare(&articles().concat()));
    assert!(told(&reading, ToldKind::Artifact).contains(&(2, "历史灯塔保护条例".into())));
}

#[test]
fn without_tags_heads_and_folios_are_told_by_their_place() {
    let reading = read(&set::compile(typst(BOOK, &articles()), false));
    assert!(!reading.tagged && reading.pages >= 4, "{} pages", reading.pages);
    assert_eq!(text(&reading), bare(&articles().concat()));
    assert_eq!(told(&reading, ToldKind::Folio).len(), reading.pages);
    assert_eq!(told(&reading, ToldKind::RunningHead).len(), reading.pages);
    // Each article begins with an indent of two ems, and each of its other lines at the edge.
    for (number, it) in reading.raw.lines.iter().enumerate().filter(|(_, it)| it.hint.role == Role::Body) {
        let indent = it.hint.indent.expect("known");
        let opens = line(&reading.raw, number).starts_with('第') && indent > 1.0;
        assert!(if opens { (indent - 2.0).abs() < 0.3 } else { indent.abs() < 0.3 }, "{number}: {indent}");
    }
}

#[test]
fn heads_of_two_pages_are_found_and_first_lines_are_not() {
    let body = &articles()[..8];
    let reading = read(&set::compile(typst(BOOK, body), false));
    assert_eq!(text(&reading), bare(&body.concat()));
    let short = typst("#set page(width: 100mm, height: 120mm, margin: 18mm)", body);
    let reading = read(&set::compile(short, false));
    assert!(told(&reading, ToldKind::RunningHead).is_empty() && told(&reading, ToldKind::Folio).is_empty());
    assert_eq!(text(&reading), bare(&body.concat()));
}

#[test]
fn columns_are_read_one_after_the_other() {
    let head = "#set page(width: 210mm, height: 150mm, margin: 20mm, columns: 2)\n#set columns(gutter: 2em)";
    let reading = read(&set::compile(typst(head, &articles()), false));
    assert_eq!(text(&reading), bare(&articles().concat()));
    assert!(!told(&reading, ToldKind::Columns).is_empty());
    assert!(
        reading.raw.lines.iter().all(|it| it.hint.indent.is_some_and(|it| it < 2.5)),
        "indents are those of columns"
    );
}

/// One page in two columns, drawn line by line across both: places decide.
#[test]
fn columns_drawn_across_are_put_right() {
    let mut body = String::from(
        "#set page(width: 160mm, height: 120mm, margin: 0mm)\n#set text(font: \"Noto Serif SC\", size: 10pt)\n",
    );
    let left: Vec<String> = (0..10).map(|it| format!("左栏的第{}行写满了这一栏的字", ARTICLES[it])).collect();
    let right: Vec<String> = (0..10).map(|it| format!("右栏的第{}行写满了这一栏的字", ARTICLES[it])).collect();
    for at in 0..10 {
        for (x, it) in [(10, &left[at]), (85, &right[at])] {
            body.push_str(&format!("#place(dx: {x}mm, dy: {}mm)[#\"{it}\"]\n", 10 + 7 * at));
        }
    }
    let reading = read(&set::compile(body, false));
    assert_eq!(text(&reading), format!("{}{}", left.concat(), right.concat()));
}

#[test]
fn notes_at_the_foot_are_paired_with_their_signs() {
    let body = format!(
        "#set text(font: \"Noto Serif SC\", lang: \"zh\", size: 10pt)\n{BOOK}\n\
         #par[{}]\n#par[第一处#footnote[灯船不属于历史灯塔。]说的是灯塔。]\n#par[{}]\n#par[第二处#footnote[灯桩属于历史灯塔。]也是。]",
        SENTENCES[0], SENTENCES[1]
    );
    for tagged in [true, false] {
        let reading = read(&set::compile(body.clone(), tagged));
        let notes = lines(&reading, |it| it == Role::Note);
        assert_eq!(notes.len(), 2, "tagged {tagged}: {notes:?}");
        assert_eq!(bare(&notes[0]), "[^1]:灯船不属于历史灯塔。", "tagged {tagged}");
        assert_eq!(bare(&notes[1]), "[^2]:灯桩属于历史灯塔。", "tagged {tagged}");
        let text = bare(&lines(&reading, |it| it == Role::Body).concat());
        assert!(text.contains("第一处[^1]说的是") && text.contains("第二处[^2]也是"), "tagged {tagged}: {text}");
    }
}

#[test]
fn rows_of_a_table_keep_their_cells() {
    let body = format!(
        "#set text(font: \"Noto Serif SC\", lang: \"zh\", size: 10pt)\n#set page(width: 120mm, height: 120mm)\n#par[{}]\n\
         #table(columns: 3, [级别], [建成年代], [补助], [国家级], [1912年以前], [1200], [省级], [1949年以前], [900])\n#par[{}]",
        SENTENCES[0], SENTENCES[1]
    );
    for tagged in [true, false] {
        let reading = read(&set::compile(body.clone(), tagged));
        assert_eq!(
            lines(&reading, |it| it == Role::TableRow),
            ["| 级别 | 建成年代 | 补助 |", "| 国家级 | 1912年以前 | 1200 |", "| 省级 | 1949年以前 | 900 |"],
            "tagged {tagged}"
        );
    }
}

#[test]
fn a_word_parted_at_the_end_of_a_line_is_one() {
    let body = "#set text(font: \"Noto Serif SC\", lang: \"en\", size: 10pt, hyphenate: true)\n\
        #set page(width: 60mm, height: 120mm, margin: 10mm)\n#set par(justify: true)\n\
        #par[Members shall acknowledge unmistakable responsibilities, interconnections and well-known environmental considerations notwithstanding administrative inconveniences.]";
    for tagged in [true, false] {
        let reading = read(&set::compile(body.to_owned(), tagged));
        assert!(!told(&reading, ToldKind::Hyphen).is_empty());
        let words = lines(&reading, |_| true).join(" ");
        for it in ["unmistakable responsibilities, interconnections", "well-known", "inconveniences."] {
            assert!(words.contains(it), "tagged {tagged}: {words}");
        }
    }
}

#[test]
fn our_own_editions_come_back_whole() {
    for name in ["copyright", "city-archives"] {
        let path = format!("{}/tests/fixtures/laws/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let source = std::fs::read_to_string(path).expect("a fixture");
        let bytes = Setting { title: "法", ..Default::default() }
            .of(&source, |pages| pages.write(Edition::Pdf, &Finish::default()).expect("a PDF"));
        let reading = read(&bytes);
        let wanted: String = source
            .lines()
            .filter(|it| !it.starts_with("<!--"))
            .map(|it| it.trim_start_matches('#'))
            .collect::<String>()
            .replace("**", "");
        assert_eq!(text(&reading), bare(&wanted), "{name}");
    }
}

#[test]
fn what_nobody_sees_is_no_text_and_told() {
    let body = format!(
        "#set page(width: 100mm, height: 100mm)\n#set text(font: \"Noto Serif SC\", size: 10pt)\n#par[{}]\n#place(dx: 300mm, dy: 5mm)[版外的字]",
        SENTENCES[0]
    );
    let reading = read(&set::compile(body, false));
    assert_eq!(text(&reading), SENTENCES[0]);
    assert_eq!(told(&reading, ToldKind::Hidden), [(1, "版外的字".to_owned())]);
}

#[test]
fn what_is_no_pdf_is_an_error() {
    let whole = set::compile(typst(BOOK, &articles()), false);
    for bytes in [&b"not a pdf"[..], &[], &whole[..whole.len() / 2][..200]] {
        let error = pdf(bytes).expect_err("nothing to read");
        assert!(error.message.zh.contains("损坏") || error.message.zh.contains("没有文字"), "{error}");
    }
    let blank = set::compile("#set page(width: 50mm, height: 50mm)\n#rect()".to_owned(), false);
    assert!(pdf(&blank).expect_err("no text").message.en.contains("no text"));
}
