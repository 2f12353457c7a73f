//! The canonical form of a source. It says what the source says, in the author's own markup, laid out in one way: a
//! paragraph a line, an empty line between blocks, tables in one shape, lines that end in LF. What differs between two
//! ways of saying a thing and is the author's (the bold number of an article, a backslash, the count of `#`) stays.
//!
//! So the text is copied and not written out of the tree: what a tree doesn't hold, the title of a link, a comment amid
//! a sentence, can't get lost. Nothing is believed: what was written is read back, and a block that would be read
//! otherwise stays as it stands in the source. Every text therefore has a canonical form.

mod blocks;
mod copy;
mod parts;
mod shape;

use std::ops::Range;

use crate::markdown::read;
use crate::markdown::write::blocks::written;
use crate::markdown::write::copy::Copy;
use crate::markdown::write::parts::{Part, What, parts};
use crate::markdown::write::shape::{Shape, shape};
use crate::text::FileId;

/// So often a form is taken for a source and written again, until nothing changes.
const ROUNDS: usize = 6;

/// Returns the canonical form of a source, which reads as the source does and is its own canonical form.
pub fn canonical(source: &str) -> String {
    settled(source, written)
}

/// What writes a part.
type Writer = fn(&Copy, &Part) -> String;

/// Returns the form of a source at which writing comes to rest.
fn settled(source: &str, writer: Writer) -> String {
    let mut text = tidied(source, writer);
    for _ in 0..ROUNDS {
        let again = tidied(&text, writer);
        if again == text {
            return text;
        }
        text = again;
    }
    // A text that never comes to rest is its own form; no source is known that does so.
    source.to_owned()
}

/// Returns a source laid out anew, as far as it reads as before.
fn tidied(source: &str, writer: Writer) -> String {
    let says = said(source);
    let plain = plain_ends(source);
    let source = if plain != source && said(&plain) == says { plain.as_str() } else { source };
    let document = read(FileId(0), source).document;
    let copy = Copy::of(source, &document);
    let sheet = Sheet { source, parts: parts(source, &document), copy, writer };
    let mut forms = vec![Form::Written; sheet.parts.len() + 1];
    let text = sheet.text(&forms);
    if text == source || said(&text) == says {
        return text;
    }
    forms.fill(Form::Source);
    sheet.settle(0..forms.len(), &mut forms, &says);
    sheet.text(&forms)
}

fn said(text: &str) -> Shape {
    shape(&read(FileId(0), text).document, text)
}

/// Returns a text without U+FEFF at its start, whose lines end in LF.
fn plain_ends(text: &str) -> String {
    lf(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// Returns a text whose lines end in LF.
fn lf(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// How a part is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Laid out anew.
    Written,
    /// Set apart from its neighbours as all parts are, its lines as they stand.
    Lines,
    /// As it stands, with the white space before it.
    Source,
}

/// A source with its parts.
struct Sheet<'a> {
    source: &'a str,
    parts: Vec<Part<'a>>,
    copy: Copy<'a>,
    writer: Writer,
}

impl Sheet<'_> {
    /// Returns the text with its parts in some forms; the last of them is for the end of the text. Where all stand as in
    /// the source, this is the source.
    fn text(&self, forms: &[Form]) -> String {
        let mut out = String::with_capacity(self.source.len());
        let mut at = 0;
        for (index, (part, form)) in self.parts.iter().zip(forms).enumerate() {
            if *form != Form::Source {
                out.push_str(&self.between(index));
            }
            match form {
                Form::Written => out.push_str(&(self.writer)(&self.copy, part)),
                Form::Lines => out.push_str(&self.copy.lines(part.range.clone())),
                Form::Source => out.push_str(&self.source[at..part.range.end]),
            }
            at = part.range.end;
        }
        match forms.last() {
            Some(Form::Source) | None => out.push_str(&self.source[at..]),
            Some(Form::Written | Form::Lines) if out.is_empty() => {}
            Some(Form::Written | Form::Lines) => out.push('\n'),
        }
        out
    }

    /// Returns what stands between a part and the one before.
    fn between(&self, index: usize) -> String {
        let Some(before) = index.checked_sub(1).map(|it| &self.parts[it]) else { return String::new() };
        let part = &self.parts[index];
        let gap = &self.source[before.range.end..part.range.start];
        let close = |it: &Part| matches!(it.what, What::Comment | What::Front);
        match gap.matches('\n').count() {
            // A comment at the end of a line belongs to it.
            0 if matches!(part.what, What::Comment) => gap.to_owned(),
            // Around comments and between items of a list the author decides.
            1 if close(before) || close(part) => "\n".to_owned(),
            1 if matches!((before.what, part.what), (What::Numbered, What::Numbered)) => "\n".to_owned(),
            _ => "\n\n".to_owned(),
        }
    }

    /// Gives the parts of a range the tidiest forms with which the text still says the same.
    fn settle(&self, range: Range<usize>, forms: &mut [Form], says: &Shape) {
        for form in [Form::Written, Form::Lines] {
            // Lines as they stand are tried one part at a time.
            if form == Form::Written || range.len() == 1 {
                forms[range.clone()].fill(form);
                if said(&self.text(forms)) == *says {
                    return;
                }
            }
        }
        forms[range.clone()].fill(Form::Source);
        if range.len() > 1 {
            let middle = range.start + range.len() / 2;
            self.settle(range.start..middle, forms, says);
            self.settle(middle..range.end, forms, says);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# 某法\n\n## 第一章 总则\n\n第一条　甲[乙](http://a.b \"丙\")，\n丁*戊*\\*，<!-- 己 -->\n庚[^1]。\n\n\
        （一）辛；\n（二）壬。\n\n| 癸 | 子 |\n|:-:|-:|\n| 丑 | 寅 |\n\n```rust\n卯\n```\n\n> # 辰\n\n[^1]: 巳。\n";

    /// A writer that does one thing wrong; what is broken must stay as the source has it.
    fn is_caught(writer: Writer) {
        let broken = {
            let document = read(FileId(0), SOURCE).document;
            let copy = Copy::of(SOURCE, &document);
            let sheet = Sheet { source: SOURCE, parts: parts(SOURCE, &document), copy, writer };
            sheet.text(&vec![Form::Written; sheet.parts.len() + 1])
        };
        assert_ne!(broken, canonical(SOURCE), "the writer breaks nothing");
        assert_ne!(said(&broken), said(SOURCE), "{broken}");
        assert_eq!(said(&settled(SOURCE, writer)), said(SOURCE));
    }

    #[test]
    fn broken_writers_are_caught() {
        let writers: [Writer; 12] = [
            |copy, part| written(copy, part).replace('丁', ""),
            |copy, part| written(copy, part).replace("辛；", "辛；辛；"),
            |copy, part| written(copy, part).replace("\\*", "*戊*"),
            |copy, part| written(copy, part).replace("*戊*", "戊"),
            |copy, part| written(copy, part).replace(" \"丙\"", ""),
            |copy, part| written(copy, part).replace("<!-- 己 -->", ""),
            |copy, part| written(copy, part).replace("<!-- 己 -->庚", "庚<!-- 己 -->"),
            |copy, part| written(copy, part).replace("## ", "# "),
            |copy, part| written(copy, part).replace(":-:", "---"),
            |copy, part| written(copy, part).replace("rust", ""),
            |copy, part| written(copy, part).replace("[^1]: ", "[^2]: "),
            |copy, part| written(copy, part).replace("（二）", "（三）"),
        ];
        for writer in writers {
            is_caught(writer);
        }
    }

    #[test]
    fn one_broken_block_leaves_the_others_tidy() {
        let writer: Writer = |copy, part| written(copy, part).replace('丁', "");
        let text = settled(SOURCE, writer);
        assert!(text.contains("，\n丁") && text.contains("辛；\n\n（二）") && text.contains("| :-: | --: |"), "{text}");
    }
}
