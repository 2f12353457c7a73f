//! 目录与正文的标题不一致。
//!
//! The contents in the text differ from its headings.
//!
//! **为什么** 正文里自带的目录常常忘了跟着改：章名改了，目录还是旧的；加了一章，目录里没有。以正文的标题为准改目录，或者删去目录，由版式
//! 来排。章节的序号本身有缺有重的，先改序号，这里不另报。
//!
//! **Why** Contents that a text carries in itself are easily forgotten: a chapter gets another name or is added, and the
//! contents still say what they said. Mend them by the headings, or take them out and leave them to the layout. Where the
//! numbers of the headings are faulty themselves, those are told and not this.
//!
//! ```md bad
//! 目　录
//!
//! 第一章　总则
//!
//! 第二章　附则
//!
//! ## 第一章　总则
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! ## 第二章　法律责任
//!
//! 第二条　违反本办法的，责令改正。
//! ```
//!
//! ```md good
//! 目　录
//!
//! 第一章　总则
//!
//! 第二章　附则
//!
//! ## 第一章　总　则
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! ## 第二章　附　则
//!
//! 第二条　本办法自公布之日起施行。
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::check::contents::{listed, squeeze};
use crate::check::label::{named, written};
use crate::check::rules::structure_split_heading::second_half;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Document, Number, Unit, UnitKind, plain_text};
use crate::say;

pub const ID: &str = "structure/contents";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let faulty = work.series().iter().any(|row| {
        let kind = row.entries.first().map(|it| it.0.kind);
        !row.faults.is_empty() && kind.is_some_and(|it| it.is_division() && it != UnitKind::Annex)
    });
    // Headings without their marks are no headings yet.
    if faulty || !work.unmarked().is_empty() {
        return Vec::new();
    }
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    let listed = listed(document);
    if listed.is_empty() {
        return Vec::new();
    }
    let kinds: BTreeSet<UnitKind> = listed.iter().map(|it| it.kind).collect();
    let units = document.units();
    let headings = units.iter().filter(|it| kinds.contains(&it.kind));
    let mut path = Path::default();
    let mut below: BTreeMap<Path, &Unit> = BTreeMap::new();
    for unit in headings {
        let Some(number) = unit.marker.as_ref().and_then(|it| it.number.clone()) else { return Vec::new() };
        path = path.enter(unit.kind, number);
        below.insert(path.clone(), unit);
    }
    let mut findings = Vec::new();
    let mut path = Path::default();
    let mut last = listed[0].span;
    let mut seen = BTreeSet::new();
    for it in &listed {
        path = path.enter(it.kind, it.number.clone());
        last = it.span;
        seen.insert(path.clone());
        let words = &it.words;
        match below.get(&path) {
            None => findings.push(
                Diagnostic::error(ID, it.span, say!(zh: "目录里的“{words}”在正文中没有", en: "“{words}” of the contents is not in the text"))
                    .hint(say!(zh: "对照正文改目录。", en: "mend the contents by the headings.")),
            ),
            // Half of a heading is a fault of the heading.
            Some(unit) if second_half(unit).is_some() => {}
            Some(unit) => {
                let (here, heading) = (named(&written(unit)), squeeze(&plain_text(&unit.heading)));
                if heading != *words {
                    findings.push(
                        Diagnostic::error(ID, it.span, say!(zh: "目录里{here}是“{words}”，正文的标题是“{heading}”", en: "the contents call {here} “{words}”, its heading says “{heading}”"))
                            .hint(say!(zh: "对照正文改目录。", en: "mend the contents by the headings."))
                            .related(unit.span, say!(zh: "标题在这里", en: "the heading is here")),
                    );
                }
            }
        }
    }
    for (path, unit) in &below {
        if !seen.contains(path) {
            let here = named(&written(unit));
            findings.push(
                Diagnostic::error(ID, last, say!(zh: "目录里没有{here}", en: "the contents lack {here}"))
                    .hint(say!(zh: "在目录里补上{here}。", en: "add {here} to the contents."))
                    .related(unit.span, say!(zh: "标题在这里", en: "the heading is here")),
            );
        }
    }
    findings
}

/// Where a heading stands: the numbers of the divisions around it and its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Path(Vec<(UnitKind, Number)>);

impl Path {
    /// Returns the path of the next heading.
    fn enter(&self, kind: UnitKind, number: Number) -> Path {
        let mut out: Vec<_> = self.0.iter().filter(|it| it.0 < kind).cloned().collect();
        out.push((kind, number));
        Path(out)
    }
}
