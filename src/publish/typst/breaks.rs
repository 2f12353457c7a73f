//! Where a long run of Latin may end a line: behind the signs that part an address, and, where it has none, between any
//! of its letters, so that no word stands out of its measure. The layout puts a thread of space there and no character.

/// A run as long as this gets places to break at its signs.
const LONG: usize = 16;

/// A piece without a sign as long as this is no word of a language: it may break between its letters.
const ENDLESS: usize = 25;

/// So many letters stay together where a piece is broken between its letters.
const TOGETHER: usize = 4;

/// Returns the bytes of a text before which a line may begin within a long run of Latin.
pub fn breaks(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(step) = text[from..].find(is_latin) {
        let start = from + step;
        let end = text[start..].find(|it| !is_latin(it)).map_or(text.len(), |it| start + it);
        if end - start >= LONG {
            run(text, start, end, &mut out);
        }
        from = end;
    }
    out
}

/// ASCII that prints, and the letters of Latin beyond it.
fn is_latin(it: char) -> bool {
    it.is_ascii_graphic() || matches!(it, '\u{C0}'..='\u{24F}')
}

fn run(text: &str, start: usize, end: usize, out: &mut Vec<usize>) {
    let mut piece = start;
    let mut chars = text[start..end].char_indices().map(|(at, it)| (start + at, it)).peekable();
    while let Some((at, it)) = chars.next() {
        let next = chars.peek();
        let sign =
            matches!(it, '/' | '.' | '-' | '_' | '?' | '&' | '=' | '#' | ':' | ',' | ';' | '@' | '+' | '%' | '\\');
        // 3.14 and the two strokes of // stay whole.
        let parts = sign
            && next.is_some_and(|it| {
                it.1.is_alphabetic() || it.1.is_ascii_digit() && !matches!(text.as_bytes()[at], b'.' | b',')
            });
        if !parts && next.is_some() {
            continue;
        }
        let close = next.map_or(end, |it| it.0);
        endless(text, piece, close, out);
        if next.is_some() {
            out.push(close);
        }
        piece = close;
    }
}

/// A piece that no sign parts.
fn endless(text: &str, start: usize, end: usize, out: &mut Vec<usize>) {
    let places: Vec<usize> = text[start..end].char_indices().map(|it| start + it.0).collect();
    if places.len() >= ENDLESS {
        out.extend(places.iter().skip(TOGETHER).take(places.len() - 2 * TOGETHER + 1).step_by(2));
    }
}

#[cfg(test)]
mod tests {
    use super::breaks;

    fn shown(text: &str) -> String {
        let mut out = text.to_owned();
        breaks(text).into_iter().rev().for_each(|it| out.insert(it, '|'));
        out
    }

    #[test]
    fn addresses_break_behind_their_signs() {
        assert_eq!(
            shown("见https://example.org/a_long/path-of.html?v=1.25&x，或者"),
            "见https://|example.|org/|a_|long/|path-|of.|html?|v=|1.25&|x，或者"
        );
    }

    #[test]
    fn words_stay_whole_and_what_is_no_word_breaks_anywhere() {
        assert_eq!(shown("internationalization of telecommunications"), "internationalization of telecommunications");
        assert_eq!(shown(&"x".repeat(26)), "xxxx|xx|xx|xx|xx|xx|xx|xx|xx|xx|xxxx");
        assert_eq!(breaks("").len() + breaks("亚欧").len() + breaks("2015-05-27").len(), 0);
    }
}
