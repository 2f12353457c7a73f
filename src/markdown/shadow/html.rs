//! Raw HTML: comments are nothing, the few tags of the source format mean what they say, everything else is text.

use std::ops::Range;

use crate::markdown::shadow::{HtmlTag, Shadow};
use crate::markdown::traps::Trap;

impl Shadow<'_> {
    /// Reads a stretch of raw HTML: comments are nothing, our tags are tags, the rest is text. Returns where it
    /// stopped.
    pub(super) fn html(&mut self, range: Range<usize>) -> usize {
        let source = self.source;
        let mut at = range.start;
        while let Some(open) = self.text[at..range.end.max(at)].find('<').map(|it| at + it) {
            let guards = source[range.start..open].bytes().rev().take_while(|it| *it == b'\\').count();
            if guards % 2 == 1 {
                // Guarded already: once the tag that made HTML of it is hidden, the parser sees that too.
                at = open + 1;
                continue;
            }
            let rest = &source[open..];
            if rest.starts_with("<!--") {
                let Some(close) = source[open + 4..].find("-->").map(|it| open + 4 + it + 3) else {
                    // None behind it closes either. What else stands there was HTML to the parser only because of it:
                    // the parser is asked again.
                    self.open_comments(open..range.end);
                    break;
                };
                self.comment(open..close);
                at = close;
            } else if let Some((name, closing, len)) = known_tag(rest) {
                if name == "table"
                    && !closing
                    && let Some(end) = self.table(open)
                {
                    at = end;
                    continue;
                }
                self.mask(open..open + len);
                if matches!(name, "table" | "tr" | "th" | "td") {
                    self.traps.push((Trap::Tag, open..open + len));
                } else {
                    self.tags.push(HtmlTag { range: open..open + len, name, closing });
                }
                at = open + len;
            } else {
                let len = 1 + rest[1..]
                    .find(['<', '>', '\n'])
                    .map_or(0, |it| it + usize::from(rest.as_bytes()[1 + it] == b'>'));
                self.mask(open..open + 1);
                self.traps.push((Trap::Tag, open..open + len));
                at = open + 1;
            }
            if at >= range.end {
                break;
            }
        }
        at.max(range.end)
    }

    /// Comments that never close are text.
    pub(super) fn open_comments(&mut self, range: Range<usize>) {
        let opened: Vec<usize> = self.text[range.clone()].match_indices("<!--").map(|it| range.start + it.0).collect();
        for open in opened {
            self.mask(open..open + 1);
            self.traps.push((Trap::OpenComment, open..open + 4));
        }
    }

    fn comment(&mut self, range: Range<usize>) {
        let before = &self.text[self.line_start(range.start)..range.start];
        let after_range = range.end..self.line_end(range.end);
        let after = &self.source[after_range.clone()];
        let alone_before = before.trim_matches([' ', '\t']).is_empty();
        if alone_before && after.trim_matches([' ', '\t']).is_empty() {
            self.blank(range.clone());
        } else {
            if alone_before && !after.trim_start().starts_with("<!--") {
                self.traps.push((Trap::AfterComment, after_range));
            }
            // A comment within a line is nothing even where it runs over several.
            self.mask_whole(range.clone());
        }
        self.comments.push(range);
    }
}

/// Returns the tag at the start of `text`, whether it closes, and its length; only those of the source format.
pub fn known_tag(text: &str) -> Option<(&'static str, bool, usize)> {
    // No tag holds another: what comes before the next one is enough to look at.
    let end = 1 + text[1..].find(['<', '>']).filter(|it| text[1 + it..].starts_with('>'))?;
    let inside = &text[1..end];
    let (inside, closing) = match inside.strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (inside, false),
    };
    let name = inside.strip_suffix('/').unwrap_or(inside).trim_end();
    let void = inside.ends_with('/');
    let name =
        ["table", "tr", "th", "td", "br", "sub", "sup", "ruby", "rt", "rp"].into_iter().find(|it| *it == name)?;
    (name == "br" || !void).then_some((name, closing, end + 1))
}
