//! 一页的第一行是上一段的末行。
//!
//! A page opens with the last line of a paragraph.
//!
//! **为什么** 段落的末行单独到了下一页页首，叫作孤行：读的人翻过页来，只看到半句话。版式应当多带一行过来，或者收回
//! 前页。做成品时量的是排好的版面，所以只有 `diben build` 会报。
//!
//! **Why** Turning the page for half a sentence breaks the reading. A layout brings another line over, or takes this
//! one back. It is measured on the pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/widow";
pub const LEVEL: Level = Level::On(Severity::Warning);
