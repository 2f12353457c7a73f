//! 段落的末行只有一个字。
//!
//! The last line of a paragraph is a single character.
//!
//! **为什么** 一个字占一行（标点不计），叫作孤字：难看，还可能多占一页。增减一两个字就能消去。做成品时量的是排好的
//! 版面，所以只有 `diben build` 会报。
//!
//! **Why** One character on a line of its own, marks not counted, looks like an accident and may cost a page. A word
//! more or less mends it. It is measured on the pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/runt";
pub const LEVEL: Level = Level::On(Severity::Warning);
