//! The elements that mean anything to import. All others are cut and their text goes on.

/// Elements whose content never shows.
pub const HIDDEN: &[&str] =
    &["script", "style", "head", "title", "noscript", "template", "svg", "iframe", "noembed", "noframes"];
/// Elements whose content is the site's and not the text's. A form is none: old sites wrap the whole page in one.
pub const SITE: &[&str] = &["nav", "header", "footer", "aside", "button", "select", "textarea"];
/// Elements that begin and end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "caption",
    "center",
    "body",
    "html",
    "hr",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "td",
    "th",
    "header",
    "footer",
    "nav",
    "aside",
    "form",
    "fieldset",
    "figure",
    "figcaption",
    "address",
    "details",
    "summary",
    "head",
];
/// Elements of other meanings.
const OTHERS: &[&str] = &["br", "img", "sup", "span", "a", "font", "b", "strong", "i", "em", "u", "label", "small"];

/// Returns the name as it is known here; nothing for any other.
pub fn known(name: &[u8]) -> &'static str {
    [BLOCKS, OTHERS, HIDDEN, SITE]
        .into_iter()
        .flatten()
        .find(|it| it.as_bytes().eq_ignore_ascii_case(name))
        .copied()
        .unwrap_or_default()
}

/// Returns whether an element begins and ends a block.
pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Returns the level of a heading.
pub fn level(name: &str) -> Option<u8> {
    name.strip_prefix('h').and_then(|it| it.parse::<u8>().ok()).filter(|it| (1..=6).contains(it))
}
