//! Markdown to [`Document`]. Total: any text is read, and every byte of it accounted for.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::markdown::account::{Known, account};
use crate::markdown::events::{self, Raw, Straight, straight};
use crate::markdown::front_matter;
use crate::markdown::invisible::invisible;
use crate::markdown::line_ends::line_ends;
use crate::markdown::shadow::Shadow;
use crate::markdown::signs::lone_signs;
use crate::markdown::traps::traps;
use crate::markdown::units;
use crate::model::{Block, Document, Inline, Metadata, Run, assign_ids, runs};
use crate::reference::resolve;
use crate::say;
use crate::text::{FileId, Span};

/// A document with what was noticed on reading it.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Findings about the Markdown itself, in order of their places.
    pub findings: Vec<Diagnostic>,
}

/// Returns the document that a source says. Never fails: what can't be understood as markup is text, with a finding.
pub fn read(file: FileId, text: &str) -> Reading {
    let mut findings = Vec::new();
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let front = front_matter::extent(text, mark);
    let metadata = match &front {
        Some((end, inner)) => front_matter::parse(file, text, mark..*end, inner.clone(), &mut findings),
        None => {
            if front_matter::is_open(text, mark) {
                findings.push(
                    Diagnostic::error(front_matter::RULE, Span::new(file, mark..mark + 3), say!(zh: "题头以 --- 开始，却没有结束", en: "the front matter opens with `---` and never closes"))
                        .hint(say!(zh: "在题头最后一行下面加一行 ---；现在整段按正文处理。", en: "put a line of `---` below its last line; it is read as text now.")),
                );
            }
            Metadata::default()
        }
    };
    let start = front.as_ref().map_or(mark, |(end, _)| *end);
    let front_matter = front.map(|(end, _)| mark..end);

    let (shadow, mut built) =
        straight_way(file, text, start, &front_matter).unwrap_or_else(|| long_way(file, text, start, front_matter));
    findings.append(&mut built.findings);
    traps(file, &shadow, &mut findings);
    findings.extend(invisible(file, text));
    findings.extend(line_ends(file, text));
    findings.extend(lone_signs(file, text, &built.blocks, &built.notes));
    findings.sort_by_key(|it| (it.span.start, it.span.end, it.rule));
    let Built { mut blocks, notes, account, .. } = built;
    assign_ids(&mut blocks);
    let mut document = Document { metadata, blocks, notes, references: Vec::new(), account };
    resolve(std::slice::from_mut(&mut document));
    Reading { document, findings }
}

/// Reads a text without traps: no shadow, no parser. Nothing where it has any.
fn straight_way<'s>(
    file: FileId,
    text: &'s str,
    start: usize,
    front_matter: &Option<Range<usize>>,
) -> Option<(Shadow<'s>, Built)> {
    let Straight { blocks, comments } = straight(file, text, start)?;
    let shadow = Shadow::none(text, start, comments);
    let built = build(file, &shadow, front_matter.clone(), blocks);
    let whole = built.account.faults().next().is_none();
    whole.then_some((shadow, built))
}

/// Reads any text, as the parser sees its shadow.
fn long_way(file: FileId, text: &str, start: usize, front_matter: Option<Range<usize>>) -> (Shadow<'_>, Built) {
    let ask = |shadow: &Shadow| build(file, shadow, front_matter.clone(), events::blocks(file, shadow));
    let mut shadow = Shadow::cast(text, start);
    let mut built = ask(&shadow);
    // What the account can't name is hidden from the parser and becomes text.
    for _ in 0..8 {
        let faults: Vec<Range<usize>> = built.account.faults().map(|it| it.span.range()).collect();
        if faults.is_empty() {
            break;
        }
        for fault in faults {
            shadow.mask_line(fault);
        }
        built = ask(&shadow);
    }
    if built.account.faults().next().is_some() {
        shadow.mask_all();
        built = ask(&shadow);
    }
    // Now the parser sees letters in paragraphs: between runs of text there is white space and nothing else, which the
    // account knows. Were there more, `verify` would let no edition pass.
    debug_assert!(built.account.faults().next().is_none(), "a byte is neither text nor markup");
    (shadow, built)
}

struct Built {
    blocks: Vec<Block>,
    notes: Vec<crate::model::Note>,
    account: crate::model::Account,
    findings: Vec<Diagnostic>,
}

fn build(file: FileId, shadow: &Shadow, front_matter: Option<Range<usize>>, raw: Vec<Raw>) -> Built {
    let info_end = shadow
        .comments
        .iter()
        .find(|it| shadow.source[it.start + 4..it.end - 3].trim() == "INFO END")
        .map(|it| it.start);
    let mut images = Vec::new();
    raw.iter().for_each(|it| pictures(it, &mut images));
    let tree = units::tree(raw, info_end);
    let mut texts: Vec<&Run> = runs(&tree.blocks);
    tree.notes.iter().for_each(|it| texts.extend(runs(&it.blocks)));
    let account = account(file, &Known { front_matter, shadow, images }, &texts);
    Built { account, blocks: tree.blocks, notes: tree.notes, findings: tree.findings }
}

/// Collects where the words for pictures stand: between `![` and its `]`.
fn pictures(raw: &Raw, out: &mut Vec<Range<usize>>) {
    fn inlines(list: &[Inline], out: &mut Vec<Range<usize>>) {
        for it in list {
            match it {
                Inline::Image { alt, span, .. } if !alt.is_empty() => {
                    let start = span.start as usize + 2;
                    out.push(start..(start + alt.len()).min(span.end as usize));
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Sub(inner)
                | Inline::Sup(inner)
                | Inline::Link { inlines: inner, .. } => inlines(inner, out),
                _ => {}
            }
        }
    }
    match raw {
        Raw::Heading { inlines: it, .. } | Raw::Paragraph { inlines: it, .. } => inlines(it, out),
        Raw::Quote { blocks, .. } | Raw::Note { blocks, .. } => blocks.iter().for_each(|it| pictures(it, out)),
        Raw::Bullets { items, .. } => items.iter().flat_map(|it| &it.0).for_each(|it| pictures(it, out)),
        Raw::Numbered { items } => items.iter().flat_map(|it| &it.1).for_each(|it| pictures(it, out)),
        Raw::Table { rows, .. } => rows.iter().flatten().for_each(|it| inlines(it, out)),
        Raw::Code { .. } | Raw::Rule(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn both_ways_lead_to_the_same_blocks(
            lines in proptest::collection::vec(
                prop_oneof![
                    4 => "[第一条章　（）、，。 ab1.\u{A0}\u{2002}\u{FEFF}Ⓐé①\t-]{0,8}",
                    1 => "[#*+>=~|:_!<{}0-9]{1,3}[第 a.)*]{0,4}",
                    4 => r"(\*\*)?第[一二]条(\*\*)?[　 ]?[甲乙丙。a]{0,4}(\*\*)?[　 ]{0,2}",
                    3 => r"#{1,7} ?第[一二]章[ 　]{0,2}[总则]{0,2} ?#{0,2}",
                    1 => "<!-- ?[a甲-]{0,3} ?-->[ 甲]{0,1}",
                    4 => "",
                ],
                0..7,
            ),
        ) {
            let text = lines.join("\n");
            if let Some(Straight { blocks, comments }) = straight(FileId(0), &text, 0) {
                let shadow = Shadow::cast(&text, 0);
                prop_assert_eq!(&shadow.comments, &comments, "{:?}", &text);
                prop_assert_eq!(events::blocks(FileId(0), &shadow), blocks, "{:?}", &text);
                prop_assert!(shadow.traps.is_empty(), "{:?}", &text);
            }
        }
    }
}
