//! 一段或一张表太长，EPUB 的一个文件装不下。
//!
//! A paragraph or table is too long for a file of an EPUB.
//!
//! **为什么** 阅读器一次排一个文件，旧的遇到大文件会停顿，甚至打不开，所以 EPUB 的一个文件不超过 260 KB。编、章、条之间都能分开；一段、一张
//! 表、一个列表自己就超过的，分不开。书照样做成，只是那个文件大。多半是丢了分段，或者一张表应当拆成几张。`diben build` 做 EPUB 时才会报。
//!
//! **Why** Reading systems lay out a file at a time, and old ones halt at a large one or refuse it, so no file of an EPUB is above
//! 260 KB. A text can be divided between 编, chapters and articles, but not within one paragraph, table or list. The book is made
//! all the same, with one large file. Most likely breaks between paragraphs were lost, or the table should be several. Only `diben build`
//! finds it, where an EPUB is made.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/long-block";
pub const LEVEL: Level = Level::On(Severity::Warning);
