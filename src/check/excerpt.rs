//! A file may hold a part of a work: 民法典合同编 begins with 第四百六十三条. Alone it has no beginning to check, and
//! its references lead into other files.

use crate::model::{Block, Document, Number, Unit, UnitKind, plain_text};

/// Returns whether the text is a part of a work whose other parts stand elsewhere: its articles begin late, and its
/// title or its first division says that something comes before.
pub fn is_excerpt(document: &Document) -> bool {
    let units = document.units();
    let late = |it: &&Unit| it.marker.as_ref().and_then(|it| it.number.as_ref()).is_some_and(|it| *it > Number::new(1));
    let first_article = units.iter().find(|it| it.kind == UnitKind::Article);
    if !first_article.is_some_and(late) {
        return false;
    }
    let first_division = units
        .iter()
        .find(|it| matches!(it.kind, UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Section));
    first_division.is_some_and(late) || first_division.is_some_and(|it| it.level == Some(1)) || names_a_part(document)
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
