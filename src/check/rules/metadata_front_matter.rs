//! 题头（front matter）读不通。
//!
//! **为什么** 题头写明文献的题名、日期、通过机关和版式。一处写法不合 YAML，整个题头就都不起作用：版权页上的日期、PDF 里的作者跟着丢失。
//! 别的工具的键不管。
//!
//! **Why** The front matter names the title, the date, the body that adopted the text, and the layout. One line that is no
//! YAML disables all of it, and with it the date on the title page and the authors in the PDF. Keys of other tools are left
//! alone.
//!
//! ```md bad
//! ---
//! title: 重庆倡议
//!
//! # 重庆倡议
//!
//! 一、推动互联互通。
//! ```
//!
//! ```md bad
//! ---
//! title: [重庆倡议
//! ---
//!
//! # 重庆倡议
//!
//! 一、推动互联互通。
//! ```
//!
//! ```md good
//! ---
//! title: 重庆倡议
//! date: 2015-05-28
//! ---
//!
//! # 重庆倡议
//!
//! 一、推动互联互通。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "metadata/front-matter";
pub const LEVEL: Level = Level::On(Severity::Error);
