//! What a project brings to setting: faces and layouts of its own.

use crate::error::Result;
use crate::publish::fonts::is_font;
use crate::publish::layout::Files;
use crate::workspace::{Project, files_below};

/// Returns the font files of a project, its `fonts.toml`, and the texts beside them, among which are their licences.
///
/// # Errors
/// When one of them can't be read.
pub fn own_fonts(project: &Project) -> Result<Files> {
    files_below(&project.root().join("fonts"), |it| {
        is_font(it) || it == "fonts.toml" || it.ends_with(".txt") || it.ends_with(".md")
    })
}

/// Returns the files of a project's layouts.
///
/// # Errors
/// When one of them can't be read.
pub fn own_layouts(project: &Project) -> Result<Files> {
    files_below(&project.root().join("layouts"), |_| true)
}
