//! 阿拉伯数字用了全角。
//!
//! Arabic numerals are written in full-width digits.
//!
//! **为什么** “１５日”与“15日”看着差不多，却搜不到，算不出，读屏软件逐字念。GB/T 15835 的阿拉伯数字都是半角。
//! 序号（`１．`、`（１）`、附件１、表１）与字母数字混编的代号不管。
//!
//! **Why** １５日 looks much like 15日, yet no search finds it, nothing computes with it, and a screen reader spells it out.
//! Markers (`１．`, `（１）`, 附件１) and codes that mix letters and digits are left alone.
//!
//! ```md bad
//! 第一条　申请人应当在１５日内提交材料。
//! ```
//!
//! ```md bad
//! 第一条　费率为１．５％，最高10万元。
//! ```
//!
//! ```md good
//! 第一条　申请人应当在15日内提交材料，见表１。
//!
//! 第二条　材料包括：
//!
//! １．申请书；
//!
//! ２．身份证明。
//! ```

use crate::check::prose::Prose;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Signs;
use crate::say;
use crate::text::Edit;

pub const ID: &str = "text/full-width-digit";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&['０', '１', '２', '３', '４', '５', '６', '７', '８', '９']);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.prose().iter().filter(|it| it.signs.meets(&SIGNS)).flat_map(found).collect()
}

fn found(prose: &Prose) -> Vec<Diagnostic> {
    let text = &prose.passage.text;
    let mut findings = Vec::new();
    let mut at = 0;
    while let Some(ahead) = text[at..].find(is_wide) {
        let start = at + ahead;
        let number = number(&text[start..]);
        let end = start + number.len();
        at = end;
        let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
        if is_marker(&text[..start], number, after) || is_code(before) || is_code(after) {
            continue;
        }
        let right: String = number.chars().map(narrow).collect();
        let Some(span) = prose.passage.place(start..end) else { continue };
        let finding = Diagnostic::warning(
            ID,
            span,
            say!(zh: "“{number}”用了全角数字", en: "“{number}” is written in full-width digits"),
        )
        .hint(say!(zh: "改成半角的{right}。", en: "write {right}."));
        findings.push(match span.len() == number.len() {
            true => finding.safe_fix(
                say!(zh: "改成半角数字", en: "write plain digits"),
                vec![Edit { span, text: right }],
            ),
            false => finding,
        });
    }
    findings
}

/// Returns the number that a text begins with: wide digits, and narrow ones or a point among them.
fn number(text: &str) -> &str {
    let mut end = 0;
    for (at, it) in text.char_indices() {
        let next = text[at + it.len_utf8()..].chars().next();
        let inner = at > 0 && matches!(it, '．' | '.') && next.is_some_and(|it| is_wide(it) || it.is_ascii_digit());
        if !(is_wide(it) || inner || at > 0 && it.is_ascii_digit()) {
            break;
        }
        end = at + it.len_utf8();
    }
    &text[..end]
}

/// Returns whether a number marks a place in a list, or names an annex, a table, a picture.
fn is_marker(before: &str, number: &str, after: Option<char>) -> bool {
    const NAMED: [&str; 9] = ["附件", "附表", "附图", "附录", "图", "表", "公式", "注", "．"];
    let opens = before.trim().is_empty() || before.ends_with('\n');
    if opens && !after.is_some_and(|it| matches!(it, '年' | '月' | '日' | '％' | '%')) {
        return true;
    }
    let named = NAMED.iter().any(|it| before.ends_with(it)) && !before.ends_with("代表");
    let bracketed = before.ends_with(['（', '(']) && matches!(after, Some('）' | ')'));
    (named || bracketed) && number.chars().count() <= 2
}

/// Returns whether a character makes the number beside it a code: a letter of Latin, of either width, or a joint; or part
/// of a number in Chinese numerals, where ０ stands for 〇.
fn is_code(it: Option<char>) -> bool {
    it.is_some_and(|it| it.is_ascii_alphabetic() || "〇零一二三四五六七八九".contains(it) || matches!(it, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '－' | '-' | '／' | '/' | '＃' | '#'))
}

fn is_wide(it: char) -> bool {
    matches!(it, '０'..='９')
}

fn narrow(it: char) -> char {
    match it {
        '０'..='９' => char::from_digit(u32::from(it) - u32::from('０'), 10).unwrap_or(it),
        '．' => '.',
        _ => it,
    }
}
