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

/// Returns whether a line fills its column.
pub fn is_full(hint: &Hint) -> bool {
    hint.room.is_some_and(|it| it < 1.5) && hint.indent.is_some_and(|it| it < 2.6)
}

/// Returns whether a line set in the middle ends its paragraph: it does not fill its column.
pub fn ends(line: &Strand) -> bool {
    is_centred(&line.hint) == Some(true) && line.hint.indent.is_some_and(|it| it >= 3.0)
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
    is_full(above) || is_centred(above) == Some(true) && (size > 1.15 || open)
}
