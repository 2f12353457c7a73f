//! 序号的写法不规范。
//!
//! A number is not written as it should be.
//!
//! **为什么** 十几万个法律条号里，没有一个写“第一百十条”或者“第一十二条”。括号一边全角一边半角，汉字号里混进阿拉伯数字，都会让检索和
//! 引用落空。`1、` 与 `1.` 都行。
//!
//! **Why** Of a hundred thousand article numbers in published law not one is spelled otherwise than 一百一十, 十二,
//! 一千零一. A bracket of mixed width or a numeral of another script among its neighbours makes search and references
//! miss.
//!
//! ```md bad
//! 第一条　为了规范档案管理，制定本办法。
//!
//! 第2条　本办法自公布之日起施行。
//! ```
//!
//! ```md bad
//! 第一条　申请人应当提交下列材料：
//!
//! （一)申请书；
//!
//! （二）身份证明。
//! ```
//!
//! ```md bad
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书；
//!
//! （2）身份证明；
//!
//! （三）委托书。
//! ```
//!
//! ```md good
//! 第一条　申请人应当提交下列材料：
//!
//! （一）申请书：
//!
//! 1、姓名；
//!
//! 2、住址。
//!
//! （二）身份证明。
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::check::label::{label, mended, written};
use crate::check::lookalike::stray_items;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::{Document, Marker, Unit, UnitKind, to_han};
use crate::say;
use crate::text::{Edit, Span};

pub const ID: &str = "numbering/style";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.documents().flat_map(found).collect()
}

fn found(document: &Document) -> Vec<Diagnostic> {
    let units = document.units();
    let stray: BTreeMap<Span, &Unit> = stray_items(&units).into_iter().map(|(it, item)| (it.span, item)).collect();
    let han: BTreeSet<UnitKind> = units.iter().filter(|it| !foreign(&written(it))).map(|it| it.kind).collect();
    let mut findings = nameless_annexes(&units);
    for unit in &units {
        let Some(marker) = &unit.marker else { continue };
        let Some(number) = &marker.number else {
            if !marker.numeral.is_empty() {
                let numeral = &marker.numeral;
                findings.push(
                    Diagnostic::error(
                        ID,
                        marker.span,
                        say!(zh: "“{numeral}”不成数目", en: "“{numeral}” makes no number"),
                    )
                    .hint(say!(zh: "改正序号。", en: "mend the number.")),
                );
            }
            continue;
        };
        let (here, right) = (written(unit), label(unit, number));
        match unit.kind {
            UnitKind::Part
            | UnitKind::Subpart
            | UnitKind::Chapter
            | UnitKind::Section
            | UnitKind::Article
            | UnitKind::NumberedHeading
            | UnitKind::Point => {
                // A text may number its articles 第1条, or 第壹条, throughout; a token in pieces has a rule of its own.
                if here != right && mended(&here) != right && (han.contains(&unit.kind) || !foreign(&here)) {
                    findings.push(finding(unit, &here, &right));
                }
            }
            UnitKind::Item => {
                let wide = here.replace('(', "（").replace(')', "）");
                if mixed(&here) || wide != right {
                    findings.push(finding(unit, &here, &right));
                }
            }
            UnitKind::Clause => {
                let item = stray.get(&unit.span).map(|item| label(item, number));
                if item.is_some() || mixed(&here) {
                    findings.push(finding(unit, &here, &item.unwrap_or(right)));
                }
            }
            UnitKind::Annex | UnitKind::Preamble | UnitKind::Heading | UnitKind::Subitem | UnitKind::Subclause => {}
        }
    }
    findings
}

/// Returns a finding for each 附件 without a number that stands where one number is due: between 附件1 and 附件3, or
/// before 附件2.
fn nameless_annexes(units: &[&Unit]) -> Vec<Diagnostic> {
    let markers: Vec<&Marker> =
        units.iter().filter(|it| it.kind == UnitKind::Annex).filter_map(|it| it.marker.as_ref()).collect();
    let base = |it: &Marker| it.number.as_ref().map_or(0, |it| it.base);
    let mut findings = Vec::new();
    for (at, pair) in markers.windows(2).enumerate() {
        let (marker, next) = (pair[0], pair[1]);
        let before = at.checked_sub(1).map(|it| base(markers[it]));
        let due = base(next).saturating_sub(1);
        let word: String = marker.text().chars().take(2).collect();
        let alone = marker.numeral.is_empty() && before.is_none_or(|it| it > 0);
        if !alone || due == 0 || before.unwrap_or(0) != due - 1 || !next.text().starts_with(&word) {
            continue;
        }
        let right = format!("{word}{}", spelled_like(&next.numeral, due));
        findings.push(
            Diagnostic::error(
                ID,
                marker.span,
                say!(zh: "这个{word}没有序号，按前后次序是{right}", en: "this {word} bears no number; by its neighbours it is {right}"),
            )
            .hint(say!(zh: "写作{right}。", en: "write {right}.")),
        );
    }
    findings
}

/// Returns a number in the script of another: 2 as 3 is, 二 as 三 is, B as C is.
fn spelled_like(numeral: &str, number: u32) -> String {
    let letter = number.checked_add(u32::from('A') - 1).and_then(char::from_u32).filter(char::is_ascii_uppercase);
    match (numeral.chars().next(), letter) {
        (Some(it), _) if it.is_ascii_digit() => number.to_string(),
        (Some(it), Some(letter)) if it.is_ascii_uppercase() => letter.to_string(),
        _ => to_han(number),
    }
}

/// Returns whether a number is written in a script that a text may keep to throughout: Arabic digits, or 壹贰叁.
fn foreign(marker: &str) -> bool {
    arabic(marker) || marker.contains(['壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾'])
}

/// Returns whether a number is written in Arabic digits.
fn arabic(marker: &str) -> bool {
    marker.contains(|it: char| it.is_ascii_digit() || ('０'..='９').contains(&it))
}

/// Returns whether one bracket is full width and the other half.
fn mixed(marker: &str) -> bool {
    marker.starts_with('（') != marker.ends_with('）')
}

fn finding(unit: &Unit, here: &str, right: &str) -> Diagnostic {
    let span = unit.marker.as_ref().map_or(unit.span, |it| it.span);
    let mut out = Diagnostic::error(
        ID,
        span,
        say!(zh: "序号“{here}”应当写作“{right}”", en: "the number “{here}” should be written “{right}”"),
    )
    .hint(say!(zh: "改成“{right}”。", en: "write “{right}”."));
    // Emphasis inside a marker would be lost: such a marker is left to the author.
    let plain = unit.marker.as_ref().is_some_and(|it| it.span.len() == here.len());
    if plain {
        out.fix = Some(Fix {
            message: say!(zh: "改写序号", en: "rewrite the number"),
            safe: true,
            edits: vec![Edit { span, text: right.to_owned() }],
        });
    }
    out
}
