//! Signs of notes that begin anew on each page: each wrong, doubled or swapped one is found.

use diben::verify;
use diben::verify::Apparatus::{Folio, NoteSigns, RunningHead};

use super::set::set;
use super::{shown, wanted};

const SOURCE: &str = "# 联通倡议

甲[^a]乙[^b]丙[^a]。

丁[^c]戊[^a]。

[^a]: 一注。

[^b]: 二注。

[^c]: 三注。
";

const FIRST: &str = r##"#par[#"甲"#footnote[#"一注。"]<na>#"乙"#footnote[#"二注。"]<nb>#"丙"#footnote(<na>)#"。"]"##;
const ANEW: &str = "#pagebreak()#counter(footnote).update(0)";
const SECOND: &str = r##"#par[#"丁"#footnote[#"三注。"]#"戊"#footnote(numbering: n => "第1页" + str(n), <na>)#"。"]"##;

fn found(first: &str, anew: &str, second: &str) -> String {
    let blocks = ["#heading(level: 1)[#\"联通倡议\"]", first, anew, second].map(str::to_owned);
    let (truth, expected) = wanted(SOURCE, &[RunningHead, Folio, NoteSigns]);
    shown(SOURCE, &verify::pdf(&truth, &expected, &set(&blocks, true)).unwrap())
}

#[test]
fn signs_by_page_and_signs_that_count_through_are_true() {
    assert_eq!(found(FIRST, ANEW, SECOND), "");
    let through = SECOND.replace("numbering: n => \"第1页\" + str(n), ", "");
    assert_eq!(found(FIRST, "#pagebreak()", &through), "");
}

#[test]
fn wrong_signs_are_found() {
    let wrong = found(FIRST, "#pagebreak()#counter(footnote).update(1)", SECOND);
    assert_eq!(
        wrong,
        "edition/apparatus 5 [[^c]] 存档 PDF 第 2 页的注号“2”应为 1\n\
         edition/apparatus 5 [[^c]] 存档 PDF 第 2 页这一条注文前的注号“2”应为 1"
    );
    let doubled = found(&FIRST.replace("#\"乙\"", "#counter(footnote).update(0)#\"乙\""), ANEW, SECOND);
    assert_eq!(doubled.lines().next(), Some("edition/apparatus 3 [[^b]] 存档 PDF 第 1 页的注号“1”应为 2"));
    let swapped = found(&FIRST.replace("(<na>)", "(<nb>)"), ANEW, SECOND);
    assert_eq!(swapped, "edition/apparatus 3 [[^a]] 存档 PDF 第 1 页的注号“2”应为 1");
}

#[test]
fn a_note_of_another_page_is_named_by_it() {
    let bare = found(FIRST, ANEW, &SECOND.replace("numbering: n => \"第1页\" + str(n), ", ""));
    assert_eq!(bare, "edition/apparatus 5 [[^a]] 存档 PDF 第 2 页的注号“1”应为 第1页 1");
    let elsewhere = found(FIRST, ANEW, &SECOND.replace("第1页", "第2页"));
    assert_eq!(elsewhere, "edition/apparatus 5 [[^a]] 存档 PDF 第 2 页的注号“第2页1”应为 第1页 1");
}
