//! Punctuation: what is wrong is found, what only looks wrong is left alone, and a safe fix changes nothing else.

use diben::check::{Policy, Work, check};
use diben::diagnostic::Diagnostic;
use diben::markdown::read;
use diben::text::{FileId, Source};

fn findings(text: &str) -> Vec<Diagnostic> {
    let reading = read(FileId(0), text);
    let mut findings = check(&Work::new([&reading.document]), &Policy::default());
    findings.retain(|it| it.rule.starts_with("punctuation/"));
    findings
}

/// Returns each finding as `line:column rule`.
fn told(text: &str) -> Vec<String> {
    let source = Source::new("a.md", text);
    let place = |it: &Diagnostic| source.place(it.span.start as usize);
    let line = |it: &Diagnostic| format!("{}:{} {}", place(it).line, place(it).column, it.rule);
    findings(text).iter().map(line).collect()
}

/// Returns the text after its safe fixes.
fn mended(text: &str) -> String {
    let fixes = findings(text).into_iter().filter_map(|it| it.fix).filter(|it| it.safe);
    let mut edits: Vec<_> = fixes.flat_map(|it| it.edits).collect();
    edits.sort_by_key(|it| it.span);
    for pair in edits.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "fixes overlap in {text}");
    }
    let mut out = text.to_owned();
    for it in edits.into_iter().rev() {
        out.replace_range(it.span.range(), &it.text);
    }
    out
}

const NONE: [&str; 0] = [];

#[test]
fn half_width_marks_beside_han_are_mended_and_no_others() {
    let text = "第一条　相关倡议,包括近期会议, 并通知:甲;乙(丙)。准备好了吗?当然!\n";
    assert_eq!(mended(text), "第一条　相关倡议，包括近期会议，并通知：甲；乙（丙）。准备好了吗？当然！\n");
    for right in [
        "第一条　执行GB/T 19001-2016标准，比例为1:2，每年8:30开放，收费1,000.5元。\n",
        "第一条　函数f(x)与(a+b)(c-d)，坐标(3,4)，区间[0,5)，世界贸易组织(WTO)成员。\n",
        "第一条　网址https://例.cn/甲?乙=1,丙;丁 与`甲,乙(丙)`不动。\n",
        "第一条　应纳税额=(收入-成本)×税率，单价*(数量)。\n",
        "第一条　the term 条, which means article, is Han.\n",
        "第一条　甲 &foo;乙。\n",
        "第一条　详见example.com/甲。\n",
    ] {
        assert_eq!(told(right), NONE, "{right}");
    }
}

#[test]
fn a_guarding_backslash_and_an_entity_go_with_the_mark() {
    assert_eq!(mended("第一条　甲\\(乙\\)丙\\,丁&#44;戊。\n"), "第一条　甲（乙）丙，丁，戊。\n");
}

#[test]
fn a_habit_is_one_finding_that_mends_all() {
    let items: String = ["一", "二", "三", "四", "五", "六"].map(|it| format!("({it})职责{it}；\n\n")).concat();
    let text = format!("第一条　馆(档案馆)的职责：\n\n{items}(七)其他。\n");
    assert_eq!(told(&text), ["1:6 punctuation/half-width"]);
    assert_eq!(mended(&text), text.replace('(', "（").replace(')', "）"));
    assert_eq!(told(&mended(&text)), NONE);
    // What is wrong with a number is told by the rules on numbers.
    assert_eq!(told("第一条　职责：\n\n(一）甲；\n\n（二)乙。\n"), NONE);
}

#[test]
fn titles_in_titles() {
    assert_eq!(mended("根据《关于修改<档案法>的决定》修正。\n"), "根据《关于修改〈档案法〉的决定》修正。\n");
    assert_eq!(told("第一条　根据《关于修改《档案法》的决定》。\n"), ["1:12 punctuation/quote-nesting"]);
    assert_eq!(told("第一条　根据《甲》《乙》《〈丙〉办法》。\n"), NONE);
}

#[test]
fn halves_without_their_other_half() {
    assert_eq!(told("第一条　所称“档案，是指记录。\n"), ["1:7 punctuation/unpaired"]);
    assert_eq!(told("第一条　所称“档案“，是指记录。\n"), ["1:7 punctuation/unpaired"]);
    assert_eq!(told("第一条　所称档案”，是指记录。\n\n第二条　所称“馆”。\n"), ["1:9 punctuation/unpaired"]);
    for right in [
        "第一条　拨打“120”“110”急救，长5’10”，Moody’s评级。\n",
        "第一条　材料：a）文书；b)图纸；1）照片；甲）录音。\n",
        "第一条　区间（0，5]和[1，6）。\n",
        "第一条　规划区（包括：\n\n（一）县、\n\n（二）市、区）内的档案。\n",
        "第一条　根据《关于修改《档案\n\n条例》的决定》。\n",
    ] {
        let told: Vec<String> = told(right).into_iter().filter(|it| it.contains("unpaired")).collect();
        assert_eq!(told, NONE, "{right}");
    }
}

#[test]
fn a_quotation_of_many_paragraphs_closes_once() {
    let text = "一、第五条修改为：“甲。\n\n“乙：\n\n“（一）丙；\n\n“（二）丁。”\n\n二、第六条修改为：\n\n“第六条　戊。\n\n己。”\n";
    assert_eq!(told(text), NONE);
    assert_eq!(told(&text.replace("己。”", "己。")), ["11:1 punctuation/unpaired"]);
}

#[test]
fn a_number_between_hyphens_is_a_range_only_with_a_unit() {
    assert_eq!(told("第一条　每年10-15日闭馆，处1.5-3万元罚款，占10%-15%。\n").len(), 3);
    let right = "第一条　标准GB/T 26341-2010年版，3-1号楼，2015-05-27，电话023-63890000，第3-5年，1-2-3个。\n";
    assert_eq!(told(right), NONE);
}

#[test]
fn dashes_and_dots() {
    assert_eq!(told("第一条　甲--乙――丙──丁...\n").len(), 4);
    assert_eq!(mended("第一条　甲、乙…\n"), "第一条　甲、乙……\n");
    for right in [
        "第一条　甲——乙……丙，中国—东盟，a1，a2，…，an。\n",
        "目录\n\n第一章………………1\n",
        "第一条　运行cargo test --lib。\n",
        "第一条　甲…………\n",
    ] {
        assert_eq!(told(right), NONE, "{right}");
    }
}

#[test]
fn straight_quotes_are_told_where_they_hold_han() {
    assert_eq!(told("第一条　所称\"档案\"和'馆'。\n").len(), 2);
    for right in [
        "第一条　高5\"，宽6\"。\n",
        "第一条　文件\"a.md\"，变量x'与y'，格式<td style=\"x\">甲</td><td style=\"y\">。\n",
    ] {
        assert_eq!(told(right), NONE, "{right}");
    }
}

#[test]
fn the_ends_of_a_list() {
    let list = |lines: &[&str]| format!("第一条　职责：\n\n{}\n", lines.join("\n\n"));
    let row = |lines: &[&str]| told(&list(lines));
    assert_eq!(row(&["（一）甲；", "（二）乙。", "（三）丙；", "（四）丁。"]), ["5:5 punctuation/list-end"]);
    assert_eq!(row(&["（一）甲；", "（二）乙，", "（三）丙。"]), ["5:5 punctuation/list-end"]);
    assert_eq!(row(&["（一）甲；", "（二）乙；"]), ["5:5 punctuation/list-end"]);
    assert_eq!(row(&["（一）甲；", "（二）乙", "（三）丙。"]), ["5:5 punctuation/list-end"]);
    for right in [
        &["（一）甲；", "（二）乙；或者", "（三）丙。"][..],
        &["（一）甲。", "（二）乙。", "（三）丙。"],
        &["（一）甲", "（二）乙", "（三）丙"],
        &["（一）甲；", "（二）乙。又乙。", "（三）丙。"],
        &["（一）甲；", "（二）乙；", "由公安机关处罚。"],
        &["（一）甲：", "1.子；", "2.丑；", "（二）乙。"],
        &["（一）甲", "甲之余；", "（二）乙；", "（三）丙。"],
    ] {
        assert_eq!(row(right), NONE, "{right:?}");
    }
}

#[test]
fn the_words_before_a_list() {
    let lead = |words: &str| told(&format!("第一条　{words}\n\n（一）甲；\n\n（二）乙。\n"));
    for wrong in ["下列职责", "下列职责，", "下列职责；"] {
        assert_eq!(lead(wrong).len(), 1, "{wrong}");
    }
    // A colon of half width is told once, by its own rule.
    assert_eq!(lead("下列职责:"), ["1:9 punctuation/half-width"]);
    assert_eq!(lead("下列职责："), NONE);
    assert_eq!(lead("依法处罚。"), NONE);
}
