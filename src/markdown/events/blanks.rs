//! White space at the ends of blocks and lines. It is an indent or a blank and no text; whether a line end is a space
//! depends on the words it parts.

use crate::model::{Inline, Run, plain_text};
use crate::text::is_cjk;

/// Takes white space off both ends of a block's text.
pub fn trim_ends(inlines: &mut Vec<Inline>) {
    while let Some(Inline::Text(run)) = inlines.first_mut() {
        if run.text.trim().is_empty() {
            inlines.remove(0);
        } else {
            trim_start(run);
            break;
        }
    }
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(run) if !run.text.trim().is_empty() => {
                trim_end(run);
                break;
            }
            Inline::Text(_) | Inline::Soft { .. } => {
                inlines.pop();
            }
            _ => break,
        }
    }
}

/// Takes white space off the ends of the lines within a block: where Chinese meets a line end it is no text.
pub fn trim_lines(inlines: &mut [Inline]) {
    for at in 0..inlines.len() {
        if !matches!(inlines[at], Inline::Soft { .. } | Inline::Hard(_)) {
            continue;
        }
        if let Some(Inline::Text(run)) = at.checked_sub(1).and_then(|it| inlines.get_mut(it)) {
            trim_end(run);
        }
        if let Some(Inline::Text(run)) = inlines.get_mut(at + 1) {
            trim_start(run);
        }
    }
}

/// Decides which soft line ends are a space: those between words of Latin or Hangul.
pub fn space_out(inlines: &mut [Inline]) {
    if !inlines.iter().any(|it| matches!(it, Inline::Soft { .. })) {
        return;
    }
    // The first and the last character of each inline that prints any.
    let ends: Vec<Option<(char, char)>> = inlines
        .iter()
        .map(|it| {
            let text = plain_text(std::slice::from_ref(it));
            text.chars().next().zip(text.chars().next_back())
        })
        .collect();
    let mut behind = Vec::new();
    let mut after = None;
    for (inline, end) in inlines.iter().zip(&ends).rev() {
        if matches!(inline, Inline::Soft { .. }) {
            behind.push(after);
        }
        after = end.map(|it| it.0).or(after);
    }
    let mut before = None;
    for (inline, end) in inlines.iter_mut().zip(&ends) {
        before = end.map(|it| it.1).or(before);
        if let Inline::Soft { space, .. } = inline {
            let word = |it: Option<char>| it.is_some_and(|it| !is_cjk(it) && !it.is_whitespace());
            *space |= word(before) && word(behind.pop().flatten());
            before = if *space { Some(' ') } else { before };
        }
    }
}

/// An entity stays whole: its text is none of its bytes.
fn is_exact(run: &Run) -> bool {
    run.span.len() == run.text.len()
}

fn trim_start(run: &mut Run) {
    if is_exact(run) {
        let lead = run.text.len() - run.text.trim_start().len();
        run.text.drain(..lead);
        run.span.start += lead as u32;
    }
}

fn trim_end(run: &mut Run) {
    if is_exact(run) {
        let kept = run.text.trim_end().len();
        run.span.end -= (run.text.len() - kept) as u32;
        run.text.truncate(kept);
    }
}
