use std::io::{Cursor, Write};

use diben::extract;
use diben::verify;
use diben::verify::Apparatus::{Close, Contents, Folio, ListMarks, NoteSigns, PageMarks, RunningHead, TitlePage};

use super::set::{blocks, set};
use super::{SOURCE, shown, wanted};

const CONTAINER: &str = r#"<?xml version="1.0"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

const PACKAGE: &str = r##"<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:x</dc:identifier>
<dc:title>联通倡议</dc:title><dc:language>zh-CN</dc:language>
<dc:source id="source-text">source/倡议.md</dc:source>
<meta refines="#source-text" property="dcterms:identifier">sha256:0000000000000000000000000000000000000000000000000000000000000000</meta>
</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="style.css" media-type="text/css"/>
<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one.xhtml" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="title"/><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>"##;

const NAV: &str = r#"<nav epub:type="toc"><h1>目录</h1><ol><li><a href="text/one.xhtml#title">联通倡议</a><ol>
<li><a href="text/one.xhtml#h-1">推动基础设施互联互通</a></li><li><a href="text/two.xhtml#h-2">深化人文交流</a></li></ol></li></ol></nav>
<nav epub:type="page-list" aria-label="印本页码" hidden="hidden"><ol>PAGES</ol></nav>
<nav epub:type="landmarks" aria-label="位置" hidden="hidden"><ol><li><a epub:type="bodymatter" href="text/one.xhtml">正文</a></li></ol></nav>"#;

const TITLE: &str = r#"<section epub:type="titlepage" aria-label="书名页"><p>联通倡议</p><p>——创新引领行动</p>
<p>（2015年5月28日　产业对话会　重庆）</p></section>"#;

const ONE: &str = r##"<h1 id="title">联通倡议</h1>
<p>——创新引领行动</p>
<section aria-label="第一条"><p><b>一、</b>我们注意到，亚欧大陆是世界上面积最大、人口最多的区域，合作具有广阔的前景和发展空间<sup><a epub:type="noteref" href="#n1">①</a></sup>。为此，我们呼吁在以下方面做出共同努力：</p></section>
<aside epub:type="footnote" id="n1"><p><a role="doc-backlink" href="#r1" aria-label="回到正文">①</a>面积约五千万平方公里。</p></aside>
<p>二、随着合作与交流的不断深入，共同利益不断扩大，加强互联互通的紧迫性日益凸显，亟需开展全方位合作，拓展基础设施建设，促进货物、服务、资本和人员的高效流动。</p>
<h2 id="h-1">推动基础设施互联互通</h2>
<p>三、我们支持 <strong>5G</strong> 与 <em>绿色</em>、A&amp;B、H<sub>2</sub>O，也支持 Asian and European members
in their unmistakable responsibilities and interconnections.</p>
<div role="list"><p role="listitem">（一）建立大通关机制，一致推进统一的运输规则；</p>
<p role="listitem">（二）密切各方合作，致力于构建可持续的体系。</p></div>
<ul><li>甲项</li><li>乙项</li></ul>
<table><tr><th>项目</th><th>内容</th></tr><tr><td>时间</td><td>五月</td></tr><tr><td>地点</td><td>重庆</td></tr></table>"##;

const TWO: &str = r#"<h2 id="h-2">深化人文交流</h2>
<p>四、我们主张充分发挥工商界、公民社会、智库、媒体在互联互通进程中的积极作用；支持进一步促进民间文化交流；强化教育和人力资源发展合作，提高就业市场、人才市场以及旅游市场的开放程度。</p>"#;

/// The parts of a book that tests tamper with.
#[derive(Clone)]
struct Book {
    package: String,
    nav: String,
    title: String,
    one: String,
    two: String,
    css: String,
}

fn mark(page: usize) -> String {
    format!(r#"<span epub:type="pagebreak" role="doc-pagebreak" id="page-{page}" aria-label="{page}"></span>"#)
}

/// A book with the pages of the PDF.
fn book() -> Book {
    let mut out = Book {
        package: PACKAGE.to_owned(),
        nav: NAV.to_owned(),
        title: TITLE.to_owned(),
        one: ONE.to_owned(),
        two: TWO.to_owned(),
        css: "p { text-indent: 2em; color: black }".to_owned(),
    };
    let mut list = String::new();
    for (page, words) in page_starts() {
        let file = if out.one.contains(&words) { "one" } else { "two" };
        list.push_str(&format!(r#"<li><a href="text/{file}.xhtml#page-{page}">{page}</a></li>"#));
        let body = if file == "one" { &mut out.one } else { &mut out.two };
        assert_eq!(body.matches(&words).count(), 1, "{words}");
        *body = body.replace(&words, &format!("{}{words}", mark(page)));
    }
    out.nav = out.nav.replace("PAGES", &list);
    out
}

/// The first words of each page of the PDF.
fn page_starts() -> Vec<(usize, String)> {
    let text = extract::pdf(&set(&blocks(), true)).unwrap();
    let mut out = vec![(1, "<h1 id=\"title\">".to_owned())];
    for page in 2..=text.pages.len() {
        let mut body = text.blocks.iter().filter(|it| it.kind == extract::PdfBlockKind::Body);
        let words = body.find_map(|it| {
            let glyphs = it.glyphs.iter().filter(|it| it.page == page).take(8);
            Some(glyphs.map(|it| it.text.as_str()).collect::<String>()).filter(|it| !it.is_empty())
        });
        out.extend(words.filter(|it| !it.starts_with("2015")).map(|it| (page, it)));
    }
    out
}

fn pack(book: &Book) -> Vec<u8> {
    let page = |body: &str| {
        format!(
            r#"<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="zh-CN"><head><title>联通倡议</title>
<link rel="stylesheet" href="/style.css"/></head><body>{body}</body></html>"#
        )
    };
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let files = [
        ("mimetype", "application/epub+zip".to_owned()),
        ("META-INF/container.xml", CONTAINER.to_owned()),
        ("EPUB/package.opf", book.package.clone()),
        ("EPUB/nav.xhtml", page(&book.nav).replace("/style", "style")),
        ("EPUB/title.xhtml", page(&book.title).replace("/style", "style")),
        ("EPUB/text/one.xhtml", page(&book.one).replace("/style", "../style")),
        ("EPUB/text/two.xhtml", page(&book.two).replace("/style", "../style")),
        ("EPUB/style.css", book.css.clone()),
    ];
    for (name, content) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn found(tamper: impl Fn(&mut Book)) -> String {
    let mut book = book();
    tamper(&mut book);
    let kinds = [RunningHead, Folio, Close, NoteSigns, ListMarks, TitlePage, Contents, PageMarks];
    let (truth, expected) = wanted(SOURCE, &kinds);
    let findings = verify::epub_with_pages(&truth, &expected, &pack(&book), &set(&blocks(), true)).unwrap();
    shown(SOURCE, &findings)
}

fn in_one(old: &'static str, new: &'static str) -> impl Fn(&mut Book) {
    move |book| {
        assert!(book.one.contains(old), "{old}");
        book.one = book.one.replacen(old, new, 1);
    }
}

/// Asserts that one finding begins so, and all are of its rule.
fn says(found: &str, rule: &str, start: &str) {
    assert!(!found.is_empty(), "nothing was found");
    assert!(found.lines().any(|it| it.starts_with(&format!("{rule} {start}"))), "{found}");
    assert!(found.lines().all(|it| it.starts_with(rule)), "{found}");
}

#[test]
fn a_true_epub_is_clean() {
    assert_eq!(found(|_| {}), "");
    assert_eq!(found(|it| it.title = it.title.replace("重庆", "重庆 ")), "");
    let record = extract::epub(&pack(&book())).unwrap().record.unwrap();
    assert_eq!((record.path.as_str(), record.sha256.len()), ("source/倡议.md", 64));
}

/// A title that stands on the title page alone is text there.
#[test]
fn a_title_on_the_title_page_alone() {
    let found = found(|it| {
        it.one = it.one.replace("联通倡议", "").replace("<p>——创新引领行动</p>", "");
    });
    assert!(!found.contains("edition/text"), "{found}");
}

#[test]
fn paragraphs_swapped() {
    let swapped = found(|it| {
        let (first, second) =
            ("（一）建立大通关机制，一致推进统一的运输规则；", "（二）密切各方合作，致力于构建可持续的体系。");
        it.one = it.one.replace(first, "1").replace(second, first).replace(">1<", &format!(">{second}<"));
    });
    assert!(swapped.lines().any(|it| it.starts_with("edition/text 2") && it.contains("排错了地方")), "{swapped}");
}

#[test]
fn characters_dropped_added_changed() {
    says(&found(in_one("亟需开展", "亟需展")), "edition/text", "13 [开] EPUB 缺“开 U+5F00”");
    says(&found(in_one("亟需", "亟不需")), "edition/text", "13 [] EPUB 多出“不 U+4E0D”");
    says(&found(in_one("，一致推进", "，⼀致推进")), "edition/text", "20 [一] EPUB 作“⼀ U+2F00”，底本作“一 U+4E00”");
    says(&found(in_one("European members", "Europeanmembers")), "edition/text", "17 [m] EPUB “m”前缺空格");
}

#[test]
fn a_paragraph_doubled_or_left_out() {
    let item = "<p role=\"listitem\">（一）建立大通关机制，一致推进统一的运输规则；</p>";
    says(&found(|it| it.one = it.one.replace(item, &item.repeat(2))), "edition/text", "20 [（一）建立大通关机制");
    says(&found(|it| it.one = it.one.replace(item, "")), "edition/text", "20 [（一）建立大通关机制");
}

#[test]
fn text_hidden_where_only_the_ear_finds_it() {
    let words = "亟需开展全方位合作，";
    let hidden = |at: &'static str| {
        found(move |it| {
            it.one = it.one.replacen(words, "", 1).replacen(at, &format!("aria-label=\"{words}\""), 1);
        })
    };
    let in_label = hidden("aria-label=\"第一条\"");
    assert!(in_label.starts_with("edition/text 13 [亟需开展全方位合作，] EPUB 缺"), "{in_label}");
    assert!(
        in_label.contains("edition/apparatus 13 [] EPUB 的 EPUB/text/one.xhtml 在 aria-label 里藏着“亟需"),
        "{in_label}"
    );
    let in_mark = hidden("aria-label=\"1\"");
    assert!(in_mark.contains("edition/pages 1 [] EPUB 的页码标记“亟需开展全方位合作，”不是下一页的页码"), "{in_mark}");
    let in_nav = found(|it| {
        it.one = it.one.replacen(words, "", 1);
        it.nav = it.nav.replace("推动基础设施互联互通</a>", &format!("{words}</a>"));
    });
    assert!(in_nav.contains("edition/apparatus 1 [] EPUB 的目录有“亟需开展全方位合作，”"), "{in_nav}");
    assert!(in_nav.contains("edition/apparatus 15 [] EPUB 的目录缺“推动基础设施互联互通”"), "{in_nav}");
}

#[test]
fn text_that_nobody_sees() {
    let item = "<p>二、";
    for (open, css) in [
        ("<p style=\"color: #FFF\">二、", ""),
        ("<p hidden=\"hidden\">二、", ""),
        ("<p aria-hidden=\"true\">二、", ""),
        ("<p class=\"x\">二、", "section .x, .y { display: none }"),
    ] {
        let found = found(|it| {
            it.one = it.one.replace(item, open);
            it.css.push_str(css);
        });
        assert!(!found.is_empty(), "{open}");
        says(&found, "edition/text", "13 [二、随着合作与交流的不断深入");
    }
    let generated = found(|it| it.css.push_str("h2::before { content: '第一章' }"));
    says(&generated, "edition/apparatus", "1 [] EPUB 的样式表给 ");
}

#[test]
fn blocks_run_together_or_torn_apart() {
    assert_eq!(found(in_one("努力：</p>", "努力：</p><p></p>")), "");
    says(
        &found(in_one("规则；</p>\n<p role=\"listitem\">", "规则；")),
        "edition/structure",
        "22 [] EPUB 把两段接成了一段",
    );
    says(&found(in_one("共同利益", "</p><p>共同利益")), "edition/structure", "13 [] EPUB 把一段断成了两段");
}

#[test]
fn page_marks() {
    let moved = found(|it| {
        it.one = it.one.replacen(&mark(2), "", 1).replace("<h2 id=\"h-1\">", &format!("<h2 id=\"h-1\">{}", mark(2)))
    });
    says(&moved, "edition/pages", "");
    let lost = found(|it| it.one = it.one.replacen(&mark(2), "", 1));
    assert!(lost.contains("EPUB 没有第 2 页的标记") && lost.contains("页码表"), "{lost}");
    let unlisted = found(|it| it.nav = it.nav.replacen(">2</a>", ">9</a>", 1));
    says(&unlisted, "edition/pages", "1 [] EPUB 页码表的“9”对不上正文里的页码标记“2”");
}

#[test]
fn the_title_page() {
    let more = found(|it| it.title = it.title.replace("产业对话会", "产业对话会　特约编辑"));
    says(&more, "edition/apparatus", "1 [] EPUB 的书名页多出“特约辑”");
    let less = found(|it| it.title = it.title.replace("　重庆", ""));
    says(&less, "edition/apparatus", "1 [] EPUB 的书名页缺“重庆”");
}

#[test]
fn notes() {
    says(&found(in_one("约五千万", "约六千万")), "edition/text", "36 [五] EPUB 作“六 U+516D”");
    says(&found(in_one(">①</a></sup>", ">②</a></sup>")), "edition/apparatus", "11 [[^a]] EPUB 的注号“②”");
}

#[test]
fn text_outside_the_spine_is_not_read() {
    let lost = found(|it| it.package = it.package.replace("<itemref idref=\"two\"/>", ""));
    assert!(
        lost.contains("edition/text 32 [深化人文交流") && lost.contains("EPUB/text/two.xhtml 不在书脊里"),
        "{lost}"
    );
}

#[test]
fn what_is_no_epub_is_an_error() {
    let (truth, expected) = wanted(SOURCE, &[]);
    let bytes = pack(&book());
    let bad = |tamper: fn(&mut Book)| {
        let mut book = book();
        tamper(&mut book);
        pack(&book)
    };
    let loop_of_entities = bad(|it| it.one = it.one.replace("共同", "&nowhere;"));
    for broken in [b"PK".to_vec(), bytes[..bytes.len() / 2].to_vec(), loop_of_entities] {
        assert!(verify::epub(&truth, &expected, &broken).unwrap_err().message.zh.contains("EPUB"));
    }
}

#[test]
fn a_tree_too_deep_is_seen_and_not_walked() {
    let deep = found(|it| it.two.push_str(&format!("{}深{}", "<div>".repeat(900), "</div>".repeat(900))));
    assert!(deep.contains("里有 <div>，它的内容无从核对"), "{deep}");
    let mut book = book();
    book.two = format!("{}深{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
    let _ = extract::epub(&pack(&book));
}

/// 80 KB that unpack to 80 MB.
#[test]
fn a_bomb_is_not_unpacked() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("META-INF/container.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let blank = vec![b' '; 1 << 20];
    (0..80).for_each(|_| zip.write_all(&blank).unwrap());
    let error = extract::epub(&zip.finish().unwrap().into_inner()).unwrap_err();
    assert!(error.message.zh.contains("大得反常"), "{error}");
}
