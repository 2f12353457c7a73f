//! Laws of safe fixes, over any text: twice is once, no error comes in, no letter goes out, every byte stays accounted for.

use std::collections::BTreeMap;

use diben::check::{Named, Policy, Work, check};
use diben::diagnostic::Severity;
use diben::edit::{Checked, Texts, mend};
use diben::markdown::read;
use diben::text::{FileId, Source};
use proptest::prelude::*;

use super::properties;

fn examine(texts: &Texts) -> Checked<()> {
    let text = texts[&FileId(0)].text();
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    let policy = Policy::default();
    findings.extend(check(&Work::new([&reading.document]), &policy));
    let named = Named { file: FileId(0), address: "a.md", document: &reading.document };
    let findings = policy.judge(&[named], findings).findings;
    Checked { findings, unaccounted: reading.document.account.faults().count(), besides: () }
}

fn texts(text: &str) -> Texts {
    Texts::from([(FileId(0), Source::new("a.md", text))])
}

fn errors(checked: &Checked<()>) -> BTreeMap<&str, usize> {
    let mut out = BTreeMap::new();
    for it in checked.findings.iter().filter(|it| it.severity == Severity::Error) {
        *out.entry(it.rule).or_default() += 1;
    }
    out
}

/// Pieces with which fixes meet each other.
const PIECES: &[&str] = &[
    "第一条　",
    "第 二条　",
    "第三－条　",
    "第百十条　",
    "（一)",
    "（2）",
    "(三）",
    "____",
    "2*（N+1）*3",
    "    甲",
    "　",
    "一、",
    "1.",
    "附件",
    "<x>",
    "<!--注-->",
    "[1]: 甲",
    "## 标题 {试行}",
    "---",
    "甲乙丙",
    "。",
    "；",
    "：",
    "，",
    ",",
    ";",
    "(",
    ")",
    "\"",
    "“",
    "”",
    "《",
    "》",
    "...",
    "。。",
    "2015-2020年",
    "１２",
    "\u{200B}",
    "\n",
    "\n\n",
    "\r\n",
    " ",
];

fn sources() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(PIECES), 0..50).prop_map(|it| it.concat()),
        properties::sources(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_once_and_nothing_is_lost(source in sources()) {
        let once = mend(texts(&source), &examine);
        let mended = once.texts[&FileId(0)].text();
        let (before, after) = (errors(&once.before), errors(&once.after));
        for (rule, number) in &after {
            prop_assert!(before.get(rule).is_some_and(|it| it >= number), "{rule} comes in: {source:?} -> {mended:?}");
        }
        properties::accounts_for(mended);
        let twice = mend(texts(mended), &examine);
        prop_assert_eq!(twice.texts[&FileId(0)].text(), mended, "a second time changes more: {:?}", source);
    }
}
