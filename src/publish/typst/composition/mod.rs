//! Composition, measured on the pages as they were set: lines are built from glyphs, and each rule looks at the lines.
//! A finding stands at the source character that the line shows. A rule is one file here, or a family of rules, one
//! word in the list, and a manual in `check/rules/layout_<fault>.rs`.

mod area;
mod drawn;
mod fallback;
mod grid;
mod heading;
mod last_line;
mod lines;
mod loose;
mod marks;
mod missing;
mod overfull;

use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::publish::layout::Paper;
use crate::publish::typst::composition::area::Area;
use crate::publish::typst::composition::drawn::Drawn;
use crate::publish::typst::composition::lines::{Line, Setting};
use crate::publish::typst::pages::Glyph;
use crate::publish::typst::passage::Passage;
use crate::text::{FileId, Span};

/// The pages that are judged.
pub struct Pages<'a> {
    /// The source.
    pub file: FileId,
    /// The pages themselves.
    pub document: &'a PagedDocument,
    /// Every glyph of source text, in order of pages.
    pub glyphs: &'a [Glyph],
    /// The passages that the glyphs belong to.
    pub passages: &'a [Passage],
    /// The figures of the page form, where the layout states them.
    pub paper: Option<&'a Paper>,
}

/// The pages with what all rules ask.
struct Composition<'a> {
    pages: &'a Pages<'a>,
    lines: Vec<Line>,
    settings: Vec<Setting>,
    drawn: Vec<Drawn>,
    area: Option<Area>,
}

/// The rules.
const RULES: &[fn(&Composition) -> Vec<Diagnostic>] = &[
    missing::missing_glyph,
    marks::line_start,
    marks::line_end,
    last_line::runt,
    last_line::widow,
    heading::at_foot,
    overfull::overfull,
    loose::loose,
    fallback::fallback,
    grid::off_grid,
];

/// Returns what is wrong with the composition of pages, in the order of the text. Each rule takes a time that grows with
/// the number of glyphs, or of glyphs times its logarithm, and no faster.
pub fn findings(pages: &Pages) -> Vec<Diagnostic> {
    let (lines, settings) = lines::lines(pages.glyphs, pages.passages);
    let area = pages.paper.map(|it| Area::of(it, &lines));
    let composition = Composition { pages, lines, settings, drawn: drawn::drawn(pages.document), area };
    let mut out: Vec<Diagnostic> = RULES.iter().flat_map(|rule| rule(&composition)).collect();
    out.sort_by_key(|it| (it.span, it.rule));
    out.dedup_by_key(|it| (it.span, it.rule));
    out
}

impl Composition<'_> {
    /// Returns the glyphs of a line.
    fn glyphs<'a>(&'a self, line: &'a Line) -> impl DoubleEndedIterator<Item = &'a Glyph> + Clone {
        line.glyphs.iter().map(|it| &self.pages.glyphs[*it])
    }

    /// Returns the glyphs of a line that leave ink.
    fn ink<'a>(&'a self, line: &'a Line) -> impl DoubleEndedIterator<Item = &'a Glyph> + Clone {
        self.glyphs(line).filter(|it| !it.is_blank())
    }

    /// Returns a finding at a glyph.
    fn at(&self, rule: &'static str, glyph: &Glyph, message: Message) -> Diagnostic {
        Diagnostic::new(rule, Severity::Warning, self.span(glyph), message)
    }

    fn span(&self, glyph: &Glyph) -> Span {
        Span { file: self.pages.file, start: glyph.byte, end: glyph.byte + glyph.len }
    }
}

/// Returns the number of a page as a reader of the file counts it.
fn number(page: usize) -> usize {
    page + 1
}
