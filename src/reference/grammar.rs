//! One step of a citation: 第十二条, 第（二）项, 第三、五条. Numbers with what they count; words that only look so
//! (第一次会议, 第三人, 第一条例) are none.

use crate::model::{Number, parse_han};

/// What a step counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 条
    Article,
    /// 款
    Paragraph,
    /// 项
    Item,
    /// 目
    Subitem,
}

/// How a number is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// It is the first.
    None,
    /// 、 和 或者
    And,
    /// 至
    To,
}

/// A step: one number, or several that share their word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The numbers.
    pub numbers: Vec<(Joint, Number)>,
    /// What they count.
    pub level: Level,
    /// Bytes of the step.
    pub len: usize,
}

/// The words of each level, with what must not follow: 条例, 款项, 项目, 目的.
const LEVELS: &[(Level, char, &[char])] = &[
    (Level::Article, '条', &['例', '件', '约', '款', '文', '目']),
    (Level::Paragraph, '款', &['额', '物', '待']),
    (Level::Item, '项', &['目', '下']),
    (Level::Subitem, '目', &['录', '标', '的']),
];

/// Returns the step that text opens with.
pub fn step(text: &str) -> Option<Step> {
    let start = '第'.len_utf8();
    let mut at = start;
    if !text.starts_with('第') {
        return None;
    }
    let mut numbers: Vec<(Joint, Number)> = Vec::new();
    let mut joint = Joint::None;
    loop {
        let (number, len) = numeral(&text[at..])?;
        numbers.push((joint, number));
        at += len;
        if let Some((level, len)) = level(&text[at..]) {
            at += len;
            let inserted = |at: usize| {
                let rest = text[at..].strip_prefix('之').filter(|_| level == Level::Article);
                rest.and_then(bare_numeral)
            };
            while let Some((inserted, len)) = inserted(at) {
                if let (Some((_, last)), Some(inserted)) = (numbers.last_mut(), inserted) {
                    last.inserted.push(inserted);
                }
                at += '之'.len_utf8() + len;
            }
            return Some(Step { numbers, level, len: at });
        }
        // 第（一）（二）项 joins without a word.
        let (next, len) =
            self::joint(&text[at..]).or_else(|| text[at..].starts_with(['（', '(']).then_some((Joint::And, 0)))?;
        joint = next;
        at += len;
    }
}

/// Returns the joining word that text opens with.
pub fn joint(text: &str) -> Option<(Joint, usize)> {
    const AND: &[&str] = &["、", "以及", "及其", "和", "及", "与", "或者", "或", "，", ","];
    const TO: &[&str] = &["至", "到", "－", "—", "-", "～", "~"];
    let found = |list: &[&str], joint| list.iter().find(|it| text.starts_with(**it)).map(|it| (joint, it.len()));
    found(TO, Joint::To).or_else(|| found(AND, Joint::And))
}

fn level(text: &str) -> Option<(Level, usize)> {
    let mut chars = text.chars();
    let (word, next) = (chars.next()?, chars.next());
    let (level, word, not) = LEVELS.iter().find(|(_, it, _)| *it == word)?;
    next.is_none_or(|next| !not.contains(&next)).then_some((*level, word.len_utf8()))
}

/// 十二, 12, （十二）, （12）
fn numeral(text: &str) -> Option<(Number, usize)> {
    let open = text.chars().next().filter(|it| matches!(it, '（' | '(')).map_or(0, char::len_utf8);
    let (value, len) = bare_numeral(&text[open..])?;
    let mut end = open + len;
    if open > 0 {
        end += text[end..].chars().next().filter(|it| matches!(it, '）' | ')'))?.len_utf8();
    }
    Some((Number::new(value?), end))
}

fn bare_numeral(text: &str) -> Option<(Option<u32>, usize)> {
    let han = text.find(|it| !"零〇○一二三四五六七八九十百千万".contains(it)).unwrap_or(text.len());
    if han > 0 {
        return Some((parse_han(&text[..han]), han));
    }
    let digits = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    (digits > 0).then(|| (text[..digits].parse().ok(), digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let Some(step) = step(text) else { return "-".to_owned() };
        let numbers: Vec<String> = step
            .numbers
            .iter()
            .map(|(joint, it)| format!("{}{}", if *joint == Joint::To { "to " } else { "" }, it.slug()))
            .collect();
        format!("{:?} {} [{}]", step.level, numbers.join(" "), &text[..step.len])
    }

    #[test]
    fn steps() {
        assert_eq!(found("第十二条第二款"), "Article 12 [第十二条]");
        assert_eq!(found("第一百二十条之一规定"), "Article 120-1 [第一百二十条之一]");
        assert_eq!(found("第（二）项规定"), "Item 2 [第（二）项]");
        assert_eq!(found("第三、五条的"), "Article 3 5 [第三、五条]");
        assert_eq!(found("第（一）至（三）项"), "Item 1 to 3 [第（一）至（三）项]");
        assert_eq!(found("第12条"), "Article 12 [第12条]");
    }

    #[test]
    fn words_that_only_look_so() {
        for text in ["第一次会议", "第三人", "第一条例", "第一项目", "第三目标", "第一、第二审", "第二、三产业"]
        {
            assert_eq!(found(text), "-", "{text}");
        }
    }
}
