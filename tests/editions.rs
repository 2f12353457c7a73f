//! What the editions of one text share: names, and the proof that they say the same.

use std::collections::{BTreeMap, BTreeSet};

use diben::extract;
use diben::markdown::read;
use diben::publish::{Edition, Finish, Pages};
use diben::text::{FileId, Source};
use diben::verify::{self, Apparatus, Expected};

use crate::setting::Setting;

const WORK: &str = "---\ntitle: 某某倡议\ndate: 2026-05-01\nplace: 北京\n---\n\n# 某某倡议\n\n——副题\n\n一、我们一致认为，开放带来进步，合作创造未来。\n\n二、我们呼吁：\n\n（一）便利贸易；\n\n（二）便利投资。\n\n上述各项应当同步推进。\n\n## 推动互联互通\n\n三、我们支持加强政策沟通。\n";

fn editions(text: &str) -> BTreeMap<Edition, Vec<u8>> {
    let write = |pages: &Pages, it| (it, pages.write(it, &Finish::default()).expect("it can be written"));
    let setting = Setting { title: "某某倡议", ..Setting::default() };
    setting.of(text, |pages| Edition::ALL.into_iter().map(|it| write(pages, it)).collect())
}

/// Returns the rules of what is found when an edition is held against a text.
fn found(edition: Edition, bytes: &[u8], text: &str) -> BTreeSet<&'static str> {
    let document = read(FileId(0), text).document;
    let truth = verify::truth(&document, &Source::new("a.md", text));
    let kinds = ["title-page", "running-head", "folio", "close", "contents", "page-marks", "note-signs"];
    let expected = Expected::of(&document, "a", kinds.into_iter().filter_map(Apparatus::named).collect());
    let findings = match edition {
        Edition::Pdf => verify::pdf(&truth, &expected, bytes),
        Edition::Print => verify::print(&truth, &expected, bytes),
        Edition::Epub => verify::epub(&truth, &expected, bytes),
    };
    findings.expect("it can be read").into_iter().map(|it| it.rule).collect()
}

#[test]
fn each_damage_is_seen_in_each_edition() {
    let swapped = {
        let (a, b) = ("（一）便利贸易；", "（二）便利投资。");
        WORK.replace(a, "@").replace(b, a).replace('@', b)
    };
    let damages = [
        ("two paragraphs swapped", swapped),
        ("a character dropped", WORK.replace("一致认为", "一致认")),
        ("a line doubled", WORK.replace("合作创造未来。", "合作创造未来。合作创造未来。")),
        ("a character changed", WORK.replace("政策沟通", "政策构通")),
        ("two paragraphs joined", WORK.replace("便利投资。\n\n上述", "便利投资。上述")),
        ("a heading lost", WORK.replace("## 推动互联互通\n\n", "")),
    ];
    for (edition, bytes) in &editions(WORK) {
        assert_eq!(found(*edition, bytes, WORK), BTreeSet::new(), "{edition:?} is sound");
    }
    for (damage, text) in damages {
        assert_ne!(text, WORK, "{damage}");
        for (edition, bytes) in &editions(&text) {
            assert!(!found(*edition, bytes, WORK).is_empty(), "{damage} in {edition:?} is not seen");
        }
    }
}

#[test]
fn a_unit_has_one_name_in_every_edition() {
    let made = editions(WORK);
    let epub = extract::epub(&made[&Edition::Epub]).expect("an EPUB");
    let ids: BTreeSet<String> = epub.documents.iter().flat_map(|it| it.ids.iter().cloned()).collect();
    for edition in [Edition::Pdf, Edition::Print] {
        let names = destinations(&made[&edition]);
        let wanted = ["art-1", "art-1-p1", "art-2", "art-2-p1-i1", "art-2-p1-i2", "art-2-p2", "art-3", "heading-1"];
        for name in wanted {
            assert!(names.contains(name), "{name} is not among {names:?}");
            assert!(ids.contains(name), "{name} is not among {ids:?}");
        }
    }
}

/// The named destinations of a PDF.
fn destinations(bytes: &[u8]) -> BTreeSet<String> {
    let pdf = lopdf::Document::load_mem(bytes).expect("a PDF");
    let names = pdf.catalog().and_then(|it| it.get(b"Names")).and_then(|it| it.as_dict()).expect("names");
    let root =
        names.get(b"Dests").and_then(|it| it.as_reference()).and_then(|it| pdf.get_dictionary(it)).expect("a tree");
    let mut out = BTreeSet::new();
    for leaf in root.get(b"Kids").and_then(|it| it.as_array()).expect("leaves") {
        let leaf = leaf.as_reference().and_then(|it| pdf.get_dictionary(it)).expect("a leaf");
        let pairs = leaf.get(b"Names").and_then(|it| it.as_array()).expect("pairs");
        for pair in pairs.chunks(2) {
            let place = pair[1].as_array().expect("a place");
            let page = place[0].as_reference().expect("a page");
            assert!(pdf.get_pages().values().any(|it| *it == page));
            out.insert(String::from_utf8_lossy(pair[0].as_str().expect("a name")).into_owned());
        }
    }
    out
}
