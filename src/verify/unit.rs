//! Text as it is compared: character by character, with white space as something between characters.
//!
//! White space that touches a Chinese character or the end of a block is nothing, since a line may end there and
//! layouts put air there; any other run of it is one blank. Three characters draw nothing and only steer how lines
//! break: U+00AD, U+200B, U+2060. A typesetter puts them in where a line may or may not end (a hyphen at a line's end
//! reads back as U+00AD), so those that the source does not have are nothing; those that it has must be there.

use crate::text::is_cjk;

/// White space before a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// None.
    None,
    /// As the layout likes: between a marker and its text, and where a line of the text ends.
    Free,
    /// A blank.
    Blank,
}

/// A character on its way to comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// A character of the text, white space included.
    Char(char),
    /// White space that may be there or not.
    Free,
}

/// A character with what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit<P> {
    /// The character; never white space.
    pub it: char,
    /// The white space before it.
    pub gap: Gap,
    /// Line-breaking characters before it.
    pub joiners: String,
    /// Where it stands.
    pub place: P,
}

/// Returns the units of a block.
pub fn units<P: Copy>(letters: impl IntoIterator<Item = (Letter, P)>) -> Vec<Unit<P>> {
    let mut out: Vec<Unit<P>> = Vec::new();
    let mut gap = Gap::None;
    let mut joiners = String::new();
    for (letter, place) in letters {
        let it = match letter {
            Letter::Free => {
                gap = gap.max(Gap::Free);
                continue;
            }
            Letter::Char(it) if it.is_whitespace() => {
                gap = gap.max(Gap::Blank);
                continue;
            }
            Letter::Char(it) if is_joiner(it) => {
                joiners.push(it);
                continue;
            }
            Letter::Char(it) => it,
        };
        let touches = out.last().is_none_or(|last| is_cjk(last.it)) || is_cjk(it);
        let gap = std::mem::replace(&mut gap, Gap::None);
        let gap = if touches { Gap::None } else { gap };
        out.push(Unit { it, gap, joiners: std::mem::take(&mut joiners), place });
    }
    out
}

/// Returns whether a character only steers how lines break.
pub fn is_joiner(it: char) -> bool {
    matches!(it, '\u{AD}' | '\u{200B}' | '\u{2060}')
}

/// Returns the characters alone, for apparatus that has no place.
pub fn letters(text: &str) -> Vec<char> {
    units(text.chars().map(|it| (Letter::Char(it), ()))).into_iter().map(|it| it.it).collect()
}

/// Returns whether two texts say the same.
pub fn same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = String::new();
        for unit in units(text.chars().map(|it| (Letter::Char(it), ()))) {
            out.extend((unit.gap == Gap::Blank).then_some(' '));
            out.push(unit.it);
        }
        out
    }

    #[test]
    fn white_space_is_nothing_beside_chinese() {
        assert_eq!(written(" 第一条　在 \n2015 年"), "第一条在2015年");
        assert_eq!(written("Asia \n Europe\u{2060}an 5G"), "Asia European 5G");
    }
}
