//! What was embedded, in words: faces, characters, sizes.

use std::collections::BTreeSet;

use crate::message::Message;
use crate::say;

/// A part of a face in an EPUB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// Its role in Chinese: 宋体.
    pub zh: String,
    /// Its role in code: songti.
    pub role: String,
    /// Whether it is the bold.
    pub bold: bool,
    /// How many characters it has.
    pub characters: usize,
    /// The size of its file.
    pub bytes: usize,
}

/// What was embedded in an EPUB.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Embedded {
    /// The parts of faces.
    pub faces: Vec<Face>,
    /// Characters that no face has.
    pub lacking: BTreeSet<char>,
}

/// How many characters are named before the rest is counted.
const NAMED: usize = 8;

impl Embedded {
    /// Returns what an editor is told.
    pub fn message(&self) -> Message {
        let kilobytes = |it: usize| it.div_ceil(1024);
        let total = kilobytes(self.faces.iter().map(|it| it.bytes).sum());
        let (mut zh, mut en) = match self.faces.is_empty() {
            true => {
                ("没有要内嵌的字，不内嵌字体".to_owned(), "no character needs embedding: no fonts embedded".to_owned())
            }
            false => {
                let list = |describe: fn(&Face, usize) -> String, between: &str| {
                    let parts: Vec<String> = self.faces.iter().map(|it| describe(it, kilobytes(it.bytes))).collect();
                    parts.join(between)
                };
                let zh = list(
                    |it, size| {
                        format!("{}{}{} 字 {size} KB", it.zh, if it.bold { "（粗）" } else { " " }, it.characters)
                    },
                    "，",
                );
                let en = list(
                    |it, size| {
                        format!(
                            "{}{} {} characters {size} KB",
                            it.role,
                            if it.bold { " bold" } else { "" },
                            it.characters
                        )
                    },
                    ", ",
                );
                (format!("内嵌字体：{zh}，共 {total} KB"), format!("fonts embedded: {en}; {total} KB in all"))
            }
        };
        if !self.lacking.is_empty() {
            let named: Vec<String> =
                self.lacking.iter().take(NAMED).map(|it| format!("{it}（U+{:04X}）", u32::from(*it))).collect();
            let (named, more) = (named.join(""), self.lacking.len().saturating_sub(NAMED));
            let (rest_zh, rest_en) = match more {
                0 => (String::new(), String::new()),
                _ => (format!("等 {} 字", self.lacking.len()), format!(" and {more} more")),
            };
            zh.push_str(&format!("；字体里没有、留给阅读器的：{named}{rest_zh}"));
            en.push_str(&format!("; in no font, left to the reader: {named}{rest_en}"));
        }
        say!(zh: "{zh}", en: "{en}")
    }
}
