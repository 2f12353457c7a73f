//! 新的一条（项、目）前面缺空行。
//!
//! No blank line stands before a new article or item.
//!
//! **为什么** 在 Markdown 里，紧接着的两行是同一段。项不另起一段，别的软件就会把它接在上一行后面。diben 按有空行读，但请写出空行。
//! 一份文件里不超过五处的，逐处指出；再多只在第一处说一次，改正时一并改完。
//!
//! **Why** In Markdown two lines without a blank one between them are one paragraph, and other readers run the item into the
//! line above. diben reads it as if the blank line stood there. Up to five in a file are shown
//! one by one; more are told once, and mended together.
//!
//! ```md bad
//! 第一条　申请人应当提交下列材料：
//! （一）申请书；
//!
//! （二）身份证明。
//! ```
//!
//! ```md good
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书；
//!
//! （二）身份证明。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "structure/missing-break";
pub const LEVEL: Level = Level::On(Severity::Warning);
