//! Pictures: which of them a document names, what their bytes are, and whether an edition may show them. A picture is
//! judged before anything is set, so that a fault is told at its place in the source.

mod jpeg;
mod resolution;
mod svg;

use std::collections::BTreeMap;
use std::io::Cursor;

use image::ImageReader;
use typst::foundations::Bytes;
use typst::text::FontBook;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::message::Message;
use crate::model::{Block, Document, Inline, leaves};
use crate::say;
use crate::text::Span;

pub use resolution::coarse;

/// The most pixels of a picture: at 300 dpi a sheet of 84 by 84 cm.
const PIXELS: u64 = 100_000_000;

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
}

impl Kind {
    /// Returns the kind that a file's name says; nothing for a kind that no edition shows.
    pub fn named(target: &str) -> Option<Self> {
        Some(match target.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "png" => Self::Png,
            "jpg" | "jpeg" => Self::Jpeg,
            "gif" => Self::Gif,
            "webp" => Self::WebP,
            "svg" => Self::Svg,
            _ => return None,
        })
    }

    /// Returns the kind that bytes begin like.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"\xFF\xD8\xFF") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"GIF8") {
            Some(Self::Gif)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP".as_slice()) {
            Some(Self::WebP)
        } else {
            svg::is_svg(bytes).then_some(Self::Svg)
        }
    }

    /// Returns the media type.
    pub fn media(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Svg => "image/svg+xml",
        }
    }

    /// Returns the usual ending of a file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Svg => "svg",
        }
    }

    fn exchanged(self) -> Option<ExchangeFormat> {
        Some(match self {
            Self::Png => ExchangeFormat::Png,
            Self::Jpeg => ExchangeFormat::Jpg,
            Self::Gif => ExchangeFormat::Gif,
            Self::WebP => ExchangeFormat::Webp,
            Self::Svg => return None,
        })
    }
}

/// Returns the kind of a picture, or why no edition may show it. `target` is how the source names it.
///
/// # Errors
/// When its bytes are not what its name says, are broken or cut off, decode to more pixels than a page can use, hold
/// four inks, or are an SVG that does more than draw.
pub fn judge(target: &str, bytes: &[u8]) -> Result<Kind, Error> {
    let kind = Kind::named(target).ok_or_else(|| {
        Error::new(say!(zh: "图「{target}」不是认得的格式", en: "the picture `{target}` is of no known kind"))
            .hint(say!(zh: "用 PNG、JPEG、GIF、SVG 或 WebP。", en: "use PNG, JPEG, GIF, SVG or WebP."))
    })?;
    if Kind::of(bytes) != Some(kind) {
        return Err(Error::new(say!(zh: "图「{target}」的内容不是它的扩展名所说的格式", en: "the picture `{target}` does not hold what its extension says"))
            .hint(say!(zh: "文件可能坏了，或者扩展名写错了；重新导出一份。", en: "the file may be broken or misnamed; export it anew.")));
    }
    match kind.exchanged() {
        Some(format) => raster(target, kind, format, bytes)?,
        None => drawing(target, bytes)?,
    }
    Ok(kind)
}

fn raster(target: &str, kind: Kind, format: ExchangeFormat, bytes: &[u8]) -> Result<(), Error> {
    let broken = || {
        Error::new(
            say!(zh: "图「{target}」不完整或已损坏，读不出来", en: "the picture `{target}` is cut off or broken"),
        )
        .hint(say!(zh: "重新导出或重新复制一份。", en: "export it or copy it anew."))
    };
    // The size stands at the beginning: a bomb is known before it goes off.
    let size = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok().and_then(|it| it.into_dimensions().ok());
    let (width, height) = size.ok_or_else(broken)?;
    if u64::from(width) * u64::from(height) > PIXELS {
        return Err(Error::new(say!(zh: "图「{target}」太大：{width}×{height} 像素", en: "the picture `{target}` is too large: {width}×{height} pixels"))
            .hint(say!(zh: "缩到一亿像素以内；付印 300 dpi，A4 满版也只要 2480×3508。", en: "make it smaller than a hundred million pixels; at 300 dpi a full A4 page needs 2480×3508.")));
    }
    if kind == Kind::Jpeg {
        let scan = jpeg::scan(bytes).ok_or_else(broken)?;
        if scan.components == 4 {
            return Err(Error::new(say!(zh: "图「{target}」是 CMYK 的 JPEG", en: "the picture `{target}` is a JPEG in CMYK"))
                .hint(say!(zh: "另存为 RGB（sRGB）的 JPEG 或 PNG：存档版和 EPUB 不能用 CMYK，付印版由印厂按输出意图分色。", en: "save it as RGB (sRGB), JPEG or PNG: neither the archival edition nor the EPUB can have CMYK, and the press separates by the output intent.")));
        }
        if !scan.ended {
            return Err(broken());
        }
    }
    // As the setter reads it; it remembers, so nothing is decoded twice.
    RasterImage::plain(Bytes::new(bytes.to_vec()), format).map_err(|_| broken())?;
    Ok(())
}

fn drawing(target: &str, bytes: &[u8]) -> Result<(), Error> {
    if let Some(Message { zh, en }) = svg::fault(bytes) {
        return Err(Error::new(say!(zh: "SVG 图「{target}」{zh}", en: "the SVG `{target}` {en}"))
            .hint(say!(zh: "导出成自足的 SVG：不引用文件和网络，不带脚本和动画，图片用 data: 嵌入 PNG 或 JPEG。", en: "export an SVG that stands alone: no files, no network, no scripts, no motion; pictures inside as data: PNG or JPEG.")));
    }
    SvgImage::new(Bytes::new(bytes.to_vec())).map_err(|_| {
        Error::new(say!(zh: "SVG 图「{target}」画不出来", en: "the SVG `{target}` can't be drawn"))
            .hint(say!(zh: "在浏览器里打开看看；重新导出一份。", en: "open it in a browser to see; export it anew."))
    })?;
    Ok(())
}

/// Returns what is wrong with drawings that write a character which no face of the book has.
pub fn unwritable(document: &Document, pictures: &BTreeMap<String, Vec<u8>>, book: &FontBook) -> Vec<Diagnostic> {
    let has = |it: char| (0..).map_while(|at| book.info(at)).any(|info| info.coverage.contains(u32::from(it)));
    let mut out = Vec::new();
    for (target, bytes) in pictures.iter().filter(|(target, _)| Kind::named(target) == Some(Kind::Svg)) {
        let missing: String = svg::written(bytes).into_iter().filter(|it| !has(*it)).take(8).collect();
        let place = named(document).into_iter().find(|it| it.target == target);
        if let Some(place) = place.filter(|_| !missing.is_empty()) {
            out.push(
                Diagnostic::error("layout/picture", place.span, say!(zh: "SVG 图「{target}」里的「{missing}」没有字体能画", en: "no face can draw “{missing}” in the SVG `{target}`"))
                    .hint(say!(zh: "在画图软件里把文字转成轮廓，或者给项目的 fonts/ 加一种有这些字的字体。", en: "turn the words into outlines where the picture is drawn, or put a font that has them into the project's fonts/.")),
            );
        }
    }
    out
}

/// A picture as a document names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named<'a> {
    /// Its file, as written.
    pub target: &'a str,
    /// The words that stand for it.
    pub alt: &'a str,
    /// Where.
    pub span: Span,
}

/// Returns the pictures that a document names, in order.
pub fn named(document: &Document) -> Vec<Named<'_>> {
    let mut out = Vec::new();
    targets(&document.blocks, &mut out);
    document.notes.iter().for_each(|it| targets(&it.blocks, &mut out));
    out
}

fn targets<'a>(blocks: &'a [Block], out: &mut Vec<Named<'a>>) {
    fn images(inlines: &[Inline]) -> impl Iterator<Item = Named<'_>> {
        leaves(inlines).into_iter().filter_map(|it| match it {
            Inline::Image { target, alt, span } => Some(Named { target, alt, span: *span }),
            _ => None,
        })
    }
    for block in blocks {
        match block {
            Block::Title(line) | Block::PartTitle(line) | Block::Subtitle(line) => out.extend(images(&line.inlines)),
            Block::Enactment(it) | Block::Paragraph(it) => out.extend(images(&it.inlines)),
            Block::Unit(unit) => {
                out.extend(images(&unit.heading));
                targets(&unit.blocks, out);
            }
            Block::List(list) => list.items.iter().for_each(|it| targets(&it.blocks, out)),
            Block::Table(table) => out.extend(table.rows.iter().flatten().flat_map(|it| images(it))),
            Block::Quote(inner, _) => targets(inner, out),
            Block::Code(..) | Block::Rule(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, ImageFormat};

    use super::*;

    fn drawn(format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let noise = |x: u32, y: u32| image::Rgb([(x * 7 + y * 13) as u8, (x * y) as u8, (x ^ y) as u8]);
        DynamicImage::ImageRgb8(image::RgbImage::from_fn(64, 64, noise)).write_to(&mut out, format).expect("memory");
        out.into_inner()
    }

    fn refused(target: &str, bytes: &[u8]) -> String {
        judge(target, bytes).expect_err("it is refused").message.en
    }

    #[test]
    fn whole_pictures_are_taken_and_half_ones_are_not() {
        for (format, target) in [
            (ImageFormat::Png, "a.png"),
            (ImageFormat::Jpeg, "a.JPG"),
            (ImageFormat::Gif, "a.gif"),
            (ImageFormat::WebP, "a.webp"),
        ] {
            let bytes = drawn(format);
            assert!(judge(target, &bytes).is_ok(), "{target}");
            for part in [bytes.len() / 2, bytes.len() - 20, 12] {
                assert!(refused(target, &bytes[..part]).contains("broken"), "{target} {part}");
            }
        }
    }

    #[test]
    fn names_that_lie() {
        assert!(refused("a.jpg", &drawn(ImageFormat::Png)).contains("what its extension says"));
        assert!(refused("a.tiff", b"II*\0").contains("no known kind"));
        assert!(refused("a.svg", b"<html/>").contains("what its extension says"));
    }

    #[test]
    fn a_bomb_is_known_by_its_head() {
        let mut bytes = drawn(ImageFormat::Png);
        bytes[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let sum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&sum.to_be_bytes());
        assert!(refused("a.png", &bytes).contains("30000×30000"));
    }

    /// The check sum of a part of a PNG.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0_u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |it, _| if it & 1 == 1 { it >> 1 ^ 0xEDB8_8320 } else { it >> 1 })
        })
    }

    #[test]
    fn four_inks_are_refused() {
        // The head of a JPEG is read before its data: a frame of four components is enough.
        let mut bytes = drawn(ImageFormat::Jpeg);
        let frame = bytes.windows(2).position(|it| it == [0xFF, 0xC0]).expect("a frame");
        let length = u16::from_be_bytes([bytes[frame + 2], bytes[frame + 3]]) + 3;
        bytes[frame + 2..frame + 4].copy_from_slice(&length.to_be_bytes());
        bytes[frame + 9] = 4;
        let end = frame + 2 + usize::from(length) - 3;
        bytes.splice(end..end, [4, 0x11, 0]);
        assert!(refused("a.jpg", &bytes).contains("CMYK"), "{}", refused("a.jpg", &bytes));
    }
}
