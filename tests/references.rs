//! References: what the words name, whose text they mean, which unit they come to, and which bytes say it.

use diben::check::{Policy, Work, check};
use diben::markdown::read;
use diben::model::{Document, Reference, Resolution, Target};
use diben::reference::resolve;
use diben::text::FileId;

/// Articles that references can lead to: 第一条 has two 款 with items in the first, 第三条 two lists.
const LAW: &str = "# 档案办法

## 第一章　总则

第一条　申请人应当提交下列材料：

（一）申请书：

1.姓名；

2.住址。

（二）身份证明。

材料不全的，应当补正。

## 第二章　管理

### 第一节　归档

第二条　机关应当归档。

第二条之一　团体应当归档。

### 第二节　利用

第三条　下列档案开放：

（一）甲；

（二）乙。

下列档案不开放：

（一）丙；

（二）丁。

";

fn document(text: &str) -> Document {
    read(FileId(0), text).document
}

/// Returns what a reference comes to, in a word.
fn outcome(it: &Reference) -> String {
    match &it.resolution {
        Resolution::Found(targets) => targets.iter().map(|it| it.id.as_str()).collect::<Vec<_>>().join("+"),
        Resolution::Missing(missing) => format!("缺{}/{}", missing.rank.word(), missing.count),
        Resolution::External(title) => format!("《{}》", title.as_deref().unwrap_or("")),
        Resolution::Unclear => "?".to_owned(),
    }
}

/// Returns the references of a text as `bytes → outcome`.
fn resolved(text: &str) -> Vec<String> {
    document(text).references.iter().map(|it| format!("{} → {}", &text[it.span.range()], outcome(it))).collect()
}

/// Returns the references in the words of 第四条, an article of the law above.
fn cited(words: &str) -> Vec<String> {
    resolved(&format!("{LAW}第四条　{words}"))
}

#[test]
fn a_place_of_every_depth() {
    assert_eq!(cited("违反本办法第二条规定的"), ["第二条 → art-2"]);
    assert_eq!(cited("违反本办法第二条之一规定的"), ["第二条之一 → art-2-1"]);
    assert_eq!(cited("违反本办法第一条第二款规定的"), ["第一条第二款 → art-1-p2"]);
    assert_eq!(cited("违反本办法第一条第一款第二项规定的"), ["第一条第一款第二项 → art-1-p1-i2"]);
    assert_eq!(cited("违反本办法第一条第（二）项规定的"), ["第一条第（二）项 → art-1-p1-i2"]);
    assert_eq!(cited("违反本办法第一条（二）项规定的"), ["第一条（二）项 → art-1-p1-i2"]);
    assert_eq!(cited("违反本办法第一条第一项第2目规定的"), ["第一条第一项第2目 → art-1-p1-i1-s2"]);
    assert_eq!(cited("违反本办法第2条规定的"), ["第2条 → art-2"]);
    assert_eq!(cited("依照本办法第二章第二节"), ["第二章第二节 → ch-2-sec-2"]);
    assert_eq!(cited("依照本章第一节"), ["本章第一节 → ch-2-sec-1"]);
}

#[test]
fn lists_take_over_what_they_leave_out() {
    assert_eq!(cited("第一条第一款、第二款"), ["第一条第一款 → art-1-p1", "第二款 → art-1-p2"]);
    assert_eq!(cited("第二条至第三条第二款"), ["第二条 → art-2", "第三条第二款 → art-3-p2"]);
    assert_eq!(cited("第一、二条"), ["第一 → art-1", "二条 → art-2"]);
    assert_eq!(cited("第一条至三条"), ["第一条 → art-1", "三条 → art-3"]);
    assert_eq!(cited("第一条第（一）（二）项"), ["第一条第（一） → art-1-p1-i1", "（二）项 → art-1-p1-i2"]);
    assert_eq!(cited("第一条第（一）项、（二）项"), ["第一条第（一）项 → art-1-p1-i1", "（二）项 → art-1-p1-i2"]);
    assert_eq!(cited("第三条第一项"), ["第三条第一项 → art-3-p1-i1+art-3-p2-i1"]);
}

#[test]
fn whose_text_is_meant() {
    assert_eq!(
        cited("依照《刑法》第九条、第十条和本办法第二条"),
        ["第九条 → 《刑法》", "第十条 → 《刑法》", "第二条 → art-2"]
    );
    assert_eq!(cited("依照刑法第九条、同法第十条"), ["第九条 → 《》", "第十条 → 《》"]);
    assert_eq!(cited("依照刑法第九条规定和第二条"), ["第九条 → 《》", "第二条 → 《》"]);
    // The next sentence may mean either.
    assert_eq!(cited("依照刑法第九条。依照第二条。本办法第三条"), ["第九条 → 《》", "第二条 → ?", "第三条 → art-3"]);
    assert_eq!(
        cited("依照《核材料公约》（以下简称防护机制）第二条。依照防护机制第三条"),
        ["第二条 → 《核材料公约》", "第三条 → 《》"]
    );
    assert_eq!(cited("“依照第二条”的，原第三条"), ["第二条 → 《》", "第三条 → ?"]);
    assert_eq!(cited("刑法第九条第一款规定的，该条第二款"), ["第九条第一款 → 《》", "该条第二款 → 《》"]);
    assert_eq!(cited("本办法第一条第一款规定的，同条第二款"), ["第一条第一款 → art-1-p1", "同条第二款 → art-1-p2"]);
    assert_eq!(cited("将第二条修改为"), ["第二条 → ?"]);
}

#[test]
fn what_counts_from_where_it_stands() {
    assert_eq!(cited("依照前条规定"), ["前条 → art-3"]);
    assert_eq!(cited("依照前两条规定"), ["前两条 → art-2-1+art-3"]);
    assert_eq!(
        cited("甲。\n\n依照前款、本款和本条第一款"),
        ["前款 → art-4-p1", "本款 → art-4-p2", "本条第一款 → art-4-p1"]
    );
    assert_eq!(cited("甲。\n\n乙。\n\n丙，前两款。"), ["前两款 → art-4-p1+art-4-p2"]);
    assert_eq!(cited("依照本节、本章的规定"), ["本节 → ch-2-sec-2", "本章 → ch-2"]);
    assert_eq!(cited("依照第一条前两款"), ["第一条前两款 → art-1-p1+art-1-p2"]);
    let list = "甲：\n\n（一）乙；\n\n（二）丙，前项除外；\n\n（三）前两项以外的。\n\n有前款第二项、第三项情形的。";
    assert_eq!(
        cited(list),
        ["前项 → art-4-p1-i1", "前两项 → art-4-p1-i1+art-4-p1-i2", "前款第二项 → art-4-p1-i2", "第三项 → art-4-p1-i3"]
    );
    // 款 are counted by place, also after a list.
    let after = "甲：\n\n（一）乙；\n\n（二）丙。\n\n丁，依照第一款、第（二）项。";
    assert_eq!(cited(after), ["第一款 → art-4-p1", "第（二）项 → art-4-p1-i2"]);
}

#[test]
fn what_is_not_there() {
    assert_eq!(cited("违反本办法第九条"), ["第九条 → 缺条/5"]);
    assert_eq!(cited("违反本办法第一条第三款"), ["第一条第三款 → 缺款/2"]);
    assert_eq!(cited("违反本办法第一条第一款第五项"), ["第一条第一款第五项 → 缺项/2"]);
    assert_eq!(cited("违反本办法第一条第一项第五目"), ["第一条第一项第五目 → 缺目/2"]);
    assert_eq!(cited("违反本办法第七章"), ["第七章 → 缺章/2"]);
    assert_eq!(cited("违反前款规定"), ["前款 → 缺款/0"]);
    assert_eq!(cited("甲。\n\n违反前两款规定"), ["前两款 → 缺款/1"]);
    assert_eq!(cited("甲：\n\n（一）前项以外的。"), ["前项 → 缺项/0"]);
    assert_eq!(resolved("第一条　依照前条规定。\n"), ["前条 → 缺条/0"]);
    let outside = "## 第一章　甲\n\n第一条　依照本节规定。\n\n## 第二章　乙\n\n### 第一节　丙\n\n第二条　丁。\n";
    assert_eq!(resolved(outside), ["本节 → 缺节/0"]);
    // A text without 节 speaks of that in which it once stood.
    assert_eq!(resolved("第一条　依照本节规定。\n"), ["本节 → ?"]);
}

#[test]
fn annexes() {
    let text = "第一条　收费见附件，标准见附件2、附表一，依照《公约》附录A。\n\n## 附件1\n\n甲。\n\n## 附件2\n\n第一条　依照前条。\n";
    assert_eq!(resolved(text), ["附件 → ?", "附件2 → annex-2", "附表一 → 缺附表/0", "附录A → 《公约》", "前条 → ?"]);
    assert_eq!(resolved("第一条　收费见附件。\n\n## 附件\n\n甲。\n"), ["附件 → annex"]);
    assert_eq!(resolved("第一条　申请书的附件一、附件材料、附加费。\n"), Vec::<String>::new());
}

#[test]
fn words_that_only_look_so() {
    for words in [
        "本条例第一次会议",
        "第三人、第三方、第一产业",
        "目前条件、基本条款、本章程、本节目、本项目、本编制",
        "第一条例、第一款项、第三项目、第二节能、第一编制",
        "第一，甲；第二，乙",
        "第三十－条",
        "信用证项下款项、以上条件、网上条款",
    ] {
        assert_eq!(cited(words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn spans_are_exact() {
    let text = "第一条　甲**乙**，依照本法第一\n百二十条**之一第（二）**项。\n\n第二条　按第一、３条&amp;第一条。\n";
    let document = document(text);
    let say = |it: &Reference| {
        let numerals = it.numerals.iter().map(|it| {
            let inserted = it.inserted.map_or(String::new(), |it| format!("+{}", &text[it.range()]));
            format!("{}{inserted}", &text[it.span.range()])
        });
        format!("{} [{}]", &text[it.span.range()], numerals.collect::<Vec<_>>().join(" "))
    };
    let said: Vec<String> = document.references.iter().map(say).collect();
    assert_eq!(
        said,
        ["第一\n百二十条**之一第（二）**项 [一\n百二十+之一 二]", "第一 [一]", "３条 [３]", "第一条 [一]"]
    );
}

#[test]
fn a_work_of_two_files_is_one_number_space() {
    let first = "# 总则编\n\n## 第一章　甲\n\n第一条　甲。\n\n第二条　依照本法第四条第二款、第九条。\n";
    let second = "# 分则编\n\n## 第二章　乙\n\n第三条　依照前条和第一章，本法第一条。\n\n第四条　乙。\n\n丙。\n";
    let mut alone = document(first);
    // What the other part may hold is no fault.
    assert_eq!(alone.references.iter().map(outcome).collect::<Vec<_>>(), ["?", "?"]);
    alone.references.clear();
    let mut documents = vec![alone, read(FileId(1), second).document];
    resolve(&mut documents);
    let outcomes = |at: usize| documents[at].references.iter().map(outcome).collect::<Vec<_>>();
    assert_eq!(outcomes(0), ["art-4-p2", "?"]);
    assert_eq!(outcomes(1), ["art-2", "ch-1", "art-1"]);
    let target = Target { file: FileId(1), id: "art-4-p2".to_owned() };
    assert_eq!(documents[0].references[0].resolution, Resolution::Found(vec![target]));
    // Again over references to the documents: the same.
    let mut borrowed: Vec<&mut Document> = documents.iter_mut().collect();
    resolve(&mut borrowed);
    assert_eq!(documents[1].references.len(), 3);
}

#[test]
fn an_amendment_speaks_of_another_text() {
    let text = "# 关于修改《档案条例》的决定\n\n一、第九条改为第十条，第二款修改为：“违反前款规定的。”\n\n二、本决定第一条。\n";
    assert_eq!(resolved(text), ["第九条 → 《》", "第十条 → 《》", "第二款 → 《》", "前款 → 《》", "第一条 → ?"]);
    let quote = "第一条　甲。\n\n> 依照本法第九条、前款。\n";
    assert_eq!(resolved(quote), ["第九条 → 《》", "前款 → 《》"]);
}

fn rules(text: &str) -> Vec<&'static str> {
    let document = document(text);
    check(&Work::new([&document]), &Policy::default()).iter().map(|it| it.rule).collect()
}

#[test]
fn one_defect_is_one_finding() {
    // A lost article is told by the numbers alone, and a list that lacks one thing once.
    let lost = "第一条　甲。\n\n第二条　依照本法第三条。\n\n第四条　丁。\n";
    assert_eq!(rules(lost), ["numbering/gap"]);
    let items = "第一条　甲。\n\n第二条　依照本法第一条第一项至第三项、第四项。\n";
    assert_eq!(rules(items), ["reference/dangling"]);
    let two = "第一条　甲。\n\n第二条　依照本法第八条、第九条。\n";
    assert_eq!(rules(two), ["reference/dangling", "reference/dangling"]);
    let itself = "第一条　甲。\n\n第二条　依照本法第一条至第二条。\n";
    assert_eq!(rules(itself), Vec::<&str>::new());
}

#[test]
fn what_the_numbers_tell_is_not_told_of_the_references() {
    // A number that ran on is no reference where it stands, and exists for whoever cites it.
    let run_on = "第一条　甲。第二条　依照第一条、前条处理。\n\n第三条　依照本法第二条。第四条　乙。\n";
    assert_eq!(rules(run_on), ["numbering/run-on", "numbering/run-on"]);
    let item =
        "第一条　甲：\n\n（一）甲；\n\n（二）乙；\n\n丙；\n\n（四）丁。\n\n第二条　依照本法第一条第三项、第九项。\n";
    assert_eq!(rules(item), ["numbering/gap"]);
    let start = "第二条　甲。\n\n第三条　依照本法第一条。\n";
    assert_eq!(rules(start), ["numbering/start"]);
    let unread = "第一条　甲。\n\n第十百条　依照本法第二条。\n";
    assert_eq!(rules(unread), ["numbering/style"]);
}

#[test]
fn articles_that_one_line_repeals_are_there() {
    let text = "第一条　甲。\n\n第二条至第四条（删去）\n\n第五条　依照本法第三条。\n\n第六条、第七条　删去\n";
    assert_eq!(rules(text), Vec::<&str>::new());
    let last = "第一条　依照本法第三条。\n\n第二条至第三条　（删去）\n";
    assert_eq!(rules(last), Vec::<&str>::new());
    assert_eq!(rules("第一条　甲。\n\n第二条至第四条规定的，依法处理。\n"), ["reference/dangling"]);
}

#[test]
fn a_list_or_range_that_lacks_one_thing_is_one_finding() {
    let cites = |words: &str| rules(&format!("第一条　甲。\n\n第二条　依照本法{words}。\n"));
    for words in ["第九条第一项至第三项", "第九条第一款、第二款", "第八条至第九条", "第一条第八项至第九项"]
    {
        assert_eq!(cites(words), ["reference/dangling"], "{words}");
    }
    assert_eq!(cites("第八条、第九条").len(), 2);
}

#[test]
fn a_number_that_opens_a_paragraph_is_no_reference() {
    assert_eq!(rules("第一条　甲。\n\n第九条中华人民共和国的档案。\n"), Vec::<&str>::new());
    // The reader tells that a blank is missing.
    assert_eq!(rules("第一条　甲。\n\n第二条中华人民共和国的档案。\n"), Vec::<&str>::new());
    assert_eq!(rules("第一条　甲。\n\n第九条规定的档案。\n"), ["reference/dangling"]);
}

#[test]
fn whose_article_it_is_the_form_of_the_text_may_say() {
    // 实施细则: what has no name may be the other's.
    let serving = "# 《供水条例》实施细则\n\n第一条　第五十条规定的期限。\n\n第二条　本细则第九条。\n";
    assert_eq!(resolved(serving), ["第五十条 → ?", "第九条 → 缺条/2"]);
    // The 款 of a treaty bear numbers, and so do those of a contract.
    let treaty = "第一条　罪行\n\n一、甲。\n\n二、乙。\n\n三、依照本条第二款、第一条第三款。\n";
    assert_eq!(resolved(treaty), ["本条第二款 → ?", "第一条第三款 → ?"]);
    let contract = "第一条　支付：\n\n1.甲；\n\n2.乙。\n\n第二条　依照本合同第一条第2款。\n";
    assert_eq!(resolved(contract), ["第一条第2款 → ?"]);
    assert_eq!(cited("修改前的本办法第九条，依照上述第八条"), ["第九条 → ?", "第八条 → ?"]);
    assert_eq!(cited("按照GB/T 1.1第九条"), ["第九条 → 《》"]);
}

#[test]
fn a_long_list_of_references_stays_exact() {
    let words = "**第一条**、第二条，".repeat(300);
    let text = format!("{LAW}第四条　{words}");
    let document = document(&text);
    assert_eq!(document.references.len(), 600);
    assert!(document.references.iter().all(|it| ["第一条", "第二条"].contains(&&text[it.span.range()])));
}
