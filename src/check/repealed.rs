//! Lines that repeal several articles together: 第二条至第四条　（删去）. They open with what looks like a reference and
//! are none; the numbers between their ends are taken and missing nowhere.

use crate::model::{Number, parse_han};

/// A line that says more than this is no such line.
const LONGEST: usize = 60;

/// Returns the first and the last number that a line repeals.
pub fn repealed(text: &str) -> Option<(Number, Number)> {
    let text = text.trim();
    if !text.starts_with('第') || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let (first, rest) = article(text)?;
    let rest = rest.trim_start();
    let word = ["至", "到", "—", "－", "-", "～", "、", "和", "及"].into_iter().find(|it| rest.starts_with(it))?;
    let (last, rest) = article(rest[word.len()..].trim_start())?;
    let joined = match word {
        "、" | "和" | "及" => last.follows(&first),
        _ => first < last,
    };
    let rest = rest.trim_start().trim_start_matches(['（', '(', '［', '[', '【', '〔']);
    let gone = ["删", "已删", "废止", "已废止"].iter().any(|it| rest.starts_with(it));
    (joined && gone).then_some((first, last))
}

/// Reads 第一百二十条之一 and returns the number with what stands behind it.
fn article(text: &str) -> Option<(Number, &str)> {
    const DEEPEST: usize = 8;
    let text = text.strip_prefix('第').unwrap_or(text);
    let (value, rest) = numeral(text)?;
    let mut number = Number::new(value);
    let mut rest = rest.strip_prefix('条')?;
    while let Some((value, behind)) = rest.strip_prefix('之').and_then(numeral)
        && number.inserted.len() < DEEPEST
    {
        number.inserted.push(value);
        rest = behind;
    }
    Some((number, rest))
}

fn numeral(text: &str) -> Option<(u32, &str)> {
    let len = text.find(|it| !"零〇一二三四五六七八九十百千万".contains(it)).unwrap_or(text.len());
    Some((parse_han(&text[..len])?, &text[len..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        repealed(text).map_or("-".to_owned(), |(first, last)| format!("{}..{}", first.slug(), last.slug()))
    }

    #[test]
    fn lines_that_repeal() {
        assert_eq!(found("第二条至第四条　（删去）"), "2..4");
        assert_eq!(found("第二条至四条（删除）"), "2..4");
        assert_eq!(found("第二条、第三条　删去"), "2..3");
        assert_eq!(found("第二百条至第二百条之三（已废止）"), "200..200-3");
    }

    #[test]
    fn lines_that_do_not() {
        for text in [
            "第二条至第四条规定的，予以废止。",
            "第二条、第九条（删去）",
            "第四条至第二条（删去）",
            "第二条（删去）",
            "第二条第一款至第三款（删去）",
            "",
        ] {
            assert_eq!(found(text), "-", "{text}");
        }
    }
}
