//! What can be led to: every unit and 款 that has an id, with the words that cite it and the byte that it begins with.
//! The PDF's named destinations, the names of its links and the concordance of pages all go by this list.

use crate::model::{Block, Document, Inline, Unit, UnitKind, inline_runs, plain_text, runs};

/// A unit or 款 that can be led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its id, the same in every edition.
    pub id: String,
    /// How it is cited: 第十二条第二款第三项, 第一章 总则.
    pub name: String,
    /// The source byte that it begins with.
    pub byte: u32,
}

/// Returns the anchors of a document, in its order.
pub fn anchors(document: &Document) -> Vec<Anchor> {
    let mut out = Vec::new();
    walk(&document.blocks, "", &mut out);
    out
}

/// Adds the anchors of blocks; `around` is how the unit around them is cited.
fn walk(blocks: &[Block], around: &str, out: &mut Vec<Anchor>) {
    let paragraphs = blocks.iter().filter(|it| matches!(it, Block::Paragraph(_))).count();
    let mut paragraph = 0;
    // 款 are cited where there are several, and the items of an only one by the article.
    let counted =
        |at: usize| if paragraphs > 1 && at > 0 { format!("{around}第{}款", to_han(at)) } else { around.to_owned() };
    for block in blocks {
        match block {
            Block::Paragraph(it) => {
                paragraph += 1;
                if let (false, Some(run)) = (it.id.is_empty(), inline_runs(&it.inlines).first()) {
                    out.push(Anchor { id: it.id.clone(), name: counted(paragraph), byte: run.span.start });
                }
            }
            Block::Unit(unit) => {
                let around = if is_below_article(unit.kind) { counted(paragraph) } else { around.to_owned() };
                let name = name(unit, &around);
                if let (false, Some(byte)) = (unit.id.is_empty(), begin(unit)) {
                    out.push(Anchor { id: unit.id.clone(), name: name.clone(), byte });
                }
                // 条 run through the whole text, whatever chapter they stand in; those of an annex are its own.
                let inner = match unit.kind {
                    UnitKind::Annex => unit.marker.as_ref().map(|it| it.text()).unwrap_or_default(),
                    kind if kind == UnitKind::Article || is_below_article(kind) => name,
                    _ => around,
                };
                walk(&unit.blocks, inner.trim_end_matches(['：', ':']), out);
            }
            _ => {}
        }
    }
}

fn is_below_article(kind: UnitKind) -> bool {
    matches!(kind, UnitKind::Point | UnitKind::Item | UnitKind::Subitem | UnitKind::Clause | UnitKind::Subclause)
}

fn name(unit: &Unit, around: &str) -> String {
    let number = unit.marker.as_ref().and_then(|it| it.number.as_ref());
    let marker = unit.marker.as_ref().map(|it| it.text()).unwrap_or_default();
    let own = match (unit.kind, number) {
        (UnitKind::Article, _) => unit.article_name(),
        (UnitKind::Item, Some(number)) => format!("第{number}项"),
        (UnitKind::Subitem, Some(number)) => format!("第{}目", number.base),
        (UnitKind::Preamble, _) => "序言".to_owned(),
        (kind, _) if is_below_article(kind) => marker,
        _ => [marker, plain_text(&unit.heading).replace('\n', "")]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    };
    let owned = unit.kind == UnitKind::Article || is_below_article(unit.kind);
    if owned { format!("{around}{own}") } else { own }
}

/// The first byte of a unit's line, or of its text where it has none.
fn begin(unit: &Unit) -> Option<u32> {
    let first =
        unit.marker.as_ref().map(|it| it.span.start).or_else(|| runs(&unit.blocks).first().map(|it| it.span.start));
    let heading =
        unit.heading.iter().find_map(|it| if let Inline::Text(run) = it { Some(run.span.start) } else { None });
    first.into_iter().chain(heading).min()
}

fn to_han(number: usize) -> String {
    crate::model::to_han(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::read;
    use crate::text::FileId;

    #[test]
    fn units_are_named_as_they_are_cited() {
        let text = "## 第一章　总则\n\n第一条　甲：\n\n（一）乙：\n\n1. 丙。\n\n（二）丁。\n\n戊。\n\n第二条　己：\n\n（一）庚。\n\n## 附件1\n\n第一条　辛。\n";
        let document = read(FileId(0), text).document;
        let said: Vec<(String, String)> = anchors(&document).into_iter().map(|it| (it.id, it.name)).collect();
        let wanted = [
            ("ch-1", "第一章 总则"),
            ("art-1", "第一条"),
            ("art-1-p1", "第一条第一款"),
            ("art-1-p1-i1", "第一条第一款第一项"),
            ("art-1-p1-i1-s1", "第一条第一款第一项第1目"),
            ("art-1-p1-i2", "第一条第一款第二项"),
            ("art-1-p2", "第一条第二款"),
            ("art-2", "第二条"),
            ("art-2-p1", "第二条"),
            ("art-2-p1-i1", "第二条第一项"),
            ("annex-1", "附件1"),
            ("annex-1-art-1", "附件1第一条"),
            ("annex-1-art-1-p1", "附件1第一条"),
        ];
        let wanted: Vec<(String, String)> = wanted.iter().map(|it| (it.0.to_owned(), it.1.to_owned())).collect();
        assert_eq!(said, wanted);
    }
}
