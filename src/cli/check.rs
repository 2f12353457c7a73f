//! `diben check`: the rules, and nothing but the rules.

use std::path::PathBuf;

use super::inputs::inputs_or_stdin;
use super::present::present;
use super::survey::survey;
use super::{Context, Outcome, Stage, fix, help};
use crate::error::Result;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 文件、文件夹（其下所有 .md）、通配式，或 -（标准输入） / files, folders with all .md below, patterns, or - for standard input
    #[arg(value_name = "PATH", help_heading = help::ARGUMENTS)]
    paths: Vec<PathBuf>,
    /// 标准输入在结果里的名字 / the name that standard input goes by
    #[arg(long, value_name = "NAME")]
    stdin_name: Option<PathBuf>,
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
    let inputs = inputs_or_stdin(&arguments.paths, arguments.stdin_name.as_deref())?;
    let stage = arguments.stage.into();
    match (arguments.diff, arguments.fix) {
        (true, _) => fix::show(ctx, inputs, stage),
        (false, true) => fix::write(ctx, inputs, stage),
        (false, false) => Ok(present(ctx, &survey(ctx, inputs, stage)?)),
    }
}
