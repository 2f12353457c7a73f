//! What `build` and `verify` say before anything is made.

use super::desk::{Desk, SOUND};

#[test]
fn a_release_is_not_made_from_a_text_that_can_not_be_read() {
    let desk = Desk::empty().with("source/条例.md", SOUND).with("source/空.md", "");
    insta::assert_snapshot!(desk.diben("build --stage release"), @"
    ~ stderr ~
    错误：source/空.md 是空的
      办法：写入正文，或者删去这个文件。
    1 份文件：1 处没能完成
    定稿不能有错误：什么都没有写。
    = 2
    ");
    assert!(!desk.path("out").exists());
}

#[test]
fn a_date_that_is_none() {
    let desk = Desk::empty().with("source/条例.md", SOUND);
    let output = desk.command(".").arg("build").env("SOURCE_DATE_EPOCH", "昨天").output().expect("the program starts");
    insta::assert_snapshot!(desk.shown(&output), @"
    ~ stderr ~
    错误：环境变量 SOURCE_DATE_EPOCH 的值「昨天」不是秒数
      办法：写 1970 年以来的秒数，例如 SOURCE_DATE_EPOCH=1700000000，或者不设它。
    = 2
    ");
}

#[test]
fn an_edition_that_records_no_source() {
    let desk = Desk::empty().with("某.pdf", "%PDF-1.7\n");
    insta::assert_snapshot!(desk.diben("verify 没有.pdf"), @"
    ~ stderr ~
    错误：找不到 没有.pdf
      办法：看看路径是否写对，或者先换到它所在的文件夹。
    = 2
    ");
    assert!(desk.diben("verify 某.pdf").ends_with("= 2\n"));
}

#[test]
fn a_file_stands_where_the_folder_should_be() {
    let desk = Desk::empty().with("source/条例.md", SOUND).with("成品", "");
    insta::assert_snapshot!(desk.diben("build --out 成品"), @"
    ~ stderr ~
    错误：不能写到 成品/：成品 是文件，不是文件夹
      办法：移开那个文件，或者用 --out 另指一个文件夹。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("build --out 成品/甲 --lang en"), @"
    ~ stderr ~
    error: nothing can be written to 成品/甲/: 成品 is a file, not a folder
      next: move that file away, or name another folder with --out.
    = 2
    ");
}

#[test]
fn editions_that_do_not_exist() {
    insta::assert_snapshot!(Desk::empty().diben("build --to pdf,mobi"), @"
    ~ stderr ~
    错误：--to 不能是 mobi
      办法：可以写：pdf、print、epub。
    = 2
    ");
}
