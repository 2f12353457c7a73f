//! The EPUB says what its source says: every character once and in order, every page mark at its character.

use std::collections::BTreeMap;
use std::io::Cursor;

use diben::markdown::read;
use diben::model::{Document, Run, runs};
use diben::publish::epub::{Book, PageStart, epub};
use diben::text::{FileId, Span};
use proptest::prelude::*;
use roxmltree::{Node, ParsingOptions};

use crate::book::files;

const INITIATIVE: &str = include_str!("../source/chongqing-initiative.md");
const CSS: &str = include_str!("../layouts/epub.css");

/// Returns the EPUB of a text whose pages begin at these bytes.
fn publish(source: &str, pages: &[usize], images: &BTreeMap<String, Vec<u8>>) -> diben::error::Result<Vec<u8>> {
    let reading = read(FileId(0), source);
    let pages: Vec<PageStart> = pages
        .iter()
        .enumerate()
        .map(|(at, &byte)| PageStart { label: (at + 1).to_string(), span: Span::new(FileId(0), byte..byte) })
        .collect();
    epub(&Book {
        file: FileId(0),
        document: &reading.document,
        title: reading.document.title().map_or("无题".to_owned(), |it| diben::model::plain_text(&it.inlines)),
        css: CSS.to_owned(),
        pages,
        page_source: "印本，A5".to_owned(),
        source_path: "source/text.md",
        source_sha256: "00",
        modified: "2015-05-28T00:00:00Z".to_owned(),
        images,
        cover: None,
        certifier: None,
    })
}

fn file(bytes: &[u8], name: &str) -> String {
    String::from_utf8(files(bytes).remove(&format!("OEBPS/{name}")).unwrap_or_else(|| panic!("no {name}")))
        .expect("text")
}

/// The files of the text in the order of the spine.
fn texts(bytes: &[u8]) -> Vec<String> {
    let package = file(bytes, "content.opf");
    let spine = package.split("<itemref idref=\"id_").skip(1).filter_map(|it| it.split('"').next());
    spine.filter(|it| !["title.xhtml", "colophon.xhtml", "cover.xhtml"].contains(it)).map(str::to_owned).collect()
}

/// What a person reads in the body files.
#[derive(Default)]
struct Reader {
    text: String,
    notes: Vec<String>,
    /// Label of each page mark, and how much of the text stands before it.
    marks: Vec<(String, usize)>,
    ids: Vec<String>,
    links: Vec<String>,
}

fn body(bytes: &[u8]) -> Reader {
    let mut out = Reader::default();
    for name in texts(bytes) {
        let text = &file(bytes, &name);
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document =
            roxmltree::Document::parse_with_options(text, options).unwrap_or_else(|it| panic!("{name}: {it}\n{text}"));
        let body = document
            .descendants()
            .find(|it| it.has_tag_name(("http://www.w3.org/1999/xhtml", "body")))
            .expect("a body");
        walk(body, &name, &mut out);
    }
    out
}

fn walk(node: Node, file: &str, out: &mut Reader) {
    let role = node.attribute("role").unwrap_or_default();
    if let Some(id) = node.attribute("id") {
        out.ids.push(format!("{file}#{id}"));
    }
    if let Some(href) = node.attribute("href") {
        out.links.push(if href.starts_with('#') { format!("{file}{href}") } else { href.to_owned() });
    }
    match role {
        "doc-pagebreak" => out.marks.push((node.attribute("aria-label").expect("a label").to_owned(), out.text.len())),
        "doc-footnote" => {
            let mut note = Reader::default();
            node.children().for_each(|it| walk(it, file, &mut note));
            out.notes.push(note.text);
            out.ids.append(&mut note.ids);
            out.ids.extend(node.attribute("id").map(|_| String::new()).filter(|it| !it.is_empty()));
            out.links.append(&mut note.links);
        }
        "doc-noteref" | "doc-backlink" => {}
        // Brackets for readers that set no reading above its text.
        _ if node.tag_name().name() == "rp" => {}
        _ => {
            out.text.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default());
            node.children().for_each(|it| walk(it, file, out));
        }
    }
}

fn squeeze(text: &str) -> String {
    text.chars().filter(|it| !it.is_whitespace()).collect()
}

fn joined(runs: &[&Run]) -> String {
    runs.iter().map(|it| it.text.as_str()).collect()
}

/// Asserts that body and notes hold the runs, each once, in order, and nothing else.
fn says(document: &Document, bytes: &[u8], source: &str) {
    let read = body(bytes);
    let wanted = runs(&document.blocks);
    assert_eq!(squeeze(&read.text), squeeze(&joined(&wanted)), "{source:?}");
    // White space within a run is text too.
    let mut from = 0;
    for run in wanted {
        let at = read.text[from..]
            .find(&run.text)
            .unwrap_or_else(|| panic!("{:?} is not in its place in {source:?}", run.text));
        from += at + run.text.len();
    }
    let mut notes: Vec<String> = document.notes.iter().map(|it| squeeze(&joined(&runs(&it.blocks)))).collect();
    let mut found: Vec<String> = read.notes.iter().map(|it| squeeze(it)).collect();
    notes.sort();
    found.sort();
    assert_eq!(found, notes, "{source:?}");
    let unique: std::collections::BTreeSet<_> = read.ids.iter().collect();
    assert_eq!(unique.len(), read.ids.len(), "an id comes twice in {source:?}: {:?}", read.ids);
    for link in read.links.iter().filter(|it| !it.contains(':')) {
        assert!(read.ids.contains(link), "{link} leads nowhere in {source:?}");
    }
}

/// Asserts that the text behind each mark is the source's from that byte on.
fn marked(document: &Document, bytes: &[u8], pages: &[usize], source: &str) {
    let read = body(bytes);
    assert_eq!(read.marks.len(), pages.len(), "{source:?}");
    for (at, &byte) in pages.iter().enumerate() {
        let label = (at + 1).to_string();
        let (_, place) = read.marks.iter().find(|(it, _)| *it == label).expect("every page has its mark");
        let mut before = String::new();
        for run in runs(&document.blocks) {
            let end = (byte.max(run.span.start as usize) - run.span.start as usize).min(run.span.len());
            before.push_str(if run.span.len() == run.text.len() {
                &run.text[..end]
            } else if end == run.span.len() {
                &run.text
            } else {
                ""
            });
            if run.span.range().contains(&byte) {
                break;
            }
        }
        assert_eq!(squeeze(&read.text[..*place]), squeeze(&before), "page {label} of {source:?}");
    }
}

fn all(source: &str, pages: &[usize]) -> Vec<u8> {
    let document = read(FileId(0), source).document;
    let bytes = publish(source, pages, &BTreeMap::new()).unwrap_or_else(|it| panic!("{it} in {source:?}"));
    says(&document, &bytes, source);
    marked(&document, &bytes, pages, source);
    for name in ["title.xhtml", "nav.xhtml", "toc.ncx", "content.opf", "colophon.xhtml"] {
        let text = file(&bytes, name);
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        roxmltree::Document::parse_with_options(&text, options).unwrap_or_else(|it| panic!("{name}: {it}\n{text}"));
    }
    bytes
}

fn at(source: &str, words: &str) -> usize {
    source.find(words).unwrap_or_else(|| panic!("{words} is in the sample"))
}

#[test]
fn the_initiative() {
    let words =
        ["重庆倡议\n\n——", "三、我们支持", "息高速公路网等在内", "六、我们承诺", "完善亚欧政策沟通", "十二、我们感谢"];
    let pages: Vec<usize> = words.iter().map(|it| at(INITIATIVE, it)).collect();
    let bytes = all(INITIATIVE, &pages);
    assert_eq!(bytes, all(INITIATIVE, &pages), "the same book makes the same bytes");

    let text = file(&bytes, "body.xhtml");
    let shows = |part: &str| assert!(text.contains(part), "{part} is missing:\n{text}");
    let mark = |page: u32| {
        format!(r#"<span epub:type="pagebreak" role="doc-pagebreak" id="page-{page}" aria-label="{page}"></span>"#)
    };
    shows(&format!("{}<h1 id=\"title\" class=\"title\">重庆倡议</h1>\n<p class=\"subtitle\">——创新", mark(1)));
    shows("<section id=\"art-3\" class=\"article\">");
    shows(&format!("<p id=\"art-3-p1\">{}<b class=\"marker\">三、</b>我们支持", mark(2)));
    shows(&format!("通信光缆网、信{}息高速公路网", mark(3)));
    shows("<div role=\"list\">\n<p role=\"listitem\" id=\"art-3-p1-i1\">（一）共同致力于");
    shows(&format!("<section id=\"heading-6\">\n{}<h2>完善亚欧政策沟通与协调机制</h2>", mark(5)));

    let package = file(&bytes, "content.opf");
    for part in [
        r#"unique-identifier="identifier-1" xml:lang="zh-CN""#,
        r#"<dc:title id="subtitle">——创新引领行动，推进亚欧互联互通</dc:title>"#,
        r##"<meta refines="#subtitle" property="title-type">subtitle</meta>"##,
        r#"<dc:creator id="creator-1">亚欧互联互通产业对话会</dc:creator>"#,
        "<dc:source id=\"source-text\">source/text.md</dc:source>",
        r#"<meta property="pageBreakSource">印本，A5</meta>"#,
        r#"<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>"#,
        r#"<itemref idref="id_title.xhtml"/>
<itemref idref="nav"/>
<itemref idref="id_body.xhtml"/>
<itemref idref="id_colophon.xhtml"/>"#,
    ] {
        assert!(package.contains(part), "{part} is missing:\n{package}");
    }
    let nav = file(&bytes, "nav.xhtml");
    assert!(nav.contains("<li><a href=\"body.xhtml#title\">重庆倡议</a>\n<ol>\n<li><a href=\"body.xhtml#heading-1\">推动亚欧基础设施互联互通</a></li>"), "{nav}");
    assert!(nav.contains("<li><a href=\"body.xhtml#page-6\">6</a></li>"), "{nav}");
    assert!(file(&bytes, "title.xhtml").contains("（2015年5月28日　亚欧互联互通产业对话会　重庆）"));

    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
    let first = archive.by_index(0).expect("a first file");
    assert_eq!(
        (first.name(), first.compression(), first.data_start()),
        ("mimetype", zip::CompressionMethod::Stored, 38)
    );
    save("initiative", &bytes);
}

/// Every form that a text can take.
const FORMS: &str = "---
title: 样张
author: [甲, 乙]
identifier: [978-7-5197-0001-2, 国发〔2015〕1号]
publisher: 法律出版社
date: 2015-05-28
rights: \"<不受> & 著作权保护\"
---
# 中华人民共和国样张与格式规定

（2015年5月28日样张委员会通过）

序言里说[^a]：<script>alert(1)</script>，]]>，&amp;，`#import \"x\"`。

## 第一章 总则

第一条　本法的*目的*与**依据**，见[网站](https://example.com/法?a=^b)和[第三条](#art-3)、[别处](other.md)、[脚本](javascript:alert(1))。

第二款，H<sub>2</sub>O与x<sup>2</sup>，<ruby>汉<rt>hàn</rt></ruby>，行<br>末[^b]。

![一幅图](a.png)

第二条　下列各项：

（一）甲；

（二）乙：

1. Alpha；
2. 丙；

> 第九条　引文不入条数。
>
> - 点[^a]

### 第一节 一般规定

第三条

- 列
- 表

| 名称 | |
| --- | --- |
| 甲 | 乙<br>丙 |
| 丁[^c] | 戊 |

```
let x = \"<&>\";
  y
```

***

第三条　重号。

### 第三条之一 有标题的条

正文。

#### 深一层

又一层。

# 第二部分

## 附件1：样表

第一条　附件的条文。

[^a]: 注甲，见[^b]。
[^b]: 注乙。

    第二段。
[^c]: 注丙。
";

fn png() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 8, 8);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().expect("written to memory").write_image_data(&[128; 64]).expect("64 dots");
    out
}

#[test]
fn every_form() {
    let images = BTreeMap::from([("a.png".to_owned(), png())]);
    let document = read(FileId(0), FORMS).document;
    let words = [
        "序言里说",
        "lert(1)</scr",
        "&amp;，",
        "第二款",
        "hàn",
        "；\n\n>",
        "名称",
        "丁",
        "y\n```",
        "重号",
        "第三条之一",
        "的条\n",
        "注乙。",
    ];
    let pages: Vec<usize> = words.iter().map(|it| at(FORMS, it)).collect();
    let bytes = publish(FORMS, &pages, &images).expect("all is at hand");
    save("forms", &bytes);
    says(&document, &bytes, FORMS);
    assert_eq!(texts(&bytes), ["body.xhtml", "ch-1.xhtml", "work-1.xhtml"]);
    let text: String = texts(&bytes).iter().map(|it| file(&bytes, it)).collect();
    for part in [
        "中华人民共和国<wbr/>样张",
        "&lt;script&gt;",
        "]]&gt;",
        r#"<strong class="emphasis">目的</strong>"#,
        r#"href="https://example.com/%E6%B3%95?a=%5Eb""#,
        r##"<a class="ref" href="#art-3">第三条</a>、别处、脚本"##,
        "<ruby>汉<rp>（</rp><rt>",
        "hàn</rt><rp>）</rp></ruby>",
        "<b class=\"marker\">第一条</b>\u{3000}本法",
        "<section id=\"ch-1\" epub:type=\"chapter\" role=\"doc-chapter\" aria-labelledby=\"ch-1-title\">\n<h2 id=\"ch-1-title\">第一章\u{3000}总则</h2>",
        "<h3>第一节\u{3000}一般规定</h3>",
        "<h4 class=\"caption\">第三条之一\u{3000}有标题",
        r#"<img src="images/image-1.png" alt="一幅图"/>"#,
        "1. Alpha；",
        "2.丙",
        r#"<th scope="col">"#,
        r#"<section id="art-3_2" class="article">"#,
        r#"epub:type="appendix" role="doc-appendix""#,
        r##"<a epub:type="noteref" role="doc-noteref" class="noteref" href="body.xhtml#fn-1" id="fnref-1-2">①</a>"##,
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
    assert!(!text.contains("other.md") && !text.contains("javascript"));
    let package = file(&bytes, "content.opf");
    assert!(
        package.contains(r#"<dc:identifier id="identifier-1">urn:isbn:9787519700012</dc:identifier>"#),
        "{package}"
    );
    assert!(package.contains("&lt;不受&gt; &amp; 著作权保护"), "{package}");

    let missing = publish(FORMS, &[], &BTreeMap::new()).expect_err("the picture is missing");
    assert!(missing.message.zh.contains("a.png"));
}

#[test]
fn a_long_text_is_split_and_its_links_hold() {
    let mut source = String::from("# 长法\n\n第一句[^n]，见[末条](#art-40)。\n\n");
    for chapter in 1..=10 {
        source.push_str(&format!("## 第{}章 某章\n\n", diben::model::to_han(chapter)));
        for article in chapter * 4 - 3..=chapter * 4 {
            source.push_str(&format!("第{}条　{}[^n]\n\n", diben::model::to_han(article), "长文。".repeat(800)));
        }
    }
    source.push_str("[^n]: 注。\n");
    let pages: Vec<usize> = ["长法", "第七章", "第四十条"].iter().map(|it| at(&source, it)).collect();
    let bytes = all(&source, &pages);
    let chapters: Vec<String> = (1..=10).map(|it| format!("ch-{it}.xhtml")).collect();
    assert_eq!(texts(&bytes)[0], "body.xhtml");
    assert_eq!(texts(&bytes)[1..], chapters);
    assert!(file(&bytes, "body.xhtml").contains(r#"href="ch-10.xhtml#art-40""#));
    assert!(file(&bytes, "nav.xhtml").contains(r#"<a href="ch-7.xhtml#page-2">2</a>"#));
    save("long", &bytes);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let refused =
        |source: &str, pages: &[usize]| publish(source, pages, &BTreeMap::new()).expect_err("refused").message.zh;
    assert!(refused("甲\u{1}乙", &[]).contains("U+0001"));
    assert!(refused("---\ntitle: 题\ndescription: \"\\x02\"\n---\n甲", &[]).contains("content.opf"));
    assert!(refused("# 题\n\n正文", &[0]).contains("第 1 页"), "a mark stands before no text");
    assert!(refused("正文", &[1]).contains("第 1 页"), "a mark stands within a character");
}

/// Pieces that XML, ids and page marks make trouble with.
const PIECES: &[&str] = &[
    "第一条　",
    "第一条 ",
    "一、",
    "（一）",
    "1. ",
    "①",
    "\n\n",
    "\n",
    "\n\n",
    "# 题\n\n",
    "## 第一章 总则\n\n",
    "## 附件1\n\n",
    "### 节名\n\n",
    "**",
    "*",
    "`",
    "> ",
    "- ",
    "| a | b |\n| - | - |\n| 甲 | 乙 |\n\n",
    "```\n<&>\n```\n\n",
    "[^1]",
    "[^1]: 注\n\n",
    "[^2]",
    "[^2]: 注[^1]\n\n",
    "[文](#art-1)",
    "[文](https://a.b/'\"<>)",
    "<sup>",
    "</sup>",
    "<ruby>汉<rt>h</rt></ruby>",
    "<script>",
    "</p>",
    "]]>",
    "&amp;",
    "&lt;",
    "&#x4e00;",
    "&",
    "#import \"x\"",
    "<!-- c -->",
    "——",
    "中文，",
    "Latin words",
    "\u{3000}",
    "\u{A0}",
    "\u{85}",
    "𠮷",
    "~",
    "\"",
    "'",
    "{#id}",
    "---\n\n",
    "（2015年）\n\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_said_once_and_in_order(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..50), seeds in prop::collection::vec(any::<prop::sample::Index>(), 0..5)) {
        let source = pieces.concat();
        let document = read(FileId(0), &source).document;
        // Pages begin at characters of the text, in order.
        let starts: Vec<usize> = runs(&document.blocks)
            .iter()
            .filter(|it| !it.span.is_empty())
            .flat_map(|it| {
                let start = it.span.start as usize;
                let exact = it.span.len() == it.text.len();
                it.text.char_indices().filter(move |&(at, _)| exact || at == 0).map(move |(at, _)| start + at)
            })
            .collect();
        let mut pages: Vec<usize> = if starts.is_empty() { Vec::new() } else { seeds.iter().map(|it| *it.get(&starts)).collect() };
        pages.sort_unstable();
        pages.dedup();
        all(&source, &pages);
    }
}

/// Keeps a book for the conformance judges to look at.
fn save(name: &str, bytes: &[u8]) {
    let folder = std::env::var("DIBEN_EPUB_OUT").unwrap_or_else(|_| env!("CARGO_TARGET_TMPDIR").to_owned());
    std::fs::write(format!("{folder}/{name}.epub"), bytes).expect("the folder can be written");
}

#[test]
fn no_file_is_too_large_for_an_old_reader() {
    use diben::model::to_han;
    // Short lines, where tags weigh most, beside long ones; many notes and citations.
    let notes: String = (0..2000).map(|it| format!("[^{it}]: 第{it}个注。\n\n")).collect();
    let mut text = String::from("# 大法\n\n## 第一章 总则\n\n");
    for number in 1..=2000u32 {
        let words = if number % 2 == 0 { "依照第一条。".repeat(40) } else { "甲。".to_owned() };
        text.push_str(&format!("第{}条　{words}[^{}]\n\n（一）乙；\n\n（二）丙。\n\n", to_han(number), number - 1));
    }
    text.push_str(&notes);
    let bytes = all(&text, &[at(&text, "大法"), at(&text, "第一千条"), at(&text, "第二千条")]);
    let sizes: Vec<usize> = texts(&bytes).iter().map(|it| file(&bytes, it).len()).collect();
    assert!(sizes.len() > 3 && sizes.iter().all(|it| *it <= 260 * 1024), "{sizes:?}");
    assert!(sizes.iter().rev().skip(1).all(|it| *it > 60 * 1024), "none is a scrap: {sizes:?}");
    // The chapter opens in one file and goes on in others, which its articles name.
    let names = texts(&bytes);
    assert_eq!(names[0], "ch-1.xhtml");
    assert!(names[1..].iter().all(|it| it.starts_with("art-")), "{names:?}");

    let document = read(FileId(0), &format!("# 长\n\n{}\n\n短。\n", "长长的一段。".repeat(20_000))).document;
    let told = diben::publish::epub::too_long(&document);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].rule, told[0].span.start), ("layout/long-block", 7));
    assert_eq!(diben::publish::epub::too_long(&read(FileId(0), &text).document), []);
}
