//! The claim that an EPUB is accessible: made where Ace has looked at this very book and found nothing, and somebody
//! answers for it.

use std::path::PathBuf;

use super::editions::Work;
use crate::error::{Error, Result};
use crate::publish::epub::Identity;
use crate::say;
use crate::verify::{AceBook, AceVerdict, ace_verdict};
use crate::workspace::{read_text, shown};

/// A report that a claim rests on.
pub struct Claim {
    name: String,
    report: String,
}

/// Returns the report that the command line names.
///
/// # Errors
/// When it can't be read.
pub fn claim(path: Option<&PathBuf>) -> Result<Option<Claim>> {
    path.map(|it| Ok(Claim { name: shown(it), report: read_text(it)? })).transpose()
}

/// Returns who answers for a book: its publisher, else those responsible for the text.
///
/// # Errors
/// When the report is of another book or finds a fault, or nobody is named who could answer.
pub fn certifier(claim: &Claim, work: &Work, identity: &Identity) -> Result<String> {
    let name = &claim.name;
    let book = AceBook {
        identifier: &identity.identifier,
        digest: &identity.digest,
        modified: &identity.modified,
        title: &identity.title,
    };
    match ace_verdict(name, &claim.report, &book)? {
        AceVerdict::Clean => {}
        AceVerdict::Violations(count) => {
            return Err(Error::new(
                say!(zh: "{name} 里有 {count} 处缺陷，不能声明无障碍", en: "{name} has {count} violations: the book may not call itself accessible"),
            )
            .hint(say!(zh: "用 diben verify 书.epub --judge {name} 看在正文哪里，改好再做、再查。", en: "see where they are in the text with `diben verify BOOK.epub --judge {name}`, mend them, build and judge again.")));
        }
        AceVerdict::OtherBook(field) => {
            return Err(Error::new(
                say!(zh: "{name} 查的不是这一本（{field} 不同）", en: "{name} is of another book: its {field} is another"),
            )
            .hint(say!(zh: "先不带 --ace 做一遍，用 Ace 查做好的 EPUB，再带着报告做。", en: "build without --ace, let Ace judge that EPUB, then build again with its report.")));
        }
    }
    let metadata = &work.document.metadata;
    let who = metadata.publisher.as_ref().or(metadata.authors.first()).map(|it| it.text.trim().to_owned());
    who.filter(|it| !it.is_empty()).ok_or_else(|| {
        Error::new(say!(zh: "声明无障碍须写明由谁负责", en: "who calls a book accessible must be named")).hint(
            say!(zh: "在题头里写 publisher 或 author。", en: "name the publisher or the author in the front matter."),
        )
    })
}
