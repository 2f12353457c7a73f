//! Writing files. A file appears whole or not at all, and so does a set of files; no source is ever overwritten.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::reason::reason;
use super::source::{lexical, shown};
use crate::error::{Error, Result};
use crate::message::Message;
use crate::say;

/// Writes one file whole. `inputs` are the files that must not be overwritten.
pub fn write_whole(path: &Path, bytes: &[u8], inputs: &[PathBuf]) -> Result<()> {
    write_set(&[(path, bytes)], inputs)
}

/// Writes a set of files: all of them, or none where one fails. `inputs` are the files that must not be overwritten.
pub fn write_all(files: &[(PathBuf, Vec<u8>)], inputs: &[PathBuf]) -> Result<()> {
    let files: Vec<(&Path, &[u8])> = files.iter().map(|(path, bytes)| (path.as_path(), bytes.as_slice())).collect();
    write_set(&files, inputs)
}

fn write_set(files: &[(&Path, &[u8])], inputs: &[PathBuf]) -> Result<()> {
    refuse_clashes(files, inputs)?;
    let mut set = Set::default();
    for (path, bytes) in files {
        set.prepare(path, bytes).map_err(|error| unwritable(path, &error))?;
    }
    for (at, (path, _)) in files.iter().enumerate() {
        set.place(at).map_err(|error| unwritable(path, &error))?;
    }
    set.keep();
    Ok(())
}

/// Writes one file whole over the one that stands there; whoever asks says what a failure means.
pub(super) fn write_over(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut set = Set::default();
    set.prepare(path, bytes)?;
    set.place(0)?;
    set.keep();
    Ok(())
}

fn refuse_clashes(files: &[(&Path, &[u8])], inputs: &[PathBuf]) -> Result<()> {
    let real = |path: &Path| path.canonicalize().ok();
    let inputs: Vec<PathBuf> = inputs.iter().filter_map(|it| real(it)).collect();
    for (at, (path, _)) in files.iter().enumerate() {
        let name = shown(path);
        if real(path).is_some_and(|it| inputs.contains(&it)) {
            return Err(Error::new(say!(zh: "不能写 {name}：它是底本，写了就覆盖正文", en: "{name} is not written: it is a source, and would be overwritten"))
                .hint(say!(zh: "用 --out 另指一个文件夹。", en: "name another folder with --out.")));
        }
        if files[..at].iter().any(|(other, _)| lexical(other) == lexical(path)) {
            return Err(Error::new(say!(zh: "两份文件都要写成 {name}", en: "two files would both be written as {name}"))
                .hint(say!(zh: "给其中一份正文改名，或者分两次做、各用一个 --out。", en: "rename one of the documents, or build them apart, each with its own --out.")));
        }
        if path.is_dir() {
            return Err(Error::new(say!(zh: "不能写 {name}：已有同名的文件夹", en: "{name} can't be written: a folder has that name"))
                .hint(say!(zh: "移开那个文件夹，或者用 --out 另指一处。", en: "move that folder away, or name another place with --out.")));
        }
    }
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    let (name, Message { zh, en }) = (shown(path), reason(error));
    Error::new(say!(zh: "写不了 {name}：{zh}", en: "{name} can't be written: {en}"))
        .hint(say!(zh: "看看那个文件夹是否存在、可写、还有空间，或者用 --out 另指一处。", en: "check that the folder is there, can be written to and has room, or name another place with --out."))
}

/// A file on its way: written beside its target, then moved over it.
struct Part {
    target: PathBuf,
    temporary: PathBuf,
    /// The file that stood there before, under a second name until the whole set stands.
    before: Option<PathBuf>,
    placed: bool,
}

/// The files on their way. What is not kept is undone when it is dropped.
#[derive(Default)]
struct Set {
    parts: Vec<Part>,
    folders: Vec<PathBuf>,
}

impl Set {
    fn prepare(&mut self, target: &Path, bytes: &[u8]) -> io::Result<()> {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = target.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let missing: Vec<&Path> =
            folder.ancestors().take_while(|it| !it.as_os_str().is_empty() && !it.exists()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        let own = |kind: &str| folder.join(format!(".diben-{}-{number}.{kind}", process::id()));
        let part = Part {
            target: target.to_owned(),
            temporary: own("new"),
            before: target.exists().then(|| own("old")),
            placed: false,
        };
        // One left by a run that was killed under the same process number is ours to replace.
        let _ = fs::remove_file(&part.temporary);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&part.temporary)?;
        self.parts.push(part);
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn place(&mut self, at: usize) -> io::Result<()> {
        let part = &mut self.parts[at];
        if let Some(before) = &part.before {
            let _ = fs::remove_file(before);
            fs::hard_link(&part.target, before).or_else(|_| fs::copy(&part.target, before).map(|_| ()))?;
        }
        fs::rename(&part.temporary, &part.target)?;
        part.placed = true;
        Ok(())
    }

    fn keep(mut self) {
        for part in &self.parts {
            // The files stand; a second name that stays behind harms nobody, and there is nobody to tell.
            let _ = part.before.as_ref().map(fs::remove_file);
            let _ = part.target.parent().map(|it| File::open(it).and_then(|it| it.sync_all()));
        }
        self.parts.clear();
        self.folders.clear();
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        for part in self.parts.iter().rev() {
            let _ = match (&part.before, part.placed) {
                (Some(before), true) => fs::rename(before, &part.target),
                (None, true) => fs::remove_file(&part.target),
                (before, false) => {
                    let _ = before.as_ref().map(fs::remove_file);
                    fs::remove_file(&part.temporary)
                }
            };
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("readable")
            .map(|it| it.expect("readable").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_set_appears_whole() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "old").expect("written");
        write_all(&[(at("a"), b"1".to_vec()), (at("x/y/b"), b"2".to_vec())], &[]).expect("written");
        assert_eq!(
            (fs::read(at("a")).expect("there"), fs::read(at("x/y/b")).expect("there")),
            (b"1".to_vec(), b"2".to_vec())
        );
        assert_eq!((names(folder.path()), names(&at("x/y"))), (vec!["a".into(), "x".into()], vec!["b".into()]));
    }

    #[test]
    fn or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "old").expect("written");
        // A file stands where a folder is wanted, so the second can't be written.
        fs::write(at("f"), "file").expect("written");
        let error =
            write_all(&[(at("a"), b"1".to_vec()), (at("new/c"), b"3".to_vec()), (at("f/b"), b"2".to_vec())], &[])
                .expect_err("it can't");
        assert!(error.message.en.contains("f/b"), "{}", error.message.en);
        assert_eq!(fs::read(at("a")).expect("there"), b"old");
        assert_eq!(names(folder.path()), ["a", "f"]);
    }

    #[test]
    fn a_failure_while_moving_brings_the_old_files_back() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "old").expect("written");
        let mut set = Set::default();
        set.prepare(&at("a"), b"1").expect("written");
        set.prepare(&at("b"), b"2").expect("written");
        set.place(0).expect("moved");
        set.place(1).expect("moved");
        assert_eq!(fs::read(at("a")).expect("there"), b"1");
        drop(set);
        assert_eq!(fs::read(at("a")).expect("there"), b"old");
        assert_eq!(names(folder.path()), ["a"]);
    }

    #[test]
    fn no_source_is_overwritten() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let source = folder.path().join("a.md");
        fs::write(&source, "text").expect("written");
        let error =
            write_whole(&folder.path().join("./a.md"), b"1", std::slice::from_ref(&source)).expect_err("refused");
        assert!(error.message.en.contains("source"), "{}", error.message.en);
        let twice = [(folder.path().join("b"), vec![]), (folder.path().join("./b"), vec![])];
        assert!(write_all(&twice, &[]).is_err());
        assert_eq!(fs::read(&source).expect("there"), b"text");
        write_whole(&folder.path().join("b"), b"1", &[source]).expect("written");
    }
}
