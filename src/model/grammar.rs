//! The grammar of markers: what a line says of itself by its first characters. Measured on 20 million characters of
//! published law; a row a scheme, so that other schemes can come beside these.

use super::{Number, UnitKind, parse_han};

/// A marker found at the start of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// What it opens.
    pub kind: Opens,
    /// The value; nothing where the numeral makes none.
    pub number: Option<Number>,
    /// The numeral as written.
    pub numeral: String,
    /// Bytes of the marker.
    pub len: usize,
    /// Bytes of white space behind it.
    pub separator: usize,
}

/// What a marker opens, before the document is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opens {
    /// A unit whatever stands around it.
    Unit(UnitKind),
    /// 一、: an article, a heading or a point, as the document has it.
    Yi,
    /// 一， or 一.: the same, if it stands in a row of such.
    LikeYi,
}

/// Returns whether a character is part of a Chinese numeral.
fn is_numeral(it: char) -> bool {
    matches!(
        it,
        '零' | '〇'
            | '○'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
}

/// Returns the marker that opens a line, or nothing. The line has lost its indent.
pub fn opening(line: &str) -> Option<Opening> {
    let first = line.chars().next()?;
    match first {
        '第' | '笫' => ordinal(line),
        '附' => annex(line),
        '（' | '(' => bracketed(line),
        '①'..='⑳' => {
            let number = u32::from(first) - u32::from('①') + 1;
            Some(finish(line, UnitKind::Subclause, Number::new(number), &line[..3], 3))
        }
        _ if first.is_ascii_digit() || ('０'..='９').contains(&first) => arabic(line),
        _ if is_numeral(first) => {
            let len = numeral_len(line);
            let rest = &line[len..];
            let mark = rest.chars().next()?;
            let kind = match mark {
                '、' => Opens::Yi,
                '，' | ',' | '.' | '．' => Opens::LikeYi,
                _ => return None,
            };
            let number = parse_han(&line[..len]).map(Number::new);
            let end = len + mark.len_utf8();
            Some(Opening {
                kind,
                number,
                numeral: line[..len].to_owned(),
                len: end,
                separator: blank_len(&line[end..]),
            })
        }
        _ => None,
    }
}

/// Returns whether what follows 第N条 without a separator makes it a reference and not an article.
pub fn is_reference_tail(rest: &str) -> bool {
    [
        "规定",
        "的",
        "、",
        "和",
        "至",
        "》",
        "第",
        "以",
        "及",
        "或",
        "，",
        "中",
        "所",
        "之规定",
        "项",
        "款",
        "）",
        "；",
        "。",
        "—",
        "－",
        "～",
    ]
    .iter()
    .any(|it| rest.starts_with(it))
        // 第二条中的, but 第二条中华人民共和国.
        && !rest.starts_with("中华")
}

fn numeral_len(text: &str) -> usize {
    text.find(|it: char| !is_numeral(it)).unwrap_or(text.len())
}

/// Returns a line without the white space that opens it; Chinese text indents with U+3000.
pub fn trim_lead(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '\u{3000}', '\u{A0}', '\u{2002}'])
}

fn blank_len(text: &str) -> usize {
    text.len() - trim_lead(text).len()
}

fn finish(line: &str, kind: UnitKind, number: Number, numeral: &str, len: usize) -> Opening {
    Opening {
        kind: Opens::Unit(kind),
        number: Some(number),
        numeral: numeral.to_owned(),
        len,
        separator: blank_len(&line[len..]),
    }
}

/// 第一编, 第一分编, 第一章, 第一节, 第一条, 第一百二十条之一. A blank inside, 笫 for 第, a dash for 一 and Arabic digits
/// are read too: the spelling is for the checks.
fn ordinal(line: &str) -> Option<Opening> {
    let mut at = '第'.len_utf8();
    at += blank_len(&line[at..]);
    let from = at;
    let (mut number, len) = loose_numeral(&line[at..])?;
    at += len;
    let to = at;
    at += blank_len(&line[at..]);
    let rest = &line[at..];
    let (kind, word) = [
        (UnitKind::Subpart, "分编"),
        (UnitKind::Part, "编"),
        (UnitKind::Chapter, "章"),
        (UnitKind::Section, "节"),
        (UnitKind::Article, "条"),
    ]
    .into_iter()
    .find(|(_, word)| rest.starts_with(word))?;
    let mut end = at + word.len();
    let mut written = line[from..to].to_owned();
    while let Some(rest) = line[end..].strip_prefix('之') {
        let len = numeral_len(rest);
        if len == 0 {
            break;
        }
        written.push('之');
        written.push_str(&rest[..len]);
        match (&mut number, parse_han(&rest[..len])) {
            (Some(number), Some(inserted)) => number.inserted.push(inserted),
            _ => number = None,
        }
        end += '之'.len_utf8() + len;
    }
    Some(Opening { kind: Opens::Unit(kind), number, numeral: written, len: end, separator: blank_len(&line[end..]) })
}

/// Returns the value of a numeral as people type it, with its bytes: 三十－ for 三十一, 87, ８７.
fn loose_numeral(text: &str) -> Option<(Option<Number>, usize)> {
    let digits = text.find(|it: char| !(it.is_ascii_digit() || ('０'..='９').contains(&it))).unwrap_or(text.len());
    if digits > 0 {
        return Some((ascii_digits(&text[..digits]).map(Number::new), digits));
    }
    // 第叁条 and 第廿条 are numbers, if not as a law writes them.
    let len = text.find(|it| !(is_numeral(it) || formal(it).is_some())).unwrap_or(text.len());
    if text[..len].contains(|it| formal(it).is_some()) {
        let mut plain = String::new();
        text[..len].chars().for_each(|it| match formal(it) {
            Some(common) => plain.push_str(common),
            None => plain.push(it),
        });
        return Some((parse_han(&plain).map(Number::new), len));
    }
    let dash = |it| matches!(it, '-' | '－' | '—' | '–' | 'ー' | '―');
    let len = text.find(|it| !(is_numeral(it) || dash(it))).unwrap_or(text.len());
    if numeral_len(text) == 0 {
        return None;
    }
    let plain: String = text[..len].chars().map(|it| if dash(it) { '一' } else { it }).collect();
    Some((parse_han(&plain).map(Number::new), len))
}

/// Returns the common form of a numeral of money, or of a day of the month.
fn formal(it: char) -> Option<&'static str> {
    Some(match it {
        '壹' => "一",
        '贰' => "二",
        '叁' => "三",
        '肆' => "四",
        '伍' => "五",
        '陆' => "六",
        '柒' => "七",
        '捌' => "八",
        '玖' => "九",
        '拾' => "十",
        '廿' => "二十",
        '卅' => "三十",
        _ => return None,
    })
}

/// 附件, 附件1, 附件一, 附录A, 附表.
fn annex(line: &str) -> Option<Opening> {
    let word = ["附件", "附录", "附表"].into_iter().find(|it| line.starts_with(it))?;
    let rest = &line[word.len()..];
    let digits = rest.len() - rest.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let han = numeral_len(rest);
    let letter = rest.chars().next().filter(char::is_ascii_uppercase);
    let (number, len) = if digits > 0 {
        (rest[..digits].parse().ok().map(Number::new), digits)
    } else if han > 0 {
        (parse_han(&rest[..han]).map(Number::new), han)
    } else if let Some(letter) = letter {
        (Some(Number::new(u32::from(letter) - u32::from('A') + 1)), 1)
    } else {
        (None, 0)
    };
    let after = &rest[len..];
    if !(after.is_empty() || after.starts_with(['：', ':', ' ', '\u{3000}', '\t', '\u{A0}'])) {
        return None;
    }
    let colon = after.chars().next().filter(|it| matches!(it, '：' | ':')).map_or(0, char::len_utf8);
    let end = word.len() + len + colon;
    Some(Opening {
        kind: Opens::Unit(UnitKind::Annex),
        number,
        numeral: rest[..len].to_owned(),
        len: end,
        separator: blank_len(&line[end..]),
    })
}

/// （一） and （1）, brackets of either width.
fn bracketed(line: &str) -> Option<Opening> {
    let open = line.chars().next()?.len_utf8();
    let close = line.find(['）', ')'])?;
    let inside = &line[open..close];
    let end = close + line[close..].chars().next()?.len_utf8();
    if inside.is_empty() {
        return None;
    }
    if numeral_len(inside) == inside.len() {
        let number = parse_han(inside).map(Number::new);
        return Some(Opening {
            kind: Opens::Unit(UnitKind::Item),
            number,
            numeral: inside.to_owned(),
            len: end,
            separator: blank_len(&line[end..]),
        });
    }
    let digits = ascii_digits(inside)?;
    (inside.chars().count() <= 2).then(|| finish(line, UnitKind::Clause, Number::new(digits), inside, end))
}

/// `1.`, `１．`, `1、`; never `1.5`.
fn arabic(line: &str) -> Option<Opening> {
    let len = line.find(|it: char| !(it.is_ascii_digit() || ('０'..='９').contains(&it)))?;
    let rest = &line[len..];
    let mark = rest.chars().next().filter(|it| matches!(it, '.' | '．' | '、'))?;
    let end = len + mark.len_utf8();
    if line[..len].chars().count() > 2
        || line[end..].starts_with(|it: char| it.is_ascii_digit() || ('０'..='９').contains(&it))
    {
        return None;
    }
    Some(finish(line, UnitKind::Subitem, Number::new(ascii_digits(&line[..len])?), &line[..len], end))
}

fn ascii_digits(text: &str) -> Option<u32> {
    text.chars().try_fold(0u32, |sum, it| {
        let digit = it.to_digit(10).or_else(|| ('０'..='９').contains(&it).then(|| u32::from(it) - u32::from('０')))?;
        sum.checked_mul(10)?.checked_add(digit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> String {
        match opening(line) {
            None => "-".to_owned(),
            Some(it) => format!(
                "{:?} {} [{}] {}",
                it.kind,
                it.number.map_or("?".to_owned(), |it| it.slug()),
                &line[..it.len],
                it.separator
            ),
        }
    }

    #[test]
    fn markers_of_every_kind() {
        assert_eq!(found("第十二条　本法"), "Unit(Article) 12 [第十二条] 3");
        assert_eq!(found("第一百二十条之一 本法"), "Unit(Article) 120-1 [第一百二十条之一] 1");
        assert_eq!(found("第二分编 典型合同"), "Unit(Subpart) 2 [第二分编] 1");
        assert_eq!(found("（三）建立"), "Unit(Item) 3 [（三）] 0");
        assert_eq!(found("(三)建立"), "Unit(Item) 3 [(三)] 0");
        assert_eq!(found("（1）建立"), "Unit(Clause) 1 [（1）] 0");
        assert_eq!(found("1.建立"), "Unit(Subitem) 1 [1.] 0");
        assert_eq!(found("１．建立"), "Unit(Subitem) 1 [１．] 0");
        assert_eq!(found("①建立"), "Unit(Subclause) 1 [①] 0");
        assert_eq!(found("十一、我们"), "Yi 11 [十一、] 0");
        assert_eq!(found("十一，我们"), "LikeYi 11 [十一，] 0");
        assert_eq!(found("第九十九万亿条　船舶"), "Unit(Article) ? [第九十九万亿条] 3");
        assert_eq!(found("第三十五 条农村"), "Unit(Article) 35 [第三十五 条] 0");
        assert_eq!(found("笫三十－条　农村"), "Unit(Article) 31 [笫三十－条] 3");
        assert_eq!(found("第８７条 船舶"), "Unit(Article) 87 [第８７条] 1");
        assert_eq!(found("第二十十三条 船舶"), "Unit(Article) ? [第二十十三条] 1");
        assert_eq!(found("第叁条　船舶"), "Unit(Article) 3 [第叁条] 3");
        assert_eq!(found("第廿一条　船舶"), "Unit(Article) 21 [第廿一条] 3");
        assert_eq!(found("附件2"), "Unit(Annex) 2 [附件2] 0");
        assert_eq!(found("附录A　样式"), "Unit(Annex) 1 [附录A] 3");
    }

    #[test]
    fn text_that_looks_like_a_marker() {
        for line in [
            "第一次会议",
            "附件中的",
            "1.5万元",
            "2015、2016年",
            "（以下简称公约）",
            "三四个",
            "第条",
            "（2015）5号",
            "",
        ] {
            assert_eq!(found(line), "-", "{line}");
        }
    }
}
