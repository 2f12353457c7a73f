//! What the YAML parser says of a front matter, in Chinese: it speaks English alone. What has no translation here
//! stands in brackets.

use crate::message::Message;

/// The common faults, by words that the parser says of them.
const FAULTS: &[(&str, &str)] = &[
    ("mapping values are not allowed", "这里不该有「: 」"),
    ("while scanning a quoted scalar", "引号没有关上"),
    ("trailing content after", "引号后面还有字"),
    ("while parsing a flow sequence", "方括号没有关上，或者缺逗号"),
    ("while parsing a flow mapping", "花括号没有关上，或者缺逗号"),
    ("unexpected character", "值不能以这个符号开头"),
    ("unknown anchor", "值不能以 * 开头"),
];

/// Returns what the parser says in both languages.
pub fn told(info: &str) -> Message {
    let zh = FAULTS.iter().find(|(words, _)| info.contains(words)).map(|(_, zh)| (*zh).to_owned());
    Message { zh: zh.unwrap_or_else(|| format!("不合 YAML 的写法（{info}）")), en: info.to_owned() }
}
