//! 一行拉得太松。
//!
//! A line is stretched too far.
//!
//! **为什么** 两端对齐时，先拉大词间和中西文之间的空，至多各半个字宽，再均匀拉大各字之间的空。中文排版要求没有给后
//! 者规定上限；这里以四分之一字宽为限，再宽就看得出空洞。多半是下一行开头有断不开的一长串。
//! 做成品时量的是排好的版面，所以只有 `diben build` 会报。
//!
//! **Why** A line is stretched at its word spaces and between Chinese and Latin first, by half an em at most, then at
//! all gaps alike. The Chinese requirements name no limit for these; the one taken here is a quarter of an em,
//! beyond which holes are seen. Most likely the next line opens with something long that can't be parted. It is measured on the
//! pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/loose-line";
pub const LEVEL: Level = Level::On(Severity::Warning);
