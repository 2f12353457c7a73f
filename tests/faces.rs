//! Faces in the EPUB: exactly the characters that are set, each with the outline it had, under a name of its own, with
//! its licence; and the book still says what its source says.

use std::collections::{BTreeMap, BTreeSet};

use diben::markdown::read;
use diben::publish::epub::{Embedded, Embedding};
use diben::publish::fonts::{Fonts, Naming, subset};
use diben::publish::{Edition, Finish};
use diben::text::{FileId, Source};
use diben::verify::{self, Apparatus, Expected};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::prelude::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, raw::TableProvider};

use crate::book::files;
use crate::setting::Setting;
use crate::stories::desk::Desk;

const TEXT: &str = "---\ntitle: 某市龥鿔条例\ndate: 2026-05-01\n---\n\n# 某市龥鿔条例\n\n（2026年5月1日通过）\n\n## 第一章　总则\n\n第一条　为了“促进”贸易，*着重*制定本条例，Æsop 1.5 km²。𬭎㑇同此。[^1]\n\n[^1]: 见附件。\n\n> 引文“如此”……\n\n`码 code`\n\n第二条　本条例自公布之日起施行。\n";

fn book(text: &str, embedding: Embedding) -> (Vec<u8>, Embedded) {
    let title = text.lines().find_map(|it| it.strip_prefix("# ")).expect("each text has a title");
    let setting = Setting { title, ..Setting::default() };
    setting.of(text, |pages| pages.epub_with_faces(&Finish::default(), embedding).expect("it can be written"))
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files.get(name).unwrap_or_else(|| panic!("no {name}")).clone()).expect("text")
}

fn faces(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, FontRef<'_>> {
    let fonts = files.iter().filter(|(name, _)| name.ends_with(".otf") || name.ends_with(".ttf"));
    fonts.map(|(name, bytes)| (name.trim_start_matches("OEBPS/fonts/"), FontRef::new(bytes).expect("a font"))).collect()
}

fn mapped(face: &FontRef) -> String {
    face.charmap().mappings().filter_map(|(code, _)| char::from_u32(code)).collect()
}

/// The outline of a character's glyph, and how wide it is.
#[derive(Debug, Default, PartialEq)]
struct Drawing {
    path: String,
    advance: Option<f32>,
}

impl OutlinePen for Drawing {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path += &format!("M{x} {y}");
    }
    fn line_to(&mut self, x: f32, y: f32) {
        self.path += &format!("L{x} {y}");
    }
    fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
        self.path += &format!("Q{a} {b} {x} {y}");
    }
    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        self.path += &format!("C{a} {b} {c} {d} {x} {y}");
    }
    fn close(&mut self) {
        self.path += "Z";
    }
}

fn drawing(face: &FontRef, character: char) -> Drawing {
    let glyph = face.charmap().map(character).unwrap_or_else(|| panic!("no {character}"));
    let mut out = Drawing::default();
    let outline = face.outline_glyphs().get(glyph).unwrap_or_else(|| panic!("{character} has no outline"));
    outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), &mut out).expect("it can be drawn");
    out.advance = face.glyph_metrics(Size::unscaled(), LocationRef::default()).advance_width(glyph);
    out
}

fn name(face: &FontRef, id: StringId) -> String {
    face.localized_strings(id).next().map(|it| it.to_string()).unwrap_or_default()
}

fn bundled(file: &str) -> Vec<u8> {
    let fonts = Fonts::load(&BTreeMap::new()).expect("bundled");
    fonts.files().find(|(name, _)| *name == file).expect("bundled").1
}

#[test]
fn each_face_holds_the_characters_set_in_it_and_no_other() {
    let (bytes, told) = book(TEXT, Embedding::All);
    let files = files(&bytes);
    let maps: BTreeMap<&str, String> = faces(&files).iter().map(|(name, face)| (*name, mapped(face))).collect();
    let wanted = [
        ("heiti-700.otf", "\u{3000}一二则录总明本条版目章第说"),
        ("kaiti-400.ttf", "01256…如年引文日月此过通（）"),
        (
            "songti-400.otf",
            " -./0123456789:ABEHPSUabcdefikmnoprsu²Æ“”•①\u{3000}。《》・㑇一为之了件例促公则制印同名子定市布底总摘施日易本条某标次此版电着码章第自行要见识贸起进重附页题龥鿔，：𬭎",
        ),
        ("songti-700.otf", "例市条某龥"),
        ("songti-spare-400.otf", "鿔"),
    ];
    assert_eq!(maps, wanted.iter().map(|(name, set)| (*name, (*set).to_owned())).collect());
    assert_eq!(told.lacking, BTreeSet::new());
    let counts: BTreeSet<usize> = maps.values().map(|it| it.chars().count()).collect();
    assert_eq!(counts, told.faces.iter().map(|it| it.characters).collect());
    let order: Vec<(&str, bool)> = told.faces.iter().map(|it| (it.role.as_str(), it.bold)).collect();
    let wanted = [("songti", false), ("songti", false), ("songti", true), ("heiti", true), ("kaiti", false)];
    assert_eq!(order, wanted);
}

#[test]
fn every_glyph_is_the_one_it_was() {
    let (bytes, _) = book(TEXT, Embedding::All);
    let files = files(&bytes);
    let sources = [
        ("songti-400.otf", "NotoSerifSC-Regular.otf"),
        ("songti-700.otf", "NotoSerifSC-Bold.otf"),
        ("songti-spare-400.otf", "NotoSerifSC-Regular.otf"),
        ("heiti-700.otf", "NotoSansSC-Bold.otf"),
        ("kaiti-400.ttf", "PublishingKaiSC-Regular.ttf"),
    ];
    let parts = faces(&files);
    assert_eq!(parts.keys().copied().collect::<BTreeSet<_>>(), sources.iter().map(|(part, _)| *part).collect());
    let mut drawn = 0;
    for (part, whole) in sources {
        let whole = bundled(whole);
        let whole = FontRef::new(&whole).expect("a font");
        for character in mapped(&parts[part]).chars() {
            let glyph = drawing(&parts[part], character);
            assert_eq!(glyph, drawing(&whole, character), "{character} in {part}");
            assert!(character.is_whitespace() || glyph.path.contains('Z'), "{character} in {part} is empty");
            drawn += 1;
        }
    }
    assert!(drawn > 60, "{drawn} were compared only");
}

#[test]
fn a_latin_face_and_its_kerning_survive() {
    let naming = Naming {
        source: "Source Serif 4".to_owned(),
        family: "diben Latin 0".to_owned(),
        digest: "0".repeat(64),
        bold: false,
    };
    let whole = bundled("SourceSerif4-Regular.otf");
    let characters: BTreeSet<char> = "AVToTofi e\u{301}".chars().collect();
    let part = subset(&whole, 0, &characters, &naming).expect("it can be cut down");
    let (part, whole) = (FontRef::new(&part).expect("a font"), FontRef::new(&whole).expect("a font"));
    assert_eq!(mapped(&part).chars().collect::<BTreeSet<_>>(), characters);
    for character in characters {
        assert_eq!(drawing(&part, character), drawing(&whole, character), "{character}");
    }
    assert!(part.gpos().is_ok_and(|it| it.lookup_list().is_ok_and(|it| it.lookup_count() > 0)), "kern and mark");
    assert!(part.gsub().is_ok_and(|it| it.lookup_list().is_ok_and(|it| it.lookup_count() > 0)), "liga");
}

#[test]
fn no_reserved_name_is_left_and_the_rights_are() {
    let (bytes, _) = book(TEXT, Embedding::All);
    let files = files(&bytes);
    let sheet = text(&files, "OEBPS/stylesheet.css");
    let mut families = BTreeSet::new();
    for (file, face) in faces(&files) {
        let family = name(&face, StringId::FAMILY_NAME);
        assert!(family.starts_with("diben "), "{file}: {family}");
        for id in [StringId::FULL_NAME, StringId::POSTSCRIPT_NAME, StringId::UNIQUE_ID] {
            let name = name(&face, id);
            assert!(name.starts_with("diben") && !name.contains("Noto") && !name.contains("LXGW"), "{file}: {name}");
        }
        if let Ok(cff) = face.cff() {
            let inner = String::from_utf8_lossy(cff.name(0).expect("one name")).into_owned();
            assert_eq!(inner, name(&face, StringId::POSTSCRIPT_NAME));
        }
        assert!(name(&face, StringId::LICENSE_DESCRIPTION).contains("Open Font License"), "{file}");
        assert!(name(&face, StringId::TRADEMARK).contains("trademark"), "{file}");
        assert!(sheet.contains(&format!("@font-face {{ font-family: \"{family}\"")), "{sheet}");
        families.insert(family);
    }
    assert_eq!(families.len(), 4, "the two weights of the Songti are one family");
    for licence in ["OFL-NotoCJK", "OFL-LXGWWenKai-1.250"] {
        let licence = text(&files, &format!("OEBPS/fonts/{licence}.txt"));
        assert!(licence.contains("SIL OPEN FONT LICENSE Version 1.1") && licence.contains("diben "), "{licence}");
    }
    assert!(text(&files, "META-INF/com.apple.ibooks.display-options.xml").contains("specified-fonts"));
    let package = text(&files, "OEBPS/content.opf");
    for path in files.keys().filter_map(|it| it.strip_prefix("OEBPS/fonts/")) {
        assert!(package.contains(&format!("href=\"fonts/{path}\"")), "{path}");
    }
}

#[test]
fn the_embedded_family_stands_before_those_of_readers_and_behind_those_of_code() {
    let (bytes, _) = book(TEXT, Embedding::All);
    let sheet = text(&files(&bytes), "OEBPS/stylesheet.css");
    let stacks: Vec<&str> = sheet.lines().filter_map(|it| it.split("font-family: ").nth(1)).collect();
    let opens = |it: &&str, role: &str| it.starts_with(&format!("\"diben {role} "));
    let roles = ["Songti", "Songti", "Heiti", "Kaiti"];
    assert!(stacks.iter().zip(roles).all(|(it, role)| opens(it, role)), "{stacks:?}");
    let code = stacks.iter().find(|it| it.starts_with("ui-monospace")).expect("code");
    assert!(code.contains("monospace, \"diben Songti "), "{code}");
    // The quotation marks of the Kaiti are narrow: the Songti gives them, as on the printed page.
    assert!(stacks[3].contains("\"diben Songti "), "{}", stacks[3]);
    // The bold Songti lacks 鿔 in the title: a reader looks for it in the next family only.
    assert!(stacks[0].contains(", \"diben Songti Spare "), "{}", stacks[0]);
}

#[test]
fn rare_characters_alone() {
    let (bytes, told) = book(TEXT, Embedding::Rare);
    let inside = files(&bytes);
    let maps: BTreeMap<&str, String> = faces(&inside).iter().map(|(name, face)| (*name, mapped(face))).collect();
    let regular = maps["songti-400.otf"].chars().collect::<BTreeSet<_>>();
    assert_eq!(regular, "𬭎㑇・鿔".chars().collect(), "{maps:?}");
    assert_eq!(maps["songti-spare-400.otf"], "鿔");
    assert!(maps.values().all(|it| !it.contains('龥')), "GBK holds it: {maps:?}");
    assert!(told.faces.iter().map(|it| it.bytes).sum::<usize>() < 20_000, "{told:?}");

    let (bytes, told) = book("# 条例\n\n第一条　为了促进贸易，制定本条例。\n", Embedding::Rare);
    assert_eq!(told, Embedded::default());
    assert!(told.message().zh.contains("不内嵌字体"));
    let inside = files(&bytes);
    assert!(inside.keys().all(|it| !it.contains("fonts") && !it.contains("ibooks")), "{:?}", inside.keys());
    assert!(!text(&inside, "OEBPS/stylesheet.css").contains("@font-face"));
}

#[test]
fn a_character_that_no_face_has_is_told_and_left_to_the_reader() {
    let (bytes, told) = book("# 条例\n\n第一条　制定😀。\n", Embedding::All);
    assert_eq!(told.lacking, BTreeSet::from(['😀']));
    assert!(told.message().zh.contains("留给阅读器的：😀（U+1F600）"), "{}", told.message().zh);
    assert!(faces(&files(&bytes)).values().all(|it| it.charmap().map('😀').is_none()));
}

#[test]
fn the_same_book_makes_the_same_bytes_and_another_book_other_names() {
    let families = |bytes: &[u8]| -> BTreeSet<String> {
        faces(&files(bytes)).values().map(|it| name(it, StringId::FAMILY_NAME)).collect()
    };
    let (one, _) = book(TEXT, Embedding::All);
    assert!(one == book(TEXT, Embedding::All).0);
    let (other, _) = book(&TEXT.replace("施行", "实行"), Embedding::All);
    assert!(families(&one).iter().any(|it| !families(&other).contains(it)));
}

#[test]
fn a_book_with_faces_is_proven_like_any_other() {
    // The bold of the print edition lacks 鿔, and no archive takes a gap.
    let source = TEXT.replace('鿔', "");
    let setting = Setting { title: "某市龥条例", ..Setting::default() };
    let (bytes, pdf) = setting.of(&source, |pages| {
        let pdf = pages.write(Edition::Pdf, &Finish::default()).expect("it can be written");
        (pages.epub_with_faces(&Finish::default(), Embedding::All).expect("it can be written").0, pdf)
    });
    let document = read(FileId(0), &source).document;
    let kinds = vec![Apparatus::TitlePage, Apparatus::Contents, Apparatus::PageMarks, Apparatus::NoteSigns];
    let expected = Expected::of(&document, "某市龥条例", kinds);
    let truth = |text: &str| verify::truth(&read(FileId(0), text).document, &Source::new("a.md", text));
    let findings = verify::epub_with_pages(&truth(&source), &expected, &bytes, &pdf).expect("it can be read");
    assert_eq!(findings, []);
    let changed = source.replace("促进", "促退");
    let findings = verify::epub_with_pages(&truth(&changed), &expected, &bytes, &pdf).expect("it can be read");
    assert!(!findings.is_empty(), "another text is not proven");
}

#[test]
fn a_face_that_may_not_be_embedded_is_refused() {
    let mut locked = bundled("SourceSerif4-Regular.otf");
    let os2 = FontRef::new(&locked)
        .expect("a font")
        .table_directory()
        .table_records()
        .iter()
        .find(|it| it.tag() == "OS/2")
        .expect("every face has it")
        .offset() as usize;
    locked[os2 + 8..os2 + 10].copy_from_slice(&[0, 2]);
    let naming = Naming { source: "某体".into(), family: "diben".into(), digest: "0".repeat(64), bold: false };
    let error = subset(&locked, 0, &BTreeSet::from(['a']), &naming).expect_err("restricted");
    assert_eq!(error.message.zh, "字体 某体 的许可位不允许内嵌子集");
}

#[test]
fn on_the_command_line_the_value_stands_behind_an_equals_sign() {
    let desk = Desk::empty().with("source/条例.md", "# 条例\n\n第一条　㑇。\n");
    let said = desk.diben("build --to epub --embed-fonts=rare");
    assert!(said.contains("source/条例.md：内嵌字体：宋体 1 字 ") && said.ends_with("= 0\n"), "{said}");
    let said = desk.diben("build --to epub --embed-fonts source/条例.md --lang en");
    assert!(said.contains("fonts embedded: ") && said.ends_with("= 0\n"), "{said}");
    let said = desk.diben("verify out/条例.epub");
    assert!(said.ends_with("= 0\n"), "{said}");
    assert!(desk.diben("build --embed-fonts=some").ends_with("= 2\n"));
}
