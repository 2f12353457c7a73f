//! 引用的条、款、项不存在。
//!
//! A reference cites an article, 款 or item that does not exist.
//!
//! **为什么** 引用落空的规定无法执行。多半是修改时条号变了而引用没有跟着改，或者被引用的条文漏排、丢了序号。
//! 只查明确引用本文件的地方；引用别的法律、处在引文之中，或者看不出是谁的条文，都不报。
//!
//! **Why** A rule that refers to nothing can't be applied. Mostly the numbers moved in an amendment and the reference did
//! not, or the text it means was lost. Only references to this very text are looked up: those to other laws, those in a
//! quotation, and those that may mean either are passed over.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反本办法第九条规定的，责令改正。
//! ```
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反本办法第一条第二款规定的，责令改正。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，根据《中华人民共和国档案法》第五十条，制定本办法。
//!
//! 本市档案工作适用本办法。
//!
//! 第二条　违反本办法第一条第二款规定的，依照档案法第四十九条的规定处理。
//! ```

use crate::check::label::article;
use crate::check::rules::reference_relative::counts_from_nothing;
use crate::check::taken::Taken;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Joint, Missing, Rank, Reference, Relative, Resolution, to_han};
use crate::say;

pub const ID: &str = "reference/dangling";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let taken = work.taken();
    let mut findings = Vec::new();
    for document in work.documents() {
        let mut before: Option<&Reference> = None;
        for reference in &document.references {
            let Resolution::Missing(missing) = reference.resolution else {
                before = None;
                continue;
            };
            let told = before.is_some_and(|it| same_lack(it, reference));
            before = Some(reference);
            if !told && is_lack(taken, reference, missing) {
                findings.push(finding(work, reference, missing));
            }
        }
    }
    findings
}

/// Returns whether a reference dangles by itself, and the fault is told here.
pub fn dangles(work: &Work, reference: &Reference) -> bool {
    matches!(reference.resolution, Resolution::Missing(missing) if is_lack(work.taken(), reference, missing))
}

/// Returns whether what is missing is a fault of the reference: a number that the rules on numbers miss is theirs,
/// and told there.
fn is_lack(taken: &Taken, reference: &Reference, missing: Missing) -> bool {
    let numbers = || taken.is_number(reference) || taken.lacks(reference, missing.rank);
    !(missing.rank.is_annex() || counts_from_nothing(reference) || numbers())
}

/// Returns whether two references of a list lack the same thing: 第十条第三项、第四项, and the article has no items, or
/// there is no such article. Both ends of a range that lies beyond the last number are one slip.
fn same_lack(one: &Reference, next: &Reference) -> bool {
    let (Resolution::Missing(lack), true) = (&one.resolution, next.joint != Joint::None) else { return false };
    let around = |it: &Reference| it.place.0.iter().filter(|it| it.rank < lack.rank).cloned().collect::<Vec<_>>();
    let alike = one.resolution == next.resolution && one.relative == next.relative && around(one) == around(next);
    let list = lack.rank > Rank::Article || one.place.get(lack.rank) == next.place.get(lack.rank);
    alike && (list || next.joint == Joint::To)
}

fn finding(work: &Work, reference: &Reference, missing: Missing) -> Diagnostic {
    let (name, place, count) = (work.cited(reference), &reference.place, missing.count);
    let whose = || {
        let outer = place.get(Rank::Article).map_or("本条".to_owned(), article);
        match (reference.relative, place.get(Rank::Paragraph)) {
            (Some(Relative::Before(..)), _) => "前款".to_owned(),
            (_, Some(number)) if missing.rank > Rank::Paragraph => format!("{outer}第{}款", to_han(number.base)),
            _ => outer,
        }
    };
    let message = match missing.rank {
        Rank::Article => {
            let article = place.get(Rank::Article).map_or_else(|| reference.label(), article);
            say!(zh: "引用{name}，但文中没有{article}", en: "{name} is cited, but the text has no {article}")
        }
        Rank::Paragraph => {
            let whose = whose();
            say!(zh: "引用{name}，但{whose}只有{count}款", en: "{name} is cited, but {whose} has only {count} 款")
        }
        Rank::Item => {
            let (whose, item) = (whose(), place.get(Rank::Item).map_or(String::new(), |it| it.to_string()));
            say!(zh: "引用{name}，但{whose}没有第{item}项", en: "{name} is cited, but {whose} has no item {item}")
        }
        Rank::Subitem => {
            say!(zh: "引用{name}，但那一项只有{count}目", en: "{name} is cited, but that item has only {count} 目")
        }
        Rank::Part | Rank::Subpart | Rank::Chapter | Rank::Section | Rank::Annex | Rank::Schedule | Rank::Appendix => {
            let (within, word) = (around(reference, missing.rank), missing.rank.word());
            match (within, count) {
                (Some(within), 0) => say!(zh: "引用{name}，但{within}没有{word}", en: "{name} is cited, but {within} has no {word}"),
                (Some(within), _) => say!(zh: "引用{name}，但{within}只有{count}{word}", en: "{name} is cited, but {within} has only {count} {word}"),
                (None, _) => say!(zh: "引用{name}，但文中只有{count}{word}", en: "{name} is cited, but the text has only {count} {word}"),
            }
        }
    };
    Diagnostic::error(ID, reference.span, message).hint(say!(zh: "改正引用；若被引用的条文漏排或者丢了序号，请补上。", en: "mend the reference; if the text it means was lost or lost its number, restore it."))
}

/// Returns the division in which a reference looks for another: 第二章 for 第二章第九节, 本章 for 本章第九节.
fn around(reference: &Reference, rank: Rank) -> Option<String> {
    let outer = reference.place.0.iter().rfind(|it| it.rank < rank);
    match (outer, reference.relative) {
        (Some(it), _) => Some(format!("第{}{}", it.number, it.rank.word())),
        (None, Some(Relative::This(own))) if own < rank => Some(format!("本{}", own.word())),
        _ => None,
    }
}
