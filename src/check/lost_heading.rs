//! Headings that lost their numbers: where 第四章 is missing, a short line such as 融资促进 at the end of an article of
//! 第三章 is what is left of it. Six of ten chapters that are missing in published law are so.

use crate::check::Work;
use crate::check::label::label;
use crate::diagnostic::{Diagnostic, Fix};
use crate::model::{Block, Document, Inline, Number, Paragraph, Unit, UnitKind, plain_text};
use crate::say;
use crate::text::{Edit, FileId};

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
