//! 这一处的字体没有这个字，用了别的字体。
//!
//! The face used here lacks this character, and another stood in.
//!
//! **为什么** 楷体、黑体里常缺生僻字，缺的字由别的字体代替，字形与上下文不同，人名、地名尤其显眼。换一款有这个字的
//! 字体。做成品时量的是排好的版面，所以只有 `diben build` 会报。
//!
//! **Why** A rare character that a face lacks is lent by another face and looks unlike its neighbours, above all in
//! names. Use a font that has it. It is measured on the pages as they were set, so only `diben build` finds it.

use crate::check::Level;
use crate::diagnostic::Severity;

pub const ID: &str = "layout/fallback";
pub const LEVEL: Level = Level::On(Severity::Warning);
