//! The project: the nearest folder upwards that holds `diben.toml` or `source/`; where there is none, the file alone.

use std::env;
use std::path::{Component, Path, PathBuf};

use percent_encoding::percent_decode_str;

use super::search::{is_readme, markdown_below};
use super::settings::{self, Settings};
use super::source::{lexical, relative, shown};
use crate::error::{Error, Result};
use crate::say;

/// A project folder with its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    root: PathBuf,
    settings: Settings,
}

impl Project {
    /// Returns the project that a folder belongs to, or nothing where it belongs to none.
    pub fn around(folder: &Path) -> Result<Option<Project>> {
        let folder = absolute(folder)?;
        for root in folder.ancestors() {
            let settings = root.join(settings::FILE);
            let root = root.to_owned();
            if settings.is_file() {
                return Ok(Some(Project { root, settings: settings::read(&settings)? }));
            }
            if root.join("source").is_dir() {
                return Ok(Some(Project { root, settings: Settings::default() }));
            }
        }
        Ok(None)
    }

    /// Returns the project of a document: the one around it, else the folder in which the file lies alone.
    pub fn of(document: &Path) -> Result<Project> {
        let document = absolute(document)?;
        let folder = document.parent().unwrap_or(&document);
        let alone = || Project { root: folder.to_owned(), settings: Settings::default() };
        Ok(Self::around(folder)?.unwrap_or_else(alone))
    }

    /// Returns the project that a folder belongs to, else the folder itself.
    pub fn of_folder(folder: &Path) -> Result<Project> {
        let alone = || Ok(Project { root: absolute(folder)?, settings: Settings::default() });
        Self::around(folder)?.map_or_else(alone, Ok)
    }

    /// Returns the project around the current folder; it is an error to be in none.
    pub fn here() -> Result<Project> {
        Self::around(Path::new("."))?.ok_or_else(|| {
            Error::new(say!(zh: "这里不是项目：从当前文件夹往上都没有 diben.toml 或 source/", en: "no project here: no diben.toml and no source/ in this folder or above it"))
                .hint(say!(zh: "写明文件，例如 diben check 倡议.md；或者把正文放进 source/。", en: "name a file, as `diben check text.md`, or put the texts into source/."))
        })
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns what `diben.toml` says.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns every `source/**/*.md` in order of the paths, README.md files left out.
    pub fn documents(&self) -> Result<Vec<PathBuf>> {
        let folder = self.root.join("source");
        let mut errors = Vec::new();
        let mut documents = if folder.is_dir() { markdown_below(&folder, &mut errors) } else { Vec::new() };
        if let Some(error) = errors.into_iter().next() {
            return Err(error);
        }
        documents.retain(|it| !is_readme(it));
        if documents.is_empty() {
            let folder = shown(&folder);
            return Err(Error::new(say!(zh: "{folder}/ 里没有 .md 文件", en: "{folder}/ holds no .md file")).hint(
                say!(zh: "把正文放进 source/，或者写明文件。", en: "put the texts into source/, or name a file."),
            ));
        }
        Ok(documents)
    }

    /// Returns the name of a document within the project, without `source/` and `.md`: editions mirror it.
    pub fn edition_name(&self, document: &Path) -> String {
        let document = absolute(document).unwrap_or_else(|_| document.to_owned());
        let name = match document.strip_prefix(self.root.join("source")).or_else(|_| document.strip_prefix(&self.root))
        {
            Ok(inside) => relative(Path::new(""), inside),
            Err(_) => document.file_name().map_or_else(|| "diben".into(), |it| it.to_string_lossy().into_owned()),
        };
        match name.char_indices().rev().nth(2) {
            Some((at, _)) if at > 0 && name[at..].eq_ignore_ascii_case(".md") => name[..at].to_owned(),
            _ => name,
        }
    }

    /// Returns the file that a document names, as a picture's target does. It must lie inside the project: an
    /// absolute path, a `..` that leaves it and a link that leaves it are errors.
    pub fn inside(&self, document: &Path, target: &str) -> Result<PathBuf> {
        let name = shown(document);
        let refuse = |zh: &str, en: &str| {
            Error::new(say!(zh: "{name} 里的路径「{target}」{zh}", en: "the path `{target}` in {name} {en}"))
                .hint(say!(zh: "把文件放进项目，写相对于正文的路径，例如 图/一.png。", en: "put the file into the project and write its path from the document, as `pictures/1.png`."))
        };
        let folder = absolute(document)?.parent().map_or_else(|| self.root.clone(), Path::to_owned);
        let decoded = percent_decode_str(target).decode_utf8_lossy();
        // A file may well have a percent sign in its name: the path as written goes first.
        let written = if folder.join(target).exists() { target } else { &decoded };
        let rooted = written.starts_with(['/', '\\']) || written.split('/').next().is_some_and(|it| it.contains(':'));
        if rooted || Path::new(written).components().any(|it| matches!(it, Component::RootDir | Component::Prefix(_))) {
            return Err(refuse("不是项目里的相对路径", "is no relative path within the project"));
        }
        let path = lexical(&folder.join(written));
        if !path.starts_with(&self.root) {
            return Err(refuse("走出了项目文件夹", "leaves the project folder"));
        }
        let real = path.canonicalize().map_err(|_| refuse("所指的文件找不到", "names a file that does not exist"))?;
        let root =
            self.root.canonicalize().map_err(|_| refuse("所指的文件找不到", "names a file that does not exist"))?;
        if !real.starts_with(&root) {
            return Err(refuse("经链接走出了项目文件夹", "leaves the project folder through a link"));
        }
        Ok(real)
    }
}

/// Returns the folder that addresses in machine reports start from, so that no machine's own paths show: the
/// repository around the documents, else their project, else the current folder, else the folder they share.
pub fn report_root(documents: &[PathBuf]) -> PathBuf {
    let here = env::current_dir().unwrap_or_default();
    let paths: Vec<PathBuf> = documents.iter().map(|it| lexical(&here.join(it))).collect();
    let Some(first) = paths.first() else { return here };
    let holds_all = |root: &Path| paths.iter().all(|it| it.starts_with(root));
    let marked = |marks: &[&str]| {
        first
            .ancestors()
            .skip(1)
            .find(|root| marks.iter().any(|it| root.join(it).exists()))
            .filter(|root| holds_all(root))
            .map(Path::to_owned)
    };
    marked(&[".git"])
        .or_else(|| marked(&[settings::FILE, "source"]))
        .or_else(|| holds_all(&here).then(|| here.clone()))
        .or_else(|| first.ancestors().skip(1).find(|root| holds_all(root)).map(Path::to_owned))
        .unwrap_or(here)
}

fn absolute(path: &Path) -> Result<PathBuf> {
    let whole = std::path::absolute(path).map_err(|error| {
        Error::new(say!(zh: "当前文件夹读不了：{error}", en: "the current folder can't be read: {error}"))
    })?;
    Ok(lexical(&whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project() -> (tempfile::TempDir, Project) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path().join("p");
        std::fs::create_dir_all(root.join("source/卷")).expect("made");
        for name in ["source/卷/甲.md", "source/README.md", "source/一.png", "source/a b.png", "../outside.png"] {
            std::fs::write(root.join(name), "x").expect("written");
        }
        let project = Project::of(&root.join("source/卷/甲.md")).expect("readable");
        (folder, project)
    }

    #[test]
    fn documents_in_order_without_readme() {
        let (_folder, project) = project();
        let documents = project.documents().expect("readable");
        assert_eq!(documents, [project.root().join("source/卷/甲.md")]);
        assert_eq!(project.edition_name(&documents[0]), "卷/甲");
        assert_eq!(project.edition_name(&project.root().join("乙.MD")), "乙");
    }

    #[test]
    fn paths_stay_inside() {
        let (_folder, project) = project();
        let document = project.root().join("source/卷/甲.md");
        assert!(project.inside(&document, "../一.png").is_ok());
        assert!(project.inside(&document, "../a%20b.png").is_ok());
        for (target, word) in [
            ("../../../outside.png", "leaves"),
            ("..%2F..%2F../outside.png", "leaves"),
            ("/etc/passwd", "no relative"),
            ("C:\\x.png", "no relative"),
            ("file:///etc/passwd", "no relative"),
            ("https://a.b/c.png", "no relative"),
            ("二.png", "does not exist"),
            ("a\0b", "does not exist"),
        ] {
            let error = project.inside(&document, target).expect_err(target);
            assert!(error.message.en.contains(word), "{target}: {}", error.message.en);
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(project.root().join("../outside.png"), project.root().join("source/链.png"))
                .expect("linked");
            let error = project.inside(&document, "../链.png").expect_err("it leaves");
            assert!(error.message.en.contains("through a link"), "{}", error.message.en);
        }
    }
}
