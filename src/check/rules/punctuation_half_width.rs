//! 汉字旁边用了半角标点。
//!
//! A half-width mark stands beside Chinese characters.
//!
//! **为什么** 中文的逗号、分号、冒号、问号、叹号、括号占一个字，半角的多半是转换或者输入法留下的，排出来与四周的标点不齐。拉丁文、
//! 公式、数字、时刻、网址、代码里的半角标点是对的，不在此列。同一种标点在一份文件里不超过五处，逐处指出；再多就是全文的习惯
//! （例如全文用半角括号写“(一)”），只在第一处说一次，写明处数，改正时一并改完。括号里没有汉字的，不问。句末的半角句点只提示，
//! 不自动改。
//!
//! **Why** Chinese punctuation takes a full square; half-width marks beside Han come from a converter or a keyboard and
//! sit unevenly on the page. Latin, formulas, numbers, times, addresses and code keep theirs. Up to five of a kind in a
//! file are shown one by one; more are a habit of the file (half-width brackets throughout, say), told once at the first
//! place with their count, and mended together. Brackets without Han inside are left alone; a full stop at the end of a
//! paragraph is shown but not mended unasked.
//!
//! ```md bad
//! 第一条　为了规范档案管理,制定本办法。
//! ```
//!
//! ```md bad
//! 第一条　档案馆(以下简称馆)应当履行下列职责:
//!
//! (一)收集档案;
//!
//! (二)保管档案。
//! ```
//!
//! ```md good
//! 第一条　档案馆（以下简称馆）开放时间为8:30至17:30，每件收费不超过1,000元，执行ISO 15489(E)，查询https://example.cn/a?甲。
//! ```

use std::collections::BTreeMap;

use crate::check::label::label;
use crate::check::marks::{after, before, edit, han_begins, han_ends, has_han, texts_with};
use crate::check::pairs::{Kind, Mark, Pair, marks, paired};
use crate::check::prose::{Prose, Setting};
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::{Signs, Unit, UnitKind};
use crate::say;
use crate::text::{Edit, FileId, Span, is_han};

pub const ID: &str = "punctuation/half-width";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// What a passage must hold to be worth a look.
const SIGNS: Signs = Signs::list(&[',', ';', ':', '?', '!', '.', '(', '<']);

/// So many of a kind in a file are shown one by one; more are a habit.
const SLIPS: usize = 5;

/// A half-width mark, or a pair of them, and how to write it.
struct Hit {
    span: Span,
    edits: Vec<Edit>,
}

/// The hits of one kind of mark in one file.
type Hits = BTreeMap<(FileId, char), Vec<Hit>>;

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut hits = Hits::new();
    for (prose, text) in texts_with(work, SIGNS) {
        // Most passages hold none of these, or no Han.
        let suspects = text.bytes().any(|it| matches!(it, b',' | b';' | b':' | b'?' | b'!' | b'.' | b'(' | b'<'));
        if suspects && !text.is_ascii() {
            points(work, prose, text, &mut hits);
            brackets(work, prose, text, &mut hits);
            angles(work, prose, text, &mut hits);
        }
    }
    for unit in work.documents().flat_map(|it| it.units()).filter(|it| it.kind == UnitKind::Item) {
        if let Some(hit) = marker(unit) {
            hits.entry((hit.span.file, '(')).or_default().push(hit);
        }
    }
    hits.into_iter().flat_map(|((_, mark), hits)| findings(mark, hits)).collect()
}

fn findings(mark: char, mut hits: Vec<Hit>) -> Vec<Diagnostic> {
    hits.sort_by_key(|it| it.span);
    let right = match mark {
        '(' => "（）".to_owned(),
        '<' => "〈〉".to_owned(),
        it => wide(it).to_string(),
    };
    let wrong = match mark {
        '(' => "()".to_owned(),
        '<' => "<>".to_owned(),
        it => it.to_string(),
    };
    if hits.len() <= SLIPS {
        let slips = hits.into_iter().map(|it| {
            let message = say!(zh: "中文里的“{wrong}”是半角", en: "“{wrong}” is half width in Chinese text");
            let hint = say!(zh: "改成全角的“{right}”。", en: "write “{right}”, full width.");
            mended(Diagnostic::warning(ID, it.span, message).hint(hint), mark, it.edits)
        });
        return slips.collect();
    }
    let (count, first) = (hits.len(), hits[0].span);
    let mut edits: Vec<Edit> = hits.into_iter().flat_map(|it| it.edits).collect();
    edits.sort_by_key(|it| it.span);
    let message = say!(
        zh: "这份文件里“{wrong}”有 {count} 处是半角，这是第一处",
        en: "“{wrong}” is half width in {count} places of this file, of which this is the first"
    );
    let hint = say!(zh: "全部改成全角的“{right}”。", en: "write “{right}”, full width, in all of them.");
    vec![mended(Diagnostic::warning(ID, first, message).hint(hint), mark, edits)]
}

/// Returns the finding with what mends it.
fn mended(mut finding: Diagnostic, mark: char, edits: Vec<Edit>) -> Diagnostic {
    if !edits.is_empty() {
        // A full stop may also be the dot of a name or of a number.
        let message = say!(zh: "改成全角", en: "write it full width");
        finding.fix = Some(Fix { message, safe: mark != '.', edits });
    }
    finding
}

fn wide(mark: char) -> char {
    match mark {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        '.' => '。',
        it => it,
    }
}

fn points(work: &Work, prose: &Prose, text: &str, hits: &mut Hits) {
    let mut passed = 0;
    for (at, byte) in text.bytes().enumerate() {
        let mark = char::from(byte);
        let wrong = at >= passed
            && match byte {
                b',' | b';' => listing(text, at),
                b':' => leading(text, at),
                b'?' | b'!' => calling(text, at),
                b'.' => prose.setting == Setting::Paragraph && stopping(text, at),
                _ => false,
            };
        if !wrong {
            continue;
        }
        // ?! and !! are mended together.
        let rest = &text[at..];
        let row = match byte {
            b'?' | b'!' => rest.len() - rest.trim_start_matches(['?', '!']).len(),
            _ => 1,
        };
        passed = at + row;
        let blanks = rest[row..].len() - rest[row..].trim_start_matches(' ').len();
        let blanks = if han_begins(text, at + row + blanks) { blanks } else { 0 };
        let right: String = rest[..row].chars().map(wide).collect();
        let Some(span) = prose.passage.place(at..at + row) else { continue };
        let edit = edit(work, prose, at..at + row + blanks, &right).or_else(|| edit(work, prose, at..at + row, &right));
        hits.entry((span.file, mark)).or_default().push(Hit { span, edits: edit.into_iter().collect() });
    }
}

/// Returns whether a comma or a semicolon stands in Chinese.
fn listing(text: &str, at: usize) -> bool {
    let next = after(text, at + 1);
    // Two marks in a row are a slip of another kind.
    if next.is_some_and(|it| matches!(it, ',' | ';' | ':' | '，' | '；' | '：' | '。')) || entity(&text[..at]) {
        return false;
    }
    if han_begins(text, at + 1) {
        return true;
    }
    // `, and so on`: Latin goes on behind a word of Han.
    let latin = text[at + 1..].strip_prefix(' ').is_some_and(|it| it.starts_with(|it: char| it.is_ascii_alphabetic()));
    han_ends(text, at) && !latin
}

/// Returns whether a text ends in `&name`, which a semicolon would close.
fn entity(text: &str) -> bool {
    let name = text.trim_end_matches(|it: char| it.is_ascii_alphanumeric() || it == '#');
    name.len() < text.len() && name.ends_with('&')
}

fn leading(text: &str, at: usize) -> bool {
    let next = after(text, at + 1);
    if next.is_some_and(|it| matches!(it, '/' | ')' | '(' | ',' | ';' | ':' | '，' | '；' | '：' | '。')) {
        return false;
    }
    han_ends(text, at)
}

fn calling(text: &str, at: usize) -> bool {
    let goes_on = |it: char| it.is_ascii_alphanumeric() || matches!(it, '=' | '&');
    han_ends(text, at) && !text[at..].trim_start_matches(['?', '!']).starts_with(goes_on)
}

/// Returns whether a full stop ends a paragraph of Chinese.
fn stopping(text: &str, at: usize) -> bool {
    let closed = text[at + 1..].chars().all(|it| it.is_whitespace() || matches!(it, '”' | '’' | '）' | ')'));
    closed && han_ends(text, at) && text[..at].chars().filter(|it| is_han(*it)).nth(7).is_some()
}

fn brackets(work: &Work, prose: &Prose, text: &str, hits: &mut Hits) {
    if !text.contains('(') {
        return;
    }
    let (pairs, left) = paired(&marks(text), Kind::Round);
    // Where a half is missing, nobody can say what pairs with what.
    for Pair { open, close, .. } in pairs.into_iter().filter(|it| left.is_empty() && it.open.half && it.close.half) {
        if !chinese(text, &open, &close) {
            continue;
        }
        let Some(span) = prose.passage.place(open.at..open.at + 1) else { continue };
        let edits = [(open, "（"), (close, "）")].map(|(it, right)| edit(work, prose, it.at..it.at + 1, right));
        let edits: Vec<Edit> = edits.into_iter().flatten().collect();
        let edits = if edits.len() == 2 { edits } else { Vec::new() };
        hits.entry((span.file, '(')).or_default().push(Hit { span, edits });
    }
}

/// Returns whether brackets hold Chinese, and are no part of a formula.
fn chinese(text: &str, open: &Mark, close: &Mark) -> bool {
    let inside = &text[open.at + 1..close.at];
    let sign = |it: Option<char>| it.is_some_and(|it| "+-*/=×÷＝＋－−^√·".contains(it));
    has_han(inside)
        && !inside.contains(['=', '＝', '×', '÷', '*', '^'])
        && !sign(before(text, open.at))
        && !sign(after(text, close.at + 1))
}

/// Finds a title in a title: 《关于修改<档案法>的决定》.
fn angles(work: &Work, prose: &Prose, text: &str, hits: &mut Hits) {
    if !text.contains('<') {
        return;
    }
    let mut depth = 0;
    let mut open = None;
    for (at, it) in text.char_indices() {
        match it {
            '《' => depth += 1,
            '》' => (depth, open) = (depth - 1, None),
            '<' => open = (depth > 0 && after(text, at + 1).is_some_and(is_han)).then_some(at),
            '>' if before(text, at).is_some_and(|it| is_han(it) || matches!(it, '）' | ')')) => {
                let Some(from) = open.take() else { continue };
                let Some(span) = prose.passage.place(from..from + 1) else { continue };
                let edits = [(from, "〈"), (at, "〉")].map(|(it, right)| edit(work, prose, it..it + 1, right));
                let edits: Vec<Edit> = edits.into_iter().flatten().collect();
                let edits = if edits.len() == 2 { edits } else { Vec::new() };
                hits.entry((span.file, '<')).or_default().push(Hit { span, edits });
            }
            _ => {}
        }
    }
}

/// Returns the half-width brackets of a marker, (一). Where more is wrong with it, it is `numbering/style`'s.
fn marker(unit: &Unit) -> Option<Hit> {
    let marker = unit.marker.as_ref()?;
    let text = marker.text();
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    let right = label(unit, marker.number.as_ref()?);
    let sound = right.strip_prefix('（').and_then(|it| it.strip_suffix('）')) == Some(inside);
    let (start, end) = (marker.span.start, marker.span.end);
    let place = |start, end| Span { start, end, ..marker.span };
    let edits = [(start, start + 1, "（"), (end.checked_sub(1)?, end, "）")];
    (sound && has_han(inside) && marker.span.len() == text.len()).then(|| Hit {
        span: place(start, start + 1),
        edits: edits.map(|(start, end, text)| Edit { span: place(start, end), text: text.to_owned() }).into(),
    })
}
