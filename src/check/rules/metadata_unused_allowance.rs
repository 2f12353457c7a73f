//! 例外没有用到。
//!
//! An allowance allows nothing.
//!
//! **为什么** 原文已经改好，例外还留着，就会在将来放过真正的毛病；也可能是位置写错了，要放过的那一处根本没有放过。起草时是提醒，
//! 定稿时（`--stage release`）是错误。
//!
//! **Why** An allowance that stays behind after the text was mended will one day hide a real fault; or its place is wrong
//! and it never allowed what it was written for. It is a warning in a draft and an error at release.
//!
//! ```md bad
//! ---
//! allow:
//!   - rule: numbering/gap
//!     place: 第二条
//!     reason: 公布时即缺第二条，见公报 2015 年第 7 号
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! ---
//! allow:
//!   - rule: numbering/gap
//!     place: 第三条
//!     reason: 公布时即缺第二条，见公报 2015 年第 7 号
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第三条　本办法自公布之日起施行。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "metadata/unused-allowance";
pub const LEVEL: Level = Level::On(Severity::Warning);
