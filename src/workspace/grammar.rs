//! What the TOML parser says, in Chinese: it speaks English alone. What has no translation here stands in brackets
//! behind a Chinese sentence.

use crate::message::Message;

/// The common faults, by words that the parser says of them.
const FAULTS: &[(&str, &str)] = &[
    ("duplicate key", "同一个键写了两次"),
    ("string values must be quoted", "= 后面缺值，或者文字没有写在引号里"),
    ("unclosed table", "组名的方括号没有关上"),
    ("unclosed array", "方括号没有关上，缺 ]"),
    ("unclosed inline table", "花括号没有关上，缺 }"),
    ("invalid basic string", "引号没有关上，或者引号里有不能直接写的字"),
    ("invalid literal string", "单引号没有关上"),
    ("missing escaped value", "引号里的 \\ 后面缺东西；路径用 / 写"),
    ("invalid escape", "引号里有读不懂的 \\；路径用 / 写"),
    ("invalid unquoted key", "这个键有引号外不能用的字，要写在引号里，例如 \"numbering/gap\""),
    ("key with no value", "键后面缺 = 和值"),
    ("missing value", "= 后面缺值"),
    ("missing key", "= 前面缺键"),
    ("keys cannot be empty", "= 前面缺键"),
    ("missing comma", "缺逗号"),
    ("extra comma", "多了逗号"),
];

/// Returns what the parser says in both languages.
pub fn told(info: &str) -> Message {
    let zh = FAULTS.iter().find(|(words, _)| info.contains(words)).map(|(_, zh)| (*zh).to_owned());
    Message { zh: zh.unwrap_or_else(|| format!("不合 TOML 的写法（{info}）")), en: info.to_owned() }
}
