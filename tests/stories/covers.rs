//! The cover of the EPUB: set where nothing is said, a picture of one's own, none at all.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat};

use super::desk::Desk;

const LAW: &str = "# 宁波市供水条例\n\n第一条　为了供水，制定本条例。\n";

fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(width, height).write_to(&mut out, format).expect("memory");
    out.into_inner()
}

fn named(cover: &str) -> String {
    format!("---\ncover-image: {cover}\n---\n{LAW}")
}

/// Returns the names of the files of the EPUB that are of its cover.
fn covers(desk: &Desk) -> Vec<String> {
    let bytes = std::fs::read(desk.path("out/某.epub")).expect("made");
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut names: Vec<String> = archive.file_names().filter(|it| it.contains("cover")).map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn a_cover_is_set_where_nothing_is_said() {
    let desk = Desk::empty().with("source/某.md", LAW);
    let said = desk.diben("build --to epub --emit typst --timings");
    assert!(said.contains("封面 / cover") && said.ends_with("= 0\n"), "{said}");
    assert_eq!(covers(&desk), ["OEBPS/cover.png", "OEBPS/cover.xhtml"]);
    let code = std::fs::read_to_string(desk.path("out/某.typst/cover.typ")).expect("its code");
    assert!(code.contains("over: [#\"宁波市\";],\n  title: ([#\"供水\";],[#\"条例\";],),"), "{code}");
    assert!(desk.diben("verify out/某.epub").ends_with("= 0\n"));
    // Where no EPUB is asked for, none is set.
    let said = desk.diben("build --to pdf --timings");
    assert!(!said.contains("cover"), "{said}");
}

#[test]
fn a_cover_of_ones_own_and_none() {
    let desk = Desk::empty()
        .with("source/某.md", named("图/封面.jpg"))
        .with("source/图/封面.jpg", drawn(1600, 2560, ImageFormat::Jpeg))
        .with("别的.png", drawn(1600, 2560, ImageFormat::Png));
    assert!(desk.diben("build --to epub").ends_with("= 0\n"));
    assert_eq!(covers(&desk), ["OEBPS/cover.jpg", "OEBPS/cover.xhtml"]);
    assert!(desk.diben("verify out/某.epub").ends_with("= 0\n"));
    assert!(desk.diben("build --to epub --cover 别的.png").ends_with("= 0\n"));
    assert_eq!(covers(&desk), ["OEBPS/cover.png", "OEBPS/cover.xhtml"]);
    assert!(desk.diben("build --to epub --cover none").ends_with("= 0\n"));
    assert_eq!(covers(&desk), [""; 0]);
    desk.write("source/某.md", named("none"));
    assert!(desk.diben("build --to epub").ends_with("= 0\n"));
    assert_eq!(covers(&desk), [""; 0]);
}

#[test]
fn a_cover_that_is_missing_or_that_no_shop_takes() {
    let desk = Desk::empty().with("source/某.md", named("封面.jpg"));
    insta::assert_snapshot!(desk.diben("build --to epub"), @"
    source/某.md  1 个错误

    错误[layout/picture]：source/某.md 里的路径「封面.jpg」所指的文件找不到
     --> source/某.md:2:14
    2 | cover-image: 封面.jpg
      |              ^^^^^^^^
      改法：把文件放进项目，写相对于正文的路径，例如 图/一.png。

    ~ stderr ~
    source/某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
    desk.write("source/封面.jpg", drawn(500, 400, ImageFormat::Jpeg));
    insta::assert_snapshot!(desk.diben("build --to epub").split("~ stderr ~").next().unwrap_or_default(), @"
    source/某.md  2 个提醒

    提醒[layout/cover]：封面「封面.jpg」是 500×400 像素，不是竖的
     --> source/某.md:2:14
    2 | cover-image: 封面.jpg
      |              ^^^^^^^^
      改法：用 1600×2560 像素、RGB 的 JPEG 或 PNG，各家书店都收。

    提醒[layout/cover]：封面「封面.jpg」是 500×400 像素，窄边不到 1400，书店嫌小
     --> source/某.md:2:14
    2 | cover-image: 封面.jpg
      |              ^^^^^^^^
      改法：用 1600×2560 像素、RGB 的 JPEG 或 PNG，各家书店都收。
    ");
    assert!(desk.path("out/某.epub").exists(), "a reader's own book needs no shop");
    insta::assert_snapshot!(desk.diben("build --cover nowhere.png"), @"
    ~ stderr ~
    错误：找不到 nowhere.png
      办法：看看路径是否写对，或者先换到它所在的文件夹。
    = 2
    ");
    desk.write("动.gif", drawn(8, 8, ImageFormat::Gif));
    insta::assert_snapshot!(desk.diben("build --cover 动.gif"), @"
    ~ stderr ~
    错误：封面「动.gif」不是 JPEG 或 PNG，书店不收
      办法：另存为 1600×2560 像素的 JPEG 或 PNG。
    = 2
    ");
}
