//! The rules have teeth: slips made on purpose in laws that are clean as they stand must each be found, by the right
//! rule, on the right line, once. And changes that harm nothing must find nobody.

mod articles;
mod citations;
mod divisions;
mod harmless;
mod items;
mod law;
mod mutation;
mod pairs;

use std::collections::BTreeMap;
use std::fmt::Write;

use diben::check::{Policy, Work, check, rules};
use diben::markdown::read;
use diben::text::{FileId, Source};

pub use law::Law;
use mutation::{Mutant, Mutation};

/// A finding as it is compared: its rule and its line.
pub type Found = (&'static str, usize);

type Op = fn(&Law) -> Vec<Mutation>;

const OPS: &[Op] = &[
    articles::delete,
    articles::delete_first,
    articles::copy,
    articles::swap,
    articles::move_away,
    articles::repeat_number,
    articles::far_number,
    articles::misspell,
    articles::digits,
    articles::break_token,
    articles::drop_separator,
    articles::run_on,
    articles::lose_break,
    articles::lose_text,
    articles::insertion_without_base,
    items::delete,
    items::delete_first,
    items::lose_label,
    items::lose_first_label,
    items::repeat_number,
    items::far_number,
    items::swap,
    items::mix_brackets,
    items::digits,
    items::lose_break,
    items::glue,
    divisions::delete,
    divisions::delete_first,
    divisions::repeat_number,
    divisions::swap_numbers,
    divisions::restart,
    divisions::lose_number,
    divisions::lose_hashes,
    divisions::split_number,
    divisions::split_words,
    divisions::lose_words,
    divisions::section_before_chapter,
    divisions::item_outside,
    divisions::empty,
    divisions::annexes_wrong,
    citations::dangling_article,
    citations::dangling_paragraph,
    citations::dangling_item,
    citations::backwards,
    citations::relative,
    citations::annex,
];

/// The rules that were there first: none of their slips may be missed.
const FIXED: &[&str] = &[
    "numbering/gap",
    "numbering/duplicate",
    "numbering/order",
    "numbering/start",
    "numbering/style",
    "numbering/hierarchy",
    "reference/dangling",
    "reference/range",
    "structure/empty",
];

/// Rules that name a damage, each with those that may answer while it isn't there.
const NAMED: &[(&str, &[&str])] = &[
    ("numbering/broken-token", &["numbering/style"]),
    ("numbering/separator", &["numbering/style"]),
    ("numbering/run-on", &["numbering/gap", "numbering/start"]),
    ("structure/split-heading", &["numbering/gap", "numbering/start"]),
    ("reference/relative", &["reference/dangling"]),
];

/// Slips that a text may make on purpose: what the rules say is shown and not demanded.
const MAY_BE_MEANT: &[&str] = &["item: run on", "heading: words on two lines", "heading: no words"];

/// Slips that are not found yet, or not under their name: law, kind, detail.
const NOT_YET: &[(&str, &str, &str)] = &[];

/// Returns the laws of the fixtures.
pub fn laws() -> Vec<Law> {
    macro_rules! laws {
        ($($name:literal)*) => { vec![$(Law::new($name, include_str!(concat!("../fixtures/laws/", $name, ".md"))),)*] };
    }
    let mut laws = laws![
        "arbitration-arrangement" "city-archives" "copyright" "criminal-code-finance" "criminal-code-part-one"
        "dog-keeping" "foreign-sanctions" "judicial-assistance" "resource-tax"
    ];
    laws.push(Law::new("chongqing-initiative", include_str!("../../source/chongqing-initiative.md")));
    laws
}

/// Returns what is found in a text.
pub fn findings(text: &str) -> Vec<Found> {
    let source = Source::new("a.md", text);
    let reading = read(FileId(0), text);
    let mut findings = reading.findings;
    findings.extend(check(&Work::new([&reading.document]), &Policy::default()));
    findings.iter().map(|it| (it.rule, source.place(it.span.start as usize).line)).collect()
}

/// Returns some of a list, drawn by a fixed seed.
pub fn draw<T>(mut list: Vec<T>, most: usize, seed: &str) -> Vec<T> {
    let mut state =
        seed.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |sum, it| (sum ^ u64::from(it)).wrapping_mul(0x100_0000_01B3));
    let mut out = Vec::new();
    while out.len() < most && !list.is_empty() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let at = usize::try_from(state >> 33).expect("31 bits") % list.len();
        out.push(list.swap_remove(at));
    }
    out
}

fn is_known(rule: &str) -> bool {
    // The reader finds these on its way.
    matches!(rule, "structure/missing-break" | "numbering/separator") || rules().iter().any(|it| it.id == rule)
}

/// Returns the answers that count for a slip: a rule that names the damage, once there, stands for the general ones.
pub fn accepted(law: &Mutant, mutation: &Mutation) -> Vec<Found> {
    let wanted = mutation.answers[0].rule;
    let general = NAMED.iter().find(|it| it.0 == wanted && is_known(wanted)).map_or(&[][..], |it| it.1);
    let answers = mutation.answers.iter().filter(|it| !general.contains(&it.rule));
    answers.flat_map(|it| it.spots.iter().filter_map(|spot| Some((it.rule, law.line(*spot)?)))).collect()
}

/// Returns the mutations of every law: of each kind no more than a few.
pub fn mutations(most: usize) -> Vec<(Law, Vec<Mutation>)> {
    let mut out = Vec::new();
    for law in laws() {
        let mut all: BTreeMap<&str, Vec<Mutation>> = BTreeMap::new();
        for it in OPS.iter().flat_map(|op| op(&law)) {
            all.entry(it.op).or_default().push(it);
        }
        let drawn = all.into_iter().flat_map(|(op, list)| draw(list, most, &format!("{op} {}", law.name))).collect();
        out.push((law, drawn));
    }
    out
}

#[derive(Default)]
struct Tally {
    made: usize,
    hit: usize,
    found: usize,
    waiting: usize,
}

#[test]
fn laws_are_clean_as_they_stand() {
    for law in laws() {
        assert_eq!(findings(&Mutant::of(&law, &[]).text), [], "{}", law.name);
    }
}

#[test]
fn each_slip_is_found_once_at_its_place() {
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    let mut misses = String::new();
    for (law, mutations) in mutations(6) {
        for (at, mutation) in mutations.iter().enumerate() {
            let mutant = Mutant::of(&law, &[mutation]);
            let accepted = accepted(&mutant, mutation);
            let tally = tallies.entry((mutation.answers[0].rule, mutation.op)).or_default();
            if accepted.iter().all(|it| !is_known(it.0)) {
                tally.waiting += 1;
                continue;
            }
            let mut text = mutant.text;
            if at % 3 == 0 {
                text = text.replace('\n', "\r\n");
            }
            if at % 5 == 0 {
                text.insert(0, '\u{FEFF}');
            }
            let found = findings(&text);
            let hit = found.iter().any(|it| accepted.contains(it));
            if !hit && NOT_YET.contains(&(law.name, mutation.op, mutation.detail.as_str())) {
                _ = writeln!(misses, "YET  {} [{}] {}: got {found:?}", law.name, mutation.op, mutation.detail);
                tally.waiting += 1;
                continue;
            }
            tally.made += 1;
            tally.hit += usize::from(hit);
            tally.found += found.len();
            if !hit || found.len() > 1 {
                let what = if hit { "MORE" } else { "MISS" };
                _ = writeln!(
                    misses,
                    "{what} {} [{}] {}: want {accepted:?}, got {found:?}",
                    law.name, mutation.op, mutation.detail
                );
            }
        }
    }
    let mut table = String::new();
    let (mut fixed, mut others, mut all) = (Tally::default(), Tally::default(), Tally::default());
    for ((rule, op), it) in &tallies {
        let share = it.hit as f64 / it.made.max(1) as f64;
        let each = it.found as f64 / it.made.max(1) as f64;
        _ = writeln!(table, "{rule:<26}{op:<46}{:>5}{share:>8.3}{each:>7.2}{:>5}", it.made, it.waiting);
        if MAY_BE_MEANT.contains(op) {
            continue;
        }
        for sum in [if FIXED.contains(rule) { &mut fixed } else { &mut others }, &mut all] {
            sum.made += it.made;
            sum.hit += it.hit;
            sum.found += it.found;
        }
    }
    println!("{misses}\n{:<26}{:<46}{:>5}{:>8}{:>7}{:>5}\n{table}", "wanted", "slip", "made", "found", "each", "wait");
    println!("fixed {}/{}, others {}/{}, findings {}", fixed.hit, fixed.made, others.hit, others.made, all.found);
    assert!(all.made > 1000, "only {} slips were made", all.made);
    assert_eq!(fixed.hit, fixed.made, "a fixed rule misses a slip");
    assert!(others.hit * 100 >= others.made * 99, "{} of {} slips are found", others.hit, others.made);
    assert!(all.found * 10 <= all.made * 11, "{} findings for {} slips", all.found, all.made);
}

#[test]
fn what_harms_nothing_is_passed_over() {
    for law in laws() {
        for (change, text) in harmless::changes(&law) {
            assert_eq!(findings(&text), [], "{}: {change}", law.name);
        }
    }
}
