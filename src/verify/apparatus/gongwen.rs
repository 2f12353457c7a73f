//! What an official document (GB/T 9704) says besides its text, as the front matter has it: 版头 before the title, 主送
//! behind it, 附件说明, 署名, 成文日期 and 附注 behind the text and before the annexes, 版记 at the end.

use std::collections::BTreeMap;

use crate::extract::PdfText;
use crate::model::Metadata;
use crate::verify::apparatus::close::chinese_date;
use crate::verify::expected::{Apparatus, Expected};

/// What the front matter says under `layout`, by key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Elements {
    given: BTreeMap<String, Vec<String>>,
}

impl Elements {
    /// Returns what the front matter says under `layout`.
    pub fn of(metadata: &Metadata) -> Self {
        let parameters = metadata.layout.iter().flat_map(|it| &it.parameters);
        let words = |(key, (_, entries)): (&String, &(_, Vec<crate::model::Entry>))| {
            let entries = entries.iter().map(|it| it.text.clone()).filter(|it| !it.trim().is_empty());
            (key.clone(), entries.collect())
        };
        Self { given: parameters.map(words).collect() }
    }

    fn all(&self, key: &str) -> &[String] {
        self.given.get(key).map_or(&[], Vec::as_slice)
    }

    fn one(&self, key: &str) -> Option<&String> {
        self.all(key).first()
    }
}

/// Returns the lines before the title: 份号, 密级, 紧急程度, the organs, 发文字号, 签发人.
pub fn before_title(expected: &Expected) -> Vec<String> {
    if !expected.has(Apparatus::Masthead) {
        return Vec::new();
    }
    let it = &expected.elements;
    let corner = ["份号", "密级", "紧急程度"].into_iter().filter_map(|key| it.one(key));
    let mut out: Vec<String> = corner.chain(it.all("发文机关标志")).chain(it.one("发文字号")).cloned().collect();
    let signers = it.all("签发人");
    if !signers.is_empty() {
        out.push(format!("签发人：{}", signers.concat()));
    }
    out
}

/// Returns the line behind the title: 主送.
pub fn behind_title(expected: &Expected) -> Vec<String> {
    expected.elements.one("主送").filter(|_| expected.has(Apparatus::Addressee)).cloned().into_iter().collect()
}

/// Returns the lines behind the text, before the annexes: 附件说明, 署名, 成文日期, 附注.
pub fn behind_text(expected: &Expected) -> Vec<String> {
    let it = &expected.elements;
    let mut out = Vec::new();
    if expected.has(Apparatus::Attachments) {
        let names = it.all("附件说明");
        for (at, name) in names.iter().enumerate() {
            let label = if at == 0 { "附件：" } else { "" };
            let number = if names.len() > 1 { format!("{}.", at + 1) } else { String::new() };
            out.push(format!("{label}{number}{name}"));
        }
    }
    if expected.has(Apparatus::Signature) {
        let organs = it.all("署名");
        out.extend_from_slice(organs);
        let own = it.one("成文日期").map(|date| chinese_date(date));
        out.extend(own.or_else(|| expected.date.clone().filter(|_| !organs.is_empty())));
        if let Some(remark) = it.one("附注") {
            out.push(if remark.starts_with('（') { remark.clone() } else { format!("（{remark}）") });
        }
    }
    out
}

/// Returns the lines at the end: 抄送; 印发机关 and 印发日期 in one.
pub fn imprint(expected: &Expected) -> Vec<String> {
    if !expected.has(Apparatus::Imprint) {
        return Vec::new();
    }
    let it = &expected.elements;
    let mut out: Vec<String> = it.one("抄送").map(|copies| format!("抄送：{copies}")).into_iter().collect();
    let date = it.one("印发日期").map(|date| {
        let date = chinese_date(date);
        if date.ends_with("印发") { date } else { format!("{date}印发") }
    });
    let issued: String = it.one("印发机关").cloned().into_iter().chain(date).collect();
    out.extend(Some(issued).filter(|it| !it.is_empty()));
    out
}

/// Returns the pages that have no folio: where the imprint stands alone behind a blank page, both.
pub fn without_folio(expected: &Expected, text: &PdfText) -> Vec<usize> {
    let pages = || text.blocks.iter().flat_map(|it| &it.glyphs).map(|it| it.page);
    let last = pages().max().unwrap_or(0);
    let blank = last > 1 && !pages().any(|it| it + 1 == last);
    if blank && !imprint(expected).is_empty() { vec![last - 1, last] } else { Vec::new() }
}
