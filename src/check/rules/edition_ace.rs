//! Ace 说这个 EPUB 有人读不了。
//!
//! Ace says that the EPUB shuts some readers out.
//!
//! **为什么** Ace 是 DAISY 的无障碍检查器：图没有说明、标题跳级、颜色太淡，用读屏软件的人就读不到。`diben verify 书.epub --judge
//! report.json` 把它的发现指到正文的行；critical、serious 是错误，moderate、minor 是提醒。级别是固定的，不能写成例外。
//!
//! **Why** Ace is DAISY's checker of accessibility: a picture without words, a heading that skips a level, too pale a colour keep
//! readers out. `diben verify BOOK.epub --judge report.json` tells its findings at the lines of the text; critical and serious
//! ones are errors, moderate and minor ones warnings.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "edition/ace";
pub const LEVEL: Level = Level::On(Severity::Error);
