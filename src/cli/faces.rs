//! Which faces the EPUB carries, as given on the command line.

use clap::ValueEnum;

use super::help;
use crate::publish::epub::Embedding;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Faces {
    /// 把字体嵌进 EPUB，只含所用的字：--embed-fonts 全部的字；--embed-fonts=rare 只有一般阅读器没有的字（GBK 以外）。值要用等号连写；默认不嵌 / embed fonts in the EPUB, only the characters used: all, or with =rare those beyond GBK; write the value after an equals sign; none by default
    #[arg(
        long,
        value_enum,
        value_name = "all|rare",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "all",
        hide_possible_values = true
    )]
    embed_fonts: Option<Wanted>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Wanted {
    All,
    Rare,
}

impl Faces {
    /// Returns which characters are embedded, if any.
    pub fn embedding(&self) -> Option<Embedding> {
        self.embed_fonts.map(|it| match it {
            Wanted::All => Embedding::All,
            Wanted::Rare => Embedding::Rare,
        })
    }
}
