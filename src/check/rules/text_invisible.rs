//! 正文里有看不见的字符。
//!
//! The text holds an invisible character.
//!
//! **为什么** 零宽空格、方向符、软连字符谁也看不见，却让检索落空，让条号认不出来，让两处一样的文字比对不上；控制字符印不出来，
//! EPUB 也容不下；U+FFFD 说明这里的字在转换编码时已经丢了，只能对照原件补。文字确实用得着的地方（波斯文、印地文的连接符，
//! 维吾尔文旁的方向符，泰文的零宽空格，汉字的异体选择符）不管。
//!
//! **Why** Nobody sees a zero width space, a mark of direction or a soft hyphen, yet searches miss, article numbers go
//! unknown, and two equal texts differ. Control characters can't be printed, and an EPUB can't hold them. U+FFFD tells that
//! a character was lost when an encoding was converted. Where a script needs such a character it is left alone.
//!
//! ```md bad
//! 第一条　为了规范档案​管理，制定本办法。
//! ```
//!
//! ```md bad
//! 第一条　为了规范档案�理，制定本办法。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//! ```

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "text/invisible";
pub const LEVEL: Level = Level::On(Severity::Warning);
