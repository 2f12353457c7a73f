//! Where the words of a text lead within its edition: every reference that resolves to a unit of this text, as a link on
//! exactly the bytes that say it. 第十条、第十二条至第十五条 is three links.

use std::ops::Range;

use crate::model::{Document, Resolution};
use crate::text::{FileId, Span};

/// A reference as a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The source bytes of its words.
    pub span: Range<u32>,
    /// The id of the unit that it leads to; the first where the words name several.
    pub id: String,
}

/// The links of a text, in its order; none overlaps another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links(Vec<Link>);

impl Links {
    /// Returns the links of a document; a reference into another file of the same work leads out of the edition.
    pub fn of(document: &Document, file: FileId) -> Self {
        let mut out: Vec<Link> = document
            .references
            .iter()
            .filter(|it| it.span.file == file && !it.span.is_empty())
            .filter_map(|it| match &it.resolution {
                Resolution::Found(targets) => targets
                    .first()
                    .filter(|it| it.file == file)
                    .map(|target| Link { span: it.span.start..it.span.end, id: target.id.clone() }),
                Resolution::Missing(_) | Resolution::External(_) | Resolution::Unclear => None,
            })
            .collect();
        out.sort_by_key(|it| it.span.start);
        let mut end = 0;
        out.retain(|it| {
            let apart = it.span.start >= end;
            if apart {
                end = it.span.end;
            }
            apart
        });
        Self(out)
    }

    /// Returns the parts of a span that are links, in order, cut to the span.
    pub fn within(&self, span: Span) -> impl Iterator<Item = (Range<u32>, &str)> {
        let first = self.0.partition_point(|it| it.span.end <= span.start);
        self.0[first..]
            .iter()
            .take_while(move |it| it.span.start < span.end)
            .map(move |it| (it.span.start.max(span.start)..it.span.end.min(span.end), it.id.as_str()))
    }
}

/// Where a link that the author has written leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To the unit of this id.
    Unit(String),
    /// Out to the web, at this valid address.
    Web(String),
}

/// Returns where a written link leads; nothing where it leads nowhere from within an edition, as a path beside the
/// source does.
pub fn destination(target: &str) -> Option<Destination> {
    if let Some(id) = target.strip_prefix('#') {
        return (!id.is_empty()).then(|| Destination::Unit(id.to_owned()));
    }
    let (scheme, rest) = target.split_once(':')?;
    let valid = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let rest = rest.strip_prefix("//")?;
            let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
            host.starts_with(|it: char| it.is_ascii_alphanumeric())
                && host.bytes().all(|it| it.is_ascii_alphanumeric() || b".-:".contains(&it))
        }
        "mailto" => rest.contains('@'),
        _ => false,
    };
    valid.then(|| Destination::Web(encoded(target)))
}

/// Returns a target with everything percent-encoded that can't stand in a URL as it is (RFC 3986).
fn encoded(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut out = String::with_capacity(target.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = byte == b'%' && bytes.get(at + 1..at + 3).is_some_and(|it| it.iter().all(u8::is_ascii_hexdigit));
        if escape || byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::read;

    const LAW: &str =
        "第一条　依照第二条第一款、第二款办理。\n\n第二条　甲。\n\n前款规定依照《刑法》第三条和第九条。\n";

    #[test]
    fn each_part_of_a_list_is_a_link() {
        let document = read(FileId(0), LAW).document;
        let links = Links::of(&document, FileId(0));
        let whole = Span::new(FileId(0), 0..LAW.len());
        let said: Vec<(&str, &str)> =
            links.within(whole).map(|(range, id)| (&LAW[range.start as usize..range.end as usize], id)).collect();
        assert_eq!(said, [("第二条第一款", "art-2-p1"), ("第二款", "art-2-p2"), ("前款", "art-2-p1")]);
        assert_eq!(Links::of(&document, FileId(1)), Links::default());
    }

    #[test]
    fn a_span_holds_parts_of_links() {
        let document = read(FileId(0), LAW).document;
        let links = Links::of(&document, FileId(0));
        let from = LAW.find("条第一款").expect("in the sample");
        let mut part = links.within(Span::new(FileId(0), from..from + 6)).map(|it| it.0);
        assert_eq!((part.next(), part.next()), (Some(from as u32..from as u32 + 6), None));
    }

    #[test]
    fn what_authors_write() {
        assert_eq!(destination("#art-1"), Some(Destination::Unit("art-1".to_owned())));
        let web = |it: &str| Some(Destination::Web(it.to_owned()));
        assert_eq!(destination("https://example.org/法"), web("https://example.org/%E6%B3%95"));
        assert_eq!(destination("mailto:a@example.org"), web("mailto:a@example.org"));
        for nowhere in ["#", "b.md", "javascript:alert(1)", "http:///x", "https://a b/", "file:///etc/passwd"] {
            assert_eq!(destination(nowhere), None, "{nowhere}");
        }
    }
}
