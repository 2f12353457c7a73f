//! What a line of a page says with numbers: a folio in any of its forms, or a head whose numbers change.

use crate::import::characters::half_width;

/// A text with its numbers masked and its blanks left out.
pub fn masked(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars().filter(|it| !it.is_whitespace()) {
        let it = if it.is_numeric() || "〇零一二三四五六七八九十百千".contains(it) { '#' } else { it };
        if it != '#' || !out.ends_with('#') {
            out.push(it);
        }
    }
    out
}

/// The number that a row says and nothing else: `12`, `— 12 —`, `第12页`, `12/40`, `第 3 页 共 9 页`, `Page 3 of 9`, `xii`.
pub fn folio(text: &str) -> Option<i64> {
    let solid: String = text
        .chars()
        .filter(|it| !it.is_whitespace())
        .map(|it| half_width(it).unwrap_or(it).to_ascii_lowercase())
        .collect();
    let around = |it: char| "-–—―·•.,，()（）[]〔〕|".contains(it);
    let mut bare = solid.trim_matches(around);
    for total in ["共", "/", "of", "，共", ",共"] {
        let number = |it: &str| {
            let it = it.trim_end_matches('页');
            !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit())
        };
        if let Some((first, _)) = bare.split_once(total).filter(|(_, it)| number(it)) {
            bare = first.trim_matches(around);
            break;
        }
    }
    let bare = bare.strip_prefix("第").unwrap_or(bare);
    let bare = bare.strip_suffix("页").or_else(|| bare.strip_prefix("page")).unwrap_or(bare).trim_matches(around);
    if bare.is_empty() || bare.len() > 6 {
        return None;
    }
    if bare.bytes().all(|it| it.is_ascii_digit()) {
        return bare.parse().ok();
    }
    roman(bare)
}

fn roman(text: &str) -> Option<i64> {
    let mut total = 0;
    let mut last = 0;
    for it in text.chars().rev() {
        let value = match it {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            _ => return None,
        };
        total += if value < last { -value } else { value };
        last = last.max(value);
    }
    (total > 0).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folios_in_their_forms() {
        for (text, number) in [
            ("12", 12),
            ("— 12 —", 12),
            ("第 3 页", 3),
            ("3/17", 3),
            ("xiv", 14),
            ("１２", 12),
            ("第 3 页 共 9 页", 3),
            ("第3页，共9页", 3),
            ("Page 3 of 9", 3),
            ("·3·", 3),
        ] {
            assert_eq!(folio(text), Some(number), "{text}");
        }
        for text in ["第十二条", "2015年", "a1", "", "——"] {
            assert_eq!(folio(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_masked() {
        assert_eq!(masked("第十二条 — 第 120 条"), "第#条—第#条");
    }
}
