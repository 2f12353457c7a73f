//! 章、节的标题前面没有 ##。
//!
//! A chapter or section heading stands without its `##`.
//!
//! **为什么** 不写 `##`，“第二章　管理”就只是上一条末尾的一段：章的序号查不到，目录、书眉、书签里也没有它。单独成行、紧接在一条之前的，
//! 就是标题。一份文件里的标题全没有写 `##` 的，只说一次，改正时一并改完；写在目录里的、修正案里引的，不在此列。
//!
//! **Why** Without `##` a line 第二章　管理 is the last paragraph of the article above: its number goes unchecked, and
//! contents, running heads and bookmarks lack it. A line of its own right before an article is a heading. Where no
//! heading of a file bears its marks, that is one finding with one fix; lines of a table of contents, and those that an
//! amendment quotes, are left alone.
//!
//! ```md bad
//! ## 第一章　总则
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二章　附则
//!
//! 第二条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! ## 第一章　总则
//!
//! 第一条　为了规范档案管理，制定本办法。
//!
//! ## 第二章　附则
//!
//! 第二条　本办法自公布之日起施行。
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::check::lost_heading::marked_again;
use crate::check::sequence::Fault;
use crate::check::unmarked_heading::Unmarked;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::UnitKind;
use crate::say;
use crate::text::{Edit, FileId, Span};

pub const ID: &str = "structure/missing-heading-mark";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let lines = work.unmarked();
    if lines.is_empty() {
        return Vec::new();
    }
    let units = || work.documents().flat_map(|it| it.units());
    let mut levels: BTreeMap<UnitKind, u8> = BTreeMap::new();
    let mut marked: BTreeSet<FileId> = BTreeSet::new();
    for unit in units().filter(|it| it.kind.is_division() && it.kind != UnitKind::Heading) {
        marked.insert(unit.span.file);
        levels.entry(unit.kind).or_insert(unit.level.unwrap_or(2));
    }
    // Kinds that bear no marks anywhere go down by their rank.
    let kinds: BTreeSet<UnitKind> = levels.keys().copied().chain(lines.iter().map(|it| it.kind)).collect();
    for (at, kind) in kinds.into_iter().enumerate() {
        levels.entry(kind).or_insert(u8::try_from(at + 2).unwrap_or(6).min(6));
    }
    let told = told(work);
    let mut files: BTreeMap<FileId, Vec<&Unmarked>> = BTreeMap::new();
    for line in lines.iter().filter(|it| !told.contains(&it.paragraph.span)) {
        files.entry(line.paragraph.span.file).or_default().push(line);
    }
    let mut findings = Vec::new();
    for (file, lines) in files {
        let edit = |it: &Unmarked| marked_again(it, levels.get(&it.kind).copied().unwrap_or(2));
        match lines.as_slice() {
            [first, _, ..] if !marked.contains(&file) => {
                findings.push(throughout(first, lines.len(), lines.iter().map(|it| edit(it)).collect()));
            }
            _ => findings.extend(lines.iter().map(|it| single(it, edit(it)))),
        }
    }
    findings
}

/// Returns the lines that a gap or a late start of the divisions points to already.
fn told(work: &Work) -> BTreeSet<Span> {
    let lines = work.unmarked();
    let mut out = BTreeSet::new();
    for row in work.series() {
        let Some(kind) = row.entries.first().map(|it| it.0.kind).filter(|it| it.is_division()) else { continue };
        for (place, fault) in &row.faults {
            let (missing, from) = match fault {
                Fault::Gap { after, missing } => (missing, Some(row.entries[*after].0.span)),
                Fault::Start { missing } => (missing, None),
                Fault::Duplicate { .. } | Fault::Order { .. } => continue,
            };
            let to = row.entries[*place].0.span;
            let between = lines.iter().filter(|it| {
                let span = it.paragraph.span;
                it.kind == kind && span < to && from.is_none_or(|from| from < span) && missing.contains(&it.number)
            });
            let between: Vec<Span> = between.map(|it| it.paragraph.span).collect();
            if between.len() == missing.len() {
                out.extend(between);
            }
        }
    }
    out
}

fn single(line: &Unmarked, edit: Edit) -> Diagnostic {
    let words = line.run.text.trim();
    let message = say!(zh: "“{words}”像是标题，前面却没有 ##", en: "“{words}” reads as a heading, but bears no ##");
    let hint = say!(zh: "在这一行前面写 ##；现在按上一条的正文处理。", en: "write ## before it; it is read as text of the article above.");
    mended(Diagnostic::warning(ID, line.run.span, message).hint(hint), vec![edit])
}

fn throughout(first: &Unmarked, count: usize, edits: Vec<Edit>) -> Diagnostic {
    let message = say!(
        zh: "这份文件的标题都没有写 ##，共 {count} 处，这是第一处",
        en: "no heading of this file bears its ##; of {count} this is the first"
    );
    let hint = say!(zh: "在每个标题前面写 ##；现在都按正文处理，章、节的序号没有检查。", en: "write ## before each; they are read as text now, and their numbers are not checked.");
    mended(Diagnostic::warning(ID, first.run.span, message).hint(hint), edits)
}

/// Returns the finding with what mends it: an offer, since it makes another part of the text of the line.
fn mended(mut finding: Diagnostic, edits: Vec<Edit>) -> Diagnostic {
    let message = say!(zh: "写上 ##", en: "write ##");
    finding.fix = Some(Fix { message, safe: false, edits });
    finding
}
