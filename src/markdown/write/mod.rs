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
use crate::model::Document;
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
    let mut text = Text::read(source.to_owned());
    for _ in 0..ROUNDS {
        match tidied(&text, writer) {
            Some(tidier) => text = tidier,
            None => return text.words,
        }
    }
    // A text that never comes to rest is its own form; no source is known that does so.
    source.to_owned()
}

/// A text, read.
struct Text {
    words: String,
    document: Document,
    says: Shape,
}

impl Text {
    fn read(words: String) -> Self {
        let document = read(FileId(0), &words).document;
        let says = shape(&document, &words);
        Self { words, document, says }
    }

    /// Returns another text, read, if it says the same.
    fn same(&self, words: String) -> Option<Self> {
        Some(Self::read(words)).filter(|it| it.says == self.says)
    }
}

/// Returns a text laid out anew, as far as it reads as before; nothing where nothing changes.
fn tidied(text: &Text, writer: Writer) -> Option<Text> {
    let plain = plain_ends(&text.words);
    if plain != text.words
        && let Some(plain) = text.same(plain)
    {
        return Some(tidied(&plain, writer).unwrap_or(plain));
    }
    let sheet = Sheet::of(text, writer);
    let mut forms = sheet.wishes();
    let words = sheet.text(&forms);
    if words == text.words {
        return None;
    }
    if let Some(tidy) = text.same(words) {
        return Some(tidy);
    }
    // Most blocks that would be read otherwise show it alone.
    (0..sheet.parts.len()).for_each(|it| forms[it] = sheet.alone(it, forms[it]));
    if let Some(tidy) = text.same(sheet.text(&forms)) {
        return Some(tidy).filter(|it| it.words != text.words);
    }
    let wishes = std::mem::replace(&mut forms, vec![Form::Source; sheet.parts.len() + 1]);
    sheet.settle(0..wishes.len(), &wishes, &mut forms);
    Some(Text::read(sheet.text(&forms))).filter(|it| it.words != text.words)
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

/// A text with its parts.
struct Sheet<'a> {
    text: &'a Text,
    source: &'a str,
    parts: Vec<Part<'a>>,
    copy: Copy<'a>,
    writer: Writer,
}

impl<'a> Sheet<'a> {
    fn of(text: &'a Text, writer: Writer) -> Self {
        let (source, document) = (text.words.as_str(), &text.document);
        Self { text, source, parts: parts(source, document), copy: Copy::of(source, document), writer }
    }
}

impl Sheet<'_> {
    /// Returns the forms that the parts, and the end of the text, have if nothing speaks against it.
    fn wishes(&self) -> Vec<Form> {
        let list = |at: usize| self.parts.get(at).is_some_and(|it| matches!(it.what, What::List));
        let form = |at: usize| {
            // With the same marks two lists were one.
            let beside = list(at) && (list(at + 1) || at > 0 && list(at - 1));
            if beside { Form::Lines } else { Form::Written }
        };
        (0..=self.parts.len()).map(form).collect()
    }

    /// Returns the tidiest form in which a part says the same, the text around it put aside.
    fn alone(&self, index: usize, wish: Form) -> Form {
        let part = &self.parts[index];
        let line = self.source[..part.range.start].rfind('\n').map_or(0, |it| it + 1);
        let from = line.max(index.checked_sub(1).map_or(0, |it| self.parts[it].range.end));
        let stands = Text::read(self.source[from..part.range.end].to_owned());
        let holds = |words: String| stands.same(words).is_some();
        match wish {
            Form::Written if holds((self.writer)(&self.copy, part)) => Form::Written,
            Form::Written | Form::Lines if holds(self.copy.lines(part.range.clone())) => Form::Lines,
            Form::Written | Form::Lines | Form::Source => Form::Source,
        }
    }

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
    fn settle(&self, range: Range<usize>, wishes: &[Form], forms: &mut [Form]) {
        forms[range.clone()].copy_from_slice(&wishes[range.clone()]);
        if self.text.same(self.text(forms)).is_some() {
            return;
        }
        if range.len() == 1 {
            forms[range.start] = Form::Lines;
            if self.text.same(self.text(forms)).is_none() {
                forms[range.start] = Form::Source;
            }
            return;
        }
        forms[range.clone()].fill(Form::Source);
        let middle = range.start + range.len() / 2;
        self.settle(range.start..middle, wishes, forms);
        self.settle(middle..range.end, wishes, forms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# 某法\n\n## 第一章 总则\n\n第一条　甲[乙](http://a.b \"丙\")，\n丁*戊*\\*，<!-- 己 -->\n庚[^1]。\n\n\
        （一）辛；\n（二）壬。\n\n| 癸 | 子 |\n|:-:|-:|\n| 丑 | 寅 |\n\n```rust\n卯\n```\n\n> # 辰\n\n[^1]: 巳。\n";

    /// A writer that does one thing wrong; what is broken must stay as the source has it.
    fn is_caught(writer: Writer) {
        let text = Text::read(SOURCE.to_owned());
        let sheet = Sheet::of(&text, writer);
        let broken = sheet.text(&vec![Form::Written; sheet.parts.len() + 1]);
        assert_ne!(broken, canonical(SOURCE), "the writer breaks nothing");
        assert!(text.same(broken).is_none());
        assert!(text.same(settled(SOURCE, writer)).is_some());
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
