//! Inlines: runs of text, references as links, with what is set apart in them, notes and pictures. In a paragraph the setter binds what must not
//! part at a line end.

use std::ops::Range;

use crate::model::{Block, Inline, Run};
use crate::publish::links::{Destination, destination};
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
                Inline::Link { target, inlines } => match destination(target).filter(|_| self.unlinked == 0) {
                    Some(destination) => {
                        self.push(&open_link(&destination));
                        self.unlinked += 1;
                        self.flow(inlines, ending);
                        self.unlinked -= 1;
                        self.push("];");
                    }
                    None => self.flow(inlines, ending),
                },
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
        let links: Vec<(Range<usize>, &str)> = self.links_in(run);
        let mut open: Option<usize> = None;
        for Segment { range, kind, joined } in segments {
            let inside =
                links.iter().position(|it| it.0.start <= range.start && range.end <= it.0.end && !range.is_empty());
            if open != inside {
                self.push(if open.is_some() { "];" } else { "" });
                if let Some(at) = inside {
                    self.push(&open_link(&Destination::Unit(links[at].1.to_owned())));
                }
                open = inside;
            }
            match kind {
                Kind::Box => {
                    self.push("#box[");
                    self.linked_text(run, range, &links, inside.is_some());
                    self.push("];");
                }
                Kind::Latin => {
                    self.push("#latin[");
                    let start = run.span.start + range.start as u32;
                    self.styled(style::LATIN, |it| it.literal(&run.text[range], start, None));
                    self.push("];");
                }
                Kind::Plain | Kind::Joint => self.linked_text(run, range, &links, inside.is_some()),
            }
            if joined {
                self.push(JOINER);
            }
        }
        self.push(if open.is_some() { "];" } else { "" });
    }

    /// The references of a run, by their bytes in it. A bracket at the edge of one stays outside: two marks are squeezed
    /// only where both are set alike.
    fn links_in<'b>(&self, run: &Run) -> Vec<(Range<usize>, &'b str)>
    where
        Self: 'b,
    {
        let links = self.links;
        let within = links.within(run.span).filter(|_| self.unlinked == 0);
        within
            .map(|(span, id)| {
                let range = (span.start - run.span.start) as usize..(span.end - run.span.start) as usize;
                let words = &run.text[range.clone()];
                let from = words.len() - words.trim_start_matches(['（', '(']).len();
                let to = words.trim_end_matches(['）', ')']).len();
                (range.start + from..range.start + to.max(from), id)
            })
            .filter(|it| !it.0.is_empty())
            .collect()
    }

    /// Text of a run, the parts of it that are references as links, unless a link is open around it.
    fn linked_text(&mut self, run: &Run, range: Range<usize>, links: &[(Range<usize>, &str)], open: bool) {
        let mut from = range.start;
        for (link, id) in links.iter().filter(|it| !open && it.0.start < range.end && it.0.end > range.start) {
            let (start, end) = (link.start.max(range.start), link.end.min(range.end));
            self.text(&run.text[from..start], run.span.start + from as u32);
            self.push(&open_link(&Destination::Unit((*id).to_owned())));
            self.text(&run.text[start..end], run.span.start + start as u32);
            self.push("];");
            from = end;
        }
        self.text(&run.text[from..range.end], run.span.start + from as u32);
    }

    /// Joins a box with a mark behind it that must not begin a line.
    fn join(&mut self, behind: &[Inline]) {
        if first_character(behind).is_some_and(|it| "：；？！—…·～–”’".contains(it)) {
            self.push(JOINER);
        }
    }
}

/// The name of a unit as an address; the finished file knows it as a named destination.
pub const UNIT: &str = "diben:";

/// Code that opens a link.
fn open_link(destination: &Destination) -> String {
    match destination {
        Destination::Unit(id) => format!("#reference({})[", string(&format!("{UNIT}{id}"))),
        Destination::Web(address) => format!("#reference({})[", string(address)),
    }
}
