//! Editions made, and what happens when they can't be.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::desk::Desk;

const WORK: &str = "---\ntitle: 某某倡议\ndate: 2026-05-01\nplace: 北京\n---\n\n# 某某倡议\n\n——副题\n\n一、我们一致认为，开放带来进步。\n\n## 推动互联互通\n\n二、我们呼吁：\n\n（一）便利贸易；\n\n（二）便利投资。\n";

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let read = |it: fs::DirEntry| (it.file_name().to_string_lossy().into_owned(), fs::read(it.path()).expect("a file"));
    entries.map(|it| read(it.expect("an entry"))).collect()
}

#[test]
fn three_editions_the_same_wherever_they_are_made() {
    let desk = Desk::empty().with("source/某.md", WORK);
    insta::assert_snapshot!(desk.diben("build").lines().last().expect("an exit code"), @"= 0");
    let first = files(&desk.path("out"));
    assert_eq!(first.keys().collect::<Vec<_>>(), ["某.epub", "某.pages.json", "某.pdf", "某.print.pdf"]);
    desk.diben("build");
    assert_eq!(files(&desk.path("out")), first);
    let other = Desk::empty().with("source/某.md", WORK);
    let mut command = other.command(".");
    command.args(["build", "--out", "成品"]).env("TZ", "Asia/Shanghai").env("HOME", "/nowhere");
    assert!(command.output().expect("the program starts").status.success());
    assert_eq!(files(&other.path("成品")), first);
    for edition in ["某.pdf", "某.print.pdf", "某.epub"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(desk.diben(&format!("verify out/{edition}")).lines().last().expect("an exit code"), @"= 0");
        }
    }
}

#[test]
fn text_that_looks_like_code_is_text() {
    let strange = "一、#import \"x\" 与 $x$ 与 #{panic()} 与 <script>alert(1)</script> 与 ]]> 与 // note 与 \\*星\\* 与 &lt;b&gt; 与 @x 与 = 与 ~ 完。";
    let desk = Desk::empty().with("奇.md", format!("# 奇\n\n{strange}\n"));
    let said = desk.diben("build 奇.md --out 成品");
    assert!(said.ends_with("= 0\n"), "{said}");
    let wanted = "一、#import\"x\"与$x$与#{panic()}与<script>alert(1)</script>与]]>与//note与*星*与<b>与@x与=与~完。";
    for name in ["奇.pdf", "奇.print.pdf"] {
        let pdf = diben::extract::pdf(&fs::read(desk.path("成品").join(name)).expect("made")).expect("a PDF");
        let text: String = pdf
            .blocks
            .iter()
            .flat_map(|it| it.glyphs.iter().flat_map(|it| it.text.chars()).collect::<Vec<_>>())
            .filter(|it| !it.is_whitespace())
            .collect();
        assert!(text.contains(wanted), "{name}: {text}");
    }
}

#[test]
fn a_layout_that_does_not_exist() {
    let desk = Desk::empty().with("某.md", "---\nlayout: initative\n---\n\n# 某\n\n一、文。\n");
    insta::assert_snapshot!(desk.diben("build 某.md --out 成品"), @"
    某.md  1 个错误

    错误[layout/unknown]：没有叫 initative 的版式
     --> 某.md:2:9
    2 | layout: initative
      |         ^^^^^^^^^
      改法：是否指 initiative？可用的有：gongwen, initiative, law, plain。

    ~ stderr ~
    某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
    assert!(!desk.path("成品").exists());
    let desk = Desk::empty()
        .with("某.md", "---\nlayout: {name: initiative, papper: A4, paper: A3}\n---\n\n# 某\n\n一、文。\n");
    insta::assert_snapshot!(desk.diben("build 某.md --out 成品"), @"
    某.md  2 个错误

    错误[layout/unknown]：没有叫 papper 的版式参数
     --> 某.md:2:28
    2 | layout: {name: initiative, papper: A4, paper: A3}
      |                            ^^^^^^
      改法：是否指 paper？可用的有：paper。

    错误[layout/unknown]：paper 不能是 A3
     --> 某.md:2:47
    2 | layout: {name: initiative, papper: A4, paper: A3}
      |                                               ^^
      改法：可以写：A5, 大32开, A4。

    ~ stderr ~
    某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：2 个错误，0 个提醒
    = 1
    ");
}

#[test]
fn pictures_that_are_not_there() {
    let desk = Desk::empty()
        .with(
            "project/source/某.md",
            "# 某\n\n一、见图。\n\n![图一](图/一.png)\n\n![密](../../secret.png)\n\n![远](https://example.org/a.png)\n",
        )
        .with("secret.png", "x");
    insta::assert_snapshot!(desk.diben_in("project", "build"), @"
    source/某.md  3 个错误

    错误[layout/picture]：source/某.md 里的路径「图/一.png」所指的文件找不到
     --> source/某.md:5:1
    5 | ![图一](图/一.png)
      | ^^^^^^^^^^^^^^^^^^
      改法：把文件放进项目，写相对于正文的路径，例如 图/一.png。

    错误[layout/picture]：source/某.md 里的路径「../../secret.png」走出了项目文件夹
     --> source/某.md:7:1
    7 | ![密](../../secret.png)
      | ^^^^^^^^^^^^^^^^^^^^^^^
      改法：把文件放进项目，写相对于正文的路径，例如 图/一.png。

    错误[layout/picture]：source/某.md 里的路径「https://example.org/a.png」不是项目里的相对路径
     --> source/某.md:9:1
    9 | ![远](https://example.org/a.png)
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      改法：把文件放进项目，写相对于正文的路径，例如 图/一.png。

    ~ stderr ~
    source/某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：3 个错误，0 个提醒
    = 1
    ");
    assert!(!desk.path("project/out").exists());
}

#[test]
fn a_character_that_no_face_has() {
    let desk = Desk::empty().with("某.md", "# 某\n\n一、请看 🦀 与 \u{10A00} 二字。\n");
    insta::assert_snapshot!(desk.diben("build 某.md --out 成品"), @"
    某.md  2 个错误

    错误[layout/missing-glyph]：没有字体能印出「🦀」（U+1F980）
     --> 某.md:3:6
    3 | 一、请看 🦀 与 𐨀 二字。
      |          ^^
      改法：换一个字，或把有这个字的字体放进项目的 fonts/ 并写进 fonts.toml。

    错误[layout/missing-glyph]：没有字体能印出「𐨀」（U+10A00）
     --> 某.md:3:10
    3 | 一、请看 🦀 与 𐨀 二字。
      |                ^
      改法：换一个字，或把有这个字的字体放进项目的 fonts/ 并写进 fonts.toml。

    ~ stderr ~
    某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：2 个错误，0 个提醒
    = 1
    ");
    assert!(!desk.path("成品").exists());
}

#[test]
fn a_nul_byte() {
    let desk = Desk::empty().with("某.md", "# 某\n\n一、文\0字。\n");
    insta::assert_snapshot!(desk.diben("build 某.md --out 成品"), @"
    某.md  1 个错误

    错误[text/invisible]：控制字符 U+0000 印不出来
     --> 某.md:3:4
    3 | 一、文<U+0000>字。
      |       ^^^^^^^^
      改法：删去它；若原来是别的字，请对照原件补上。

    ~ stderr ~
    某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
    assert!(!desk.path("成品").exists());
}

#[test]
fn broken_front_matter_still_leaves_a_text() {
    let desk = Desk::empty().with("某.md", "---\ntitle: 某: 倡议\n---\n\n# 某\n\n一、文。\n");
    insta::assert_snapshot!(desk.diben("build 某.md --out 成品"), @"
    某.md  1 个错误

    错误[metadata/front-matter]：题头（front matter）读不通：这里不该有「: 」
     --> 某.md:2:9
    2 | title: 某: 倡议
      |          ^
      改法：每行写“键: 值”；值里有冒号加空格或以特殊符号开头时，用引号括起。题头的其余内容在改正前不起作用。

    ~ stderr ~
    写成 成品/某.pdf（14 KB）
    写成 成品/某.print.pdf（773 KB）
    写成 成品/某.epub（41 KB）
    写成 成品/某.pages.json（1 KB）
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
}

#[test]
fn a_draft_with_errors_is_written_and_a_release_is_not() {
    let gap = WORK.replace("二、我们呼吁", "三、我们呼吁");
    let desk = Desk::empty().with("source/某.md", &gap);
    insta::assert_snapshot!(desk.diben("build"), @"
    source/某.md  1 个错误

    错误[numbering/gap]：“三、”之前缺“二、”
      --> source/某.md:15:1
    15 | 三、我们呼吁：
       | ^^^^
      改法：请对照原件补上“二、”，或者改正序号；已经删去的，保留序号，写“（删去）”。
      另见 source/某.md:11:1：前面是“一、”

    ~ stderr ~
    写成 out/某.pdf（25 KB）
    写成 out/某.print.pdf（785 KB）
    写成 out/某.epub（63 KB）
    写成 out/某.pages.json（1 KB）
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
    assert_eq!(files(&desk.path("out")).len(), 4);
    let desk = Desk::empty().with("source/某.md", &gap);
    assert!(desk.diben("build --stage release").ends_with("= 1\n"));
    assert!(!desk.path("out").exists());
}

#[test]
fn an_edition_whose_source_has_changed() {
    let desk = Desk::empty().with("source/某.md", WORK);
    desk.diben("build");
    desk.write("source/某.md", WORK.replace("开放带来进步", "开放带来繁荣"));
    insta::assert_snapshot!(desk.diben("verify out/某.pdf"), @"
    ~ stderr ~
    错误：source/某.md 在 out/某.pdf 做成以后改过了
      办法：重新 build；要看差在哪里，用 --source source/某.md。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("verify out/某.epub --source source/某.md"), @"
    source/某.md  1 个错误

    错误[edition/text]：EPUB 作“进步 U+8FDB U+6B65”，底本作“繁荣 U+7E41 U+8363”
      --> source/某.md:11:14
    11 | 一、我们一致认为，开放带来繁荣。
       |                           ^^^^

    ~ stderr ~
    1 份文件：1 个错误，0 个提醒
    out/某.epub 与 source/某.md 不符
    = 1
    ");
}

#[test]
fn the_generated_code_and_all_it_needs() {
    let desk = Desk::empty().with("某.md", WORK);
    assert!(desk.diben("build 某.md --to epub --out 成品 --emit typst").ends_with("= 0\n"));
    let made = files_below(&desk.path("成品/某.typst"));
    for wanted in [
        "main.typ",
        "measures.typ",
        "faces.typ",
        "layouts/base.typ",
        "layouts/initiative/layout.typ",
        "fonts/NotoSerifSC-Regular.otf",
    ] {
        assert!(made.contains(&wanted.to_owned()), "{wanted} is not among {made:?}");
    }
    assert!(!desk.path("成品/某.pdf").exists());
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                out.push(path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/"));
            }
        }
    }
    out
}

#[test]
fn forms_that_texts_may_have() {
    let text = "# 各种写法\n\n一、有注[^1]，再引[^1]，有图![印](章.svg)，有读音<ruby>汉<rt>hàn</rt></ruby>。\n\n![会场](章.svg)\n\n- 甲\n- 乙\n  - 丙\n\n| 项 | 数 |\n| -- | -- |\n| 一 | 1 |\n\n> 引文\n\n```\n代码\n```\n\n二、**重点。**完。\n\n[^1]: 注文。\n";
    let seal =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"40\"><rect width=\"40\" height=\"40\"/></svg>";
    let desk = Desk::empty().with("某.md", text).with("章.svg", seal);
    let said = desk.diben("build 某.md --out 成品");
    assert!(said.ends_with("= 0\n"), "{said}");
    for edition in ["某.pdf", "某.print.pdf", "某.epub"] {
        assert!(desk.diben(&format!("verify 成品/{edition}")).ends_with("= 0\n"), "{edition}");
    }
}
