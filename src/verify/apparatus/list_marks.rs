//! The bullets of lists: one sign, the same before every item. A source writes its own mark, which is markup.

use crate::verify::edition::Edition;

const BULLETS: &[char] = &['·', '•', '‧', '∙', '●', '○', '◦', '■', '□', '—', '–'];

/// Returns whether a text is a bullet.
pub fn is_bullet(text: &str) -> bool {
    let mut chars = text.trim().chars();
    matches!((chars.next(), chars.next()), (Some(it), None) if BULLETS.contains(&it))
}

/// Returns the bullet that an edition sets in the line of its items, if it does.
pub fn bullet(edition: &Edition) -> Option<char> {
    let first = edition.blocks.iter().filter_map(|it| it.units.first()).map(|it| it.it);
    first.filter(|it| BULLETS.contains(it) && !matches!(it, '—' | '–')).next()
}
