//! The rules: every manual is true, and real slips are found once, at the right place.

#[path = "check/numbering.rs"]
mod numbering;
mod text;

use diben::check::{Policy, Work, check, rules};
use diben::diagnostic::{Diagnostic, Severity};
use diben::markdown::read;
use diben::text::{FileId, Source};
use proptest::prelude::*;

fn findings(text: &str) -> Vec<Diagnostic> {
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    findings.extend(check(&Work::new([&reading.document]), &Policy::default()));
    findings
}

/// Returns each error as `line rule: message`.
fn errors(text: &str) -> Vec<String> {
    let source = Source::new("a.md", text);
    let errors = findings(text).into_iter().filter(|it| it.severity == Severity::Error);
    errors.map(|it| format!("{} {}: {}", source.place(it.span.start as usize).line, it.rule, it.message.zh)).collect()
}

/// Returns the fenced examples of a manual that bear a name.
fn examples(manual: &str, name: &str) -> Vec<String> {
    let opening = format!("```md {name}\n");
    let blocks = manual.split(&opening).skip(1);
    blocks.map(|it| it.split("```").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_manual_is_true() {
    for rule in rules() {
        let (bad, good) = (examples(rule.manual, "bad"), examples(rule.manual, "good"));
        assert!(!bad.is_empty() && !good.is_empty(), "{} lacks an example", rule.id);
        assert!(rule.manual.contains("**为什么**") && rule.manual.contains("**Why**"), "{} doesn't say why", rule.id);
        for text in bad {
            assert!(findings(&text).iter().any(|it| it.rule == rule.id), "{} passes over\n{text}", rule.id);
        }
        for text in good {
            assert_eq!(errors(&text), Vec::<String>::new(), "{} calls this good:\n{text}", rule.id);
        }
    }
}

#[test]
fn ids_are_unique_and_named_after_their_files() {
    let mut ids: Vec<&str> = rules().iter().map(|it| it.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), rules().len());
    for id in ids {
        let file = format!("{}/src/check/rules/{}.rs", env!("CARGO_MANIFEST_DIR"), id.replace(['/', '-'], "_"));
        assert!(std::path::Path::new(&file).exists(), "{id} has no file {file}");
    }
}

#[test]
fn the_article_behind_the_twelfth_is_one_finding() {
    let text = include_str!("fixtures/seed-order.md");
    assert_eq!(errors(text), ["49 numbering/order: 五、应当在四、之后、六、之前"]);
}

#[test]
fn a_moved_article_leaves_no_gap() {
    let text = "第一条　甲。\n\n第三条　丙。\n\n第四条　丁。\n\n第二条　乙。\n";
    assert_eq!(errors(text), ["7 numbering/order: 第二条应当在第一条之后、第三条之前"]);
}

#[test]
fn a_slip_of_the_pen_is_one_finding() {
    let text = "第一条　甲。\n\n第二条　乙。\n\n第三十条　丙。\n\n第四条　丁。\n\n第五条　戊。\n";
    assert_eq!(errors(text), ["5 numbering/order: 第三十条应当在第五条之后"]);
    let text = "第一条　甲。\n\n第二条　乙。\n\n第二条　丙。\n\n第四条　丁。\n";
    assert_eq!(errors(text), ["5 numbering/duplicate: 第二条出现了两次"]);
}

#[test]
fn items_begin_again_in_each_paragraph() {
    let lists =
        "第一条　材料包括：\n\n（一）甲；\n\n（二）乙。\n\n条件包括：\n\n（一）丙；\n\n（二）丁。\n\n第二条　附则。\n";
    assert_eq!(errors(lists), Vec::<String>::new());
    // A paragraph cut out of an item is no new list.
    let cut = "第一条　材料包括：\n\n（一）甲；\n\n又甲；\n\n（二）乙。\n";
    assert_eq!(errors(cut), Vec::<String>::new());
    let lost = "第一条　材料包括：\n\n（一）甲；\n\n乙；\n\n（三）丙。\n";
    assert_eq!(errors(lost), ["7 numbering/gap: （三）之前缺（二）"]);
}

#[test]
fn chapters_begin_again_in_each_part_or_run_on() {
    let article = |number: &str| format!("第{number}条　文。\n\n");
    let text = |chapters: [&str; 4]| {
        let [a, b, c, d] = chapters;
        format!(
            "## 第一编　甲\n\n### 第{a}章　一\n\n{}### 第{b}章　二\n\n{}## 第二编　乙\n\n### 第{c}章　三\n\n{}### 第{d}章　四\n\n{}",
            article("一"),
            article("二"),
            article("三"),
            article("四")
        )
    };
    assert_eq!(errors(&text(["一", "二", "一", "二"])), Vec::<String>::new());
    assert_eq!(errors(&text(["一", "二", "三", "四"])), Vec::<String>::new());
    assert_eq!(errors(&text(["一", "二", "三", "五"])), ["17 numbering/gap: 第五章之前缺第四章"]);
}

#[test]
fn what_an_amendment_quotes_is_not_counted() {
    let text = "# 关于修改《档案条例》的决定\n\n一、第五条修改为：\n\n“第五条　档案分为下列各类：\n\n（一）文书；\n\n（三）图纸。\n\n第九条　违反本条例第九十条的，责令改正。”\n\n二、本决定自公布之日起施行。\n";
    assert_eq!(errors(text), Vec::<String>::new());
    let quote = "第一条　甲。\n\n> 第九条　乙。\n\n第二条　丙。\n";
    assert_eq!(errors(quote), Vec::<String>::new());
}

#[test]
fn a_part_of_a_work_begins_anywhere() {
    let text = "# 民法典\n\n# 合同编\n\n## 第二分编　典型合同\n\n### 第九章　买卖合同\n\n第五百九十五条　甲。\n\n第五百九十六条　依照本法第一百条。\n";
    assert_eq!(errors(text), Vec::<String>::new());
}

#[test]
fn a_citation_means_this_text_only_where_it_says_so() {
    let cite = |words: &str| errors(&format!("第一条　甲。\n\n第二条　{words}规定的，从其规定。\n"));
    assert_eq!(cite("违反本法第九条"), ["3 reference/dangling: 引用“第九条”，但文中没有第九条"]);
    assert_eq!(cite("违反第九条").len(), 1);
    for other in ["《刑法》第九条、第十条", "刑法第九条", "同法第九条", "“依照本法第九条”的", "原第九条", "第九次会议"]
    {
        assert_eq!(cite(other), Vec::<String>::new(), "{other}");
    }
    assert_eq!(cite("违反本法第一条第二款").len(), 1);
    assert_eq!(cite("违反本法第一条第（二）项").len(), 1);
    assert_eq!(cite("违反《刑法》第九条至第三条").len(), 1);
}

/// Pieces that numbers and citations make trouble with.
const PIECES: &[&str] = &[
    "第",
    "一",
    "十",
    "百",
    "条",
    "款",
    "项",
    "目",
    "章",
    "节",
    "之一",
    "4294967295",
    "９",
    "（",
    "）",
    "(",
    ")",
    "一、",
    "（一）",
    "（2）",
    "1.",
    "\n\n",
    "\n\n## ",
    "　",
    " ",
    "、",
    "至",
    "和",
    "本法",
    "本条",
    "《",
    "》",
    "“",
    "”",
    "。",
    "：",
    "第一条　",
    "第二条　",
    "附件1",
    "**",
    "。\n\n第三条　",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_checked_and_findings_lie_in_it(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..80)) {
        let text = pieces.concat();
        for it in findings(&text) {
            assert!(text.get(it.span.range()).is_some(), "{it:?} lies outside of {text:?}");
            assert!(it.hint.is_some(), "{it:?} doesn't say how to mend it");
        }
    }
}
