//! 标题是一页的最后一行。
//!
//! A heading is the last line of a page.
//!
//! **为什么** 标题管的是下面的文字，应当与它同页。背题是版式的错，不是文字的错。做成品时量的是排好的版面，所以只有
//! `diben build` 会报。
//!
//! **Why** A heading belongs with the text that it heads. The layout is at fault here, not the text. It is measured
//! on the pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/heading-at-foot";
pub const LEVEL: Level = Level::On(Severity::Warning);
