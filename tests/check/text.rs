//! The rules on characters and words: what they pass over is tested as hard as what they find.

use diben::check::{Policy, Work, check, rules};
use diben::diagnostic::Diagnostic;
use diben::markdown::read;
use diben::text::{FileId, SourceMap};

/// Returns the findings of the text rules as `line rule`.
fn found(text: &str) -> Vec<String> {
    let line = |it: &Diagnostic| text[..it.span.range().start].matches('\n').count() + 1;
    findings(text).iter().map(|it| format!("{} {}", line(it), it.rule)).collect()
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    findings.extend(check(&Work::new([&reading.document]), &Policy::default()));
    findings.retain(|it| it.rule.starts_with("text/") || it.rule.starts_with("metadata/"));
    findings
}

/// Returns a text with its safe fixes made.
fn fixed(text: &str) -> String {
    let mut edits: Vec<_> =
        findings(text).into_iter().filter_map(|it| it.fix.filter(|it| it.safe)).flat_map(|it| it.edits).collect();
    edits.sort_by_key(|it| it.span);
    let mut out = text.to_owned();
    edits.iter().rev().for_each(|it| out.replace_range(it.span.range(), &it.text));
    out
}

/// Returns what the rules say of a paragraph of an article.
fn article(words: &str) -> Vec<String> {
    found(&format!("第一条　{words}\n"))
}

#[test]
fn every_place_of_a_document_is_looked_at() {
    let text = "---\ntitle: 甲\u{E010}乙\n---\n\n# 条\u{E010}例\n\n## 第一章　总\u{E010}则\n\n第一条　甲：\n\n（一）乙\u{E010}；\n\n| 丙\u{E010} | 丁 |\n| --- | --- |\n| 戊 | 己\u{E010} |\n\n```\n庚\u{E010}\n```\n\n辛[^1]。\n\n[^1]: 壬\u{E010}。\n";
    let lines: Vec<String> = found(text);
    assert_eq!(lines.iter().filter(|it| it.ends_with("text/private-use")).count(), 8, "{lines:?}");
}

#[test]
fn safe_fixes_change_what_is_wrong_and_nothing_else() {
    let pairs = [
        ("第一条　意⻅⽂件\u{F9B5}。\n", "第一条　意见文件例。\n"),
        ("第一条　档\u{200B}案\u{AD}馆。\n", "第一条　档案馆。\n"),
        ("第一条　一九八○年、二０一五年。\n", "第一条　一九八〇年、二〇一五年。\n"),
        ("第一条　１５日内缴纳１．５％，一式２份。\n", "第一条　15日内缴纳1.5％，一式2份。\n"),
        (
            "第一条　各级人民政府应当加强对档案 工作的领导，把它列入规划。\n",
            "第一条　各级人民政府应当加强对档案工作的领导，把它列入规划。\n",
        ),
    ];
    for (wrong, right) in pairs {
        assert_eq!(fixed(wrong), right);
        assert_eq!(fixed(right), right);
    }
}

#[test]
fn digits_that_mark_a_place_stay() {
    for words in ["见附件１、表２和图３。", "第（１）种情形。", "型号为ＡＢ１２。", "型号为GB－１２。"]
    {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
    assert_eq!(article("指定代表３名。"), ["1 text/full-width-digit"]);
}

#[test]
fn circles_that_hide_a_name_stay() {
    for words in ["由○○档案馆负责。", "二○○×年。", "张○年满十八岁。", "二〇一五年。", "第三○五号。"]
    {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn dates_that_a_calendar_has_are_silent() {
    for words in [
        "自2015年5月28日（星期四）起施行。",
        "每年2月29日。",
        "5月28日至6月27日。",
        "12月15日至次年3月15日。",
        "2015年11月至2016年3月。",
        "2015年5月28日至29日。",
        "农历二月三十日。",
        "公元前1046年2月30日。",
        "2015年13个月。",
        "于2015年5月28日周知各单位。",
        "1—13月5日。",
    ] {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
    for words in [
        "自2015年2月29日起施行。",
        "自2015 年 4 月 31 日起施行。",
        "二〇一五年十一月三十一日。",
        "于2015年5月28日星期五召开。",
        "2015年5月28日至2015年5月8日。",
        "5月28日—27日。",
        "2015年13月。",
    ] {
        assert_eq!(article(words), ["1 text/impossible-date"], "{words}");
    }
}

#[test]
fn words_that_belong_to_their_neighbours_are_not_repeated() {
    for words in [
        "以营利为目的的，责令改正。",
        "决定战争和和平的问题。",
        "可以以自己的名义。",
        "标的的数量。",
        "为了了解情况，会同同级财政部门。",
        "国务院院长和规定规定的期限。",
    ] {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
    assert_eq!(article("保存的的档案。"), ["1 text/repeated-word"]);
    assert_eq!(article("应当应当移交。"), ["1 text/repeated-word"]);
}

#[test]
fn blanks_that_spread_words_stay() {
    for words in [
        "依照《劳动能力鉴定 职工工伤与职业病致残等级》的规定，由鉴定委员会作出鉴定。",
        "会议由下列人员组成，名单为主　任　李　四，以及其他有关部门的负责人。",
        "按照GB/T 16180 的规定，由劳动能力鉴定委员会作出鉴定。",
    ] {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn captions_and_signatures_are_not_torn_paragraphs() {
    let text =
        "第一条　档案馆应当公开办事程序。\n\n二〇一五年五月二十八日\n\n某某市人民代表大会常务委员会办公厅档案局\n";
    assert_eq!(found(text), Vec::<String>::new());
    let caption =
        "第一条　甲。\n\n三、二〇〇七年以后立法会的产生办法和表决程序\n\n二〇〇七年以后的产生办法，另行规定。\n";
    assert_eq!(found(caption), Vec::<String>::new());
    let torn = "第一条　建设单位应当将附属绿\n\n第二条　甲。\n\n第三条　工本费标准由省财政部门、发展改革部\n\n门会同省交通运输主管部门按照法定程序\n\n审批。\n";
    assert_eq!(found(torn), ["5 text/wrapped", "7 text/wrapped"]);
}

#[test]
fn forms_may_hold_places() {
    let annex = "第一条　甲。\n\n## 附件　移交文书\n\n××档案馆：今移交档案××卷（待定）。\n";
    assert_eq!(found(annex), Vec::<String>::new());
    for words in
        ["印章刻“××市档案局”。", "尺寸为3×5厘米。", "案号的格式为（××××）×0101民初××号。", "张×与李×签订合同。"]
    {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
    assert_eq!(article("自××年×月×日起施行。"), ["1 text/placeholder"]);
}

#[test]
fn short_forms_are_used() {
    for words in [
        "市主管部门（以下简称主管部门）负责，主管部门公开程序。",
        "甲（以下简称甲、乙）负责。",
        "《档案法》（以下简称“《档案法》”）第三条，《档案法》第四条。",
        "“市主管部门（以下简称主管部门）负责。”",
    ] {
        assert_eq!(article(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn a_file_of_any_length_is_checked_in_time() {
    // Rows of what each rule looks for: no rule may look at the same text again and again.
    for piece in ["的", "（待定", "月", "2015年5月28日至", "以下简称", "１", "○年", "“", "档 ", "×年", "\u{200E}"]
    {
        let mut sources = SourceMap::default();
        let text = format!("第一条　{}\n", piece.repeat(60_000 / piece.len()));
        let file = sources.add(diben::text::Source::new("a.md", text.clone()));
        let reading = read(file, &text);
        check(&Work::new([&reading.document]), &Policy::default());
    }
    assert!(rules().iter().filter(|it| it.id.starts_with("text/")).count() >= 12);
}

#[test]
fn a_blank_within_a_number_is_told_once() {
    for blank in [' ', '\u{3000}', '\u{A0}', '\t'] {
        for number in ["第{}三条", "第三{}十条", "第三十{}二款", "第三{}项", "第二{}章", "第二{}节"]
        {
            let number = number.replace("{}", &blank.to_string());
            let text = format!("第一条　各级人民政府和有关部门违反档案管理{number}规定的行为，由主管部门责令改正。\n");
            let reading = read(FileId(0), &text);
            let rules: Vec<&str> =
                check(&Work::new([&reading.document]), &Policy::default()).iter().map(|it| it.rule).collect();
            assert_eq!(rules, ["numbering/broken-token"], "{number:?}");
        }
    }
}
