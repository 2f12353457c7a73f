//! The title page: what the front matter says of the work, and nothing else. It says the title, and the date, the place
//! and those who adopted the text where the front matter has them.

use crate::text::Span;
use crate::verify::expected::{Apparatus, Expected};
use crate::verify::unit::letters;
use crate::verify::wanted::Wanted;

/// Words with which a title page joins its facts.
const JOINTS: &[&str] = &["通过", "发布", "制定", "公布", "施行", "底本", "电子版", "出版", "著", "编", "于"];

/// Returns what a PDF says before the text where the text itself has no title line.
pub fn wanted(expected: &Expected, place: Span) -> Vec<Wanted> {
    if expected.titled || !expected.has(Apparatus::TitlePage) {
        return Vec::new();
    }
    vec![Wanted::apparatus(&expected.title, place)]
}

/// Returns what a block of a title page says that no fact of the work explains.
pub fn unexplained(expected: &Expected, block: &str) -> Option<String> {
    let text = |it: &str| -> String { letters(it).into_iter().collect() };
    let mut facts: Vec<String> =
        [Some(&expected.title), expected.subtitle.as_ref(), expected.date.as_ref(), expected.place.as_ref()]
            .into_iter()
            .flatten()
            .chain(&expected.facts)
            .map(|it| text(it))
            .chain(JOINTS.iter().map(|it| (*it).to_owned()))
            .filter(|it| !it.is_empty())
            .collect();
    facts.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let block = text(block);
    let mut rest = block.as_str();
    let mut left = String::new();
    while let Some(first) = rest.chars().next() {
        if let Some(fact) = facts.iter().find(|it| rest.starts_with(it.as_str())) {
            rest = &rest[fact.len()..];
            continue;
        }
        if first.is_alphanumeric() {
            left.push(first);
        }
        rest = &rest[first.len_utf8()..];
    }
    (!left.is_empty()).then_some(left)
}

/// Returns what a title page must say and does not.
pub fn missing<'a>(expected: &'a Expected, page: &str) -> Vec<&'a str> {
    let text: String = letters(page).into_iter().collect();
    let says = |it: &str| text.contains(&letters(it).into_iter().collect::<String>());
    let needed = [Some(&expected.title), expected.date.as_ref(), expected.place.as_ref(), expected.adopted_by.as_ref()];
    needed.into_iter().flatten().map(String::as_str).filter(|it| !says(it)).collect()
}
