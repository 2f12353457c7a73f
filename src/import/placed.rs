//! Line ends judged by where lines stand on their page, which only a form with pages knows: a line set in the middle goes
//! on in another one set in the middle.

use crate::import::cell::Strand;
use crate::import::raw::Hint;

/// Lines whose sizes differ by less are of one size.
const SIZE: f32 = 0.05;

/// Returns whether a line is set in the middle of its column; nothing where its place is unknown.
pub fn is_centred(hint: &Hint) -> Option<bool> {
    let (indent, room) = (hint.indent?, hint.room?);
    Some(indent >= 0.9 && room >= 0.9 && (indent - room).abs() <= 1.2)
}

/// Returns whether the first word of the line below would have found room on the line above.
fn would_fit(above: &Hint, below: &Strand) -> bool {
    let (Some(indent), Some(room)) = (above.indent, above.room) else { return false };
    let free = if is_centred(above) == Some(true) { indent + room } else { room };
    let word = below.cells.iter().take_while(|it| it.ch.is_ascii_alphanumeric()).count();
    let behind = below.cells.get(word.max(1)).is_some_and(|it| closes(it.ch));
    let width = if word > 0 { word as f32 / 2.0 } else { 1.0 } + if behind { 1.0 } else { 0.0 };
    // Type may be set a little tighter, never by half a character.
    free > width * above.size.unwrap_or(1.0) + 0.5
}

/// Marks that stand with the character before them.
fn closes(it: char) -> bool {
    matches!(it, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '〉' | '”' | '’' | '」' | '』')
}

/// Returns whether a line set in the middle ends its paragraph: what follows would have found room on it.
pub fn ends(line: &Strand, after: &Strand) -> bool {
    let (Some(indent), Some(room)) = (line.hint.indent, line.hint.room) else { return false };
    // The first line of a paragraph may by chance leave as much room as its indent of two characters.
    let by_chance = indent < 3.0 && ((indent - 2.0).abs() < 0.4 || (indent - room).abs() > 0.4);
    is_centred(&line.hint) == Some(true) && !by_chance && would_fit(&line.hint, after)
}

/// Returns whether the line `after`, which opens nothing, goes on with `before` for certain. `whole` is the paragraph so
/// far.
pub fn goes_on(before: &Strand, after: &Strand, whole: &str) -> bool {
    let (above, below) = (&before.hint, &after.hint);
    let size = below.size.unwrap_or(1.0);
    let close = below.gap.is_none_or(|it| it <= 1.35 * size.max(1.0));
    let open = whole.matches(['（', '(', '《']).count() > whole.matches(['）', ')', '》']).count();
    if open && close && whole.starts_with('（') && above.size == below.size {
        return true;
    }
    if is_centred(below) != Some(true) || (above.size.unwrap_or(1.0) - size).abs() > SIZE || !close {
        return false;
    }
    !would_fit(above, after) || is_centred(above) == Some(true) && (size > 1.15 || open)
}
