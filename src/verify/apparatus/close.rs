//! The close: the date and the place of the text behind its last line, as the front matter has them.

use crate::verify::expected::{Apparatus, Expected};
use crate::verify::wanted::Wanted;

/// Returns a date as it is printed, `2015年5月28日`; another spelling stays as it is.
pub fn chinese_date(date: &str) -> String {
    let parts: Vec<&str> = date.trim().split('-').collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|it| it.parse().ok()).collect();
    match numbers.as_deref() {
        Some([year, month, day]) => format!("{year}年{month}月{day}日"),
        Some([year, month]) if parts[0].len() == 4 => format!("{year}年{month}月"),
        Some([year]) if parts[0].len() == 4 => format!("{year}年"),
        _ => date.trim().to_owned(),
    }
}

/// Returns the blocks of the close: the date, and the place in the same line or the next.
pub fn wanted(expected: &Expected, place: crate::text::Span) -> Vec<Wanted> {
    if !expected.has(Apparatus::Close) {
        return Vec::new();
    }
    let Some(date) = &expected.date else { return Vec::new() };
    [date].into_iter().chain(&expected.place).map(|it| Wanted::apparatus(it, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::chinese_date;

    #[test]
    fn dates_as_printed() {
        assert_eq!(chinese_date("2015-05-28"), "2015年5月28日");
        assert_eq!(chinese_date("2015-05"), "2015年5月");
        assert_eq!(chinese_date("2015"), "2015年");
        assert_eq!(chinese_date("二〇一五年五月"), "二〇一五年五月");
    }
}
