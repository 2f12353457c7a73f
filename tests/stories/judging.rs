//! A judge's report taken home, in every form that findings have.

use super::desk::Desk;

fn desk() -> Desk {
    Desk::empty()
        .with("source/办法.md", include_bytes!("../fixtures/judges/办法.md"))
        .with("out/办法.epub", include_bytes!("../fixtures/judges/办法.epub"))
        .with("out/办法.pdf", include_bytes!("../fixtures/judges/办法.pdf"))
        .with("ace.json", include_bytes!("../fixtures/judges/ace.json"))
        .with("epubcheck.json", include_bytes!("../fixtures/judges/epubcheck.json"))
        .with("verapdf.xml", include_bytes!("../fixtures/judges/verapdf.xml"))
}

#[test]
fn findings_at_the_lines_of_the_source() {
    insta::assert_snapshot!(desk().diben("verify out/办法.pdf --judge verapdf.xml"), @"
    source/办法.md  2 个错误

    错误[edition/verapdf]：veraPDF ISO 14289-1 7.3/1：Figure structure element neither has an alternate description nor a replacement text（第 1 页 K[7](42 0 obj SEFigure Figure)）
      --> source/办法.md:24:1
    24 | ![贸易额逐年上升](图.png)
       | ^^^^^^^^^^^^^^^^^^^^^^^^^
      改法：在图的方括号里写说明：![图上是什么](图.png)。

    错误[edition/verapdf]：veraPDF ISO 14289-1 7.18.5/1：A Link annotation is an Artifact or is nested within null tag (standard type = null) instead of Link（第 2 页 annots[0](30 0 obj PDLinkAnnot)，在这附近）
      --> source/办法.md:35:1
    35 | 第四条　本办法自公布之日起施行。
       | ^

    ~ stderr ~
    1 份文件：2 个错误，0 个提醒
    out/办法.pdf 与 source/办法.md 一字不差；veraPDF 发现 2 处
    = 1
    ");
}

#[test]
fn two_judges_in_every_form() {
    let desk = desk();
    let ask = |form: &str| {
        let output = desk
            .command(".")
            .args(["verify", "out/办法.epub", "--judge", "ace.json", "--judge", "epubcheck.json", "--format", form])
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(1), "{form}");
        (String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    for form in ["json", "sarif"] {
        let (text, _) = ask(form);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let results = if form == "json" { &value["findings"] } else { &value["runs"][0]["results"] };
        // Twelve of the judges, and that this old book has no colophon.
        assert_eq!(results.as_array().expect("a list").len(), 13, "{text}");
        if form == "sarif" {
            let rules = value["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list").clone();
            let ace = rules.iter().find(|it| it["id"] == "edition/ace").expect("described");
            assert!(ace["help"]["markdown"].as_str().expect("a manual").contains("DAISY"));
        }
    }
    let (junit, _) = ask("junit");
    roxmltree::Document::parse(&junit).expect("XML");
    assert!(junit.contains("image-alt"), "{junit}");
    let (github, _) = ask("github");
    assert!(github.contains("::error file=source/办法.md,line=24,"), "{github}");
    let (human, said) = ask("human");
    assert!(human.contains("错误[edition/ace]：Ace image-alt：") && human.contains("source/办法.md:24:1"), "{human}");
    assert!(said.contains("；EPUBCheck 发现 15 处；Ace 发现 5 处"), "{said}");
}

#[test]
fn reports_that_can_t_serve() {
    let desk = desk().with("别.json", "{\"version\": 1}").with("断.json", "{\"checker\": {");
    insta::assert_snapshot!(desk.diben("verify out/办法.pdf --judge ace.json"), @"
    ~ stderr ~
    错误：ace.json 不是 out/办法.pdf 的报告：Ace 评判的是 EPUB
      办法：让评判者重新检查这一个成品，再用新的报告。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("verify out/办法.epub --judge 别.json"), @"
    ~ stderr ~
    错误：别.json 不是认识的报告
      办法：认识的有：EPUBCheck 的 --json，Ace 的 report.json，veraPDF 的 --format json 和 --format xml（mrr）。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("verify out/办法.epub --judge 断.json"), @"
    ~ stderr ~
    错误：断.json 不是完整的 JSON：第 1 行第 13 列读不下去
      办法：让评判者重新写一份报告。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("verify out/办法.epub --judge 没有.json"), @"
    ~ stderr ~
    错误：找不到 没有.json
      办法：看看路径是否写对，或者先换到它所在的文件夹。
    = 2
    ");
}
