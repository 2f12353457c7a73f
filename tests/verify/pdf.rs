use diben::extract;
use diben::verify;
use diben::verify::Apparatus::{self, Close, Folio, ListMarks, NoteSigns, RunningHead, TableHeads};

use super::set::{blocks, set};
use super::{SOURCE, shown, wanted};

const KINDS: &[Apparatus] = &[RunningHead, Folio, Close, NoteSigns, ListMarks, TableHeads];

/// What is found in the PDF of blocks that were tampered with.
fn found(tamper: impl Fn(&mut Vec<String>)) -> String {
    let mut blocks = blocks();
    tamper(&mut blocks);
    prove(&set(&blocks, true))
}

fn prove(bytes: &[u8]) -> String {
    let (truth, expected) = wanted(SOURCE, KINDS);
    shown(SOURCE, &verify::pdf(&truth, &expected, bytes).unwrap())
}

fn replace(at: usize, old: &'static str, new: &'static str) -> impl Fn(&mut Vec<String>) {
    move |blocks| {
        assert!(blocks[at].contains(old), "{} has no {old}", blocks[at]);
        blocks[at] = blocks[at].replacen(old, new, 1);
    }
}

/// Asserts that findings are of one rule, and that the first one says this.
fn says(found: &str, rule: &str, start: &str) {
    assert!(!found.is_empty(), "nothing was found");
    let first = found.lines().next().unwrap();
    assert!(first.starts_with(&format!("{rule} {start}")), "{found}");
    assert!(found.lines().all(|it| it.starts_with(rule)), "{found}");
}

#[test]
fn a_true_pdf_is_clean() {
    assert_eq!(found(|_| {}), "");
}

#[test]
fn paragraphs_swapped() {
    says(
        &found(|it| it.swap(6, 7)),
        "edition/text",
        "22 [（二）密切各方合作，致力于构建可持续的体系。] 存档 PDF 第 2 页把",
    );
}

#[test]
fn a_character_dropped() {
    says(&found(replace(3, "亟需开展", "亟需展")), "edition/text", "13 [开] 存档 PDF 第 2 页缺“开 U+5F00”");
}

#[test]
fn a_character_added() {
    says(&found(replace(3, "亟需", "亟不需")), "edition/text", "13 [] 存档 PDF 第 2 页多出“不 U+4E0D”");
}

#[test]
fn a_paragraph_doubled() {
    says(&found(|it| it.insert(7, it[6].clone())), "edition/text", "20 [（一）建立大通关机制");
    let found = found(replace(3, "共同利益不断扩大，", "共同利益不断扩大，共同利益不断扩大，"));
    says(&found, "edition/text", "13 [] 存档 PDF 第 1 页“共同利益不断扩大，”重出");
}

#[test]
fn a_paragraph_left_out() {
    says(
        &found(|it| drop(it.remove(7))),
        "edition/text",
        "22 [（二）密切各方合作，致力于构建可持续的体系。] 存档 PDF 第 2 页缺",
    );
}

#[test]
fn a_look_alike() {
    let kangxi = "“⼀ U+2F00”，底本作“一 U+4E00”";
    let found = found(replace(6, "一致", "⼀致"));
    says(&found, "edition/text", "20 [一] ");
    assert!(found.contains(kangxi), "{found}");
}

#[test]
fn text_hidden_in_an_artifact() {
    let found = found(replace(3, "#\"随着合作与交流的不断深入，", "#pdf.artifact[#\"随着合作与交流的不断深入，\"]#\""));
    assert!(found.starts_with("edition/text 13 [随着合作与交流的不断深入，] 存档 PDF 第 1 页缺"), "{found}");
    assert!(found.contains("edition/apparatus 13 [] 存档 PDF 第 1 页把底本的“随着合作与交流的不断深入"), "{found}");
}

#[test]
fn text_that_nobody_sees() {
    let covered = found(|it| it.insert(8, "#place(top, rect(width: 100%, height: 100%, fill: luma(90%)))".to_owned()));
    assert!(covered.lines().any(|it| it.starts_with("edition/text 22 [") && it.contains("被盖住了")), "{covered}");
    let line = "#\"（二）\"#\"密切各方合作，致力于构建可持续的\"#\"\\u{2060}\"#\"体系。\"";
    for (wrap, why) in [
        ("#text(fill: white)[IT]", "是白色的"),
        ("#text(fill: black.transparentize(100%))[IT]", "没有着墨"),
        ("#text(size: 0.4pt)[IT]", "小于 1 磅"),
        ("#box(clip: true, width: 1mm, height: 1pt)[#move(dy: 20pt)[IT]]", "被裁去了"),
    ] {
        let found = found(|it| {
            assert!(it[7].contains(line));
            it[7] = it[7].replace(line, &wrap.replace("IT", line));
        });
        assert!(found.lines().any(|it| it.starts_with("edition/text 22 [") && it.contains(why)), "{why}: {found}");
    }
}

#[test]
fn text_outside_the_trimmed_page() {
    let mut pdf = lopdf::Document::load_mem(&set(&blocks(), true)).unwrap();
    let pages: Vec<_> = pdf.get_pages().into_values().collect();
    for page in pages {
        let page = pdf.get_object_mut(page).and_then(lopdf::Object::as_dict_mut).unwrap();
        page.set("TrimBox", vec![0.into(), 0.into(), 255.into(), 150.into()]);
    }
    let mut out = Vec::new();
    pdf.save_to(&mut out).unwrap();
    assert!(prove(&out).starts_with("edition/text 7 [联通倡议] 存档 PDF 第 1 页“联通倡议"), "{}", prove(&out));
    assert!(prove(&out).contains("看不见：在页面之外"));
}

#[test]
fn blanks_between_latin_words() {
    says(&found(replace(5, "European members", "Europeanmembers")), "edition/text", "17 [m] 存档 PDF 第 ");
}

#[test]
fn blocks_run_together_or_torn_apart() {
    let joined = found(|it| {
        let second = it.remove(7);
        it[6] = it[6].replace("；\"]", &format!("；\"{}", &second["#par[".len()..]));
    });
    says(&joined, "edition/structure", "22 [] 存档 PDF 第 3 页把两段接成了一段");
    says(
        &found(replace(3, "共同利益", "\"]\n#par[#\"共同利益")),
        "edition/structure",
        "13 [] 存档 PDF 第 2 页把一段断成了两段",
    );
}

#[test]
fn apparatus_that_is_wrong() {
    says(&found(replace(13, "5月28日", "5月27日")), "edition/apparatus", "34 [] 存档 PDF 第 ");
    let head = |it: &mut Vec<String>| it.insert(0, "#set page(footer: [#\"其他\"])".to_owned());
    assert!(found(head).contains("的页码应为 1，见到 0 处"));
    let head = |it: &mut Vec<String>| it.insert(0, "#set page(header: [#\"别的书\"])".to_owned());
    let found = found(head);
    assert!(found.contains("“别的书”不是书眉") && found.contains("书眉应为“联通倡议”，见到 0 处"), "{found}");
}

#[test]
fn notes() {
    says(
        &found(replace(2, "面积约五千万", "面积约六千万")),
        "edition/text",
        "36 [五] 存档 PDF 第 1 页作“六 U+516D”，底本作“五 U+4E94”",
    );
    let moved = |it: &mut Vec<String>| {
        let note = "#footnote[#\"面积约五千万平方公里。\"]";
        it[2] = it[2].replace(note, "").replace("#\"我们注意到", &format!("#\"我们\"{note}#\"注意到"));
    };
    says(&found(moved), "edition/apparatus", "11 [[^a]] 存档 PDF 第 1 页的注号“1”不在底本所注的地方");
}

#[test]
fn a_pdf_of_another_text() {
    let other = |it: &mut Vec<String>| {
        it.truncate(1);
        it.push(
            "#par[#\"本条例自公布之日起施行，原规定同时废止，其他规定与本条例不一致的，以本条例为准。\"]".to_owned(),
        );
    };
    assert!(found(other).starts_with("edition/text 1 [] 存档 PDF 不是这个底本的版本："));
}

#[test]
fn an_untagged_pdf_proves_nothing() {
    assert!(prove(&set(&blocks(), false)).starts_with("edition/structure 1 [] 存档 PDF 没有结构标签"));
}

#[test]
fn the_print_edition_has_the_same_pages() {
    let (truth, expected) = wanted(SOURCE, KINDS);
    let archival = set(&blocks(), true);
    assert_eq!(verify::print_with_pages(&truth, &expected, &archival, &archival).unwrap(), []);
    let mut blocks = blocks();
    blocks.insert(3, "#v(30pt)".to_owned());
    let found = verify::print_with_pages(&truth, &expected, &set(&blocks, true), &archival).unwrap();
    assert!(
        found.iter().any(|it| it.rule == "edition/pages" && it.message.zh.starts_with("付印 PDF 第 1 页的正文")),
        "{found:?}"
    );
}

/// `/ActualText` may name another code point of the same glyph, never another character.
#[test]
fn a_lie_about_what_is_drawn() {
    let source = "# 题\n\n一致⼀致二\n";
    let (truth, expected) = wanted(source, &[]);
    let blocks =
        ["#set page(header: none, footer: none)", "#heading[#\"题\"]", "#par[#\"一致⼀致二\"]"].map(str::to_owned);
    let bytes = set(&blocks, true);
    assert_eq!(shown(source, &verify::pdf(&truth, &expected, &bytes).unwrap()), "");

    let mut pdf = lopdf::Document::load_mem(&bytes).unwrap();
    let page = *pdf.get_pages().values().next().unwrap();
    let mut content = pdf.get_page_content(page);
    // What is said of the glyph of 一 is U+2F00; U+4E09 is 三.
    let said = content.windows(4).position(|it| it == b"2F00").unwrap();
    content[said..said + 4].copy_from_slice(b"4E09");
    pdf.change_page_content(page, content).unwrap();
    let mut out = Vec::new();
    pdf.save_to(&mut out).unwrap();
    let source = source.replace('⼀', "三");
    let (truth, expected) = wanted(&source, &[]);
    let found = shown(&source, &verify::pdf(&truth, &expected, &out).unwrap());
    assert!(found.contains("画出的字不是它所说的“三”"), "{found}");
}

#[test]
fn the_record_of_the_source() {
    let mut pdf = lopdf::Document::load_mem(&set(&blocks(), true)).unwrap();
    let info = pdf.trailer.get(b"Info").and_then(lopdf::Object::as_reference).unwrap();
    let info = pdf.get_object_mut(info).and_then(lopdf::Object::as_dict_mut).unwrap();
    info.set("DibenSource", lopdf::Object::string_literal("\u{FEFF}source/倡议.md"));
    info.set("DibenSourceSHA256", lopdf::Object::string_literal("AB".repeat(32)));
    let mut out = Vec::new();
    pdf.save_to(&mut out).unwrap();
    let record = extract::pdf(&out).unwrap().record.unwrap();
    assert_eq!((record.path.as_str(), record.sha256), ("source/倡议.md", "ab".repeat(32)));
}

/// Another reader, of another author, reads the same body.
#[test]
fn a_second_reader_agrees() {
    use pdfboss_core::Document;
    use pdfboss_text::{ReadingOrder, extract_spans};
    // The other reader sets a note in the middle of its paragraph.
    let blocks: Vec<String> = blocks().into_iter().filter(|it| !it.contains("footnote")).collect();
    let bytes = set(&blocks, true);
    let other = Document::load(bytes.clone()).unwrap();
    let mut theirs = String::new();
    for page in 0..other.page_count() {
        let spans = extract_spans(&other, &other.page(page).unwrap(), ReadingOrder::StructureTree).unwrap();
        spans.iter().filter(|it| it.artifact.is_none()).for_each(|it| theirs.push_str(&it.text));
    }
    let ours = extract::pdf(&bytes).unwrap();
    let ours = ours.blocks.iter().flat_map(|it| &it.glyphs).map(|it| it.text.as_str()).collect::<String>();
    let inked = |it: &str| it.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    assert_eq!(inked(&ours), inked(&theirs));
}

#[test]
fn what_is_no_pdf_is_an_error() {
    let bytes = set(&blocks(), true);
    for broken in [&b""[..], b"%PDF-1.7", &bytes[..bytes.len() / 3], "第一条".as_bytes()] {
        let (truth, expected) = wanted(SOURCE, &[]);
        match verify::pdf(&truth, &expected, broken) {
            Ok(findings) => assert!(!findings.is_empty()),
            Err(error) => assert!(error.message.zh.contains("PDF")),
        }
    }
}
