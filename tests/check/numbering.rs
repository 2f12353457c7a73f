//! Numbers over the whole tree: what ran on, what broke, works of many files, texts within texts.

use diben::check::{Policy, Work, check};
use diben::markdown::read;
use diben::text::{FileId, Source};

use super::errors;

/// Returns each finding of a work as `file:line rule: message`.
fn of_work(files: &[&str]) -> Vec<String> {
    let sources: Vec<Source> = files.iter().map(|it| Source::new("a.md", *it)).collect();
    let readings: Vec<_> = (0..).zip(files).map(|(at, text)| read(FileId(at), text)).collect();
    let found = check(&Work::new(readings.iter().map(|it| &it.document)), &Policy::default());
    let line = |it: &diben::diagnostic::Diagnostic| {
        let file = it.span.file.0;
        let line = sources[file as usize].place(it.span.start as usize).line;
        format!("{file}:{line} {}: {}", it.rule, it.message.zh)
    };
    found.iter().map(line).collect()
}

fn article(number: &str) -> String {
    format!("第{number}条　文。\n\n")
}

#[test]
fn each_number_that_ran_on_is_one_finding_at_its_place() {
    let text = "## 第一章　总则\n\n第一条　甲。第二条　乙。 第三条　丙。\n\n## 第二章　附则\n\n第四条　丁。第五条　本法自公布之日起施行。\n";
    let found = errors(text);
    let run_on: Vec<&String> = found.iter().filter(|it| it.contains("numbering/")).collect();
    assert_eq!(
        run_on,
        [
            "3 numbering/run-on: 第二条接排在第一条的文字里",
            "3 numbering/run-on: 第三条接排在第一条的文字里",
            "7 numbering/run-on: 第五条接排在第四条的文字里"
        ]
    );
    let items = "第一条　材料包括：（一）甲；\n\n（二）乙；（三）丙；\n\n（四）丁。\n";
    assert_eq!(
        errors(items),
        ["1 numbering/run-on: （一）接排在上一段里", "3 numbering/run-on: （三）接排在（二）的文字里"]
    );
}

#[test]
fn the_last_item_of_a_list_may_hold_those_behind_it() {
    let text = "第一条　材料：\n\n（一）甲；\n\n（二）乙；（三）丙；（四）丁。\n";
    assert_eq!(
        errors(text),
        ["5 numbering/run-on: （三）接排在（二）的文字里", "5 numbering/run-on: （四）接排在（二）的文字里"]
    );
    let own_list = "第一条　材料：\n\n（一）甲；\n\n（二）乙：（一）子；（二）丑；（三）寅。\n";
    assert_eq!(errors(own_list), Vec::<String>::new());
    // Of a list in one paragraph nothing says that its items should stand apart.
    let together = "第一条　材料：\n\n（一）甲；（二）乙。\n";
    assert_eq!(errors(together), Vec::<String>::new());
}

#[test]
fn what_is_quoted_or_cited_did_not_run_on() {
    let quoted = "第一条　甲：“乙。第二条　丙。”\n\n第三条　丁。\n";
    assert_eq!(errors(quoted), ["3 numbering/gap: 第三条之前缺第二条"]);
    let written_out = "第一条　材料包括：（一）甲；（二）乙。\n\n第二条　丁。\n";
    assert_eq!(errors(written_out), Vec::<String>::new());
}

#[test]
fn a_fix_sets_apart_what_ran_on() {
    let text = "第一条　甲。 第二条乙。\n\n第三条　丙。\n";
    let found = super::findings(text);
    let fix = found.iter().find(|it| it.rule == "numbering/run-on").and_then(|it| it.fix.clone()).expect("has a fix");
    assert!(!fix.safe);
    let mut mended = text.to_owned();
    for edit in fix.edits.iter().rev() {
        mended.replace_range(edit.span.range(), &edit.text);
    }
    assert_eq!(mended, "第一条　甲。\n\n第二条　乙。\n\n第三条　丙。\n");
}

#[test]
fn broken_tokens_are_told_in_markers_and_in_prose() {
    let text = "第一条　甲。\n\n第二 条乙。\n\n笫三条　违反本法第 一条、第二 款的第三 项目，罚。\n\n第四条　第十五－二十条、第一—三条。\n";
    let found = errors(text);
    let broken: Vec<&String> = found.iter().filter(|it| it.contains("broken-token")).collect();
    assert_eq!(
        broken,
        [
            "3 numbering/broken-token: “第二 条”应当是“第二条”",
            "5 numbering/broken-token: “笫三条”应当是“第三条”",
            "5 numbering/broken-token: “第 一条”应当是“第一条”",
            "5 numbering/broken-token: “第二 款”应当是“第二款”"
        ]
    );
}

#[test]
fn a_work_of_many_files_is_one_row_of_numbers() {
    let first = format!("# 民法典\n\n## 第一编　总则\n\n### 第一章　甲\n\n{}{}", article("一"), article("二"));
    let second = format!("# 民法典\n\n## 第二编　物权\n\n### 第一章　乙\n\n{}{}", article("三"), article("四"));
    let third = format!("# 民法典\n\n## 第三编　合同\n\n### 第一章　丙\n\n{}{}", article("五"), article("六"));
    assert_eq!(of_work(&[&first, &second, &third]), Vec::<String>::new());
    // A file that is missing in the middle is one fault, where the later one opens.
    assert_eq!(of_work(&[&first, &third]), ["1:3 numbering/gap: 第三编之前缺第二编"]);
    // A slip in the later file lies in that file.
    let slip = second.replace("第四条", "第五条");
    assert_eq!(of_work(&[&first, &slip]), ["1:9 numbering/gap: 第五条之前缺第四条"]);
}

#[test]
fn chapters_run_on_through_files_or_begin_again() {
    let file = |chapter: &str, number: &str| format!("# 法\n\n## 第{chapter}章　甲\n\n{}", article(number));
    let files = |chapters: [&str; 3]| -> Vec<String> {
        chapters.iter().zip(["一", "二", "三"]).map(|(chapter, number)| file(chapter, number)).collect()
    };
    for chapters in [["一", "二", "三"], ["一", "一", "一"]] {
        let files = files(chapters);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        assert_eq!(of_work(&files), Vec::<String>::new(), "{chapters:?}");
    }
}

#[test]
fn the_front_matter_may_say_how_kinds_count() {
    let body = "# 意见\n\n## 要求\n\n一、甲。\n\n二、乙。\n\n三、丙。\n\n## 任务\n\n一、丁。\n\n## 其他\n\n一、戊。\n";
    assert_eq!(errors(body).len(), 2);
    assert_eq!(errors(&format!("---\nnumbering: {{条: 重新}}\n---\n{body}")), Vec::<String>::new());
    let wrong = errors("---\nnumbering: {chapters: continuous, 章: 连绵}\n---\n# 法\n\n第一条　甲。\n");
    assert_eq!(
        wrong,
        [
            "2 metadata/front-matter: 没有叫“chapters”的可以计数的单元",
            "2 metadata/front-matter: 没有叫“连绵”的计数办法"
        ]
    );
}

#[test]
fn chapters_run_on_through_subparts_and_begin_again_in_parts() {
    let text = [
        "## 第一编　总则\n\n### 第一章　甲\n\n第一条　文。",
        "## 第二编　物权\n\n### 第一分编　通则\n\n#### 第一章　乙\n\n第二条　文。\n\n#### 第二章　丙\n\n第三条　文。",
        "### 第二分编　所有权\n\n#### 第三章　丁\n\n第四条　文。",
        "## 第三编　合同\n\n### 第一分编　通则\n\n#### 第一章　戊\n\n第五条　文。\n",
    ];
    assert_eq!(errors(&text.join("\n\n")), Vec::<String>::new());
}

#[test]
fn texts_within_a_text_count_for_themselves() {
    let decision = "# 关于公布条例的决定\n\n第一条　公布条例。\n\n第二条　本决定自公布之日起施行。\n\n# 档案条例\n\n第一条　甲。\n\n第二条　乙。\n";
    assert_eq!(errors(decision), Vec::<String>::new());
    let annexes = "第一条　甲。\n\n第二条　乙。\n\n附件1\n\n细则\n\n第一条　丙。\n\n第二条　丁。\n\n附件2\n\n名单\n\n1.戊\n\n2.己\n";
    assert_eq!(errors(annexes), Vec::<String>::new());
    let amendment = "# 关于修改《档案条例》的决定\n\n一、第五条修改为：\n\n第五条　档案分为下列各类。\n\n二、第九条修改为：\n\n第九条　违反本条例的，罚。\n\n三、本决定自公布之日起施行。\n";
    assert_eq!(errors(amendment), Vec::<String>::new());
}

#[test]
fn contents_written_as_headings_paragraphs_or_lists_are_no_second_text() {
    let body = "## 第一章　总则\n\n第一条　甲。\n\n## 第二章　附则\n\n第二条　乙。\n";
    for contents in [
        "## 目录\n\n## 第一章　总则\n\n## 第二章　附则",
        "目　录\n\n第一章　总则\n\n第二章　附则",
        "目录\n\n第一章　总则\n第二章　附则",
        "## 目录\n\n- 第一章　总则\n- 第二章　附则",
        "## 目录\n\n## 前言\n\n## 第一章　总则……1\n\n## 第二章　附则……9",
        "## 说明\n\n根据法律制定。\n\n## 目次\n\n### 第一章　总则\n\n### 第二章　附则",
    ] {
        assert_eq!(errors(&format!("# 条例\n\n{contents}\n\n{body}")), Vec::<String>::new(), "{contents}");
    }
    let sections = "## 第一章　总则\n\n### 第一节　甲\n\n## 第二章　附则\n\n### 第一节　乙\n\n";
    let filled = sections.replace("甲\n", "甲\n\n第一条　文。\n").replace("乙\n", "乙\n\n第二条　文。\n");
    assert_eq!(errors(&format!("# 条例\n\n## 目录\n\n{sections}{filled}")), Vec::<String>::new());
    let differs = "目录\n\n第一章　总则\n\n第三章　罚则";
    assert_eq!(
        errors(&format!("# 条例\n\n{differs}\n\n{body}")),
        ["7 structure/contents: 目录里的“罚则”在正文中没有", "7 structure/contents: 目录里没有第二章"]
    );
}

#[test]
fn a_heading_that_lost_its_number_is_no_second_half() {
    let half = |heading: &str, below: &str| errors(&format!("## 第一章　{heading}\n\n{below}\n\n第一条　甲。\n"));
    assert_eq!(half("犯罪嫌疑人、被告人逃匿、死亡案件", "违法所得的没收程序").len(), 1);
    assert_eq!(half("依法不负刑事责任的", "精神病人的强制医疗程序").len(), 1);
    assert_eq!(half("业主组织", "业主大会"), Vec::<String>::new());
    assert_eq!(half("市人民代表大会常务委员会审议", "（2015年修订）"), Vec::<String>::new());
}

#[test]
fn a_missing_chapter_is_shown_the_line_that_lost_its_number() {
    let text = "## 第一章　总则\n\n第一条　甲。\n\n融资促进\n\n第二条　乙。\n\n## 第三章　附则\n\n第三条　丙。\n";
    let found = super::findings(text);
    let fix = found[0].fix.clone().expect("has a fix");
    assert_eq!(fix.edits[0].text, "## 第二章　融资促进");
    assert_eq!(&text[fix.edits[0].span.range()], "融资促进");
    assert_eq!(found.len(), 1);
}

#[test]
fn lists_at_the_top_and_numerals_beyond_any_range() {
    assert_eq!(errors("# 通知\n\n1、甲。\n\n2、乙。\n\n4、丁。\n"), ["7 numbering/gap: “4、”之前缺“3、”"]);
    let marks = "# 通知\n\n一，甲。\n\n二，乙。\n\n四，丁。\n";
    assert_eq!(errors(marks).iter().filter(|it| it.contains("numbering/style")).count(), 3);
    assert!(errors(marks).contains(&"7 numbering/gap: “四，”之前缺“三、”".to_owned()), "{:?}", errors(marks));
    let beyond = "第一条　甲。\n\n第九十九万亿条　乙。\n\n第三条　丙。\n";
    assert_eq!(errors(beyond), ["3 numbering/style: “九十九万亿”不成数目"]);
    let digits = "第一条　甲。\n\n第99999999999999999999条　乙。\n\n第三条　丙。\n";
    assert_eq!(errors(digits), ["3 numbering/style: “99999999999999999999”不成数目"]);
}

#[test]
fn numbers_repealed_together_are_no_gap() {
    let text = "第一条　甲。\n\n第二条至第四条　（删去）\n\n第五条　乙。\n";
    assert!(!errors(text).iter().any(|it| it.contains("numbering/")));
}

#[test]
fn a_part_of_a_work_may_begin_with_nonsense() {
    let text =
        "# 刑法\n\n# 分则\n\n## 第三章　丙\n\n第一百八二条　甲。\n\n第一百八十三条　乙。\n\n第一百八十四条　丙。\n";
    assert_eq!(errors(text), ["7 numbering/style: “一百八二”不成数目"]);
    let whole = "# 条例\n\n## 第一章　总则\n\n第十十条　甲。\n\n第二条　乙。\n\n第三条　丙。\n";
    assert_eq!(errors(whole), ["5 numbering/style: “十十”不成数目"]);
}

#[test]
fn an_article_without_a_blank_line_may_open_like_the_tail_of_a_reference() {
    let text =
        "第一条　甲。\n第二条 中华人民共和国公民适用本法。\n第三条　以欺骗手段取得的，罚：\n第四条　及时报告。\n";
    let rules: Vec<&str> = super::findings(text).iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["structure/missing-break"; 3]);
    let cited = "第一条　甲。\n\n第二条　乙依照下列规定：\n第一条 的规定；第一条所列各款。\n";
    assert_eq!(errors(cited), Vec::<String>::new());
}

#[test]
fn an_annex_among_others_bears_a_number() {
    let annexes = |names: [&str; 3]| errors(&names.map(|it| format!("## {it}　表\n\n文。\n\n")).concat());
    let told =
        |line: usize, right: &str| vec![format!("{line} numbering/style: 这个附件没有序号，按前后次序是{right}")];
    assert_eq!(annexes(["附件1", "附件", "附件3"]), told(5, "附件2"));
    assert_eq!(annexes(["附件", "附件2", "附件3"]), told(1, "附件1"));
    assert_eq!(annexes(["附件一", "附件", "附件三"]), told(5, "附件二"));
    assert_eq!(annexes(["附件1", "附件2", "附件"]), Vec::<String>::new());
    assert_eq!(annexes(["附件", "附件1", "附件2"]), Vec::<String>::new());
}

#[test]
fn the_items_of_an_annex_count() {
    let annex =
        |items: &str| errors(&format!("第一条　甲，见附件1。\n\n## 附件1　材料\n\n提交下列材料：\n\n{items}\n"));
    assert_eq!(annex("（一）甲；\n\n（三）丙。"), ["9 numbering/gap: （三）之前缺（二）"]);
    assert_eq!(annex("（二）乙；\n\n（三）丙。"), ["7 numbering/start: 这一列从（二）开始，前面没有（一）"]);
}

#[test]
fn a_digit_for_a_numeral_is_one_fault_wherever_it_stands_in_its_list() {
    let first = "第一条　免征：\n\n（一）甲；\n\n（2）乙。\n\n减征：\n\n（一）丙；\n\n（二）丁。\n";
    assert_eq!(errors(first), ["5 numbering/style: 序号“（2）”应当写作“（二）”"]);
    let second = "第一条　免征：\n\n（一）甲；\n\n（二）乙。\n\n减征：\n\n（1）丙；\n\n（二）丁。\n";
    assert_eq!(errors(second), ["9 numbering/style: 序号“（1）”应当写作“（一）”"]);
    // （1） and （2） below an item are what they say.
    let below = "第一条　材料：\n\n（一）甲：\n\n（1）乙；\n\n（2）丙。\n\n（二）丁。\n";
    assert_eq!(errors(below), Vec::<String>::new());
}

#[test]
fn the_first_item_of_a_second_list_may_have_lost_its_number() {
    let text = "第一条　免征：\n\n（一）甲；\n\n（二）乙。\n\n减征：\n\n丙；\n\n（二）丁。\n";
    assert_eq!(errors(text), ["11 numbering/start: 这一列从（二）开始，前面没有（一）"]);
    // A paragraph between two items ends no list.
    let goes_on = "第一条　免征：\n\n（一）甲：\n\n乙。\n\n丙。\n\n（二）丁。\n";
    assert_eq!(errors(goes_on), Vec::<String>::new());
}

#[test]
fn chapters_without_their_marks_are_told_once() {
    let plain = "# 某办法\n\n第一章　总则\n\n第一条　甲。\n\n第三章　附则\n\n第二条　乙。\n";
    assert_eq!(
        of_work(&[plain]),
        ["0:3 structure/missing-heading-mark: 这份文件的标题都没有写 ##，共 2 处，这是第一处"]
    );
    let one = "## 第一章　总则\n\n第一条　甲。\n\n第二章　管理\n\n第二条　乙。\n\n## 第三章　附则\n\n第三条　丙。\n";
    assert_eq!(of_work(&[one]), ["0:9 numbering/gap: 第三章之前缺第二章"]);
    let contents = "目录\n\n第一章　总则\n\n第二章　附则\n\n第一条　甲。\n\n第二条　乙。\n";
    assert!(of_work(&[contents]).iter().all(|it| !it.contains("missing-heading-mark")));
}

#[test]
fn a_list_of_ones_is_told_whole() {
    let text = "第一条　材料：\n\n1. 甲；\n\n1. 乙；\n\n1. 丙。\n";
    assert_eq!(errors(text), ["5 numbering/duplicate: “1.”出现了两次", "7 numbering/duplicate: “1.”出现了两次"]);
}

#[test]
fn a_repeated_head_is_no_second_text() {
    let head: String = ["一", "二", "三", "四", "一", "二"].into_iter().map(article).collect();
    assert_eq!(errors(&head), ["9 numbering/duplicate: 第一条出现了两次", "11 numbering/duplicate: 第二条出现了两次"]);
    let two = head.replacen("第四条　文。", "第四条　本办法自公布之日起施行。", 1);
    assert_eq!(errors(&two), Vec::<String>::new());
}
