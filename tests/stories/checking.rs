//! Checking texts, as a person reads the answer.

use std::process::Stdio;

use super::desk::{CRAMPED, Desk, SOUND};

#[test]
fn a_sound_project_is_quiet() {
    let desk = Desk::empty()
        .with("source/条例.md", SOUND)
        .with("source/卷二/办法.md", SOUND)
        .with("source/README.md", "不是正文\n");
    insta::assert_snapshot!(desk.diben("check"), @"
    ~ stderr ~
    2 份文件：没有发现问题
    = 0
    ");
    insta::assert_snapshot!(desk.diben("check --lang en"), @"
    ~ stderr ~
    2 files: nothing found
    = 0
    ");
    // From a folder inside the project too.
    insta::assert_snapshot!(desk.diben_in("source/卷二", "check"), @"
    ~ stderr ~
    2 份文件：没有发现问题
    = 0
    ");
}

#[test]
fn a_finding_shows_its_line_and_how_to_mend_it() {
    let desk = Desk::empty().with("条例.md", CRAMPED);
    insta::assert_snapshot!(desk.diben("check 条例.md"), @"
    条例.md  1 个提醒

    提醒[structure/missing-break]：新的一条（项、目）紧接在上一行下面，中间缺空行
     --> 条例.md:6:1
    6 | （一）数字产品贸易；
      | ^^^^^^
      改法：在这一行前面加一个空行；现在按有空行处理。

    ~ stderr ~
    1 份文件：0 个错误，1 个提醒；其中 1 处可用 check --fix 改好
    = 0
    ");
    insta::assert_snapshot!(desk.diben("check 条例.md --lang en"), @"
    条例.md  1 warning

    warning[structure/missing-break]: a unit opens right under the line above, without a blank line between
     --> 条例.md:6:1
    6 | （一）数字产品贸易；
      | ^^^^^^
      help: put a blank line before it; it is read as if there were one.

    ~ stderr ~
    1 file: 0 errors, 1 warning; `check --fix` mends 1
    = 0
    ");
}

#[test]
fn warnings_weigh_as_much_as_one_asks() {
    let desk = Desk::empty().with("条例.md", CRAMPED);
    assert!(desk.diben("check 条例.md").ends_with("= 0\n"));
    insta::assert_snapshot!(desk.diben("check --deny warnings 条例.md").lines().skip(6).collect::<Vec<_>>().join("\n"), @"
      改法：在这一行前面加一个空行；现在按有空行处理。

    ~ stderr ~
    1 份文件：0 个错误，1 个提醒（按错误论）；其中 1 处可用 check --fix 改好
    = 1
    ");
}

#[test]
fn a_folder_is_searched_and_one_bad_file_stops_nobody() {
    let desk =
        Desk::empty().with("法/甲.md", SOUND).with("法/乙/丙.md", CRAMPED).with("法/空.md", "").with("法/记.txt", "");
    insta::assert_snapshot!(desk.diben("check 法"), @"
    法/乙/丙.md  1 个提醒

    提醒[structure/missing-break]：新的一条（项、目）紧接在上一行下面，中间缺空行
     --> 法/乙/丙.md:6:1
    6 | （一）数字产品贸易；
      | ^^^^^^
      改法：在这一行前面加一个空行；现在按有空行处理。

    ~ stderr ~
    错误：法/空.md 是空的
      办法：写入正文，或者删去这个文件。
    2 份文件：0 个错误，1 个提醒，1 份没能读；其中 1 处可用 check --fix 改好
    = 2
    ");
}

#[test]
fn the_mark_stands_below_its_place_in_a_long_paragraph() {
    let long = "国家推动基础设施互联互通，加强政策沟通、“设施”联通。".repeat(20);
    let text = format!(
        "# 某市数字贸易促进条例\n\n第一条　{long}本办\u{7}法所称，{long}\n\n第二条　本条例自公布之日起施行。\n"
    );
    let desk = Desk::empty().with("条例.md", text);
    insta::assert_snapshot!(desk.diben("check 条例.md"), @"
    条例.md  1 个错误

    错误[text/invisible]：控制字符 U+0007 印不出来
     --> 条例.md:3:547
    3 | …强政策沟通、“设施”联通。本办<U+0007>法所称，国家推动基础设施互联互通，加强政策沟通、“设施”联通…
      |                              ^^^^^^^^
      改法：删去它；若原来是别的字，请对照原件补上。

    ~ stderr ~
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
}

#[test]
fn a_byte_order_mark_and_crlf_are_welcome() {
    let desk = Desk::empty().with("条例.md", format!("\u{FEFF}{}", SOUND.replace('\n', "\r\n")));
    insta::assert_snapshot!(desk.diben("check 条例.md"), @"
    ~ stderr ~
    1 份文件：没有发现问题
    = 0
    ");
}

#[test]
fn a_reader_that_goes_away_does_no_harm() {
    let many = (1..3000).map(|it| format!("甲：\n（一）第{it}\u{7}项。\n\n")).collect::<String>();
    let desk = Desk::empty().with("条例.md", many);
    let mut child = desk
        .command(".")
        .args(["check", "条例.md"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!said.contains("panic"), "{said}");
    assert!(matches!(output.status.code(), Some(0 | 1)), "{:?}", output.status);
}

#[test]
fn deep_nesting_is_no_reason_to_fall() {
    let desk = Desk::empty()
        .with("a.md", format!("# 题\n\n{}甲\n", "> ".repeat(800)))
        .with("b.md", format!("# 题\n\n{}甲\n", "- ".repeat(2_000)));
    let shown = desk.diben("check a.md b.md");
    assert!(shown.ends_with("= 0\n") || shown.ends_with("= 1\n"), "{}", &shown[shown.len().saturating_sub(400)..]);
}
