//! The canonical form of a source: it says what the source says, and its own canonical form is itself.

use std::collections::BTreeMap;

use diben::markdown::{canonical, read};
use diben::model::{Document, Markup, PieceKind, inline_runs, runs};
use diben::text::FileId;
use proptest::prelude::*;

use crate::fuzz::grammar;
use crate::properties::{accounts_for, sources};

/// Returns what a text says, as a test sees it that knows nothing of the writer: its units with ids, levels and markers;
/// its text, character by character; its markup but for what lays lines out; its references with what they resolve to.
fn said(text: &str) -> Vec<String> {
    let document = read(FileId(0), text).document;
    let mut out: Vec<String> = document
        .units()
        .iter()
        .map(|it| {
            let heading: String = inline_runs(&it.heading).iter().map(|it| it.text.as_str()).collect();
            let marker = it.marker.as_ref().map(|it| (it.text(), it.number.clone()));
            format!("{:?} {} {:?} {marker:?} {heading}", it.kind, it.id, it.level)
        })
        .collect();
    let mut texts = runs(&document.blocks);
    document.notes.iter().for_each(|it| texts.extend(runs(&it.blocks)));
    out.push(texts.iter().flat_map(|it| it.text.chars()).filter(|it| !it.is_whitespace()).collect());
    out.extend(markup(&document, text));
    out.extend(document.references.iter().map(|it| format!("{} {:?} {:?}", it.label(), it.article, it.resolution)));
    out.push(format!("{:?}", document.metadata.title.as_ref().map(|it| &it.text)));
    out.retain(|it| !it.is_empty());
    out
}

fn markup(document: &Document, text: &str) -> Vec<String> {
    let counted = [
        Markup::Comment,
        Markup::LinkTarget,
        Markup::ImageAlt,
        Markup::NoteSign,
        Markup::Definition,
        Markup::CodeMark,
        Markup::HeadingAttributes,
        Markup::EmphasisMark,
        Markup::FrontMatter,
    ];
    let pieces = document.account.pieces.iter().filter_map(|it| match it.kind {
        PieceKind::Markup(kind) if counted.contains(&kind) => Some(format!("{kind:?} {}", &text[it.span.range()])),
        _ => None,
    });
    pieces.map(|it| it.split_whitespace().collect()).collect()
}

fn keeps_what_is_said(source: &str) -> String {
    let once = canonical(source);
    assert_eq!(said(&once), said(source), "{source:?} -> {once:?}");
    assert_eq!(canonical(&once), once, "{source:?}");
    accounts_for(&once);
    once
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_says_the_same_and_stays(source in sources()) {
        keeps_what_is_said(&source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws_become_tidy(text in grammar::document()) {
        let once = keeps_what_is_said(&text);
        let tidy = once.lines().all(|it| it == it.trim_end_matches([' ', '\t'])) && !once.contains("\n\n\n");
        prop_assert!(tidy || text.contains(['<', '`', '\\', '|']), "{:?}", once);
    }
}

#[test]
fn a_law_in_its_canonical_form() {
    let source = "\u{FEFF}# 某法\r\n\r\n2015年5月28日通过\r\n<!-- INFO END -->\r\n## 第一章\t总则 ##\r\n**第一条**  为了\r\n规范*档案*，制定本法： \r\n（一）甲；\r\n（二）2*3。\r\n\r\n\r\n\r\n### 第一节　一般\r\n\r\n　　第二条　乙abc\r\ndef。";
    let expected = "# 某法\n\n2015年5月28日通过\n<!-- INFO END -->\n## 第一章 总则\n\n**第一条**　为了规范*档案*，制定本法：\n\n（一）甲；\n\n（二）2*3。\n\n### 第一节　一般\n\n第二条　乙abc def。\n";
    assert_eq!(keeps_what_is_said(source), expected);
}

#[test]
fn the_separator_is_the_one_that_the_text_has() {
    assert_eq!(keeps_what_is_said("第一条\u{A0}甲。\n\n第二条 乙。\n"), "第一条 甲。\n\n第二条 乙。\n");
    assert_eq!(keeps_what_is_said("第一条\n甲。\n\n第二条　乙。\n"), "第一条　甲。\n\n第二条　乙。\n");
    assert_eq!(keeps_what_is_said("1.\u{A0}\u{A0}2015年。\n"), "1. 2015年。\n");
    assert_eq!(keeps_what_is_said("一、　　甲。\n\n二、乙。\n"), "一、甲。\n\n二、乙。\n");
}

#[test]
fn what_no_tree_holds_stays() {
    let tidy = [
        "# 某法\n\n见[公报](http://a.b/c \"第一期\")，[又][1]。\n\n[1]: <http://a.b/d> '第二期'\n",
        "```rust\nlet x  = 1;  \n\n\n```\n",
        "第一条　甲<!-- 一 -->乙。<!-- 二 -->\n\n<!-- 三\n\n四 -->\n\n第二条　丙。\n",
        "甲[^b]乙[^a]。\n\n[^a]: 一。\n\n[^b]: 二。\n\n    三。\n",
        "> ## 第一章 总则\n>\n> 第一条　甲。\n",
        "- ## 甲\n- 乙\n  - 丙\n",
        "1. 甲\n2. 乙\n\n   丙\n",
        "甲方：\\_\\_，2*3，2\\*3，a_b，`c`，\\`d，&amp;，<br>末。\n",
        "<table>\n<tr><td>甲</td>\n\n<td>乙</td></tr>\n</table>\n",
        "<table>\n  <tr>\n    <td style=\"white-space: nowrap\">甲</td>\n  </tr>\n</table>\n",
        "---\ntitle: 某法\n---\n# 某法\n",
        "# 某法 {#law}\n\n# 第一编 总则\n\n## 第一章 一般\n\n---\n\n甲。\n",
        "",
    ];
    for text in tidy {
        assert_eq!(keeps_what_is_said(text), text);
    }
}

#[test]
fn blocks_are_laid_out() {
    let cases = [
        ("甲\\\n乙  \n丙\n", "甲<br>乙<br>丙\n"),
        (
            "|甲|乙 | 丙|\n|-|:-:|-:|\n|1||2\\|3|\n| 4 |\n",
            "| 甲 | 乙 | 丙 |\n| --- | :-: | --: |\n| 1 | | 2\\|3 |\n| 4 | | |\n",
        ),
        ("* 甲\n  乙\n* 丙\n\n\n\n+ 丁\n", "* 甲\n  乙\n* 丙\n\n+ 丁\n"),
        ("* 甲\n  乙\n* 丙\n\n\n丁\n", "- 甲乙\n- 丙\n\n丁\n"),
        ("> 甲\n> 乙\n>\n> 丙\n丁\n", "> 甲乙\n>\n> 丙丁\n"),
        ("甲\n\n* * *\n乙\n", "甲\n\n***\n\n乙\n"),
        (
            "第一条<table><tr><td>甲</td></tr></table>\n（一）乙\n",
            "第一条\n\n<table><tr><td>甲</td></tr></table>\n\n（一）乙\n",
        ),
        ("甲\n<!-- 一 -->\n乙\n", "甲\n<!-- 一 -->\n乙\n"),
    ];
    for (source, expected) in cases {
        assert_eq!(keeps_what_is_said(source), expected, "{source:?}");
    }
}

#[test]
fn a_block_that_would_be_read_otherwise_stays() {
    let source = "甲\n乙。\n\n    # 丙\n\n丁\n戊。\n";
    assert_eq!(keeps_what_is_said(source), "甲乙。\n\n    # 丙\n\n丁戊。\n");
}

#[test]
fn the_first_work_is_canonical() {
    for text in [include_str!("../source/chongqing-initiative.md"), include_str!("../source/README.md")] {
        assert_eq!(keeps_what_is_said(text), text);
    }
}

/// Prints how the files of a folder fare: `DIBEN_FOLDER=… cargo test … folder_of_files -- --ignored --nocapture`;
/// with `DIBEN_OUT` the canonical forms are written there.
#[test]
#[ignore = "needs a folder"]
fn folder_of_files() {
    let folder = std::env::var("DIBEN_FOLDER").expect("DIBEN_FOLDER names a folder");
    let out = std::env::var("DIBEN_OUT").ok();
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("readable").map(|it| it.expect("an entry").path()).collect();
    paths.sort();
    let (mut files, mut ends, mut lines, mut changed) = (0, 0, 0, BTreeMap::new());
    for path in paths {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let once = keeps_what_is_said(&text);
        files += 1;
        let kept: Vec<&str> = once.lines().filter(|it| !it.is_empty()).collect();
        let lost = text.lines().filter(|it| !it.is_empty() && !kept.contains(it)).count();
        lines += lost;
        if once.strip_suffix('\n') == Some(&text) {
            ends += 1;
        } else if once != text {
            changed.insert(path.file_name().expect("a file").to_owned(), lost);
        }
        if let Some(out) = &out {
            std::fs::write(std::path::Path::new(out).join(path.file_name().expect("a file")), once).expect("written");
        }
    }
    println!("{files} files; {ends} only get a last line end; {} change, {lines} lines: {changed:?}", changed.len());
}
