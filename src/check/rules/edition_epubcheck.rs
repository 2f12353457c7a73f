//! EPUBCheck 说这个 EPUB 不合标准。
//!
//! EPUBCheck says that the EPUB breaks the standard.
//!
//! **为什么** 书店和阅读器按 EPUB 标准收书，EPUBCheck 是标准自己的检查器。`diben verify 书.epub --judge 报告.json` 读它的 `--json` 报告，
//! 把每一处指到正文的行；同一种多于五处的只说一次，写明共几处。FATAL、ERROR 是错误，WARNING 是提醒，INFO、USAGE 是说明。报告
//! 必须就是这一个成品的。级别是固定的，不能写成例外。
//!
//! **Why** Shops and reading systems take books by the EPUB standard, and EPUBCheck is the standard's own checker. `diben verify
//! BOOK.epub --judge REPORT.json` reads its `--json` report and tells each place at the line of the text; more than five of a
//! kind are told once, with their count. FATAL and ERROR are errors, WARNING a warning, INFO and USAGE notes. The report must
//! be of this very edition.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "edition/epubcheck";
pub const LEVEL: Level = Level::On(Severity::Error);
