//! The marks of pages in an EPUB: each stands before the first character of its page, and the page list names them all
//! in order.

use crate::diagnostic::Diagnostic;
use crate::say;
use crate::text::Span;
use crate::verify::PAGES;

/// A mark: its label, and how many characters of the source stand before it; nothing where the text there is wrong.
pub struct Mark {
    /// What it says.
    pub label: String,
    /// Where it leads to: document and id.
    pub target: (String, String),
    /// How many characters of the source stand before it.
    pub at: Option<usize>,
}

/// Where the pages of the PDF begin: page and how many characters of the source stand before it.
pub type Starts = Vec<(usize, usize)>;

/// Returns what is wrong between marks and the page list: `list` holds label and target of each entry.
pub fn against_list(marks: &[Mark], list: &[(String, (String, String))], start: Span) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for number in 0..marks.len().max(list.len()) {
        let wrong = match (marks.get(number), list.get(number)) {
            (Some(mark), Some(entry)) if mark.label.trim() == entry.0.trim() && mark.target == entry.1 => continue,
            (Some(mark), Some((label, _))) => {
                let own = &mark.label;
                say!(zh: "EPUB 页码表的“{label}”对不上正文里的页码标记“{own}”", en: "the page list of the EPUB says “{label}” where the mark in the text says “{own}”")
            }
            (Some(mark), None) => {
                let own = &mark.label;
                say!(zh: "EPUB 的页码表里没有第 {own} 页", en: "the page list of the EPUB lacks page {own}")
            }
            (None, Some((label, _))) => {
                say!(zh: "EPUB 正文里没有页码表所列的第 {label} 页", en: "the text of the EPUB has no mark of page {label}, which its page list names")
            }
            (None, None) => continue,
        };
        out.push(Diagnostic::error(PAGES, start, wrong));
    }
    out
}

/// Returns marks whose labels are not the numbers of pages, counting up.
pub fn numbers(marks: &[Mark], start: Span) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut before = 0usize;
    for mark in marks {
        let label = &mark.label;
        match label.trim().parse::<usize>() {
            Ok(number) if number > before => before = number,
            _ => out.push(Diagnostic::error(
                PAGES,
                start,
                say!(zh: "EPUB 的页码标记“{label}”不是下一页的页码", en: "the page mark “{label}” of the EPUB is not the number of the next page"),
            )),
        }
    }
    out
}

/// Returns marks that stand elsewhere than the pages of the PDF begin. `place` gives the bytes of a character.
pub fn against_pdf(marks: &[Mark], starts: &Starts, place: impl Fn(usize) -> Span) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for &(page, at) in starts {
        let span = place(at);
        match marks.iter().find(|it| it.label.trim() == page.to_string()) {
            Some(mark) if mark.at == Some(at) => {}
            Some(mark) => {
                let finding = Diagnostic::error(
                    PAGES,
                    span,
                    say!(zh: "EPUB 的第 {page} 页标记不在这里，而 PDF 第 {page} 页从这里开始", en: "page {page} of the PDF begins here, the mark of the EPUB stands elsewhere"),
                );
                out.push(match mark.at {
                    Some(elsewhere) => {
                        finding.related(place(elsewhere), say!(zh: "标记在这里", en: "the mark stands here"))
                    }
                    None => finding,
                });
            }
            None => out.push(Diagnostic::error(
                PAGES,
                span,
                say!(zh: "EPUB 没有第 {page} 页的标记", en: "the EPUB has no mark where page {page} of the PDF begins"),
            )),
        }
    }
    for mark in marks.iter().filter(|it| !starts.iter().any(|(page, _)| page.to_string() == it.label.trim())) {
        let (label, span) = (&mark.label, place(mark.at.unwrap_or(0)));
        out.push(Diagnostic::error(
            PAGES,
            span,
            say!(zh: "EPUB 有第 {label} 页的标记，PDF 的这一页却没有正文", en: "the EPUB marks page {label}, but no text of the PDF begins on such a page"),
        ));
    }
    out
}
