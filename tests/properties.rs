//! Laws that hold whatever the source says.

use diben::check::{Policy, Work, check};
use diben::markdown::read;
use diben::model::{Number, PieceKind, UnitKind, parse_han, runs, to_han};
use diben::reference::resolve;
use diben::text::FileId;
use proptest::prelude::*;

use crate::fuzz::{grammar, laws};
use crate::mutants;

/// Pieces that Markdown, HTML and legal texts make trouble with.
const PIECES: &[&str] = &[
    "第一条",
    "第十二条之一",
    "　",
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "一、",
    "（一）",
    "(二)",
    "1.",
    "1. ",
    "2) ",
    "①",
    "**",
    "*",
    "_",
    "__",
    "***",
    "#",
    "## ",
    "# ",
    "> ",
    "- ",
    "+ ",
    "* ",
    "---",
    "===",
    "```",
    "~~~",
    "`",
    "``",
    "|",
    "|-|",
    "| --- |",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "[^1]: ",
    "[1]: ",
    "<",
    ">",
    "<!--",
    "-->",
    "<br>",
    "<sup>",
    "</sup>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<script>",
    "&amp;",
    "&",
    "&#0;",
    "&#x4e00;",
    "!",
    "![",
    "](",
    "{",
    "}",
    "{#a}",
    "{试行}",
    "http://a.b",
    "<http://a.b>",
    "中",
    "文",
    "。",
    "；",
    "：",
    "——",
    "“",
    "”",
    "（",
    "）",
    "a",
    "Z",
    "9",
    "\0",
    "\u{FEFF}",
    "\u{200B}",
    "𠮷",
    "é",
    "🀄",
    ":",
    "$x$",
    "#{panic()}",
    "//",
    "]]>",
    "<!-- INFO END -->",
    "附件1",
    "第一章 总则",
    "同意",
    "~",
    "=",
    "-",
    "%",
    "\u{b}",
    "\u{85}",
    "\u{2028}",
];

/// Any text.
pub fn sources() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|it| it.concat()),
        1 => ".{0,200}",
        1 => prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|it| format!("---\ntitle: 题\n---\n{}", it.concat())),
    ]
}

/// Asserts that every byte is accounted for, and that what the account calls text is what the tree holds.
pub fn accounts_for(source: &str) {
    let reading = read(FileId(0), source);
    let document = &reading.document;
    let mut at = 0;
    for piece in &document.account.pieces {
        assert_eq!(piece.span.start, at, "a gap or an overlap at byte {at} of {source:?}");
        assert!(piece.span.end > piece.span.start, "an empty piece in {source:?}");
        at = piece.span.end;
    }
    assert_eq!(at as usize, source.len(), "the account ends early in {source:?}");
    assert_eq!(
        document.account.faults().count(),
        0,
        "a fault in {source:?}: {:?}",
        document.account.faults().map(|it| &source[it.span.range()]).collect::<Vec<_>>()
    );

    let mut texts = runs(&document.blocks);
    document.notes.iter().for_each(|it| texts.extend(runs(&it.blocks)));
    let mut spans: Vec<_> = texts.iter().map(|it| it.span).filter(|it| !it.is_empty()).collect();
    spans.sort();
    let accounted: Vec<_> =
        document.account.pieces.iter().filter(|it| it.kind == PieceKind::Text).map(|it| it.span).collect();
    assert_eq!(spans, accounted, "tree and account differ in {source:?}");
    for run in texts {
        let bytes = &source[run.span.range()];
        assert!(bytes == run.text || bytes.starts_with('&'), "{:?} stands for {bytes:?} in {source:?}", run.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_byte_is_accounted_for(source in sources()) {
        accounts_for(&source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_are_read_and_checked(text in grammar::document()) {
        laws::read_and_checked(&text);
    }

    #[test]
    fn safe_fixes_come_to_an_end(text in grammar::document()) {
        laws::fixes_settle(&text);
    }

    #[test]
    fn references_lie_in_their_sentences(text in grammar::sentence()) {
        laws::references_lie_in(&text);
    }

    #[test]
    fn insertions_read_back(base in 1..=99_999u32, inserted in prop::collection::vec(1..=50u32, 0..3)) {
        laws::number_reads_back(&Number { base, inserted });
    }
}

#[test]
fn numerals_read_back() {
    for base in 1..=99_999 {
        assert_eq!(parse_han(&to_han(base)), Some(base), "{}", to_han(base));
    }
}

#[test]
fn articles_read_back() {
    // All of them, with the insertions of one in fifty, read as one text.
    let mut numbers = Vec::new();
    for base in 1..=99_999 {
        numbers.push(Number::new(base));
        if base % 50 == 7 {
            numbers.extend((1..=50).map(|it| Number { base, inserted: vec![it] }));
        }
    }
    for part in numbers.chunks(10_000) {
        let marker = |it: &Number| {
            let inserted: String = it.inserted.iter().map(|it| format!("之{}", to_han(*it))).collect();
            format!("第{}条{inserted}", to_han(it.base))
        };
        let text: String = part.iter().map(|it| format!("{}　文。\n\n", marker(it))).collect();
        let document = read(FileId(0), &text).document;
        let units = document.units();
        assert_eq!(units.len(), part.len());
        for (unit, number) in units.iter().zip(part) {
            let read = unit.marker.as_ref().expect("an article has a marker");
            assert_eq!(unit.kind, UnitKind::Article);
            assert_eq!((read.text(), read.number.as_ref()), (marker(number), Some(number)));
        }
    }
}

#[test]
fn a_law_in_an_annex_counts_for_itself() {
    let laws = mutants::laws();
    let body = |it: &mutants::Law| {
        let text = it.lines.join("\n");
        text.split_once("# ").map_or(String::new(), |it| it.1.split_once('\n').map_or("", |it| it.1).to_owned())
    };
    for one in &laws {
        for two in laws.iter().filter(|it| !it.is_excerpt() && it.has_articles() && it.divisions().is_empty()) {
            let annexed = one.lines.iter().any(|it| it.starts_with("## 附件"));
            if annexed || !one.has_articles() || two.lines.iter().any(|it| it.starts_with("## 附件")) {
                continue;
            }
            let text = format!("{}\n\n## 附件\n\n{}\n", one.lines.join("\n"), body(two));
            assert_eq!(mutants::findings(&text), [], "{} with {} behind it", one.name, two.name);
        }
    }
}

/// The files of the made-up code.
const CODE: [&str; 3] = [
    include_str!("fixtures/code/1-general.md"),
    include_str!("fixtures/code/2-custody.md"),
    include_str!("fixtures/code/3-use.md"),
];

#[test]
fn a_code_in_three_files_is_clean_as_one_work() {
    let files = (0u32..).zip(CODE);
    let readings: Vec<_> = files.map(|(file, text)| read(FileId(file), text)).collect();
    assert!(readings.iter().all(|it| it.findings.is_empty()));
    let mut documents: Vec<_> = readings.into_iter().map(|it| it.document).collect();
    resolve(&mut documents);
    assert_eq!(check(&Work::new(&documents), &Policy::default()), []);
}

#[test]
fn fixes_that_once_never_came_to_an_end() {
    for text in [
        "第一条\n为了规范档案管理。\n",
        "<!--\n\n第一条　甲。\n\n<。\n",
        "<!--。\n\n第一条　<table>。\n",
        "## 第一章　总则。{试行}\n\n第一条　甲。\n",
        "<ruby>\n<table>。\n",
    ] {
        laws::fixes_settle(text);
    }
}
