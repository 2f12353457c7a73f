//! Runs that a grid of cells sets otherwise than Chinese: digits and capitals half as wide, so that two fill a cell,
//! and dashes a whole cell each. The face's feature for it halves full-width brackets too, so only these runs get it.

use std::ops::Range;

/// How a piece of a run is set on a grid of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Plain,
    /// Half as wide as a Chinese character.
    Half,
    /// Dashes, each as wide as a Chinese character.
    Dash,
}

/// Returns the pieces of a run, in order. Words with small letters stay as the face has them: set to one width they
/// can't be read.
pub fn pieces(text: &str) -> Vec<(Range<usize>, Piece)> {
    let class = |it: char| match it {
        '!'..='~' => Piece::Half,
        '—' => Piece::Dash,
        _ => Piece::Plain,
    };
    let mut out: Vec<(Range<usize>, Piece)> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let kind = class(first);
        let end = at + rest.find(|it| class(it) != kind).unwrap_or(rest.len());
        let word = kind == Piece::Half && text[at..end].contains(|it: char| it.is_ascii_lowercase());
        let kind = if word { Piece::Plain } else { kind };
        match out.last_mut() {
            Some((range, last)) if *last == kind => range.end = end,
            _ => out.push((at..end, kind)),
        }
        at = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    fn shown(text: &str) -> String {
        let piece = |(range, kind): (std::ops::Range<usize>, Piece)| match kind {
            Piece::Plain => text[range].to_owned(),
            Piece::Half => format!("[{}]", &text[range]),
            Piece::Dash => format!("<{}>", &text[range]),
        };
        pieces(text).into_iter().map(piece).collect()
    }

    #[test]
    fn digits_and_capitals_are_half_as_wide() {
        assert_eq!(shown("于2026年2月9日增长3.5%。"), "于[2026]年[2]月[9]日增长[3.5%]。");
        assert_eq!(shown("GDP、5G——iPhone 17（A4）"), "[GDP]、[5G]<——>iPhone [17]（[A4]）");
        assert_eq!(shown(""), "");
    }
}
