//! Changing a source, where that was asked for: the file as it was read becomes the file as it was mended. One that was
//! changed in between is left alone.

use std::fs;
use std::path::Path;

use super::output::write_over;
use super::reason::reason;
use super::source::{read_text, shown};
use crate::error::{Error, Result};
use crate::message::Message;
use crate::say;

/// Writes `after` into a file that still reads `before`, whole or not at all. A link stays a link, and the file keeps its
/// permissions.
pub fn replace(path: &Path, before: &str, after: &str) -> Result<()> {
    let name = shown(path);
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let permissions = fs::metadata(&real).ok().map(|it| it.permissions());
    if permissions.as_ref().is_some_and(|it| it.readonly()) {
        return Err(Error::new(say!(zh: "没有改 {name}：文件是只读的", en: "{name} is not changed: it is read-only"))
            .hint(say!(zh: "给这个文件加上写的权限。", en: "give the file write permission.")));
    }
    if read_text(&real)? != before {
        return Err(Error::new(
            say!(zh: "没有改 {name}：它刚刚被别的程序改过", en: "{name} is not changed: another program has just changed it"),
        )
        .hint(say!(zh: "再运行一次。", en: "run the command again.")));
    }
    write_over(&real, after.as_bytes()).map_err(|error| {
        let Message { zh, en } = reason(&error);
        Error::new(say!(zh: "没有改 {name}：写不进它所在的文件夹，{zh}", en: "{name} is not changed: its folder can't be written to, {en}"))
            .hint(say!(zh: "让这个文件夹可写，再运行一次；会怎样改，用 --diff 看。", en: "make the folder writable and run the command again; --diff shows what would change."))
    })?;
    // The text stands; a file whose permissions can't be set again is no reason to say that it doesn't.
    let _ = permissions.map(|it| fs::set_permissions(&real, it));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_file_that_was_read() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("甲.md");
        fs::write(&path, "前").expect("written");
        replace(&path, "前", "后").expect("replaced");
        assert_eq!(fs::read_to_string(&path).expect("there"), "后");
        let error = replace(&path, "前", "再").expect_err("it was changed");
        assert!(error.message.en.contains("another program"), "{}", error.message.en);
        assert_eq!(fs::read_to_string(&path).expect("there"), "后");
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (path, link) = (folder.path().join("甲.md"), folder.path().join("乙.md"));
        fs::write(&path, "前").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("set");
        symlink("甲.md", &link).expect("linked");
        replace(&link, "前", "后").expect("replaced");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        let file = fs::metadata(&path).expect("there");
        assert_eq!(
            (fs::read_to_string(&path).expect("there").as_str(), file.permissions().mode() & 0o777),
            ("后", 0o640)
        );
        fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).expect("set");
        assert!(replace(&path, "后", "再").is_err());
    }
}
