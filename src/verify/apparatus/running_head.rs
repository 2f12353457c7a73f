//! The running head: what each page says above its text, by the rule of the layout.
//!
//! The common one: nothing on the first page; the title on even pages; on odd ones the first of the outermost headings
//! that begins on the page, or else the one that runs on, or nothing. That of laws has [a rule](super::article_head) of
//! its own.

use crate::extract::ArtifactLine;
use crate::verify::expected::Expected;
use crate::verify::unit::same;

/// What a head says: its parts, each in the forms that it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The parts; one of them stands in one line, the other may take several.
    pub parts: Vec<Vec<String>>,
}

/// How many lines a head may take.
const LINES: usize = 5;

impl Head {
    /// Returns how many of the lines are the head; nothing where they say something else. All must stand above `middle`.
    pub fn lines(&self, lines: &[&ArtifactLine], middle: f32) -> Option<usize> {
        let above = lines.iter().take_while(|it| it.y < middle).count();
        (1..=above.min(LINES)).find(|count| self.is(&lines[..*count]))
    }

    fn is(&self, lines: &[&ArtifactLine]) -> bool {
        let says = |part: &[String], skip: Option<usize>| {
            let others = lines.iter().enumerate().filter(|it| Some(it.0) != skip);
            let text: String = others.map(|it| it.1.text.as_str()).collect();
            part.iter().any(|it| same(it, &text))
        };
        match self.parts.as_slice() {
            [only] => says(only, None),
            [short, long] => {
                let one = |at: usize| short.iter().any(|it| same(it, &lines[at].text));
                lines.len() > 1 && (0..lines.len()).any(|at| one(at) && says(long, Some(at)))
            }
            _ => false,
        }
    }

    /// Returns the head as a finding quotes it.
    pub fn shown(&self) -> String {
        self.parts.iter().filter_map(|it| it.first()).map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// Returns what the head of a page says. `pages` holds the page on which each of the headings begins.
pub fn head(expected: &Expected, pages: &[Option<usize>], page: usize) -> Option<Head> {
    let only = |it: &String| Head { parts: vec![vec![it.clone()]] };
    if page < 2 {
        return None;
    }
    if page.is_multiple_of(2) {
        return Some(only(&expected.title));
    }
    let running = || expected.headings.iter().zip(pages).filter(|(it, _)| it.running);
    let begins = running().find(|(_, it)| **it == Some(page));
    let runs_on = || running().rfind(|(_, it)| it.is_some_and(|it| it < page));
    begins.or_else(runs_on).map(|(it, _)| only(&it.text))
}
