//! What can't be done, said plainly: what happened, where, and what to do next. Exit code 2.

use super::desk::{Desk, SOUND};

#[test]
fn other_encodings_are_named() {
    // 重庆倡议 in GB 18030.
    let gb = [b"# ".as_slice(), &[0xD6, 0xD8, 0xC7, 0xEC, 0xB3, 0xAB, 0xD2, 0xE9], b"\n"].concat();
    let desk = Desk::empty().with("倡议.md", &gb).with("两 份.md", &gb);
    insta::assert_snapshot!(desk.diben("check 倡议.md"), @"
    ~ stderr ~
    错误：倡议.md 不是 UTF-8：第 2 字节（从 0 数）起读不通
      办法：看来是 GB 18030（GBK、GB 2312 也在内）。先转换：iconv -f GB18030 -t UTF-8 倡议.md > 倡议.md.utf8 && mv 倡议.md.utf8 倡议.md
    = 2
    ");
    insta::assert_snapshot!(desk.diben("check . --lang en"), @"
    ~ stderr ~
    error: 两 份.md is not UTF-8: the first bad byte is at offset 2
      next: it seems to be GB 18030 (or GBK, GB 2312). Convert it: iconv -f GB18030 -t UTF-8 '两 份.md' > '两 份.md.utf8' && mv '两 份.md.utf8' '两 份.md'
    error: 倡议.md is not UTF-8: the first bad byte is at offset 2
      next: it seems to be GB 18030 (or GBK, GB 2312). Convert it: iconv -f GB18030 -t UTF-8 倡议.md > 倡议.md.utf8 && mv 倡议.md.utf8 倡议.md
    = 2
    ");

    let utf16: Vec<u8> = "\u{FEFF}# 重庆倡议\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    desk.write("倡议.md", utf16);
    insta::assert_snapshot!(desk.diben("check 倡议.md"), @"
    ~ stderr ~
    错误：倡议.md 不是 UTF-8：第 0 字节（从 0 数）起读不通
      办法：看来是 UTF-16。先转换：iconv -f UTF-16 -t UTF-8 倡议.md > 倡议.md.utf8 && mv 倡议.md.utf8 倡议.md
    = 2
    ");
}

#[test]
fn damaged_texts_are_not_taken_for_another_encoding() {
    let desk =
        Desk::empty().with("断.md", &SOUND.as_bytes()[..50]).with("坏.md", [SOUND.as_bytes(), &[0xFF, b'\n']].concat());
    insta::assert_snapshot!(desk.diben("check 断.md 坏.md"), @"
    ~ stderr ~
    错误：断.md 不是 UTF-8：第 49 字节（从 0 数）起读不通
      办法：文件在一个字的中间断了（第 3 行），多半没有存完；请取回完整的文件。
    错误：坏.md 不是 UTF-8：第 142 字节（从 0 数）起读不通
      办法：第 6 行有坏字节；用编辑器打开，改正那一处后按 UTF-8 保存。
    = 2
    ");
}

#[test]
fn files_that_are_not_there_or_empty() {
    let desk = Desk::empty().with("空.md", "").with("白.md", "\u{FEFF}\r\n \n").with("夹/记.txt", "");
    insta::assert_snapshot!(desk.diben("check 没有.md 空.md 白.md 夹"), @"
    ~ stderr ~
    错误：夹 里没有 .md 文件
      办法：写明文件，或者换一个文件夹。
    错误：找不到 没有.md
      办法：看看路径是否写对，或者先换到它所在的文件夹。
    错误：空.md 是空的
      办法：写入正文，或者删去这个文件。
    错误：白.md 是空的
      办法：写入正文，或者删去这个文件。
    = 2
    ");
}

#[test]
fn no_project_here() {
    insta::assert_snapshot!(Desk::empty().diben("check"), @"
    ~ stderr ~
    错误：这里不是项目：从当前文件夹往上都没有 diben.toml 或 source/
      办法：写明文件，例如 diben check 倡议.md；或者把正文放进 source/。
    = 2
    ");
    insta::assert_snapshot!(Desk::empty().with("source/README.md", "甲").diben("check"), @"
    ~ stderr ~
    错误：source/ 里没有 .md 文件
      办法：把正文放进 source/，或者写明文件。
    = 2
    ");
}

#[test]
fn null_bytes_are_read() {
    let desk = Desk::empty().with("条例.md", SOUND.replace("数字", "数\0字"));
    insta::assert_snapshot!(desk.diben("check 条例.md"), @"
    条例.md  2 个错误

    错误[text/invisible]：控制字符 U+0000 印不出来
     --> 条例.md:1:6
    1 | # 某市数<U+0000>字贸易促进条例
      |         ^^^^^^^^
      改法：删去它；若原来是别的字，请对照原件补上。

    错误[text/invisible]：控制字符 U+0000 印不出来
     --> 条例.md:3:10
    3 | 第一条　为了促进数<U+0000>字贸易，制定本条例。
      |                   ^^^^^^^^
      改法：删去它；若原来是别的字，请对照原件补上。

    ~ stderr ~
    1 份文件：2 个错误，0 个提醒
    = 1
    ");
}

#[test]
fn arguments_that_nobody_knows() {
    let desk = Desk::empty();
    insta::assert_snapshot!(desk.diben("check --fromat json"), @"
    ~ stderr ~
    错误：不认识的参数 --fromat
      办法：是不是 --format？
    = 2
    ");
    insta::assert_snapshot!(desk.diben("--lang en chekc"), @"
    ~ stderr ~
    error: there is no command `chekc`
      next: did you mean `check`?
    = 2
    ");
    insta::assert_snapshot!(desk.diben("check --format xml --lang=en"), @"
    ~ stderr ~
    error: --format can't be `xml`
      next: it can be: human, json, sarif, github, junit.
    = 2
    ");
    insta::assert_snapshot!(desk.diben("outline"), @"
    ~ stderr ~
    错误：缺少 <DOC>
      办法：用 diben --help 看命令，用 diben 命令 --help 看它的参数。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("check --lang"), @"
    ~ stderr ~
    错误：--lang 后面缺一个值
      办法：可以写：zh、en。
    = 2
    ");
    insta::assert_snapshot!(desk.diben(""), @"
    ~ stderr ~
    错误：没有写命令
      办法：用 diben --help 看命令，用 diben 命令 --help 看它的参数。
    = 2
    ");
}

#[test]
fn a_key_that_the_project_file_does_not_know() {
    let desk = Desk::empty().with("diben.toml", "[layuot]\nname = \"law\"\n").with("source/条例.md", SOUND);
    insta::assert_snapshot!(desk.diben("check"), @"
    ~ stderr ~
    错误：diben.toml:1:2 有不认识的键 layuot
      办法：是不是 layout？
    = 2
    ");
    desk.write("diben.toml", "[layout\n");
    insta::assert_snapshot!(desk.diben("check source/条例.md"), @r#"
    ~ stderr ~
    错误：diben.toml:1:8 读不通：组名的方括号没有关上
      办法：这是 TOML 文件：每行写 键 = "值"，组名写在方括号里。
    = 2
    "#);
}

#[test]
fn a_terminal_obeys_no_text() {
    let desk = Desk::empty().with("条例.md", SOUND.replace("数字", "数\u{1b}[2J\u{202E}字"));
    for format in ["human", "json", "sarif"] {
        let shown = desk.diben(&format!("check --format {format} 条例.md"));
        assert!(!shown.contains('\u{1b}'), "{shown:?}");
    }
}

#[cfg(feature = "publish")]
#[test]
fn a_text_is_no_edition() {
    let desk = Desk::empty().with("条例.md", SOUND).with("空.pdf", "");
    insta::assert_snapshot!(desk.diben("verify 条例.md"), @"
    ~ stderr ~
    错误：条例.md 不是 PDF 或 EPUB（文字文件）
      办法：verify 核对做好的成品，如 out/ 里的；要检查正文，用 diben check。
    = 2
    ");
    assert!(desk.diben("verify 空.pdf").contains("空文件"));
}
