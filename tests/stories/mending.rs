//! Safe fixes: shown first, made, and told.

use std::io::Write;
use std::process::Stdio;

use super::desk::{CRAMPED, Desk, SOUND};

#[test]
fn a_fix_is_shown_and_made() {
    let desk = Desk::empty().with("条例.md", CRAMPED);
    insta::assert_snapshot!(desk.diben("check --diff 条例.md"), @"
    --- a/条例.md
    +++ b/条例.md
    @@ -4,4 +4,5 @@
     
     第二条　数字贸易包括下列各项：
    +
     （一）数字产品贸易；
     
    ~ stderr ~
    用 --fix 可以自动改 1 处：structure/missing-break 1。
    = 0
    ");
    assert_eq!(std::fs::read_to_string(desk.path("条例.md")).expect("there"), CRAMPED);
    insta::assert_snapshot!(desk.diben("check --fix 条例.md"), @"
    ~ stderr ~
    1 份文件：没有发现问题
    自动改了 1 处：structure/missing-break 1。
    = 0
    ");
    let mended = CRAMPED.replace("：\n（一）", "：\n\n（一）");
    assert_eq!(std::fs::read_to_string(desk.path("条例.md")).expect("there"), mended);
    // Twice is once.
    insta::assert_snapshot!(desk.diben("check --fix 条例.md --lang en"), @"
    ~ stderr ~
    1 file: nothing found
    nothing to be mended unasked.
    = 0
    ");
    assert_eq!(std::fs::read_to_string(desk.path("条例.md")).expect("there"), mended);
}

#[test]
fn marks_and_line_ends_are_kept() {
    let text = format!("\u{FEFF}{}", CRAMPED.replace('\n', "\r\n"));
    let text = text.trim_end();
    let desk = Desk::empty().with("条例.md", text);
    assert!(desk.diben("check --fix 条例.md").ends_with("= 0\n"));
    let mended = text.replace("：\r\n（一）", "：\r\n\r\n（一）");
    assert_eq!(std::fs::read_to_string(desk.path("条例.md")).expect("there"), mended);
}

#[test]
fn what_is_allowed_is_not_mended() {
    let allow =
        "---\nallow:\n  - rule: structure/missing-break\n    place: 第二条\n    reason: 与公报的行一致\n---\n\n";
    let text = format!("{allow}{CRAMPED}");
    let desk = Desk::empty().with("条例.md", &text);
    insta::assert_snapshot!(desk.diben("check --fix 条例.md"), @"
    ~ stderr ~
    1 份文件：没有发现问题
    没有可以自动改的。
    = 0
    ");
    assert_eq!(std::fs::read_to_string(desk.path("条例.md")).expect("there"), text);
}

#[test]
fn from_standard_input_to_standard_output() {
    let desk = Desk::empty();
    let mut child = desk
        .command(".")
        .args(["check", "--fix", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("piped").write_all(CRAMPED.as_bytes()).expect("written");
    insta::assert_snapshot!(desk.shown(&child.wait_with_output().expect("it ends")), @"
    # 某市数字贸易促进条例

    第一条　为了促进数字贸易，制定本条例。

    第二条　数字贸易包括下列各项：

    （一）数字产品贸易；

    （二）数字服务贸易。

    第三条　本条例自公布之日起施行。
    ~ stderr ~
    自动改了 1 处：structure/missing-break 1。
    = 0
    ");
}

#[test]
fn a_patch_has_one_form() {
    let desk = Desk::empty().with("条例.md", SOUND);
    insta::assert_snapshot!(desk.diben("check --diff --format json 条例.md"), @"
    ~ stderr ~
    错误：--diff 写的是补丁，不能用 --format 换成别的形式
      办法：去掉其中一个。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("check --diff 条例.md"), @"
    ~ stderr ~
    没有可以自动改的。
    = 0
    ");
}

#[cfg(unix)]
#[test]
fn a_folder_that_can_not_be_written_to() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::empty().with("锁/条例.md", CRAMPED);
    let folder = desk.path("锁");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o555)).expect("set");
    // Whoever may do everything writes all the same.
    let locked = std::fs::write(folder.join("试"), "").is_err();
    let said = desk.diben("check --fix 锁/条例.md");
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755)).expect("set");
    if locked {
        assert!(said.contains("没有改 锁/条例.md：写不进它所在的文件夹，没有权限"), "{said}");
        assert!(said.contains("可以改而没有写进文件的有 1 处") && said.ends_with("= 2\n"), "{said}");
        assert!(!said.contains("没有可以自动改的") && !said.contains("--out"), "{said}");
    }
}
