//! Laws that hold over any text.

use std::collections::BTreeMap;

use diben::check::{Named, Policy, Work, check};
use diben::diagnostic::{Diagnostic, Severity};
use diben::edit::{Checked, Mended, Texts, mend};
use diben::markdown::read;
use diben::model::{Number, Rank, UnitKind, parse_han, to_han};
use diben::text::{Edit, FileId, Source, Span};

use crate::properties::accounts_for;

/// Returns what is found in a text, as the policy of a project without settings judges it.
pub fn findings(text: &str) -> Vec<Diagnostic> {
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    let policy = Policy::default();
    findings.extend(check(&Work::new([&reading.document]), &policy));
    policy.judge(&[Named { file: FileId(0), address: "a.md", document: &reading.document }], findings).findings
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

/// Safe fixes come to an end, the byte account holds after them, no new error comes in, and making them again changes
/// nothing. Returns how many were made.
pub fn fixes_settle(text: &str) -> usize {
    let once = mended(text);
    let now = once.texts[&FileId(0)].text();
    accounts_for(now);
    let (before, after) = (errors(&once.before), errors(&once.after));
    for (rule, number) in &after {
        assert!(before.get(rule).is_some_and(|it| it >= number), "{rule} comes in: {text:?} -> {now:?}");
    }
    assert_eq!(mended(now).texts[&FileId(0)].text(), now, "fixing {text:?} twice is not fixing it once");
    once.made.values().sum()
}

fn mended(text: &str) -> Mended<()> {
    let examine = |texts: &Texts| {
        let text = texts[&FileId(0)].text();
        let unaccounted = read(FileId(0), text).document.account.faults().count();
        Checked { findings: findings(text), unaccounted, besides: () }
    };
    mend(Texts::from([(FileId(0), Source::new("a.md", text))]), &examine)
}

fn errors(checked: &Checked<()>) -> BTreeMap<&str, usize> {
    let mut out = BTreeMap::new();
    for it in checked.findings.iter().filter(|it| it.severity == Severity::Error) {
        *out.entry(it.rule).or_default() += 1;
    }
    out
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
    let reading = read(FileId(0), &format!("第一条　违反本法{written}规定的，处以罚款。\n"));
    let cited = reading.document.references.first();
    assert_eq!(cited.and_then(|it| it.place.get(Rank::Article)), Some(number), "{written} as a reference");
}

/// References lie in their text and apart, and so do their numbers, which say what they are taken for. Returns
/// how many there are.
pub fn references_lie_in(text: &str) -> usize {
    let references = read(FileId(0), text).document.references;
    let says = |span: Span| text.get(span.range()).filter(|it| !it.is_empty());
    for it in &references {
        assert!(says(it.span).is_some(), "{:?} lies outside of the text", it.span);
        for numeral in &it.numerals {
            let said = says(numeral.span).unwrap_or_else(|| panic!("{:?} lies outside of the text", numeral.span));
            let value = parse_han(said).or_else(|| said.parse().ok());
            assert!(value.is_none_or(|it| it == numeral.number.base), "{said} is taken for {}", numeral.number);
            assert!(it.span.start <= numeral.span.start && numeral.span.end <= it.span.end, "{said} lies outside");
        }
    }
    // Those of notes come last, wherever the notes stand.
    let mut spans: Vec<Span> = references.iter().map(|it| it.span).collect();
    spans.sort();
    assert!(spans.windows(2).all(|it| it[0].end <= it[1].start), "references overlap");
    references.len()
}
