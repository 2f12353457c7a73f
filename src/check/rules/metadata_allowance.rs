//! 例外没有写全，或者读不懂。
//!
//! An allowance is incomplete or can't be understood.
//!
//! **为什么** 例外（`allow`）让检查器放过一处发现，所以要让后来的人看得懂：哪条规则、在哪里、为什么。没有理由的例外，过几年就没有人敢删；
//! 规则或位置写错的例外，什么也没有放过。同一条规则的两条例外也不要重叠。
//!
//! 位置写条款（第二十条第二款第三项）、章节（第三章）、附件1、题名、题注、序言、题头、全文，或者 `diben outline` 列出的编号名
//! （art-20-p2-i3）。缺号报在缺号之后的那一条，例外的位置也写那一条。题头本身和例外本身的毛病不能写成例外。
//!
//! **Why** An allowance keeps a finding back, so those who come later must see which rule, where and why. One without a
//! reason nobody dares to take out after some years; one whose rule or place is wrong allows nothing. Two allowances of
//! one rule must not overlap.
//!
//! A place is an address (第二十条第二款第三项), a chapter (第三章), 附件1, 题名 (title), 题注 (enactment), 序言
//! (preamble), 题头 (front-matter), 全文 (document), or an id that `diben outline` lists (art-20-p2-i3). A number that is
//! missing is found at the unit behind the gap, and that is its place. Faults of the front matter and of the allowances
//! themselves can't be allowed.
//!
//! ```md bad
//! ---
//! allow:
//!   - rule: numbering/gap
//!     place: 第三条
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本办法自公布之日起施行。
//! ```
//!
//! ```md bad
//! ---
//! allow:
//!   - rule: numbering/gpa
//!     place: 第二条
//!     reason: 原件如此
//! ---
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本办法自公布之日起施行。
//! ```
//!
//! ```md bad
//! ---
//! allow:
//!   - rule: numbering/gap
//!     place: 第九条
//!     reason: 原件如此
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

pub const ID: &str = "metadata/allowance";
pub const LEVEL: Level = Level::On(Severity::Error);
