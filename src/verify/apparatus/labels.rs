//! Words that only a screen reader says: names of parts, markers, headings, the words that stand for pictures. Anything
//! else would be text that the eye does not see.

use crate::verify::expected::Expected;
use crate::verify::unit::letters;

/// Returns whether words in an attribute are apparatus.
pub fn is_label(expected: &Expected, words: &str) -> bool {
    let text = |it: &str| -> String { letters(it).into_iter().collect() };
    let words = text(words);
    let headings = expected.headings.iter().map(|it| &it.text);
    if headings.chain(&expected.pictures).any(|it| text(it) == words) {
        return true;
    }
    // Names may be joined: 附件1第三条, 封面：重庆倡议, 注3, 第三条（2）.
    let facts = [Some(&expected.title), expected.subtitle.as_ref(), expected.date.as_ref(), expected.place.as_ref()];
    let facts = facts.into_iter().flatten().chain(&expected.facts).chain(&expected.words);
    let names = expected.headings.iter().flat_map(|it| &it.names);
    let mut parts: Vec<String> = facts.chain(names).map(|it| text(it)).filter(|it| !it.is_empty()).collect();
    parts.sort_by_key(|it| std::cmp::Reverse(it.len()));
    let mut rest = words.as_str();
    while let Some(first) = rest.chars().next() {
        let part = parts.iter().find(|it| rest.starts_with(it.as_str())).map(String::len);
        let sign = (!first.is_alphanumeric()).then_some(first.len_utf8());
        let Some(len) = part.or(sign).or_else(|| number(rest)) else { return false };
        rest = &rest[len..];
    }
    true
}

/// The length of a number that opens a text: 3, 第3条.
fn number(text: &str) -> Option<usize> {
    let open = if text.starts_with('第') { '第'.len_utf8() } else { 0 };
    let digits = text[open..].bytes().take_while(u8::is_ascii_digit).count();
    let close = text[open + digits..].chars().next().filter(|it| open > 0 && "条章节编款项页注".contains(*it));
    (digits > 0 && digits < 6).then(|| open + digits + close.map_or(0, char::len_utf8))
}
