//! 条号与条文之间没有空格。
//!
//! No blank stands between the number of an article and its text.
//!
//! **为什么** 条号后面空一格，条号才看得出是条号；“第六条规定”那样连着写的，是引用。
//!
//! **Why** A blank behind the number tells an article from a citation such as 第六条规定.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本办法自公布之日起施行。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "numbering/separator";
pub const LEVEL: Level = Level::On(Severity::Warning);
