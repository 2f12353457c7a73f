//! Laws that hold over any text.

use diben::check::{Policy, Work, check};
use diben::diagnostic::Diagnostic;
use diben::markdown::read;
use diben::model::{Number, UnitKind, parse_han, to_han};
use diben::reference::citations;
use diben::text::{Edit, FileId, Span};

use crate::properties::accounts_for;

/// Returns what is found in a text.
pub fn findings(text: &str) -> Vec<Diagnostic> {
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    findings.extend(check(&Work::new([&reading.document]), &Policy::default()));
    findings
}

/// Every byte is accounted for, findings lie in the text, and a second reading says the same. Returns how many there are.
pub fn read_and_checked(text: &str) -> usize {
    accounts_for(text);
    let found = findings(text);
    let lies_in = |span: Span| text.get(span.range()).is_some();
    for it in &found {
        assert!(lies_in(it.span), "{} lies outside of the text: {:?}", it.rule, it.span);
        assert!(it.hint.is_some(), "{} doesn't say how to mend it", it.rule);
        assert!(it.related.iter().all(|it| lies_in(it.0)), "{}: a related place lies outside of the text", it.rule);
        let edits = it.fix.iter().flat_map(|it| &it.edits);
        assert!(edits.clone().all(|it| lies_in(it.span)), "{}: a fix lies outside of the text", it.rule);
        let edits: Vec<&Edit> = edits.collect();
        assert!(edits.windows(2).all(|it| it[0].span.end <= it[1].span.start), "{}: a fix overlaps itself", it.rule);
    }
    assert_eq!(findings(text), found, "a second reading says something else");
    found.len()
}

/// Returns the text after the safe fixes of one round, none of which touches another; nothing where there is none.
fn round(text: &str, found: &[Diagnostic]) -> Option<String> {
    let mut fixes: Vec<&Vec<Edit>> =
        found.iter().filter_map(|it| it.fix.as_ref()).filter(|it| it.safe).map(|it| &it.edits).collect();
    fixes.sort_by_key(|it| it.first().map(|it| it.span));
    let mut edits: Vec<&Edit> = Vec::new();
    let mut end = 0;
    for fix in fixes {
        let (Some(first), Some(last)) = (fix.first(), fix.last()) else { continue };
        // Two insertions at one place wait for each other too.
        if first.span.start >= end {
            end = last.span.end.max(first.span.start + 1);
            edits.extend(fix);
        }
    }
    let mut out = text.to_owned();
    for it in edits.iter().rev() {
        out.replace_range(it.span.range(), &it.text);
    }
    (out != text).then_some(out)
}

/// Safe fixes come to an end, and the byte account holds under every one. Returns how many rounds were made.
pub fn fixes_settle(text: &str) -> usize {
    // A fix may uncover another fault, which the first hid: each round mends at least one.
    const ENOUGH: usize = 40;
    let mut now = text.to_owned();
    for rounds in 0..ENOUGH {
        let found = findings(&now);
        let Some(next) = round(&now, &found) else { return rounds };
        accounts_for(&next);
        now = next;
    }
    panic!("fixes don't come to an end; at last {now:?}");
}

/// A number is read back as it was written, as a marker and as a reference.
pub fn number_reads_back(number: &Number) {
    let base = to_han(number.base);
    assert_eq!(parse_han(&base), Some(number.base), "{base}");
    let inserted: String = number.inserted.iter().map(|it| format!("之{}", to_han(*it))).collect();
    let written = format!("第{base}条{inserted}");
    let reading = read(FileId(0), &format!("{written}　文。\n"));
    let units = reading.document.units();
    let marker = units.iter().find(|it| it.kind == UnitKind::Article).and_then(|it| it.marker.as_ref());
    assert_eq!(marker.map(|it| it.text()), Some(written.clone()));
    assert_eq!(marker.and_then(|it| it.number.as_ref()), Some(number), "{written}");
    let cited = citations(&format!("违反本法{written}规定的"));
    assert_eq!(cited.first().and_then(|it| it.place.article.as_ref()), Some(number), "{written} as a reference");
}

/// Citations lie in their text, in order; those of 第三、五条 share their words. Returns how many there are.
pub fn citations_lie_in(text: &str) -> usize {
    let found = citations(text);
    for it in &found {
        assert!(text.get(it.range.clone()).is_some_and(|it| !it.is_empty()), "{:?} lies outside of the text", it.range);
    }
    assert!(found.is_sorted_by_key(|it| it.range.start), "citations are out of order");
    found.len()
}
