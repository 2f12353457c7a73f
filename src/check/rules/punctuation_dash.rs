//! 破折号写得不对。
//!
//! A dash is not written as ——.
//!
//! **为什么** 中文的破折号是“——”，占两个字。“--”“――”“──”是别的符号凑成的，排出来会断开；副题前面的单个“—”也少了一半。
//! 连接两地、两数的单个“—”是连接号，不在此列。
//!
//! **Why** The Chinese dash is —— over two squares. `--`, ―― and ── are made of other signs and break apart in print; a
//! single — before a subtitle lacks its half. A single — that joins two places or numbers is another mark, and right.
//!
//! ```md bad
//! 第一条　档案馆--保管档案的机构--应当建立制度。
//! ```
//!
//! ```md bad
//! —创新引领行动，推进档案开放
//!
//! 第一条　档案馆应当建立制度。
//! ```
//!
//! ```md good
//! ——创新引领行动，推进档案开放
//!
//! 第一条　档案馆——保管档案的机构——应当建设中国—东盟档案网。
//! ```

use crate::check::marks::{edit, han_begins, han_ends, texts_with};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "punctuation/dash";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['—', '-', '―', '–', '─', '−', 'ー', '－']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (prose, text) in texts_with(work, SIGNS) {
        for (at, len) in places(text) {
            let Some(span) = prose.passage.place(at..at + len) else { continue };
            let here = &text[at..at + len];
            let message = say!(zh: "破折号写成了“{here}”", en: "the dash is written as “{here}”");
            let hint = say!(zh: "写成“——”，占两个字。", en: "write “——”, over two squares.");
            let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
            let edits: Vec<Edit> = edit(work, prose, at..at + len, "——").into_iter().collect();
            if !edits.is_empty() {
                finding.fix = Some(Fix { message: say!(zh: "改成破折号", en: "write a dash"), safe: false, edits });
            }
            findings.push(finding);
        }
    }
    findings
}

/// Returns where dashes are wrongly written, and how long.
fn places(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    if let Some(rest) = text.strip_prefix('—')
        && han_begins(rest, 0)
    {
        out.push((0, '—'.len_utf8()));
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let sign = match bytes[at] {
            b'-' => "-",
            // Horizontal bar, en dash, box drawing, minus; long-vowel sign; full-width hyphen.
            0xE2 => match bytes.get(at + 1..at + 3) {
                Some([0x80, 0x95]) => "―",
                Some([0x80, 0x93]) => "–",
                Some([0x94, 0x80]) => "─",
                Some([0x88, 0x92]) => "−",
                _ => "",
            },
            0xE3 if bytes[at..].starts_with("ー".as_bytes()) => "ー",
            0xEF if bytes[at..].starts_with("－".as_bytes()) => "－",
            _ => "",
        };
        if sign.is_empty() {
            at += 1;
            continue;
        }
        let start = at;
        while bytes[at..].starts_with(sign.as_bytes()) {
            at += sign.len();
        }
        // Longer rows are rules and blanks to fill in.
        let doubled = at - start == 2 * sign.len();
        if doubled && (start == 0 || han_ends(text, start)) && han_begins(text, at) {
            out.push((start, at - start));
        }
    }
    out
}
