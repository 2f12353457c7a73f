//! Looking for documents: below a folder, or by a pattern that no shell has spelled out. Links to folders are not
//! followed, so a loop of them ends nothing; what can't be looked into is told.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use super::source::shown;
use crate::error::{Error, Result};
use crate::say;

/// Returns every `*.md` below a folder in order of the paths, without what `.gitignore` and `.ignore` leave out; what
/// can't be looked into is added to the errors.
pub fn markdown_below(folder: &Path, errors: &mut Vec<Error>) -> Vec<PathBuf> {
    walk(folder, errors, is_markdown)
}

/// Returns whether a file speaks of a folder and is no document of it.
pub fn is_readme(path: &Path) -> bool {
    path.file_name().is_some_and(|it| it.eq_ignore_ascii_case("README.md"))
}

/// Returns whether an argument is a pattern: no file of that name is there, and it has a sign that patterns have.
pub fn is_pattern(path: &Path) -> bool {
    !path.exists() && !path.is_symlink() && path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// Returns the files that a pattern matches, in order of the paths: `*` stays within a folder, `**` goes through any
/// number of them. A pattern whose last part names no ending takes `.md` alone; README files are left out.
pub fn matching(pattern: &Path, errors: &mut Vec<Error>) -> Result<Vec<PathBuf>> {
    let name = pattern.to_string_lossy();
    let glob = GlobBuilder::new(strip_dot(pattern).to_string_lossy().as_ref())
        .literal_separator(true)
        .build()
        .map_err(|error| {
            let why = error.kind().to_string();
            Error::new(say!(zh: "通配式 {name} 写得不对：{why}", en: "the pattern {name} is wrong: {why}"))
                .hint(say!(zh: "可以用 *、**、?、[甲乙]、{{甲,乙}}，例如 '法律/**/*.md'。", en: "it may hold *, **, ?, [ab] and {{a,b}}, as in 'laws/**/*.md'."))
        })?
        .compile_matcher();
    let any_ending = pattern.file_name().is_some_and(|it| it.to_string_lossy().contains('.'));
    let found = walk(&fixed_part(pattern), errors, |path| {
        glob.is_match(strip_dot(path)) && !is_readme(path) && (any_ending || is_markdown(path))
    });
    match found.is_empty() {
        true => Err(Error::new(say!(zh: "没有文件合于 {name}", en: "no file matches {name}"))
            .hint(say!(zh: "看看当前文件夹是否对；** 才走进各层文件夹。", en: "see whether the current folder is the right one; only ** goes down through folders."))),
        false => Ok(found),
    }
}

fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("md"))
}

fn strip_dot(path: &Path) -> &Path {
    path.strip_prefix(".").unwrap_or(path)
}

/// Returns the folders of a pattern before its first part with a sign.
fn fixed_part(pattern: &Path) -> PathBuf {
    let plain = |it: &Component| !it.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let fixed: PathBuf = pattern.components().take_while(plain).collect();
    if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed }
}

/// What is no folder is taken, whatever it is: reading it tells what is wrong with it.
fn walk(folder: &Path, errors: &mut Vec<Error>, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    // The user's own ignore file is left aside: the same project must give the same list on every machine.
    for entry in WalkBuilder::new(folder).git_global(false).build() {
        match entry {
            Ok(entry) => {
                let folder = entry.file_type().is_none_or(|it| it.is_dir());
                let path = entry.into_path();
                if !folder && wanted(&path) && !path.is_dir() {
                    found.push(path);
                }
            }
            Err(error) => errors.push(unseen(folder, &error)),
        }
    }
    found.sort();
    without_second_names(found)
}

/// Returns files without the links to others among them: a report names the file that people edit.
fn without_second_names(found: Vec<PathBuf>) -> Vec<PathBuf> {
    let (links, files): (Vec<PathBuf>, Vec<PathBuf>) = found.into_iter().partition(|it| it.is_symlink());
    if links.is_empty() {
        return files;
    }
    let real: BTreeSet<PathBuf> = files.iter().filter_map(|it| it.canonicalize().ok()).collect();
    let mut kept = files;
    kept.extend(links.into_iter().filter(|it| it.canonicalize().map_or(true, |it| !real.contains(&it))));
    kept.sort();
    kept
}

fn unseen(folder: &Path, error: &ignore::Error) -> Error {
    fn place(error: &ignore::Error) -> Option<&Path> {
        match error {
            ignore::Error::WithPath { path, .. } => Some(path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
            _ => None,
        }
    }
    let name = shown(place(error).unwrap_or(folder));
    match error.io_error().map(std::io::Error::kind) {
        Some(std::io::ErrorKind::PermissionDenied) => {
            Error::new(say!(zh: "没有权限看 {name}", en: "no permission to look into {name}"))
                .hint(say!(zh: "给这个文件夹加上读和进入的权限；不该查的，写进项目的 .ignore。", en: "give the folder permission to read and enter; one that is not to be looked into goes into the project's .ignore."))
        }
        _ => Error::new(say!(zh: "看不全 {name}：{error}", en: "{name} can't be looked through: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_patterns_begin() {
        for (pattern, folder) in
            [("法律/**/*.md", "法律"), ("*.md", "."), ("../甲/[乙丙]/丁.md", "../甲"), ("/a/{b,c}", "/a")]
        {
            assert_eq!(fixed_part(Path::new(pattern)), Path::new(folder), "{pattern}");
        }
    }

    #[test]
    fn patterns_find_documents() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        for name in ["甲.md", "乙/丙.md", "乙/README.md", "乙/丁.txt", ".暗/戊.md"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("below")).expect("made");
            std::fs::write(path, "x").expect("written");
        }
        let found = |pattern: &str| {
            let found = matching(&folder.path().join(pattern), &mut Vec::new());
            found.map_or_else(
                |error| error.message.en.split(' ').next().unwrap_or_default().to_owned(),
                |list| {
                    let inside =
                        |it: &PathBuf| it.strip_prefix(folder.path()).expect("below").to_string_lossy().into_owned();
                    list.iter().map(inside).collect::<Vec<_>>().join(" ")
                },
            )
        };
        assert_eq!(found("**/*.md"), "乙/丙.md 甲.md");
        assert_eq!(found("*.md"), "甲.md");
        assert_eq!(found("**"), "乙/丙.md 甲.md");
        assert_eq!(found("乙/*.txt"), "乙/丁.txt");
        assert_eq!(found("{甲,戊}.md"), "甲.md");
        assert_eq!(found("*.html"), "no");
        assert_eq!(found("[甲.md"), "the");
    }
}
