//! The title page: apparatus, made of what the front matter says.

use crate::model::Document;
use crate::publish::epub::contents::one_line;
use crate::publish::epub::{Book, xml};

/// The name of the state opens the titles of its laws and stands on a line of its own where the title needs two.
pub const STATE: &str = "中华人民共和国";

/// Returns `title.xhtml`: title, subtitle, the line （2015年5月28日　通过机关　地点）, publisher.
pub fn title_page(book: &Book) -> String {
    let metadata = &book.document.metadata;
    let mut out = String::from("<section epub:type=\"titlepage\" class=\"titlepage\" aria-label=\"书名页\">\n");
    let title = match book.title.strip_prefix(STATE).filter(|it| !it.is_empty()) {
        Some(rest) => format!("{STATE}<wbr/>{}", xml::text(rest)),
        None => xml::text(&book.title),
    };
    out.push_str(&format!("<p class=\"title\">{title}</p>\n"));
    if let Some(subtitle) = subtitle(book.document) {
        out.push_str(&format!("<p class=\"subtitle\">{}</p>\n", xml::text(&subtitle)));
    }
    let date = metadata.date.as_ref().map(|it| printed_date(&it.text));
    let said = [
        date.as_deref(),
        metadata.adopted_by.as_ref().map(|it| it.text.as_str()),
        metadata.place.as_ref().map(|it| it.text.as_str()),
    ];
    let said: Vec<&str> = said.into_iter().flatten().collect();
    if !said.is_empty() {
        out.push_str(&format!("<p class=\"enactment\">（{}）</p>\n", xml::text(&said.join("\u{3000}"))));
    }
    if let Some(publisher) = &metadata.publisher {
        out.push_str(&format!("<p class=\"imprint\">{}</p>\n", xml::text(&publisher.text)));
    }
    out.push_str("</section>\n");
    xml::xhtml(book.language(), &book.title, &out)
}

/// Returns the subtitle: the front matter's, else the text's.
pub fn subtitle(document: &Document) -> Option<String> {
    let given = document.metadata.subtitle.as_ref().map(|it| it.text.clone());
    given.or_else(|| document.subtitle().map(|it| one_line(&it.inlines))).filter(|it| !it.trim().is_empty())
}

/// Returns `2015-05-28` as 2015年5月28日.
pub fn printed_date(date: &str) -> String {
    let mut out = String::new();
    for (part, unit) in date.split('-').zip(["年", "月", "日"]) {
        out.push_str(part.trim_start_matches('0'));
        out.push_str(unit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::printed_date;

    #[test]
    fn dates() {
        assert_eq!(printed_date("2015-05-28"), "2015年5月28日");
        assert_eq!(printed_date("2015-10"), "2015年10月");
    }
}
