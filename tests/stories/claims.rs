//! A book that calls itself accessible, and the report that lets it.

use std::collections::BTreeMap;

use super::desk::Desk;
use crate::book::files;

const TEXT: &str = "---\npublisher: 某市出版社\ndate: 2026-05-01\n---\n\n# 某市办法\n\n第一条　为了促进贸易，制定本办法。\n\n第二条　依照第一条办理。\n";

fn package(desk: &Desk) -> String {
    let bytes = std::fs::read(desk.path("out/某.epub")).expect("made");
    let files: BTreeMap<String, Vec<u8>> = files(&bytes);
    String::from_utf8(files["OEBPS/content.opf"].clone()).expect("text")
}

/// A report of Ace on the book that was made, as Ace writes it; with one violation or none.
fn report(desk: &Desk, outcome: &str) -> String {
    let package = package(desk);
    let every = |name: &str| -> Vec<String> {
        let opens = format!("<dc:{name}");
        let texts = package.split(&opens).skip(1).filter_map(|it| it.split_once('>'));
        texts.filter_map(|it| it.1.split('<').next().map(str::to_owned)).collect()
    };
    let modified = package.split("dcterms:modified\">").nth(1).and_then(|it| it.split('<').next()).expect("dated");
    serde_json::json!({
        "@type": "earl:report",
        "earl:testSubject": {
            "url": "某.epub",
            "metadata": {"dc:identifier": every("identifier"), "dc:title": every("title"), "dcterms:modified": modified}
        },
        "assertions": [{
            "@type": "earl:assertion",
            "earl:testSubject": {"url": "body.xhtml"},
            "assertions": [{
                "earl:test": {"dct:title": "image-alt", "earl:impact": "critical"},
                "earl:result": {"earl:outcome": outcome, "dct:description": "no words"}
            }]
        }],
        "earl:result": {"earl:outcome": outcome}
    })
    .to_string()
}

#[test]
fn only_a_clean_book_claims_to_be_accessible() {
    let desk = Desk::empty().with("source/某.md", TEXT);
    assert!(desk.diben("build --to epub").ends_with("= 0\n"));
    assert!(!package(&desk).contains("conformsTo"));

    desk.write("clean.json", report(&desk, "pass"));
    desk.write("dirty.json", report(&desk, "fail"));
    let before = std::fs::read(desk.path("out/某.epub")).expect("made");
    insta::assert_snapshot!(desk.diben("build --to epub --ace dirty.json"), @"
    ~ stderr ~
    错误：source/某.md：dirty.json 里有 1 处缺陷，不能声明无障碍
      办法：用 diben verify 书.epub --judge dirty.json 看在正文哪里，改好再做、再查。
    1 份文件：1 处没能完成
    = 2
    ");
    assert_eq!(std::fs::read(desk.path("out/某.epub")).expect("still there"), before, "nothing was touched");

    assert!(desk.diben("build --to epub --ace clean.json").ends_with("= 0\n"));
    let claims = package(&desk);
    assert!(
        claims.contains(
            r#"<meta property="dcterms:conformsTo" id="conformance">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>"#
        ),
        "{claims}"
    );
    assert!(
        claims.contains(r##"<meta property="a11y:certifiedBy" refines="#conformance">某市出版社</meta>"##),
        "{claims}"
    );
    assert!(desk.diben("verify out/某.epub").ends_with("= 0\n"));
}

#[test]
fn a_report_on_an_earlier_text_clears_nothing() {
    let desk = Desk::empty().with("source/某.md", TEXT);
    desk.diben("build --to epub");
    desk.write("ace.json", report(&desk, "pass"));
    desk.write("source/某.md", TEXT.replace("促进贸易", "促进数字贸易"));
    insta::assert_snapshot!(desk.diben("build --to epub --ace ace.json"), @"
    ~ stderr ~
    错误：source/某.md：ace.json 查的不是这一本（SHA-256 不同）
      办法：先不带 --ace 做一遍，用 Ace 查做好的 EPUB，再带着报告做。
    1 份文件：1 处没能完成
    = 2
    ");
    desk.write("source/某.md", TEXT.replace("publisher: 某市出版社\n", ""));
    desk.diben("build --to epub");
    desk.write("ace.json", report(&desk, "pass"));
    let said = desk.diben("build --to epub --ace ace.json");
    assert!(said.contains("声明无障碍须写明由谁负责") && said.ends_with("= 2\n"), "{said}");
}

/// What a text may hold to break a book: nothing is dropped, and what can't be made is told.
#[test]
fn texts_that_try_to_break_a_book() {
    let made = [
        ("title", "# 关于<A & B>“引号”'撇号'的\"规定\"\n\n第一条　甲&乙。\n"),
        ("labels", "# 某规定\n\n第一条　甲[^A]。\n\n第二条　乙[^a]。\n\n[^A]: 注甲。\n\n[^a]: 注乙。\n"),
        (
            "depth",
            "# 某报告\n\n- 甲[^1]\n  - 乙\n\n正文。\n\n[^1]: 注：\n\n    - 丙\n\n      | a | b |\n      | - | - |\n      | c | d |\n",
        ),
        ("ids", "# 某规定\n\n第一条　甲。\n\n第一条　乙。\n\n第一条　丙，依照第一条。\n"),
        ("brackets", "# 某规定\n\n第一条　]]&gt;<!-- 注 --> `<script>alert(1)</script>`。\n"),
    ];
    for (name, text) in made {
        let desk = Desk::empty().with("某.md", text);
        let said = desk.diben("build 某.md --to epub --out out");
        assert!(desk.path("out/某.epub").exists(), "{name}: {said}");
        assert!(!said.contains("edition/"), "{name}: {said}");
        assert!(desk.diben("verify out/某.epub --source 某.md").ends_with("= 0\n"), "{name}");
    }
    let refused = [
        ("# 某规定\n\n第一条　甲\u{1}乙。\n", "text/invisible"),
        ("# 某规定\n\n第一条　😀。\n", "layout/missing-glyph"),
        ("# 某报告\n\n![说明](图.tiff)\n", "layout/picture"),
        ("# 某报告\n\n![](图.png)\n", "layout/picture"),
    ];
    for (text, rule) in refused {
        let desk = Desk::empty().with("某.md", text).with("图.tiff", b"II*\0").with("图.png", b"x");
        let said = desk.diben("build 某.md --to epub --out out");
        assert!(said.contains(rule) && said.ends_with("= 1\n"), "{rule}: {said}");
        assert!(said.contains("--> 某.md:3:"), "its place is told: {said}");
    }
}
