//! 引用的条、款、项不存在。
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

use crate::check::cited::cited;
use crate::check::excerpt::is_excerpt;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Document;
use crate::reference::{Citation, Missing, Targets};
use crate::say;

pub const ID: &str = "reference/dangling";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    let targets = Targets::of(document);
    let excerpt = is_excerpt(document);
    let mut findings = Vec::new();
    for it in cited(document) {
        for citation in it.citations.iter().filter(|it| it.own) {
            let Some(missing) = targets.missing(&citation.citation.place, it.article) else { continue };
            // Where the file is a part of a work, the article may stand in another.
            if missing == Missing::Article && excerpt {
                continue;
            }
            let Some(span) = it.passage.place(citation.citation.range.clone()) else { continue };
            let name = &it.passage.text[citation.citation.range.clone()];
            findings.push(finding(&citation.citation, missing, name, span));
        }
    }
    findings
}

fn finding(citation: &Citation, missing: Missing, name: &str, span: crate::text::Span) -> Diagnostic {
    let place = &citation.place;
    let article = place.article.as_ref().map_or("本条".to_owned(), crate::check::label::article);
    let message = match missing {
        Missing::Article => {
            say!(zh: "引用“{name}”，但文中没有{article}", en: "“{name}” is cited, but the text has no {article}")
        }
        Missing::Paragraph(count) => {
            say!(zh: "引用“{name}”，但{article}只有{count}款", en: "“{name}” is cited, but {article} has only {count} 款")
        }
        Missing::Item => {
            let item = place.item.as_ref().map_or(String::new(), |it| it.to_string());
            let whose =
                place.paragraph.map_or(article.clone(), |it| format!("{article}第{}款", crate::model::to_han(it)));
            say!(zh: "引用“{name}”，但{whose}没有第{item}项", en: "“{name}” is cited, but {whose} has no item {item}")
        }
    };
    Diagnostic::error(ID, span, message).hint(say!(zh: "改正引用；若被引用的条文漏排或者丢了序号，请补上。", en: "mend the reference; if the text it means was lost or lost its number, restore it."))
}
