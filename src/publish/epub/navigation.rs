//! How a reader finds a way: contents, page list and landmarks for EPUB 3, and the same contents as an NCX, which
//! older reading systems and the shops' converters still go by.

use crate::publish::epub::body::Written;
use crate::publish::epub::contents::Entry;
use crate::publish::epub::{Book, cover, xml};

/// Returns `nav.xhtml`: the contents for eye and machine, page list and landmarks for the machine alone.
pub fn nav(book: &Book, contents: &[Entry], body: &Written) -> String {
    let first = &body.files[0].0;
    let whole = [Entry { label: book.title.clone(), href: first.clone(), children: Vec::new() }];
    let contents = if contents.is_empty() { &whole } else { contents };
    let mut out = String::from(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" class=\"contents\" aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">目\u{3000}录</h1>\n",
    );
    list(contents, &mut out);
    out.push_str("</nav>\n");
    if !body.pages.is_empty() {
        out.push_str(
            "<nav epub:type=\"page-list\" role=\"doc-pagelist\" aria-label=\"印本页码\" hidden=\"hidden\">\n<ol>\n",
        );
        for page in &body.pages {
            out.push_str(&format!(
                "<li><a href=\"{}\">{}</a></li>\n",
                xml::attribute(&page.href),
                xml::text(&page.label)
            ));
        }
        out.push_str("</ol>\n</nav>\n");
    }
    let cover = book.cover.map_or_else(String::new, |_| cover::landmark());
    out.push_str(&format!(
        r#"<nav epub:type="landmarks" aria-label="位置" hidden="hidden">
<ol>
{cover}<li><a epub:type="titlepage" href="title.xhtml">书名页</a></li>
<li><a epub:type="toc" href="nav.xhtml#toc">目录</a></li>
<li><a epub:type="bodymatter" href="{first}">正文</a></li>
<li><a epub:type="colophon" href="colophon.xhtml">版本说明</a></li>
</ol>
</nav>
"#
    ));
    xml::xhtml(book.language(), "目录", &out)
}

fn list(entries: &[Entry], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in entries {
        out.push_str(&format!("<li><a href=\"{}\">{}</a>", xml::attribute(&entry.href), xml::text(&entry.label)));
        if !entry.children.is_empty() {
            out.push('\n');
            list(&entry.children, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// Returns `toc.ncx` under the identifier of the package.
pub fn ncx(book: &Book, contents: &[Entry], body: &Written, identifier: &str) -> String {
    let whole = [Entry { label: book.title.clone(), href: body.files[0].0.clone(), children: Vec::new() }];
    let contents = if contents.is_empty() { &whole } else { contents };
    let mut points = String::new();
    nav_points(contents, &mut 0, &mut points);
    let mut pages = String::new();
    if !body.pages.is_empty() {
        pages.push_str("<pageList>\n<navLabel><text>印本页码</text></navLabel>\n");
        for (at, page) in body.pages.iter().enumerate() {
            let (number, label, href) = (at + 1, xml::text(&page.label), xml::attribute(&page.href));
            pages.push_str(&format!("<pageTarget id=\"page-{number}\" type=\"normal\"><navLabel><text>{label}</text></navLabel><content src=\"{href}\"/></pageTarget>\n"));
        }
        pages.push_str("</pageList>\n");
    }
    let (language, identifier, title) =
        (xml::attribute(book.language()), xml::attribute(identifier), xml::text(&book.title));
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{language}">
<head>
<meta name="dtb:uid" content="{identifier}"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}</navMap>
{pages}</ncx>
"#
    )
}

fn nav_points(entries: &[Entry], count: &mut usize, out: &mut String) {
    for entry in entries {
        *count += 1;
        let (label, href) = (xml::text(&entry.label), xml::attribute(&entry.href));
        out.push_str(&format!(
            "<navPoint id=\"point-{count}\"><navLabel><text>{label}</text></navLabel><content src=\"{href}\"/>\n"
        ));
        nav_points(&entry.children, count, out);
        out.push_str("</navPoint>\n");
    }
}
