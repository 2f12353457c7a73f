//! One document of an EPUB as text: its blocks in order, the signs of notes, the marks where pages begin, and the words
//! that only a screen reader says.

use roxmltree::{Node, NodeId};

use crate::extract::style::Style;

/// What a block of text in an EPUB is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EpubBlockKind {
    /// Text.
    Body,
    /// Text of the note with that id.
    Note(String),
}

/// The sign of a note in a block, or the one before the note itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    /// Before which byte of the block's text it stands.
    pub at: usize,
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpubBlock {
    /// The element that holds it: `p`, `h2`, `td`.
    pub element: String,
    /// What it is.
    pub kind: EpubBlockKind,
    /// What it says, white space as in the file, `<br/>` as a line feed; without the signs of notes.
    pub text: String,
    /// Where its text stands in the file: from this byte of the text on, at this byte of the file.
    pub anchors: Vec<(usize, usize)>,
    /// The signs of notes in it.
    pub signs: Vec<Sign>,
    /// Whether any of it is hidden from the eye or the ear.
    pub hidden: bool,
}

impl EpubBlock {
    /// Returns where a byte of the text stands in the file. Behind an entity of the same run it is the byte that the
    /// character would have without it: still in the run's own element.
    pub fn in_file(&self, at: usize) -> usize {
        let anchor = self.anchors.partition_point(|it| it.0 <= at).checked_sub(1).map(|it| self.anchors[it]);
        anchor.map_or(0, |(text, file)| file + (at - text))
    }
}

/// The place where a page of the printed edition begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageMark {
    /// Its id.
    pub id: String,
    /// What it says to a screen reader.
    pub label: String,
    /// Before which block it stands, or in which.
    pub block: usize,
    /// Before which byte of that block's text.
    pub at: usize,
}

/// Words in an attribute, which a screen reader says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The attribute: `aria-label`, `alt`, `title`; or the element `title`.
    pub attribute: String,
    /// What it says.
    pub text: String,
}

/// A document of the spine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EpubDocument {
    /// Its path in the package.
    pub path: String,
    /// The values of `epub:type` on its body and the sections right under it.
    pub types: Vec<String>,
    /// Its blocks.
    pub blocks: Vec<EpubBlock>,
    /// The marks of pages in it.
    pub marks: Vec<PageMark>,
    /// Words in attributes.
    pub labels: Vec<Label>,
    /// Words that its style sheets put into the text.
    pub generated: Vec<String>,
    /// Elements that run code or bring content of their own.
    pub foreign: Vec<String>,
    /// The ids in it, in order.
    pub ids: Vec<String>,
}

/// The namespace of `epub:type`.
pub const OPS: &str = "http://www.idpf.org/2007/ops";

/// Returns whether an element is of a type by `epub:type` or by its role.
pub fn is_type(node: Node, name: &str) -> bool {
    let types = node.attribute((OPS, "type")).unwrap_or("").split_ascii_whitespace();
    let roles = node.attribute("role").unwrap_or("").split_ascii_whitespace();
    types.chain(roles.filter_map(|it| it.strip_prefix("doc-"))).any(|it| it == name)
}

/// Returns a document of the spine as text.
pub fn document(path: &str, root: Node, style: &Style) -> EpubDocument {
    let find = |name: &str| root.children().find(|it| it.tag_name().name() == name);
    let mut out = EpubDocument {
        path: path.to_owned(),
        types: Vec::new(),
        blocks: Vec::new(),
        marks: Vec::new(),
        labels: Vec::new(),
        generated: style.generated.clone(),
        foreign: Vec::new(),
        ids: Vec::new(),
    };
    if let Some(title) = find("head").and_then(|it| it.children().find(|it| it.tag_name().name() == "title")) {
        out.labels.push(Label { attribute: "title".to_owned(), text: title.text().unwrap_or("").to_owned() });
    }
    let Some(body) = find("body") else { return out };
    for node in std::iter::once(body).chain(body.children()) {
        let types = node.attribute((OPS, "type")).unwrap_or("");
        out.types.extend(types.split_ascii_whitespace().map(str::to_owned));
    }
    let mut walk = Walk { style, out, open: None, afresh: false };
    walk.node(body, &Place { block: body.id(), element: "body", kind: EpubBlockKind::Body, hidden: false, depth: 0 });
    walk.out
}

#[derive(Clone)]
struct Place<'a> {
    /// The nearest element that makes a block.
    block: NodeId,
    element: &'a str,
    kind: EpubBlockKind,
    hidden: bool,
    depth: usize,
}

/// Deeper trees than any book has.
const DEPTH_LIMIT: usize = 256;

struct Walk<'s> {
    style: &'s Style,
    out: EpubDocument,
    /// The element whose block is the last one.
    open: Option<NodeId>,
    /// Whether something ended the block although its element goes on.
    afresh: bool,
}

impl Walk<'_> {
    fn node(&mut self, node: Node, place: &Place) {
        if node.is_text() {
            self.text(node.text().unwrap_or(""), node.range().start, place);
            return;
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name();
        let hidden = place.hidden || self.style.hides(node);
        let mut inner = Place { hidden, depth: place.depth + 1, ..place.clone() };
        if inner.depth > DEPTH_LIMIT {
            self.out.foreign.push(name.to_owned());
            return;
        }
        self.labels(node);
        match name {
            "br" => return self.text("\n", node.range().start, &inner),
            "script" | "iframe" | "object" | "embed" | "video" | "audio" | "canvas" | "form" | "input" | "style" => {
                self.out.foreign.push(name.to_owned());
                return;
            }
            // Brackets for readers that can't set a reading above its text.
            "rp" if node.text().is_none_or(|it| it.chars().all(|it| "（）()".contains(it))) => return,
            _ => {}
        }
        if is_type(node, "pagebreak") {
            self.mark(node);
        }
        if is_type(node, "noteref") || is_type(node, "backlink") {
            self.sign(node, &inner);
            return;
        }
        if ["footnote", "endnote", "rearnote"].iter().any(|it| is_type(node, it)) {
            inner.kind = EpubBlockKind::Note(node.attribute("id").unwrap_or("").to_owned());
        }
        if is_block(name) {
            inner = Place { block: node.id(), element: name, ..inner };
            self.afresh = true;
        }
        for child in node.children() {
            self.node(child, &inner);
        }
        if is_block(name) {
            self.afresh = true;
        }
    }

    fn block(&mut self, place: &Place) -> &mut EpubBlock {
        if self.open != Some(place.block) || self.afresh {
            self.open = Some(place.block);
            let block = EpubBlock {
                element: place.element.to_owned(),
                kind: place.kind.clone(),
                text: String::new(),
                anchors: Vec::new(),
                signs: Vec::new(),
                hidden: false,
            };
            self.out.blocks.push(block);
        }
        self.afresh = false;
        self.out.blocks.last_mut().expect("one was pushed, or the open one is there")
    }

    fn text(&mut self, text: &str, start: usize, place: &Place) {
        let blank = text.chars().all(char::is_whitespace);
        // White space between blocks is none of the text.
        if blank && (self.afresh || self.open != Some(place.block)) {
            return;
        }
        let block = self.block(place);
        block.anchors.push((block.text.len(), start));
        block.text.push_str(text);
        block.hidden |= place.hidden && !blank;
    }

    fn sign(&mut self, node: Node, place: &Place) {
        let mut text = String::new();
        node.descendants().filter(Node::is_text).for_each(|it| text.push_str(it.text().unwrap_or("")));
        let href = node.attribute("href").unwrap_or("").to_owned();
        for it in node.descendants().skip(1) {
            self.labels(it);
        }
        let block = self.block(place);
        let at = block.text.len();
        block.signs.push(Sign { at, text, href });
    }

    /// A mark between two blocks stands at the beginning of the next; one in a block, in its text.
    fn mark(&mut self, node: Node) {
        let inside = !self.afresh && self.open.is_some();
        let (block, at) = match self.out.blocks.last() {
            Some(last) if inside => (self.out.blocks.len() - 1, last.text.len()),
            _ => (self.out.blocks.len(), 0),
        };
        let label = node.attribute("aria-label").or(node.attribute("title")).unwrap_or("").to_owned();
        let id = node.attribute("id").unwrap_or("").to_owned();
        self.out.marks.push(PageMark { id, label, block, at });
    }

    fn labels(&mut self, node: Node) {
        if let Some(id) = node.attribute("id") {
            self.out.ids.push(id.to_owned());
        }
        if is_type(node, "pagebreak") {
            return;
        }
        for attribute in ["aria-label", "aria-description", "aria-roledescription", "alt", "title"] {
            if let Some(text) = node.attribute(attribute).filter(|it| !it.trim().is_empty()) {
                self.out.labels.push(Label { attribute: attribute.to_owned(), text: text.to_owned() });
            }
        }
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
