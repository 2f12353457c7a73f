//! A heading stands with the text that it heads: it is never the last line of a page.

use crate::diagnostic::Diagnostic;
use crate::publish::typst::composition::drawn::Drawn;
use crate::publish::typst::composition::{Composition, number};
use crate::publish::typst::passage::Kind;
use crate::say;

/// What stands on a page, by its lowest line.
#[derive(Clone, Copy, Default)]
struct Page {
    /// The lowest heading: its baseline and the number of its line.
    heading: Option<(f64, usize)>,
    /// The lowest baseline of other text, notes left out.
    text: Option<f64>,
}

/// Returns the headings at the foot of a page. Several that stand together are one fault. A page of headings alone is a
/// title page, a heading above a picture or a table is not at the foot, and behind the last text there is nothing to
/// stand with.
pub fn at_foot(it: &Composition) -> Vec<Diagnostic> {
    let mut pages = vec![Page::default(); it.pages.document.pages().len()];
    for setting in &it.settings {
        for number in &setting.lines {
            let line = &it.lines[*number];
            let page = &mut pages[line.page];
            match setting.kind {
                Kind::Heading(_) if setting.last => {
                    let higher = page.heading.filter(|(y, _)| *y > line.y);
                    page.heading = Some(higher.unwrap_or((line.y, *number)));
                }
                Kind::Opening | Kind::Heading(_) | Kind::Note => {}
                Kind::Paragraph | Kind::Cell | Kind::Code => page.text = Some(page.text.unwrap_or(0.0).max(line.y)),
            }
        }
    }
    let Some(end) = pages.iter().rposition(|it| it.text.is_some()) else { return Vec::new() };
    let mut out = Vec::new();
    for (at, page) in pages.iter().enumerate().take(end) {
        let (Some((foot, line)), Some(text)) = (page.heading, page.text) else { continue };
        let below = |it: &Drawn| it.page == at && it.bottom > foot + 1.0;
        if foot < text || it.drawn.iter().any(below) {
            continue;
        }
        let Some(glyph) = it.ink(&it.lines[line]).next() else { continue };
        let page = number(at);
        out.push(
            it.at("layout/heading-at-foot", glyph, say!(zh: "PDF 第 {page} 页最后一行是标题", en: "a heading is the last line of page {page} of the PDF"))
                .hint(say!(zh: "版式应当让标题与下文同页：标题的 block 写 sticky: true。", en: "the layout should keep a heading with its text: `sticky: true` on its block.")),
        );
    }
    out
}
