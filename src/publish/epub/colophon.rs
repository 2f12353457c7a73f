//! The colophon: which edition this is, and of which text. It stands at the end, and says in words what the package says
//! for machines.

use crate::publish::epub::title::{printed_date, subtitle};
use crate::publish::epub::{Book, package, xml};

/// Returns `colophon.xhtml`: a paragraph a fact, 底本：source/chongqing-initiative.md.
pub fn colophon(book: &Book) -> String {
    let given = &book.document.metadata;
    let joined =
        |entries: &[crate::model::Entry]| entries.iter().map(|it| it.text.trim()).collect::<Vec<_>>().join("、");
    let single =
        |entry: &Option<crate::model::Entry>| entry.as_ref().map_or(String::new(), |it| it.text.trim().to_owned());
    let day = book.modified.split('T').next().filter(|it| !it.starts_with("1970-01-01"));
    let edition = day.map_or_else(|| "EPUB 电子版".to_owned(), |it| format!("EPUB 电子版，{}", printed_date(it)));
    let pages = if book.pages.is_empty() { String::new() } else { format!("同{}", book.page_source) };
    let identifiers = package::identifiers(book);
    let names: Vec<&str> =
        identifiers.iter().map(String::as_str).filter(|it| !it.starts_with(package::DIGEST)).collect();
    let rows = [
        ("题名", book.title.clone()),
        ("副题", subtitle(book.document).unwrap_or_default()),
        ("责任者", joined(&given.authors)),
        ("出版者", single(&given.publisher)),
        ("标识", names.join("、")),
        ("版次", edition),
        ("页码", pages),
        ("底本", book.source_path.to_owned()),
        ("底本摘要", format!("SHA-256 {}", book.source_sha256)),
        ("权利", single(&given.rights)),
    ];
    let mut out = String::from(
        "<section epub:type=\"colophon\" role=\"doc-colophon\" class=\"colophon\" aria-labelledby=\"colophon-title\">\n<h1 id=\"colophon-title\">版本说明</h1>\n",
    );
    for (label, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
        out.push_str(&format!("<p>{label}：{}</p>\n", xml::text(words)));
    }
    out.push_str("</section>\n");
    xml::xhtml(book.language(), "版本说明", &out)
}
