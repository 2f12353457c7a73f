//! Text within a block. Every character of a run is written once and escaped; a page mark may stand between any two.

use crate::error::Result;
use crate::model::{Inline, Run, leaves};
use crate::publish::epub::body::Body;
use crate::publish::epub::xml;

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
                self.within("<ruby>", base, "")?;
                self.within("<rt>", reading, "</rt></ruby>")?;
            }
            Inline::Link { target, inlines } => match self.href(target).filter(|_| !holds_sign(inlines)) {
                Some(href) => {
                    self.within(&format!(r#"<a class="ref" href="{}">"#, xml::attribute(&href)), inlines, "</a>")?
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

    /// Writes a run with the page marks that fall into it.
    pub fn run(&mut self, run: &Run) {
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
            self.out.push_str(&xml::text(&run.text[from..at]));
            from = at;
            let marks = self.marks.take(run.span.file, byte, &self.file);
            self.out.push_str(&marks);
            if self.break_at == Some(byte) {
                self.out.push_str("<wbr/>");
                self.break_at = None;
            }
        }
        self.out.push_str(&xml::text(&run.text[from..]));
    }

    /// Writes the marks of pages that begin with the first character of a run, before what holds the run opens.
    pub fn leading_marks(&mut self, first: Option<&Run>) {
        if let Some(run) = first.filter(|it| !it.span.is_empty()) {
            let marks = self.marks.take(run.span.file, run.span.start, &self.file);
            self.out.push_str(&marks);
        }
    }

    /// Returns where a link leads: out to the web, or to a unit of this book; nothing for all else, since a path
    /// beside the source leads nowhere from within a book.
    fn href(&self, target: &str) -> Option<String> {
        if let Some(id) = target.strip_prefix('#') {
            let id = xml::id(id);
            let file = self.ids.get(&id)?;
            return Some(if *file == self.file { format!("#{id}") } else { format!("{file}#{id}") });
        }
        let (scheme, rest) = target.split_once(':')?;
        let valid = match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" => {
                let rest = rest.strip_prefix("//")?;
                let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
                host.starts_with(|it: char| it.is_ascii_alphanumeric())
                    && host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-:".contains(&it))
            }
            "mailto" => rest.contains('@'),
            _ => false,
        };
        valid.then(|| encoded(target))
    }
}

/// Returns a target with everything percent-encoded that can't stand in a URL as it is.
fn encoded(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut out = String::with_capacity(target.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        if escape || byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The sign of a note is a link, and no link may hold another.
fn holds_sign(inlines: &[Inline]) -> bool {
    leaves(inlines).iter().any(|it| matches!(it, Inline::NoteSign { .. }))
}
