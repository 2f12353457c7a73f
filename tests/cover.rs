//! The cover: set from what the work says of itself, or a picture of one's own.

use std::collections::BTreeMap;
use std::io::Cursor;

use diben::markdown::read;
use diben::publish::cover::{Set, own};
use diben::publish::fonts::Fonts;
use diben::publish::layout::{self, Files};
use diben::publish::{Edition, Finish, Job, Record, sha256};
use diben::text::{FileId, Source};
use diben::verify::{self, Apparatus, Expected};

use crate::book::files;

const INITIATIVE: &str = include_str!("../source/chongqing-initiative.md");

/// Returns what a text's cover is, and its EPUB, in a project with these layouts.
fn made(text: &str, layouts: &Files) -> diben::error::Result<(Set, Vec<u8>)> {
    let fonts = Fonts::load(&Files::new()).expect("the bundled fonts are whole");
    let document = read(FileId(0), text).document;
    let (layout, findings) = layout::choose(&document, layouts)?;
    assert!(findings.is_empty(), "{findings:?}");
    let given = document.metadata.title.as_ref().map(|it| it.text.clone());
    let title = document.title().map(|it| diben::model::plain_text(&it.inlines)).or(given).expect("a title");
    let record = Record { path: "source/text.md".to_owned(), sha256: sha256(text.as_bytes()), epoch: 0 };
    let pictures = BTreeMap::new();
    let job = Job {
        file: FileId(0),
        document: &document,
        title: &title,
        record: &record,
        layout: &layout,
        fonts: &fonts,
        pictures: &pictures,
    };
    let pages = diben::publish::set(&job)?;
    let set = pages.cover()?;
    let finish = Finish { cover: Some(set.cover.clone()), ..Finish::default() };
    let epub = pages.write(Edition::Epub, &finish)?;
    Ok((set, epub))
}

fn cover(text: &str) -> Set {
    made(text, &Files::new()).unwrap_or_else(|it| panic!("{it} in {text}")).0
}

/// A cover's size, its palette and the number of a shade for each pixel.
struct Painted {
    width: usize,
    height: usize,
    palette: Vec<u8>,
    pixels: Vec<u8>,
}

fn painted(bytes: &[u8]) -> Painted {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a cover")];
    let info = reader.next_frame(&mut pixels).expect("whole");
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Indexed, png::BitDepth::Eight));
    let palette = reader.info().palette.as_ref().expect("a palette").to_vec();
    Painted { width: info.width as usize, height: info.height as usize, palette, pixels }
}

/// Laws, rules and notices with names of every length, and what makes trouble in code.
const TITLES: &[&str] = &[
    "宪法",
    "民法典",
    "重庆倡议",
    "中华人民共和国著作权法",
    "中华人民共和国劳动争议调解仲裁法",
    "宁波市住宅小区物业管理条例",
    "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）",
    "全国人民代表大会常务委员会关于修改《中华人民共和国文物保护法》的决定",
    "某省人民代表大会常务委员会关于加强农村集体经济组织征收征用补偿费监督管理和村民民主决策工作若干问题的规定条例",
    "看\u{200B}不\u{AD}见\u{2060}的　字",
    "\u{200B}",
    "A & B <c> \"d\" 'e' #panic() $x$ \\",
];

/// Returns a text with a title, in a layout.
fn titled(title: &str, layout: &str) -> String {
    let quoted = title.replace('\\', "\\\\").replace('"', "\\\"");
    format!(
        "---\ntitle: \"{quoted}\"\nlayout: {layout}\nadopted-by: 某某会议\ndate: 2015-05-28\nplace: 重庆\n---\n正文。\n"
    )
}

#[test]
fn covers_of_every_title_are_painted_within_their_margins() {
    for (at, title) in TITLES.iter().enumerate() {
        let layout = ["law", "initiative", "gongwen", "plain"][at % 4];
        let set = cover(&titled(title, layout));
        keep(&format!("{at}-{layout}"), &set.cover.bytes);
        assert_eq!(set.findings, [], "{title}");
        assert!(set.cover.alt.starts_with(&format!("《{title}》封面：某某会议；")), "{}", set.cover.alt);
        assert!(set.cover.bytes.len() < 120_000, "{title}: {} bytes", set.cover.bytes.len());
        let it = painted(&set.cover.bytes);
        assert_eq!((it.width, it.height), (1600, 2560));
        assert_eq!(it.palette.len(), 95 * 3);
        // Shades 1 to 47 are those of the text: none stands in the margins, and there are many.
        let is_ink = |x: usize, y: usize| (1..=47).contains(&it.pixels[y * it.width + x]);
        let ink: Vec<(usize, usize)> =
            (0..it.height).flat_map(|y| (0..it.width).map(move |x| (x, y))).filter(|it| is_ink(it.0, it.1)).collect();
        let is_seen = title.chars().any(char::is_alphanumeric);
        assert!(ink.len() > if is_seen { 20_000 } else { 1000 }, "{title}");
        let outside = ink.iter().filter(|(x, y)| *x < 150 || *x >= 1450 || *y < 240 || *y >= 2390).count();
        assert_eq!(outside, 0, "{title}");
    }
}

#[test]
fn the_initiative() {
    let (set, epub) = made(INITIATIVE, &Files::new()).expect("made");
    keep("initiative", &set.cover.bytes);
    let alt = "《重庆倡议》封面：——创新引领行动，推进亚欧互联互通；亚欧互联互通产业对话会；二〇一五年五月；重庆";
    assert_eq!(set.cover.alt, alt);
    assert!(set.code.contains("  title: ([#\"重庆\";],[#\"倡议\";],),\n"), "{}", set.code);
    let (again, same) = made(INITIATIVE, &Files::new()).expect("made");
    assert!(again.cover == set.cover && same == epub, "the same text makes the same bytes");

    let files = files(&epub);
    assert_eq!(files["OEBPS/cover.png"], set.cover.bytes);
    let text = |name: &str| String::from_utf8(files[&format!("OEBPS/{name}")].clone()).expect("text");
    let holds = |name: &str, part: &str| assert!(text(name).contains(part), "{name} lacks {part}:\n{}", text(name));
    holds(
        "cover.xhtml",
        &format!(
            "<section epub:type=\"cover\" class=\"cover\" aria-label=\"封面\">\n<img src=\"cover.png\" role=\"doc-cover\" alt=\"{alt}\"/>"
        ),
    );
    let package = text("content.opf");
    let item = package.lines().find(|it| it.contains("href=\"cover.png\"")).expect("an item");
    assert!(item.contains("media-type=\"image/png\" properties=\"cover-image\""), "{item}");
    let id = item.split('"').nth(1).expect("an id");
    holds("content.opf", &format!("<meta name=\"cover\" content=\"{id}\"/>"));
    holds(
        "content.opf",
        "<itemref idref=\"id_cover.xhtml\"/>\n<itemref idref=\"id_title.xhtml\"/>\n<itemref idref=\"nav\"/>\n",
    );
    holds("content.opf", "<meta property=\"schema:accessMode\">visual</meta>");
    holds("content.opf", "<meta property=\"schema:accessModeSufficient\">textual</meta>");
    holds("content.opf", "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>");
    holds(
        "nav.xhtml",
        "<ol>\n<li><a epub:type=\"cover\" href=\"cover.xhtml\">封面</a></li>\n<li><a epub:type=\"titlepage\"",
    );
}

/// Returns what proving an EPUB finds, with one of its files changed.
fn found(epub: &[u8], name: &str, change: impl Fn(String) -> String) -> String {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files(epub) {
        writer.start_file(path.as_str(), zip::write::SimpleFileOptions::default()).expect("memory");
        let bytes = if path == format!("OEBPS/{name}") {
            let before = String::from_utf8(bytes).expect("text");
            let after = change(before.clone());
            assert_ne!(before, after, "{name} was to be changed");
            after.into_bytes()
        } else {
            bytes
        };
        writer.write_all(&bytes).expect("memory");
    }
    let tampered = writer.finish().expect("memory").into_inner();
    let document = read(FileId(0), INITIATIVE).document;
    let source = Source::new("source/text.md", INITIATIVE);
    let kinds = vec![Apparatus::TitlePage, Apparatus::Contents, Apparatus::PageMarks, Apparatus::NoteSigns];
    let expected = Expected::of(&document, "重庆倡议", kinds);
    let findings = verify::epub(&verify::truth(&document, &source), &expected, &tampered).expect("an EPUB");
    findings.into_iter().map(|it| it.message.zh + "\n").collect()
}

#[test]
fn words_that_say_something_else_are_objected_to() {
    let (_, epub) = made(INITIATIVE, &Files::new()).expect("made");
    assert_eq!(found(&epub, "stylesheet.css", |it| it + "\n"), "");
    for (old, new) in [
        ("《重庆倡议》", "《成都倡议》"),
        ("二〇一五年", "二〇一六年"),
        ("；重庆", "；成都"),
        ("；重庆", "；重庆；第一条作废"),
        ("《重庆倡议》封面：", "封面："),
    ] {
        let said = found(&epub, "cover.xhtml", |it| it.replacen(old, new, 1));
        assert!(said.contains("EPUB 的封面说成“"), "{old} as {new}: {said}");
    }
    let silent = found(&epub, "cover.xhtml", |it| it.replace(" alt=", " data-alt="));
    assert!(silent.contains("EPUB 的封面没有替代文字"), "{silent}");
    let more = found(&epub, "cover.xhtml", |it| it.replace("<img", "<p>第十三条　另有规定。</p><img"));
    assert!(more.contains("第十三条"), "{more}");
}

#[test]
fn what_no_face_shows_is_told_at_its_place() {
    let text = titled("题名", "plain").replace("某某会议", "某\u{1F600}会议");
    let set = cover(&text);
    let [finding] = set.findings.as_slice() else { panic!("{:?}", set.findings) };
    assert_eq!((finding.rule, &text[finding.span.range()]), ("layout/missing-glyph", "某\u{1F600}会议"));
}

#[test]
fn a_layout_may_have_a_cover_of_its_own() {
    let base =
        |name: &str| std::fs::read(format!("{}/layouts/plain/{name}", env!("CARGO_MANIFEST_DIR"))).expect("there");
    let manifest = String::from_utf8(base("layout.toml")).expect("text").replace("name = \"plain\"", "name = \"own\"");
    let project = |setter: &str| {
        Files::from([
            ("own/layout.toml".to_owned(), manifest.clone().into_bytes()),
            ("own/layout.typ".to_owned(), base("layout.typ")),
            ("own/cover.typ".to_owned(), setter.as_bytes().to_vec()),
        ])
    };
    let head = "#import \"../base.typ\": *\n#let cover(title: (), over: none, ..rest) = {\nset page(width: 160mm, height: 256mm, fill: gradient.linear(red, blue))\nset text(font: songti)\n";
    let text = titled("某办法", "own");
    let (set, _) = made(&text, &project(&format!("{head}title.join()\n}}"))).expect("its own cover");
    assert_eq!(set.cover.alt, "《某办法》封面", "it says no more than what was set");
    // A blend of colours of its own is kept whole.
    let reader = png::Decoder::new(Cursor::new(&set.cover.bytes)).read_info().expect("a PNG");
    assert_eq!((reader.info().color_type, reader.info().width), (png::ColorType::Rgb, 1600));
    let refused = |setter: &str| made(&text, &project(setter)).map(|_| ()).expect_err("refused").message.zh;
    assert!(refused(&format!("{head}[]\n}}")).contains("没有写全题名"));
    assert!(refused(&format!("{head}title.join()\npagebreak()\ntitle.join()\n}}")).contains("排出了 2 页"));
    assert!(refused("#let cover(..rest) = nowhere").contains("layouts/own/cover.typ:1"));
}

#[test]
fn a_picture_of_ones_own() {
    let drawn = |format| {
        let mut out = Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(16, 16).write_to(&mut out, format).expect("memory");
        out.into_inner()
    };
    let jpeg = own("题", "封面.jpg", drawn(image::ImageFormat::Jpeg)).expect("a JPEG");
    assert_eq!((jpeg.kind.media(), jpeg.alt.as_str()), ("image/jpeg", "《题》封面"));
    let gif = own("题", "封面.gif", drawn(image::ImageFormat::Gif)).expect_err("no shop takes it");
    assert!(gif.message.zh.contains("不是 JPEG 或 PNG"), "{gif}");
    assert!(own("题", "封面.png", drawn(image::ImageFormat::Jpeg)).is_err(), "it is not what it says");
}

/// Keeps a cover to look at.
fn keep(name: &str, bytes: &[u8]) {
    let folder = std::env::var("DIBEN_EPUB_OUT").unwrap_or_else(|_| env!("CARGO_TARGET_TMPDIR").to_owned());
    std::fs::write(format!("{folder}/cover-{name}.png"), bytes).expect("the folder can be written");
}
