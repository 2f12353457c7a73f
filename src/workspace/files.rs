//! The project's own layouts and fonts: whole folders, read once.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::{Error, Result};
use crate::say;
use crate::workspace::source::{read_bytes, shown};

/// Returns the files below a folder that `wanted` takes, by their path from it with `/`; none where there is no folder.
///
/// # Errors
/// When the folder or a file in it can't be read.
pub fn files_below(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut out = BTreeMap::new();
    if folder.is_dir() {
        walk(folder, "", &wanted, &mut out)?;
    }
    Ok(out)
}

fn walk(
    folder: &Path,
    prefix: &str,
    wanted: &impl Fn(&str) -> bool,
    out: &mut BTreeMap<String, Vec<u8>>,
) -> Result<()> {
    let failed = |error: std::io::Error| {
        let name = shown(folder);
        Error::new(say!(zh: "读不了文件夹 {name}：{error}", en: "the folder {name} can't be read: {error}"))
    };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        if path.is_dir() {
            walk(&path, &format!("{name}/"), wanted, out)?;
        } else if wanted(&name) {
            out.insert(name, read_bytes(&path)?);
        }
    }
    Ok(())
}
