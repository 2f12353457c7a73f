//! The running head of laws: the first and the last article that stand on the page, and beside them the law on even pages,
//! on odd ones the chapter in force at the page's foot. Nothing on the title page, the contents and the first page of text.
//!
//! An article stands on a page if a character of it does. The law is named without 中华人民共和国, or from 关于 on.

use crate::verify::apparatus::running_head::Head;
use crate::verify::expected::{Article, Expected};

/// Where the pages begin in the source: page, and the byte of its first character of text; pages without text are not
/// in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// Page and byte, in order.
    pub starts: Vec<(usize, u32)>,
}

impl Pages {
    /// Returns the page on which the text begins, behind title and 题注.
    pub fn first_of_text(&self, expected: &Expected) -> Option<usize> {
        let begins = self.starts.iter().take_while(|it| it.1 <= expected.text_start).last();
        begins.map(|it| it.0)
    }

    /// The bytes of a page's text. One that has none stands where the next begins, or at the end.
    fn of(&self, page: usize) -> (u32, u32) {
        let at = self.starts.partition_point(|it| it.0 < page);
        let own = self.starts.get(at).filter(|it| it.0 == page);
        let next = self.starts.get(at + usize::from(own.is_some())).map_or(u32::MAX, |it| it.1);
        (own.map_or(next.saturating_sub(1), |it| it.1), next)
    }
}

/// Returns what the head of a page says.
pub fn head(expected: &Expected, pages: &Pages, page: usize) -> Option<Head> {
    if page <= pages.first_of_text(expected)? {
        return None;
    }
    let (start, end) = pages.of(page);
    let mut parts = Vec::new();
    let first = expected.articles.partition_point(|it| it.end <= start);
    let last = expected.articles.partition_point(|it| it.start < end);
    match expected.articles.get(first..last) {
        Some([only]) => parts.push(vec![only.name.clone()]),
        Some([first, .., last]) => parts.push(vec![range(expected, first, last)]),
        _ => {}
    }
    // A picture at the top of a page is an article's that goes on there, and no glyph tells of it.
    let shown = expected.articles.get(first..last).unwrap_or_default();
    let before = first.checked_sub(1).and_then(|it| expected.articles.get(it));
    if let ([begins, ..], Some(before), false) = (shown, before, expected.pictures.is_empty())
        && begins.start >= start
        && let (Some(own), Some(last)) = (parts.first_mut(), shown.last())
    {
        own.push(range(expected, before, last));
    }
    let group = expected.headings.iter().rfind(|it| it.group && it.start < end);
    parts.push(match group.filter(|_| !page.is_multiple_of(2)) {
        Some(group) => vec![group.text.clone()],
        None => names(&expected.title),
    });
    Some(Head { parts })
}

fn range(expected: &Expected, first: &Article, last: &Article) -> String {
    format!("{}{}{}", first.name, expected.to, last.name)
}

/// The names by which a head may call a law.
fn names(title: &str) -> Vec<String> {
    let short = title.strip_prefix("中华人民共和国").filter(|it| !it.is_empty()).unwrap_or(title);
    let about = title.find("关于").filter(|at| *at > 0).map(|at| title[at..].to_owned());
    let mut out: Vec<String> = std::iter::once(short.to_owned()).chain(about).collect();
    let shortest = out.last().map(|it| it.replace("中华人民共和国", ""));
    out.extend(shortest.filter(|it| !out.contains(it) && !it.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_law_by_its_name() {
        assert_eq!(names("中华人民共和国劳动争议调解仲裁法"), ["劳动争议调解仲裁法"]);
        assert_eq!(
            names("最高人民法院关于审理单位犯罪案件的解释"),
            ["最高人民法院关于审理单位犯罪案件的解释", "关于审理单位犯罪案件的解释"]
        );
    }
}
