//! Two documents in one file: told with the place where the second begins, and kept apart, so that no article of one is
//! put into the other. Numbers that begin anew are not enough: an annex has its own, and some documents count anew in
//! every chapter.

use crate::import::block::{Block, Role, is_ended};
use crate::import::order;
use crate::import::repair::{Kind, Ledger, Sure};
use crate::model::{Number, UnitKind};
use crate::say;
use crate::text::is_han;

/// What the title of a normative document ends with.
const KINDS: &[&str] = &[
    "法",
    "条例",
    "规定",
    "办法",
    "细则",
    "规则",
    "规程",
    "章程",
    "决定",
    "决议",
    "公约",
    "守则",
    "准则",
    "通则",
    "协定",
    "议定书",
    "倡议",
    "解释",
    "意见",
    "通知",
    "宣言",
    "方案",
    "制度",
];

/// Returns the blocks at which a further document begins, and notes each.
pub fn noted(blocks: &[Block], ledger: &mut Ledger) -> Vec<usize> {
    let found = beginnings(blocks);
    for (count, at) in found.iter().enumerate() {
        let (words, number) = (blocks[*at].short(), count + 2);
        ledger.note(Kind::Whole, blocks[*at].at(), Sure::Doubtful,
            say!(zh: "从“{words}”起像是第 {number} 份文件", en: "from {words} on this seems to be document {number}"),
            say!(zh: "前一份已经完了，条的序号从这里重新开始；各条没有越过这里移动。请分成几个文件导入", en: "the one before has ended, and articles begin anew; none was moved across. Import them from files of their own"));
    }
    found
}

/// Puts displaced blocks back, each within its document.
pub fn restored(blocks: Vec<Block>, beginnings: &[usize], ledger: &mut Ledger) -> Vec<Block> {
    let mut rest = blocks;
    let mut parts: Vec<Vec<Block>> = beginnings.iter().rev().map(|at| rest.split_off(*at)).collect();
    parts.push(rest);
    parts.into_iter().rev().flat_map(|it| order::restored(it, ledger)).collect()
}

fn beginnings(blocks: &[Block]) -> Vec<usize> {
    let articles: Vec<usize> = (0..blocks.len()).filter(|it| blocks[*it].article.is_some()).collect();
    let is = |place: usize, number: u32| {
        articles.get(place).and_then(|it| blocks[*it].article.as_ref()).is_some_and(|it| *it == Number::new(number))
    };
    let mut out = Vec::new();
    // The numbers 1 and 2 of the document so far.
    let (mut one, mut two) = (false, false);
    for place in 0..articles.len() {
        if one && two && is(place, 1) && is(place + 1, 2) {
            let near = articles[place.saturating_sub(6)];
            if let Some(begin) = beginning(blocks, near, articles[place - 1], articles[place]) {
                out.push(begin);
                (one, two) = (false, false);
            }
        }
        one |= is(place, 1);
        two |= is(place, 2);
    }
    out
}

/// Returns where a document begins whose first article is `at`; `last` is the article above it, `near` one of the few
/// above that, since displaced articles may stand behind the last.
fn beginning(blocks: &[Block], near: usize, last: usize, at: usize) -> Option<usize> {
    let between = last + 1..at;
    let goes_on = |it: &Block| match it.role {
        Role::Division(UnitKind::Annex) => true,
        Role::Division(_) => it.number.as_ref().is_some_and(|it| *it > Number::new(1)) && it.short() != "附则",
        _ => it.short().starts_with('附') && !it.short().starts_with("附则"),
    };
    let begin = between.clone().find(|it| is_title(&blocks[*it]) || opens_text(&blocks[*it])).unwrap_or(at);
    // A chapter above the beginning still belongs to the document that ends: its articles may have been displaced.
    if blocks[begin..at].iter().any(goes_on) || blocks[last + 1..begin].iter().any(|it| it.short().starts_with('附')) {
        return None;
    }
    let anew = |it: &Block| {
        let kind = matches!(it.role, Role::Division(_));
        kind && it.number == Some(Number::new(1)) && blocks[..last].iter().any(|other| other.role == it.role)
    };
    let in_force = || blocks[near..begin].iter().any(|it| it.text().contains("施行"));
    let told = blocks[begin..at].iter().any(|it| is_title(it) || anew(it)) || in_force();
    // Where the next title could not be told from the last line, that line holds it.
    let above = blocks[begin - 1].text();
    (told && (is_ended(&above) || above.contains("施行。"))).then_some(begin)
}

/// What stands above the first article of a document: a heading that counts anew, a title, a date, no sentence.
fn opens_text(block: &Block) -> bool {
    match block.role {
        Role::Division(_) => block.number == Some(Number::new(1)),
        Role::Row => false,
        _ => block.article.is_none() && !is_ended(&block.text()) && block.cells.len() <= 120,
    }
}

fn is_title(block: &Block) -> bool {
    block.article.is_none()
        && !matches!(block.role, Role::Division(_) | Role::Row | Role::Subtitle)
        && block.cells.len() <= 80
        && names_document(&block.text())
}

/// Returns whether a line is the title of a normative document and nothing else.
pub fn names_document(line: &str) -> bool {
    let words: String = line.chars().filter(|it| !it.is_whitespace()).collect();
    let bare = words.split(['（', '(']).next().unwrap_or_default();
    (4..=60).contains(&words.chars().count())
        && bare.chars().all(|it| is_han(it) || "《》〈〉、·".contains(it))
        && KINDS.iter().any(|it| bare.ends_with(it))
}
