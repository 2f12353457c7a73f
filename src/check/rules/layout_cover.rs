//! 自备的封面，书店不收。
//!
//! A cover of one's own is none that the shops take.
//!
//! **为什么** 电子书的封面可以自备（题头的 `cover-image`，或者 `build --cover`）。各家书店对它的尺寸有要求：要竖的；窄边不小于
//! 1400 像素；每边不大于 10,000 像素，文件不大于 50 MB（Kindle）；书里的图不多于 560 万像素（Apple Books）。1600×2560 像素都合乎。不卖的书
//! 不必管。`diben build` 才会报。
//!
//! **Why** The cover of an EPUB may be a picture of one's own (`cover-image` in the front matter, or `build --cover`). The shops
//! ask that it be upright, at least 1400 pixels across, no side above 10,000 pixels and no file above 50 MB (Kindle), no picture inside
//! a book above 5.6 million pixels (Apple Books). 1600×2560 pixels suit them all. A book that is not sold needs none of
//! this. Only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/cover";
pub const LEVEL: Level = Level::On(Severity::Warning);
