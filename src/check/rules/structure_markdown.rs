//! 这样写，在别的 Markdown 软件里会走样。
//!
//! Other Markdown readers will not show this text as it is meant.
//!
//! **为什么** Markdown 的一些写法会悄悄改变正文：`____` 填空被当作强调吃掉，行首四个空格变成代码，注释后面的文字不见了。diben
//! 都按作者的意思读，但别的软件不会；改成不会误读的写法，在哪里看都一样。
//!
//! **Why** Some ways of writing change the text without a word in other Markdown readers: the blanks `____` vanish as
//! emphasis, four blanks at the start of a line make code, text behind a comment is lost. diben reads what the author
//! meant; written unmistakably, the text is the same everywhere.
//!
//! ```md bad
//! 第一条　甲方：____；乙方：____。
//! ```
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//!     本办法所称档案，是指有保存价值的记录。
//! ```
//!
//! ```md good
//! 第一条　甲方：\_\_\_\_；乙方：\_\_\_\_。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "structure/markdown";
pub const LEVEL: Level = Level::On(Severity::Warning);
