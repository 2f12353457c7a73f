//! The rules: every manual is true, and real slips are found once, at the right place.

#[path = "check/numbering.rs"]
mod numbering;
#[path = "check/punctuation.rs"]
mod punctuation;
#[path = "check/text.rs"]
mod text;

use diben::check::{Level, Named, Policy, Stage, Work, book, check, rules};
use diben::diagnostic::{Diagnostic, Severity};
use diben::markdown::read;
use diben::text::{FileId, Source};
use proptest::prelude::*;

fn findings(text: &str) -> Vec<Diagnostic> {
    judged(text, &Policy::default())
}

fn judged(text: &str, policy: &Policy) -> Vec<Diagnostic> {
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    findings.extend(check(&Work::new([&reading.document]), policy));
    policy.judge(&[Named { file: FileId(0), address: "a.md", document: &reading.document }], findings).findings
}

/// Returns each finding as `line rule: message`.
fn told(text: &str, findings: &[Diagnostic]) -> Vec<String> {
    let source = Source::new("a.md", text);
    let line = |it: &Diagnostic| source.place(it.span.start as usize).line;
    findings.iter().map(|it| format!("{} {}: {}", line(it), it.rule, it.message.zh)).collect()
}

/// Returns each error as `line rule: message`.
fn errors(text: &str) -> Vec<String> {
    let source = Source::new("a.md", text);
    let errors = findings(text).into_iter().filter(|it| it.severity == Severity::Error);
    errors.map(|it| format!("{} {}: {}", source.place(it.span.start as usize).line, it.rule, it.message.zh)).collect()
}

#[test]
fn every_manual_is_true() {
    let mut faults = Vec::new();
    for rule in rules() {
        // A rule that is off has to be asked first.
        let mut policy = Policy::default();
        if rule.level == Level::Off {
            policy.levels.insert(rule.id.to_owned(), Level::On(Severity::Warning));
        }
        let manual = rule.parts();
        assert!(manual.fault.ends_with('。') && !manual.fault.contains('\n'), "{}: {}", rule.id, manual.fault);
        let short = (1..90).contains(&manual.fault_en.chars().count()) && !manual.fault_en.contains('\n');
        assert!(short && manual.fault_en.ends_with('.'), "{}: {}", rule.id, manual.fault_en);
        assert!(!manual.why_zh.is_empty() && !manual.why_en.is_empty(), "{} doesn't say why", rule.id);
        // What a page looks like no text shows by itself: `composition.rs` has layouts that make each fault.
        for good in [true, false].into_iter().filter(|_| !rule.is_of_pages()) {
            assert!(manual.examples.iter().any(|it| it.good == good), "{} lacks an example", rule.id);
        }
        for example in &manual.examples {
            let found = judged(example.text, &policy);
            let true_to_it = match example.good {
                true => found.is_empty(),
                false => !found.is_empty() && found.iter().all(|it| it.rule == rule.id),
            };
            if !true_to_it {
                let said = if example.good { "calls this good" } else { "should find itself alone in" };
                faults.push(format!("{} {said}\n{}{:#?}", rule.id, example.text, told(example.text, &found)));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn the_rule_book_is_current() {
    let path = format!("{}/docs/rules.md", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("DIBEN_BLESS").is_some() {
        std::fs::create_dir_all(format!("{}/docs", env!("CARGO_MANIFEST_DIR"))).expect("made");
        std::fs::write(&path, book()).expect("written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(written == book(), "docs/rules.md is out of date: DIBEN_BLESS=1 cargo test --test diben rule_book");
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
    assert_eq!(cite("违反本法第99条"), ["3 reference/dangling: 引用“第99条”，但文中没有第九十九条"]);
    // Words in pieces are named, not quoted.
    assert_eq!(cite("违反本法第**九**条"), ["3 reference/dangling: 引用第九条，但文中没有第九条"]);
    assert_eq!(
        cite("违反本法第三、九条"),
        ["第三条", "第九条"].map(|it| format!("3 reference/dangling: 引用{it}，但文中没有{it}"))
    );
    assert_eq!(cite("违反第九条").len(), 1);
    for other in ["《刑法》第九条、第十条", "刑法第九条", "同法第九条", "“依照本法第九条”的", "原第九条", "第九次会议"]
    {
        assert_eq!(cite(other), Vec::<String>::new(), "{other}");
    }
    assert_eq!(cite("违反本法第一条第二款").len(), 1);
    assert_eq!(cite("违反本法第一条第（二）项").len(), 1);
    assert_eq!(cite("违反《刑法》第九条至第三条").len(), 1);
}

/// A text that lacks 第二条, with an allowance as its front matter has it.
fn allowing(entry: &str) -> String {
    let entry = entry.replace('\n', "\n    ");
    format!("---\nallow:\n  - {entry}\n---\n\n第一条　甲。\n\n第三条　丙。\n\n第四条　丁。\n")
}

#[test]
fn what_is_allowed_is_silent() {
    for place in ["第三条", "art-3", "第三条第一款", "全文"] {
        let text = allowing(&format!("rule: numbering/gap\nplace: {place}\nreason: 原件如此"));
        assert_eq!(told(&text, &findings(&text)), Vec::<String>::new(), "{place}");
    }
}

#[test]
fn an_allowance_that_does_not_hold_is_a_finding() {
    let found = |entry: &str| {
        let text = allowing(entry);
        told(&text, &findings(&text)).into_iter().filter(|it| !it.contains("numbering/gap:")).collect::<Vec<_>>()
    };
    let one = |said: &str| vec![said.to_owned()];
    assert_eq!(
        found("rule: numbering/gap\nplace: 第四条\nreason: 甲"),
        one("3 metadata/unused-allowance: 这条例外没有用到：第四条没有 numbering/gap 要报")
    );
    assert_eq!(found("rule: numbering/gap\nplace: 第三条"), one("3 metadata/allowance: 这条例外没有写理由"));
    assert_eq!(
        found("rule: numbering/gap\nplace: 第三条\nreason: ''"),
        one("3 metadata/allowance: 这条例外没有写理由")
    );
    assert_eq!(found("rule: gap\nplace: 第三条\nreason: 甲"), one("3 metadata/allowance: 没有 gap 这条规则"));
    assert_eq!(
        found("rule: metadata/front-matter\nplace: 题头\nreason: 甲"),
        one("3 metadata/allowance: metadata/front-matter 不能写成例外")
    );
    assert_eq!(found("rule: numbering/gap\nplace: 第九条\nreason: 甲"), one("4 metadata/allowance: 文中没有“第九条”"));
    let twice = "rule: numbering/gap\nplace: 第三条\nreason: 甲\n".to_owned();
    let twice = format!(
        "---\nallow:\n  - {}  - {}---\n\n第一条　甲。\n\n第三条　丙。\n",
        twice.replace("\n", "\n    ").trim_end_matches(' '),
        "rule: numbering/gap\n    place: 全文\n    reason: 甲\n"
    );
    assert_eq!(told(&twice, &findings(&twice)), one("6 metadata/allowance: 这条例外与另一条重叠"));
}

#[test]
fn levels_are_those_of_the_project_and_the_stage() {
    let text = "第一条　甲。\n\n第三条　丙。\n";
    let with = |level| Policy { levels: [("numbering/gap".to_owned(), level)].into(), ..Policy::default() };
    assert_eq!(judged(text, &with(Level::Off)), []);
    assert_eq!(judged(text, &with(Level::On(Severity::Info)))[0].severity, Severity::Info);
    // What the reader finds has a level too.
    let trap = "第一条　甲：____；乙：____。\n";
    let off = Policy { levels: [("structure/markdown".to_owned(), Level::Off)].into(), ..Policy::default() };
    assert!(!findings(trap).is_empty() && judged(trap, &off).is_empty());
    let unused = allowing("rule: numbering/gap\nplace: 第四条\nreason: 甲");
    let weight = |stage| {
        let found = judged(&unused, &Policy { stage, ..Policy::default() });
        found.into_iter().find(|it| it.rule == "metadata/unused-allowance").expect("found").severity
    };
    assert_eq!((weight(Stage::Draft), weight(Stage::Release)), (Severity::Warning, Severity::Error));
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
