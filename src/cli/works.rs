//! Works of many files: a code split by parts is one number space, and its references cross files. A work is what
//! `diben.toml` declares, or what shows by itself: files of one folder with one title, each with the name of its part
//! below it, where the numbers of one go on in the next, or would but for a slip at the seam. Nothing else is joined:
//! where a whole part is not at hand, the others are parts that stand alone.

use std::collections::BTreeMap;

use crate::model::{Block, Document, Number, Unit, UnitKind, plain_text};

/// Returns the title that files of one work share, where a document names a part of it.
pub fn title_of_part(document: &Document) -> Option<String> {
    let part = document.blocks.iter().any(|it| matches!(it, Block::PartTitle(_)));
    let title = document.title().map(|it| plain_text(&it.inlines).trim().to_owned());
    title.filter(|it| part && !it.is_empty())
}

/// Returns parts, each with the title of its work and what it is kept with, as works: those of one title whose numbers
/// go on from one to the next together and in order, each other one alone.
pub fn joined<T>(parts: Vec<(String, T)>, document: impl Fn(&T) -> &Document) -> Vec<Vec<T>> {
    let mut titles: BTreeMap<String, Vec<T>> = BTreeMap::new();
    let mut works: Vec<Vec<T>> = Vec::new();
    for (title, it) in parts {
        titles.entry(title).or_default().push(it);
    }
    for (_, mut parts) in titles {
        parts.sort_by_cached_key(|it| range(document(it)).map(|(first, _)| first));
        let mut before: Option<(Number, Number)> = None;
        for it in parts {
            let range = range(document(&it));
            let goes_on = range.as_ref().zip(before.as_ref()).is_some_and(|(range, before)| goes_on(range, before));
            before = range;
            match works.last_mut() {
                Some(work) if goes_on => work.push(it),
                _ => works.push(vec![it]),
            }
        }
    }
    works
}

/// Returns whether the numbers of a file go on from those of the file before it; a few may be missing between the two, or
/// come twice.
fn goes_on((first, _): &(Number, Number), (start, last): &(Number, Number)) -> bool {
    const SLIP: u32 = 3;
    first.inserted.is_empty() && first > start && first.base.abs_diff(last.base.saturating_add(1)) <= SLIP
}

/// Sorts the files of a declared work: by the pattern that named each, then by where its numbers begin.
pub fn in_order<T>(parts: &mut [(usize, T)], document: impl Fn(&T) -> &Document) {
    parts.sort_by_cached_key(|(pattern, it)| (*pattern, range(document(it)).map(|(first, _)| first)));
}

/// Returns the numbers of the first article of a document and of its last, annexes left out.
fn range(document: &Document) -> Option<(Number, Number)> {
    fn walk<'a>(blocks: &'a [Block], out: &mut Vec<&'a Unit>) {
        for block in blocks {
            match block {
                Block::Unit(unit) if unit.kind == UnitKind::Article => out.push(unit),
                Block::Unit(unit) if unit.kind != UnitKind::Annex => walk(&unit.blocks, out),
                _ => {}
            }
        }
    }
    let mut articles = Vec::new();
    walk(&document.blocks, &mut articles);
    let number = |it: &&Unit| it.marker.as_ref().and_then(|it| it.number.clone());
    Some((articles.first().and_then(number)?, articles.last().and_then(number)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown;
    use crate::text::FileId;

    fn works(texts: &[&str]) -> String {
        let read = |text: &&str| markdown::read(FileId(0), text).document;
        let parts = texts.iter().enumerate().map(|(at, text)| (at, read(text)));
        let parts = parts.filter_map(|it| title_of_part(&it.1).map(|title| (title, it))).collect();
        let show = |work: &Vec<(usize, Document)>| work.iter().map(|it| it.0.to_string()).collect::<Vec<_>>().join("+");
        joined(parts, |it: &(usize, Document)| &it.1).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn parts_are_joined_where_numbers_go_on() {
        let general = "# 某法典\n\n# 总则编\n\n第一条　甲。\n\n第二条　乙。\n";
        let goods = "# 某法典\n\n# 物权编\n\n第三条　丙。\n\n第四条　丁。\n";
        let last = "# 某法典\n\n# 附则\n\n第九十条　戊。\n";
        let other = "# 某通则\n\n# 物权编\n\n第三条　丙。\n";
        assert_eq!(works(&[general, goods]), "0+1");
        assert_eq!(works(&[last, goods, general]), "2+1 0");
        assert_eq!(works(&[general, other]), "0 1");
        // An article that was lost, or a number that came twice, at the seam.
        assert_eq!(works(&[general, &goods.replace("第三条　丙。\n\n", "")]), "0+1");
        assert_eq!(works(&[general, &goods.replace("第三条", "第二条")]), "0+1");
        // Without a part of its own a file is no part of a work.
        assert_eq!(works(&["# 某法典\n\n第一条　甲。\n", goods]), "1");
        // Two copies of one part are two works.
        assert_eq!(works(&[general, general]), "0 1");
    }
}
