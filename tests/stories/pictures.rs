//! Pictures that no edition can show, each told at its place; and those that print too coarsely.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::desk::Desk;

fn drawn(width: u32, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let paint = |x: u32, y: u32| Rgb([(x * 3) as u8, (y * 5) as u8, (x ^ y) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, width / 2, paint)).write_to(&mut out, format).expect("memory");
    out.into_inner()
}

/// The head of a PNG of 30,000 by 30,000 pixels, with nothing behind it.
fn bomb() -> Vec<u8> {
    let mut out = drawn(8, ImageFormat::Png);
    // Width and height, then the check sum of the part.
    out[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let sum = !out[12..29].iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |it, _| if it & 1 == 1 { it >> 1 ^ 0xEDB8_8320 } else { it >> 1 })
    });
    out[29..33].copy_from_slice(&sum.to_be_bytes());
    out
}

#[test]
fn pictures_that_no_edition_can_show() {
    let whole = drawn(64, ImageFormat::Jpeg);
    let svg = |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inner}</svg>");
    let desk = Desk::empty()
        .with(
            "source/某.md",
            "# 某\n\n一、见图。\n\n![断](断.jpg)\n\n![大](大.png)\n\n![网](网.svg)\n\n![脚本](脚本.svg)\n\n![](无词.png)\n\n![假](假.png)\n",
        )
        .with("source/断.jpg", &whole[..whole.len() / 2])
        .with("source/大.png", bomb())
        .with("source/网.svg", svg("<image href='https://example.org/a.png'/>"))
        .with("source/脚本.svg", svg("<script>alert(1)</script>"))
        .with("source/无词.png", drawn(8, ImageFormat::Png))
        .with("source/假.png", &whole);
    insta::assert_snapshot!(desk.diben("build"), @"
    source/某.md  6 个错误

    错误[layout/picture]：图「断.jpg」不完整或已损坏，读不出来
     --> source/某.md:5:1
    5 | ![断](断.jpg)
      | ^^^^^^^^^^^^^
      改法：重新导出或重新复制一份。

    错误[layout/picture]：图「大.png」太大：30000×30000 像素
     --> source/某.md:7:1
    7 | ![大](大.png)
      | ^^^^^^^^^^^^^
      改法：缩到一亿像素以内；付印 300 dpi，A4 满版也只要 2480×3508。

    错误[layout/picture]：SVG 图「网.svg」引用了外部的「https://example.org/a.png」
     --> source/某.md:9:1
    9 | ![网](网.svg)
      | ^^^^^^^^^^^^^
      改法：导出成自足的 SVG：不引用文件和网络，不带脚本和动画，图片用 data: 嵌入 PNG 或 JPEG。

    错误[layout/picture]：SVG 图「脚本.svg」含脚本
      --> source/某.md:11:1
    11 | ![脚本](脚本.svg)
       | ^^^^^^^^^^^^^^^^^
      改法：导出成自足的 SVG：不引用文件和网络，不带脚本和动画，图片用 data: 嵌入 PNG 或 JPEG。

    错误[layout/picture]：图「无词.png」没有替代文字，读屏的人不知道图上是什么
      --> source/某.md:13:1
    13 | ![](无词.png)
       | ^^^^^^^^^^^^^
      改法：在方括号里写：![图上是什么](无词.png)。

    错误[layout/picture]：图「假.png」的内容不是它的扩展名所说的格式
      --> source/某.md:15:1
    15 | ![假](假.png)
       | ^^^^^^^^^^^^^
      改法：文件可能坏了，或者扩展名写错了；重新导出一份。

    ~ stderr ~
    source/某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：6 个错误，0 个提醒
    = 1
    ");
    assert!(!desk.path("out").exists());
}

#[test]
fn a_picture_too_coarse_for_print() {
    let desk = Desk::empty()
        .with("source/某.md", "# 某\n\n一、见图。\n\n![细](细.png)\n\n![粗](粗.png)\n\n![画](画.svg)\n")
        .with("source/细.png", drawn(1300, ImageFormat::Png))
        .with("source/粗.png", drawn(300, ImageFormat::Png))
        .with(
            "source/画.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0L9 9' stroke='black'/></svg>",
        );
    let said = desk.diben("build --to pdf,print");
    assert!(said.ends_with("= 0\n"), "{said}");
    insta::assert_snapshot!(said.split("~ stderr ~").next().unwrap_or_default(), @"
    source/某.md  1 个提醒

    提醒[layout/picture-resolution]：图「粗.png」排成 104 mm 宽，只有 73 dpi，付印不足 300 dpi
     --> source/某.md:7:1
    7 | ![粗](粗.png)
      | ^^^^^^^^^^^^^
      改法：换一张至少 1225 像素宽的图；线条图用 SVG。
    ");
    // A screen asks for less: without a print edition there is nothing to tell.
    assert!(!desk.diben("build --to pdf,epub").contains("dpi"));
}

#[test]
fn what_the_press_is_asked_in_vain() {
    let desk = Desk::empty().with("source/某.md", "# 某\n\n一、文。\n").with("a.icc", "GIF89a");
    insta::assert_snapshot!(desk.diben("build --icc a.icc"), @"
    ~ stderr ~
    错误：a.icc 不是 ICC 特性文件，不能用作印刷条件
      办法：向印厂要它的 CMYK 输出特性文件（ICC，类别 prtr），或者不写 --icc，用随附的 FOGRA39。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("build --icc nowhere.icc"), @"
    ~ stderr ~
    错误：找不到 nowhere.icc
      办法：看看路径是否写对，或者先换到它所在的文件夹。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("build --pages-multiple 5"), @"
    ~ stderr ~
    错误：--pages-multiple 不能是 5
      办法：可以写：4、8、16、32。
    = 2
    ");
    insta::assert_snapshot!(desk.diben("build --paper-thickness 80"), @"
    ~ stderr ~
    错误：--paper-thickness 的值「80」不是纸厚
      办法：写 0.1mm、100um，或克重乘松厚度 80gsm×1.25；在 0.01 到 1 mm 之间。
    = 2
    ");
    assert!(!desk.path("out").exists());
    let said = desk.diben("build --to print --pages-multiple 16 --paper-thickness 80gsm×1.25");
    assert!(said.contains("书脊 0.8 mm（16 面，纸厚 0.100 mm，不含封面）"), "{said}");
}

#[test]
fn a_drawing_that_writes_what_no_face_has() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40'><title>🦊</title><text x='5' y='25'>图例🦀</text></svg>";
    let desk = Desk::empty().with("source/某.md", "# 某\n\n一、见图。\n\n![图例](图.svg)\n").with("source/图.svg", svg);
    insta::assert_snapshot!(desk.diben("build"), @"
    source/某.md  1 个错误

    错误[layout/picture]：SVG 图「图.svg」里的「🦀」没有字体能画
     --> source/某.md:5:1
    5 | ![图例](图.svg)
      | ^^^^^^^^^^^^^^^
      改法：在画图软件里把文字转成轮廓，或者给项目的 fonts/ 加一种有这些字的字体。

    ~ stderr ~
    source/某.md：没有做成，没有写出；原有的成品未动。
    1 份文件：1 个错误，0 个提醒
    = 1
    ");
}
