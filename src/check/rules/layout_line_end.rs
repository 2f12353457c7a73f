//! 不能在行末的符号到了行末。
//!
//! A line ends with a mark that may not end one.
//!
//! **为什么** 前引号、前括号、书名号的前一半属于后面的字，留在行末就与它所引的话分开了。这是行末禁则。做成品时量的
//! 是排好的版面，所以只有 `diben build` 会报。
//!
//! **Why** An opening quote or bracket belongs to the word behind it; left at the end of a line it is cut off from
//! what it opens. It is measured on the pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/line-end";
pub const LEVEL: Level = Level::On(Severity::Warning);
