//! What each layout makes of a sample: the lines of its pages, the tags of its archival PDF, and small pictures. A change
//! of the page shows here before it is printed.
//!
//! A folder `tests/golden/LAYOUT/` holds `source.md`, with any pictures that it names, and what came of it: `text.txt`,
//! `tags.txt`, `page-1.png` and so on. After a change that is meant, `DIBEN_BLESS=1 cargo test golden` writes them anew;
//! read and look at each before it is kept.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use diben::extract::{self, Glyph, PdfBlockKind, PdfText};
use diben::markdown::read;
use diben::model::{Document, LayoutChoice, plain_text};
use diben::publish::layout::Files;
use diben::publish::{self, Edition, Finish, Job, Record, fonts::Fonts, layout};
use diben::text::FileId;
use typst_layout::PagedDocument;

/// Points to pixels: 72 dpi shows every glyph's grey and every line's place.
const SCALE: f32 = 1.0;

/// What a layout's folder is without a source of its own: the project's sample.
const SAMPLES: &[(&str, &str)] = &[("initiative", "source/chongqing-initiative.md")];

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn blessing() -> bool {
    std::env::var_os("DIBEN_BLESS").is_some()
}

/// Compares with what the folder holds, or writes it there.
fn holds(path: &Path, text: &str) {
    if blessing() {
        fs::write(path, text).expect("the project is writable");
        return;
    }
    let golden = fs::read_to_string(path).unwrap_or_default();
    let changed = text.lines().zip(golden.lines()).position(|(a, b)| a != b);
    let line = changed.unwrap_or_else(|| text.lines().count().min(golden.lines().count()));
    let shown = |it: &str| it.lines().nth(line).unwrap_or("nothing").to_owned();
    assert!(
        text == golden,
        "{} has changed from line {}: {:?}, it was {:?}",
        path.display(),
        line + 1,
        shown(text),
        shown(&golden)
    );
}

#[test]
fn samples_of_every_layout_are_set_as_they_were() {
    let mut folders: Vec<PathBuf> = fs::read_dir(project().join("tests/golden"))
        .expect("there are samples")
        .filter_map(|it| it.ok().map(|it| it.path()).filter(|it| it.is_dir()))
        .collect();
    folders.sort();
    assert!(folders.iter().any(|it| it.ends_with("initiative")));
    let fonts = Fonts::load(&Default::default()).expect("bundled");
    let layouts = files(&project().join("layouts"), "");
    for folder in folders {
        sample(&folder, &fonts, &layouts);
    }
}

/// Every file of a folder by its path with `/`.
fn files(folder: &Path, prefix: &str) -> Files {
    let mut out = Files::new();
    for entry in fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            out.extend(files(&entry.path(), &format!("{name}/")));
        } else {
            out.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
    out
}

fn sample(folder: &Path, fonts: &Fonts, layouts: &Files) {
    let name = folder.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let shared = SAMPLES.iter().find(|it| it.0 == name).map(|it| project().join(it.1));
    let path = shared.unwrap_or_else(|| folder.join("source.md"));
    let source = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is there", path.display()));
    let mut document = read(FileId(0), &source).document;
    choose(&mut document, &name);
    let (layout, findings) = layout::choose(&document, layouts).expect("the layout is sound");
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(layout.manifest.name, name);
    let title = document.title().map(|it| plain_text(&it.inlines)).unwrap_or(name);
    let record = Record { path: "source.md".into(), sha256: publish::sha256(source.as_bytes()), epoch: 0 };
    let pictures: BTreeMap<String, Vec<u8>> =
        files(folder, "").into_iter().filter(|it| source.contains(&format!("({})", it.0))).collect();
    let job = Job {
        file: FileId(0),
        document: &document,
        title: &title,
        record: &record,
        layout: &layout,
        fonts,
        pictures: &pictures,
    };
    let pages = publish::set(&job).expect("the sample can be set");
    let archival = pages.write(Edition::Pdf, &Finish::default()).expect("the sample can be written");
    let text = extract::pdf(&archival).expect("a PDF");
    holds(&folder.join("text.txt"), &lines(&text));
    holds(&folder.join("tags.txt"), &tags(&text));
    draw(folder, pages.document());
}

/// The layout that bears the folder's name, whatever would fit best; the source may set its parameters.
fn choose(document: &mut Document, name: &str) {
    let choice =
        document.metadata.layout.get_or_insert_with(|| LayoutChoice { name: None, parameters: BTreeMap::new() });
    choice.name.get_or_insert_with(|| diben::model::Entry { text: name.to_owned(), span: Default::default() });
}

/// The lines as they stand on the pages; running heads, folios and other artifacts in brackets.
fn lines(text: &PdfText) -> String {
    let mut out = String::new();
    for page in 1..=text.pages.len() {
        let _ = writeln!(out, "== {page} ==");
        let mut rows: Vec<(f32, f32, String)> = Vec::new();
        let mut glyphs: Vec<&Glyph> =
            text.blocks.iter().flat_map(|it| &it.glyphs).filter(|it| it.page == page).collect();
        glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x.total_cmp(&b.x)));
        let mut last: Option<f32> = None;
        for glyph in glyphs {
            match rows.last_mut().filter(|_| last.is_some_and(|it| (glyph.y - it).abs() < 0.4 * glyph.size)) {
                Some(row) => row.2.push_str(&glyph.text),
                None => {
                    rows.push((glyph.y, glyph.x, glyph.text.clone()));
                    last = Some(glyph.y);
                }
            }
        }
        let artifacts = text.artifacts.iter().filter(|it| it.page == page);
        rows.extend(artifacts.map(|it| (it.y, it.x, format!("[{}]", it.text.trim()))));
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        rows.iter().for_each(|it| {
            let _ = writeln!(out, "{}", it.2.trim_end());
        });
    }
    out
}

/// The blocks of the structure in reading order: what each is, and how it begins.
fn tags(text: &PdfText) -> String {
    let mut out = String::new();
    for block in &text.blocks {
        let kind = match block.kind {
            PdfBlockKind::Body => "",
            PdfBlockKind::Note(_) => " (note)",
            PdfBlockKind::ListMark => " (mark)",
            PdfBlockKind::Contents => " (contents)",
            PdfBlockKind::Picture => " (picture)",
        };
        let words: String = block.glyphs.iter().map(|it| it.text.as_str()).collect();
        let begins: String = words.chars().take(16).collect();
        let _ = writeln!(out, "{}{kind} {}", block.role, begins.trim());
    }
    out
}

/// Returns width, height and one grey byte a pixel.
fn decode(bytes: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a golden picture is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let info = reader.next_frame(&mut pixels).expect("a golden picture is whole");
    pixels.truncate(info.buffer_size());
    (info.width, info.height, pixels)
}

fn encode(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().and_then(|mut it| it.write_image_data(pixels)).expect("memory takes every byte");
    out
}

fn draw(folder: &Path, pages: &PagedDocument) {
    let count = pages.pages().len();
    if blessing() {
        (count + 1..).map(|it| picture(folder, it)).take_while(|it| it.exists()).for_each(|it| {
            fs::remove_file(it).expect("the project is writable");
        });
    }
    assert!(!picture(folder, count + 1).exists(), "{} had more than {count} pages", folder.display());
    for (number, page) in pages.pages().iter().enumerate() {
        let options = typst_render::RenderOptions { pixel_per_pt: (f64::from(SCALE)).into(), ..Default::default() };
        let drawn = typst_render::render(page, &options);
        let grey: Vec<u8> = drawn
            .data()
            .chunks_exact(4)
            .map(|it| ((u32::from(it[0]) * 299 + u32::from(it[1]) * 587 + u32::from(it[2]) * 114) / 1000) as u8)
            .collect();
        let path = picture(folder, number + 1);
        if blessing() {
            fs::write(&path, encode(drawn.width(), drawn.height(), &grey)).expect("the project is writable");
            continue;
        }
        let golden = fs::read(&path).unwrap_or_else(|_| panic!("{} is there", path.display()));
        let (width, height, golden) = decode(&golden);
        assert_eq!((width, height), (drawn.width(), drawn.height()), "{}", path.display());
        // A glyph moved by a pixel changes some hundred pixels much; another machine's rounding changes many a little.
        let changed = grey.iter().zip(&golden).filter(|(a, b)| a.abs_diff(**b) > 64).count();
        assert!(changed < 40, "{} has changed in {changed} pixels", path.display());
    }
}

fn picture(folder: &Path, page: usize) -> PathBuf {
    folder.join(format!("page-{page}.png"))
}
