//! What a command is asked to look at: files, folders, patterns, standard input. Each once, in the order of the
//! arguments, and within a folder or pattern in the order of the paths.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf, absolute};

use crate::error::{Error, Result};
use crate::say;
use crate::workspace::{
    Project, faults, is_pattern, is_readme, markdown_below, matching, read_stdin, read_text, relative, report_root,
    shown,
};

/// The argument that means standard input.
const STDIN: &str = "-";

/// A text to look at.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its path; for standard input the name that it goes by.
    pub path: PathBuf,
    /// Its name for people.
    pub name: String,
    /// Its address from the root of the repository, with `/`.
    pub address: String,
    /// The number of its project in [`Inputs::projects`].
    pub project: usize,
    /// Whether it is standard input.
    pub stdin: bool,
}

impl Input {
    /// Returns the text.
    pub fn text(&self) -> Result<String> {
        if self.stdin { read_stdin(&self.name) } else { read_text(&self.path) }
    }
}

/// What is to be looked at.
#[derive(Debug, Default)]
pub struct Inputs {
    /// The texts, in order.
    pub list: Vec<Input>,
    /// The projects that they belong to.
    pub projects: Vec<Project>,
    /// What could not be found.
    pub errors: Vec<Error>,
    /// Whether these are all documents of the project.
    pub whole: bool,
}

/// Returns the inputs that paths name, folders searched for `*.md`; the documents of the project where none is named.
/// What can't be found does not stop the rest. A fault of `diben.toml` does.
#[cfg(feature = "publish")]
pub fn inputs(given: &[PathBuf]) -> Result<Inputs> {
    named(given, None)
}

/// Returns the inputs that paths name, of which `-` may be standard input under a name.
pub fn inputs_or_stdin(given: &[PathBuf], stdin_name: Option<&Path>) -> Result<Inputs> {
    let times = given.iter().filter(|it| it.as_os_str() == STDIN).count();
    if times > 1 {
        return Err(Error::new(
            say!(zh: "- 写了 {times} 次：标准输入只能读一次", en: "- is given {times} times: standard input is read once"),
        ));
    }
    if times == 0 && stdin_name.is_some() {
        return Err(Error::new(say!(zh: "写了 --stdin-name，却没有从标准输入读", en: "--stdin-name is given and standard input is not read"))
            .hint(say!(zh: "另写一个 -，例如 diben check - --stdin-name 法律/甲.md。", en: "add a -, as in `diben check - --stdin-name laws/a.md`.")));
    }
    named(given, Some(stdin_name.unwrap_or(Path::new("stdin.md"))))
}

fn named(given: &[PathBuf], stdin: Option<&Path>) -> Result<Inputs> {
    let mut inputs = Inputs { whole: given.is_empty(), ..Inputs::default() };
    let found = match given {
        [] => Project::here()?.documents()?.into_iter().map(|it| (it, false)).collect(),
        _ => find(given, stdin, &mut inputs.errors)?,
    };
    let paths: Vec<PathBuf> = found.iter().map(|(path, _)| path.clone()).collect();
    let (root, here) = (report_root(&paths), std::env::current_dir().unwrap_or_default());
    let mut seen = BTreeSet::new();
    let mut folders: BTreeMap<Option<PathBuf>, usize> = BTreeMap::new();
    for (path, stdin) in found {
        // Named twice, or reached by a link and by itself: read once.
        let whole = absolute(&path).unwrap_or_else(|_| path.clone());
        if !seen.insert(path.canonicalize().unwrap_or_else(|_| whole.clone())) {
            if stdin {
                let name = shown(&path);
                return Err(Error::new(say!(zh: "标准输入叫作 {name}，而这个文件也要读", en: "standard input goes by {name}, and that file is to be read too"))
                    .hint(say!(zh: "两者只写一个。", en: "name only one of the two.")));
            }
            continue;
        }
        let folder = whole.parent().map(Path::to_owned);
        let project = match folders.get(&folder) {
            Some(project) => *project,
            None => {
                let project = Project::of(&whole)?;
                let at = inputs.projects.iter().position(|it| *it == project).unwrap_or_else(|| {
                    inputs.projects.push(project);
                    inputs.projects.len() - 1
                });
                folders.insert(folder, at);
                at
            }
        };
        let (name, address) = (shown(&path), relative(&root, &here.join(&path)));
        inputs.list.push(Input { path, name, address, project, stdin });
    }
    for (at, project) in inputs.projects.iter().enumerate() {
        let paths: Vec<PathBuf> = inputs
            .list
            .iter()
            .filter(|it| it.project == at)
            .map(|it| absolute(&it.path).unwrap_or_else(|_| it.path.clone()))
            .collect();
        let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
        inputs.errors.extend(faults(&project.settings().works, project.root(), &paths));
    }
    Ok(inputs)
}

fn find(given: &[PathBuf], stdin: Option<&Path>, errors: &mut Vec<Error>) -> Result<Vec<(PathBuf, bool)>> {
    let mut paths = Vec::new();
    for path in given {
        if path.as_os_str() == STDIN {
            let Some(name) = stdin else {
                return Err(Error::new(say!(zh: "这个命令不从标准输入读", en: "this command does not read standard input"))
                    .hint(say!(zh: "写明文件；名字就叫 - 的文件写作 ./-。", en: "name a file; one that is called - is written ./-.")));
            };
            // Last, so that a file of the same name is met before it.
            paths.push((name.to_owned(), true));
        } else if path.is_dir() {
            let before = errors.len();
            let mut found = markdown_below(path, errors);
            found.retain(|it| !is_readme(it));
            if found.is_empty() && errors.len() == before {
                let name = shown(path);
                let error = Error::new(say!(zh: "{name} 里没有 .md 文件", en: "{name} holds no .md file"));
                errors
                    .push(error.hint(say!(zh: "写明文件，或者换一个文件夹。", en: "name a file, or another folder.")));
            }
            paths.extend(found.into_iter().map(|it| (it, false)));
        } else if is_pattern(path) {
            match matching(path, errors) {
                Ok(found) => paths.extend(found.into_iter().map(|it| (it, false))),
                Err(error) => errors.push(error),
            }
        } else {
            paths.push((path.clone(), false));
        }
    }
    paths.sort_by_key(|(_, stdin)| *stdin);
    Ok(paths)
}
