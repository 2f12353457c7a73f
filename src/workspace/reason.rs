//! Why the system refused something, in the words of both languages: what it says itself is English everywhere.

use std::io;

use crate::message::Message;
use crate::say;

/// Returns why something could not be done with a file or folder.
pub fn reason(error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => say!(zh: "没有权限", en: "permission denied"),
        io::ErrorKind::NotFound => say!(zh: "它所在的文件夹不存在", en: "its folder does not exist"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            say!(zh: "磁盘没有空间了", en: "no space is left on the disk")
        }
        io::ErrorKind::ReadOnlyFilesystem => say!(zh: "这个磁盘只能读", en: "the disk is read-only"),
        io::ErrorKind::NotADirectory => {
            say!(zh: "路径中间有一段是文件，不是文件夹", en: "a part of its path is a file and no folder")
        }
        _ => say!(zh: "系统不让做（{error}）", en: "{error}"),
    }
}
