//! One step of a reference: 第十二条, 第（二）项, 第三、五条. Numbers with what they count; words that only look so
//! (第一次会议, 第三人, 第一条例) are none.

use std::ops::Range;

use crate::model::{Joint, Number, Rank, parse_han};

/// A number of a step. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// How it is joined to the one before it in the same step.
    pub joint: Joint,
    /// Its value.
    pub number: Number,
    /// The number alone.
    pub numeral: Range<usize>,
    /// 之一
    pub inserted: Option<Range<usize>>,
    /// With 第 and the word, as far as they stand beside it.
    pub range: Range<usize>,
}

/// A step: one number, or several that share their word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbers {
    /// The numbers.
    pub tokens: Vec<Token>,
    /// What they count.
    pub rank: Rank,
    /// Where the step ends.
    pub end: usize,
}

/// The words of each rank, with what must not follow: 条例, 款项, 项目, 目的.
const RANKS: &[(Rank, &str, &[&str])] = &[
    (Rank::Subpart, "分编", &[]),
    (Rank::Part, "编", &["制", "号", "码", "写", "辑", "审", "译", "者", "队", "班", "组", "纂", "入", "外", "内"]),
    (Rank::Chapter, "章", &["程", "节"]),
    (
        Rank::Section,
        "节",
        &["能", "日", "约", "目", "点", "水", "气", "电", "油", "假", "俗", "余", "省", "育", "课", "奏"],
    ),
    (Rank::Article, "条", &["例", "件", "约", "款", "文", "目", "码", "线", "幅", "纹"]),
    (Rank::Paragraph, "款", &["项", "额", "物", "待", "式"]),
    (Rank::Item, "项", &["目", "下", "工作", "工程", "任务", "措施", "制度", "指标", "议程", "技术", "职能", "职责"]),
    (Rank::Subitem, "目", &["录", "标", "的", "前", "光"]),
];

/// Numbers that share one word are few; more are no reference, and looking for the word has an end.
const MOST: usize = 50;

/// Returns the step that opens with 第 at a place.
pub fn step(text: &str, at: usize) -> Option<Numbers> {
    let rest = text[at..].strip_prefix('第')?;
    numbers(text, at, text.len() - rest.len())
}

/// Returns the step that opens with a number at a place: 八条 in 第五条至八条, （二）项 in 第十条（二）项.
pub fn bare_step(text: &str, at: usize) -> Option<Numbers> {
    numbers(text, at, at)
}

fn numbers(text: &str, from: usize, mut at: usize) -> Option<Numbers> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut joint, mut start) = (Joint::None, from);
    while tokens.len() < MOST {
        let (number, numeral, end) = numeral(text, at)?;
        at = end;
        let mut token = Token { joint, number, numeral, inserted: None, range: start..at };
        if let Some((rank, len)) = rank(&text[at..]) {
            at += len;
            if rank == Rank::Article {
                at = insertions(text, at, &mut token);
            }
            token.range.end = at;
            tokens.push(token);
            return Some(Numbers { tokens, rank, end: at });
        }
        tokens.push(token);
        // 第（一）（二）项 joins without a word.
        let rest = &text[at..];
        let joined = self::joint(rest).filter(|_| !rest.starts_with(['，', ',']));
        let (next, len) = joined.or_else(|| rest.starts_with(['（', '(']).then_some((Joint::And, 0)))?;
        joint = next;
        at += len;
        start = at;
        if text[at..].starts_with('第') {
            at += '第'.len_utf8();
        }
    }
    None
}

/// Reads 之一 behind an article and returns where it ends.
fn insertions(text: &str, mut at: usize, token: &mut Token) -> usize {
    const DEEPEST: usize = 8;
    while let Some((value, range)) =
        text[at..].strip_prefix('之').and_then(|_| plain_numeral(text, at + '之'.len_utf8()))
        && token.number.inserted.len() < DEEPEST
    {
        token.number.inserted.push(value);
        token.inserted = Some(token.inserted.as_ref().map_or(at, |it| it.start)..range.end);
        at = range.end;
    }
    at
}

/// Returns the joining word that text opens with.
pub fn joint(text: &str) -> Option<(Joint, usize)> {
    const AND: &[&str] = &["、", "以及", "及其", "和", "及", "与", "或者", "或", "，", ","];
    const TO: &[&str] = &["至", "到", "－", "—", "-", "～", "~"];
    let found = |list: &[&str], joint| list.iter().find(|it| text.starts_with(**it)).map(|it| (joint, it.len()));
    found(TO, Joint::To).or_else(|| found(AND, Joint::And))
}

/// Returns whether what stands behind 第六条 makes it a citation, and no article that lost its line.
pub fn cites(rest: &str) -> bool {
    const TAILS: [&str; 20] = [
        "规定", "的", "、", "和", "至", "第", "以", "及", "或", "，", "中", "所", "之", "款", "项", "）", "；", "。",
        "》", "与",
    ];
    // 第六条中的, but 第六条中华人民共和国.
    TAILS.iter().any(|it| rest.starts_with(it)) && !rest.starts_with("中华")
}

/// Returns what the word that text opens with counts, with its bytes.
pub fn rank(text: &str) -> Option<(Rank, usize)> {
    let (rank, word, not) = RANKS.iter().find(|(_, word, _)| text.starts_with(word))?;
    let rest = &text[word.len()..];
    (!not.iter().any(|it| rest.starts_with(it))).then_some((*rank, word.len()))
}

/// 十二, 12, （十二）, （12）: the value, where the number alone stands, where all of it ends.
fn numeral(text: &str, at: usize) -> Option<(Number, Range<usize>, usize)> {
    let open = text[at..].chars().next().filter(|it| matches!(it, '（' | '(')).map_or(0, char::len_utf8);
    let (value, range) = plain_numeral(text, at + open)?;
    let mut end = range.end;
    if open > 0 {
        end += text[end..].chars().next().filter(|it| matches!(it, '）' | ')'))?.len_utf8();
    }
    Some((Number::new(value), range, end))
}

/// Returns the value of the numeral at a place, Han or Arabic, and its bytes.
pub fn plain_numeral(text: &str, at: usize) -> Option<(u32, Range<usize>)> {
    let rest = &text[at..];
    let han = rest.find(|it| !"零〇○一二三四五六七八九十百千万".contains(it)).unwrap_or(rest.len());
    if han > 0 {
        return Some((parse_han(&rest[..han])?, at..at + han));
    }
    let digit =
        |it: char| it.to_digit(10).or_else(|| ('０'..='９').contains(&it).then(|| u32::from(it) - u32::from('０')));
    let len = rest.find(|it| digit(it).is_none()).unwrap_or(rest.len());
    let value = rest[..len].chars().filter_map(digit).try_fold(0u32, |sum, it| sum.checked_mul(10)?.checked_add(it))?;
    (len > 0).then_some((value, at..at + len))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let Some(step) = step(text, 0) else { return "-".to_owned() };
        let spell = |it: &Token| {
            let to = if it.joint == Joint::To { "to " } else { "" };
            let inserted = it.inserted.clone().map_or(String::new(), |it| format!("+{}", &text[it]));
            format!("{to}{} [{}] {}{inserted}", it.number.slug(), &text[it.range.clone()], &text[it.numeral.clone()])
        };
        format!("{:?}: {}", step.rank, step.tokens.iter().map(spell).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn steps() {
        assert_eq!(found("第十二条第二款"), "Article: 12 [第十二条] 十二");
        assert_eq!(found("第一百二十条之一规定"), "Article: 120-1 [第一百二十条之一] 一百二十+之一");
        assert_eq!(found("第一百二十条之规定"), "Article: 120 [第一百二十条] 一百二十");
        assert_eq!(found("第（二）项规定"), "Item: 2 [第（二）项] 二");
        assert_eq!(found("第三、五条的"), "Article: 3 [第三] 三, 5 [五条] 五");
        assert_eq!(found("第三、第五条的"), "Article: 3 [第三] 三, 5 [第五条] 五");
        assert_eq!(found("第（一）至（三）项"), "Item: 1 [第（一）] 一, to 3 [（三）项] 三");
        assert_eq!(found("第（一）（三）项"), "Item: 1 [第（一）] 一, 3 [（三）项] 三");
        assert_eq!(found("第12条"), "Article: 12 [第12条] 12");
        assert_eq!(found("第１２条"), "Article: 12 [第１２条] １２");
        assert_eq!(found("第二分编"), "Subpart: 2 [第二分编] 二");
        assert_eq!(found("第三章规定"), "Chapter: 3 [第三章] 三");
    }

    #[test]
    fn words_that_only_look_so() {
        for text in [
            "第一次会议",
            "第三人",
            "第一条例",
            "第一条件",
            "第一项目",
            "第一款项",
            "第三目标",
            "第一目的",
            "第二章程",
            "第三节能",
            "第一编制",
            "第一、第二审",
            "第二、三产业",
            "第一，第三条",
            "第十百条",
            "第三十－条",
            "第4294967296条",
            "第条",
            "第",
        ] {
            assert_eq!(found(text), "-", "{text}");
        }
    }
}
