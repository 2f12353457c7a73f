//! Allowances: what a rule finds and the text is right in, with the reason written down. They stand in the front matter
//! of the document or in the project's settings. One that allows nothing, or can't be understood, is itself a finding.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::policy::Policy;
use crate::check::rules::{metadata_allowance as faulty, metadata_unused_allowance as unused};
use crate::check::spot::{Found, Spots};
use crate::check::{Rule, nearest_rule, rule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::model::{Allowance, Document};
use crate::say;
use crate::text::{FileId, Span};

/// What can't be allowed, and is never less than an error: what makes the text or the allowances themselves unreadable.
const FIXED: &[&str] = &["metadata/front-matter", faulty::ID, unused::ID];

/// Returns whether findings of a rule can't be allowed, nor its level set.
pub fn is_fixed(id: &str) -> bool {
    FIXED.contains(&id) || id.starts_with("edition/")
}

/// A document with its number and its path from the project's folder, with `/`.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// The number that its spans bear.
    pub file: FileId,
    /// The path by which the project's settings know it.
    pub address: &'a str,
    /// The document.
    pub document: &'a Document,
}

/// What became of the findings of a work.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// Those that stand, with the weight that the project gives them.
    pub findings: Vec<Diagnostic>,
    /// What the project's own allowances were good for.
    pub tally: Tally,
}

/// What became of the allowances of the project's settings, by their order in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<usize, Fate>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fate {
    Used,
    Unused,
    /// The place is wrong in a file.
    Faulty(Message, Message),
    /// Its rule looks at pages, and none were set.
    Unasked,
}

/// What a judgement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// The text.
    Text,
    /// The pages that it was set on.
    Pages,
}

impl Subject {
    fn covers(self, rule: &Rule) -> bool {
        rule.is_of_pages() == (self == Subject::Pages)
    }
}

impl Tally {
    /// Adds what another work made of the same settings.
    pub fn add(&mut self, other: Tally) {
        other.0.into_iter().for_each(|(at, fate)| self.set(at, fate));
    }

    fn set(&mut self, at: usize, fate: Fate) {
        match self.0.get(&at) {
            Some(Fate::Used) => {}
            Some(_) if fate == Fate::Unused => {}
            _ => {
                self.0.insert(at, fate);
            }
        }
    }
}

/// An allowance that is understood.
struct Permit<'a> {
    allowance: &'a Allowance,
    /// Where it stands in the settings; nothing for one of the document's own.
    at: Option<usize>,
    used: bool,
}

/// The permits of one rule by the first byte that they cover; none overlaps another.
type Cover = BTreeMap<u32, (u32, usize)>;

impl Policy {
    /// Returns what is left of the findings of reading and checking a work: weighed, without those that are allowed, and
    /// with findings about the allowances. What is allowed on pages is left to [`Policy::judge_pages`].
    pub fn judge(&self, documents: &[Named], findings: Vec<Diagnostic>) -> Judgement {
        self.judge_of(Subject::Text, documents, findings)
    }

    /// The same of what was found on the pages of a document that has been checked: only allowances of rules that look at
    /// pages are asked, and told of where they allow nothing.
    pub fn judge_pages(&self, document: &Named, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.judge_of(Subject::Pages, std::slice::from_ref(document), findings).findings
    }

    fn judge_of(&self, subject: Subject, documents: &[Named], findings: Vec<Diagnostic>) -> Judgement {
        let mut out = Judgement { findings: self.weigh(findings), tally: Tally::default() };
        for named in documents {
            let own = &named.document.metadata.allow;
            let ours: Vec<usize> =
                (0..self.allowances.len()).filter(|at| self.allowances[*at].files.is_match(named.address)).collect();
            if !(own.is_empty() && ours.is_empty()) {
                self.judge_one(subject, named, own, &ours, &mut out);
            }
        }
        out
    }

    fn judge_one(&self, subject: Subject, named: &Named, own: &[Allowance], ours: &[usize], out: &mut Judgement) {
        let spots = Spots::of(named.document);
        let mut permits: Vec<Permit> = Vec::new();
        let mut covers: BTreeMap<&str, Cover> = BTreeMap::new();
        let mut faults = Vec::new();
        for allowance in own {
            let understood = understand(allowance).and_then(|rule| Ok((rule, place(allowance, &spots)?)));
            match understood {
                Err(fault) => faults.push(*fault),
                Ok((rule, ranges)) => {
                    let cover = covers.entry(rule.id).or_default();
                    match ranges.iter().find_map(|it| overlapped(cover, it)) {
                        Some(at) => faults.push(overlap(allowance, permits[at].allowance)),
                        None => {
                            cover.extend(ranges.into_iter().map(|it| (it.start, (it.end, permits.len()))));
                            permits.push(Permit { allowance, at: None, used: !subject.covers(rule) });
                        }
                    }
                }
            }
        }
        for at in ours {
            let allowance = &self.allowances[*at].allowance;
            match understand(allowance).and_then(|rule| Ok((rule, place(allowance, &spots)?))) {
                Err(fault) => {
                    let hint = fault.hint.unwrap_or_else(|| fault.message.clone());
                    out.tally.set(*at, Fate::Faulty(fault.message, hint));
                }
                Ok((rule, _)) if !subject.covers(rule) => out.tally.set(*at, Fate::Unasked),
                Ok((rule, ranges)) => {
                    let cover = covers.entry(rule.id).or_default();
                    // What the document allows itself, the settings need not.
                    if !ranges.iter().any(|it| overlapped(cover, it).is_some()) {
                        cover.extend(ranges.into_iter().map(|it| (it.start, (it.end, permits.len()))));
                    }
                    permits.push(Permit { allowance, at: Some(*at), used: false });
                }
            }
        }
        if subject == Subject::Pages {
            // What is wrong with the allowances themselves was told when the text was judged.
            faults.clear();
        }
        out.findings.retain(|finding| {
            let allowed = (finding.span.file == named.file)
                .then(|| covers.get(finding.rule).and_then(|it| covering(it, finding.span)))
                .flatten();
            allowed.inspect(|at| permits[**at].used = true);
            allowed.is_none()
        });
        for permit in permits {
            match permit.at {
                Some(at) => out.tally.set(at, if permit.used { Fate::Used } else { Fate::Unused }),
                None if !permit.used => faults.push(nothing(permit.allowance)),
                None => {}
            }
        }
        out.findings.extend(self.weigh(faults));
    }

    /// Returns findings about the allowances of the settings, in the text of the settings under the number `file`, for a
    /// run over some files: those that were bound for one of these files and allowed nothing there.
    pub fn unused(&self, tally: &Tally, file: FileId) -> Vec<Diagnostic> {
        let bound = |it: &usize| {
            let pattern = self.allowances[*it].files.glob().glob();
            tally.0.contains_key(it) && !pattern.contains(['*', '?', '[', '{'])
        };
        self.leftover(tally, file, (0..self.allowances.len()).filter(bound))
    }

    /// The same, for a run over the whole project: each that allowed nothing anywhere.
    pub fn unused_anywhere(&self, tally: &Tally, file: FileId) -> Vec<Diagnostic> {
        self.leftover(tally, file, 0..self.allowances.len())
    }

    fn leftover(&self, tally: &Tally, file: FileId, which: impl Iterator<Item = usize>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for at in which {
            let FileAllowanceView { allowance, pattern } = self.view(at, file);
            match tally.0.get(&at) {
                Some(Fate::Used | Fate::Unasked) => {}
                Some(Fate::Unused) => found.push(nothing(&allowance)),
                Some(Fate::Faulty(message, hint)) => {
                    let span = allowance.place.as_ref().map_or(allowance.span, |it| it.span);
                    found.push(Diagnostic::error(faulty::ID, span, message.clone()).hint(hint.clone()));
                }
                None => found.push(
                    Diagnostic::warning(
                        unused::ID,
                        allowance.span,
                        say!(zh: "没有文件叫 {pattern}，这条例外没有用到", en: "no file is called {pattern}: this allowance allows nothing"),
                    )
                    .hint(say!(zh: "改正 file，或者删去这条例外。", en: "mend `file`, or take the allowance out.")),
                ),
            }
        }
        self.weigh(found)
    }

    /// Returns an allowance of the settings with its places in the file of that number.
    fn view(&self, at: usize, file: FileId) -> FileAllowanceView<'_> {
        let it = &self.allowances[at];
        let mut allowance = it.allowance.clone();
        allowance.span.file = file;
        [&mut allowance.rule, &mut allowance.place, &mut allowance.reason]
            .into_iter()
            .flatten()
            .for_each(|it| it.span.file = file);
        FileAllowanceView { allowance, pattern: it.files.glob().glob() }
    }
}

struct FileAllowanceView<'a> {
    allowance: Allowance,
    pattern: &'a str,
}

/// Returns the rule of an allowance that says all it must.
fn understand(allowance: &Allowance) -> Result<&'static Rule, Box<Diagnostic>> {
    let entry = match allowance {
        Allowance { rule: Some(rule), place: Some(_), reason: Some(_), .. } => rule,
        Allowance { rule: None, .. } => return Err(lacks(allowance, "rule", "规则")),
        Allowance { place: None, .. } => return Err(lacks(allowance, "place", "位置")),
        Allowance { reason: None, .. } => return Err(lacks(allowance, "reason", "理由")),
    };
    let id = entry.text.trim();
    if is_fixed(id) {
        let message = say!(zh: "{id} 不能写成例外", en: "{id} can't be allowed");
        let hint = match id.starts_with("edition/") {
            true => {
                say!(zh: "这条规则看的是成品，请照评判者说的改正。", en: "it is about finished editions: mend what the judge finds.")
            }
            false => {
                say!(zh: "这条规则看的是题头和例外本身，请照它说的改正。", en: "it is about the front matter and the allowances themselves: mend what it finds.")
            }
        };
        return Err(fault(entry.span, message, hint));
    }
    rule(id).ok_or_else(|| {
        let hint = match nearest_rule(id) {
            Some(near) => say!(zh: "是不是 {near}？", en: "did you mean {near}?"),
            None => say!(zh: "用 diben rules 看有哪些规则。", en: "see `diben rules` for the rules."),
        };
        fault(entry.span, say!(zh: "没有 {id} 这条规则", en: "there is no rule {id}"), hint)
    })
}

fn fault(span: Span, message: Message, hint: Message) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(faulty::ID, span, message).hint(hint))
}

fn lacks(allowance: &Allowance, key: &str, name: &str) -> Box<Diagnostic> {
    let message = say!(zh: "这条例外没有写{name}", en: "this allowance has no {key}");
    let hint = say!(zh: "加一行 {key}: ……；例外要写明规则、位置和理由。", en: "add a line `{key}: …`; an allowance names a rule, a place and a reason.");
    fault(allowance.span, message, hint)
}

/// Returns what an allowance covers.
fn place(allowance: &Allowance, spots: &Spots) -> Result<Vec<Range<u32>>, Box<Diagnostic>> {
    let Some(entry) = &allowance.place else { return Err(lacks(allowance, "place", "位置")) };
    let place = entry.text.trim();
    match spots.find(place) {
        Found::Here(ranges) => Ok(ranges),
        Found::Nowhere => {
            let message = say!(zh: "文中没有“{place}”", en: "the text has no “{place}”");
            let hint = say!(zh: "写条款（第二十条第二款第三项）、章节、附件、题名，或者 diben outline 列出的编号名。", en: "write an address such as 第二十条第二款第三项, a chapter, an annex, 题名, or an id that `diben outline` lists.");
            Err(fault(entry.span, message, hint))
        }
        Found::Several(count, ids) => {
            let ids = ids.join("、");
            let message = say!(zh: "“{place}”在文中有 {count} 处", en: "the text has {count} places called “{place}”");
            let hint = say!(zh: "写明是哪一处，例如 {ids}。", en: "say which: {ids}.");
            Err(fault(entry.span, message, hint))
        }
    }
}

fn nothing(allowance: &Allowance) -> Diagnostic {
    let text = |it: &Option<crate::model::Entry>| it.as_ref().map_or(String::new(), |it| it.text.trim().to_owned());
    let (rule, place) = (text(&allowance.rule), text(&allowance.place));
    Diagnostic::new(
        unused::ID,
        Severity::Warning,
        allowance.span,
        say!(zh: "这条例外没有用到：{place}没有 {rule} 要报", en: "this allowance allows nothing: {rule} finds nothing at {place}"),
    )
    .hint(say!(zh: "原文已经改好就删去它；写错了就改正规则或位置。", en: "take it out if the text has been mended, or mend its rule or place."))
}

fn overlap(allowance: &Allowance, other: &Allowance) -> Diagnostic {
    Diagnostic::error(
        faulty::ID,
        allowance.span,
        say!(zh: "这条例外与另一条重叠", en: "this allowance overlaps another"),
    )
    .hint(say!(zh: "两条留一条；位置尽量写小。", en: "keep one of them, with the narrower place if it will do."))
    .related(other.span, say!(zh: "同一规则在这里已经写过", en: "the same rule is allowed here"))
}

/// Returns the permit that overlaps a range.
fn overlapped(cover: &Cover, range: &Range<u32>) -> Option<usize> {
    let before = cover.range(..=range.start).next_back().filter(|(_, (end, _))| *end > range.start);
    let behind = cover.range(range.clone()).next();
    before.or(behind).map(|(_, (_, permit))| *permit)
}

/// Returns the permit that covers a finding: one that begins in it, or stands empty at its end.
fn covering(cover: &Cover, span: Span) -> Option<&usize> {
    let (_, (end, permit)) = cover.range(..=span.start).next_back()?;
    (span.start < *end || span.is_empty() && span.start == *end).then_some(permit)
}
