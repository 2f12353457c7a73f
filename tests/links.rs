//! References as links: in the EPUB and in the archival PDF each leads to the unit that its words name.

use std::collections::{BTreeMap, BTreeSet};

use diben::publish::{Edition, Finish, Pages};
use diben::text::Source;
use lopdf::{Dictionary, Document, Object};

use crate::book::files;
use crate::setting::Setting;

const LAW: &str = "# 某条例

## 第一章 总则

第一条　依照第三条第二款第（一）项、第四条和附件1办理。

第二条　第三条至第五条的规定，前条、本条第一款和《刑法》第九条的规定，适用于本章。

第二款重申前款。

## 第二章 细则

第三条　甲。

乙：

（一）丙；

（二）丁，依照前项。

第四条　第三条第二款第（一）、（二）项[^1]。

第五条　依照[第一章](#ch-1)和[网站](https://example.org/)。

| 第一条 | 第二条 |
| --- | --- |
| 依照第一条 | 戊 |

第一百二十条之一　己。

第六条　依照第一百二十条之一。

## 附件1

样表。

[^1]: 注文说第五条。
";

fn made<T>(text: &str, make: impl FnOnce(&Pages) -> T) -> T {
    Setting { title: "某条例", ..Setting::default() }.of(text, make)
}

fn epub(text: &str) -> BTreeMap<String, String> {
    let bytes = made(text, |it| it.write(Edition::Epub, &Finish::default()).expect("an EPUB"));
    let text = |(name, content): (String, Vec<u8>)| {
        Some((name.trim_start_matches("OEBPS/").to_owned(), String::from_utf8(content).ok()?))
    };
    files(&bytes).into_iter().filter_map(text).collect()
}

/// The words of each link of a reference, and what it leads to.
fn references(book: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for name in ["ch-1.xhtml", "ch-2.xhtml", "annex-1.xhtml"] {
        for link in book[name].split("<a class=\"ref\" href=\"").skip(1) {
            let (href, rest) = link.split_once("\">").expect("a link has words");
            out.push((rest.split("</a>").next().unwrap_or_default().to_owned(), href.to_owned()));
        }
    }
    out
}

const WANTED: &[(&str, &str)] = &[
    ("第三条第二款第（一）项", "ch-2.xhtml#art-3-p2-i1"),
    ("第四条", "ch-2.xhtml#art-4"),
    ("附件1", "annex-1.xhtml#annex-1"),
    ("第三条", "ch-2.xhtml#art-3"),
    ("第五条", "ch-2.xhtml#art-5"),
    ("前条", "#art-1"),
    ("本条第一款", "#art-2-p1"),
    ("本章", "#ch-1"),
    ("前款", "#art-2-p1"),
    ("前项", "#art-3-p2-i1"),
    ("第三条第二款第（一）", "#art-3-p2-i1"),
    ("（二）项", "#art-3-p2-i2"),
    ("第五条", "#art-5"),
    ("第一章", "ch-1.xhtml#ch-1"),
    ("网站", "https://example.org/"),
    ("第一条", "ch-1.xhtml#art-1"),
    ("第二条", "ch-1.xhtml#art-2"),
    ("第一条", "ch-1.xhtml#art-1"),
    ("第一百二十条之一", "#art-120-1"),
];

#[test]
fn every_part_of_a_reference_leads_to_its_unit() {
    let found = references(&epub(LAW));
    let found: Vec<(&str, &str)> = found.iter().map(|it| (it.0.as_str(), it.1.as_str())).collect();
    assert_eq!(found, WANTED);
}

/// The links of a PDF to units: what a voice says of each, and the destination.
fn led(pdf: &Document) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (_, id) in pdf.get_pages() {
        let page = pdf.get_dictionary(id).expect("a page");
        let Ok(annotations) = page.get(b"Annots") else { continue };
        let (_, annotations) = pdf.dereference(annotations).expect("there");
        for it in annotations.as_array().expect("a list") {
            let (_, it) = pdf.dereference(it).expect("there");
            let it = it.as_dict().expect("an annotation");
            if let Ok(Object::String(name, _)) = it.get(b"Dest") {
                out.push((said(it), String::from_utf8(name.clone()).expect("an id is ASCII")));
            }
        }
    }
    out
}

fn said(annotation: &Dictionary) -> String {
    let bytes = annotation.get(b"Contents").and_then(Object::as_str).expect("every link says where it leads");
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(wide) => {
            String::from_utf16_lossy(&wide.chunks(2).map(|it| u16::from_be_bytes([it[0], it[1]])).collect::<Vec<_>>())
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The names that the PDF knows places by.
fn destinations(pdf: &Document) -> Vec<String> {
    let names = pdf.catalog().and_then(|it| it.get_deref(b"Names", pdf)).and_then(Object::as_dict).expect("names");
    let root = names.get_deref(b"Dests", pdf).and_then(Object::as_dict).expect("destinations");
    let kids = root.get(b"Kids").and_then(Object::as_array).expect("a leaf");
    let leaf = pdf.dereference(&kids[0]).expect("there").1.as_dict().expect("a leaf");
    let names = leaf.get(b"Names").and_then(Object::as_array).expect("pairs");
    names.iter().filter_map(|it| it.as_str().ok()).map(|it| String::from_utf8_lossy(it).into_owned()).collect()
}

#[test]
fn the_archival_edition_has_the_same_links() {
    let bytes = made(LAW, |it| it.write(Edition::Pdf, &Finish::default()).expect("a PDF"));
    let pdf = Document::load_mem(&bytes).expect("a PDF");
    let known = destinations(&pdf);
    let found = led(&pdf);
    for (name, id) in &found {
        assert!(known.contains(id), "{id} is a destination of {known:?}");
        assert!(!name.is_empty() && !name.contains("diben"), "{name}");
    }
    // A link over two lines is two annotations, and the head of a table, which pages repeat, has none.
    let ids: BTreeSet<&str> = found.iter().map(|it| it.1.as_str()).collect();
    let wanted: BTreeSet<&str> = WANTED.iter().filter_map(|it| it.1.split_once('#')).map(|it| it.1).collect();
    assert_eq!(ids, wanted.into_iter().filter(|it| *it != "art-2").collect());
    assert!(found.contains(&("第三条第二款第一项".to_owned(), "art-3-p2-i1".to_owned())), "{found:?}");
    let text = String::from_utf8_lossy(&bytes);
    assert!(!text.contains("diben:art"), "no link is left an address");
}

#[test]
fn paper_has_no_links() {
    let bytes = made(LAW, |it| it.write(Edition::Print, &Finish::default()).expect("a PDF"));
    let pdf = Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(led(&pdf), []);
}

/// The page and the place in the EPUB that the concordance gives for each unit are those of the editions.
#[test]
fn the_concordance_agrees_with_the_editions() {
    let law = LAW.replace("## 附件1\n\n样表。\n", "");
    let text = format!(
        "{law}\n\n{}",
        (7..200).map(|it| format!("第{}条　长长的一条条文。\n\n", diben::model::to_han(it))).collect::<String>()
    );
    let source = Source::new("source/a.md", text.as_str());
    let concordance: serde_json::Value =
        made(&text, |it| serde_json::from_slice(&it.concordance(&source)).expect("JSON"));
    let files = epub(&text);
    let pages = concordance["pages"].as_array().expect("pages");
    assert!(pages.len() > 3, "{} pages", pages.len());
    for page in pages {
        let (file, id) = page["epub"].as_str().and_then(|it| it.split_once('#')).expect("every page has its mark");
        assert!(files[file].contains(&format!("id=\"{id}\"")), "{id} in {file}");
        assert!(
            files["nav.xhtml"]
                .contains(&format!("<a href=\"{file}#{id}\">{}</a>", page["page"].as_str().expect("a number")))
        );
    }
    let units = concordance["units"].as_array().expect("units");
    let lines: Vec<&str> = text.lines().collect();
    let mut before = 0;
    for unit in units {
        let (file, id) = unit["epub"].as_str().and_then(|it| it.split_once('#')).expect("every unit is in the book");
        assert_eq!(id, unit["id"]);
        assert!(files[file].contains(&format!("id=\"{id}\"")), "{id} in {file}");
        let line = lines[unit["line"].as_u64().expect("a line") as usize - 1];
        if let (Some(marker), false) = (unit["name"].as_str().filter(|it| it.ends_with('条')), id.contains("-p")) {
            assert!(line.starts_with(marker), "{marker} stands on “{line}”");
        }
        let page: usize = unit["page"].as_str().expect("every unit is printed").parse().expect("a number");
        assert!(page >= before, "pages rise with the text");
        before = page;
    }
    assert_eq!(units.iter().find(|it| it["id"] == "art-120-1").expect("listed")["name"], "第一百二十条之一");
}

#[test]
fn contents_of_several_pages_are_no_text() {
    let mut text = String::from("# 某法\n\n");
    for number in 1..=60 {
        let han = diben::model::to_han(number);
        text.push_str(&format!("## 第{han}章 某章\n\n第{han}条　条文。\n\n"));
    }
    let nav = &epub(&text)["nav.xhtml"];
    let first = nav.split("#page-").nth(1).expect("pages are marked");
    assert!(nav.contains("body.xhtml#page-1") || nav.contains("ch-1.xhtml#page-1"), "{first}");
    // The text begins behind title page and contents, and each page of it is marked.
    let marked: Vec<usize> = nav.split("#page-").skip(1).filter_map(|it| it.split('"').next()?.parse().ok()).collect();
    assert!(marked.windows(2).skip(1).all(|it| it[1] == it[0] + 1), "{marked:?}");
    assert!(marked.len() > 5, "{marked:?}");
}
