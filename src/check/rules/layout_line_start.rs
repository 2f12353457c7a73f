//! 不能在行首的符号到了行首。
//!
//! A line begins with a mark that may not begin one.
//!
//! **为什么** 句号、逗号、后引号、后括号这些符号属于前面的字，到了行首，读的人一眼就看见一个断口；破折号、省略号、
//! 间隔号、连接号也一样。这是行首禁则。做成品时量的是排好的版面，所以只有 `diben build` 会报。
//!
//! **Why** A full stop, a comma, a closing quote or bracket belongs to the word before it; on its own at the start of
//! a line it reads as a slip. The same holds for dashes, ellipses, middle dots and waves. It is measured on the pages
//! as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/line-start";
pub const LEVEL: Level = Level::On(Severity::Warning);
