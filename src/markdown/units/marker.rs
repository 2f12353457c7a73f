//! Markers: taken off the front of a text, run by run, with the white space around them.

use crate::diagnostic::Diagnostic;
use crate::model::grammar::{Opening, trim_lead};
use crate::model::{Inline, Marker, Run, plain_text};
use crate::say;
use crate::text::{Edit, Span};

/// Takes the marker with the white space around it off the front of inlines that say `text`.
pub fn take_marker(inlines: &mut Vec<Inline>, text: &str, it: Opening) -> Marker {
    take_prefix(inlines, text.len() - trim_lead(text).len());
    let runs = take_prefix(inlines, it.len);
    take_prefix(inlines, it.separator);
    if matches!(inlines.first(), Some(Inline::Soft { .. } | Inline::Hard(_))) {
        inlines.remove(0);
    }
    let span = runs.iter().map(|it| it.span).reduce(Span::to).unwrap_or_default();
    Marker { number: it.number, numeral: it.numeral, runs, span }
}

/// Returns the finding about a 条 whose text follows without a separator; nothing where no run says the marker, or where
/// something else sets it apart.
pub fn missing_separator(inlines: &[Inline], text: &str, it: &Opening) -> Option<Diagnostic> {
    let line = trim_lead(text);
    let mut rest = inlines.to_vec();
    let runs = take_prefix(&mut rest, text.len() - line.len() + it.len);
    // A line end parts the number from its text as a blank does.
    if matches!(rest.first(), Some(Inline::Soft { .. } | Inline::Hard(_))) {
        return None;
    }
    let (first, last) = (runs.first()?.span, runs.last()?.span);
    let place = Span { start: last.end, ..last };
    let marker = &line[..it.len];
    // 第一条【宗旨】 and 第二条（删去） are set apart as they are.
    if marker.contains(char::is_whitespace) || line[it.len..].starts_with(['【', '（', '〔', '[']) {
        return None;
    }
    Some(
        Diagnostic::warning(
            "numbering/separator",
            first.to(last),
            say!(zh: "{marker}与条文之间缺空格", en: "no space stands between {marker} and its text"),
        )
        .hint(say!(zh: "在条号后加一个全角空格。", en: "put an ideographic space behind the number."))
        .safe_fix(
            say!(zh: "加全角空格", en: "insert an ideographic space"),
            vec![Edit { span: place, text: "\u{3000}".to_owned() }],
        ),
    )
}

/// Takes the first `len` bytes of text off the front of inlines and returns them as runs.
fn take_prefix(inlines: &mut Vec<Inline>, mut len: usize) -> Vec<Run> {
    let mut out = Vec::new();
    while len > 0 && !inlines.is_empty() {
        match &mut inlines[0] {
            Inline::Text(run) | Inline::Code(run) => {
                if run.text.len() <= len {
                    len -= run.text.len();
                    out.push(run.clone());
                    inlines.remove(0);
                } else {
                    let exact = run.span.len() == run.text.len();
                    // The long part keeps its room; the marker gets its own.
                    let taken = run.text[..len].to_owned();
                    run.text.drain(..len);
                    let middle = if exact { run.span.start + len as u32 } else { run.span.end };
                    out.push(Run { span: Span { end: middle, ..run.span }, text: taken });
                    run.span.start = middle;
                    len = 0;
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Link { inlines: inner, .. } => {
                let had: usize = plain_text(inner).len();
                let taken = take_prefix(inner, len);
                let left: usize = plain_text(inner).len();
                len -= (had - left).min(len);
                let empty = inner.is_empty();
                out.extend(taken);
                if empty {
                    inlines.remove(0);
                } else {
                    break;
                }
            }
            Inline::Soft { space, .. } => {
                len -= usize::from(*space).min(len);
                inlines.remove(0);
            }
            Inline::Hard(_) => {
                len -= 1;
                inlines.remove(0);
            }
            Inline::Ruby { .. } | Inline::Image { .. } | Inline::NoteSign { .. } => break,
        }
    }
    out
}
