//! The project folder and the files in it. Only this room and `cli` touch the disk, the clock and the environment;
//! everything below them sees text and bytes.

mod checks;
mod decode;
mod encoding;
mod environment;
mod files;
mod output;
mod project;
mod reason;
mod replace;
mod search;
mod settings;
mod source;
mod works;

pub use decode::Decoded;
pub use encoding::described;
pub use environment::source_date;
pub use files::files_below;
pub use output::{write_all, write_whole};
pub use project::{Project, report_root};
pub use replace::replace;
pub use search::{is_pattern, is_readme, markdown_below, matching};
pub use settings::{FILE as SETTINGS, Settings};
pub use source::{LARGEST, RawFile, read_bytes, read_raw, read_stdin, read_text, relative, shown};
pub use works::{WorkFiles, faults, member};
