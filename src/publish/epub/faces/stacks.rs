//! Which characters a book sets in which stack of families: its own style sheet, applied to its own XHTML. The same
//! stacks are then written with the embedded families before them, so what is embedded is what is asked for.
//!
//! The style sheet is read by `simplecss`, whose rules come in the order of their weight. Looked at are the family, the
//! weight and the emphasis marks, which a reader draws with a character of the face at hand; what is hidden is not set.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;
use simplecss::{AttributeOperator, Element, PseudoClass, StyleSheet};

/// A stack of families as the style sheet writes it, in regular or bold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Voice {
    /// The families, as written.
    pub stack: String,
    /// Whether the bold is asked for.
    pub bold: bool,
}

/// The characters of each voice.
pub type Voices = BTreeMap<Voice, BTreeSet<char>>;

/// What an element hands down to those within it.
#[derive(Clone)]
struct Style<'a> {
    stack: &'a str,
    bold: bool,
    marks: String,
}

/// Adds the characters that a file of XHTML sets.
pub fn add(sheet: &str, root: Node, voices: &mut Voices) {
    let rules = StyleSheet::parse(sheet);
    walk(&rules, root, &Style { stack: "", bold: false, marks: String::new() }, voices);
}

fn walk<'a>(rules: &StyleSheet<'a>, node: Node, outer: &Style<'a>, voices: &mut Voices) {
    let name = node.tag_name().name();
    if matches!(name, "head" | "script" | "style" | "svg") || node.attribute("hidden").is_some() {
        return;
    }
    let mut style = outer.clone();
    style.bold |= matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "th" | "b" | "strong");
    for rule in rules.rules.iter().filter(|it| it.selector.matches(&Place(node))) {
        for declaration in &rule.declarations {
            let value = declaration.value.trim();
            match (declaration.name, value) {
                ("font-family", "inherit") => style.stack = outer.stack,
                ("font-family", _) => style.stack = value,
                ("font-weight", "inherit") => style.bold = outer.bold,
                ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => style.bold = true,
                ("font-weight", _) => style.bold = false,
                ("text-emphasis-style" | "text-emphasis", "none") => style.marks.clear(),
                ("text-emphasis-style" | "text-emphasis", _) => style.marks.push_str(&marks(value)),
                _ => {}
            }
        }
    }
    for child in node.children() {
        if child.is_element() {
            walk(rules, child, &style, voices);
        }
        let Some(text) = child.text().filter(|_| child.is_text()) else { continue };
        let seen = text.chars().filter(|it| !matches!(it, '\n' | '\r' | '\t'));
        let set = voices.entry(Voice { stack: style.stack.to_owned(), bold: style.bold }).or_default();
        set.extend(seen);
        if !text.trim().is_empty() {
            set.extend(style.marks.chars());
        }
    }
}

/// The characters that emphasis marks are drawn with: the string's own, or what CSS Text Decoration 3 gives a keyword.
fn marks(value: &str) -> String {
    if let Some(quoted) = value.split(['"', '\'']).nth(1) {
        return quoted.to_owned();
    }
    let (open, mut words) = (value.contains("open"), value.split_ascii_whitespace());
    let mark = words.find_map(|it| match it {
        "dot" => Some(['•', '◦']),
        "circle" => Some(['●', '○']),
        "double-circle" => Some(['◉', '◎']),
        "triangle" => Some(['▲', '△']),
        "sesame" => Some(['﹅', '﹆']),
        _ => None,
    });
    mark.map(|it| it[usize::from(open)].to_string()).unwrap_or_default()
}

/// Returns the families of a stack, without their quotation marks.
pub fn families(stack: &str) -> impl Iterator<Item = &str> {
    stack.split(',').map(|it| it.trim().trim_matches(['"', '\''])).filter(|it| !it.is_empty())
}

/// Returns the style sheet with each of its stacks as `rewrite` has it.
pub fn rewritten(sheet: &str, rewrite: impl Fn(&str) -> String) -> String {
    let rules = StyleSheet::parse(sheet);
    let declared = rules.rules.iter().flat_map(|it| &it.declarations).filter(|it| it.name == "font-family");
    // The values are slices of the sheet; rules with several selectors name theirs as often.
    let places: BTreeMap<usize, &str> =
        declared.map(|it| (it.value.as_ptr() as usize - sheet.as_ptr() as usize, it.value)).collect();
    let mut out = String::with_capacity(sheet.len());
    let mut from = 0;
    for (at, value) in places {
        out.push_str(&sheet[from..at]);
        out.push_str(&rewrite(value.trim()));
        from = at + value.len();
    }
    out + &sheet[from..]
}

/// An element of XHTML as selectors see it.
struct Place<'a, 'i>(Node<'a, 'i>);

impl Element for Place<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Place)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Place)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator) -> bool {
        self.0.attribute(name).is_some_and(|it| operator.matches(it))
    }

    fn pseudo_class_matches(&self, class: PseudoClass) -> bool {
        match class {
            PseudoClass::FirstChild => self.0.prev_sibling_element().is_none(),
            PseudoClass::Lang(tag) => self
                .0
                .ancestors()
                .find_map(|it| it.attribute("lang"))
                .is_some_and(|it| it == tag || it.strip_prefix(tag).is_some_and(|it| it.starts_with('-'))),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = include_str!("../../../../layouts/epub.css");

    fn voices(body: &str) -> Vec<(String, bool, String)> {
        let text = format!("<html lang='zh-CN'><head><title>无</title></head><body>{body}</body></html>");
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        let mut out = Voices::new();
        add(SHEET, document.root_element(), &mut out);
        let first = |it: &Voice| families(&it.stack).next().unwrap_or("").to_owned();
        out.iter().map(|(voice, set)| (first(voice), voice.bold, set.iter().collect())).collect()
    }

    fn one(body: &str) -> (String, bool, String) {
        let mut all = voices(body);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn each_element_has_its_face() {
        let voice = |family: &str, bold, text: &str| (family.to_owned(), bold, text.to_owned());
        assert_eq!(one("<p>文</p>"), voice("Songti SC", false, "文"));
        assert_eq!(one("<p><b class='marker'>条</b></p>"), voice("PingFang SC", true, "条"));
        assert_eq!(one("<section><h2>章</h2></section>"), voice("PingFang SC", true, "章"));
        assert_eq!(one("<h1 class='title'>题</h1>"), voice("Songti SC", true, "题"));
        assert_eq!(one("<p class='title'>题</p>"), voice("Songti SC", true, "题"));
        assert_eq!(one("<p class='enactment'>注</p>"), voice("Kaiti SC", false, "注"));
        assert_eq!(one("<blockquote><p>引</p></blockquote>"), voice("Kaiti SC", false, "引"));
        assert_eq!(one("<table><tr><td>格</td></tr></table>"), voice("Songti SC", false, "格"));
        assert_eq!(one("<pre><code>码</code></pre>"), voice("ui-monospace", false, "码"));
        assert_eq!(
            one("<nav class='contents'><ol><li><a href='x'>目</a></li></ol></nav>"),
            voice("Songti SC", true, "目")
        );
    }

    #[test]
    fn emphasis_is_in_the_face_around_it_and_brings_its_marks() {
        let (family, bold, text) = one("<p><strong class='emphasis'>重</strong></p>");
        assert_eq!((family.as_str(), bold), ("Songti SC", false));
        assert!(text.contains('・') && text.contains('重') && text.contains('•'), "{text}");
    }

    #[test]
    fn what_is_hidden_is_not_set() {
        assert!(voices("<nav hidden='hidden'><p>页</p></nav>").is_empty());
    }

    #[test]
    fn every_stack_of_the_sheet_is_rewritten_and_nothing_else() {
        let marked = rewritten(SHEET, |it| format!("Ours, {it}"));
        let count = |it: &str, word: &str| it.matches(word).count();
        assert_eq!(count(&marked, "Ours, "), count(SHEET, "font-family:"));
        assert_eq!(marked.replace("Ours, ", ""), SHEET);
    }
}
