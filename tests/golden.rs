//! Pictures of the pages, small: a change of the page shows here before it is printed. After a change that is meant,
//! `DIBEN_BLESS=1 cargo test golden` draws them anew; look at each before it is kept.

use std::fs;
use std::path::PathBuf;

use diben::markdown::read;
use diben::publish::{self, Edition, Job, Record, fonts::Fonts, layout};
use diben::text::FileId;

/// Points to pixels: 72 dpi shows every glyph's grey and every line's place.
const SCALE: f32 = 1.0;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
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

#[test]
fn pages_of_the_sample_look_as_they_did() {
    let source = fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("source/chongqing-initiative.md"))
        .expect("the sample is there");
    let document = read(FileId(0), &source).document;
    let fonts = Fonts::load(&Default::default()).expect("bundled");
    let (layout, _) = layout::choose(&document, &Default::default()).expect("bundled");
    let record =
        Record { path: "source/chongqing-initiative.md".into(), sha256: publish::sha256(source.as_bytes()), epoch: 0 };
    let job = Job {
        file: FileId(0),
        document: &document,
        title: "重庆倡议",
        record: &record,
        layout: &layout,
        fonts: &fonts,
        pictures: &Default::default(),
        editions: &[Edition::Pdf],
    };
    let pages = publish::pages(&job).expect("the sample can be set");
    assert_eq!(pages.pages().len(), 5);
    for (number, page) in pages.pages().iter().enumerate() {
        let options = typst_render::RenderOptions { pixel_per_pt: (f64::from(SCALE)).into(), ..Default::default() };
        let drawn = typst_render::render(page, &options);
        let grey: Vec<u8> = drawn
            .data()
            .chunks_exact(4)
            .map(|it| ((u32::from(it[0]) * 299 + u32::from(it[1]) * 587 + u32::from(it[2]) * 114) / 1000) as u8)
            .collect();
        let path = folder().join(format!("chongqing-initiative-{}.png", number + 1));
        if std::env::var_os("DIBEN_BLESS").is_some() {
            fs::create_dir_all(folder()).expect("the project is writable");
            fs::write(&path, encode(drawn.width(), drawn.height(), &grey)).expect("the project is writable");
            continue;
        }
        let (width, height, golden) = decode(&fs::read(&path).expect("the golden picture is there"));
        assert_eq!((width, height), (drawn.width(), drawn.height()), "page {}", number + 1);
        // A glyph moved by a pixel changes some hundred pixels much; another machine's rounding changes many a little.
        let changed = grey.iter().zip(&golden).filter(|(a, b)| a.abs_diff(**b) > 64).count();
        assert!(changed < 40, "page {} has changed in {changed} pixels", number + 1);
    }
}
