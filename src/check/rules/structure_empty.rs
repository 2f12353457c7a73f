//! 条、章、标题或者项里面什么也没有。
//!
//! An article, chapter, heading or item holds nothing.
//!
//! **为什么** 只有条号而没有条文，或者只有标题而下面没有内容，多半是正文丢了。已经删去的条文写“（删去）”，就不是空的。
//!
//! **Why** A number without text, or a heading with nothing below it, has mostly lost its text. A repealed article says
//! （删去） and is not empty.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条
//!
//! 第三条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第二条　（删去）
//!
//! 第三条　本办法自公布之日起施行。
//! ```

use crate::check::label::{named, written};
use crate::check::rules::numbering_hierarchy::misplaced;
use crate::check::headed_contents::headed_contents;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Document, Unit, UnitKind, plain_text};
use crate::say;

pub const ID: &str = "structure/empty";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    let units = document.units();
    let articles = document.has_articles();
    let mut passed = headed_contents(document);
    passed.extend(misplaced(document).into_iter().map(|(it, _)| it.span));
    // Of the articles with words in their headings, how many have text below them, and how many have none.
    let headed = units.iter().filter(|it| !it.kind.is_division() && captioned(it));
    let (above, bare): (Vec<&Unit>, Vec<&Unit>) = headed.partition(|it| !it.blocks.is_empty());
    let empty = units.iter().filter(|unit| match unit.kind {
        _ if !unit.blocks.is_empty() || passed.contains(&unit.span) => false,
        // Where the text is no normative one, headings are free; an annex may be named only.
        UnitKind::Heading => articles,
        UnitKind::Annex => !captioned(unit),
        kind if kind.is_division() => true,
        // An article may be all in its heading; where its neighbours have text below theirs, it is a caption.
        _ => !captioned(unit) || above.len() > bare.len(),
    });
    empty
        .map(|unit| {
            let heading = plain_text(&unit.heading);
            let (_, en) = unit.kind.name();
            let name = match (written(unit), heading.trim()) {
                (marker, "") => named(&marker),
                (marker, words) if marker.is_empty() => format!("“{words}”"),
                (marker, words) if marker.ends_with(['、', '.']) => format!("“{marker}{words}”"),
                (marker, words) => format!("{marker}（{words}）"),
            };
            let span = unit.marker.as_ref().map_or(unit.span, |it| it.span);
            Diagnostic::error(ID, span, say!(zh: "{name}没有内容", en: "the {en} {name} holds nothing"))
                .hint(say!(zh: "补上正文；已经删去的，写“（删去）”。", en: "restore its text; write （删去） where it was repealed."))
        })
        .collect()
}

fn captioned(unit: &Unit) -> bool {
    !plain_text(&unit.heading).trim().is_empty()
}
