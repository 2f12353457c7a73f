//! Text within a block. Every character of a run is written once and escaped; a page mark may stand between any two.

use std::ops::Range;

use crate::error::Result;
use crate::model::{Inline, Run, leaves};
use crate::publish::epub::body::Body;
use crate::publish::epub::tongue::{Tongue, tongues};
use crate::publish::epub::xml;
use crate::publish::links::{Destination, destination};
use crate::text::Span;

impl Body<'_> {
    /// Writes inlines.
    pub fn inlines(&mut self, inlines: &[Inline]) -> Result<()> {
        inlines.iter().try_for_each(|it| self.inline(it))
    }

    fn inline(&mut self, inline: &Inline) -> Result<()> {
        match inline {
            Inline::Text(run) => self.run(run),
            Inline::Code(run) => {
                self.out.push_str("<code>");
                self.run(run);
                self.out.push_str("</code>");
            }
            // Bold where the style sheet is dropped, dots where it is not; `em` would slant the Han.
            Inline::Emphasis(inner) => self.within(r#"<strong class="emphasis">"#, inner, "</strong>")?,
            Inline::Strong(inner) => self.within("<strong>", inner, "</strong>")?,
            Inline::Sub(inner) => self.within("<sub>", inner, "</sub>")?,
            Inline::Sup(inner) => self.within("<sup>", inner, "</sup>")?,
            Inline::Ruby { base, reading } => {
                self.within("<ruby>", base, "<rp>（</rp>")?;
                self.within("<rt>", reading, "</rt><rp>）</rp></ruby>")?;
            }
            Inline::Link { target, inlines } => match self.href(target).filter(|_| !holds_sign(inlines)) {
                Some(href) => {
                    let outer = std::mem::replace(&mut self.linked, true);
                    self.within(&format!(r#"<a class="ref" href="{}">"#, xml::attribute(&href)), inlines, "</a>")?;
                    self.linked = outer;
                }
                None => self.inlines(inlines)?,
            },
            Inline::Image { target, alt, .. } => {
                let (href, alt) = (self.images.href(target)?, alt.trim());
                self.images.described &= !alt.is_empty();
                self.out.push_str(&format!(r#"<img src="{href}" alt="{}"/>"#, xml::attribute(alt)));
            }
            Inline::Soft { space, .. } => self.out.extend(space.then_some(' ')),
            Inline::Hard(_) => self.out.push_str("<br/>"),
            Inline::NoteSign { label, .. } => self.note_sign(label)?,
        }
        Ok(())
    }

    fn within(&mut self, open: &str, inlines: &[Inline], close: &str) -> Result<()> {
        self.out.push_str(open);
        self.inlines(inlines)?;
        self.out.push_str(close);
        Ok(())
    }

    /// Writes a run with the page marks that fall into it, and its references as links.
    pub fn run(&mut self, run: &Run) {
        let exact = run.span.len() == run.text.len();
        if self.linked || !exact {
            return self.marked_text(run);
        }
        let links: Vec<(Range<u32>, Option<String>)> =
            self.links.within(run.span).map(|(span, id)| (span, self.unit_href(id))).collect();
        let part = |from: u32, to: u32| Run {
            span: Span { start: from, end: to, ..run.span },
            text: run.text[(from - run.span.start) as usize..(to - run.span.start) as usize].to_owned(),
        };
        let mut from = run.span.start;
        for (span, href) in links {
            let Some(href) = href else { continue };
            self.marked_text(&part(from, span.start));
            // A page that begins with a reference begins before its link.
            let words = part(span.start, span.end);
            self.leading_marks(Some(&words));
            self.out.push_str(&format!(r#"<a class="ref" href="{}">"#, xml::attribute(&href)));
            self.marked_text(&words);
            self.out.push_str("</a>");
            from = span.end;
        }
        match from == run.span.start {
            true => self.marked_text(run),
            false => self.marked_text(&part(from, run.span.end)),
        }
    }

    /// Writes a run with the page marks that fall into it.
    fn marked_text(&mut self, run: &Run) {
        let exact = run.span.len() == run.text.len();
        let mut from = 0;
        let mut cuts = self.marks.within(run.span);
        cuts.extend(self.break_at.filter(|it| run.span.range().contains(&(*it as usize))));
        cuts.sort_unstable();
        cuts.dedup();
        for byte in cuts {
            // An entity is one character: a mark goes before it.
            let at = if exact { (byte - run.span.start) as usize } else { 0 };
            // A page begins at a character; a mark in the middle of one stays unplaced, and that is an error.
            if !run.text.is_char_boundary(at) {
                continue;
            }
            self.passage(&run.text[from..at]);
            from = at;
            let marks = self.marks.take(run.span.file, byte, &self.file);
            self.out.push_str(&marks);
            if self.break_at == Some(byte) {
                self.out.push_str("<wbr/>");
                self.break_at = None;
            }
        }
        self.passage(&run.text[from..]);
    }

    /// Writes text, each passage in another language as what it is.
    fn passage(&mut self, text: &str) {
        for (range, tongue) in tongues(text) {
            let said = xml::text(&text[range]);
            match tongue {
                Some(Tongue { tag, rightward: false }) => {
                    self.out.push_str(&format!(r#"<span lang="{tag}" xml:lang="{tag}">{said}</span>"#))
                }
                Some(Tongue { tag, rightward: true }) => {
                    self.out.push_str(&format!(r#"<span lang="{tag}" xml:lang="{tag}" dir="rtl">{said}</span>"#))
                }
                None => self.out.push_str(&said),
            }
        }
    }

    /// Writes the marks of pages that begin with the first character of a run, before what holds the run opens.
    pub fn leading_marks(&mut self, first: Option<&Run>) {
        if let Some(run) = first.filter(|it| !it.span.is_empty()) {
            let marks = self.marks.take(run.span.file, run.span.start, &self.file);
            self.out.push_str(&marks);
        }
    }

    /// Returns where a written link leads; a unit that is not in the book is led to by nothing.
    fn href(&self, target: &str) -> Option<String> {
        match destination(target)? {
            Destination::Unit(id) => self.unit_href(&id),
            Destination::Web(address) => Some(address),
        }
    }

    /// Returns what leads from the file at hand to the unit of that id.
    fn unit_href(&self, id: &str) -> Option<String> {
        let file = self.ids.get(id)?;
        Some(if *file == self.file { format!("#{id}") } else { format!("{file}#{id}") })
    }
}

/// The sign of a note is a link, and no link may hold another.
fn holds_sign(inlines: &[Inline]) -> bool {
    leaves(inlines).iter().any(|it| matches!(it, Inline::NoteSign { .. }))
}
