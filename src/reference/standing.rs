//! What a document is, as far as it decides what its references mean: a text that changes another, or a part of a work
//! whose other parts stand elsewhere.

use crate::model::{Block, Document, Line, Number, Unit, UnitKind, plain_text};

/// Returns the titles that a document bears.
fn titles(document: &Document) -> impl Iterator<Item = String> {
    let titles = document.blocks.iter().filter_map(|it| match it {
        Block::Title(Line { inlines, .. }) | Block::PartTitle(Line { inlines, .. }) => Some(plain_text(inlines)),
        _ => None,
    });
    titles.chain(document.metadata.title.iter().map(|it| it.text.clone()))
}

/// Returns whether a text changes another: 修正案, 关于修改……的决定.
pub fn is_amendment(document: &Document) -> bool {
    titles(document).any(|title| {
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

/// Returns whether a text carries another out: 实施细则, 关于适用……的解释. What it cites without a name may be that one's.
pub fn serves_another(document: &Document) -> bool {
    titles(document).any(|title| {
        let title: String = title.split_whitespace().collect();
        ["实施", "贯彻", "适用", "解释"].iter().any(|it| title.contains(it))
    })
}

/// Returns whether the text is a part of a work whose other parts stand elsewhere: its title names a part, or its first
/// article and its first division say that something comes before.
pub fn is_part(document: &Document) -> bool {
    names_a_part(document) || {
        let units = document.units();
        let first_division = units.iter().find(|it| DIVISIONS.contains(&it.kind));
        begins_late(&units, &[UnitKind::Article])
            && first_division.is_some_and(|it| it.level == Some(1) || begins_late(&units, DIVISIONS))
    }
}

/// Returns whether the text is a part of a work that does not begin it: 民法典合同编 begins with 第四百六十三条.
pub fn is_later_part(document: &Document) -> bool {
    begins_late(&document.units(), &[UnitKind::Article]) && is_part(document)
}

const DIVISIONS: &[UnitKind] = &[UnitKind::Part, UnitKind::Subpart, UnitKind::Chapter, UnitKind::Section];

/// Returns whether the first unit of some kinds bears a later number than the first. Numerals that make no number stand
/// for the numbers before it.
fn begins_late(units: &[&Unit], kinds: &[UnitKind]) -> bool {
    let numbers = units.iter().filter(|it| kinds.contains(&it.kind)).filter_map(|it| it.marker.as_ref());
    let mut before = 0;
    for marker in numbers {
        match &marker.number {
            Some(number) => return *number > Number::new(before + 1),
            None => before += 1,
        }
    }
    false
}

fn names_a_part(document: &Document) -> bool {
    document.blocks.iter().any(|it| match it {
        Block::PartTitle(_) => true,
        Block::Title(line) => {
            let words: String = plain_text(&line.inlines).split_whitespace().collect();
            matches!(words.as_str(), "总则" | "分则" | "附则") || words.ends_with('编')
        }
        _ => false,
    })
}
