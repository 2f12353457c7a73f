//! Marks that a layout sets in the lines of the text: the bullets of lists, one sign before every item, since the mark
//! that a source writes is markup; and brackets around a reading that is set behind what it reads.

use crate::verify::edition::Edition;

const BULLETS: &[char] = &['·', '•', '‧', '∙', '●', '○', '◦', '■', '□', '—', '–'];

/// Returns whether a text is a bullet.
pub fn is_bullet(text: &str) -> bool {
    let mut chars = text.trim().chars();
    matches!((chars.next(), chars.next()), (Some(it), None) if BULLETS.contains(&it))
}

/// Returns whether a text is nothing but brackets.
pub fn is_bracket(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|it| it.is_whitespace() || "（）()".contains(it))
}

/// Returns the bullet that an edition sets in the line of its items, if it does.
pub fn bullet(edition: &Edition) -> Option<char> {
    let mut first = edition.blocks.iter().filter_map(|it| it.units.first()).map(|it| it.it);
    first.find(|it| BULLETS.contains(it) && !matches!(it, '—' | '–'))
}
