//! 文字、表或图排出了版心，或者压在别的文字上。
//!
//! Text, a table or a picture leaves the type area, or text stands over text.
//!
//! **为什么** 很长的外文和网址断不开，列太多的表一页放不下，都会排到版心以外，甚至被裁掉。断开、删短，或者换大一号
//! 的纸。做成品时量的是排好的版面，所以只有 `diben build` 会报。
//!
//! **Why** A long word or address that can't be parted, or a table with too many columns, runs into the margin and
//! may be trimmed off. Part it, shorten it, or take a larger page form. It is measured on the pages as they were set,
//! so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/overfull";
pub const LEVEL: Level = Level::On(Severity::Warning);
