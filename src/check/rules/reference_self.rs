//! 条文引用了自己的条号。
//!
//! An article cites its own number.
//!
//! **为什么** 条文说到自己，写“本条”或者“前款”。写自己的条号，多半是修改后条号变了而引用没有跟着改，本来要引的是别的条。
//!
//! **Why** An article calls itself 本条. Where it cites its own number, the numbers mostly moved in an amendment and the
//! reference, which meant another article, did not.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反本办法第二条规定的，责令改正。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　机关、团体应当归档。
//!
//! 违反本条第一款规定的，责令改正。
//! ```

use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Joint, Rank, Reference, Resolution};
use crate::say;

pub const ID: &str = "reference/self";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let references = work.documents().flat_map(|it| &it.references);
    references.filter(|it| cites_itself(it) && !work.taken().is_displaced(it)).map(|it| finding(work, it)).collect()
}

/// Returns whether a reference cites the article it stands in by its number.
pub fn cites_itself(reference: &Reference) -> bool {
    let (Resolution::Found(targets), Some(article)) = (&reference.resolution, &reference.article) else { return false };
    let numbered = reference.numerals.iter().any(|it| it.rank == Rank::Article) && reference.relative.is_none();
    // 第三条至第八条 in the eighth article are a stretch, and the article belongs to it.
    let alone = reference.joint != Joint::To;
    // 第十二条之一 is no part of 第十二条: what an article holds goes on with a letter.
    let within = |id: &str| {
        let rest = id.strip_prefix(article.as_str());
        rest.is_some_and(|it| it.is_empty() || it.strip_prefix('-').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_lowercase())))
    };
    numbered && alone && targets.iter().any(|it| within(&it.id))
}

fn finding(work: &Work, reference: &Reference) -> Diagnostic {
    let name = work.cited(reference);
    Diagnostic::warning(
        ID,
        reference.span,
        say!(zh: "{name}就是这一条自己", en: "{name} is the very article it stands in"),
    )
    .hint(say!(zh: "核对本来要引哪一条；确是说自己的，写“本条”。", en: "see which article was meant; if it is this one, write 本条."))
}
