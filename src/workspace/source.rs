//! Reading a source. It must be a plain file of UTF-8; a byte order mark and CRLF are welcome. What else a file may be
//! is told by `encoding`.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::{env, fs, io};

use super::decode::{Decoded, decoded};
use super::encoding::{self, Origin};
use super::reason::reason;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::say;

/// The size of the largest source that is read, in bytes.
pub const LARGEST: u64 = 64 << 20;

/// The size of the largest PDF that is imported, in bytes.
pub const LARGEST_PDF: u64 = 512 << 20;

/// The size of the largest raw file that is imported, in bytes. Import keeps the place of every character: a file of that
/// size takes some hundred MiB of memory, in the worst case ten times as much. No statute comes near it.
pub const LARGEST_RAW: u64 = 16 << 20;

/// Returns the text of a source, byte for byte.
pub fn read_text(path: &Path) -> Result<String> {
    encoding::text(&shown(path), Origin::File, read_limited(path, LARGEST)?)
}

/// What a raw file holds, before its form is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RawFile {
    /// Text, in whatever encoding it was.
    Text(Decoded),
    /// The bytes of a PDF.
    Pdf(Vec<u8>),
}

/// Returns what a raw file holds: the bytes of a PDF, else text.
pub fn read_raw(path: &Path) -> Result<RawFile> {
    if is_pdf(path) {
        return read_limited(path, LARGEST_PDF).map(RawFile::Pdf);
    }
    let name = shown(path);
    let bytes = read_limited(path, LARGEST_RAW).map_err(|error| match fs::metadata(path) {
        Ok(it) if it.len() > LARGEST_RAW => error.hint(say!(
            zh: "一次导入一份文书；把文件按文书或按编分成几份，各自导入。",
            en: "import one document at a time: split the file by documents or parts.",
        )),
        _ => error,
    })?;
    decoded(&name, Origin::File, bytes).map(RawFile::Text)
}

/// Readers of PDF look for its mark within the first KiB (ISO 32000-1, annex H, note 13).
fn is_pdf(path: &Path) -> bool {
    let mut head = Vec::new();
    let is_file = fs::metadata(path).is_ok_and(|it| it.is_file());
    let read = is_file && File::open(path).and_then(|it| it.take(1024).read_to_end(&mut head)).is_ok();
    read && head.windows(5).any(|it| it == b"%PDF-") && !head.starts_with(b"<")
}

/// Returns the text that comes in on standard input, byte for byte; `name` is what messages call it.
pub fn read_stdin(name: &str) -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| {
        let Message { zh, en } = reason(&error);
        Error::new(say!(zh: "标准输入读不了：{zh}", en: "standard input can't be read: {en}"))
    })?;
    if bytes.len() as u64 > LARGEST {
        return Err(too_large(name, LARGEST));
    }
    encoding::text(name, Origin::Stdin, bytes)
}

/// Returns the bytes of any file: a picture, an edition. At most 4 GiB.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    read_limited(path, u64::from(u32::MAX))
}

/// What a file is, is asked before it is opened: a pipe would wait for its writer, a device never end.
fn read_limited(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let failed = |error: io::Error| unreadable(path, &error);
    let name = shown(path);
    let kind = fs::metadata(path).map_err(failed)?;
    if kind.is_dir() {
        return Err(Error::new(
            say!(zh: "{name} 是文件夹，这里要一个文件", en: "{name} is a folder; a file is wanted here"),
        ));
    }
    if !kind.is_file() {
        return Err(Error::new(say!(zh: "{name} 是管道或设备，不是普通文件", en: "{name} is a pipe or a device, not a plain file"))
            .hint(say!(zh: "写明文件；要读管道里的文字，用 - 从标准输入读。", en: "name a file; to read what comes through a pipe, use - for standard input.")));
    }
    if kind.len() > limit {
        return Err(too_large(&name, limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(kind.len()).unwrap_or(0));
    File::open(path).map_err(failed)?.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(&name, limit));
    }
    Ok(bytes)
}

fn too_large(name: &str, limit: u64) -> Error {
    let limit = limit >> 20;
    Error::new(say!(zh: "{name} 大于 {limit} MiB", en: "{name} is larger than {limit} MiB"))
        .hint(say!(zh: "把文件按编或章分成几份。", en: "split the file by parts or chapters."))
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    let name = shown(path);
    match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => {
            Error::new(say!(zh: "链接 {name} 所指的文件不存在", en: "the link {name} leads to a file that does not exist"))
                .hint(say!(zh: "改正或者删去这个链接。", en: "mend the link or remove it."))
        }
        io::ErrorKind::NotFound => Error::new(say!(zh: "找不到 {name}", en: "{name} does not exist"))
            .hint(say!(zh: "看看路径是否写对，或者先换到它所在的文件夹。", en: "check the path, or change to the folder that it starts from.")),
        io::ErrorKind::PermissionDenied => Error::new(say!(zh: "没有权限读 {name}", en: "no permission to read {name}"))
            .hint(say!(zh: "给这个文件加上读的权限，并且看看它所在的文件夹能不能进。", en: "give the file read permission, and see whether its folder can be entered.")),
        _ => {
            let Message { zh, en } = reason(error);
            Error::new(say!(zh: "读不了 {name}：{zh}", en: "{name} can't be read: {en}"))
        }
    }
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
}
