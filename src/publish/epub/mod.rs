//! stand-in
use crate::error::Result;
use crate::model::Document;
use crate::text::Span;
use std::collections::BTreeMap;
pub struct PageStart {
    pub label: String,
    pub span: Span,
}
pub struct Book<'a> {
    pub document: &'a Document,
    pub title: String,
    pub css: &'a str,
    pub pages: Vec<PageStart>,
    pub page_source: String,
    pub source_path: &'a str,
    pub source_sha256: &'a str,
    pub modified: String,
    pub images: &'a BTreeMap<String, Vec<u8>>,
}
pub fn epub(_: &Book) -> Result<Vec<u8>> {
    Ok(Vec::new())
}
