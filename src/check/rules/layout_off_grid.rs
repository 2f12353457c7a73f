//! 正文的行偏离了行格。
//!
//! A line of the body is off the grid.
//!
//! **为什么** 版式在 `layout.toml` 里写了 `grid = true`，就是答应正文各行都在同一套行格上：对页的行对得齐，正反两面
//! 的行叠得上。标题、表、图占的高不是整行数，后面的行就都偏了。做成品时量的是排好的版面，所以只有 `diben build` 会
//! 报。
//!
//! **Why** With `grid = true` in `layout.toml` a layout promises that body lines stand on the same rows on every
//! page, so that facing pages and the two sides of a leaf agree. A heading, a table or a picture that does not take
//! whole lines moves all that follows. It is measured on the pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/off-grid";
pub const LEVEL: Level = Level::On(Severity::Warning);
