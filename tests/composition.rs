//! Composition measured on the pages: a layout that makes each fault on purpose, and the place at which it is found.

use diben::check::{Named, Policy};
use diben::diagnostic::{Diagnostic, Severity};
use diben::markdown::read;
use diben::publish::layout::Files;
use diben::publish::{Edition, Finish};
use diben::text::{FileId, Source, Span};

use crate::setting::Setting;

const MANIFEST: &str = r#"
name = "small"
title = { zh = "小版式", en = "a small layout" }
roles = ["songti", "heiti", "kaiti", "latin"]
apparatus = []

[parameters.paper]
type = "choice"
values = ["A"]
default = "A"
zh = "纸张"
en = "paper"

# Ten characters by five lines.
[paper.A]
width = "140pt"
height = "126pt"
size = "10pt"
pitch = "18pt"
chars = 10
lines = 5
inside = "20pt"
top = "22pt"
grid = true
"#;

/// A layout without a fault; each test spoils one thing in it.
const LAYOUT: &str = r##"
#import "/faces.typ": songti-family, heiti-family, kaiti-family, latin-family
#let book(title: none, subtitle: none, enactment: none, close: none, meta: (:), lang: "zh", region: "cn", paper: "A", edition: "pdf", body) = {
  set document(..meta)
  set page(width: 140pt, height: 126pt, margin: (x: 20pt, top: 22pt, bottom: 21.999pt), header: none, footer: none)
  set text(font: songti-family, size: 10pt, lang: lang, region: region, top-edge: 0.88em, bottom-edge: -0.12em, overhang: false, fallback: false, cjk-latin-spacing: none, costs: (orphan: 100%, widow: 100%))
  set par(leading: 8pt, spacing: 8pt, justify: true, linebreaks: "simple")
  show heading: it => block(above: 8pt, below: 8pt, sticky: true, text(size: 10pt, weight: "regular", it.body))
  place(hide(heading(level: 1, outlined: true, title)))
  body
}
#let division(kind, level, id, marker, body) = heading(level: level, { marker; body })
#let article(id, marker, gap, body) = { box(marker); h(gap); body; parbreak() }
#let item(kind, id, marker, gap, body) = { box(marker); h(gap); body; parbreak() }
#let paragraph(id, body) = par(body)
#let strong-text(body) = body
#let emphasis(body) = text(font: (kaiti-family, songti-family), body)
#let quotation(body) = body
#let rule() = line(length: 60pt)
#let cells(columns, header-rows, alignments: (), ..it) = table(columns: (33pt,) * columns, stroke: none, inset: 0pt, ..it)
#let latin(body) = body
#let line-end() = linebreak()
#let may-break() = h(0.001pt)
"##;

/// What a layout writes where it lets a line end anywhere.
const BREAK: &str = r##"[#"\u{200b}"]; body }"##;

fn spoiled(from: &str, to: &str) -> String {
    assert!(LAYOUT.contains(from), "the layout has no {from}");
    LAYOUT.replace(from, to)
}

/// Returns what is found on the pages of a text, as `line:column rule 「the text of the span」`.
fn found(text: &str, layout: &str) -> Vec<String> {
    let files: Files = [("small/layout.toml", MANIFEST), ("small/layout.typ", layout)]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect();
    told(&format!("---\nlayout: small\n---\n\n# 题\n\n{text}"), &files)
}

fn told(text: &str, files: &Files) -> Vec<String> {
    let source = Source::new("a.md", text);
    let told = |it: &diben::diagnostic::Diagnostic| {
        assert_eq!(it.severity, Severity::Warning);
        let place = source.place(it.span.start as usize);
        let shown = &text[it.span.start as usize..it.span.end as usize];
        format!("{}:{} {} 「{shown}」", place.line, place.column, it.rule)
    };
    Setting { title: "题", layouts: files.clone(), ..Setting::default() }.of(text, |pages| {
        pages.write(Edition::Print, &Finish::default()).expect("what is poor on a page keeps no edition back");
        pages.findings.iter().map(told).collect()
    })
}

/// A paragraph of that many full lines, the last of them nine characters and a full stop.
fn lines(count: usize) -> String {
    "甲乙丙丁戊己庚辛壬癸".repeat(count).trim_end_matches('癸').to_owned() + "。\n\n"
}

#[test]
fn a_sound_page_is_silent() {
    assert_eq!(found(&(lines(4) + "## 标题\n\n" + &lines(7)), LAYOUT), Vec::<String>::new());
    let sample = include_str!("../source/chongqing-initiative.md");
    assert_eq!(told(sample, &Files::new()), Vec::<String>::new());
    assert_eq!(told(include_str!("golden/law/source.md"), &Files::new()), Vec::<String>::new());
}

#[test]
fn a_mark_that_begins_a_line() {
    let layout = spoiled(
        "#let emphasis(body) = text(font: (kaiti-family, songti-family), body)",
        &format!("#let emphasis(body) = {{ {BREAK}"),
    );
    assert_eq!(found("甲乙丙丁戊己庚辛壬癸*，子丑寅*卯辰巳。\n", &layout), ["7:12 layout/line-start 「，」"]);
    // A reading above the line ends none.
    let layout = spoiled(
        "#let line-end()",
        "#let ruby(base, reading) = { box(place(top, dy: -8pt, text(size: 5pt, reading))); base }\n#let line-end()",
    );
    assert_eq!(found("甲乙<ruby>丙<rt>bǐng</rt></ruby>，丁。\n", &layout), Vec::<String>::new());
    // The author's own line may begin with what it likes.
    assert_eq!(found("甲乙丙丁。\\\n，子丑寅卯辰巳。\n", &layout), Vec::<String>::new());
}

#[test]
fn a_mark_that_ends_a_line() {
    let layout = spoiled(
        "#let emphasis(body) = text(font: (kaiti-family, songti-family), body)",
        &format!("#let emphasis(body) = {{ {BREAK}"),
    );
    assert_eq!(found("甲乙丙丁戊己庚辛壬（*子丑寅*卯）辰巳。\n", &layout), ["7:10 layout/line-end 「（」"]);
}

#[test]
fn a_last_line_of_one_character() {
    let layout =
        spoiled("#let strong-text(body) = body", "#let strong-text(body) = { linebreak(justify: true); body }");
    assert_eq!(found("甲乙丙丁戊己庚辛，壬**癸**。\n", &layout), ["7:13 layout/runt 「癸」"]);
    assert_eq!(found("甲乙丙丁戊己庚辛，**壬癸**。\n", &layout), Vec::<String>::new());
    // A line that the author ended is none of the setter's.
    assert_eq!(found("甲乙丙丁戊己庚辛，壬\\\n癸。\n", LAYOUT), Vec::<String>::new());
}

#[test]
fn a_last_line_alone_on_top_of_a_page() {
    let layout = spoiled("costs: (orphan: 100%, widow: 100%)", "costs: (orphan: 0%, widow: 0%)");
    let text = lines(4) + "子丑寅卯辰巳午未申酉戌亥。\n";
    assert_eq!(found(&text, &layout), ["9:11 layout/widow 「戌」"]);
    assert_eq!(found(&text, LAYOUT), Vec::<String>::new());
}

#[test]
fn a_heading_at_the_foot_of_a_page() {
    let layout = spoiled("sticky: true", "sticky: false");
    let text = lines(4) + "## 标题\n\n" + &lines(1);
    assert_eq!(found(&text, &layout), ["9:4 layout/heading-at-foot 「标」"]);
    assert_eq!(found(&text, LAYOUT), Vec::<String>::new());
    // Nothing follows it.
    assert_eq!(found(&(lines(4) + "## 标题\n"), &layout), Vec::<String>::new());
}

#[test]
fn what_does_not_fit() {
    assert_eq!(found("Donaudampfschifffahrt。\n", LAYOUT), ["7:18 layout/overfull 「a」"]);
    // A word wider than its cell.
    let table = "| Schifffahrt | 乙乙 |\n| --- | --- |\n| 甲 | 乙 |\n\n甲乙。\n";
    assert_eq!(found(table, LAYOUT), ["7:10 layout/overfull 「a」"]);
    // A rule longer than the line.
    let layout = spoiled("line(length: 60pt)", "place(line(length: 130pt))");
    assert_eq!(found("甲乙。\n\n---\n\n丙丁。\n", &layout), ["7:3 layout/overfull 「。」"]);
}

#[test]
fn a_line_stretched_too_far() {
    assert_eq!(found("甲乙丙丁ABCDEFGHIJKLM。\n", LAYOUT), ["7:1 layout/loose-line 「甲乙丙丁」"]);
    assert_eq!(found("甲乙丙丁戊己庚辛壬ABCDEFGHIJKLM。\n", LAYOUT), Vec::<String>::new());
}

#[test]
fn a_character_that_another_face_lends() {
    assert_eq!(
        found("甲乙。*丙丁戊RARE己*。\n".replace("RARE", RARE).as_str(), LAYOUT),
        [format!("7:8 layout/fallback 「{RARE}」")]
    );
    // What the face itself has, and marks that a layout takes from another on purpose, are none.
    assert_eq!(found("甲乙。*丙丁戊，1己*。\n", LAYOUT), Vec::<String>::new());
}

/// A character of the Songti that the Kaiti lacks.
const RARE: &str = "丄";

#[test]
fn a_line_off_the_grid() {
    let layout = spoiled("#let rule() = line(length: 60pt)", "#let rule() = v(3pt)");
    let text = format!("{}---\n\n丙丁。\n\n戊己。\n\n{}", lines(2), lines(9));
    assert_eq!(found(&text, &layout), ["11:1 layout/off-grid 「丙」"]);
    assert_eq!(found(&text.replace("---\n\n丙", "丙"), &layout), Vec::<String>::new());
}

#[test]
fn what_a_document_allows_on_its_pages() {
    let head =
        |place: &str| format!("---\nallow:\n  - rule: layout/runt\n    place: {place}\n    reason: 原件如此\n---\n\n");
    let judged = |text: &str| {
        let document = read(FileId(0), text).document;
        let named = Named { file: FileId(0), address: "a.md", document: &document };
        let policy = Policy::default();
        let start = text.find("甲").expect("there") as u32;
        let found = Diagnostic::warning(
            "layout/runt",
            Span { file: FileId(0), start, end: start + 3 },
            diben::say!(zh: "孤字", en: "runt"),
        );
        let rules = |found: Vec<Diagnostic>| found.iter().map(|it| it.rule).collect::<Vec<_>>();
        // Checking alone does not know whether it is of use.
        assert_eq!(rules(policy.judge(&[named], Vec::new()).findings), Vec::<&str>::new());
        rules(policy.judge_pages(&named, vec![found]))
    };
    let text = "第一条　甲。\n\n第二条　乙。\n";
    assert_eq!(judged(text), ["layout/runt"]);
    assert_eq!(judged(&(head("第一条") + text)), Vec::<&str>::new());
    assert_eq!(judged(&(head("第二条") + text)), ["layout/runt", "metadata/unused-allowance"]);
}
