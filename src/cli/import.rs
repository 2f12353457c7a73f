//! `diben import`: a raw text in, a canonical source out, with a report of every repair.

use std::path::PathBuf;

use super::{Context, Outcome, help};
use crate::error::Result;
use crate::import::{self, Order};
use crate::workspace::{read_text, write_whole};

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 原件 / the raw file
    #[arg(value_name = "RAW", help_heading = help::ARGUMENTS)]
    raw: PathBuf,
    #[arg(short, long, value_name = "OUT.md")]
    output: Option<PathBuf>,
}

/// Imports.
pub fn run(_ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let text = read_text(&arguments.raw)?;
    let form = import::recognised(&text);
    let raw = import::read(text, form);
    let done = import::import(&raw, Order::Restored, None)?;
    match arguments.output {
        Some(path) => write_whole(&path, done.text.as_bytes(), &[])?,
        None => print!("{}", done.text),
    }
    Ok(Outcome::Clean)
}
