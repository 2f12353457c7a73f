//! The type area of a page, from the figures of its form: text that leaves it is a fault.

use crate::publish::layout::Paper;

/// The figures of the type area, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    width: f64,
    inside: f64,
    measure: f64,
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
    /// Returns the type area of a page form.
    pub fn of(paper: &Paper) -> Self {
        let (size, pitch) = (Paper::points(&paper.size), Paper::points(&paper.pitch));
        let top = Paper::points(&paper.top);
        Self {
            width: Paper::points(&paper.width),
            inside: Paper::points(&paper.inside),
            measure: size * f64::from(paper.chars),
            top,
            bottom: top + pitch * f64::from(paper.lines.saturating_sub(1)) + size,
            size,
            pitch,
        }
    }

    /// Returns the left and the right edge on a page, counted from 0: the first is a right-hand page.
    pub fn edges(&self, page: usize) -> (f64, f64) {
        let left = if page % 2 == 0 { self.inside } else { self.width - self.inside - self.measure };
        (left, left + self.measure)
    }
}
