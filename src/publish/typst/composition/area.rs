//! The type area of a page, from the figures of its form: text that leaves it is a fault.

use std::cmp::Ordering;

use crate::publish::layout::Paper;
use crate::publish::typst::composition::lines::Line;

/// The figures of the type area, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    width: f64,
    inside: f64,
    measure: f64,
    /// Whether left-hand pages mirror right-hand ones, as a book bound in the fold does; a file held at its left does not.
    /// Nothing where no full line tells.
    mirrored: Option<bool>,
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
        // The ends of full lines tell: a line may begin anywhere, in a list where another page would.
        let full = |edge: f64| {
            let ends = |it: &&Line| !it.page.is_multiple_of(2) && (it.right - edge - measure).abs() < 1.5;
            lines.iter().filter(ends).count()
        };
        Self {
            width,
            inside,
            measure,
            mirrored: match full(width - inside - measure).cmp(&full(inside)) {
                Ordering::Greater => Some(true),
                Ordering::Less => Some(false),
                Ordering::Equal => None,
            },
            top,
            bottom: top + pitch * f64::from(paper.lines.saturating_sub(1)) + size,
            size,
            pitch,
        }
    }

    /// Returns the left and the right edge on a page, counted from 0: the first is a right-hand page.
    pub fn edges(&self, page: usize) -> (f64, f64) {
        let (own, other) = (self.inside, self.width - self.inside - self.measure);
        match self.mirrored {
            Some(true) if !page.is_multiple_of(2) => (other, other + self.measure),
            // What nothing tells apart is given the room of both.
            None if !page.is_multiple_of(2) => (own.min(other), own.max(other) + self.measure),
            _ => (own, own + self.measure),
        }
    }
}
