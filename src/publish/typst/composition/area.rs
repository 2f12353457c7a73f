//! The type area of a page, from the figures of its form: text that leaves it is a fault.

use crate::publish::layout::Paper;
use crate::publish::typst::composition::lines::Line;

/// The figures of the type area, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    width: f64,
    inside: f64,
    measure: f64,
    /// Whether left-hand pages mirror right-hand ones, as a book bound in the fold does; a file held at its left does not.
    mirrored: bool,
    /// The top of the first line's em box.
    pub top: f64,
    /// The bottom of the last line's em box.
    pub bottom: f64,
    /// The body size.
    pub size: f64,
    /// From one line to the next.
    pub pitch: f64,
}

impl Area {
    /// Returns the type area of a page form, on which these lines stand.
    pub fn of(paper: &Paper, lines: &[Line]) -> Self {
        let (size, pitch) = (Paper::points(&paper.size), Paper::points(&paper.pitch));
        let top = Paper::points(&paper.top);
        let (width, inside) = (Paper::points(&paper.width), Paper::points(&paper.inside));
        let measure = paper.measure.as_deref().map_or(size * f64::from(paper.chars), Paper::points);
        // Full lines tell: a list may begin where a page that is not mirrored would.
        let full =
            |it: &&Line, edge: f64| (it.left - edge).abs() < 0.5 && (it.right - edge - measure).abs() < 0.6 * size;
        let begins = |edge: f64| lines.iter().filter(|it| !it.page.is_multiple_of(2) && full(it, edge)).count();
        Self {
            width,
            inside,
            measure,
            mirrored: begins(width - inside - measure) >= begins(inside),
            top,
            bottom: top + pitch * f64::from(paper.lines.saturating_sub(1)) + size,
            size,
            pitch,
        }
    }

    /// Returns the left and the right edge on a page, counted from 0: the first is a right-hand page.
    pub fn edges(&self, page: usize) -> (f64, f64) {
        let left = if page.is_multiple_of(2) || !self.mirrored {
            self.inside
        } else {
            self.width - self.inside - self.measure
        };
        (left, left + self.measure)
    }
}
