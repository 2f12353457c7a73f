//! Inlines: runs of text with what is set apart in them, notes and pictures. In a paragraph the setter binds what must not
//! part at a line end.

use crate::model::{Block, Inline, Run};
use crate::publish::typst::literal::string;
use crate::publish::typst::markup::Writer;
use crate::publish::typst::passage::{self, style};
use crate::publish::typst::segments::{Around, Segment, last_segments, segments};
use crate::publish::typst::tokens::Kind;

/// Typst lets a line end behind a box, even before a mark that must not begin one.
const JOINER: &str = "#\"\\u{2060}\";";

/// What stands behind inlines in their paragraph.
#[derive(Debug, Clone, Copy)]
pub struct Ending {
    /// The character behind them.
    pub behind: Option<char>,
    /// Whether the paragraph ends with them.
    pub last: bool,
}

/// Returns the first character of inlines, where the next thing is one.
pub fn first_character(inlines: &[Inline]) -> Option<char> {
    let inline = inlines.iter().find(|it| !matches!(it, Inline::Soft { space: false, .. }))?;
    match inline {
        Inline::Text(run) | Inline::Code(run) => run.text.chars().next(),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Sub(inner) | Inline::Sup(inner) => {
            first_character(inner)
        }
        Inline::Link { inlines, .. } => first_character(inlines),
        Inline::Ruby { base, .. } => first_character(base),
        Inline::Soft { .. } => Some(' '),
        Inline::Hard(_) | Inline::Image { .. } | Inline::NoteSign { .. } => None,
    }
}

impl Writer<'_> {
    /// Code, cut where ASCII meets Han: the face has ASCII of half a width, and would halve the marks of Chinese too.
    pub fn code_run(&mut self, run: &Run) {
        if run.span.len() != run.text.len() {
            return self.run(run);
        }
        let mut at = 0;
        while let Some(first) = run.text[at..].chars().next() {
            let ascii = first.is_ascii();
            let end = run.text[at..].find(|it: char| it.is_ascii() != ascii).map_or(run.text.len(), |it| at + it);
            if ascii {
                self.push("#half[");
            }
            self.literal(&run.text[at..end], run.span.start + at as u32, None);
            if ascii {
                self.push("];");
            }
            at = end;
        }
    }

    /// Inlines of a paragraph or a line. In a paragraph the setter binds what must not part at a line end.
    pub fn inlines(&mut self, inlines: &[Inline], paragraph: bool) {
        self.flow(inlines, paragraph.then_some(Ending { behind: None, last: true }));
    }

    /// Inlines with what stands behind them, where the setter binds characters.
    pub fn flow(&mut self, inlines: &[Inline], ending: Option<Ending>) {
        let paragraph = ending.is_some();
        for (at, inline) in inlines.iter().enumerate() {
            let rest = &inlines[at + 1..];
            let ending = ending.map(|it| Ending {
                behind: first_character(rest).or(it.behind),
                last: it.last && rest.iter().all(|it| matches!(it, Inline::Soft { .. })),
            });
            match inline {
                Inline::Text(run) if run.span.len() == run.text.len() && paragraph => self.bound(run, ending),
                Inline::Text(run) => self.run(run),
                Inline::Code(run) => {
                    self.push("#code[");
                    self.styled(style::CODE, |it| it.code_run(run));
                    self.push("];");
                }
                Inline::Strong(inner) => self.wrapped("strong-text", style::STRONG, inner, ending),
                Inline::Emphasis(inner) => self.wrapped("emphasis", style::EMPHASIS, inner, ending),
                Inline::Sub(inner) => self.wrapped("subscript", style::SHIFTED, inner, None),
                Inline::Sup(inner) => self.wrapped("superscript", style::SHIFTED, inner, None),
                Inline::Link { target, inlines } => {
                    self.push(&format!("#reference({})[", string(target)));
                    self.flow(inlines, ending);
                    self.push("];");
                }
                Inline::Ruby { base, reading } => {
                    self.push("#ruby([");
                    self.inlines(base, false);
                    self.push("], [");
                    self.styled(style::READING, |it| it.inlines(reading, false));
                    self.push("]);");
                    self.join(&inlines[at + 1..]);
                }
                Inline::Soft { space, .. } => {
                    if *space {
                        self.push("#\" \";");
                    }
                }
                Inline::Hard(_) => {
                    self.push("#line-end();");
                    (self.place.forced, self.before) = (self.place.forced + 1, None);
                }
                Inline::Image { target, alt, .. } => {
                    self.picture(if self.in_cell { "cell-picture" } else { "inline-picture" }, target, alt)
                }
                Inline::NoteSign { label, .. } => self.note(label),
            }
        }
    }

    fn wrapped(&mut self, function: &str, bit: u16, inner: &[Inline], ending: Option<Ending>) {
        self.push(&format!("#{function}["));
        self.styled(bit, |it| it.flow(inner, ending));
        self.push("];");
    }

    pub fn picture(&mut self, function: &str, target: &str, alt: &str) {
        let Some(number) = self.pictures.iter().position(|it| it == target) else { return };
        let extension = target.rsplit('.').next().unwrap_or("png").to_lowercase();
        self.push(&format!("#{function}(\"/pictures/{number}.{extension}\", {});", string(alt)));
    }

    /// The note behind a sign: its text where it is first called, the sign alone after that.
    fn note(&mut self, label: &str) {
        let document = self.document;
        let Some(number) = document.notes.iter().position(|it| it.label == label) else { return };
        if self.in_note {
            return;
        }
        if !self.called.insert(number) {
            self.push(&format!("#note-again(\"note-{number}\");"));
            return;
        }
        let before = (self.place, self.before);
        (self.in_note, self.place.style) = (true, 0);
        self.push(&format!("#note(\"note-{number}\")["));
        let rest = match &document.notes[number].blocks[..] {
            [Block::Paragraph(first), rest @ ..] => {
                self.begin(passage::Kind::Note);
                self.inlines(&first.inlines, true);
                rest
            }
            all => all,
        };
        self.push("]");
        if !rest.is_empty() {
            self.push("[\n");
            self.blocks(rest, 6);
            self.push("]");
        }
        self.push(";");
        self.in_note = false;
        (self.place, self.before) = before;
    }

    /// A run of a paragraph, cut where the setter must bind characters.
    fn bound(&mut self, run: &Run, ending: Option<Ending>) {
        let (before, behind) = (self.before, ending.and_then(|it| it.behind));
        let segments = match ending {
            Some(Ending { last: true, .. }) => last_segments(&run.text, before),
            _ => segments(&run.text, Around { before, behind }),
        };
        for Segment { range, kind, joined } in segments {
            let text = &run.text[range.clone()];
            let start = run.span.start + range.start as u32;
            match kind {
                Kind::Box => {
                    self.push("#box[");
                    self.text(text, start);
                    self.push("];");
                }
                Kind::Latin => {
                    self.push("#latin[");
                    self.styled(style::LATIN, |it| it.literal(text, start, None));
                    self.push("];");
                }
                Kind::Plain | Kind::Joint => self.text(text, start),
            }
            if joined {
                self.push(JOINER);
            }
        }
    }

    /// Joins a box with a mark behind it that must not begin a line.
    fn join(&mut self, behind: &[Inline]) {
        if first_character(behind).is_some_and(|it| "：；？！—…·～–”’".contains(it)) {
            self.push(JOINER);
        }
    }
}
