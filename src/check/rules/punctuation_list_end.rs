//! 同一组列项末尾的标点不一致。
//!
//! The items of one list end in different marks.
//!
//! **为什么** 列项各项末尾用分号，最后一项用句号；项里面有句号的，也可以各项都用句号。同一组里有的用分号，有的用句号、逗号或者没有
//! 标点，多半是增删项目时留下的。各项都没有标点的清单不在此列。一组只报一处。
//!
//! **Why** Items end in ； and the last one in 。; or all end in 。. A row that mixes marks mostly shows where items were added
//! or taken out. A list without any marks is left alone. A row is told once.
//!
//! ```md bad
//! 第一条　档案馆应当履行下列职责：
//!
//! （一）收集档案；
//!
//! （二）保管档案。
//!
//! （三）利用档案；
//!
//! （四）其他职责。
//! ```
//!
//! ```md bad
//! 第一条　档案馆应当履行下列职责：
//!
//! （一）收集档案；
//!
//! （二）保管档案；
//! ```
//!
//! ```md good
//! 第一条　档案馆应当履行下列职责：
//!
//! （一）收集档案；
//!
//! （二）保管档案。
//! ```

use std::collections::BTreeMap;

use crate::check::series::Series;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::model::{Block, Document, Inline, Paragraph, Unit, UnitKind, plain_text};
use crate::reference::Passage;
use crate::say;
use crate::text::{Edit, Span};

pub const ID: &str = "punctuation/list-end";
pub const LEVEL: Level = Level::On(Severity::Warning);

/// The mark at the end of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Semicolon,
    Stop,
    /// A comma, a colon, an enumeration comma.
    Weak,
    None,
}

/// The end of an item: its mark and where it stands; nothing where the item holds more than a paragraph.
type Place = Option<(End, Span)>;

pub fn run(work: &Work) -> Vec<Diagnostic> {
    let mut below = BTreeMap::new();
    work.documents().for_each(|it| paragraphs_below(it, &mut below));
    work.series().iter().filter_map(|it| finding(it, &below)).collect()
}

/// The paragraph right behind a unit, by the place of the unit.
type Below<'a> = BTreeMap<Span, &'a Paragraph>;

fn paragraphs_below<'a>(document: &'a Document, below: &mut Below<'a>) {
    let lists = document.units().into_iter().map(|it| it.blocks.as_slice()).chain([document.blocks.as_slice()]);
    for pair in lists.flat_map(|it| it.windows(2)) {
        if let [Block::Unit(unit), Block::Paragraph(paragraph)] = pair {
            below.insert(unit.span, paragraph);
        }
    }
}

fn finding(series: &Series, below: &Below) -> Option<Diagnostic> {
    let (first, units) = (series.entries.first()?.0, &series.entries);
    let listed = matches!(first.kind, UnitKind::Item | UnitKind::Subitem | UnitKind::Clause);
    // Where items are missing, their marks say nothing of those that are left.
    if units.len() < 2 || !listed || !series.faults.is_empty() {
        return None;
    }
    let ends: Vec<Place> = units.iter().map(|(unit, _)| end(unit, below.get(&unit.span).copied())).collect();
    let (last, others) = ends.split_last()?;
    let count = |wanted| others.iter().flatten().filter(|(it, _)| *it == wanted).count();
    let (semicolons, stops) = (count(End::Semicolon), count(End::Stop));
    // A list of names has no marks, or other ones.
    if semicolons + stops == 0 || (semicolons + stops) * 2 < others.iter().flatten().count() {
        return None;
    }
    let common = if semicolons >= stops { End::Semicolon } else { End::Stop };
    if let Some((wrong, span)) = others.iter().flatten().find(|(it, _)| *it != common) {
        return Some(told(*wrong, common, *span));
    }
    // The last 目 of an item that is not the last ends as the item does.
    let (wrong, span) = (*last).filter(|_| first.kind == UnitKind::Item)?;
    (wrong != End::Stop).then(|| told(wrong, End::Stop, span))
}

fn told(wrong: End, right: End, span: Span) -> Diagnostic {
    let mark = if right == End::Stop { "。" } else { "；" };
    let message = match wrong {
        End::None => say!(zh: "这一项末尾缺标点，同组的用“{mark}”", en: "this item ends without a mark, its row has “{mark}”"),
        _ => say!(zh: "这一项末尾的标点与同组的不一致", en: "this item ends in another mark than its row asks for"),
    };
    let hint = say!(zh: "用“{mark}”。", en: "write “{mark}”.");
    let mut finding = Diagnostic::warning(ID, span, message).hint(hint);
    let edits = vec![Edit { span, text: mark.to_owned() }];
    finding.fix = Some(Fix { message: say!(zh: "改正末尾的标点", en: "mend the mark"), safe: false, edits });
    finding
}

/// Returns the mark at the end of an item that is one paragraph, with the paragraph that follows it; nothing where more
/// than one mark is right.
fn end(unit: &Unit, below: Option<&Paragraph>) -> Place {
    let [Block::Paragraph(paragraph)] = unit.blocks.as_slice() else { return None };
    // Most items are one run, and end as they should.
    if let ([Inline::Text(run)], None) = (paragraph.inlines.as_slice(), below)
        && run.text.ends_with('；')
        && run.text.len() == run.span.len()
    {
        return Some((End::Semicolon, Span { start: run.span.end - 3, ..run.span }));
    }
    let passage = Passage::of(&paragraph.inlines);
    let text = passage.text.trim_end_matches(|it: char| it.is_whitespace() || unseen(it));
    // ；或者 leads over to the next item.
    let text = ["或者", "以及", "并且", "或", "和", "及", "且"]
        .iter()
        .find_map(|it| text.strip_suffix(it).filter(|it| it.ends_with(['；', ';'])))
        .unwrap_or(text)
        .trim_end_matches(['”', '’']);
    let mark = text.chars().next_back()?;
    let at = text.len() - mark.len_utf8();
    let span = passage.place(at..text.len())?;
    let end = match mark {
        '；' | ';' => End::Semicolon,
        // An item of several sentences may end as a sentence does.
        '。' if text[..at].contains('。') => return None,
        '。' => End::Stop,
        '，' | '、' | '：' | ',' | ':' => End::Weak,
        '！' | '？' | '…' | '!' | '?' | '.' => return None,
        _ => End::None,
    };
    let goes_on = below.is_some_and(|it| match end {
        // The line was broken, or the sentence goes on behind the list.
        End::None | End::Weak => true,
        End::Semicolon => plain_text(&it.inlines).starts_with(CLAUSES),
        End::Stop => false,
    });
    let place = if end == End::None { Span { start: span.end, ..span } } else { span };
    (!goes_on).then_some((end, place))
}

/// How a clause begins that goes on behind a list: 由公安机关处以罚款.
const CLAUSES: [char; 9] = ['由', '处', '应', '的', '可', '责', '给', '则', '并'];

/// Returns whether a character prints nothing, or nothing anyone knows.
fn unseen(it: char) -> bool {
    matches!(it, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{E000}'..='\u{F8FF}')
}
