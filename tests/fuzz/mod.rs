//! Generators that run as long as one likes over reader, numerals, references and fixes, without a panic, a hang or a
//! fault of the account. `RECORD.md` says how to run them and what they have seen.

pub mod grammar;
pub mod laws;

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use diben::model::Number;
use proptest::prelude::*;
use proptest::strategy::{NewTree, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// No case takes longer than this, and a hundred-thousandth of a second for each of its bytes.
const SLOW: Duration = Duration::from_secs(1);

/// After this long a case is taken to hang.
const HANGS: Duration = Duration::from_secs(60);

/// A fault with its smallest input.
struct Fault {
    input: String,
    words: String,
}

fn from_environment(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |it| it.parse().unwrap_or_else(|_| panic!("{name} is no number: {it}")))
}

/// Returns how long this thread has been at work, where the system tells: another's work doesn't count.
fn worked(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|it| it.split(' ').next().and_then(|it| it.parse().ok()));
    nanoseconds.map_or(since.elapsed(), Duration::from_nanos)
}

/// Returns what is wrong with a case; nothing where the law holds in time. `found` grows by what the law counts.
fn wrong(law: fn(&str) -> usize, case: &str, found: &mut usize) -> Option<String> {
    let begin = Instant::now();
    let before = worked(begin);
    match catch_unwind(AssertUnwindSafe(|| law(case))) {
        Err(panic) => {
            let words = panic.downcast_ref::<String>().cloned();
            Some(words.or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned())).unwrap_or_default())
        }
        Ok(count) => {
            *found += count;
            let taken = worked(begin) - before;
            let allowed = SLOW + Duration::from_micros(10) * u32::try_from(case.len()).unwrap_or(u32::MAX);
            (taken > allowed).then(|| format!("{} bytes took {taken:?}", case.len()))
        }
    }
}

/// Returns the smallest input that the strategy leads to and that is still wrong.
fn shrunk(law: fn(&str) -> usize, mut tree: impl ValueTree<Value = String>, words: String) -> Fault {
    const PATIENCE: Duration = Duration::from_secs(30);
    let begin = Instant::now();
    let mut fault = Fault { input: tree.current(), words };
    while begin.elapsed() < PATIENCE {
        match wrong(law, &tree.current(), &mut 0) {
            Some(words) => {
                fault = Fault { input: tree.current(), words };
                if !tree.simplify() {
                    break;
                }
            }
            None if !tree.complicate() => break,
            None => {}
        }
    }
    fault
}

/// Runs cases for `DIBEN_FUZZ_SECONDS`, the same ones for the same `DIBEN_FUZZ_SEED`, and prints the totals.
fn run<S: Strategy<Value = String> + 'static>(name: &'static str, strategy: fn() -> S, law: fn(&str) -> usize) {
    let seconds = from_environment("DIBEN_FUZZ_SECONDS", 5);
    let seed = from_environment("DIBEN_FUZZ_SEED", 1);
    let (send, receive) = channel::<Option<String>>();
    let work = std::thread::spawn(move || {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(Config { failure_persistence: None, ..Config::default() }, rng);
        let strategy = strategy();
        let (mut cases, mut size, mut found, mut slowest) = (0u64, 0usize, 0usize, Duration::ZERO);
        let begin = Instant::now();
        while begin.elapsed() < Duration::from_secs(seconds) {
            let tree: NewTree<S> = strategy.new_tree(&mut runner);
            let tree = tree.expect("no strategy here rejects");
            let case = tree.current();
            (cases, size) = (cases + 1, size + case.len());
            let started = Instant::now();
            _ = send.send(Some(case.clone()));
            let words = wrong(law, &case, &mut found);
            slowest = slowest.max(started.elapsed());
            if let Some(words) = words {
                _ = send.send(None);
                return Err(shrunk(law, tree, words));
            }
        }
        _ = send.send(None);
        Ok(format!(
            "{name}: {seconds} s, seed {seed}, {cases} cases, {size} bytes, {found} found, slowest {slowest:?}, no fault"
        ))
    });
    let mut last = String::new();
    loop {
        match receive.recv_timeout(HANGS) {
            Ok(Some(case)) => last = case,
            Ok(None) | Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => panic!("{name} hangs on {last:?}"),
        }
    }
    match work.join().expect("the law's panics are caught") {
        Ok(totals) => println!("{totals}"),
        Err(fault) => panic!("{name}, seed {seed}: {}\non {:?}", fault.words, fault.input),
    }
}

/// Panics of single cases are told once, with the smallest input.
fn quietly(body: impl FnOnce()) {
    let hook = take_hook();
    set_hook(Box::new(move |it| {
        if std::thread::current().name().is_some() {
            hook(it);
        }
    }));
    body();
}

#[test]
#[ignore = "runs as long as DIBEN_FUZZ_SECONDS says"]
fn reader() {
    let texts = || {
        prop_oneof![
            30 => grammar::document(),
            4 => prop::collection::vec(any::<char>(), 0..200).prop_map(String::from_iter),
            1 => grammar::swollen()
        ]
    };
    quietly(|| run("reader", texts, laws::read_and_checked));
}

#[test]
#[ignore = "runs as long as DIBEN_FUZZ_SECONDS says"]
fn numerals() {
    /// `#12 1 3` is 第十二条之一之三; all else is a numeral as typed.
    fn law(case: &str) -> usize {
        let numbers: Option<Vec<u32>> =
            case.strip_prefix('#').and_then(|it| it.split(' ').map(|it| it.parse().ok()).collect());
        match numbers.as_deref() {
            Some([base, inserted @ ..]) => {
                laws::number_reads_back(&Number { base: *base, inserted: inserted.to_vec() });
                1
            }
            _ => {
                let text = format!(
                    "第{case}条　本法第{case}条之{case}。\n\n（{case}）甲。\n\n## 第{case}章　乙\n\n{case}、丙。\n"
                );
                laws::read_and_checked(&text)
            }
        }
    }
    let texts = || {
        prop_oneof![
            (1..=99_999u32, prop::collection::vec(1..=50u32, 0..3)).prop_map(|(base, inserted)| {
                let inserted = inserted.iter().map(|it| format!(" {it}"));
                inserted.fold(format!("#{base}"), |sum, it| sum + &it)
            }),
            grammar::numeral(),
            "[零〇○一二两三四五六七八九十百千万亿之0-9０-９第条 　－-]{0,24}",
        ]
    };
    quietly(|| run("numerals", texts, law));
}

#[test]
#[ignore = "runs as long as DIBEN_FUZZ_SECONDS says"]
fn references() {
    fn law(case: &str) -> usize {
        laws::references_lie_in(case) + laws::read_and_checked(case)
    }
    let texts = || {
        let article = |(at, text): (usize, String)| format!("第{}条　{text}\n\n", diben::model::to_han(at as u32 + 1));
        let articles = prop::collection::vec(prop::collection::vec(grammar::citation(), 1..6), 1..12);
        prop_oneof![
            10 => articles.prop_map(move |it| it.into_iter().map(|it| it.concat()).enumerate().map(article).collect::<String>()),
            10 => prop::collection::vec(grammar::sentence(), 1..12).prop_map(|it| it.concat()),
            1 => grammar::swollen()
        ]
    };
    quietly(|| run("references", texts, law));
}

#[test]
#[ignore = "runs as long as DIBEN_FUZZ_SECONDS says"]
fn fixes() {
    quietly(|| run("fixes", grammar::document, laws::fixes_settle));
}
