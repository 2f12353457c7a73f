//! The measure of a page: how wide its full lines are, whether they are wrapped, and what tells paragraphs apart on it.

use crate::import::block::{Opened, is_ended, opened};
use crate::import::cell::Strand;
use crate::import::raw::{Form, Raw};

/// What is known of a page as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measure {
    /// Lines are wrapped at all.
    pub wrapped: bool,
    /// The width from which a line counts as full, in ems.
    pub full: f32,
    /// The commonest width of a full line.
    pub usual: f32,
    /// Paragraphs are indented.
    pub indented: bool,
    /// A blank line parts paragraphs.
    pub blanks_tell: bool,
    /// Where a full line ends with a full stop, the end of a paragraph is likelier than that of a sentence in one.
    pub stops_part: bool,
}

/// Measures lines.
pub fn measured(raw: &Raw, lines: &[Strand]) -> Measure {
    let texts: Vec<String> = lines.iter().map(Strand::text).collect();
    let ended: Vec<bool> = texts.iter().map(|it| is_ended(it)).collect();
    let heading: Vec<bool> = texts.iter().map(|it| matches!(opened(it), Some(Opened::Division(..)))).collect();
    let mut open: Vec<f32> = (0..lines.len())
        .filter(|it| !ended[*it] && !heading[*it])
        .map(|it| lines[it].width)
        .filter(|it| *it >= 8.0)
        .collect();
    open.sort_by(f32::total_cmp);
    let count = lines.len().max(1);
    let mut wide: Vec<f32> = lines.iter().map(|it| it.width).collect();
    wide.sort_by(f32::total_cmp);
    // Lines that run on are full but for headings and notes: the bulk of them tells the measure.
    let median = open.get(open.len() / 2).copied().unwrap_or(f32::MAX);
    let bulk: Vec<f32> = open.iter().copied().filter(|it| *it >= median * 0.88).collect();
    let full = bulk.get(bulk.len() / 25).copied().unwrap_or(f32::MAX);
    let usual = bulk.get(bulk.len() / 2).copied().unwrap_or(f32::MAX);
    let near = bulk.iter().filter(|it| (**it - usual).abs() <= 4.0).count();
    let wrapped = !matches!(raw.form, Form::Markdown) && bulk.len() * 6 >= count && near * 10 >= bulk.len() * 7;
    let hung: Vec<usize> = (1..lines.len()).filter(|it| (0.9..=6.0).contains(&lines[*it].indent)).collect();
    let indented = hung.len() * 12 >= count
        && hung.len() * 10 <= count * 9
        && hung.iter().filter(|it| ended[**it - 1] || heading[**it - 1] || lines[**it - 1].width < full).count() * 10
            >= hung.len() * 9;
    // Above the first unit full lines end without a mark, in titles and notes.
    let first = texts.iter().position(|it| opened(it).is_some()).unwrap_or(0);
    let blank: Vec<usize> =
        (1..lines.len()).filter(|it| *it > first && lines[*it].after_blank && !lines[*it].after_page).collect();
    let blanks_tell = blank.len() >= 3
        && blank.len() * 10 <= count * 8
        && blank.iter().filter(|it| ended[**it - 1] || lines[**it - 1].width < full).count() * 100 >= blank.len() * 97;
    let stops_part = stops_part(lines, &texts, full, usual);
    Measure { wrapped, full, usual, indented, blanks_tell, stops_part }
}

/// How likely is it that a paragraph ends where a line is full, and how likely that a sentence in it does? Both are
/// counted where there is no doubt: paragraphs that end in a short line, and sentences that end within a line. A page with
/// ragged lines calls more widths full.
fn stops_part(lines: &[Strand], texts: &[String], full: f32, usual: f32) -> bool {
    let within: usize = texts.iter().map(|it| it.matches('。').count() - usize::from(it.ends_with('。'))).sum();
    let ends = (1..lines.len())
        .filter(|it| texts[it - 1].ends_with('。') && lines[it - 1].width < full && opened(&texts[*it]).is_none())
        .filter(|it| is_ended(&texts[*it]) || lines[*it].width >= full)
        .count();
    let spread = f64::from((usual + 1.0 - full).clamp(1.0, 4.0));
    // Counts are small: one of each more keeps a short text from certainty.
    (ends + 1) as f64 * spread >= (within + 1) as f64
}
