//! The one helper of the stories: a folder with files in which the program runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder to work in; it is gone when the story ends.
pub struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    /// Returns an empty folder.
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the story") }
    }

    /// Returns the folder with one more file.
    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.write(name, bytes);
        self
    }

    /// Writes a file, and the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    /// Returns where a file lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs `diben` with words as arguments, in the folder, in Chinese.
    pub fn diben(&self, arguments: &str) -> String {
        self.diben_in(".", arguments)
    }

    /// The same, from a folder below.
    pub fn diben_in(&self, folder: &str, arguments: &str) -> String {
        self.shown(&self.command(folder).args(arguments.split_whitespace()).output().expect("the program starts"))
    }

    /// Returns what `diben` writes to stdout.
    pub fn stdout(&self, arguments: &str) -> String {
        let output = self.command(".").args(arguments.split_whitespace()).output().expect("the program starts");
        String::from_utf8(output.stdout).expect("it writes UTF-8")
    }

    /// Returns the program, ready to run in a folder.
    pub fn command(&self, folder: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_diben"));
        command.current_dir(self.path(folder)).env_clear().env("LANG", "zh_CN.UTF-8");
        command
    }

    /// Returns what was said on both streams and the exit code; the folder's own path is left out.
    pub fn shown(&self, output: &Output) -> String {
        let words = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes).replace(&Path::to_string_lossy(self.folder.path())[..], "[desk]")
        };
        let mut shown = words(&output.stdout);
        if !output.stderr.is_empty() {
            shown.push_str("~ stderr ~\n");
            shown.push_str(&words(&output.stderr));
        }
        format!("{shown}= {}\n", output.status.code().expect("it ends by itself"))
    }
}

/// A text without any fault.
pub const SOUND: &str =
    "# 某市数字贸易促进条例\n\n第一条　为了促进数字贸易，制定本条例。\n\n第二条　本条例自公布之日起施行。\n";

/// A text whose 项 stand right under the line above.
pub const CRAMPED: &str = "# 某市数字贸易促进条例\n\n第一条　为了促进数字贸易，制定本条例。\n\n第二条　数字贸易包括下列各项：\n（一）数字产品贸易；\n\n（二）数字服务贸易。\n\n第三条　本条例自公布之日起施行。\n";
