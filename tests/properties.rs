//! Laws that hold whatever the source says.

use diben::markdown::read;
use diben::model::{PieceKind, runs};
use diben::text::FileId;
use proptest::prelude::*;

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
