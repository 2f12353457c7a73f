//! Keys of the front matter that look like a slip: one letter off from ours, or written twice. Other tools have keys of
//! their own, and those are left alone.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::markdown::front_matter::RULE;
use crate::say;
use crate::text::{FileId, Span};

/// Our keys.
const OURS: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "date",
    "lang",
    "publisher",
    "identifier",
    "rights",
    "description",
    "subject",
    "adopted-by",
    "place",
    "cover-image",
    "layout",
    "numbering",
    "allow",
];

/// Keys one letter off from ours that Pandoc, Quarto, Hugo or Jekyll know, and words that mean something else.
const THEIRS: &[&str] = &[
    "authors",
    "data",
    "dates",
    "dated",
    "late",
    "rate",
    "gate",
    "land",
    "langs",
    "layouts",
    "places",
    "plate",
    "plane",
    "palace",
    "published",
    "right",
    "slang",
    "long",
    "titles",
    "subjects",
    "tile",
];

/// Adds a finding for each key at the left edge of the front matter that is a slip. `offset` is where its text begins.
pub fn slips(file: FileId, yaml: &str, offset: usize, findings: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut at = offset;
    for line in yaml.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(key) = key(line) else { continue };
        let span = Span::new(file, start..start + key.len());
        if let Some(first) = seen.get(key) {
            findings.push(
                Diagnostic::error(
                    RULE,
                    span,
                    say!(zh: "题头里 {key} 写了两次", en: "`{key}` stands twice in the front matter"),
                )
                .hint(say!(zh: "只留一个；题头的其余内容在改正前不起作用。", en: "keep one of them; until then none of the front matter is used."))
                .related(*first, say!(zh: "另一个在这里", en: "the other is here")),
            );
            continue;
        }
        seen.insert(key, span);
        if let Some(ours) = meant(key) {
            findings.push(
                Diagnostic::warning(RULE, span, say!(zh: "题头的 {key} 不起作用，像是 {ours}", en: "`{key}` in the front matter does nothing; it looks like `{ours}`"))
                    .hint(say!(zh: "改成 {ours}；确是别的软件的键，可以不管。", en: "write `{ours}`, unless it is a key of another tool.")),
            );
        }
    }
}

/// Returns the plain key that a line at the left edge opens with.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let plain = key.starts_with(|it: char| it.is_ascii_alphabetic())
        && key.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_'));
    (plain && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some(key)
}

/// Returns our key that a key of four letters or more is one slip away from.
fn meant(key: &str) -> Option<&'static str> {
    if !(4..=20).contains(&key.len()) || OURS.contains(&key) || THEIRS.contains(&key) {
        return None;
    }
    OURS.iter().copied().find(|ours| strsim::osa_distance(ours, key) == 1 && !ours.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_ours_and_keys_of_others() {
        let found = |yaml: &str| {
            let mut findings = Vec::new();
            slips(FileId(0), yaml, 0, &mut findings);
            findings.into_iter().map(|it| it.message.zh).collect::<Vec<_>>()
        };
        assert_eq!(found("alow:\n  - rule: a\n"), ["题头的 alow 不起作用，像是 allow"]);
        assert_eq!(found("titel: 甲\nnumbring: 乙\n").len(), 2);
        assert_eq!(found("authors: 甲\ndata: 1\nTitle: 甲\ntags: []\nupdated: 2015\nformat:\n  titel: 甲\n").len(), 0);
        assert_eq!(found("title: 甲\ntitle: 乙\n"), ["题头里 title 写了两次"]);
    }
}
