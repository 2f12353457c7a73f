//! 数的起止之间用了半角连字符。
//!
//! A hyphen joins the two ends of a range of numbers.
//!
//! **为什么** “10-15日”里的“-”是连字符；起止用浪纹线“～”或者一字线“—”。标准号、文号、电话、编号里的“-”是对的，不在此列，因此只查
//! 后面带着单位的数。
//!
//! **Why** In 10-15日 the `-` is a hyphen; the two ends of a range are joined by ～ or —. Numbers of standards, papers and
//! telephones keep their hyphens, so only numbers with a unit behind them are looked at.
//!
//! ```md bad
//! 第一条　档案馆每年6月10-15日闭馆。
//! ```
//!
//! ```md good
//! 第一条　档案馆每年6月10～15日、2026—2027年闭馆，执行GB/T 26341-2010，电话010-12345678。
//! ```

use crate::check::marks::{edit, texts_with};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "punctuation/range";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['-']);

/// Units that follow a quantity and no name or number of a thing: 号, 条 and 楼 are none.
const UNITS: [&str; 33] = [
    "年", "月", "日", "天", "周", "小时", "分钟", "秒", "岁", "周岁", "倍", "个", "名", "人", "户", "次", "元", "万元",
    "亿元", "米", "公里", "千米", "厘米", "毫米", "吨", "公斤", "千克", "克", "亩", "公顷", "平方", "立方", "%",
];

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts_with(work, SIGNS) {
        let bytes = text.as_bytes();
        for at in (1..bytes.len()).filter(|&at| bytes[at] == b'-') {
            if !is_range(text, at) {
                continue;
            }
            let Some(span) = prose.passage.place(at..at + 1) else { continue };
            let years = text[at + 1..].trim_start_matches(|it: char| it.is_ascii_digit()).starts_with('年');
            let right = if years { "—" } else { "～" };
            let message = say!(zh: "数的起止之间用了半角连字符", en: "a hyphen joins the two ends of a range");
            let hint = say!(zh: "写成“{right}”。", en: "write “{right}”.");
            let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
            let edits: Vec<Edit> = edit(work, prose, at..at + 1, right).into_iter().collect();
            if !edits.is_empty() {
                finding.fix = Some(Fix { message: say!(zh: "改成起止号", en: "write the mark of a range"), safe: false, edits });
            }
            findings.push(finding);
        }
    }
    findings
}

/// Returns whether a hyphen stands between two numbers that rise, the second with a unit behind it.
fn is_range(text: &str, at: usize) -> bool {
    let number = |it: char| it.is_ascii_digit() || it == '.';
    let (above, below) = (&text[..at], &text[at + 1..]);
    let from = &above[above.trim_end_matches(['%']).trim_end_matches(number).len()..];
    let to = &below[..below.len() - below.trim_start_matches(number).len()];
    let outside = &above[..above.len() - from.len()];
    // A number of a thing goes on to the left: A-10-15, 3/10-15, 〔2020〕10-15.
    let named = outside.ends_with(|it: char| it.is_ascii_alphanumeric() || "-/_.~－—～〔〕[]（(号第".contains(it));
    let unit = below[to.len()..].trim_start_matches(' ');
    let rises = |a: &str, b: &str| match (a.trim_end_matches('%').parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a < b,
        _ => false,
    };
    !named && UNITS.iter().any(|it| unit.starts_with(it)) && rises(from, to)
}
