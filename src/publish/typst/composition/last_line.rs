//! The last line of a paragraph: not a single character, and not alone on top of a page.

use crate::diagnostic::Diagnostic;
use crate::publish::typst::composition::{Composition, number};
use crate::publish::typst::passage::Kind;
use crate::say;

/// Returns the paragraphs and headings whose last line holds one character, marks not counted.
pub fn runt(it: &Composition) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for setting in &it.settings {
        let [.., before, last] = setting.lines[..] else { continue };
        let (before, last) = (&it.lines[before], &it.lines[last]);
        if matches!(setting.kind, Kind::Cell | Kind::Code) || !setting.last || before.forced != last.forced {
            continue;
        }
        let mut words = it.ink(last).filter(|it| it.text.chars().any(char::is_alphanumeric));
        let (Some(glyph), None) = (words.next(), words.next()) else { continue };
        // One glyph may be a ligature of several letters, and one character of a word that was parted is no character.
        if glyph.text.chars().count() > 1 {
            continue;
        }
        let (word, page) = (&glyph.text, number(last.page));
        out.push(
            it.at("layout/runt", glyph, say!(zh: "PDF 第 {page} 页有一段的末行只有一个“{word}”字", en: "on page {page} of the PDF the last line of a paragraph is one character, “{word}”"))
                .hint(say!(zh: "孤字难看也费纸。这一段增减一两个字，末行就会多一个字或者收进上一行。", en: "a word more or less in this paragraph fills the line or takes it back.")),
        );
    }
    out
}

/// Returns the paragraphs whose last line stands alone on top of a page.
pub fn widow(it: &Composition) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for setting in it.settings.iter().filter(|it| it.kind == Kind::Paragraph) {
        let [.., before, last] = setting.lines[..] else { continue };
        let (before, last) = (&it.lines[before], &it.lines[last]);
        let Some(first) = it.ink(last).next().filter(|_| before.page < last.page) else { continue };
        let page = number(last.page);
        out.push(
            it.at("layout/widow", first, say!(zh: "PDF 第 {page} 页页首是上一段的末行", en: "page {page} of the PDF opens with the last line of a paragraph"))
                .hint(say!(zh: "版式应当多带一行过来，或者把这一行留在前页：看版式里的 costs。", en: "the layout should bring another line over or keep this one back: see `costs` in the layout.")),
        );
    }
    out
}
