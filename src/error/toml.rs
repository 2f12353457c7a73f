//! What the TOML parser says, with its place and in Chinese: it speaks English alone. What has no translation here stands
//! in brackets behind a Chinese sentence.

use crate::error::Error;
use crate::message::Message;
use crate::say;
use crate::text::Source;

/// Returns the error for a TOML file that does not hold what it should. `path` names the file.
pub fn fault(path: &str, text: &str, error: &toml::de::Error) -> Error {
    let place = Source::new(path, text).place(error.span().map_or(0, |it| it.start));
    let (line, column) = (place.line, place.column);
    let Message { zh, en } = told(error.message().trim());
    Error::new(say!(zh: "{path}:{line}:{column} 读不通：{zh}", en: "{path}:{line}:{column}: can't be read: {en}"))
}

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

/// What values are, in the words of the parser and in Chinese.
const KINDS: &[(&str, &str)] = &[
    ("floating point", "小数"),
    ("integer", "整数"),
    ("boolean", "true 或 false"),
    ("string", "引号里的文字"),
    ("sequence", "一列值"),
    ("array", "一列值"),
    ("map", "一组键和值"),
    ("table", "一组键和值"),
    ("struct", "一组键和值"),
];

/// Returns what the parser says in both languages.
pub fn told(info: &str) -> Message {
    let zh = FAULTS.iter().find(|(words, _)| info.contains(words)).map(|(_, zh)| (*zh).to_owned());
    let zh = zh.or_else(|| unfit(info)).unwrap_or_else(|| format!("不合 TOML 的写法（{info}）"));
    Message { zh, en: info.to_owned() }
}

/// What is said where the file is sound TOML, and does not hold what is asked for.
fn unfit(info: &str) -> Option<String> {
    let quoted: Vec<&str> = info.split('`').skip(1).step_by(2).collect();
    let list = |from: usize| quoted.get(from..).unwrap_or_default().join("、");
    if info.starts_with("unknown field") {
        return Some(format!("没有 {} 这个键；这里的键有：{}", quoted.first()?, list(1)));
    }
    if info.starts_with("unknown variant") {
        return Some(format!("不能是 {}；可以写：{}", quoted.first()?, list(1)));
    }
    if info.starts_with("missing field") {
        return Some(format!("缺 {} 这个键", quoted.first()?));
    }
    let (given, expected) = info.strip_prefix("invalid type: ")?.split_once(", expected ")?;
    let kind =
        |words: &str| KINDS.iter().find(|(it, _)| words.contains(it)).map_or(words.to_owned(), |it| it.1.to_owned());
    Some(format!("应当是{}，写的是{}", kind(expected), kind(given)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_of_files_in_chinese() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code)]
        struct File {
            name: String,
            lines: u32,
        }
        let said = |text: &str| {
            let error = toml::from_str::<File>(text).expect_err("it is faulty");
            fault("a.toml", text, &error).message.zh
        };
        assert_eq!(said("name = 4\nlines = 2\n"), "a.toml:1:8 读不通：应当是引号里的文字，写的是整数");
        assert_eq!(
            said("name = 'a'\nlines = 2\nlinse = 3\n"),
            "a.toml:3:1 读不通：没有 linse 这个键；这里的键有：name、lines"
        );
        assert_eq!(said("name = 'a'\n"), "a.toml:1:1 读不通：缺 lines 这个键");
        assert_eq!(said("name = 'a\nlines = 2\n"), "a.toml:1:10 读不通：单引号没有关上");
    }
}
