//! Whether a report is of the edition at hand. A report of another edition would send an editor to lines that have
//! nothing to do with it.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};
use crate::extract::EpubFiles;
use crate::message::Message;
use crate::say;
use crate::verify::judges::Report;

/// The edition that a report is of, as far as the report tells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// The path of its file, where the judge ran.
    pub file: Option<String>,
    /// How many bytes it has.
    pub size: Option<u64>,
    /// Its identifiers.
    pub identifiers: Vec<String>,
    /// When it was modified.
    pub modified: Option<String>,
    /// Its titles.
    pub titles: Vec<String>,
    /// The digests of the files in it, SHA-256 in hexadecimal.
    pub digests: BTreeMap<String, String>,
    /// Whether the judge found nothing against it.
    pub passed: Option<bool>,
}

fn another(report: &Report, edition: &str, reason: Message) -> Error {
    let (name, Message { zh, en }) = (&report.name, reason);
    Error::new(say!(zh: "{name} 不是 {edition} 的报告：{zh}", en: "{name} is not a report of {edition}: {en}"))
        .hint(say!(zh: "让评判者重新检查这一个成品，再用新的报告。", en: "have the judge check this very edition again, and take its new report."))
}

/// Says that a judge of one form reported and the edition has the other.
pub fn other_form(report: &Report, edition: &str, is_epub: bool) -> Error {
    let judge = report.judge.name();
    another(
        report,
        edition,
        match is_epub {
            true => say!(zh: "{judge} 评判的是 PDF", en: "{judge} judges PDFs"),
            false => say!(zh: "{judge} 评判的是 EPUB", en: "{judge} judges EPUBs"),
        },
    )
}

/// Returns the name of a file whose path was written on any machine, or as an address.
fn file_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    percent_encoding::percent_decode_str(name).decode_utf8_lossy().nfc().collect()
}

fn same_name(report: &Report, edition: &str) -> Result<()> {
    let Some(file) = report.subject.file.as_deref().map(file_name) else { return Ok(()) };
    if file == file_name(edition) {
        return Ok(());
    }
    Err(another(report, edition, say!(zh: "它评判的是 {file}", en: "it judges {file}")))
}

/// Fails where a report is not of an EPUB. Digests of the files in it say more than any name.
pub fn same_epub(report: &Report, edition: &str, files: &EpubFiles) -> Result<()> {
    let subject = &report.subject;
    let mut agree = false;
    for (path, digest) in &subject.digests {
        let Some(bytes) = files.bytes(path) else { continue };
        if !is_digest(bytes, digest) {
            return Err(another(
                report,
                edition,
                say!(zh: "其中的 {path} 不是评判时的样子", en: "{path} in it is not what was judged"),
            ));
        }
        agree = true;
    }
    if agree {
        return Ok(());
    }
    same_name(report, edition)?;
    let Some(package) = files.markup(files.package()) else { return Ok(()) };
    let own: Vec<String> = package.named("identifier").into_iter().map(|it| it.text.trim().to_owned()).collect();
    if let Some(other) = subject.identifiers.iter().find(|it| !own.contains(&it.trim().to_owned())) {
        return Err(another(report, edition, say!(zh: "标识是 {other}", en: "its identifier is {other}")));
    }
    let modified = package.named("meta").into_iter();
    let modified = modified.filter(|it| it.attributes.get("property").is_some_and(|it| it == "dcterms:modified"));
    let modified: Vec<String> = modified.map(|it| it.text.trim().to_owned()).collect();
    match &subject.modified {
        Some(other) if !modified.contains(&other.trim().to_owned()) => {
            Err(another(report, edition, say!(zh: "修改时间是 {other}", en: "it was modified at {other}")))
        }
        _ => Ok(()),
    }
}

/// Fails where a report is not of a PDF.
pub fn same_pdf(report: &Report, edition: &str, size: usize) -> Result<()> {
    same_name(report, edition)?;
    match report.subject.size {
        Some(other) if other != size as u64 => Err(another(
            report,
            edition,
            say!(zh: "它评判的文件有 {other} 字节，这个有 {size}", en: "it judges a file of {other} bytes, this one has {size}"),
        )),
        _ => Ok(()),
    }
}

/// EPUBCheck writes the bytes of a digest one by one, and leaves out the zero before a small one.
fn is_digest(bytes: &[u8], digest: &str) -> bool {
    let sha256 = Sha256::digest(bytes);
    let short: String = sha256.iter().map(|it| format!("{it:x}")).collect();
    let whole: String = sha256.iter().map(|it| format!("{it:02x}")).collect();
    digest.eq_ignore_ascii_case(&short) || digest.eq_ignore_ascii_case(&whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        assert_eq!(file_name("../成品/甲.epub"), "甲.epub");
        assert_eq!(file_name("C:\\成品\\甲.epub"), "甲.epub");
        assert_eq!(file_name("file:///a/%E7%94%B2.epub"), "甲.epub");
    }

    #[test]
    fn digests_with_and_without_zeros() {
        let bytes = b"abc";
        let whole: String = Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect();
        let short: String = Sha256::digest(bytes).iter().map(|it| format!("{it:x}")).collect();
        assert!(is_digest(bytes, &whole) && is_digest(bytes, &short) && whole != short);
        assert!(!is_digest(b"1", &whole));
    }
}
