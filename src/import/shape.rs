//! From paragraphs to blocks: which is the title, the subtitle, a heading, an article.

use crate::import::blanks::blanks;
use crate::import::block::{Block, Opened, Role, is_ended, opened};
use crate::import::cell::{Cell, solid, text};
use crate::import::raw::{self, Form, Raw};
use crate::import::reflow::Found;
use crate::import::repair::{Kind, Ledger, Sure};
use crate::say;
use crate::text::is_cjk;

/// Returns the blocks of paragraphs.
pub fn shaped(raw: &Raw, found: Vec<Found>, title: Option<&str>, ledger: &mut Ledger) -> Vec<Block> {
    let has_articles = found.iter().any(|it| matches!(opened(&head(&it.cells)), Some(Opened::Article(_))));
    let mut blocks: Vec<Block> = Vec::with_capacity(found.len());
    let (mut titled, mut units) = (false, false);
    for it in found {
        let first = head(&it.cells);
        let opens = opened(&first);
        let short = it.cells.len() <= 60;
        let mut block = Block::new(Role::Text, it.cells);
        (block.size, block.centred) = (it.hint.size, it.centred);
        match (&opens, it.hint.role) {
            (_, raw::Role::TableRow) => block.role = Role::Row,
            (_, raw::Role::Title) if !titled => block.role = Role::Title,
            (Some(Opened::Division(kind, opening)), _) if short => {
                block.role = Role::Division(*kind);
                block.number = opening.number.clone();
                if let raw::Role::Heading(level) = it.hint.role {
                    block.level = Some(level);
                }
            }
            (Some(Opened::Article(opening)), _) => block.article = opening.number.clone(),
            (Some(Opened::Yi(opening)), role) if !has_articles => {
                block.article = opening.number.clone();
                if let raw::Role::Heading(level) = role {
                    (block.role, block.level) = (Role::Heading, Some(level));
                }
            }
            (_, raw::Role::Heading(level)) if !titled && level == 1 && opens.is_none() => block.role = Role::Title,
            (_, raw::Role::Heading(level)) => (block.role, block.level) = (Role::Heading, Some(level)),
            (None, raw::Role::Body) if !titled && title.is_some_and(|it| it == solid(&block.cells)) => {
                block.role = Role::Title
            }
            (None, raw::Role::Body)
                if short && first.starts_with("——") && !is_ended(&first) && first.chars().count() <= 40 =>
            {
                block.role = Role::Subtitle
            }
            _ => {}
        }
        titled |= block.role == Role::Title;
        units |= opens.is_some();
        block.cells = blanks(raw, &block, units, ledger);
        if !block.cells.is_empty() {
            blocks.push(block);
        }
    }
    // Where the form calls some lines headings, the others are none.
    let told = raw.form == Form::Pdf && blocks.iter().filter(|it| it.level.is_some()).count() > 1;
    if !told {
        headings(raw, &mut blocks, has_articles, ledger);
    }
    blocks
}

pub fn head(cells: &[Cell]) -> String {
    text(&cells[..cells.len().min(64)])
}

/// The longest heading that larger type tells, in characters: the name of a decision.
const STRONG: usize = 100;

/// A short line without a mark, behind the end of a sentence and right above a unit, is a heading.
fn headings(raw: &Raw, blocks: &mut [Block], has_articles: bool, ledger: &mut Ledger) {
    let mut units = false;
    for at in 0..blocks.len() {
        let words = text(&blocks[at].cells[..blocks[at].cells.len().min(STRONG + 1)]);
        let opens = opened(&words);
        let was = units;
        units |= opens.is_some();
        // Larger type in the middle of the page speaks for itself, behind the title and above any unit too.
        let strong = blocks[at].centred == Some(true)
            && blocks[at].size.is_some_and(|it| it > 1.08)
            && blocks[..at].iter().any(|it| it.role == Role::Title);
        if blocks[at].role != Role::Text || blocks[at].article.is_some() || !(was || strong) || at == 0 {
            continue;
        }
        let yi = matches!(opens, Some(Opened::Yi(_))) && has_articles;
        let most = if strong { STRONG } else { 40 };
        let short = blocks[at].cells.len() <= most && !is_ended(&words) && !words.ends_with(['，', '、']);
        // On a page a heading looks like one.
        let looks = blocks[at].centred != Some(false) || blocks[at].size.is_some_and(|it| it > 1.05);
        if !short
            || !looks
            || !(opens.is_none() || yi)
            || words.chars().next().is_none_or(|it| !is_cjk(it) || matches!(it, '“' | '《' | '（' | '—'))
        {
            continue;
        }
        let above = is_ended(&blocks[at - 1].text()) || blocks[at - 1].is_heading();
        let mut below = blocks[at + 1..].iter().filter(|it| it.role != Role::Subtitle);
        let unit = below.next().is_some_and(|it| it.article.is_some());
        if strong {
            ledger.note(
                Kind::Heading,
                blocks[at].at(),
                Sure::Likely,
                say!(zh: "“{words}”作标题", en: "{words} became a heading"),
                say!(zh: "短行，字大，居中", en: "a short line of larger type in the middle of the page"),
            );
            blocks[at].role = Role::Heading;
            blocks[at].cells = blanks(raw, &blocks[at], true, ledger);
        } else if above && unit {
            ledger.note(Kind::Heading, blocks[at].at(), Sure::Likely,
                say!(zh: "“{words}”作标题", en: "{words} became a heading"),
                say!(zh: "短行，没有句末标点，前面句子已完，后面紧接一条", en: "a short line without a mark, behind a finished sentence and right above a unit"));
            blocks[at].role = Role::Heading;
        }
    }
}
