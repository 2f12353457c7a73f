//! 中文数字, both ways, and the value of a 序号. The canonical spelling (一百一十二, 一千零一) is the only one found in
//! 147,288 article numbers of published Chinese law, so any other is a finding.

use std::fmt;

/// The value of a number in a marker: 一百二十 之一 is `Number { base: 120, inserted: [1] }`.
///
/// The order of values is the order in a document: 第一百二十条, 第一百二十条之一, 第一百二十一条.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// The number itself.
    pub base: u32,
    /// The numbers behind 之, outermost first.
    pub inserted: Vec<u32>,
}

impl Number {
    /// Returns a number without 之.
    pub fn new(base: u32) -> Self {
        Self { base, inserted: Vec::new() }
    }

    /// Returns whether `self` may stand right after `before`: the next number, the first insertion behind it, or
    /// the next insertion at any level.
    pub fn follows(&self, before: &Number) -> bool {
        if self.inserted.is_empty() && Some(self.base) == before.base.checked_add(1) {
            return true;
        }
        if self.base != before.base {
            return false;
        }
        let (mine, theirs) = (&self.inserted, &before.inserted);
        if mine.len() == theirs.len() + 1 {
            return mine[..theirs.len()] == theirs[..] && mine[theirs.len()] == 1;
        }
        !mine.is_empty()
            && mine.len() <= theirs.len()
            && mine[..mine.len() - 1] == theirs[..mine.len() - 1]
            && Some(mine[mine.len() - 1]) == theirs[mine.len() - 1].checked_add(1)
    }

    /// Returns the value as an id spells it: `120-1`.
    pub fn slug(&self) -> String {
        let mut slug = self.base.to_string();
        for it in &self.inserted {
            slug.push('-');
            slug.push_str(&it.to_string());
        }
        slug
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_han(self.base))?;
        self.inserted.iter().try_for_each(|it| write!(f, "之{}", to_han(*it)))
    }
}

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Returns a number below one hundred million in canonical 中文数字: 一百一十二, 一千零一, 十二.
pub fn to_han(number: u32) -> String {
    if number == 0 {
        return "零".to_owned();
    }
    let (high, low) = (number / 10_000, number % 10_000);
    let mut out = String::new();
    if high > 0 {
        out.push_str(&to_han(high));
        out.push('万');
    }
    if low > 0 {
        if high > 0 && low < 1000 {
            out.push('零');
        }
        push_below_ten_thousand(&mut out, low, high > 0);
    }
    out
}

fn push_below_ten_thousand(out: &mut String, number: u32, inside: bool) {
    let mut zero = false;
    let mut started = inside;
    let mut written = false;
    for (unit, mark) in [(1000, Some('千')), (100, Some('百')), (10, Some('十')), (1, None)] {
        let digit = number / unit % 10;
        if digit == 0 {
            zero = written;
            continue;
        }
        if zero {
            out.push('零');
            zero = false;
        }
        // 十二, but 一百一十二.
        if !(unit == 10 && digit == 1 && !started) {
            out.push(DIGITS[digit as usize]);
        }
        out.extend(mark);
        started = true;
        written = true;
    }
}

/// Returns the value of 中文数字, and nothing where they make none. Lenient: 一百十, 二〇一五 and 两 are read too, so
/// that the spelling can be told from the value.
pub fn parse_han(text: &str) -> Option<u32> {
    let digit = |it| match it {
        '零' | '〇' | '○' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|&digit| digit == it).map(|at| at as u32),
    };
    if text.is_empty() {
        return None;
    }
    if !text.contains(['十', '百', '千', '万']) {
        return text.chars().try_fold(0u32, |sum, it| sum.checked_mul(10)?.checked_add(digit(it)?));
    }
    let (mut total, mut section, mut pending) = (0u32, 0u32, None::<u32>);
    let mut last_unit = u32::MAX;
    for it in text.chars() {
        let unit = match it {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => {
                let value = section + pending.take().unwrap_or(0);
                if total > 0 || value == 0 {
                    return None;
                }
                total = value.checked_mul(10_000)?;
                (section, last_unit) = (0, u32::MAX);
                continue;
            }
            _ => {
                let digit = digit(it)?;
                if pending.is_some_and(|it| it != 0) || (digit == 0 && pending == Some(0)) {
                    return None;
                }
                pending = Some(digit);
                continue;
            }
        };
        let times = match pending.take() {
            None | Some(0) if unit == 10 => 1,
            None | Some(0) => return None,
            Some(digit) => digit,
        };
        if unit >= last_unit {
            return None;
        }
        section += times * unit;
        last_unit = unit;
    }
    total.checked_add(section + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_spellings_read_back() {
        for number in (1..=20_005).chain([99_999, 100_000, 1_000_000, 12_345_678]) {
            assert_eq!(parse_han(&to_han(number)), Some(number), "{}", to_han(number));
        }
    }

    #[test]
    fn spellings() {
        let spelled = [
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (112, "一百一十二"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (1260, "一千二百六十"),
            (10_005, "一万零五"),
        ];
        for (number, text) in spelled {
            assert_eq!(to_han(number), text);
        }
        assert_eq!(parse_han("一百十"), Some(110));
        assert_eq!(parse_han("二〇一五"), Some(2015));
        for wrong in ["", "条", "百", "十百", "一一十", "二零零十"] {
            assert_eq!(parse_han(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn insertions_stand_between_their_neighbours() {
        let n = |base, inserted: &[u32]| Number { base, inserted: inserted.to_vec() };
        assert!(n(120, &[1]).follows(&n(120, &[])));
        assert!(n(120, &[2]).follows(&n(120, &[1])));
        assert!(n(121, &[]).follows(&n(120, &[2])));
        assert!(n(120, &[1, 1]).follows(&n(120, &[1])));
        assert!(n(120, &[2]).follows(&n(120, &[1, 3])));
        assert!(!n(120, &[2]).follows(&n(120, &[])));
        assert!(!n(122, &[]).follows(&n(120, &[2])));
        assert!(n(120, &[9]) < n(121, &[]));
    }
}
