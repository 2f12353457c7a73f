//! An SVG may draw, and nothing else: it runs nothing, moves nothing, and fetches nothing from a file or the network.
//! What a reader of the EPUB or a printing house sees must not depend on where it is opened.

use std::collections::{BTreeSet, HashMap};

use roxmltree::{Document, Node, NodeId, ParsingOptions};

use crate::message::Message;
use crate::say;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// The most elements of a drawing, with `use` written out: a few that use each other can stand for billions.
const ELEMENTS: u64 = 500_000;

/// Returns whether bytes are an SVG, sound or not.
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(4096)];
    memchr::memmem::find(head, b"<svg").is_some()
        || std::str::from_utf8(bytes)
            .is_ok_and(|it| parse(it).is_ok_and(|it| it.root_element().tag_name().name() == "svg"))
}

fn parse(text: &str) -> Result<Document<'_>, roxmltree::Error> {
    // A DOCTYPE is common and harmless: it is never fetched, and entities are refused before.
    let options = ParsingOptions { allow_dtd: true, nodes_limit: ELEMENTS as u32 * 4, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
}

/// Returns what keeps an SVG out of an edition, to be read behind its name; nothing where it only draws.
pub fn fault(bytes: &[u8]) -> Option<Message> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Some(say!(zh: "不是 UTF-8 编码", en: "is not in UTF-8"));
    };
    if text.contains("<!ENTITY") {
        return Some(say!(zh: "定义了实体", en: "defines entities"));
    }
    let document = match parse(text) {
        Ok(document) => document,
        Err(roxmltree::Error::NodesLimitReached) => return Some(too_much()),
        Err(error) => {
            let line = error.pos().row;
            return Some(say!(zh: "不是良构的 XML（第 {line} 行）", en: "is not well-formed XML (line {line})"));
        }
    };
    if !document.root_element().has_tag_name((NAMESPACE, "svg")) {
        return Some(
            say!(zh: "的根元素不是 SVG 命名空间里的 svg", en: "has a root that is no svg in the namespace of SVG"),
        );
    }
    document.root().descendants().find_map(acts).or_else(|| (written_out(&document) > ELEMENTS).then(too_much))
}

fn too_much() -> Message {
    say!(zh: "的图形太多，超过五十万个", en: "has more than 500,000 elements")
}

/// Returns the characters that an SVG writes, each once.
pub fn written(bytes: &[u8]) -> BTreeSet<char> {
    let Some(document) = std::str::from_utf8(bytes).ok().and_then(|it| parse(it).ok()) else { return BTreeSet::new() };
    let texts = document.descendants().filter(|it| it.has_tag_name((NAMESPACE, "text")));
    let words = texts.flat_map(|it| it.descendants().filter(Node::is_text).filter_map(|it| it.text()));
    words.flat_map(str::chars).filter(|it| !it.is_whitespace() && !it.is_control()).collect()
}

/// What a node does besides drawing.
fn acts(node: Node) -> Option<Message> {
    if node.is_pi() {
        return Some(
            say!(zh: "含处理指令（多半是外部样式）", en: "has a processing instruction, most likely of a style sheet elsewhere"),
        );
    }
    let name = node.tag_name().name();
    match name {
        "script" => return Some(say!(zh: "含脚本", en: "has a script")),
        "foreignObject" => {
            return Some(say!(zh: "嵌有别的语言（foreignObject）", en: "embeds another language (foreignObject)"));
        }
        "set" | "animate" | "animateMotion" | "animateTransform" | "animateColor" => {
            return Some(say!(zh: "会动（{name}）", en: "moves ({name})"));
        }
        "a" => return Some(say!(zh: "含链接", en: "has a link")),
        _ => {}
    }
    if let Some(what) = node.text().and_then(fetched) {
        return Some(refers(&what));
    }
    node.attributes().find_map(|it| {
        let (name, value) = (it.name(), it.value());
        if name.starts_with("on") {
            return Some(say!(zh: "含脚本（{name}）", en: "has a script ({name})"));
        }
        let reference = value.trim_start();
        let inside = reference.starts_with('#')
            || ["data:image/png", "data:image/jpeg"].iter().any(|it| reference.starts_with(it));
        match name {
            "href" | "src" if !inside && !reference.is_empty() => Some(refers(value)),
            _ => fetched(value).map(|it| refers(&it)),
        }
    })
}

fn refers(what: &str) -> Message {
    let what: String = what.trim().chars().take(60).collect();
    say!(zh: "引用了外部的「{what}」", en: "refers to `{what}` outside of it")
}

/// What a style fetches from outside of the drawing.
fn fetched(style: &str) -> Option<String> {
    let lower = style.to_ascii_lowercase();
    if let Some(at) = lower.find("@import") {
        return Some(style[at..].to_owned());
    }
    lower.match_indices("url(").find_map(|(at, _)| {
        let inner = style[at + 4..].trim_start_matches(['"', '\'', ' ']);
        let outside =
            !inner.starts_with('#') && !inner.starts_with("data:image/png") && !inner.starts_with("data:image/jpeg");
        outside.then(|| inner.split([')', '"', '\'']).next().unwrap_or_default().to_owned())
    })
}

/// How many elements a drawing has when each `use` is replaced by what it names.
fn written_out(document: &Document) -> u64 {
    let ids: HashMap<&str, NodeId> =
        document.descendants().filter_map(|it| Some((it.attribute("id")?, it.id()))).collect();
    // The elements in reverse order of the text: the children of each are counted before it. A use of what is not
    // counted yet names something earlier; as many rounds as uses can be nested lead to the sum.
    let elements: Vec<Node> = document.descendants().filter(Node::is_element).collect();
    let mut counts: HashMap<NodeId, u64> = HashMap::new();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for it in elements.iter().rev() {
            let inner: u64 = it.children().filter_map(|it| counts.get(&it.id())).sum();
            let used = uses(*it).and_then(|it| ids.get(it)).and_then(|it| counts.get(it)).copied().unwrap_or(0);
            let count = inner.saturating_add(used).saturating_add(1).min(ELEMENTS + 1);
            changed |= counts.insert(it.id(), count) != Some(count);
        }
        if !changed {
            break;
        }
    }
    counts.get(&document.root_element().id()).copied().unwrap_or(0)
}

/// How deep uses may lie in each other before their number is taken as too many anyway.
const ROUNDS: usize = 40;

fn uses<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let link = node.attributes().find(|it| it.name() == "href")?;
    (node.tag_name().name() == "use").then(|| link.value().trim_start_matches('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inner: &str) -> String {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{inner}</svg>"#)
    }

    #[test]
    fn a_drawing_that_draws() {
        let doctype = r#"<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">"#;
        for inner in [
            "<path d='M0 0' fill='url(#a)'/>",
            "<style>.a{fill:url(#b)}</style><use xlink:href='#a'/>",
            "<image href='data:image/png;base64,AAAA'/>",
            "<text>见 http://a.b/</text>",
        ] {
            assert_eq!(fault(svg(inner).as_bytes()), None, "{inner}");
            assert_eq!(fault(format!("{doctype}{}", svg(inner)).as_bytes()), None, "{inner}");
        }
    }

    #[test]
    fn a_drawing_that_does_more() {
        for (inner, said) in [
            ("<script/>", "script"),
            ("<g onload='a()'/>", "script"),
            ("<image xlink:href='http://a.b/c.png'/>", "http://a.b/c.png"),
            ("<image href='../c.png'/>", "../c.png"),
            ("<image href='data:image/svg+xml,x'/>", "data:image/svg+xml"),
            ("<use href='other.svg#a'/>", "other.svg"),
            ("<style>@import 'a.css';</style>", "a.css"),
            ("<style>@font-face{src:URL( \"f.woff\")}</style>", "f.woff"),
            ("<g fill='url(http://a.b)'/>", "http://a.b"),
            ("<g style='filter:url(f.svg#x)'/>", "f.svg"),
            ("<foreignObject/>", "foreignObject"),
            ("<animateTransform/>", "moves"),
            ("<a href='#x'/>", "link"),
            ("<g>", "line 1"),
        ] {
            let fault = fault(svg(inner).as_bytes()).expect(inner).en;
            assert!(fault.contains(said), "{inner}: {fault}");
        }
        let entity = format!("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{}", svg("<text>&x;</text>"));
        assert!(fault(entity.as_bytes()).is_some_and(|it| it.en.contains("entities")));
        let style = format!("<?xml-stylesheet href='a.css'?>{}", svg(""));
        assert!(fault(style.as_bytes()).is_some_and(|it| it.en.contains("style sheet")));
    }

    #[test]
    fn uses_of_uses_are_counted() {
        let ten = |at: usize| format!("<g id='g{at}'>{}</g>", format!("<use href='#g{}'/>", at - 1).repeat(10));
        let bomb: String = (1..12).map(ten).collect();
        let bomb = svg(&format!("<defs><path id='g0' d='M0 0'/>{bomb}</defs><use href='#g11'/>"));
        assert!(fault(bomb.as_bytes()).is_some_and(|it| it.en.contains("500,000")));
        let plain = svg("<path id='a' d='M0 0'/><use href='#a'/><use href='#a'/>");
        assert_eq!(fault(plain.as_bytes()), None);
        // One that uses itself grows as long as one looks.
        assert!(fault(svg("<g id='a'><use href='#a'/><use href='#a'/></g>").as_bytes()).is_some());
    }
}
