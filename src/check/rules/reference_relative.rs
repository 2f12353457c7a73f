//! “前款”“前条”“本节”之类没有所指。
//!
//! 前款, 前条, 本节 and the like refer to nothing.
//!
//! **为什么** “前款”写在第一款里、“前条”写在第一条里，就没有所指。多半不是引用写错，而是上一款与这一款之间丢了分段：两款排成了一段，
//! 款数也就全错了。在几千处“前款”里，这样的每一处都是排印错误。
//!
//! “前条”“前项”“前两款”前面不够数的，同样报。“本编”“本章”“本节”只在文中别处有编、章、节，而这一处不在其中时报；文中根本没有的不报，
//! 那里说的多半是别的文件。
//!
//! **Why** 前款 in the first 款 counts from nothing. Mostly the reference is right and a paragraph break is lost: two 款
//! stand as one, and whatever cites them by number goes astray too. Of some thousands of 前款 in published law every one
//! that counts from nothing was such an error.
//!
//! 前条, 前项 and 前两款 are told likewise where too few stand before them. 本编, 本章 and 本节 are told only where the text
//! has such a division and the word stands outside of it; a text without any mostly speaks of another one.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本市档案工作适用本办法。违反前款规定的，责令改正。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　本市档案工作适用本办法。
//!
//! 违反前款规定的，责令改正。
//! ```

use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Rank, Reference, Relative, Resolution};
use crate::say;

pub const ID: &str = "reference/relative";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let references = work.documents().flat_map(|it| &it.references);
    references.filter(|it| counts_from_nothing(it) && !work.taken().is_displaced(it)).filter_map(|it| finding(work, it)).collect()
}

/// Returns whether a reference counts from where it stands, and there is nothing to count.
pub fn counts_from_nothing(reference: &Reference) -> bool {
    let Resolution::Missing(missing) = reference.resolution else { return false };
    match reference.relative {
        Some(Relative::This(rank) | Relative::Before(rank, _)) => rank == missing.rank,
        Some(Relative::First(..)) | None => false,
    }
}

fn finding(work: &Work, reference: &Reference) -> Option<Diagnostic> {
    let Resolution::Missing(missing) = reference.resolution else { return None };
    let (relative, count) = (reference.relative?, missing.count);
    let (name, word) = (work.cited(reference), missing.rank.word());
    let message = match relative {
        Relative::This(_) => say!(zh: "{name}不在任何{word}里", en: "{name} stands in no {word}"),
        _ if count == 0 => say!(zh: "{name}之前没有{word}", en: "no {word} stands before {name}"),
        _ => say!(zh: "{name}之前只有{count}{word}", en: "only {count} {word} stand before {name}"),
    };
    let hint = match (relative, missing.rank) {
        (Relative::This(_), _) => {
            say!(zh: "改正引用，或者补上丢了的{word}的标题。", en: "mend the reference, or give back the heading of the {word} that was lost.")
        }
        (_, Rank::Paragraph) => {
            say!(zh: "多半是这一段之内或者之前丢了分段：把前一款另排一段；不然就改正引用。", en: "most likely a paragraph break was lost in or above this paragraph: set the 款 before it apart; else mend the reference.")
        }
        _ => {
            say!(zh: "补上前面丢了的{word}，或者改正引用。", en: "restore the {word} that was lost before it, or mend the reference.")
        }
    };
    Some(Diagnostic::error(ID, reference.span, message).hint(hint))
}
