//! What the shops ask of a cover, as they publish it. Each figure has its source; what is only said of a shop elsewhere
//! is not here.
//!
//! - Amazon, Cover Image Guidelines (kdp.amazon.com, G6GTK3T3NUHKLEFX): 1600 × 2560 pixels are best, at least 625 × 1000,
//!   at most 10,000 a side, 50 MB.
//! - Apple Books Asset Guide, Images (help.apple.com, itca71ad3c33): RGB; a picture in an EPUB has at most 5.6 million
//!   pixels.
//! - BookBaby, who hands books on to all of them (support.bookbaby.com, 205518628): RGB, JPEG or PNG, upright, at least
//!   1400 pixels wide.

use std::io::Cursor;

use image::ImageReader;

use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::say;
use crate::text::Span;

/// The rule of such findings.
const RULE: &str = "layout/cover";

/// The least width that the shops take without asking for another.
const NARROW: u32 = 1400;
/// The longest side.
const LONG: u32 = 10_000;
/// The most pixels of a picture in an EPUB.
const PIXELS: u64 = 5_600_000;
/// The largest file, in bytes.
const BYTES: usize = 50_000_000;

/// Returns a warning for each thing that a shop would not take about a cover. `name` is its file.
pub fn unfit(name: &str, bytes: &[u8], span: Span) -> Vec<Diagnostic> {
    let size = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok().and_then(|it| it.into_dimensions().ok());
    let Some(size) = size else { return Vec::new() };
    let finding = |Message { zh, en }| {
        Diagnostic::warning(RULE, span, say!(zh: "封面「{name}」{zh}", en: "the cover `{name}` {en}"))
            .hint(say!(zh: "用 1600×2560 像素、RGB 的 JPEG 或 PNG，各家书店都收。", en: "1600×2560 pixels, RGB, JPEG or PNG, are taken by every shop."))
    };
    faults(size, bytes.len()).into_iter().map(finding).collect()
}

fn faults((width, height): (u32, u32), bytes: usize) -> Vec<Message> {
    let pixels = u64::from(width) * u64::from(height);
    let mut out = Vec::new();
    if width >= height {
        out.push(
            say!(zh: "是 {width}×{height} 像素，不是竖的", en: "is {width}×{height} pixels, which is not upright"),
        );
    }
    if width.min(height) < NARROW {
        out.push(say!(zh: "是 {width}×{height} 像素，窄边不到 {NARROW}，书店嫌小", en: "is {width}×{height} pixels, less than the {NARROW} across that the shops ask for"));
    }
    if width.max(height) > LONG {
        out.push(say!(zh: "是 {width}×{height} 像素，Kindle 书店只收每边 {LONG} 以内的", en: "is {width}×{height} pixels; the Kindle shop takes no side above {LONG}"));
    } else if pixels > PIXELS {
        out.push(say!(zh: "是 {width}×{height} 像素，Apple Books 只收 560 万像素以内的", en: "is {width}×{height} pixels; Apple Books takes no more than 5.6 million of them"));
    }
    if bytes > BYTES {
        out.push(say!(zh: "大于 50 MB，Kindle 书店不收", en: "is larger than the 50 MB that the Kindle shop takes"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_has_two_sides() {
        let count = |width, height, bytes| faults((width, height), bytes).len();
        for (width, height, bytes, wanted) in [
            (1600, 2560, BYTES, 0),
            (1600, 2560, BYTES + 1, 1),
            (1400, 2100, 0, 0),
            (1399, 2100, 0, 1),
            (2100, 1400, 0, 1),
            (1500, 1500, 0, 1),
            (2000, 2800, 0, 0),
            (2001, 2800, 0, 1),
            (1400, 10_001, 0, 1),
            (600, 500, 0, 2),
        ] {
            assert_eq!(count(width, height, bytes), wanted, "{width}×{height}, {bytes} bytes");
        }
    }
}
