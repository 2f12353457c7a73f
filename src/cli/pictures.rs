//! The pictures that a document names, read from the project; one that is not there or can't be shown is a finding.

use std::collections::BTreeMap;

use super::editions::Work;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::model::Document;
use crate::publish::pictures::{Named, judge, named};
use crate::say;
use crate::text::Span;
use crate::workspace::read_bytes;

/// Returns the bytes of the pictures by their targets, and what is wrong with the others.
pub fn pictures(work: &Work, document: &Document) -> (BTreeMap<String, Vec<u8>>, Vec<Diagnostic>) {
    let mut out = BTreeMap::new();
    let mut findings = Vec::new();
    for Named { target, alt, span } in named(document) {
        if alt.trim().is_empty() {
            findings.push(finding(wordless(target), span));
        }
        if out.contains_key(target) {
            continue;
        }
        let path = work.project.inside(work.path, target);
        match path.and_then(|it| read_bytes(&it)).and_then(|it| judge(target, &it).map(|_| it)) {
            Ok(bytes) => {
                out.insert(target.to_owned(), bytes);
            }
            Err(error) => findings.push(finding(error, span)),
        }
    }
    (out, findings)
}

/// PDF/UA and EPUB both ask for words that stand for a picture.
fn wordless(target: &str) -> Error {
    Error::new(say!(zh: "图「{target}」没有替代文字，读屏的人不知道图上是什么", en: "the picture `{target}` has no words for those who can't see it"))
        .hint(say!(zh: "在方括号里写：![图上是什么]({target})。", en: "write them into the brackets: ![what it shows]({target})."))
}

/// Returns the finding for a picture that can't be shown.
pub fn finding(error: Error, span: Span) -> Diagnostic {
    let finding = Diagnostic::error("layout/picture", span, error.message);
    match error.hint {
        Some(hint) => finding.hint(hint),
        None => finding,
    }
}
