//! An EPUB as text: the documents of its spine in order, its contents, its page list, and the source it names.

use std::panic::{AssertUnwindSafe, catch_unwind};

use roxmltree::{Document, Node, ParsingOptions};

use crate::error::{Error, Result};
use crate::extract::Record;
use crate::extract::archive::{Archive, open, resolve};
use crate::extract::style::Style;
use crate::extract::xhtml::{self, EpubDocument, is_type};
use crate::say;

/// An entry of the contents, the page list or the landmarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavEntry {
    /// What it says.
    pub text: String,
    /// The document it leads to.
    pub path: String,
    /// The id in that document.
    pub fragment: String,
}

/// An EPUB as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EpubText {
    /// The titles in the package, in order.
    pub titles: Vec<String>,
    /// The languages in the package.
    pub languages: Vec<String>,
    /// The identifiers in the package, in order.
    pub identifiers: Vec<String>,
    /// When the package says that it was made.
    pub modified: String,
    /// What the package says its page marks are of.
    pub page_source: Option<String>,
    /// The source it names.
    pub record: Option<Record>,
    /// The documents of the spine in order, without the navigation document.
    pub documents: Vec<EpubDocument>,
    /// The contents.
    pub contents: Vec<NavEntry>,
    /// The page list.
    pub page_list: Vec<NavEntry>,
    /// The landmarks.
    pub landmarks: Vec<NavEntry>,
    /// The navigation document without its lists: headings and whatever else it says.
    pub navigation: Option<EpubDocument>,
    /// What the contents for old readers say, `toc.ncx`.
    pub ncx: Vec<String>,
    /// Documents of the package that the spine leaves out.
    pub unread: Vec<String>,
}

const NODE_LIMIT: u32 = 5_000_000;

/// Returns the text of an EPUB.
///
/// # Errors
/// When the bytes are no EPUB, or broken, or larger than any book is.
pub fn epub(bytes: &[u8]) -> Result<EpubText> {
    catch_unwind(AssertUnwindSafe(|| read(bytes))).unwrap_or_else(|_| {
        Err(Error::new(say!(zh: "EPUB 文件已损坏，读不出来", en: "the EPUB is broken and can't be read")))
    })
}

fn parse<'a>(archive: &'a Archive, path: &str) -> Result<Document<'a>> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODE_LIMIT, ..ParsingOptions::default() };
    Document::parse_with_options(archive.text(path)?, options).map_err(|it| {
        Error::new(
            say!(zh: "EPUB 里的 {path} 不合 XML 语法：{it}", en: "{path} in the EPUB is not well-formed XML: {it}"),
        )
    })
}

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |it| it.is_element() && it.tag_name().name() == name)
}

fn read(bytes: &[u8]) -> Result<EpubText> {
    let archive = open(bytes)?;
    let container = parse(&archive, "META-INF/container.xml")?;
    let package = named(container.root_element(), "rootfile").find_map(|it| it.attribute("full-path"));
    let Some(package) = package else {
        return Err(Error::new(
            say!(zh: "EPUB 的 container.xml 没有指出包文件", en: "container.xml in the EPUB names no package file"),
        ));
    };
    let opf = parse(&archive, package)?;
    let opf = opf.root_element();
    let mut out = EpubText { record: record(opf), ..EpubText::default() };
    let texts = |name: &str| named(opf, name).map(|it| content(it).trim().to_owned()).collect::<Vec<_>>();
    (out.titles, out.languages) = (texts("title"), texts("language"));
    out.identifiers = texts("identifier");
    let property = |name: &str| {
        let mut all = named(opf, "meta").filter(|it| it.attribute("property") == Some(name));
        all.next().map(|it| content(it).trim().to_owned())
    };
    out.modified = property("dcterms:modified").unwrap_or_default();
    out.page_source = property("pageBreakSource");

    let items: Vec<Node> = named(opf, "item").collect();
    let markup = |it: &Node| it.attribute("media-type") == Some("application/xhtml+xml");
    let is_nav = |it: &Node| it.attribute("properties").is_some_and(|it| it.split(' ').any(|it| it == "nav"));
    let path = |it: &Node| resolve(package, it.attribute("href").unwrap_or("")).0;
    let mut spine = Vec::new();
    for reference in named(opf, "itemref") {
        let id = reference.attribute("idref").unwrap_or("");
        let Some(item) = items.iter().find(|it| it.attribute("id") == Some(id)) else {
            return Err(Error::new(
                say!(zh: "EPUB 的书脊里有不存在的文件 {id}", en: "the spine of the EPUB names {id}, which is not in it"),
            ));
        };
        spine.push(item.id());
        if is_nav(item) {
            continue;
        }
        let path = path(item);
        let parsed = parse(&archive, &path)?;
        let style = style(&archive, &path, parsed.root_element())?;
        out.documents.push(xhtml::document(&path, parsed.root_element(), &style));
    }
    for item in items.iter().filter(|it| markup(it)) {
        if is_nav(item) {
            let path = path(item);
            let parsed = parse(&archive, &path)?;
            navigation(&archive, &path, parsed.root_element(), &mut out)?;
        } else if !spine.contains(&item.id()) {
            out.unread.push(path(item));
        }
    }
    for item in items.iter().filter(|it| it.attribute("media-type") == Some("application/x-dtbncx+xml")) {
        let path = path(item);
        let parsed = parse(&archive, &path)?;
        out.ncx.extend(named(parsed.root_element(), "text").map(|it| content(it).trim().to_owned()));
    }
    Ok(out)
}

fn content(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|it| it.text()).collect()
}

/// `<dc:source id="source-text">path</dc:source>`, refined by the hash; or both in one, `path sha256:hash`.
fn record(opf: Node) -> Option<Record> {
    let joined = named(opf, "source").find_map(|it| {
        let text = content(it);
        let (path, hash) = text.rsplit_once("sha256:")?;
        Record::new(path, hash)
    });
    joined.or_else(|| {
        let source = named(opf, "source").find(|it| it.attribute("id") == Some("source-text"))?;
        let hash = named(opf, "meta").find(|it| {
            it.attribute("refines") == Some("#source-text") && it.attribute("property") == Some("dcterms:identifier")
        })?;
        Record::new(&content(source), content(hash).trim().strip_prefix("sha256:")?)
    })
}

fn style(archive: &Archive, path: &str, root: Node) -> Result<Style> {
    let mut style = Style::default();
    for link in named(root, "link").filter(|it| it.attribute("rel") == Some("stylesheet")) {
        style.add(archive.text(&resolve(path, link.attribute("href").unwrap_or("")).0)?);
    }
    for sheet in named(root, "style") {
        style.add(&content(sheet));
    }
    Ok(style)
}

/// Reads the lists of the navigation document; what else it says is text like any other.
fn navigation(archive: &Archive, path: &str, root: Node, out: &mut EpubText) -> Result<()> {
    for nav in named(root, "nav") {
        let list = if is_type(nav, "toc") {
            &mut out.contents
        } else if is_type(nav, "page-list") || is_type(nav, "pagelist") {
            &mut out.page_list
        } else if is_type(nav, "landmarks") {
            &mut out.landmarks
        } else {
            continue;
        };
        for link in named(nav, "a")
            .chain(named(nav, "span").filter(|it| it.parent().is_some_and(|it| it.tag_name().name() == "li")))
        {
            let (path, fragment) = resolve(path, link.attribute("href").unwrap_or(""));
            list.push(NavEntry { text: content(link), path, fragment });
        }
    }
    let mut document = xhtml::document(path, root, &style(archive, path, root)?);
    document.blocks.retain(|it| it.element != "li");
    out.navigation = Some(document);
    Ok(())
}
