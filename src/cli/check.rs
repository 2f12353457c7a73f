//! `diben check`: the rules, and nothing but the rules.

use std::path::PathBuf;

use super::documents::{self, examine};
use super::{Context, Outcome, Stage, help, terminal};
use crate::error::Result;
use crate::say;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 文件或文件夹（其下所有 .md） / files, or folders with all .md below
    #[arg(value_name = "PATH", help_heading = help::ARGUMENTS)]
    paths: Vec<PathBuf>,
    /// 正文的阶段：draft 草稿（默认）或 release 定稿；目前两者查的相同 / draft or release; as yet both check the same
    #[arg(
        long,
        value_enum,
        value_name = "STAGE",
        default_value = "draft",
        hide_possible_values = true,
        hide_default_value = true
    )]
    stage: Stage,
}

/// Checks documents and reports what the rules find.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let documents = documents::read(&arguments.paths)?;
    let sources: Vec<_> = documents.sources.iter().collect();
    let bar = terminal::bar(ctx, sources.len(), &say!(zh: "检查", en: "checking"));
    let findings = terminal::each(&sources, &bar, |(file, source)| examine(*file, source).1);
    bar.finish_and_clear();
    Ok(documents::report(ctx, &documents, findings.concat()))
}
