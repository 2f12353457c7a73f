//! Reading a source. It must be UTF-8; a byte order mark and CRLF are welcome. Whatever else a file is, the error
//! says what it seems to be and how to convert it.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::{env, io};

use crate::error::{Error, Result};
use crate::say;

/// The size of the largest source that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// Returns the text of a source, byte for byte.
pub fn read_text(path: &Path) -> Result<String> {
    let bytes = read_limited(path, LARGEST)?;
    let text = String::from_utf8(bytes).map_err(|error| encoding(path, error.as_bytes(), error.utf8_error()))?;
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        let name = shown(path);
        return Err(Error::new(say!(zh: "{name} 是空的", en: "{name} is empty"))
            .hint(say!(zh: "写入正文，或者删去这个文件。", en: "write the text, or remove the file.")));
    }
    Ok(text)
}

/// Returns the bytes of any file: a picture, an edition. At most 4 GiB.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    read_limited(path, u64::from(u32::MAX))
}

fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let failed = |error: io::Error| unreadable(path, &error);
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        let name = shown(path);
        return Err(Error::new(
            say!(zh: "{name} 是文件夹，这里要一个文件", en: "{name} is a folder; a file is wanted here"),
        ));
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        let (name, limit) = (shown(path), limit >> 20);
        return Err(Error::new(say!(zh: "{name} 大于 {limit} MiB", en: "{name} is larger than {limit} MiB"))
            .hint(say!(zh: "把文件按编或章分成几份。", en: "split the file by parts or chapters.")));
    }
    Ok(bytes)
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let name = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound => Error::new(say!(zh: "找不到 {name}", en: "{name} does not exist"))
            .hint(say!(zh: "看看路径是否写对，或者先换到它所在的文件夹。", en: "check the path, or change to the folder that it starts from.")),
        io::ErrorKind::PermissionDenied => Error::new(say!(zh: "没有权限读 {name}", en: "no permission to read {name}"))
            .hint(say!(zh: "给这个文件加上读的权限。", en: "give the file read permission.")),
        _ => Error::new(say!(zh: "读不了 {name}：{error}", en: "{name} can't be read: {error}")),
    }
}

/// Returns the error for bytes that are no UTF-8: where the first bad one is, what the file seems to be, how to go on.
fn encoding(path: &Path, bytes: &[u8], error: std::str::Utf8Error) -> Error {
    let (name, at) = (shown(path), error.valid_up_to());
    let message = say!(zh: "{name} 不是 UTF-8：第 {at} 字节（从 0 数）起读不通", en: "{name} is not UTF-8: the first bad byte is at offset {at}");
    let Some((encoding, zh, en)) = guess(bytes) else {
        let line = bytes[..at].iter().filter(|it| **it == b'\n').count() + 1;
        let hint = match error.error_len() {
            None => {
                say!(zh: "文件在一个字的中间断了（第 {line} 行），多半没有存完；请取回完整的文件。", en: "the file ends in the middle of a character (line {line}); get the whole file again.")
            }
            Some(_) => {
                say!(zh: "第 {line} 行有坏字节；用编辑器打开，改正那一处后按 UTF-8 保存。", en: "line {line} holds a broken byte; mend it in an editor and save as UTF-8.")
            }
        };
        return Error::new(message).hint(hint);
    };
    let (from, to) = (quoted(&name), quoted(&format!("{}.utf8.md", name.strip_suffix(".md").unwrap_or(&name))));
    Error::new(message).hint(say!(
        zh: "看来是 {zh}。先转换：iconv -f {encoding} -t UTF-8 {from} > {to}",
        en: "it seems to be {en}. Convert it: iconv -f {encoding} -t UTF-8 {from} > {to}",
    ))
}

/// Returns what bytes that are no UTF-8 seem to be: a name for iconv, and one in each language.
fn guess(bytes: &[u8]) -> Option<(&'static str, &'static str, &'static str)> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Some(("UTF-16", "UTF-16", "UTF-16"));
    }
    is_gb18030(bytes).then_some(("GB18030", "GB 18030（GBK、GB 2312 也在内）", "GB 18030 (or GBK, GB 2312)"))
}

/// Returns whether bytes have the shape of GB 18030: a lead byte, then a second, or three more that alternate.
fn is_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        rest = match (first, behind) {
            (0..=0x7F, _) => behind,
            (0x81..=0xFE, [0x40..=0x7E | 0x80..=0xFE, behind @ ..]) => behind,
            (0x81..=0xFE, [0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, behind @ ..]) => behind,
            _ => return false,
        };
    }
    true
}

/// Returns a name as a shell reads it back.
fn quoted(name: &str) -> String {
    if name.chars().all(|it| it.is_alphanumeric() || "._-/".contains(it)) && !name.starts_with('-') {
        return name.to_owned();
    }
    format!("'{}'", name.replace('\'', r"'\''"))
}

/// Returns a path as messages show it: with `/`, relative to the current folder where it lies below it.
pub fn shown(path: &Path) -> String {
    let Ok(here) = env::current_dir() else { return slashed(path) };
    let whole = lexical(&here.join(path));
    match whole.strip_prefix(&here) {
        Ok(inside) if inside.as_os_str().is_empty() => ".".to_owned(),
        Ok(inside) => slashed(inside),
        Err(_) if path.is_absolute() => slashed(path),
        Err(_) => relative(&here, &whole),
    }
}

/// Returns the way from a folder to a path, with `/`; both must be absolute or start at the same place.
pub fn relative(folder: &Path, path: &Path) -> String {
    let (folder, path) = (lexical(folder), lexical(path));
    let common = folder.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    let mut way = PathBuf::new();
    folder.components().skip(common).for_each(|_| way.push(".."));
    way.extend(path.components().skip(common));
    slashed(&way)
}

/// Returns a path without `.` and `..`, as far as its words alone tell.
pub fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            Component::ParentDir if out.has_root() => {}
            _ => out.push(part),
        }
    }
    out
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_folders() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/b", "/a/b/c/d.md"), "c/d.md");
        assert_eq!(way("/a/b/c", "/a/d.md"), "../../d.md");
        assert_eq!(way("/a/./b/../b", "/a/b/x"), "x");
        assert_eq!(lexical(Path::new("../x/../y/./z")), Path::new("../y/z"));
        assert_eq!(lexical(Path::new("/../x")), Path::new("/x"));
    }

    #[test]
    fn what_bytes_seem_to_be() {
        let gb = [0xD6, 0xD8, 0xC7, 0xEC, b'\n', 0x81, 0x30, 0x81, 0x30];
        assert_eq!(guess(&gb).map(|it| it.0), Some("GB18030"));
        assert_eq!(guess(&[0xFF, 0xFE, 0xCD, 0x91]).map(|it| it.0), Some("UTF-16"));
        // Damaged UTF-8 is not taken for GB 18030.
        assert_eq!(guess("重庆\n".as_bytes().iter().copied().chain([0xFF]).collect::<Vec<_>>().as_slice()), None);
        assert_eq!(guess(&"重庆倡议".as_bytes()[..11]), None);
    }

    #[test]
    fn names_for_a_shell() {
        assert_eq!(quoted("source/甲.md"), "source/甲.md");
        assert_eq!(quoted("it's 甲.md"), r"'it'\''s 甲.md'");
    }
}
