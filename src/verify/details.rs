//! What is wrong where the characters agree: blanks, line-breaking characters, what the eye can't see, and where blocks
//! begin.

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Message};
use crate::extract::Sight;
use crate::say;
use crate::text::Span;
use crate::verify::compare::Comparer;
use crate::verify::edition::{Flaw, quote};
use crate::verify::unit::Gap;
use crate::verify::wanted::Wanted;
use crate::verify::{STRUCTURE, TEXT};

impl Comparer<'_> {
    /// Blanks, line-breaking characters and what the eye sees, where the characters agree.
    pub fn details(&mut self) {
        let starts: HashSet<usize> = self.wanted_blocks.iter().map(|it| it.start).collect();
        let mut flaw: Option<(Flaw, usize, String, Span)> = None;
        for at in 0..self.found.len() {
            let found = self.found[at];
            let wanted = self.out.matches[at].map(|it| self.wanted[it].0);
            let place = wanted.map(|it| it.place);
            let opens = self.out.matches[at].is_some_and(|it| starts.contains(&it));
            match &mut flaw {
                Some((kind, _, text, span)) if *kind == found.place.flaw && !opens => {
                    text.push(found.it);
                    *span = place.map_or(*span, |it| span.to(it));
                }
                _ => {
                    let done = flaw.take();
                    self.flaw(done);
                    if found.place.flaw != Flaw::None {
                        let span = place.unwrap_or(self.start);
                        flaw = Some((found.place.flaw, found.place.page, found.it.to_string(), span));
                    }
                }
            }
            let Some(wanted) = wanted else { continue };
            // A blank counts between characters that stand side by side in both.
            let follows = at > 0 && self.out.matches[at - 1].is_some_and(|it| Some(it + 1) == self.out.matches[at]);
            let Message { zh, en } = self.name.at(found.place.page);
            let it = found.it;
            let span = wanted.place;
            // Where a block begins, a layout may set it on behind the one before, with or without air.
            match (wanted.gap, found.gap) {
                _ if opens => {}
                (Gap::Blank, Gap::None) if follows => self.out.findings.push(Diagnostic::error(
                    TEXT,
                    span,
                    say!(zh: "{zh}“{it}”前缺空格", en: "{en} lacks the blank before “{it}”"),
                )),
                (Gap::None, Gap::Blank) if follows => self.out.findings.push(Diagnostic::error(
                    TEXT,
                    span,
                    say!(zh: "{zh}“{it}”前多出空格", en: "{en} has a blank before “{it}” that the source does not have"),
                )),
                _ => {}
            }
            if let Some(lost) = wanted.joiners.chars().find(|it| !found.joiners.contains(*it)) {
                let code = u32::from(lost);
                self.out.findings.push(Diagnostic::error(
                    TEXT,
                    span,
                    say!(zh: "{zh}“{it}”前缺 U+{code:04X}", en: "{en} lacks U+{code:04X} before “{it}”"),
                ));
            }
        }
        self.flaw(flaw);
    }

    fn flaw(&mut self, flaw: Option<(Flaw, usize, String, Span)>) {
        let Some((flaw, page, text, span)) = flaw else { return };
        let (Message { zh, en }, text) = (self.name.at(page), quote(&text));
        let message = match flaw {
            Flaw::None => return,
            Flaw::Hidden => say!(zh: "{zh}把“{text}”藏了起来", en: "{en} hides “{text}”"),
            Flaw::Lie => {
                say!(zh: "{zh}画出的字不是它所说的“{text}”", en: "{en} draws something else than the “{text}” it says")
            }
            Flaw::Unseen(sight) => {
                let (why, reason) = match sight {
                    Sight::Seen => return,
                    Sight::Unpainted => ("没有着墨", "it is drawn without paint"),
                    Sight::White => ("是白色的", "it is white"),
                    Sight::Tiny => ("小于 1 磅", "it is smaller than one point"),
                    Sight::Outside => ("在页面之外", "it stands outside the page"),
                    Sight::Clipped => ("被裁去了", "it is clipped away"),
                    Sight::Covered => ("被盖住了", "something lies over it"),
                    Sight::Blank => ("字形是空的", "its glyph is empty"),
                };
                say!(zh: "{zh}“{text}”看不见：{why}", en: "“{text}” on {en} can't be seen: {reason}")
            }
        };
        self.out.findings.push(Diagnostic::error(TEXT, span, message));
    }

    /// Two blocks of the source that run together, and blocks that are torn apart.
    pub fn boundaries(&mut self, wanted: &[Wanted]) {
        let block_of = |blocks: &[Range<usize>], at: usize| blocks.partition_point(|it| it.end <= at);
        let mut findings = Vec::new();
        for at in 1..self.found.len() {
            let (Some(before), Some(here)) = (self.out.matches[at - 1], self.out.matches[at]) else { continue };
            if here != before + 1 {
                continue;
            }
            let first = block_of(&self.wanted_blocks, before);
            let ends = first != block_of(&self.wanted_blocks, here);
            let parts = block_of(&self.found_blocks, at - 1) != block_of(&self.found_blocks, at);
            let span = self.wanted[here].0.place;
            let Message { zh, en } = self.name.at(self.found[at].place.page);
            let context = |range: Range<usize>| -> String { self.wanted[range].iter().map(|it| it.0.it).collect() };
            let (left, right) =
                (context(here.saturating_sub(8)..here), context(here..(here + 8).min(self.wanted.len())));
            if ends && !parts && !wanted[first].soft {
                findings.push(Diagnostic::error(
                    STRUCTURE,
                    span.at_start(),
                    say!(zh: "{zh}把两段接成了一段：“{left}|{right}”", en: "{en} runs two blocks together: “{left}|{right}”"),
                ));
            } else if parts && !ends {
                findings.push(Diagnostic::error(
                    STRUCTURE,
                    span.at_start(),
                    say!(zh: "{zh}把一段断成了两段：“{left}|{right}”", en: "{en} tears a block apart: “{left}|{right}”"),
                ));
            }
        }
        self.out.findings.append(&mut findings);
    }
}
