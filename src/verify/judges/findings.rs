//! What a judge says, as findings an editor can act on: at most five of a kind one by one, more as one with a count.

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::say;
use crate::verify::judges::advice::advice;
use crate::verify::judges::{Charge, Home, Report, Site};

/// So many of a kind are told one by one; as many are named where there are more.
const EACH: usize = 5;

/// Returns the findings of a report; `home` says where a charge belongs in the source.
pub fn findings(report: &Report, home: impl Fn(&Charge) -> Home) -> Vec<Diagnostic> {
    // Kinds in the order in which the report names them first.
    let mut order: Vec<(String, Severity)> = Vec::new();
    let mut kinds: Vec<Vec<(&Charge, Home)>> = Vec::new();
    for charge in &report.charges {
        let key = (kind(charge), charge.severity);
        let at = order.iter().position(|it| *it == key).unwrap_or(order.len());
        if at == order.len() {
            order.push(key);
            kinds.push(Vec::new());
        }
        kinds[at].push((charge, home(charge)));
    }
    kinds.iter().flat_map(|all| told(report, all)).collect()
}

/// What charges of one kind have in common: the judge's name for it, and its words without those of the place.
fn kind(charge: &Charge) -> String {
    let plain: Vec<&str> = charge.words.split('"').step_by(2).collect();
    let words: String = plain.concat().chars().filter(|it| !it.is_ascii_digit()).collect();
    format!("{}\0{}", charge.id, words.split(" (").next().unwrap_or_default())
}

fn told(report: &Report, all: &[(&Charge, Home)]) -> Vec<Diagnostic> {
    let count: usize = all.iter().map(|it| 1 + it.0.more).sum();
    if count <= EACH {
        return all.iter().map(|(charge, home)| finding(report, charge, home, &[])).collect();
    }
    // The first in the source stands for all.
    let mut all = all.to_vec();
    all.sort_by_key(|it| it.1.span);
    let Some(((charge, home), rest)) = all.split_first() else { return Vec::new() };
    let mut out = finding(report, charge, home, rest);
    for (charge, home) in rest.iter().take(EACH - 1) {
        let Message { zh, en } = place(charge, home);
        out = out.related(home.span, say!(zh: "{zh} 也是", en: "{en} as well"));
    }
    vec![out]
}

/// Returns the finding of a charge that stands for others of its kind, too.
fn finding(report: &Report, charge: &Charge, home: &Home, others: &[(&Charge, Home)]) -> Diagnostic {
    let (judge, Charge { id, words, .. }) = (report.judge.name(), charge);
    let Message { zh, en } = place(charge, home);
    let (near_zh, near_en) = if home.near { ("，在这附近", ", near here") } else { ("", "") };
    let count = 1 + charge.more + others.iter().map(|it| 1 + it.0.more).sum::<usize>();
    let (all_zh, all_en) = match (others.iter().all(|it| it.0.words == *words), count) {
        (_, 1) => (String::new(), String::new()),
        (true, _) => (format!("，共 {count} 处"), format!(", {count} places in all")),
        (false, _) => (format!("，同类共 {count} 处"), format!(", {count} places of this kind in all")),
    };
    let message = say!(
        zh: "{judge} {id}：{words}（{zh}{near_zh}{all_zh}）",
        en: "{judge} {id}: {words} ({en}{near_en}{all_en})"
    );
    let finding = Diagnostic::new(report.judge.rule(), charge.severity, home.span, message);
    match advice(report.judge, id) {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}

/// The place in the edition, as an editor finds it there.
fn place(charge: &Charge, home: &Home) -> Message {
    match &charge.site {
        Site::Line(path, 0, _) | Site::Element(path, _, None) if path.is_empty() => {
            say!(zh: "全书", en: "the whole book")
        }
        Site::Line(path, 0, _) | Site::Element(path, _, None) => {
            let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned();
            let path = path.trim_start_matches("./");
            say!(zh: "{path}", en: "{path}")
        }
        Site::Line(path, line, column) => say!(zh: "{path}:{line}:{column}", en: "{path}:{line}:{column}"),
        Site::Element(path, _, Some(css)) => say!(zh: "{path} {css}", en: "{path} {css}"),
        Site::Object(way) => {
            // Names of properties hold slashes of their own.
            let steps = way
                .match_indices('/')
                .filter(|(at, _)| way[..*at].matches('(').count() == way[..*at].matches(')').count());
            let last = steps.max().map_or(way.as_str(), |(at, _)| &way[at + 1..]);
            match home.page {
                Some(page) => say!(zh: "第 {page} 页 {last}", en: "page {page}, {last}"),
                None => say!(zh: "{last}", en: "{last}"),
            }
        }
    }
}
