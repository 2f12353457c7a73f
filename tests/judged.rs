//! What judges found in an edition, at the lines of its source. The reports are real ones, of editions spoiled on purpose;
//! `tests/fixtures/judges` holds both, so that what diben makes may change.

use diben::diagnostic::{Diagnostic, Severity};
use diben::error::Error;
use diben::markdown::read;
use diben::text::{FileId, Source};
use diben::verify::{self, AceBook, AceVerdict, Apparatus, Case, Expected, ace_verdict, read_report};

const SOURCE: &str = include_str!("fixtures/judges/办法.md");
const EPUB: &[u8] = include_bytes!("fixtures/judges/办法.epub");
const PDF: &[u8] = include_bytes!("fixtures/judges/办法.pdf");
const EPUBCHECK: &str = include_str!("fixtures/judges/epubcheck.json");
const ACE: &str = include_str!("fixtures/judges/ace.json");
const VERAPDF: &str = include_str!("fixtures/judges/verapdf.json");
const VERAPDF_XML: &str = include_str!("fixtures/judges/verapdf.xml");
const VERACHECK: &str = include_str!("fixtures/judges/veracheck.json");

/// Returns what reports come to that are held against an edition of that name.
fn judged(name: &str, edition: &[u8], reports: &[&str]) -> Result<Vec<Diagnostic>, Error> {
    let document = read(FileId(0), SOURCE).document;
    let truth = verify::truth(&document, &Source::new("办法.md", SOURCE));
    let kinds = ["folio", "list-marks", "note-signs", "contents", "page-marks", "title-page"];
    let expected = Expected::of(&document, "办法", kinds.into_iter().filter_map(Apparatus::named).collect());
    let reports: Vec<_> = reports.iter().map(|it| read_report("报告.json", it)).collect::<Result<_, _>>()?;
    verify::judged(&Case { truth: &truth, expected: &expected, document: &document, name, edition }, &reports)
}

/// Returns findings as lines: weight, line, the words of the source, the message up to the judge's words, and its end.
fn told(findings: &[Diagnostic]) -> String {
    let source = Source::new("办法.md", SOURCE);
    let line = |it: &Diagnostic| {
        let weight = match it.severity {
            Severity::Error => "E",
            Severity::Warning => "W",
            Severity::Info => "I",
        };
        let (id, rest) = it.message.zh.split_once('：').expect("an id and words");
        let at = rest.rsplit_once('（').expect("a place").1;
        let also: Vec<String> = it.related.iter().map(|it| source.line_at(it.0.start as usize).to_string()).collect();
        let also = if also.is_empty() { String::new() } else { format!(" +{}", also.join(",")) };
        let line = source.line_at(it.span.start as usize);
        format!("{weight} {line} [{}] {id}（{at}{also}", &SOURCE[it.span.range()])
    };
    let mut findings = findings.to_vec();
    findings.sort_by_key(|it| (it.span, it.rule));
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn epubcheck_names_lines_of_the_package() {
    insta::assert_snapshot!(told(&judged("办法.epub", EPUB, &[EPUBCHECK]).expect("of this book")), @"
    I 1 [] EPUBCheck OPF-003（办法.epub）
    E 5 [zh-CN] EPUBCheck OPF-092（OEBPS/content.opf:6:33）
    E 6 [某市出版社] EPUBCheck RSC-005（OEBPS/title.xhtml:13:31，同类共 9 处） +22,26,30,30
    E 20 [（一）数字产品贸易；] EPUBCheck RSC-005（OEBPS/body.xhtml:22:50）
    E 22 [（二）数字服务贸易 A&amp;B，以及**跨境数据流动**。] EPUBCheck RSC-005（OEBPS/body.xhtml:23:50）
    E 24 [![贸易额逐年上升](图.png)] EPUBCheck RSC-008（OEBPS/body.xhtml:25:64）
    E 37 [指] EPUBCheck RSC-012（OEBPS/body.xhtml:17:136，在这附近）
    ");
}

#[test]
fn ace_names_elements() {
    insta::assert_snapshot!(told(&judged("办法.epub", EPUB, &[ACE]).expect("of this book")), @"
    W 1 [] Ace metadata-accessibilitysummary（OEBPS/content.opf）
    E 5 [zh-CN] Ace epub-lang（OEBPS/content.opf）
    E 22 [跨境数据流动] Ace color-contrast（body.xhtml strong）
    E 24 [![贸易额逐年上升](图.png)] Ace image-alt（body.xhtml img）
    W 26 [第二章 促进措施] Ace heading-order（body.xhtml h4）
    ");
}

#[test]
fn verapdf_names_objects() {
    insta::assert_snapshot!(told(&judged("办法.pdf", PDF, &[VERAPDF]).expect("of this file")), @"
    E 2 [某市数字贸易促进办法] veraPDF ISO 14289-1 7.1/10（root）
    E 5 [zh-CN] veraPDF ISO 14289-1 7.2/2（Outlines[0](outline 23 0)）
    E 5 [zh-CN] veraPDF ISO 14289-1 7.2/2（Outlines[1](outline 10 0)）
    E 5 [zh-CN] veraPDF ISO 14289-1 7.2/2（Outlines[2](outline 24 0)）
    E 5 [zh-CN] veraPDF ISO 14289-1 7.2/33（Properties[0](http://purl.org/dc/elements/1.1/ - dc:title)）
    E 10 [] veraPDF ISO 14289-1 7.2/31（第 1 页 content[32]{mcid:31}，在这附近）
    E 10 [] veraPDF ISO 14289-1 7.2/24（第 1 页 annots[0](26 0 obj PDLinkAnnot)，在这附近）
    E 10 [] veraPDF ISO 14289-1 7.2/24（第 1 页 annots[1](27 0 obj PDLinkAnnot)，在这附近）
    E 10 [] veraPDF ISO 14289-1 7.2/30（第 1 页 contentItem[0]{mcid:42}，在这附近）
    E 10 [某市数字贸易促进办法] veraPDF ISO 14289-1 7.2/34（第 1 页 contentItem[0]{mcid:0}，共 48 处） +12,12,12,12
    E 22 [（二）] veraPDF ISO 14289-1 7.1/5（第 1 页 K[6](41 0 obj SENonStandard Nonsense)）
    E 24 [![贸易额逐年上升](图.png)] veraPDF ISO 14289-1 7.3/1（第 1 页 K[7](42 0 obj SEFigure Figure)）
    E 35 [] veraPDF ISO 14289-1 7.18.5/1（第 2 页 annots[0](30 0 obj PDLinkAnnot)，在这附近）
    E 35 [] veraPDF ISO 14289-1 7.18.1/2（第 2 页 annots[0](30 0 obj PDLinkAnnot)，在这附近）
    E 35 [] veraPDF ISO 14289-1 7.18.5/2（第 2 页 annots[0](30 0 obj PDLinkAnnot)，在这附近）
    ");
}

#[test]
fn verapdf_in_its_other_forms() {
    let at = |report: &str| told(&judged("办法.pdf", PDF, &[report]).expect("of this file"));
    insta::assert_snapshot!(at(VERAPDF_XML), @"
    E 24 [![贸易额逐年上升](图.png)] veraPDF ISO 14289-1 7.3/1（第 1 页 K[7](42 0 obj SEFigure Figure)）
    E 35 [] veraPDF ISO 14289-1 7.18.5/1（第 2 页 annots[0](30 0 obj PDLinkAnnot)，在这附近）
    ");
    let (whole, lines) = (at(VERAPDF), at(VERACHECK));
    let of_ua: Vec<&str> = lines.lines().filter(|it| it.contains("14289") && !it.contains("共")).collect();
    assert!(of_ua.len() > 10 && of_ua.iter().all(|it| whole.contains(it)), "{lines}");
    // Older versions wrote one result and no list.
    let older = VERAPDF.replacen("\"validationResult\": [", "\"validationResult\":", 1);
    let end = older.rfind("\n    ]").expect("the list ends");
    let older = format!("{}{}", &older[..end], &older[end + "\n    ]".len()..]);
    assert_eq!(at(&older), whole);
    assert!(at(&VERAPDF.replace("ISO 14289-1:2014", "ISO_14289_1")).contains("ISO 14289-1 7.3/1"));
}

#[test]
fn what_an_editor_can_do() {
    let findings = judged("办法.epub", EPUB, &[ACE]).expect("of this book");
    let picture = findings.iter().find(|it| it.message.en.contains("image-alt")).expect("found");
    assert_eq!(picture.rule, "edition/ace");
    assert_eq!(
        picture.message.en,
        "Ace image-alt: Images must have alternative text (Element does not have an alt attribute) (body.xhtml img)"
    );
    assert!(picture.hint.as_ref().expect("a hint").zh.contains("![图上是什么](图.png)"));
    assert!(findings.iter().all(|it| it.hint.is_some()));
}

/// Four hundred places of one fault are one finding.
#[test]
fn many_of_a_kind_are_one() {
    let mut report: serde_json::Value = serde_json::from_str(EPUBCHECK).expect("JSON");
    let doubled = |at: usize| {
        serde_json::json!({
            "ID": "RSC-005", "severity": "ERROR", "message": format!("Error while parsing file: Duplicate ID \"x-{at}\""),
            "additionalLocations": 0, "locations": [{"path": "OEBPS/body.xhtml", "line": 22, "column": 50}],
        })
    };
    report["messages"] = (0..400).map(doubled).collect();
    let findings = judged("办法.epub", EPUB, &[&report.to_string()]).expect("of this book");
    insta::assert_snapshot!(told(&findings), @"E 20 [（一）数字产品贸易；] EPUBCheck RSC-005（OEBPS/body.xhtml:22:50，同类共 400 处） +20,20,20,20");
    report["messages"] = serde_json::json!([doubled(1)]);
    report["messages"][0]["additionalLocations"] = 24.into();
    let findings = judged("办法.epub", EPUB, &[&report.to_string()]).expect("of this book");
    insta::assert_snapshot!(told(&findings), @"E 20 [（一）数字产品贸易；] EPUBCheck RSC-005（OEBPS/body.xhtml:22:50，共 25 处）");
}

#[test]
fn a_report_of_another_edition() {
    let refused = |name: &str, edition: &[u8], report: &str| {
        let error = judged(name, edition, &[report]).expect_err("another edition");
        assert!(error.hint.is_some());
        error.message.zh
    };
    insta::assert_snapshot!(refused("甲.epub", EPUB, ACE), @"报告.json 不是 甲.epub 的报告：它评判的是 办法.epub");
    insta::assert_snapshot!(refused("甲.pdf", PDF, VERAPDF), @"报告.json 不是 甲.pdf 的报告：它评判的是 办法.pdf");
    insta::assert_snapshot!(refused("办法.pdf", &[PDF, b"\n"].concat(), VERAPDF), @"报告.json 不是 办法.pdf 的报告：它评判的文件有 48475 字节，这个有 48476");
    insta::assert_snapshot!(refused("办法.pdf", PDF, ACE), @"报告.json 不是 办法.pdf 的报告：Ace 评判的是 EPUB");
    insta::assert_snapshot!(refused("办法.epub", EPUB, VERAPDF), @"报告.json 不是 办法.epub 的报告：veraPDF 评判的是 PDF");
    insta::assert_snapshot!(refused("办法.epub", EPUB, &ACE.replace("74eeacbe", "84eeacbe")), @"报告.json 不是 办法.epub 的报告：标识是 urn:uuid:84eeacbe-3d3c-81d5-bebf-aa203de30fa1");
    insta::assert_snapshot!(refused("办法.epub", EPUB, &ACE.replace("2026-05-01T", "2026-05-02T")), @"报告.json 不是 办法.epub 的报告：修改时间是 2026-05-02T00:00:00Z");
    // The digests of what is in the book say more than its name.
    let digest = serde_json::from_str::<serde_json::Value>(EPUBCHECK).expect("JSON")["items"][0]["checkSum"].clone();
    let other = EPUBCHECK.replace(digest.as_str().expect("a digest"), "0123");
    insta::assert_snapshot!(refused("办法.epub", EPUB, &other), @"报告.json 不是 办法.epub 的报告：其中的 META-INF/container.xml 不是评判时的样子");
    assert!(judged("甲.epub", EPUB, &[EPUBCHECK]).is_ok());
    // Another folder is no other edition.
    assert!(judged("别处/办法.epub", EPUB, &[&ACE.replace("../办法.epub", "/build/%E5%8A%9E%E6%B3%95.epub")]).is_ok());
}

#[test]
fn what_is_no_report() {
    let refused = |text: &str| read_report("报告.json", text).expect_err("no report").message.zh;
    insta::assert_snapshot!(refused(&ACE[..2000]), @"报告.json 不是完整的 JSON：第 71 行第 24 列读不下去");
    insta::assert_snapshot!(refused("{\"version\": \"2.1.0\", \"runs\": []}"), @"报告.json 不是认识的报告");
    insta::assert_snapshot!(refused(""), @"报告.json 不是认识的报告");
    insta::assert_snapshot!(refused("<html></html>"), @"报告.json 不是认识的报告");
    insta::assert_snapshot!(refused("<report><jobs>"), @"报告.json 不合 XML 语法：the root node was opened but never closed");
    let two = format!("{VERACHECK}{}", VERACHECK.replace("办法.pdf", "甲.pdf"));
    insta::assert_snapshot!(refused(&two), @"报告.json 不是一个文件的报告");
    insta::assert_snapshot!(refused("{\"file\":\"a.pdf\",\"profile\":\"ua1\",\"error\":\"broken\"}"), @"报告.json 说 veraPDF 没能评判：broken");
}

#[test]
fn a_book_that_ace_finds_clean() {
    let book = AceBook {
        identifier: "urn:uuid:74eeacbe-3d3c-81d5-bebf-aa203de30fa1",
        digest: "urn:sha256:00",
        modified: "2026-05-01T00:00:00Z",
        title: "某市数字贸易促进办法",
    };
    // The books of today name their very text as well.
    let named = ["urn:uuid:74eeacbe-3d3c-81d5-bebf-aa203de30fa1", "urn:sha256:00"].map(|it| format!("\"{it}\""));
    let ace = ACE.replacen(&named[0], &format!("[{}]", named.join(", ")), 1);
    let verdict = |text: &str, book: &AceBook| ace_verdict("报告.json", text, book).expect("a report of Ace");
    assert_eq!(verdict(&ace, &book), AceVerdict::Violations(5));
    let clean = ace.replace("\"fail\"", "\"pass\"");
    assert_eq!(verdict(&clean, &book), AceVerdict::Clean);
    assert_eq!(verdict(&clean, &AceBook { digest: "urn:sha256:01", ..book }), AceVerdict::OtherBook("SHA-256"));
    assert_eq!(verdict(&clean, &AceBook { identifier: "urn:x", ..book }), AceVerdict::OtherBook("dc:identifier"));
    assert_eq!(
        verdict(&clean, &AceBook { modified: "2026-05-02T00:00:00Z", ..book }),
        AceVerdict::OtherBook("dcterms:modified")
    );
    assert_eq!(verdict(&clean, &AceBook { title: "某市办法", ..book }), AceVerdict::OtherBook("dc:title"));
    // A report that calls the book a failure without saying why does not clear it.
    let end = clean.rfind("\"pass\"").expect("the outcome of all");
    let unsaid = format!("{}\"fail\"{}", &clean[..end], &clean[end + "\"pass\"".len()..]);
    assert_eq!(verdict(&unsaid, &book), AceVerdict::Violations(1));
    assert!(ace_verdict("报告.json", EPUBCHECK, &book).is_err());
}
