//! Fixes: which of those that findings offer are made in one round, and the text as it stands then. Fixes of one round
//! never touch each other; the first by place wins, the rest wait for the next round.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{Edit, FileId, Source, Span};

/// Returns the findings whose fixes are made in one round, in order of their places: safe, within the text, changing
/// something, and none touching another. A fix that leads out of the files at hand waits for whoever has them all.
pub fn round<'a>(findings: &'a [Diagnostic], sources: &BTreeMap<FileId, Source>) -> Vec<&'a Diagnostic> {
    let mut offers: Vec<(Span, &Diagnostic, &Fix)> = findings
        .iter()
        .filter_map(|it| {
            let fix = it.fix.as_ref().filter(|fix| fix.safe && stands(fix, sources))?;
            Some((fix.edits.iter().map(|it| it.span).min()?, it, fix))
        })
        .collect();
    offers.sort_by_key(|(first, it, _)| (*first, it.span, it.rule));
    let mut taken = Taken::default();
    offers.retain(|(_, _, fix)| {
        let free = fix.edits.iter().all(|it| taken.is_free(it.span));
        if free {
            fix.edits.iter().for_each(|it| taken.take(it.span));
        }
        free
    });
    offers.into_iter().map(|(_, it, _)| it).collect()
}

/// Returns the text of a file with edits made that don't overlap. Line ends that they bring in are those of the text.
pub fn apply<'a>(text: &str, file: FileId, edits: impl IntoIterator<Item = &'a Edit>) -> String {
    let mut edits: Vec<&Edit> = edits.into_iter().filter(|it| it.span.file == file).collect();
    edits.sort_by_key(|it| it.span);
    let crlf = text.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        out.push_str(&text[at..range.start]);
        match crlf {
            true => out.push_str(&edit.text.replace("\r\n", "\n").replace('\n', "\r\n")),
            false => out.push_str(&edit.text),
        }
        at = range.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Returns whether the edits of a fix lie in the text, overlap nowhere, and change something.
fn stands(fix: &Fix, sources: &BTreeMap<FileId, Source>) -> bool {
    let mut spans: Vec<Span> = fix.edits.iter().map(|it| it.span).collect();
    spans.sort();
    let apart =
        spans.windows(2).all(|pair| pair[0].file != pair[1].file || pair[0].end <= pair[1].start && pair[0] != pair[1]);
    let text = |it: &Edit| sources.get(&it.span.file).and_then(|source| source.text().get(it.span.range()));
    apart && fix.edits.iter().all(|it| text(it).is_some()) && fix.edits.iter().any(|it| text(it) != Some(&it.text))
}

/// The places that are spoken for, by file and first byte.
#[derive(Default)]
struct Taken(BTreeMap<(FileId, u32), u32>);

impl Taken {
    /// Returns whether a place touches none that is taken.
    fn is_free(&self, span: Span) -> bool {
        // None that begins at or before the end of the place may reach its start.
        let nearest = self.0.range(..=(span.file, span.end)).next_back();
        nearest.is_none_or(|((file, _), end)| *file != span.file || *end < span.start)
    }

    fn take(&mut self, span: Span) {
        self.0.insert((span.file, span.start), span.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say;

    /// Returns the text after one round of safe fixes, each a list of `from..to=text`.
    fn after(text: &str, fixes: &[&[(u32, u32, &str)]]) -> String {
        let file = FileId(0);
        let sources = BTreeMap::from([(file, Source::new("a.md", text))]);
        let span = |start, end| Span { file, start, end };
        let findings: Vec<Diagnostic> = fixes
            .iter()
            .map(|edits| {
                let edits: Vec<Edit> = edits
                    .iter()
                    .map(|(from, to, text)| Edit { span: span(*from, *to), text: (*text).to_owned() })
                    .collect();
                let words = || say!(zh: "", en: "");
                Diagnostic::warning("a/b", edits[0].span, words()).safe_fix(words(), edits)
            })
            .collect();
        let edits = round(&findings, &sources).into_iter().flat_map(|it| it.fix.as_ref()).flat_map(|it| &it.edits);
        apply(text, file, edits)
    }

    #[test]
    fn the_first_by_place_wins() {
        assert_eq!(after("abcdef", &[&[(2, 4, "X")], &[(0, 1, "Y")], &[(3, 5, "Z")]]), "YbXef");
        assert_eq!(after("abcdef", &[&[(0, 1, "1"), (5, 6, "2")], &[(3, 4, "3")], &[(4, 5, "4")]]), "1bc3e2");
        // What touches waits: which of two should stand first is not known.
        assert_eq!(after("abc", &[&[(1, 1, "1")], &[(1, 1, "2")]]), "a1bc");
        assert_eq!(after("abc", &[&[(0, 1, "1")], &[(1, 2, "2")]]), "1bc");
        // Edits of one fix may touch: 二○○八 has two circles.
        assert_eq!(after("abc", &[&[(0, 1, "1"), (1, 2, "2")]]), "12c");
    }

    #[test]
    fn what_is_no_fix_is_left() {
        assert_eq!(
            after("第一", &[&[(1, 2, "x")], &[(0, 9, "x")], &[(0, 3, "第")], &[(0, 3, "x"), (2, 6, "y")]]),
            "第一"
        );
    }

    #[test]
    fn line_ends_and_marks_stay() {
        assert_eq!(after("\u{FEFF}a\r\nb", &[&[(6, 6, "\n")]]), "\u{FEFF}a\r\n\r\nb");
        assert_eq!(after("a\nb\r\n", &[&[(2, 2, "\n")]]), "a\n\nb\r\n");
    }
}
