//! What a paragraph or heading opens in this document: the same 一、 is an article, a heading or a point, and 第三条 is an
//! article or a reference.

use crate::model::grammar::{Opening, Opens, is_reference_tail, opening, trim_lead};
use crate::model::{Number, UnitKind};

/// What is known of the document where a line stands.
pub struct Context {
    /// Whether the text has 条: then 一、 is no article.
    pub articles: bool,
    /// The number of the last article.
    pub last_article: Option<Number>,
    /// The number of the last 一、, whatever it opened.
    pub last_yi: Option<Number>,
    /// Whether some line opens with 二: then 一， may begin a row.
    pub row_of_yi: bool,
}

/// Returns what a paragraph or a heading of some level opens, and nothing where it is text.
pub fn classify(ctx: &Context, level: Option<u8>, text: &str) -> Option<(UnitKind, Option<Opening>)> {
    let line = trim_lead(text);
    let found = opening(line).filter(|it| !line[..it.len].contains('\n'));
    let Some(it) = found else {
        return (level.is_some_and(|it| it > 1)).then_some((UnitKind::Heading, None));
    };
    let rest = &line[it.len + it.separator..];
    let due = |last: &Option<Number>| match (last, &it.number) {
        (Some(last), Some(number)) => number.follows(last),
        (None, Some(number)) => *number == Number::new(1),
        (_, None) => false,
    };
    // In a row of 一， one may be missing.
    let near = |last: &Number| it.number.as_ref().is_some_and(|it| it.base == last.base.saturating_add(2));
    let in_row = due(&ctx.last_yi) || ctx.last_yi.as_ref().is_some_and(near);
    if it.kind == Opens::LikeYi && !(ctx.row_of_yi && in_row) {
        return level.filter(|&it| it > 1).map(|_| (UnitKind::Heading, None));
    }
    let kind = match it.kind {
        Opens::Yi | Opens::LikeYi if ctx.articles && level.is_some() => UnitKind::NumberedHeading,
        Opens::Yi | Opens::LikeYi if ctx.articles => UnitKind::Point,
        Opens::Yi | Opens::LikeYi => UnitKind::Article,
        Opens::Unit(UnitKind::Article) => {
            let separated = it.separator > 0 || rest.is_empty() || rest.starts_with(['\n', '【']);
            if !(separated || due(&ctx.last_article) && !is_reference_tail(rest)) {
                return level.filter(|&it| it > 1).map(|_| (UnitKind::Heading, None));
            }
            UnitKind::Article
        }
        // 附件1 alone on its line is one, heading or not.
        Opens::Unit(UnitKind::Annex) if level.is_none() => {
            let alone = rest.is_empty() && !line[..it.len].ends_with(['：', ':']);
            (alone && !it.numeral.is_empty()).then_some(UnitKind::Annex)?
        }
        // 编章节附件 else stand in headings.
        Opens::Unit(
            kind @ (UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Section | UnitKind::Annex),
        ) => {
            level?;
            kind
        }
        Opens::Unit(kind) => kind,
    };
    Some((kind, Some(it)))
}

/// Returns whether a paragraph under the title is an enactment note: it opens with a date, or stands wholly in （）.
pub fn is_enactment(text: &str) -> bool {
    let text = text.trim();
    if let (Some('（' | '('), Some('）' | ')')) = (text.chars().next(), text.chars().next_back()) {
        return true;
    }
    let digits = text.chars().take_while(|it| it.is_ascii_digit() || "〇零○一二三四五六七八九".contains(*it)).count();
    digits == 4 && text.chars().nth(4) == Some('年')
}
