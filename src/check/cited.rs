//! The citations of a document, each with the article it stands in, and whether it means this very text.

use crate::model::{Block, Document, Line, Number, Unit, UnitKind, plain_text};
use crate::reference::{Citation, Passage, Place, Work, citations};

/// A citation with what the text around it says.
pub struct Cited {
    /// The citation.
    pub citation: Citation,
    /// Whether it means this text for certain.
    pub own: bool,
}

/// The citations of one paragraph.
pub struct CitedPassage<'a> {
    /// The paragraph.
    pub passage: Passage,
    /// The number of the article it stands in.
    pub article: Option<&'a Number>,
    /// The citations, in order.
    pub citations: Vec<Cited>,
}

/// Returns the citations in the articles of a document. In an amendment they belong to the amended law, and none is
/// returned; nor are those in an annex.
pub fn cited(document: &Document) -> Vec<CitedPassage<'_>> {
    let mut out = Vec::new();
    if !is_amendment(document) {
        let mut foreign = false;
        walk(&document.blocks, None, &mut foreign, &mut out);
    }
    out
}

/// Returns whether a text changes another: 修正案, 关于修改……的决定.
pub fn is_amendment(document: &Document) -> bool {
    let titles = document.blocks.iter().filter_map(|it| match it {
        Block::Title(Line { inlines, .. }) | Block::PartTitle(Line { inlines, .. }) => Some(plain_text(inlines)),
        _ => None,
    });
    let named = document.metadata.title.iter().map(|it| it.text.clone());
    titles.chain(named).any(|title| {
        // 关于《刑法修正案（八）》时间效力问题的解释 is none.
        let mut depth = 0;
        let outside: String = title
            .chars()
            .filter(|it| {
                depth += i32::from(*it == '《') - i32::from(*it == '》');
                depth <= 0
            })
            .collect();
        outside.contains("修正案") && !outside.contains("解释")
            || outside.contains("修改") && outside.contains("决定")
            || outside.contains("废止") && outside.contains("决定")
    })
}

/// `foreign` says whether another work was cited before in the same article.
fn walk<'a>(blocks: &'a [Block], article: Option<&'a Number>, foreign: &mut bool, out: &mut Vec<CitedPassage<'a>>) {
    for block in blocks {
        match block {
            Block::Unit(Unit { kind: UnitKind::Annex, .. }) => {}
            Block::Unit(unit) if unit.kind == UnitKind::Article => {
                *foreign = false;
                let number = unit.marker.as_ref().and_then(|it| it.number.as_ref());
                walk(&unit.blocks, number, foreign, out);
                *foreign = false;
            }
            Block::Unit(unit) => walk(&unit.blocks, article, foreign, out),
            Block::Paragraph(paragraph) if article.is_some() => {
                let passage = Passage::of(&paragraph.inlines);
                let title = passage.text.find('《').unwrap_or(passage.text.len());
                let mut found = Vec::new();
                for citation in citations(&passage.text) {
                    *foreign |= citation.work == Work::Other;
                    let own = match citation.work {
                        Work::This => true,
                        Work::Other => false,
                        // 第十条 alone means this text, unless another was named before it.
                        Work::Unsaid if runs_on(&passage.text[..citation.range.start], article, &citation.place) => {
                            false
                        }
                        Work::Unsaid => citation.anchored && !*foreign && citation.range.start < title,
                    };
                    found.push(Cited { citation, own });
                }
                out.push(CitedPassage { passage, article, citations: found });
            }
            _ => {}
        }
    }
}

/// Returns whether a sentence opens with the number that is due next: an article that ran into this paragraph, and no
/// citation.
fn runs_on(above: &str, article: Option<&Number>, place: &Place) -> bool {
    let opens = above.trim_end().ends_with(['。', '；', '：', ';', ':']);
    opens && article.zip(place.article.as_ref()).is_some_and(|(article, next)| next.follows(article))
}
