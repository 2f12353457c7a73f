//! `numbering: {章: 连续, 节: 重新}` in the front matter: whether 章 run on where a new 编 begins, for a text that does not
//! show it by itself.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::markdown::front_matter::RULE;
use crate::message::Message;
use crate::model::{Counting, Entry, UnitKind};
use crate::say;

const KINDS: [(&str, &str, UnitKind); 6] = [
    ("编", "part", UnitKind::Part),
    ("分编", "subpart", UnitKind::Subpart),
    ("章", "chapter", UnitKind::Chapter),
    ("节", "section", UnitKind::Section),
    ("条", "article", UnitKind::Article),
    ("标题", "heading", UnitKind::NumberedHeading),
];

const WAYS: [(&str, &str, Counting); 2] =
    [("连续", "continuous", Counting::Continuous), ("重新", "restart", Counting::Restart)];

/// Returns how kinds of units are counted; what is not known is left out, with a finding.
pub fn counting(pairs: &[(Entry, Entry)], findings: &mut Vec<Diagnostic>) -> BTreeMap<UnitKind, Counting> {
    let mut out = BTreeMap::new();
    for (key, value) in pairs {
        let kind = find(&KINDS, key, &say!(zh: "可以计数的单元", en: "unit that is counted"), findings);
        let way = find(&WAYS, value, &say!(zh: "计数办法", en: "way to count"), findings);
        out.extend(kind.zip(way));
    }
    out
}

/// Returns what an entry names in Chinese or English.
fn find<T: Copy>(
    known: &[(&str, &str, T)],
    entry: &Entry,
    what: &Message,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    let text = &entry.text;
    let found = known.iter().find(|(zh, en, _)| zh == text || en.eq_ignore_ascii_case(text));
    if let Some((_, _, it)) = found {
        return Some(*it);
    }
    let likeness = |name: &str| strsim::jaro_winkler(name, text);
    let names = known.iter().flat_map(|(zh, en, _)| [*zh, *en]);
    let nearest = names.filter(|it| likeness(it) > 0.6).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let (zh_list, en_list): (Vec<&str>, Vec<&str>) = known.iter().map(|(zh, en, _)| (*zh, *en)).unzip();
    let (zh_list, en_list) = (zh_list.join("、"), en_list.join(", "));
    let (zh, en) = (&what.zh, &what.en);
    let finding =
        Diagnostic::error(RULE, entry.span, say!(zh: "没有叫“{text}”的{zh}", en: "there is no {en} `{text}`"));
    findings.push(finding.hint(match nearest {
        Some(near) => {
            say!(zh: "是否指“{near}”？可以写{zh_list}（或 {en_list}）。", en: "did you mean `{near}`? There are: {en_list} (or {zh_list}).")
        }
        None => say!(zh: "可以写{zh_list}（或 {en_list}）。", en: "there are: {en_list} (or {zh_list})."),
    }));
    None
}
