//! The print edition and the archival edition as files: boxes, marks, ink, output intent, keys, blank pages, files
//! inside. Read by `lopdf`, and by none of the code that writes them.

use std::collections::BTreeMap;

use diben::markdown::read;
use diben::publish::{Edition, Enclosure, Finish, Pages, Profile, Relation, Standard};
use diben::text::{FileId, Source};
use diben::verify::{self, Apparatus, Expected};
use lopdf::{Dictionary, Document, Object};

use crate::setting::Setting;

const WORK: &str = "---\ntitle: 某某倡议\ndate: 2026-05-01\nplace: 北京\nauthor: [甲, 乙]\n---\n\n# 某某倡议\n\n一、我们一致认为[^1]，开放带来进步。\n\n二、我们呼吁便利贸易。\n\n[^1]: 这是注。\n";
const POINTS: f32 = 72.0 / 25.4;

fn made(text: &str, editions: &[Edition], finish: &Finish) -> BTreeMap<Edition, Vec<u8>> {
    made_with(text, &BTreeMap::new(), editions, finish)
}

fn made_with(
    text: &str,
    pictures: &BTreeMap<String, Vec<u8>>,
    editions: &[Edition],
    finish: &Finish,
) -> BTreeMap<Edition, Vec<u8>> {
    let setting =
        Setting { title: "某某倡议", pictures: pictures.clone(), epoch: 1_777_593_600, ..Setting::default() };
    let write = |pages: &Pages, it| (it, pages.write(it, finish).expect("it can be written"));
    setting.of(text, |pages| editions.iter().map(|it| write(pages, *it)).collect())
}

fn print(finish: &Finish) -> Document {
    let bytes = &made(WORK, &[Edition::Print], finish)[&Edition::Print];
    Document::load_mem(bytes).expect("a PDF")
}

fn bounds(page: &Dictionary, name: &str) -> Option<[f32; 4]> {
    let numbers: Vec<f32> =
        page.get(name.as_bytes()).ok()?.as_array().ok()?.iter().filter_map(|it| it.as_float().ok()).collect();
    numbers.try_into().ok()
}

/// What is wrong with the boxes of a PDF for print, in millimetres.
fn faults_of_boxes(pdf: &Document, width: f32, height: f32) -> Vec<String> {
    let mut out = Vec::new();
    for (number, id) in pdf.get_pages() {
        let page = pdf.get_dictionary(id).expect("a page");
        let (Some(media), Some(bleed), Some(trim)) =
            (bounds(page, "MediaBox"), bounds(page, "BleedBox"), bounds(page, "TrimBox"))
        else {
            out.push(format!("page {number} lacks a box"));
            continue;
        };
        let near = |a: f32, b: f32| (a - b).abs() < 0.02;
        let (across, down) = ((trim[2] - trim[0]) / POINTS, (trim[3] - trim[1]) / POINTS);
        if !near(across, width) || !near(down, height) {
            out.push(format!("page {number} is trimmed to {across:.2} × {down:.2} mm"));
        }
        let apart = |outer: [f32; 4], inner: [f32; 4]| {
            [inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3]]
        };
        if apart(bleed, trim).iter().any(|it| !near(it / POINTS, 3.0)) {
            out.push(format!("page {number} bleeds otherwise than 3 mm"));
        }
        if apart(media, bleed).iter().any(|it| *it < 5.0 * POINTS) {
            out.push(format!("page {number} leaves its marks no room"));
        }
    }
    out
}

#[test]
fn boxes_of_every_page() {
    let mut pdf = print(&Finish::default());
    assert_eq!(faults_of_boxes(&pdf, 148.0, 210.0), Vec::<String>::new());
    // The counter-case: the check sees a box that is off.
    let page = pdf.get_pages()[&1];
    let page = pdf.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
    let bleed = page.get(b"TrimBox").expect("a box").clone();
    page.set("BleedBox", bleed);
    assert_eq!(faults_of_boxes(&pdf, 148.0, 210.0), ["page 1 bleeds otherwise than 3 mm"]);
    assert!(faults_of_boxes(&pdf, 210.0, 297.0)[0].contains("148.00 × 210.00"));
}

/// The document information and the XMP of a PDF.
fn said(pdf: &Document) -> (Dictionary, String) {
    let info = pdf.trailer.get(b"Info").and_then(|it| it.as_reference()).expect("information");
    let metadata = pdf.catalog().and_then(|it| it.get(b"Metadata")).and_then(Object::as_reference).expect("XMP");
    let xmp = pdf.get_object(metadata).and_then(Object::as_stream).expect("XMP");
    (pdf.get_dictionary(info).expect("information").clone(), String::from_utf8(xmp.content.clone()).expect("UTF-8"))
}

#[test]
fn a_print_edition_says_what_it_is_made_to() {
    let pdf = print(&Finish::default());
    assert_eq!(pdf.version, "1.6");
    let (info, xmp) = said(&pdf);
    assert_eq!(info.get(b"Trapped").and_then(Object::as_name).expect("a name"), b"False");
    for key in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<xmp:MetadataDate>2026-05-01T00:00:00",
        "<xmp:CreateDate>",
        "<xmp:ModifyDate>",
        "<xmpMM:DocumentID>",
        "<rdf:li>甲</rdf:li><rdf:li>乙</rdf:li>",
    ] {
        assert!(xmp.contains(key), "{key} is not in {xmp}");
    }
    assert!(pdf.trailer.has(b"ID") && !pdf.trailer.has(b"Encrypt"));
    // The archival edition claims nothing of the kind.
    let archival = &made(WORK, &[Edition::Pdf], &Finish::default())[&Edition::Pdf];
    let (_, xmp) = said(&Document::load_mem(archival).expect("a PDF"));
    assert!(!xmp.contains("PDF/X") && xmp.contains("pdfaid"));
}

#[test]
fn the_output_intent_holds_its_profile() {
    let intent = |finish: &Finish| {
        let pdf = print(finish);
        let intents =
            pdf.catalog().and_then(|it| it.get(b"OutputIntents")).and_then(Object::as_array).expect("intents");
        assert_eq!(intents.len(), 1);
        let intent = intents[0].as_reference().and_then(|it| pdf.get_dictionary(it)).expect("an intent").clone();
        let profile = intent.get(b"DestOutputProfile").and_then(Object::as_reference).expect("a profile");
        let profile = pdf.get_object(profile).and_then(Object::as_stream).expect("a profile").clone();
        assert_eq!(profile.dict.get(b"N").and_then(Object::as_i64).expect("a number"), 4);
        (intent, profile.get_plain_content().expect("a profile"))
    };
    let (bundled, profile) = intent(&Finish::default());
    assert_eq!(bundled.get(b"S").and_then(Object::as_name).expect("a name"), b"GTS_PDFX");
    assert_eq!(bundled.get(b"OutputConditionIdentifier").and_then(Object::as_str).expect("words"), b"FOGRA39");
    assert_eq!((&profile[12..20], &profile[36..40]), (b"prtrCMYK".as_slice(), b"acsp".as_slice()));
    let own = Profile::read("press.icc", profile.clone()).expect("a press profile");
    let (own, other) = intent(&Finish { profile: own, ..Finish::default() });
    assert_eq!(own.get(b"OutputConditionIdentifier").and_then(Object::as_str).expect("words"), b"Custom");
    assert!(!own.has(b"RegistryName"));
    assert_eq!(profile, other);
}

#[test]
fn links_are_for_the_screen() {
    let annotated = |pdf: &Document| {
        let pages = pdf.get_pages();
        let own = pages.values().filter(|it| pdf.get_dictionary(**it).is_ok_and(|it| it.has(b"Annots"))).count();
        let kinds = |it: &Object| it.as_dict().is_ok_and(|it| it.has_type(b"Annot") || it.has_type(b"OBJR"));
        let inner = |it: &Object| {
            let Ok(Ok(kids)) = it.as_dict().map(|it| it.get(b"K").and_then(Object::as_array)) else { return 0 };
            kids.iter().filter(|it| kinds(it)).count()
        };
        own + pdf.objects.values().map(|it| usize::from(kinds(it)) + inner(it)).sum::<usize>()
    };
    let archival = &made(WORK, &[Edition::Pdf], &Finish::default())[&Edition::Pdf];
    assert!(annotated(&Document::load_mem(archival).expect("a PDF")) > 0, "a note is a link on a screen");
    assert_eq!(annotated(&print(&Finish::default())), 0);
}

/// The operators of a page that set a colour, with their operands.
fn colours(pdf: &Document) -> Vec<String> {
    let mut out = Vec::new();
    for id in pdf.get_pages().into_values() {
        for it in pdf.get_and_decode_page_content(id).expect("content").operations {
            if matches!(it.operator.as_str(), "k" | "K" | "g" | "G" | "rg" | "RG" | "sc" | "SC" | "scn" | "SCN") {
                let operands: Vec<String> =
                    it.operands.iter().filter_map(|it| it.as_float().ok()).map(|it| it.to_string()).collect();
                out.push(format!("{} {}", operands.join(" "), it.operator));
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

#[test]
fn text_rules_and_marks_are_one_ink() {
    assert_eq!(colours(&print(&Finish::default())), ["0 0 0 1 K", "0 0 0 1 k"]);
    // Grey by an ICC profile, as on the screen, would come out in four inks.
    let archival = &made(WORK, &[Edition::Pdf], &Finish::default())[&Edition::Pdf];
    assert_ne!(colours(&Document::load_mem(archival).expect("a PDF")), ["0 0 0 1 K", "0 0 0 1 k"]);
}

/// What verifying finds in a print edition of a text.
fn found(bytes: &[u8], text: &str) -> Vec<String> {
    let document = read(FileId(0), text).document;
    let truth = verify::truth(&document, &Source::new("a.md", text));
    let kinds = ["title-page", "running-head", "folio", "close", "note-signs"];
    let expected = Expected::of(&document, "a", kinds.into_iter().filter_map(Apparatus::named).collect());
    let findings = verify::print(&truth, &expected, bytes).expect("it can be read");
    findings.into_iter().map(|it| it.message.en).collect()
}

#[test]
fn blank_pages_fill_the_last_sheet() {
    for multiple in [4, 16] {
        let finish = Finish { pages_multiple: multiple, ..Finish::default() };
        let made = made(WORK, &[Edition::Pdf, Edition::Print], &finish);
        let (archival, print) = (&made[&Edition::Pdf], &made[&Edition::Print]);
        let pages = |it: &[u8]| Document::load_mem(it).expect("a PDF").get_pages().len();
        assert_eq!((pages(archival), pages(print)), (1, multiple));
        assert_eq!(faults_of_boxes(&Document::load_mem(print).expect("a PDF"), 148.0, 210.0), Vec::<String>::new());
        assert_eq!(found(print, WORK), Vec::<String>::new());
        // A blank page that fills nothing is a fault, and a page of text that is blank is one.
        let mut pdf = Document::load_mem(print).expect("a PDF");
        pdf.delete_pages(&[2]);
        let mut short = Vec::new();
        pdf.save_to(&mut short).expect("memory takes every byte");
        assert!(!found(&short, WORK).is_empty());
    }
}

#[test]
fn what_stands_outside_the_trim_is_proven_too() {
    let bytes = &made(WORK, &[Edition::Print], &Finish::default())[&Edition::Print];
    assert_eq!(found(bytes, WORK), Vec::<String>::new());
    let renamed = WORK.replace("某某倡议", "某某协议");
    let said = found(bytes, &renamed);
    assert!(said.iter().any(|it| it.contains("outside the trim") && it.contains("《某某倡议》付印版")), "{said:?}");
}

#[test]
fn an_archive_may_hold_the_source() {
    let source = Enclosure {
        name: "甲.md".into(),
        media: "text/markdown",
        description: "底本".into(),
        relation: Relation::Source,
        bytes: WORK.as_bytes().to_vec(),
    };
    let finish = Finish { standard: Standard::A3a(vec![source.clone()]), ..Finish::default() };
    let bytes = &made(WORK, &[Edition::Pdf], &finish)[&Edition::Pdf];
    let pdf = Document::load_mem(bytes).expect("a PDF");
    let (_, xmp) = self::said(&pdf);
    assert!(xmp.contains("<pdfaid:part>3</pdfaid:part>"), "{xmp}");
    let files = pdf.catalog().and_then(|it| it.get(b"AF")).and_then(Object::as_array).expect("associated files");
    let file = files[0].as_reference().and_then(|it| pdf.get_dictionary(it)).expect("a file");
    assert_eq!(file.get(b"AFRelationship").and_then(Object::as_name).expect("a relation"), b"Source");
    let inner = file.get(b"EF").and_then(Object::as_dict).and_then(|it| it.get(b"F")).expect("its bytes");
    let inner = inner.as_reference().and_then(|it| pdf.get_object(it)).and_then(Object::as_stream).expect("its bytes");
    assert_eq!(inner.dict.get(b"Subtype").and_then(Object::as_name).expect("a type"), b"text/markdown");
    assert_eq!(inner.get_plain_content().expect("its bytes"), WORK.as_bytes());
    assert_eq!(found(bytes, WORK), Vec::<String>::new());
    let other = Enclosure { bytes: b"another text".to_vec(), ..source };
    let finish = Finish { standard: Standard::A3a(vec![other]), ..Finish::default() };
    let said = found(&made(WORK, &[Edition::Pdf], &finish)[&Edition::Pdf], WORK);
    assert!(said.iter().any(|it| it.contains("is not the source that it records")), "{said:?}");
    // Without being asked, an archive holds the document alone.
    let bytes = &made(WORK, &[Edition::Pdf], &Finish::default())[&Edition::Pdf];
    let pdf = Document::load_mem(bytes).expect("a PDF");
    assert!(!pdf.catalog().expect("a catalogue").has(b"AF"));
    assert!(self::said(&pdf).1.contains("<pdfaid:part>2</pdfaid:part>"));
}

#[test]
fn pages_are_called_by_their_folios() {
    for (edition, bytes) in made(WORK, &[Edition::Pdf, Edition::Print], &Finish::default()) {
        let pdf = Document::load_mem(&bytes).expect("a PDF");
        let labels = pdf.catalog().and_then(|it| it.get(b"PageLabels")).and_then(Object::as_dict).expect("labels");
        let ranges = labels.get(b"Nums").and_then(Object::as_array).expect("ranges");
        let style = ranges[1].as_dict().and_then(|it| it.get(b"S")).and_then(Object::as_name).expect("a style");
        assert_eq!((ranges.len(), ranges[0].as_i64().expect("a page"), style), (2, 0, b"D".as_slice()), "{edition:?}");
    }
}

#[test]
fn words_in_a_picture_are_the_pictures() {
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40'><text x='5' y='25'>流程 Flow</text></svg>";
    let pictures = BTreeMap::from([("a.svg".to_owned(), svg.as_bytes().to_vec())]);
    let text = "# 某某倡议\n\n一、见图。\n\n![流程图](a.svg)\n\n文中有![小图](a.svg)一幅。\n";
    let made = made_with(text, &pictures, &[Edition::Pdf, Edition::Print], &Finish::default());
    for bytes in made.values() {
        assert_eq!(found(bytes, text), Vec::<String>::new());
        // A picture that the source calls otherwise is another picture.
        let other = text.replace("流程图", "组织图");
        assert!(found(bytes, &other).iter().any(|it| it.contains("“流程图”")), "{:?}", found(bytes, &other));
    }
}
