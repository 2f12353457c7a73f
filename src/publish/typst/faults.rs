//! What Typst objects to, told to the one who wrote the layout: the file, the line, and the message in words.

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use crate::error::Error;
use crate::message::Message;
use crate::publish::typst::world::Book;
use crate::say;

/// Returns the error for faults in a layout's code.
pub fn explain(book: &Book, faults: &[SourceDiagnostic]) -> Error {
    let Some(first) = faults.first() else {
        return Error::new(say!(zh: "排版引擎没有做成", en: "the typesetting engine failed"));
    };
    let Message { zh, en } = said(first.message.as_str());
    let error = match place(book, first) {
        Some(place) => lacking(&place, first.message.as_str())
            .unwrap_or_else(|| Error::new(say!(zh: "{place}：{zh}", en: "{place}: {en}"))),
        None => Error::new(say!(zh: "排版时出错：{zh}", en: "setting failed: {en}")),
    };
    let hints: Vec<String> = first.hints.iter().map(|it| it.v.to_string()).collect();
    let more = faults.len() - 1;
    let (rest_zh, rest_en) = match more {
        0 => (String::new(), String::new()),
        _ => (format!("另有 {more} 处。"), format!(" {more} more.")),
    };
    let hints = if hints.is_empty() { "mend the layout's file".to_owned() } else { hints.join("; ") };
    error.hint(say!(zh: "版式文件有错，改了再做。{rest_zh}", en: "{hints}.{rest_en}"))
}

/// The error for what the generated code, and no file of the layout, asks in vain: a parameter of `book`, a function.
fn lacking(place: &str, message: &str) -> Option<Error> {
    if !place.starts_with("main.typ") {
        return None;
    }
    if let Some(name) = message.strip_prefix("unexpected argument: ") {
        return Some(Error::new(
            say!(zh: "版式的 layout.typ 里，book 没有接 {name} 这个参数", en: "in the layout's layout.typ, `book` does not take the parameter `{name}`"),
        ));
    }
    let name = message.strip_prefix("unknown variable: ")?;
    Some(Error::new(
        say!(zh: "版式的 layout.typ 缺函数 {name}", en: "the layout's layout.typ lacks the function `{name}`"),
    ))
}

/// Where the fault stands: in a layout's file if the way to it leads through one, else in the generated code.
fn place(book: &Book, fault: &SourceDiagnostic) -> Option<String> {
    let calls = fault.trace.iter().map(|it| DiagSpan::from(it.span));
    let spans: Vec<DiagSpan> = std::iter::once(fault.span).chain(calls).filter(|it| it.id().is_some()).collect();
    let in_layout = |it: &&DiagSpan| it.id().is_some_and(is_layout);
    let span = *spans.iter().find(in_layout).or(spans.first())?;
    let id = span.id()?;
    let path = id.vpath().get_without_slash();
    let source = book.source(id).ok()?;
    let (line, column) = source.lines().byte_to_line_column(book.range(span)?.start)?;
    let (line, column) = (line + 1, column + 1);
    Some(format!("{path}:{line}:{column}"))
}

fn is_layout(id: FileId) -> bool {
    id.vpath().get_without_slash().starts_with("layouts/")
}

/// The openings of messages that layouts meet most, with their Chinese.
const OPENINGS: &[(&str, &str)] = &[
    ("unknown variable: ", "没有定义的名字："),
    ("unexpected argument: ", "多出的参数："),
    ("missing argument: ", "缺参数："),
    ("file not found (searched at ", "找不到文件（"),
    ("unknown font family: ", "没有这种字体："),
    ("unresolved import", "引入的文件里没有这个名字（字体角色要写进 layout.toml 的 roles）"),
    ("unclosed delimiter", "括号没有合上"),
    ("unclosed string", "字符串没有合上"),
    ("unclosed label", "标签没有合上"),
    ("dictionary does not contain key ", "字典里没有这个键："),
    ("array index out of bounds ", "数组下标越界 "),
    ("cannot divide by zero", "除数是零"),
    ("type mismatch", "类型不符"),
    ("expected ", "应当是 "),
    ("unexpected ", "不该有 "),
    ("cannot ", "不能 "),
    ("layout did not converge within ", "版面没有稳定下来："),
    ("maximum function call depth exceeded", "函数调用太深"),
    ("panicked with: ", "版式自己中止："),
    ("assertion failed: ", "版式的断言不成立："),
];

fn said(message: &str) -> Message {
    let zh = OPENINGS.iter().find_map(|(en, zh)| message.strip_prefix(en).map(|rest| format!("{zh}{rest}")));
    let zh = zh
        .unwrap_or_else(|| message.to_owned())
        .replace(", found ", "，却是 ")
        .replace(" and no default value was specified", "");
    Message { zh, en: message.to_owned() }
}
