//! 题头（front matter）读不通。
//!
//! The front matter can't be read.
//!
//! **为什么** 题头说明这是什么文献，成品的元数据、版式和例外都从这里来。写坏一行，整个题头就不起作用；开头的 `---` 没有配上结尾的 `---`，
//! 题头就成了正文。
//!
//! **Why** The front matter says what the work is: metadata, layout and allowances come from it. One broken line, and none
//! of it is used; without its closing `---` it becomes text.
//!
//! ```md bad
//! ---
//! title: "档案管理办法
//! date: 2015-05-28
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```
//!
//! ```md bad
//! ---
//! allow: 第一条
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```
//!
//! ```md good
//! ---
//! title: 档案管理办法
//! date: 2015-05-28
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "metadata/front-matter";
pub const LEVEL: Level = Level::On(Severity::Error);
