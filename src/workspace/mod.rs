//! The project folder and the files in it. Only this room and `cli` touch the disk, the clock and the environment;
//! everything below them sees text and bytes.

mod checks;
mod environment;
mod files;
mod output;
mod project;
mod replace;
mod settings;
mod source;

pub use environment::source_date;
pub use files::files_below;
pub use output::{write_all, write_whole};
pub use project::{Project, is_readme, markdown_below, report_root};
pub use replace::replace;
pub use settings::{FILE as SETTINGS, Settings};
pub use source::{LARGEST, read_bytes, read_text, relative, shown};
