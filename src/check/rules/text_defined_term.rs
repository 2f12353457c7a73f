//! “以下简称”的简称定义了两次，或者定义之后没有用过。
//!
//! A short form (以下简称) is defined twice or never used.
//!
//! **为什么** 简称定义两次，两处难免各说各的；定义了不用，读者白记一遍，多半是后文改了说法而这里没有跟着改。
//! 附件、引文、题注里的简称不管。
//!
//! **Why** A short form defined twice may come to mean two things; one that is never used burdens the reader for nothing,
//! and mostly tells that the text below was changed and the definition was not. Annexes, quotations and notes of enactment
//! are left alone.
//!
//! ```md bad
//! 第一条　市档案主管部门（以下简称市主管部门）负责本市档案工作。
//!
//! 第二条　区档案局依照本办法执行。
//! ```
//!
//! ```md bad
//! 第一条　市档案主管部门（以下简称主管部门）负责本市档案工作。
//!
//! 第二条　区档案主管部门（以下简称主管部门）负责本区档案工作。
//!
//! 第三条　主管部门应当公开办事程序。
//! ```
//!
//! ```md good
//! 第一条　市档案主管部门（以下简称主管部门）负责本市档案工作。
//!
//! 第二条　主管部门应当公开办事程序。
//! ```

use std::collections::BTreeMap;

use crate::check::characters::leaves_open;
use crate::check::prose::{Prose, Setting};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::UnitKind;
use crate::say;
use crate::text::Span;

pub const ID: &str = "text/defined-term";
pub const LEVEL: Level = Level::On(Severity::Warning);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let prose = work.prose();
    let mut findings = Vec::new();
    let mut defined: BTreeMap<&str, Span> = BTreeMap::new();
    let mut annex = false;
    for (at, it) in prose.iter().enumerate() {
        annex |= it.unit.is_some_and(|it| it.kind == UnitKind::Annex);
        if annex || it.quoted || it.setting != Setting::Paragraph || it.unit.is_none() {
            continue;
        }
        for term in terms(&it.passage.text) {
            let (name, end) = (&it.passage.text[term.clone()], term.end);
            let Some(span) = it.passage.place(term) else { continue };
            // Each is looked for in all of the text below: a text of more short forms than this is none for people.
            if defined.len() >= MOST {
                return findings;
            }
            if let Some(first) = defined.insert(name, span) {
                findings.push(
                    Diagnostic::warning(ID, span, say!(zh: "简称“{name}”定义了两次", en: "the short form “{name}” is defined twice"))
                        .hint(say!(zh: "删去一处，或者换一个简称。", en: "take one out, or choose another short form."))
                        .related(first, say!(zh: "前一处在这里", en: "the first is here")),
                );
            } else if !is_used(name, &it.passage.text[end..], &prose[at + 1..]) {
                findings.push(
                    Diagnostic::warning(ID, span, say!(zh: "简称“{name}”定义之后没有用过", en: "the short form “{name}” is never used"))
                        .hint(say!(zh: "删去“以下简称”，或者在后文用这个简称。", en: "take the definition out, or use the short form below.")),
                );
            }
        }
    }
    findings
}

/// The number of short forms that are looked after.
const MOST: usize = 200;

/// Returns whether a short form stands in the rest of its paragraph, or further down.
fn is_used(name: &str, rest: &str, below: &[Prose]) -> bool {
    rest.contains(name) || below.iter().any(|it| it.passage.text.contains(name))
}

const OPENINGS: [&str; 4] = ["以下简称", "以下统称", "以下合称", "以下均称"];

/// Returns the beginning of a text, within which a short form ends.
fn near(text: &str) -> &str {
    const LONGEST: usize = 40;
    &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)]
}

/// Returns where the short forms stand that a text defines. A definition of several at once is passed over, and so is
/// one in a quotation.
fn terms(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    if !text.contains("以下") || text.starts_with('“') {
        return out;
    }
    for (at, _) in text.match_indices("以下") {
        let Some(opening) = OPENINGS.iter().find(|it| text[at..].starts_with(**it)) else { continue };
        let rest = text[at + opening.len()..].trim_start_matches(['为', '：', ':', '“', '"', '《', '‘']);
        let start = text.len() - rest.len();
        let Some(length) = near(rest).find(['）', ')', '，', '。', '；', '”', '"', '》', '’', '、', '“', '《']) else { continue };
        let name = rest[..length].trim_end();
        // One name alone: 以下简称甲、乙 and “甲”或者“乙” are several.
        let after = rest[length..].trim_start_matches(['”', '"', '》', '’']);
        let one = after.starts_with(['）', ')', '，', '。', '；']) && !name.contains(['和', '或', '与', '及', ' ']);
        let in_quotes = leaves_open(&text[..at], '“', '”');
        if one && !in_quotes && name.chars().nth(1).is_some() {
            out.push(start..start + name.len());
        }
    }
    out
}
