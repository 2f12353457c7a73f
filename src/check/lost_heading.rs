//! Headings that lost their numbers: where 第四章 is missing, a short line such as 融资促进 at the end of an article of
//! 第三章 is what is left of it. Six of ten chapters that are missing in published law are so.

use crate::check::Work;
use crate::check::label::label;
use crate::check::unmarked_heading::Unmarked;
use crate::diagnostic::{Diagnostic, Fix};
use crate::model::{Block, Document, Inline, Number, Paragraph, Unit, UnitKind, plain_text};
use crate::say;
use crate::text::{Edit, FileId, Span};

/// Returns the finding about missing divisions with the lines that seem to be their headings, if there are as many.
pub fn name_lost(
    finding: Diagnostic,
    work: &Work,
    after: Option<&Unit>,
    unit: &Unit,
    missing: &[Number],
) -> Diagnostic {
    if !matches!(unit.kind, UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Section) {
        return finding;
    }
    if let Some(out) = name_unmarked(&finding, work, after, unit, missing) {
        return out;
    }
    let from = after.filter(|it| it.span.file == unit.span.file).map_or(0, |it| it.span.end);
    let lines = work.captions();
    let at = |place: (FileId, u32)| lines.partition_point(|it| (it.span.file, it.span.start) < place);
    let lines = &lines[at((unit.span.file, from))..at((unit.span.file, unit.span.start))];
    if lines.len() != missing.len() {
        return finding;
    }
    let marks = "#".repeat(usize::from(unit.level.unwrap_or(2)));
    let mut out = finding;
    let mut edits = Vec::new();
    for (line, number) in lines.iter().zip(missing) {
        let (name, words) = (label(unit, number), plain_text(&line.inlines));
        let words = words.trim();
        edits.push(Edit { span: line.span, text: format!("{marks} {name}\u{3000}{words}") });
        out = out.related(line.span, say!(zh: "这像是{name}的标题", en: "this looks like the heading of {name}"));
    }
    out.fix =
        Some(Fix {
            message: say!(zh: "把这几行改成标题", en: "make headings of these lines"), safe: false, edits
        });
    out.hint(say!(zh: "多半是标题的序号丢了：见所指的行。", en: "most likely the heading lost its number: see the line pointed to."))
}

/// Returns the finding with the headings of the missing divisions that lack their marks alone; nothing where one of them
/// has no such line.
fn name_unmarked(
    finding: &Diagnostic,
    work: &Work,
    after: Option<&Unit>,
    unit: &Unit,
    missing: &[Number],
) -> Option<Diagnostic> {
    let lines = work.unmarked().iter().filter(|it| {
        let span = it.paragraph.span;
        let behind = after.is_none_or(|it| it.span < span);
        it.kind == unit.kind && behind && span < unit.span && missing.contains(&it.number)
    });
    let lines: Vec<&Unmarked> = lines.collect();
    if lines.is_empty() || lines.len() != missing.len() {
        return None;
    }
    let mut out = finding.clone();
    for line in &lines {
        let words = line.run.text.trim();
        out = out.related(line.run.span, say!(zh: "“{words}”前面没有 ##", en: "“{words}” bears no ##"));
    }
    let edits = lines.iter().map(|it| marked_again(it, unit.level.unwrap_or(2))).collect();
    out.fix = Some(Fix { message: say!(zh: "写上 ##", en: "write ##"), safe: false, edits });
    Some(out.hint(say!(zh: "标题没有丢，只是前面没有写 ##：见所指的行。", en: "the heading is there, but bears no ##: see the line pointed to.")))
}

/// Returns what gives a heading its marks, in place of an indent.
pub fn marked_again(line: &Unmarked, level: u8) -> Edit {
    let (run, start) = (line.run, line.paragraph.span.start);
    let lead = run.text.len() - run.text.trim_start().len();
    let plain = run.span.start == start && run.span.len() == run.text.len();
    let len = if plain { u32::try_from(lead).unwrap_or(0) } else { 0 };
    let span = Span { start, end: start + len, ..line.paragraph.span };
    Edit { span, text: format!("{} ", "#".repeat(usize::from(level))) }
}

/// Returns the lines of a document that may be headings without their numbers.
pub fn captions(document: &Document) -> Vec<&Paragraph> {
    let mut out = Vec::new();
    collect(&document.blocks, false, &mut out);
    out
}

/// Collects the short lines that end an article or the preamble, as no sentence does. `closed` says whether the blocks
/// are those of an article.
fn collect<'a>(blocks: &'a [Block], closed: bool, out: &mut Vec<&'a Paragraph>) {
    for block in blocks {
        if let Block::Unit(unit) = block {
            let ends = matches!(unit.kind, UnitKind::Article | UnitKind::Preamble);
            collect(&unit.blocks, ends, out);
        }
    }
    if let (true, Some(Block::Paragraph(last))) = (closed, blocks.last())
        && is_caption(last)
    {
        out.push(last);
    }
}

fn is_caption(paragraph: &Paragraph) -> bool {
    let [Inline::Text(run)] = paragraph.inlines.as_slice() else { return false };
    let text = run.text.trim();
    let count = text.chars().count();
    (2..=30).contains(&count)
        && !text.ends_with(['。', '；', '：', '，', '、', '.', ';', ':', ',', '）', ')', '！', '？', '”', '》'])
        && !text.starts_with(['（', '(', '“', '—', '第'])
        && !text.starts_with(|it: char| it.is_ascii_alphanumeric())
}
