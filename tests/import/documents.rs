//! Two documents in one file are told and kept apart; what only counts anew is not.

use diben::import::{Imported, Kind, Sure};

use super::imported;

const FIRST: &str = "某市养犬管理条例\n第一条 为了规范养犬行为，制定本条例。\n第二条 本条例适用于本市。\n第三条 本条例自2020年1月1日起施行。\n";
const SECOND: &str = "某市停车场管理办法\n（2021年3月1日某市人民政府发布）\n第一条 为了规范停车场，制定本办法。\n第二条 本办法适用于本市。\n第四条 收费标准应当公布。\n第三条 停车场应当登记。\n第五条 本办法自公布之日起施行。\n";

fn told(done: &Imported) -> Vec<(usize, Sure)> {
    done.repairs.iter().filter(|it| it.kind == Kind::Whole).map(|it| (it.at, it.sure)).collect()
}

#[test]
fn two_documents_are_told_and_never_mixed() {
    let done = imported(&format!("{FIRST}{SECOND}"));
    assert_eq!(told(&done), [(FIRST.len(), Sure::Doubtful)]);
    let order = |words: &str| done.text.find(words).expect("it is there");
    // The second document's third article goes back into the second document.
    let places =
        ["第三条　本条例自", "某市停车场", "第二条　本办法", "第三条　停车场", "第四条　收费", "第五条　本办法"]
            .map(order);
    assert!(places.is_sorted(), "{}", done.text);
}

#[test]
fn three_documents_and_one_document_twice() {
    let third = "某市图书馆章程\n第一章 总则\n第一条 甲。\n第二条 乙。\n";
    let done = imported(&format!("{FIRST}{SECOND}{third}"));
    assert_eq!(told(&done), [(FIRST.len(), Sure::Doubtful), (FIRST.len() + SECOND.len(), Sure::Doubtful)]);
    assert_eq!(told(&imported(&format!("{SECOND}{SECOND}"))).len(), 1);
}

#[test]
fn what_counts_anew_is_no_document() {
    let annex = format!("{FIRST}附件1\n某市犬只登记规定\n第一条 丙。\n第二条 丁。\n");
    let chapters =
        "某法\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 罚则\n第一条 丙。\n第二条 丁，自公布之日起施行。\n";
    let contents =
        "某法\n目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 本法自公布之日起施行。\n";
    let displaced = "某法\n第三条 丙。\n第四条 丁。\n第五条 本法自公布之日起施行。\n第一条 甲。\n第二条 乙。\n";
    let amended = format!("{FIRST}附：某市养犬管理条例（2020年修正）\n第一条 甲。\n第二条 乙。\n");
    for raw in [annex.as_str(), chapters, contents, displaced, amended.as_str()] {
        let done = imported(raw);
        let found: Vec<&str> =
            done.repairs.iter().map(|it| it.what.zh.as_str()).filter(|it| it.contains("份文件")).collect();
        assert!(found.is_empty(), "{raw}: {found:?}");
    }
}
