//! What asterisks mean, paragraph by paragraph. CommonMark decides it by the characters on both sides, and these rules
//! fail beside Latin letters (`2*（N+1）*3`) and where ASCII punctuation stands between `**` and Han.

use std::ops::Range;

use crate::markdown::traps::Trap;
use crate::text::is_cjk;

/// Hides from the parser what would misread an asterisk: a single one right behind a Latin letter or digit never
/// opens, right before one never closes; ASCII punctuation between `**` and Han counts as a letter.
pub fn stars(source: &str, start: usize, bytes: &mut [u8], traps: &mut Vec<(Trap, Range<usize>)>) {
    let text = source.as_bytes();
    // The single asterisk that has opened and not closed yet.
    let mut open = None;
    let mut at = start;
    let mut line = start;
    let mut rule = is_rule(&source[start..]);
    while at < text.len() {
        match text[at] {
            b'\n' | b'\r' => {
                at += 1;
                line = at;
                rule = is_rule(&source[line..]);
                if ends_paragraph(&source[line..]) {
                    hide(open.take(), bytes);
                }
            }
            b'\\' => at += 2,
            b'*' => {
                let end = at + text[at..].iter().take_while(|it| **it == b'*').count();
                let before = source[..at].chars().next_back();
                let after = source[end..].chars().next();
                if rule || is_bullet(&source[line..at], after) {
                    // These mean what they say.
                } else if end - at == 1 {
                    single(at, before, after, &mut open, bytes, traps);
                } else {
                    free(at..end, before, after, bytes);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    hide(open, bytes);
}

/// Decides on one asterisk by itself.
fn single(
    at: usize,
    before: Option<char>,
    after: Option<char>,
    open: &mut Option<usize>,
    bytes: &mut [u8],
    traps: &mut Vec<(Trap, Range<usize>)>,
) {
    let is_latin = |it: Option<char>| it.is_some_and(|it| it.is_ascii_alphanumeric());
    let is_blank = |it: Option<char>| it.is_none_or(char::is_whitespace);
    let can_open = !is_blank(after) && !is_latin(before);
    let can_close = !is_blank(before) && !is_latin(after);
    if open.is_some() && can_close {
        *open = None;
    } else if can_open && open.is_none() {
        *open = Some(at);
    } else {
        bytes[at] = b'x';
        if is_latin(before) || is_latin(after) {
            traps.push((Trap::Star, at..at + 1));
        }
    }
}

/// Hides punctuation beside a run of asterisks that would keep it from opening or closing beside Han.
fn free(run: Range<usize>, before: Option<char>, after: Option<char>, bytes: &mut [u8]) {
    let soft = |it: char| matches!(it, '.' | ',' | ':' | ';' | '?' | '!' | '%' | '"' | '\'' | '/' | '+' | '=');
    let (Some(before), Some(after)) = (before, after) else { return };
    if soft(before) && is_cjk(after) {
        bytes[run.start - 1] = b'x';
    }
    if soft(after) && is_cjk(before) {
        bytes[run.end] = b'x';
    }
}

/// Hides an asterisk that found no partner in its paragraph. CommonMark takes it for text as well: no trap.
fn hide(lone: Option<usize>, bytes: &mut [u8]) {
    if let Some(at) = lone {
        bytes[at] = b'x';
    }
}

/// Returns whether a paragraph ends before `rest`, which begins behind a line end.
fn ends_paragraph(rest: &str) -> bool {
    rest.is_empty() || rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}

/// Returns whether the first line of `rest` is a rule: asterisks and blanks only.
fn is_rule(rest: &str) -> bool {
    let mut line = rest.bytes().take_while(|it| !matches!(it, b'\n' | b'\r'));
    line.all(|it| matches!(it, b'*' | b' ' | b'\t' | b'>'))
}

fn is_bullet(before: &str, after: Option<char>) -> bool {
    before.bytes().all(|it| matches!(it, b' ' | b'\t' | b'>'))
        && after.is_none_or(|it| matches!(it, ' ' | '\t' | '\n' | '\r'))
}
