//! The text files of an EPUB as they lie in it, and the elements in them: where the places lead to that others name in
//! a finding, be it a line and a column, a CFI or a selector.

use std::collections::BTreeMap;
use std::ops::Range;

use roxmltree::{Document, Node, NodeId, ParsingOptions};

use crate::error::{Error, Result};
use crate::extract::archive::{Archive, open, resolve};
use crate::say;

/// The text files of an EPUB: markup, style sheets, package files.
pub struct EpubFiles {
    archive: Archive,
    package: String,
}

/// Returns the path of the package file that a container names.
fn package_of(container: &str) -> Option<String> {
    let parsed = Document::parse(container).ok()?;
    let root = parsed.descendants().find(|it| it.tag_name().name() == "rootfile")?;
    root.attribute("full-path").map(str::to_owned)
}

impl EpubFiles {
    /// Returns the files of an EPUB.
    ///
    /// # Errors
    /// When the bytes are no EPUB.
    pub fn open(bytes: &[u8]) -> Result<Self> {
        let archive = open(bytes)?;
        let Some(package) = package_of(archive.text("META-INF/container.xml")?) else {
            return Err(Error::new(
                say!(zh: "EPUB 的 container.xml 没有指出包文件", en: "container.xml in the EPUB names no package file"),
            ));
        };
        Ok(Self { archive, package })
    }

    /// Returns the path of the package file.
    pub fn package(&self) -> &str {
        &self.package
    }

    /// Returns the whole path of a file that is named from the root or from the folder of the package file.
    pub fn path(&self, named: &str) -> Option<String> {
        let from_root = named.trim_start_matches('/');
        let from_package = resolve(&self.package, named).0;
        [from_root, &from_package].into_iter().find(|it| self.archive.text(it).is_ok()).map(str::to_owned)
    }

    /// Returns a file as text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.archive.text(path).ok()
    }

    /// Returns a file's bytes.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.archive.bytes(path)
    }

    /// Returns a file as markup; nothing where it is none.
    pub fn markup(&self, path: &str) -> Option<EpubMarkup<'_>> {
        let text = self.text(path)?;
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        Some(EpubMarkup { path: path.to_owned(), tree: Document::parse_with_options(text, options).ok()? })
    }
}

/// Where a finding points to in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point<'a> {
    /// Line and column from 1, the column behind the tag or the text that is meant.
    Line(usize, usize),
    /// The steps of a canonical fragment identifier from the root element on: `/4/14[sec-1]/2`.
    Cfi(&'a str),
    /// A selector of style sheets; what can't be told with certainty by names, ids and children is not.
    Selector(&'a str),
    /// An id.
    Id(&'a str),
}

/// An element of a file, or a piece of text in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Its bytes, tags and all.
    pub range: Range<usize>,
    /// Its name, without prefix.
    pub name: String,
    /// Its attributes, by name without prefix.
    pub attributes: BTreeMap<String, String>,
    /// What it says.
    pub text: String,
    /// Where it leads: its own link, or that of what it holds or stands in.
    pub link: Option<(String, String)>,
    /// Which of the file's pictures it is or holds first.
    pub picture: Option<usize>,
}

/// A file of an EPUB as markup.
pub struct EpubMarkup<'a> {
    path: String,
    tree: Document<'a>,
}

impl EpubMarkup<'_> {
    /// Returns the element that a point leads to.
    pub fn find(&self, point: Point) -> Option<Element> {
        match point {
            Point::Line(line, column) => self.at_line(line, column),
            Point::Cfi(steps) => self.at_cfi(steps).map(|it| self.element(it)),
            Point::Selector(selector) => self.at_selector(selector).map(|it| self.element(it)),
            Point::Id(id) => self.with_id(id).map(|it| self.element(it)),
        }
    }

    /// Returns the words that stand for each picture, in order.
    pub fn pictures(&self) -> Vec<String> {
        let pictures = self.elements().filter(|it| it.tag_name().name() == "img");
        pictures.map(|it| it.attribute("alt").unwrap_or("").to_owned()).collect()
    }

    /// Returns what elements of a name say, in order, each with its attributes.
    pub fn named(&self, name: &str) -> Vec<Element> {
        self.elements().filter(|it| it.tag_name().name() == name).map(|it| self.element(it)).collect()
    }

    /// Returns the root element.
    pub fn root(&self) -> Element {
        self.element(self.tree.root_element())
    }

    fn elements(&self) -> impl Iterator<Item = Node<'_, '_>> {
        self.tree.descendants().filter(Node::is_element)
    }

    fn with_id(&self, id: &str) -> Option<Node<'_, '_>> {
        self.elements().find(|it| it.attribute("id") == Some(id))
    }

    /// Validators name the place behind a tag, or behind the text that should not be there.
    fn at_line(&self, line: usize, column: usize) -> Option<Element> {
        let text = self.tree.input_text();
        let start = line.checked_sub(1).and_then(|it| match it {
            0 => Some(0),
            before => text.match_indices('\n').nth(before - 1).map(|it| it.0 + 1),
        })?;
        // Columns count UTF-16.
        let mut units = 0;
        let within = text[start..].char_indices().find(|(_, it)| {
            let here = units + 1 >= column;
            units += it.len_utf16();
            here
        });
        let at = within.map_or(text.len(), |it| start + it.0);
        let tag = text[..at].rfind('<')?;
        let closed = text[tag..].find('>').map_or(text.len(), |it| tag + it + 1);
        let node = match text[tag..].starts_with("</") {
            true => self.elements().find(|it| it.range().end == closed),
            false => self.elements().find(|it| it.range().start == tag),
        };
        let node = node.or_else(|| self.around(at))?;
        let mut element = self.element(node);
        let said = text.get(closed..at).unwrap_or("");
        if !said.trim().is_empty() {
            element.range = closed..at;
            element.text = said.trim().to_owned();
        }
        Some(element)
    }

    /// The innermost element that holds a byte.
    fn around(&self, at: usize) -> Option<Node<'_, '_>> {
        self.elements().filter(|it| it.range().contains(&at)).last()
    }

    /// Even steps are elements; a step's `[id]` must be the element's own.
    fn at_cfi(&self, steps: &str) -> Option<Node<'_, '_>> {
        let mut node = self.tree.root_element();
        for step in steps.split('/').filter(|it| !it.is_empty()) {
            let (number, id) = step.split_once('[').unwrap_or((step, ""));
            let id = id.trim_end_matches(']');
            let number: usize = number.split(':').next()?.parse().ok()?;
            // A step into the text of an element stays with the element.
            if number % 2 == 1 {
                break;
            }
            let next = node.children().filter(Node::is_element).nth((number / 2).checked_sub(1)?)?;
            if !id.is_empty() && next.attribute("id") != Some(id) {
                return self.with_id(id);
            }
            node = next;
        }
        Some(node)
    }

    /// The one element that a selector finds; nothing where it finds several or says what is not understood.
    fn at_selector(&self, selector: &str) -> Option<Node<'_, '_>> {
        let mut found: Vec<NodeId> = vec![self.tree.root().id()];
        let mut child = false;
        for part in selector.split_whitespace() {
            if part == ">" {
                child = true;
                continue;
            }
            let part = Compound::of(part)?;
            let mut next = Vec::new();
            for id in found {
                let node = self.tree.get_node(id)?;
                match child {
                    true => next.extend(node.children().filter(|it| part.matches(*it)).map(|it| it.id())),
                    false => next.extend(node.descendants().skip(1).filter(|it| part.matches(*it)).map(|it| it.id())),
                }
            }
            next.sort_by_key(|it| it.get());
            next.dedup();
            (found, child) = (next, false);
        }
        match found.as_slice() {
            [only] => self.tree.get_node(*only).filter(Node::is_element),
            _ => None,
        }
    }

    fn element(&self, node: Node) -> Element {
        let name = node.tag_name().name().to_owned();
        let leads = |it: Node| it.attribute("href").or(it.attribute("src")).map(|it| resolve(&self.path, it));
        let within = |it: Node| it.descendants().find_map(leads);
        let link = within(node).or_else(|| node.ancestors().skip(1).take(2).find_map(within));
        let pictures = || self.elements().filter(|it| it.tag_name().name() == "img");
        let own = pictures().find(|it| it.ancestors().any(|it| it == node));
        Element {
            range: node.range(),
            attributes: node.attributes().map(|it| (it.name().to_owned(), it.value().to_owned())).collect(),
            text: node.descendants().filter(Node::is_text).filter_map(|it| it.text()).collect(),
            link,
            picture: own.and_then(|own| pictures().position(|it| it == own)),
            name,
        }
    }
}

/// One part of a selector: `p`, `#art-3`, `tr:nth-child(2)`, `.figure`.
struct Compound<'a> {
    name: &'a str,
    id: Option<&'a str>,
    classes: Vec<&'a str>,
    child: Option<usize>,
}

impl<'a> Compound<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (names, child) = match text.split_once(":nth-child(") {
            Some((names, number)) => (names, Some(number.strip_suffix(')')?.parse().ok()?)),
            None => (text, None),
        };
        if names.contains(['[', ':', '+', '~', '*', '\\', ',']) {
            return None;
        }
        let end = names.find(['.', '#']).unwrap_or(names.len());
        let (name, mut rest) = names.split_at(end);
        let mut out = Self { name, id: None, classes: Vec::new(), child };
        while let Some(kind) = rest.chars().next() {
            let end = rest[1..].find(['.', '#']).map_or(rest.len(), |it| it + 1);
            match kind {
                '#' => out.id = Some(&rest[1..end]),
                _ => out.classes.push(&rest[1..end]),
            }
            rest = &rest[end..];
        }
        Some(out)
    }

    fn matches(&self, node: Node) -> bool {
        let classes: Vec<&str> = node.attribute("class").unwrap_or("").split_ascii_whitespace().collect();
        let place = |it: Node| it.prev_siblings().filter(Node::is_element).count();
        node.is_element()
            && (self.name.is_empty() || self.name == node.tag_name().name())
            && self.id.is_none_or(|it| node.attribute("id") == Some(it))
            && self.classes.iter().all(|it| classes.contains(it))
            && self.child.is_none_or(|it| place(node) == it)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><title>题</title></head><body>\n<p id=\"a\">一，𠀀<b>二</b>三</p>\n<div><p class=\"x\">四</p><p>五<img src=\"1.png\" alt=\"图\"/></p></div></body></html>";

    fn says(point: Point) -> Option<String> {
        let markup = EpubMarkup { path: "a/b.xhtml".into(), tree: Document::parse(PAGE).unwrap() };
        markup.find(point).map(|it| format!("{} {}", it.name, it.text))
    }

    #[test]
    fn places_of_validators() {
        assert_eq!(says(Point::Line(2, 11)).as_deref(), Some("p 一，𠀀二三"));
        // Behind the opening of b, in columns of UTF-16; behind its end; behind text.
        assert_eq!(says(Point::Line(2, 18)).as_deref(), Some("b 二"));
        assert_eq!(says(Point::Line(2, 23)).as_deref(), Some("b 二"));
        assert_eq!(says(Point::Line(2, 24)).as_deref(), Some("b 三"));
        assert_eq!(says(Point::Line(9, 1)), None);
    }

    #[test]
    fn fragment_identifiers_and_selectors() {
        assert_eq!(says(Point::Cfi("/4/2[a]/2")).as_deref(), Some("b 二"));
        assert_eq!(says(Point::Cfi("/4/4/4/2")).as_deref(), Some("img "));
        assert_eq!(says(Point::Cfi("/4/4[a]")).as_deref(), Some("p 一，𠀀二三"));
        assert_eq!(says(Point::Cfi("/4/40")), None);
        assert_eq!(says(Point::Selector("#a > b")).as_deref(), Some("b 二"));
        assert_eq!(says(Point::Selector("div p:nth-child(2)")).as_deref(), Some("p 五"));
        assert_eq!(says(Point::Selector(".x")).as_deref(), Some("p 四"));
        assert_eq!(says(Point::Selector("p")), None);
        assert_eq!(says(Point::Selector("p[dir]")), None);
    }
}
