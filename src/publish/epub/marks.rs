//! The marks of the print edition's pages: each stands right before the first character of its page, in the middle
//! of a paragraph too, and each is placed once.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Error, Result};
use crate::publish::epub::{PageStart, xml};
use crate::say;
use crate::text::{FileId, Span};

/// Marks to be placed as the text is written.
pub struct Marks<'a> {
    pages: &'a [PageStart],
    ids: Vec<String>,
    waiting: BTreeMap<(FileId, u32), Vec<usize>>,
    files: Vec<Option<String>>,
}

/// A mark that has found its place.
#[derive(Debug, Clone)]
pub struct Page {
    /// The page number as printed.
    pub label: String,
    /// The file and the id of the mark.
    pub href: String,
}

impl<'a> Marks<'a> {
    /// Returns the marks of the pages, none placed yet.
    pub fn new(pages: &'a [PageStart]) -> Self {
        let mut waiting: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (index, page) in pages.iter().enumerate() {
            waiting.entry((page.span.file, page.span.start)).or_default().push(index);
        }
        Self { pages, ids: ids(pages), waiting, files: vec![None; pages.len()] }
    }

    /// Returns the bytes within a span, its end left out, at which marks still wait.
    pub fn within(&self, span: Span) -> Vec<u32> {
        if span.is_empty() {
            return Vec::new();
        }
        self.waiting.range((span.file, span.start)..(span.file, span.end)).map(|(&(_, byte), _)| byte).collect()
    }

    /// Returns the marks that wait at a byte, as they are written in `file`; they wait no longer.
    pub fn take(&mut self, file: FileId, byte: u32, name: &str) -> String {
        let mut out = String::new();
        for index in self.waiting.remove(&(file, byte)).unwrap_or_default() {
            self.files[index] = Some(name.to_owned());
            let (id, label) = (&self.ids[index], xml::attribute(&self.pages[index].label));
            out.push_str(&format!(
                r#"<span epub:type="pagebreak" role="doc-pagebreak" id="{id}" aria-label="{label}"></span>"#
            ));
        }
        out
    }

    /// Returns where every mark stands, in the order given; an error where one has found no place.
    pub fn placed(self) -> Result<Vec<Page>> {
        let mut out = Vec::new();
        for ((page, id), file) in self.pages.iter().zip(&self.ids).zip(self.files) {
            let Some(file) = file else {
                let (label, byte) = (&page.label, page.span.start);
                return Err(Error::new(say!(
                    zh: "印本第 {label} 页从底本第 {byte} 字节开始，那里没有正文，EPUB 放不了页码标记",
                    en: "page {label} of the print edition begins at byte {byte} of the source, where no text stands: the EPUB can't mark it"
                )));
            };
            out.push(Page { label: page.label.clone(), href: format!("{file}#{id}") });
        }
        Ok(out)
    }
}

/// Returns the ids of the marks: `page-3`; a label that is no id, or comes twice, gets one by its place.
pub fn ids(pages: &[PageStart]) -> Vec<String> {
    let mut used = BTreeSet::new();
    let plain =
        |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'.');
    let name = |(index, page): (usize, &PageStart)| {
        let id = format!("page-{}", page.label);
        if plain(&page.label) && used.insert(id.clone()) { id } else { format!("page_{}", index + 1) }
    };
    pages.iter().enumerate().map(name).collect()
}
