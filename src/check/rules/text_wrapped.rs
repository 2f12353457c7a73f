//! 一段话在句子中间断成了两段。
//!
//! A paragraph breaks in the middle of a sentence.
//!
//! **为什么** 按行复制的文字，行末的换行会变成段落之间的空行：一款成了两款，“第二款”“前款”跟着指错地方。
//! 只报前一段在词语中间停住、后一段接着说完的地方。
//!
//! **Why** In text copied line by line, a line end may become a paragraph's end: one 款 becomes two, and every 第二款 or 前款
//! behind it means another. Only a paragraph that stops where no sentence can, and whose sentence the next one ends, is
//! reported.
//!
//! ```md bad
//! 第一条　用人单位应当根据工时制度合理确定其劳动
//!
//! 定额和计件报酬标准。
//!
//! 第二条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! 第一条　用人单位应当根据工时制度合理确定其劳动定额和计件报酬标准。
//!
//! 第二条　本办法自公布之日起施行。
//!
//! 档案主管部门
//! ```

use crate::check::prose::{Prose, Setting};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::say;
use crate::text::{Edit, Span, is_han};

pub const ID: &str = "text/wrapped";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let prose = work.prose();
    let mut findings = Vec::new();
    // From the end: a line may lead to a line that is cut short itself.
    let mut closes = false;
    for pair in prose.windows(2).rev() {
        let [first, second] = pair else { continue };
        closes = (closes || ends(&second.passage.text)) && is_open(first) && goes_on(first, second);
        if closes {
            findings.extend(finding(first, second));
        }
    }
    findings
}

/// Returns whether a passage is text of an article.
fn is_text(it: &Prose) -> bool {
    it.setting == Setting::Paragraph
        && !it.quoted
        && it.unit.is_some_and(|it| it.marker.is_some() && !it.kind.is_division())
}

/// Returns whether a paragraph of some length ends in a Chinese character.
fn is_open(it: &Prose) -> bool {
    const SHORT: usize = 15;
    let text = &it.passage.text;
    is_text(it) && text.chars().next_back().is_some_and(is_han) && text.chars().nth(SHORT).is_some()
}

fn ends(text: &str) -> bool {
    text.trim_end().ends_with(['。', '；', '：'])
}

/// Returns whether the second passage may go on with the sentence of the first: it opens no unit, and the first is no
/// caption, which is what an item or a point without any mark is.
fn goes_on(first: &Prose, second: &Prose) -> bool {
    let (a, b) = (&first.passage.text, &second.passage.text);
    let is_caption = opens_unit(first)
        && first.unit.is_some_and(|it| !it.marker.as_ref().is_some_and(|it| it.text().ends_with('条')))
        && !a.contains(['，', '；', '。', '：'])
        && !b.ends_with('；');
    is_text(second)
        && place(first).zip(place(second)).is_some_and(|(a, b)| a.file == b.file && a.end <= b.start)
        && b.chars().next().is_some_and(is_han)
        && !opens_unit(second)
        && !a.starts_with(['“', '《'])
        && !is_caption
}

/// Returns whether a passage is the first of its unit.
fn opens_unit(it: &Prose) -> bool {
    it.unit.zip(place(it)).is_some_and(|(unit, place)| place.start < unit.span.end)
}

fn place(prose: &Prose) -> Option<Span> {
    prose.passage.place(0..prose.passage.text.len())
}

fn finding(first: &Prose, second: &Prose) -> Option<Diagnostic> {
    let (a, b) = (place(first)?, place(second)?);
    let tail = &first.passage.text;
    let last = tail.char_indices().next_back()?.0;
    let here = first.passage.place(last..tail.len())?;
    let mut out = Diagnostic::warning(
        ID,
        here,
        say!(zh: "这一段没有说完，下一段接着说", en: "the paragraph stops short; the next one goes on"),
    )
    .hint(say!(zh: "把两段接成一段。", en: "join the two."))
    .related(b, say!(zh: "下文在这里", en: "it goes on here"));
    out.fix = Some(Fix {
        message: say!(zh: "把两段接成一段", en: "join the two"),
        safe: false,
        edits: vec![Edit { span: Span { file: a.file, start: a.end, end: b.start }, text: String::new() }],
    });
    Some(out)
}
