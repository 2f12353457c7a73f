//! A character that no face has: Typst sets an empty box in its place and says nothing.

use crate::diagnostic::Diagnostic;
use crate::publish::typst::composition::Composition;
use crate::say;

/// Returns the characters that no face shows: errors, since such a page does not say what the source says.
pub fn missing_glyph(it: &Composition) -> Vec<Diagnostic> {
    let missing = it.pages.glyphs.iter().filter(|it| it.missing);
    let told = missing.map(|glyph| {
        let (text, code) = (&glyph.text, glyph.text.chars().map(|it| format!("U+{:04X}", u32::from(it))).collect::<Vec<_>>().join(" "));
        Diagnostic::error("layout/missing-glyph", it.span(glyph), say!(zh: "没有字体能印出「{text}」（{code}）", en: "no face can print “{text}” ({code})"))
            .hint(say!(zh: "换一个字，或把有这个字的字体放进项目的 fonts/ 并写进 fonts.toml。", en: "write another character, or put a font that has it into the project's fonts/ and its fonts.toml."))
    });
    told.collect()
}
