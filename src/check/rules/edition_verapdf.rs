//! veraPDF 说这个 PDF 不合 PDF/A 或 PDF/UA。
//!
//! veraPDF says that the PDF breaks PDF/A or PDF/UA.
//!
//! **为什么** 档案馆按 PDF/A 收件，无障碍按 PDF/UA，veraPDF 是两者的检查器。`diben verify 书.pdf --judge 报告.json` 读它的 JSON 或 XML
//! 报告，按标签和页把每一处指到正文的行；指不到字的，指到那一页的第一个字。都是错误。级别是固定的，不能写成例外。
//!
//! **Why** Archives take files by PDF/A, PDF/UA is the standard of accessible ones, and veraPDF checks both. `diben verify BOOK.pdf
//! --judge REPORT.json` reads its report, JSON or XML, and tells each place at the line of the text, by tags and pages; what
//! names no text is told at the first character of its page. All are errors.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "edition/verapdf";
pub const LEVEL: Level = Level::On(Severity::Error);
