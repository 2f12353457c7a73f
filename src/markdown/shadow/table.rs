//! Tables written as tags: taken as a table only where every tag is ours and they nest well, so that no text is lost.

use std::ops::Range;

use crate::markdown::shadow::html::known_tag;
use crate::markdown::shadow::{HtmlTag, Shadow};

impl Shadow<'_> {
    /// A table written as tags, all of them ours and well nested. Returns where it ends.
    pub(super) fn table(&mut self, open: usize) -> Option<usize> {
        let mut tags = Vec::new();
        let mut comments = Vec::new();
        let mut at = open;
        let mut stack: Vec<&str> = Vec::new();
        // The tags themselves say where the table ends: to look for its last one first, from each that opens one, would
        // take quadratic time.
        let end = loop {
            let next = at + self.source[at..].find('<')?;
            if self.source[next..].starts_with("<!--") {
                let close = next + 4 + self.source[next + 4..].find("-->")? + 3;
                comments.push(next..close);
                at = close;
                continue;
            }
            let (name, closing, len) = known_tag(&self.source[next..])?;
            match (name, closing) {
                ("br", _) => {}
                (_, false) => {
                    let fits = match name {
                        "table" => stack.is_empty(),
                        "tr" => stack.last() == Some(&"table"),
                        "th" | "td" => stack.last() == Some(&"tr"),
                        _ => stack.len() >= 3,
                    };
                    if !fits {
                        return None;
                    }
                    stack.push(name);
                }
                (_, true) => {
                    if stack.pop() != Some(name) {
                        return None;
                    }
                }
            }
            tags.push(HtmlTag { range: next..next + len, name, closing });
            at = next + len;
            if stack.is_empty() {
                break at;
            }
        };
        // Text between the cells would be lost.
        let mut last = open;
        let mut inside = 0;
        for tag in &tags {
            if inside == 0 && !self.is_blank_between(last..tag.range.start, &comments) {
                return None;
            }
            match tag.name {
                "th" | "td" if tag.closing => inside -= 1,
                "th" | "td" => inside += 1,
                _ => {}
            }
            last = tag.range.end;
        }
        self.tags.extend(tags);
        self.comments.extend(comments);
        self.tables.push(open..end);
        self.mask_whole(open..end);
        Some(end)
    }

    /// Returns whether a range holds white space and comments only.
    fn is_blank_between(&self, range: Range<usize>, comments: &[Range<usize>]) -> bool {
        let mut at = range.start;
        let inside = comments.iter().filter(|it| it.start >= range.start && it.end <= range.end);
        for comment in inside.chain(std::iter::once(&(range.end..range.end))) {
            if !self.source[at..comment.start].trim_matches([' ', '\t', '\n', '\r']).is_empty() {
                return false;
            }
            at = comment.end;
        }
        true
    }
}
