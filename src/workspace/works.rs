//! Works of many files, as `diben.toml` declares them: `[[work]]` with `files = ["民法典/*.md"]`. The order of the
//! patterns is the order of reading; files of one pattern are put in order by whoever reads them.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobMatcher};
use toml::de::DeValue;

/// The files that make one work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkFiles {
    /// Patterns of paths from the project's folder, in reading order.
    pub files: Vec<Glob>,
}

/// Returns the works that a list of tables declares; nothing where it is written otherwise.
pub fn parse(value: &DeValue) -> Option<Vec<WorkFiles>> {
    let DeValue::Array(works) = value else { return None };
    works.iter().map(|it| one(it.get_ref())).collect()
}

fn one(value: &DeValue) -> Option<WorkFiles> {
    let DeValue::Table(table) = value else { return None };
    if table.keys().any(|key| key.get_ref() != "files") {
        return None;
    }
    let DeValue::Array(files) = table.get("files")?.get_ref() else { return None };
    let glob = |it: &toml::Spanned<DeValue>| match it.get_ref() {
        DeValue::String(it) => GlobBuilder::new(it.trim_start_matches("./")).literal_separator(true).build().ok(),
        _ => None,
    };
    let files: Vec<Glob> = files.iter().map(glob).collect::<Option<_>>()?;
    (!files.is_empty()).then_some(WorkFiles { files })
}

/// Returns the work that a document belongs to, and the place of the pattern in it: the first that matches its path.
pub fn member(works: &[WorkFiles], root: &Path, document: &Path) -> Option<(usize, usize)> {
    let inside = document.strip_prefix(root).ok()?;
    let matches = |glob: &Glob| GlobMatcher::is_match(&glob.compile_matcher(), inside);
    works.iter().enumerate().find_map(|(work, it)| it.files.iter().position(matches).map(|pattern| (work, pattern)))
}
