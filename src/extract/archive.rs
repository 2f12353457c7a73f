//! The zip of an EPUB, with a limit on everything that can grow: a few kilobytes may claim to hold gigabytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::error::{Error, Result};
use crate::say;

const FILE_LIMIT: u64 = 64 << 20;
const TOTAL_LIMIT: u64 = 512 << 20;
const COUNT_LIMIT: usize = 20_000;

/// The text files of an archive, by path.
pub struct Archive {
    files: BTreeMap<String, Vec<u8>>,
}

/// Returns the files of an archive that can hold text: markup, style sheets, package files.
pub fn open(bytes: &[u8]) -> Result<Archive> {
    let broken = |_| Error::new(say!(zh: "EPUB 文件已损坏，打不开", en: "the EPUB is broken and can't be opened"));
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if zip.len() > COUNT_LIMIT {
        return Err(Error::new(
            say!(zh: "EPUB 里的文件超过两万个，不读", en: "the EPUB holds more than 20,000 files and is not read"),
        ));
    }
    let mut files = BTreeMap::new();
    let mut total = 0;
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).map_err(broken)?;
        let name = file.name().to_owned();
        let text = [".xhtml", ".html", ".htm", ".xml", ".opf", ".ncx", ".css", ".svg"];
        if file.is_dir() || !text.iter().any(|it| name.to_ascii_lowercase().ends_with(it)) {
            continue;
        }
        let mut content = Vec::new();
        let read = file.by_ref().take(FILE_LIMIT + 1).read_to_end(&mut content);
        read.map_err(|_| Error::new(say!(zh: "EPUB 里的 {name} 读不出来", en: "{name} in the EPUB can't be read")))?;
        total += content.len() as u64;
        if content.len() as u64 > FILE_LIMIT || total > TOTAL_LIMIT {
            return Err(Error::new(
                say!(zh: "EPUB 里的 {name} 解开后大得反常，不读", en: "{name} in the EPUB is larger than any book when unpacked and is not read"),
            ));
        }
        if files.insert(name.clone(), content).is_some() {
            return Err(Error::new(say!(zh: "EPUB 里有两个 {name}", en: "the EPUB holds {name} twice")));
        }
    }
    Ok(Archive { files })
}

impl Archive {
    /// Returns a file's bytes.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// Returns a file as text.
    pub fn text(&self, path: &str) -> Result<&str> {
        let Some(bytes) = self.files.get(path) else {
            return Err(Error::new(say!(zh: "EPUB 里缺 {path}", en: "{path} is missing in the EPUB")));
        };
        let text = std::str::from_utf8(bytes);
        text.map(|it| it.trim_start_matches('\u{FEFF}'))
            .map_err(|_| Error::new(say!(zh: "EPUB 里的 {path} 不是 UTF-8", en: "{path} in the EPUB is not UTF-8")))
    }
}

/// Returns the path that a reference in `base` leads to, and its fragment.
pub fn resolve(base: &str, href: &str) -> (String, String) {
    let (path, fragment) = href.split_once('#').unwrap_or((href, ""));
    let decode = |it: &str| percent_encoding::percent_decode_str(it).decode_utf8_lossy().into_owned();
    if path.is_empty() {
        return (base.to_owned(), decode(fragment));
    }
    let mut parts: Vec<String> = base.split('/').map(str::to_owned).collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(decode(part)),
        }
    }
    (parts.join("/"), decode(fragment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_from_their_file() {
        let to = |path: &str, fragment: &str| (path.to_owned(), fragment.to_owned());
        assert_eq!(resolve("EPUB/nav.xhtml", "text/a.xhtml#art-1"), to("EPUB/text/a.xhtml", "art-1"));
        assert_eq!(resolve("EPUB/text/a.xhtml", "../style.css"), to("EPUB/style.css", ""));
        assert_eq!(resolve("EPUB/text/a.xhtml", "#%E6%9D%A1"), to("EPUB/text/a.xhtml", "条"));
    }
}
