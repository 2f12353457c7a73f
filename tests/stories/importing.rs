//! Beginning with an old file.

use super::desk::Desk;

const TORN: &str = "\
某市数字贸易促进条例
第一条 为了促进数字贸易发展，根据有关法律、
法规，结合本市实际，制定本条例。
第三条 市商务部门负责本市数字贸易促进工作，
组织实施本条例。
— 1 —
某市数字贸易促进条例
第四条 本条例自２０２５年１月１日起施行。
第二条 本市行政区域内的数字贸易活动，适用本
条例，并且遵守国家有关规定。
";

#[test]
fn a_raw_text_becomes_a_source_and_is_checked() {
    let desk = Desk::empty().with("原件.txt", TORN);
    insta::assert_snapshot!(desk.diben("import 原件.txt -o 条例.md"), @r"
    原件.txt：UTF-8（逐字节读通），按 text 读
      9:1 [确定] “第二条　本市行政区域内的数字…”移到第一条之后：那里的序号正缺这一个，这里的前后都不相接
      另有 去掉书眉、页码等 2 处，全角字母数字改半角 6 处，接行成段 3 处（--all 逐处列出）
      逐字对账：保留 90 字，移动 35，替换 10，去掉 25（空白、行尾和上面所列）；账目相符
    ~ stderr ~
    1 份文件：没有发现问题
    = 0
    ");
    insta::assert_snapshot!(std::fs::read_to_string(desk.path("条例.md")).expect("written"), @r"
    # 某市数字贸易促进条例

    第一条　为了促进数字贸易发展，根据有关法律、法规，结合本市实际，制定本条例。

    第二条　本市行政区域内的数字贸易活动，适用本条例，并且遵守国家有关规定。

    第三条　市商务部门负责本市数字贸易促进工作，组织实施本条例。

    第四条　本条例自2025年1月1日起施行。
    ");
    // A second run writes over nothing.
    insta::assert_snapshot!(desk.diben("import 原件.txt -o 条例.md"), @r"
    ~ stderr ~
    错误：条例.md 已经有了，没有写
      办法：换一个名字；真要写掉它，加 --force。
    = 2
    ");
    assert!(desk.diben("import 原件.txt -o 条例.md --force").trim_end().ends_with("= 0"));
}

#[test]
fn without_an_output_the_text_goes_on() {
    let desk = Desk::empty().with("原件.txt", TORN);
    assert!(desk.stdout("import 原件.txt").starts_with("# 某市数字贸易促进条例\n\n第一条　为了"));
}

#[test]
fn every_repair_for_a_person_and_for_a_program() {
    let desk = Desk::empty().with("原件.txt", TORN);
    insta::assert_snapshot!(desk.diben("import 原件.txt -o 条例.md --all --lang en"), @r"
    原件.txt: UTF-8 (every byte reads so), read as text
      2:1 [certain] 2 lines became one paragraph: the lines end where the measure ends
      4:1 [certain] 2 lines became one paragraph: the lines end where the measure ends
      6:1 [certain] dropped the folio “— 1 —”: it has the form of a folio
      7:1 [likely] dropped the running head “某市数字贸易促进条例”: it repeats the title and does not stand at the top
      8:9 [certain] U+FF12 ２ became 2: letters and digits of a source are ASCII
      8:10 [certain] U+FF10 ０ became 0: letters and digits of a source are ASCII
      8:11 [certain] U+FF12 ２ became 2: letters and digits of a source are ASCII
      8:12 [certain] U+FF15 ５ became 5: letters and digits of a source are ASCII
      8:14 [certain] U+FF11 １ became 1: letters and digits of a source are ASCII
      8:16 [certain] U+FF11 １ became 1: letters and digits of a source are ASCII
      9:1 [certain] 2 lines became one paragraph: the lines end where the measure ends
      9:1 [certain] moved 第二条　本市行政区域内的数字… behind article 1: the row lacks this number there, and it follows nothing here
      every character accounted for: 90 kept, 35 moved, 10 replaced, 25 dropped (blanks, line ends and what is listed above)
    ~ stderr ~
    1 file: nothing found
    = 0
    ");
    let json: serde_json::Value =
        serde_json::from_str(&desk.stdout("import 原件.txt -o 又一.md --format json")).expect("it is JSON");
    assert_eq!(json["repairs"].as_array().map(Vec::len), Some(12));
    assert_eq!((&json["form"], &json["encoding"]), (&"text".into(), &"UTF-8".into()));
    assert_eq!(json["account"]["removed"]["folio"], 5);
}

#[test]
fn what_is_doubtful_stands_in_the_text_where_asked() {
    let desk = Desk::empty().with("原件.txt", "某法\n第一条 某\u{E000}字。\n");
    assert!(desk.stdout("import 原件.txt --review").contains("<!-- 私用区字符 U+E000 原样留下"));
    assert!(!desk.stdout("import 原件.txt").contains("<!--"));
}

#[test]
fn an_old_encoding_is_read_and_named() {
    // 第一条 某 in GB 18030, and a file of another program.
    let words: &[u8] = &[
        0xB5, 0xDA, 0xD2, 0xBB, 0xCC, 0xF5, 0x20, 0xCE, 0xAA, 0xC1, 0xCB, 0xB4, 0xD9, 0xBD, 0xF8, 0xC3, 0xB3, 0xD2,
        0xD7, 0xA1, 0xA3, 0x0A,
    ];
    let desk = Desk::empty().with("原件.txt", words).with("扫描.pdf", b"%PDF-1.7\n");
    let told = desk.diben("import 原件.txt");
    assert!(told.contains("第一条　为了促进贸易。") && told.contains("gb18030（按字节推断）"), "{told}");
    assert!(desk.diben("import 扫描.pdf").trim_end().ends_with("= 2"));
}

#[test]
fn what_cannot_be_imported_is_refused_and_says_why() {
    let lone = [&[0xFF, 0xFE][..], &[0x00, 0xD8, 0x2C, 0x7B], "第一条 甲。".as_bytes()].concat();
    let noise: Vec<u8> = (0..4096_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let half = ["第一条 为了促进数字贸易，制定本条例。\n".repeat(9).as_bytes(), &[0xB5, 0xDA, 0xD2, 0xBB, 0xCC, 0xF5]]
        .concat();
    let desk = Desk::empty()
        .with("图.txt", b"\x89PNG\r\n\x1a\n\0\0")
        .with("程序.txt", b"\x7FELF\x02\x01\x01\0")
        .with("乱.txt", noise)
        .with("孤.txt", lone)
        .with("混.txt", half)
        .with("空.txt", "")
        .with("白.txt", "\u{3000}\r\n \n");
    let told = |file: &str| {
        let said = desk.diben(&format!("import {file} -o 出.md"));
        assert!(said.trim_end().ends_with("= 2") && said.contains("办法："), "{said}");
        assert!(!desk.path("出.md").exists());
        said.lines().find(|it| it.starts_with("错误")).unwrap_or_default().to_owned()
    };
    assert_eq!(told("图.txt"), "错误：图.txt 不是文字（图片）");
    assert_eq!(told("程序.txt"), "错误：程序.txt 不是文字（程序）");
    assert_eq!(told("乱.txt"), "错误：乱.txt 不是文字（二进制文件）");
    assert_eq!(told("孤.txt"), "错误：孤.txt 像是 UTF-16LE，却读不通");
    assert_eq!(told("混.txt"), "错误：混.txt 不是 UTF-8：第 504 字节（从 0 数）起读不通");
    assert_eq!(told("空.txt"), "错误：空.txt 是空的");
    assert_eq!(told("白.txt"), "错误：白.txt 是空的");
    std::fs::File::create(desk.path("大.txt")).and_then(|it| it.set_len(100 << 20)).expect("sparse");
    assert_eq!(told("大.txt"), "错误：大.txt 大于 16 MiB");
}

#[test]
fn what_is_odd_is_imported_and_told() {
    let desk = Desk::empty()
        .with("通知.txt", "关于放假的通知\n各单位：\n国庆节放假七天。\n")
        .with("零.txt", "某法\n第一条 甲\0乙。\n第二条 丙。\n")
        .with(
            "两份.txt",
            "某市养犬条例\n第一条 甲。\n第二条 自公布之日起施行。\n某市停车办法\n第一条 丙。\n第二条 丁。\n",
        );
    let told = |file: &str| desk.diben(&format!("import {file}"));
    assert!(told("通知.txt").contains("1:1 [确定] 没有找到条、章这样的单位，作普通文字导入"), "{}", told("通知.txt"));
    assert!(told("零.txt").contains("第一条　甲乙。") && told("零.txt").contains("去掉看不见的字符 1 处"));
    let said = told("两份.txt");
    assert_eq!(said.matches("份文件：").count(), 1, "{said}");
    assert!(said.contains("  4:1 [请看] 从“某市停车办法”起像是第 2 份文件"), "{said}");
}

/// The text of the sample, without its front matter.
fn sample() -> String {
    let source = include_str!("../../source/chongqing-initiative.md");
    let (_, body) = source[4..].split_once("\n---\n").expect("front matter");
    body.trim_start().to_owned()
}

/// Tears a text as a program does that takes it out of pages: wrapped lines, headings like any line, no blank lines; the
/// subtitle has gone astray, an article stands at the end with its heading, and a comma is half-width.
fn torn(body: &str) -> String {
    let mut blocks: Vec<&str> = body.split("\n\n").map(|it| it.trim().trim_start_matches(['#', ' '])).collect();
    let fifth = blocks.iter().position(|it| it.starts_with("五、")).expect("an article");
    let moved: Vec<&str> = blocks.splice(fifth - 1..=fifth, []).collect();
    blocks.extend(moved);
    let subtitle = blocks.remove(1);
    let third = blocks.iter().position(|it| it.starts_with("三、")).expect("an article");
    blocks.insert(third, subtitle);
    let wrapped = blocks.iter().flat_map(|it| {
        let text: Vec<char> = it.chars().collect();
        text.chunks(31).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>()
    });
    wrapped.collect::<Vec<_>>().join("\n").replacen("倡议，包括", "倡议,包括", 1)
}

#[test]
fn the_sample_comes_back_from_torn_text() {
    let desk = Desk::empty().with("原件.txt", torn(&sample()).as_str());
    let report = desk.diben("import 原件.txt -o 倡议.md");
    assert!(report.contains("punctuation/half-width") && report.contains("副题"), "{report}");
    let read = || std::fs::read_to_string(desk.path("倡议.md")).expect("written");
    let differing = read().chars().zip(sample().chars()).filter(|(a, b)| a != b).collect::<Vec<_>>();
    assert_eq!((differing, read().chars().count()), (vec![(',', '，')], sample().chars().count()));
    desk.diben("check --fix 倡议.md");
    assert_eq!(read(), sample());
}

#[cfg(feature = "publish")]
#[test]
fn the_sample_comes_back_from_its_own_pages() {
    let desk = Desk::empty().with("倡议.md", sample());
    desk.diben("build 倡议.md --to pdf,print --out out");
    for edition in ["倡议.pdf", "倡议.print.pdf"] {
        let report = desk.diben(&format!("import out/{edition} -o 新.md --force"));
        assert!(report.contains("PDF，") && report.trim_end().ends_with("= 0"), "{report}");
        assert_eq!(std::fs::read_to_string(desk.path("新.md")).expect("written"), sample(), "{edition}");
    }
    // What is no PDF by its bytes is none by its name, and a form that does not fit is refused.
    let refused = desk.diben("import 倡议.md --form pdf");
    assert!(refused.contains("不能按 pdf 读") && refused.trim_end().ends_with("= 2"), "{refused}");
}
