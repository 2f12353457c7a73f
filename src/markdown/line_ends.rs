//! Line ends as old machines wrote them: a carriage return alone. Most tools see one long line then.

use crate::diagnostic::Diagnostic;
use crate::markdown::traps::TRAP;
use crate::say;
use crate::text::{Edit, FileId, Span};

/// Returns the finding of a text whose lines all end in a carriage return alone.
pub fn line_ends(file: FileId, text: &str) -> Option<Diagnostic> {
    let first = text.find('\r').filter(|it| *it + 1 < text.len() && !text.contains('\n'))?;
    let edits: Vec<Edit> = text
        .match_indices('\r')
        .map(|(at, _)| Edit { span: Span::new(file, at..at + 1), text: "\n".to_owned() })
        .collect();
    let count = edits.len();
    let message = say!(
        zh: "这份文件的行尾是单独的回车（CR），共 {count} 处，别的软件会把全文看成一行",
        en: "the lines of this file end in a carriage return alone, {count} in all; other tools see one long line"
    );
    let finding = Diagnostic::warning(TRAP, Span::new(file, first..first + 1), message)
        .hint(say!(zh: "行尾换成 LF；行号此前都显示为 1。", en: "end the lines with LF; until then all of them count as line 1."));
    Some(finding.safe_fix(say!(zh: "行尾换成 LF", en: "end the lines with LF"), edits))
}
