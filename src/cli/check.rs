//! `diben check`: the rules, and nothing but the rules.

use std::path::PathBuf;

use super::documents::{self, examine};
use super::{Context, Outcome, Stage, fix, help, terminal};
use crate::error::Result;
use crate::say;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 文件或文件夹（其下所有 .md） / files, or folders with all .md below
    #[arg(value_name = "PATH", help_heading = help::ARGUMENTS)]
    paths: Vec<PathBuf>,
    /// 正文的阶段：draft 草稿（默认）；release 定稿，没有写完的也算错误 / draft, or release: what is unfinished weighs as an error
    #[arg(
        long,
        value_enum,
        value_name = "STAGE",
        default_value = "draft",
        hide_possible_values = true,
        hide_default_value = true
    )]
    stage: Stage,
    /// 改掉可以放心自动改的，写回文件 / make the safe fixes in the files
    #[arg(long)]
    fix: bool,
    /// 只看 --fix 会怎样改，不写文件；退出码与不改时相同 / show what --fix would change, write nothing; exits as without it
    #[arg(long)]
    diff: bool,
}

/// Checks documents and reports what the rules find.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let stage = arguments.stage.into();
    if arguments.diff {
        return fix::show(ctx, &arguments.paths, stage);
    }
    if arguments.fix {
        return fix::write(ctx, &arguments.paths, stage);
    }
    let mut documents = documents::read(&arguments.paths, stage)?;
    let sources: Vec<_> = documents.sources.iter().collect();
    let bar = terminal::bar(ctx, sources.len(), &say!(zh: "检查", en: "checking"));
    let examined = terminal::each(&sources, &bar, |(file, source)| examine(&documents, *file, source));
    bar.finish_and_clear();
    let (findings, tallies): (Vec<_>, Vec<_>) = examined.into_iter().unzip();
    let mut findings = findings.concat();
    findings.extend(documents::settle(&mut documents, tallies, arguments.paths.is_empty())?);
    Ok(documents::report(ctx, &documents, findings))
}
