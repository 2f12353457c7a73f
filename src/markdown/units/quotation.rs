//! Quotations over several paragraphs: an amendment quotes whole articles, and their numbers are not those of the text.

use crate::markdown::units::{Piece, Step};
use crate::model::grammar::trim_lead;
use crate::model::{Inline, plain_text};

/// Returns which paragraphs stand inside a quotation that an earlier paragraph opened. Each paragraph of it may open
/// with “ again, the last closes it.
pub fn quoted(steps: &[Step]) -> Vec<bool> {
    let mut out = vec![false; steps.len()];
    let mut at = 0;
    while at < steps.len() {
        let end = quotation_end(&steps[at..]).map_or(at, |it| at + it);
        out[(at + 1).min(end + 1)..=end].fill(true);
        at = end + 1;
    }
    out
}

/// Returns how many steps further the quotation closes that the first one opens; nothing where it opens none, or
/// where a heading comes before its end.
fn quotation_end(steps: &[Step]) -> Option<usize> {
    // A quotation left open must not swallow the rest of the text, nor be looked for again and again.
    const LONGEST: usize = 200;
    let mut depth = 0i32;
    for (at, step) in steps.iter().take(LONGEST).enumerate() {
        let Step::Piece(Piece { inlines, level: None, .. }) = step else { return None };
        // Most paragraphs are one run, and open none.
        if let ([Inline::Text(run)], 0) = (inlines.as_slice(), at)
            && !trim_lead(&run.text).starts_with('“')
        {
            return None;
        }
        let text = plain_text(inlines);
        let text = trim_lead(&text);
        if at == 0 && !text.starts_with('“') {
            return None;
        }
        let text = if at > 0 { text.strip_prefix('“').unwrap_or(text) } else { text };
        depth += text.chars().map(|it| i32::from(it == '“') - i32::from(it == '”')).sum::<i32>();
        if depth <= 0 {
            return Some(at);
        }
    }
    None
}
