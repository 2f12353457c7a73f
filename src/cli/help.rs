//! The fixed words of the help, in both languages: it is shown before the language is known.

pub const ABOUT: &str = "底本：从一份规范的正文制作各版，并证明各版与它一字不差\n\
One canonical text, every edition of it, and the proof that they agree";

pub const TEMPLATE: &str = "{about-with-newline}\n用法 / Usage: {usage}\n\n{all-args}{after-help}";

pub const COMMANDS: &str = "命令 / Commands";

pub const COMMAND: &str = "COMMAND";

pub const OPTIONS: &str = "选项 / Options";

pub const ARGUMENTS: &str = "参数 / Arguments";

pub const AFTER: &str = "不写文件名，就对项目里的 source/**/*.md 全部进行 / with no document named: all source/**/*.md of the project\n\
退出码 / exit code: 0 没有问题 / clean, 1 有错误 / findings at error level, 2 没能运行 / could not run";
