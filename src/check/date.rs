//! Dates in running text: 2015年5月28日, 二〇一五年五月二十八日, 5月28日, with what a calendar knows of them. Only dates of the
//! Gregorian calendar are read; a passage that speaks of another is passed over.

use std::ops::Range;

use crate::model::parse_han;

/// A date as it stands in a text. What it does not say is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The year, of four digits.
    pub year: Option<u32>,
    /// The month, whatever number stands there.
    pub month: u32,
    /// The day, whatever number stands there.
    pub day: Option<u32>,
    /// Whether it is written in Chinese numerals.
    pub han: bool,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Date {
    /// Returns where it stands.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns whether a calendar has it; a month without a year may be of a leap year.
    pub fn exists(&self) -> bool {
        (1..=12).contains(&self.month)
            && self.day.is_none_or(|it| (1..=days(self.year.unwrap_or(2000), self.month)).contains(&it))
    }

    /// Returns the day of the week, 0 for Monday, where the whole date is known.
    pub fn weekday(&self) -> Option<u32> {
        let (year, day) = (self.year?, self.day?);
        // Before 1583 the calendar was another.
        if year < 1583 || !self.exists() {
            return None;
        }
        // Zeller's congruence: January and February count to the year before.
        let (y, m) = if self.month < 3 { (year - 1, self.month + 12) } else { (year, self.month) };
        Some((day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400 + 5) % 7)
    }
}

/// Returns how many days a month has.
pub fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the dates of a text, in order.
pub fn dates(text: &str) -> Vec<Date> {
    if !text.contains('月') || OTHER_CALENDARS.iter().any(|it| text.contains(it)) {
        return Vec::new();
    }
    text.match_indices('月').filter_map(|(at, _)| date(text, at)).collect()
}

const OTHER_CALENDARS: [&str; 11] =
    ["农历", "阴历", "夏历", "旧历", "藏历", "回历", "傣历", "彝历", "佛历", "俄历", "儒略历"];

/// Returns the date whose 月 stands at a byte: a year or a day must stand beside it.
fn date(text: &str, at: usize) -> Option<Date> {
    let month = number_before(text, at)?;
    let after = number_after(text, at + '月'.len_utf8());
    let day = after.filter(|it| it.han == month.han && text[it.end..].trim_start_matches(BLANKS).starts_with('日'));
    let end = match day {
        Some(it) => it.end + text[it.end..].find('日').map_or(0, |at| at + '日'.len_utf8()),
        None => at + '月'.len_utf8(),
    };
    let before = text[..month.start].trim_end_matches(BLANKS);
    let year = before.strip_suffix('年').and_then(|it| number_before(text, it.len()));
    let year = year.filter(|it| it.places == 4 && it.han == month.han && it.value > 0);
    // 公元前; 前1046年.
    if year.is_some_and(|it| text[..it.start].ends_with('前')) || (year.is_none() && day.is_none()) {
        return None;
    }
    // 15年2月: a year cut short, or a span of time; 每年2月 is neither.
    let of_year = before.strip_suffix('年').is_some_and(|it| number_before(it, it.len()).is_some());
    if year.is_none() && (of_year || !stands_alone(before)) {
        return None;
    }
    let start = year.map_or(month.start, |it| it.start);
    let day = day.map(|it| it.value);
    // Two blanks to fill in: 2015年00月00日.
    if month.value == 0 || day == Some(0) {
        return None;
    }
    Some(Date { year: year.map(|it| it.value), month: month.value, day, han: month.han, start, end })
}

/// Returns whether a number behind this text is not the rest of another, nor the end of a range.
fn stands_alone(before: &str) -> bool {
    let last = before.chars().next_back();
    !last.is_some_and(|it| {
        it.is_alphanumeric() && !('\u{4E00}'..='\u{9FFF}').contains(&it)
            || matches!(
                it,
                '第' | '个'
                    | '.'
                    | '．'
                    | '/'
                    | '／'
                    | '-'
                    | '－'
                    | '—'
                    | '–'
                    | '~'
                    | '～'
                    | '、'
                    | '至'
                    | '到'
                    | '〇'
                    | '○'
            )
    })
}

/// Blanks that may stand between the parts of a date.
pub const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{3000}'];

/// A number as it stands.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its value.
    pub value: u32,
    /// How many digits it has.
    pub places: usize,
    /// Whether they are Chinese numerals.
    pub han: bool,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// Returns the number that ends at a byte, blanks between passed over.
fn number_before(text: &str, end: usize) -> Option<Figure> {
    let text = text[..end].trim_end_matches(BLANKS);
    let last = text.chars().next_back()?;
    let same = |it: &char| if is_digit(last) { is_digit(*it) } else { is_han_digit(*it) };
    // No number of a date is longer.
    let taken: usize = text.chars().rev().take(9).take_while(same).map(char::len_utf8).sum();
    figure(text, text.len() - taken..text.len())
}

/// Returns the number that begins at a byte, blanks between passed over.
pub fn number_after(text: &str, start: usize) -> Option<Figure> {
    let start = text.len() - text[start..].trim_start_matches(BLANKS).len();
    let first = text[start..].chars().next()?;
    let same = |it: &char| if is_digit(first) { is_digit(*it) } else { is_han_digit(*it) };
    let taken: usize = text[start..].chars().take(9).take_while(same).map(char::len_utf8).sum();
    figure(text, start..start + taken)
}

fn figure(text: &str, range: Range<usize>) -> Option<Figure> {
    let digits = &text[range.clone()];
    let first = digits.chars().next()?;
    let (value, han) = if is_digit(first) {
        let value = digits.chars().try_fold(0u32, |sum, it| sum.checked_mul(10)?.checked_add(digit(it)?))?;
        (value, false)
    } else {
        (parse_han(&digits.replace('○', "〇"))?, true)
    };
    Some(Figure { value, places: digits.chars().count(), han, start: range.start, end: range.end })
}

fn is_digit(it: char) -> bool {
    digit(it).is_some()
}

fn digit(it: char) -> Option<u32> {
    match it {
        '０'..='９' => Some(u32::from(it) - u32::from('０')),
        _ => it.to_digit(10),
    }
}

fn is_han_digit(it: char) -> bool {
    "〇○零一二三四五六七八九十".contains(it)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<(Option<u32>, u32, Option<u32>, bool)> {
        dates(text).first().map(|it| (it.year, it.month, it.day, it.exists()))
    }

    #[test]
    fn dates_are_read_in_every_spelling() {
        assert_eq!(one("于2015年5月28日通过"), Some((Some(2015), 5, Some(28), true)));
        assert_eq!(one("2015 年 5 月 28 日"), Some((Some(2015), 5, Some(28), true)));
        assert_eq!(one("二〇一五年二月三十日"), Some((Some(2015), 2, Some(30), false)));
        assert_eq!(one("２０１５年１３月"), Some((Some(2015), 13, None, false)));
        assert_eq!(one("每年2月29日"), Some((None, 2, Some(29), true)));
        assert_eq!(one("每年2月30日"), Some((None, 2, Some(30), false)));
        assert_eq!(one("1900年2月29日"), Some((Some(1900), 2, Some(29), false)));
    }

    #[test]
    fn what_is_no_date_is_passed_over() {
        for text in [
            "2015年13个月",
            "三个月三十日内",
            "农历二月三十日",
            "公元前1046年2月30日",
            "2015年00月00日",
            "第13月5日",
            "1—13月5日",
            "3年13月",
            "月日",
        ] {
            assert_eq!(one(text), None, "{text}");
        }
    }

    #[test]
    fn weeks_run_on() {
        let day = |text: &str| dates(text)[0].weekday();
        assert_eq!(day("2015年5月28日"), Some(3));
        assert_eq!(day("2000年2月29日"), Some(1));
        assert_eq!(day("2023年1月1日"), Some(6));
        assert_eq!(day("2026年11月22日"), Some(6));
    }
}
