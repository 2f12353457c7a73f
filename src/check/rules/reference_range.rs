//! 引用的范围前大后小。
//!
//! A range of references runs backwards.
//!
//! **为什么** “第十条至第五条”不知所指：两头写反了，或者有一头打错了。
//!
//! **Why** A range that runs backwards means nothing: its ends were swapped, or one of them is a slip.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反《中华人民共和国档案法》第十条至第五条规定的，依法处理。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　违反《中华人民共和国档案法》第五条至第十条规定的，依法处理。
//! ```

use crate::check::rules::reference_dangling::dangles;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Joint, Rank, Reference, Scope};
use crate::say;

pub const ID: &str = "reference/range";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let pairs = work.documents().flat_map(|it| it.references.windows(2));
    // Where an end is not there at all, that is the slip.
    let wrong = |it: &&[Reference]| {
        it[1].joint == Joint::To && backwards(&it[0], &it[1]) && !it.iter().any(|end| dangles(work, end))
    };
    pairs.filter(wrong).map(|it| finding(work, &it[0], &it[1])).collect()
}

fn finding(work: &Work, from: &Reference, to: &Reference) -> Diagnostic {
    let (first, last) = (work.cited(from), work.cited(to));
    Diagnostic::error(
        ID,
        from.span.to(to.span),
        say!(zh: "引用范围从{first}到{last}，前大后小", en: "the range from {first} to {last} runs backwards"),
    )
    .hint(say!(zh: "把两头对调，或者改正其中一头。", en: "swap its ends, or mend one of them."))
}

/// Returns whether the end of a range does not lie behind its beginning. Where the two count different things, or from
/// different places, they can't be compared.
fn backwards(from: &Reference, to: &Reference) -> bool {
    const RANKS: [Rank; 8] = [
        Rank::Part,
        Rank::Subpart,
        Rank::Chapter,
        Rank::Section,
        Rank::Article,
        Rank::Paragraph,
        Rank::Item,
        Rank::Subitem,
    ];
    let other = |it: &Reference| matches!(it.scope, Scope::Other | Scope::Former);
    if from.relative != to.relative || other(from) != other(to) {
        return false;
    }
    for rank in RANKS {
        match (from.place.get(rank), to.place.get(rank)) {
            (None, None) => {}
            (Some(from), Some(to)) if from == to => {}
            (Some(from), Some(to)) => return from > to,
            _ => return false,
        }
    }
    true
}
