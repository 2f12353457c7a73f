//! What a project makes of the rules: levels, allowances, stages; and how the rules are explained.

use super::desk::{CRAMPED, Desk, SOUND};

/// A text that lacks 第二条.
const GAP: &str =
    "# 某市数字贸易促进条例\n\n第一条　为了促进数字贸易，制定本条例。\n\n第三条　本条例自公布之日起施行。\n";

#[test]
fn levels_of_a_project() {
    let desk = Desk::empty()
        .with("diben.toml", "[check.rules]\n\"structure/missing-break\" = \"error\"\n\"numbering/*\" = \"off\"\n")
        .with("source/甲.md", CRAMPED)
        .with("source/乙.md", GAP);
    insta::assert_snapshot!(desk.diben("check"), @"
    source/甲.md  1 个错误

    错误[structure/missing-break]：新的一条（项、目）紧接在上一行下面，中间缺空行
     --> source/甲.md:6:1
    6 | （一）数字产品贸易；
      | ^^^^^^
      改法：在这一行前面加一个空行；现在按有空行处理。

    ~ stderr ~
    2 份文件：1 个错误，0 个提醒；其中 1 处可用 check --fix 改好
    = 1
    ");
    desk.write("diben.toml", "[check.rules]\n\"numbering/gpa\" = \"off\"\n");
    insta::assert_snapshot!(desk.diben("check"), @"
    ~ stderr ~
    错误：diben.toml:2:1 没有 numbering/gpa 这条规则
      办法：是不是 numbering/gap？
    = 2
    ");
    desk.write("diben.toml", "[check.rules]\n\"numbering/gap\" = \"warn\"\n");
    insta::assert_snapshot!(desk.diben("check --lang en"), @"
    ~ stderr ~
    error: diben.toml:2:19: the level of a rule can't be `warn`
      next: write error, warning, info or off.
    = 2
    ");
}

#[test]
fn allowances_of_a_document() {
    let allow = "---\nallow:\n  - rule: numbering/gap\n    place: 第三条\n    reason: 公布时即缺第二条，见公报 2015 年第 7 号\n---\n\n";
    let desk = Desk::empty().with("条例.md", format!("{allow}{GAP}"));
    insta::assert_snapshot!(desk.diben("check 条例.md"), @"
    ~ stderr ~
    1 份文件：没有发现问题
    = 0
    ");
    desk.write("条例.md", format!("{allow}{SOUND}"));
    insta::assert_snapshot!(desk.diben("check 条例.md"), @"
    条例.md  1 个错误

    错误[metadata/allowance]：文中没有“第三条”
     --> 条例.md:4:12
    4 |     place: 第三条
      |            ^^^^^^
      改法：写条款（第二十条第二款第三项）、章节、附件、题名，或者 diben outline 列出的编号名。

    ~ stderr ~
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
    desk.write("条例.md", format!("{}{GAP}", allow.replace("第三条", "第二条")));
    insta::assert_snapshot!(desk.diben("check 条例.md --lang en"), @"
    条例.md  2 errors

    error[metadata/allowance]: the text has no “第二条”
     --> 条例.md:4:12
    4 |     place: 第二条
      |            ^^^^^^
      help: write an address such as 第二十条第二款第三项, a chapter, an annex, 题名, or an id that `diben outline` lists.

    error[numbering/gap]: 第二条 is missing before 第三条
      --> 条例.md:12:1
    12 | 第三条　本条例自公布之日起施行。
       | ^^^^^^
      help: restore 第二条 from the original or mend the numbers; one that was repealed keeps its number with （删去）.
      see 条例.md:10:1: 第一条 stands before it

    ~ stderr ~
    1 file: 2 errors, 0 warnings
    = 1
    ");
}

#[test]
fn allowances_of_a_project() {
    let entry = "[[check.allow]]\nfile = \"source/**/*.md\"\nrule = \"numbering/gap\"\nplace = \"第三条\"\nreason = \"公布时即缺第二条\"\n";
    let desk = Desk::empty().with("diben.toml", entry).with("source/甲.md", GAP).with("source/乙.md", SOUND);
    insta::assert_snapshot!(desk.diben("check"), @"
    ~ stderr ~
    2 份文件：没有发现问题
    = 0
    ");
    // One that allows nothing is told where it stands; that of a pattern only where the whole project was looked at.
    desk.write("source/甲.md", SOUND);
    insta::assert_snapshot!(desk.diben("check"), @r#"
    diben.toml  1 个错误

    错误[metadata/allowance]：文中没有“第三条”
     --> diben.toml:4:9
    4 | place = "第三条"
      |         ^^^^^^^^
      改法：写条款（第二十条第二款第三项）、章节、附件、题名，或者 diben outline 列出的编号名。

    ~ stderr ~
    2 份文件：1 个错误，0 个提醒
    = 1
    "#);
    insta::assert_snapshot!(desk.diben("check source/甲.md"), @"
    ~ stderr ~
    1 份文件：没有发现问题
    = 0
    ");
    desk.write("diben.toml", entry.replace("**/*", "甲"));
    insta::assert_snapshot!(desk.diben("check --stage release source/甲.md"), @r#"
    diben.toml  1 个错误

    错误[metadata/allowance]：文中没有“第三条”
     --> diben.toml:4:9
    4 | place = "第三条"
      |         ^^^^^^^^
      改法：写条款（第二十条第二款第三项）、章节、附件、题名，或者 diben outline 列出的编号名。

    ~ stderr ~
    1 份文件：1 个错误，0 个提醒
    = 1
    "#);
    desk.write("diben.toml", entry.replace("**/*", "丙"));
    insta::assert_snapshot!(desk.diben("check"), @"
    diben.toml  1 个提醒

    提醒[metadata/unused-allowance]：没有文件叫 source/丙.md，这条例外没有用到
     --> diben.toml:1:1
    1 | [[check.allow]]
      | ^^^^^^^^^^^^^^^
      改法：改正 file，或者删去这条例外。

    ~ stderr ~
    2 份文件：0 个错误，1 个提醒
    = 0
    ");
    desk.write("diben.toml", entry.replace("reason", "raeson"));
    insta::assert_snapshot!(desk.diben("check"), @"
    ~ stderr ~
    错误：diben.toml:5:1 有不认识的键 raeson
      办法：是不是 reason？
    = 2
    ");
}

#[test]
fn a_text_to_be_issued_is_looked_at_more_closely() {
    let desk = Desk::empty().with("合同.md", "# 供货合同\n\n第一条　甲方：____；乙方：____。\n");
    insta::assert_snapshot!(desk.diben("check 合同.md"), @r"
    合同.md  2 个提醒

    提醒[structure/markdown]：这里的 ____ 是正文，别的 Markdown 软件会当作强调吃掉
     --> 合同.md:3:8
    3 | 第一条　甲方：____；乙方：____。
      |               ^^^^
      改法：写成 \_\_\_\_。

    提醒[structure/markdown]：这里的 ____ 是正文，别的 Markdown 软件会当作强调吃掉
     --> 合同.md:3:16
    3 | 第一条　甲方：____；乙方：____。
      |                           ^^^^
      改法：写成 \_\_\_\_。

    ~ stderr ~
    1 份文件：0 个错误，2 个提醒；其中 2 处可用 check --fix 改好
    = 0
    ");
    assert!(desk.diben("check --stage release 合同.md").ends_with("= 1\n"));
}

#[test]
fn a_rule_is_explained() {
    let desk = Desk::empty();
    insta::assert_snapshot!(desk.diben("explain metadata/unused-allowance"), @"
    metadata/unused-allowance  提醒，定稿时错误

    例外没有用到。

    原文已经改好，例外还留着，就会在将来放过真正的毛病；也可能是位置写错了，要放过的
    那一处根本没有放过。起草时是提醒，定稿时（--stage release）是错误。

    这样写会报：

        ---
        allow:
          - rule: numbering/gap
            place: 第二条
            reason: 公布时即缺第二条，见公报 2015 年第 7 号
        ---

        第一条　为了规范档案管理，制定本办法。

        第二条　本办法自公布之日起施行。

    这样写没有问题：

        ---
        allow:
          - rule: numbering/gap
            place: 第三条
            reason: 公布时即缺第二条，见公报 2015 年第 7 号
        ---

        第一条　为了规范档案管理，制定本办法。

        第三条　本办法自公布之日起施行。
    = 0
    ");
    insta::assert_snapshot!(desk.diben("explain metadata/unused-allowance --lang en"), @"
    metadata/unused-allowance  warning, error at release

    An allowance allows nothing.

    An allowance that stays behind after the text was mended will one day hide a
    real fault; or its place is wrong and it never allowed what it was written for.
    It is a warning in a draft and an error at release.

    Found:

        ---
        allow:
          - rule: numbering/gap
            place: 第二条
            reason: 公布时即缺第二条，见公报 2015 年第 7 号
        ---

        第一条　为了规范档案管理，制定本办法。

        第二条　本办法自公布之日起施行。

    Not found:

        ---
        allow:
          - rule: numbering/gap
            place: 第三条
            reason: 公布时即缺第二条，见公报 2015 年第 7 号
        ---

        第一条　为了规范档案管理，制定本办法。

        第三条　本办法自公布之日起施行。
    = 0
    ");
    insta::assert_snapshot!(desk.diben("explain edition/text"), @"
    edition/text

    核对成品时发现：成品的文字与底本不一致。这样的成品不会写出。
    = 0
    ");
    insta::assert_snapshot!(desk.diben("explain gap"), @"
    ~ stderr ~
    错误：没有 gap 这条规则
      办法：是不是 numbering/gap？
    = 2
    ");
    assert_eq!(desk.diben("explain"), desk.diben("rules"));
}

#[test]
fn a_family_is_listed() {
    let said = Desk::empty().diben("explain numbering");
    assert!(said.contains("numbering/gap") && !said.contains("reference/"), "{said}");
}

#[test]
fn rules_are_listed() {
    let desk = Desk::empty();
    let row = |arguments: &str, id: &str| {
        desk.diben(arguments).lines().find(|it| it.starts_with(id)).map(str::to_owned).unwrap_or_default()
    };
    assert!(row("rules", "numbering/gap ").contains("错误"));
    assert!(row("rules --lang en", "numbering/gap ").contains("error"));
    let list: serde_json::Value = serde_json::from_str(&desk.stdout("rules --format json")).expect("it is JSON");
    let unused =
        list.as_array().expect("a list").iter().find(|it| it["id"] == "metadata/unused-allowance").expect("there");
    assert_eq!((&unused["level"], &unused["release"]), (&"warning".into(), &"error".into()));
    assert_eq!(unused["summary"], "例外没有用到。");
    assert_eq!(
        (&unused["summary_zh"], &unused["summary_en"]),
        (&unused["summary"], &"An allowance allows nothing.".into())
    );
}

#[test]
fn help_is_a_word_too() {
    let desk = Desk::empty();
    assert_eq!(desk.diben("help"), desk.diben("--help"));
    assert_eq!(desk.diben("help check"), desk.diben("check --help"));
    assert_eq!(desk.diben("--lang en help rules"), desk.diben("rules --help"));
}
