//! The cover: a picture, whose words say the title of the work, and may say what a cover says besides: the subtitle, those
//! who adopted or wrote the text, the date, the place, the publisher, in that order.

use crate::model::{Document, Metadata, plain_text};
use crate::verify::apparatus::close::chinese_date;
use crate::verify::unit::letters;

/// What a cover may say besides the title, in order; each with the ways in which it may be said.
pub type Facts = Vec<Vec<String>>;

/// Returns what the cover of a document may say besides its title.
pub fn facts(document: &Document) -> Facts {
    let metadata = &document.metadata;
    let text = |it: &Option<crate::model::Entry>| it.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let mut subtitle = text(&metadata.subtitle);
    if subtitle.is_empty() {
        subtitle.extend(document.subtitle().map(|it| plain_text(&it.inlines)));
    }
    vec![subtitle, issuers(metadata), dates(metadata), text(&metadata.place), text(&metadata.publisher)]
}

fn issuers(metadata: &Metadata) -> Vec<String> {
    if let Some(it) = &metadata.adopted_by {
        return vec![it.text.clone()];
    }
    let authors: Vec<&str> = metadata.authors.iter().map(|it| it.text.as_str()).collect();
    if authors.is_empty() { Vec::new() } else { vec![authors.concat()] }
}

/// 2015年5月28日, or 二〇一五年五月.
fn dates(metadata: &Metadata) -> Vec<String> {
    let Some(date) = &metadata.date else { return Vec::new() };
    let han = |it: char| {
        it.to_digit(10).map_or(it, |it| ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'][it as usize])
    };
    let year: String = date.text.chars().take(4).map(han).collect();
    let month = date.text.get(5..7).and_then(|it| it.parse().ok()).filter(|it| (1..=12).contains(it));
    let month = month.map(|it: u32| format!("{}月", crate::model::to_han(it))).unwrap_or_default();
    vec![chinese_date(&date.text), format!("{year}年{month}")]
}

/// Returns whether words may stand for the cover of a work: 《重庆倡议》封面：二〇一五年五月；重庆.
pub fn is_said(title: &str, facts: &Facts, words: &str) -> bool {
    let text = |it: &str| -> String { letters(it).into_iter().filter(|it| it.is_alphanumeric()).collect() };
    let words = text(words);
    let title = text(title);
    let Some(mut rest) = words.strip_prefix(title.as_str()).and_then(|it| it.strip_prefix("封面")) else {
        return false;
    };
    for ways in facts {
        let mut said: Vec<String> = ways.iter().map(|it| text(it)).filter(|it| !it.is_empty()).collect();
        said.sort_by_key(|it| std::cmp::Reverse(it.len()));
        rest = said.iter().find_map(|it| rest.strip_prefix(it.as_str())).unwrap_or(rest);
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_says_the_title_and_facts_in_order() {
        let own = |it: &str| vec![it.to_owned()];
        let dates = vec!["2015年5月28日".to_owned(), "二〇一五年五月".to_owned()];
        let facts = vec![own("——创新引领"), own("对话会"), dates, own("重庆"), vec![]];
        let said = |words| is_said("重庆倡议", &facts, words);
        assert!(said("《重庆倡议》封面"));
        assert!(said("《重庆倡议》封面：——创新引领；对话会；二〇一五年五月；重庆"));
        assert!(said("《重庆倡议》封面：2015年5月28日"));
        for wrong in [
            "",
            "封面",
            "《重庆》封面",
            "《重庆倡议》封面：重庆；对话会",
            "《重庆倡议》封面：对话会；对话会",
            "《重庆倡议》封面：二〇一六年五月",
            "《重庆倡议》封面：一座桥",
            "《重庆倡议》",
        ] {
            assert!(!said(wrong), "{wrong}");
        }
    }
}
