//! How a number is written at a place: 第十二条, 十二、, （十二）, 12., as its neighbours have it.

use crate::model::{Number, Unit, UnitKind, to_han};

/// Returns the canonical marker of `number` in the scheme of `unit`.
pub fn label(unit: &Unit, number: &Number) -> String {
    let first = unit.marker.iter().flat_map(|it| &it.runs).find_map(|it| it.text.chars().next());
    match unit.kind {
        UnitKind::Part => ordinal(number, "编"),
        UnitKind::Subpart => ordinal(number, "分编"),
        UnitKind::Chapter => ordinal(number, "章"),
        UnitKind::Section => ordinal(number, "节"),
        UnitKind::Article if matches!(first, Some('第' | '笫')) => ordinal(number, "条"),
        UnitKind::Article | UnitKind::NumberedHeading | UnitKind::Point => format!("{number}、"),
        UnitKind::Item => format!("（{number}）"),
        UnitKind::Subitem => {
            let mark = written(unit).chars().next_back().filter(|it| !it.is_ascii_digit()).unwrap_or('.');
            format!("{}{mark}", number.base)
        }
        UnitKind::Clause => format!("（{}）", number.base),
        UnitKind::Subclause => match number.base {
            1..=20 => char::from_u32(u32::from('①') + number.base - 1).map_or(String::new(), |it| it.to_string()),
            _ => format!("（{}）", number.base),
        },
        UnitKind::Annex => format!("附件{}", number.base),
        UnitKind::Preamble | UnitKind::Heading => written(unit),
    }
}

/// Returns how an article is cited: 第一百二十条之一.
pub fn article(number: &Number) -> String {
    ordinal(number, "条")
}

fn ordinal(number: &Number, word: &str) -> String {
    let mut out = String::with_capacity(32);
    out.push('第');
    out.push_str(&to_han(number.base));
    out.push_str(word);
    for it in &number.inserted {
        out.push('之');
        out.push_str(&to_han(*it));
    }
    out
}

/// Returns the marker of a unit as it stands.
pub fn written(unit: &Unit) -> String {
    unit.marker.as_ref().map_or(String::new(), |it| it.text())
}

/// Returns a marker as a sentence has it: in quotation marks where its own mark would break the sentence, “三、”, “4.”.
pub fn named(marker: &str) -> String {
    match marker.ends_with(['、', '，', '．', '.', ',', ')']) {
        true => format!("“{marker}”"),
        false => marker.to_owned(),
    }
}

/// Returns a number token without what breaks it: blanks inside, a dash for 一, 笫 for 第.
pub fn mended(token: &str) -> String {
    let kept = token.chars().filter(|it| !it.is_whitespace());
    kept.map(|it| match it {
        '笫' => '第',
        '-' | '－' | '—' | '–' | 'ー' | '―' => '一',
        it => it,
    })
    .collect()
}

/// Returns a run of numbers in words: one, or the first and the last.
pub fn span_of(unit: &Unit, numbers: &[Number]) -> String {
    let name = |it: &Number| named(&label(unit, it));
    match numbers {
        [] => String::new(),
        [one] => name(one),
        [one, two] => format!("{}和{}", name(one), name(two)),
        [first, .., last] => format!("{}至{}", name(first), name(last)),
    }
}
