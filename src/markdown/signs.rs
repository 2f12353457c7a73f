//! Signs of notes that no note answers. CommonMark reads `[^2]` as text where nothing defines it, and the reader of the
//! printed page would see the brackets.

use crate::diagnostic::Diagnostic;
use crate::markdown::traps::TRAP;
use crate::model::{Block, Note, Run, runs};
use crate::say;
use crate::text::{FileId, Span};

/// Returns a finding for each `[^2]` that stands in the text as it is.
pub fn lone_signs(file: FileId, text: &str, blocks: &[Block], notes: &[Note]) -> Vec<Diagnostic> {
    if !text.contains("[^") {
        return Vec::new();
    }
    let mut places: Vec<&Run> = runs(blocks);
    notes.iter().for_each(|it| places.extend(runs(&it.blocks)));
    places.sort_by_key(|it| it.span);
    let mut code = Vec::new();
    code_blocks(blocks, &mut code);
    let bytes = text.as_bytes();
    let shown = |at: usize| {
        let run = places.partition_point(|it| (it.span.start as usize) <= at).checked_sub(1).map(|it| places[it]);
        run.is_some_and(|it| it.span.range().contains(&at) && !in_code(bytes, it))
    };
    let mut findings = Vec::new();
    for (at, _) in text.match_indices("[^") {
        let rest = &text[at + 2..];
        let len =
            rest.bytes().take_while(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_')).take(33).count();
        let end = at + 2 + len + 1;
        // A note that no sign calls is told as such.
        let sign = (1..=32).contains(&len) && bytes.get(end - 1) == Some(&b']') && bytes.get(end) != Some(&b':');
        let guarded = at.checked_sub(1).is_some_and(|it| bytes[it] == b'\\');
        let coded = || code.iter().any(|it: &Span| it.range().contains(&at));
        if !sign || guarded || !shown(at) || !shown(end - 1) || coded() {
            continue;
        }
        let sign = &text[at..end];
        findings.push(
            Diagnostic::warning(
                TRAP,
                Span::new(file, at..end),
                say!(zh: "注号 {sign} 没有对应的注，按文字印出", en: "no note answers the sign {sign}; it is printed as text"),
            )
            .hint(say!(zh: "在文末另起一段写“{sign}: 注的文字”，或者删去注号；确是正文的，写成 \\{sign}。", en: "write the note as a paragraph `{sign}: …`, or take the sign out; write \\{sign} if it is text.")),
        );
    }
    findings
}

fn in_code(bytes: &[u8], run: &Run) -> bool {
    run.span.range().start.checked_sub(1).is_some_and(|it| bytes.get(it) == Some(&b'`'))
}

fn code_blocks(blocks: &[Block], out: &mut Vec<Span>) {
    for block in blocks {
        match block {
            Block::Code(_, span) => out.push(*span),
            Block::Unit(unit) => code_blocks(&unit.blocks, out),
            Block::Quote(inner, _) => code_blocks(inner, out),
            Block::List(list) => list.items.iter().for_each(|it| code_blocks(&it.blocks, out)),
            Block::Title(_)
            | Block::PartTitle(_)
            | Block::Subtitle(_)
            | Block::Enactment(_)
            | Block::Paragraph(_)
            | Block::Table(_)
            | Block::Rule(_) => {}
        }
    }
}
