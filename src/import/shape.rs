//! From paragraphs to blocks: which is the title, the subtitle, a heading, an article; and the blanks inside a paragraph.

use crate::import::block::{Block, Opened, Role, is_ended, opened};
use crate::import::cell::{Cell, Strand, solid, text};
use crate::import::raw::{self, Form, Raw};
use crate::import::reflow::Found;
use crate::import::repair::{Kind, Ledger, Sure, Why};
use crate::import::tables;
use crate::model::UnitKind;
use crate::say;
use crate::text::is_cjk;

/// Returns the title without blanks, and how many lines it takes: the first line that can be one, with the next where the
/// page says them again as one.
pub fn title_of(lines: &[Strand], full: f32) -> Option<(usize, usize, String)> {
    if let Some(found) = largest(lines) {
        return Some(found);
    }
    let at = lines.iter().take(12).position(|it| {
        let words = it.text();
        !is_property(&words) && words.chars().any(is_cjk)
    })?;
    let first = &lines[at];
    let words = first.text();
    let is_row = |it: &Strand| it.hint.role == raw::Role::TableRow;
    if is_row(first)
        || opened(&words).is_some()
        || is_ended(&words)
        || words.chars().count() > 80
        || words.ends_with(['，', '、'])
        || words.starts_with("——")
    {
        return None;
    }
    let one = solid(&first.cells);
    let mut whole = one.clone();
    for count in 1..3 {
        let Some(next) = lines.get(at + count).filter(|it| !is_row(it)) else { break };
        whole.push_str(&solid(&next.cells));
        if lines[at + count + 1..].iter().any(|it| solid(&it.cells) == whole) {
            return Some((at, count + 1, whole));
        }
    }
    // A title that fills its line goes on in a short one that is no note, no unit and no sentence.
    if let Some(next) = lines.get(at + 1).filter(|it| !is_row(it)) {
        let below = next.text();
        let repeats = solid(&next.cells) == one;
        let plain = opened(&below).is_none()
            && !is_ended(&below)
            && !below.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '（' | '(' | '—'));
        if first.width >= full && next.width < full && plain && !repeats {
            return Some((at, 2, format!("{one}{}", solid(&next.cells))));
        }
    }
    Some((at, 1, one))
}

/// Returns the title of a text whose form knows the size of type: what is largest above the first unit, but for the name
/// of the organ that an official paper (GB/T 9704) has over its number.
fn largest(lines: &[Strand]) -> Option<(usize, usize, String)> {
    let size = |it: &Strand| it.hint.size.unwrap_or(0.0);
    let head: Vec<(usize, &Strand)> = lines
        .iter()
        .enumerate()
        .filter(|(_, it)| it.hint.role != raw::Role::PageMatter)
        .take_while(|(_, it)| match opened(&it.text()) {
            None => true,
            // 解释（一）: what a title ends with may stand on a line of its own.
            Some(Opened::Item(..)) => size(it) > 1.1,
            Some(_) => false,
        })
        .take(20)
        .collect();
    let is_organ = |it: &Strand| solid(&it.cells).ends_with("文件") && !it.text().starts_with("关于");
    let candidates = head.iter().filter(|(_, it)| !is_organ(it) && it.text().chars().any(is_cjk));
    let top = candidates.clone().map(|(_, it)| size(it)).fold(0.0, f32::max);
    if top < 1.1 {
        return None;
    }
    let (at, first) = candidates.clone().find(|(_, it)| size(it) > top - 0.03)?;
    let following = head.iter().skip_while(|(it, _)| it <= at);
    let rest: Vec<&Strand> = following.map(|(_, it)| *it).take_while(|it| size(it) > top - 0.03).take(3).collect();
    let words = std::iter::once(*first).chain(rest.iter().copied()).map(|it| solid(&it.cells)).collect();
    Some((*at, rest.len() + 1, words))
}

/// `sidebar: auto`: a property that some other tool left.
fn is_property(words: &str) -> bool {
    words.split_once(':').is_some_and(|(key, _)| !key.is_empty() && key.is_ascii() && !key.contains(' '))
}

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

fn head(cells: &[Cell]) -> String {
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

/// Blanks: one U+3000 behind the number of an article, one blank behind that of a heading, none between Han.
fn blanks(raw: &Raw, block: &Block, units: bool, ledger: &mut Ledger) -> Vec<Cell> {
    let cells = &block.cells;
    let words = head(cells);
    let label = match opened(&words) {
        Some(it @ (Opened::Division(..) | Opened::Article(_))) => words[..it.opening().len].chars().count(),
        Some(it) => words[..it.opening().len].chars().count(),
        None => 0,
    };
    let separator = match (block.role, block.article.is_some()) {
        (Role::Division(_), _) => " ",
        (Role::Text, true) if words.starts_with(['第', '笫']) => "\u{3000}",
        _ => "",
    };
    // In a title, a note or a table a blank is the author's.
    let keeps = matches!(block.role, Role::Title | Role::Row | Role::Subtitle) || (!units && label == 0);
    let mut out: Vec<Cell> = Vec::with_capacity(cells.len());
    let mut at = 0;
    while at < cells.len() {
        if !cells[at].ch.is_whitespace() {
            out.push(cells[at]);
            at += 1;
            continue;
        }
        let end = cells[at..].iter().position(|it| !it.ch.is_whitespace()).map_or(cells.len(), |it| at + it);
        let run = &cells[at..end];
        let (before, after) = (out.last().map(|it| it.ch), cells.get(end).map(|it| it.ch));
        let drop = |ledger: &mut Ledger, run: &[Cell], why| {
            for it in run {
                ledger.replaced.remove(&it.at);
                ledger.drop_cell(raw, *it, why);
            }
        };
        let (Some(a), Some(b)) = (before, after) else {
            drop(ledger, run, Why::Blank);
            at = end;
            continue;
        };
        if block.role == Role::Row && (a == '|' || b == '|') {
            // One blank stands on each side of a bar, and an empty cell is one blank.
            let own = run.iter().position(|it| tables::is_of_bar(raw, *it));
            let kept = own.unwrap_or(run.len()).min(run.len());
            drop(ledger, &run[..kept], Why::Blank);
            if let Some((it, rest)) = run[kept..].split_first() {
                out.push(*it);
                drop(
                    ledger,
                    &rest.iter().filter(|it| !tables::is_of_bar(raw, **it)).copied().collect::<Vec<_>>(),
                    Why::Blank,
                );
            }
        } else if at == label && label > 0 {
            match separator.chars().next() {
                None => drop(ledger, run, Why::Separator),
                Some(ch) => {
                    if run[0].ch != ch || !raw.text[run[0].at..].starts_with(ch) {
                        ledger.replaced.insert(run[0].at, Why::Separator);
                    }
                    out.push(Cell { ch, at: run[0].at });
                    drop(ledger, &run[1..], Why::Separator);
                }
            }
        } else if keeps {
            out.extend_from_slice(run);
        } else if is_torn(
            a,
            b,
            run,
            &cells[..at],
            &cells[end..],
            matches!(block.role, Role::Division(_) | Role::Heading),
        ) {
            drop(ledger, run, Why::BlankInside);
            let number = a.is_ascii_digit();
            let word: String = cells[at.saturating_sub(4)..at]
                .iter()
                .chain(&cells[end..(end + 4).min(cells.len())])
                .map(|it| it.ch)
                .collect();
            ledger.note(
                if number { Kind::Number } else { Kind::Blank },
                run[0].at,
                if number { Sure::Likely } else { Sure::Certain },
                say!(zh: "去掉“{word}”中间的空格", en: "dropped the blank in {word}"),
                match number {
                    true => say!(zh: "同一个数被拆成两截", en: "one number in two pieces"),
                    false => say!(zh: "汉字之间不留空格", en: "no blank stands between Han characters"),
                },
            );
        } else {
            out.extend_from_slice(run);
        }
        at = end;
    }
    out
}

/// Returns whether a blank tears what belongs together.
fn is_torn(a: char, b: char, run: &[Cell], before: &[Cell], after: &[Cell], heading: bool) -> bool {
    if is_cjk(a) && is_cjk(b) {
        // 总 则 and 附　则 are spread out; 张三　李四 are two names.
        let spread = heading && run.len() <= 3;
        return spread || run.iter().all(|it| it.ch == ' ');
    }
    if a.is_ascii_digit() && b.is_ascii_digit() {
        let left = before.iter().rev().take_while(|it| it.ch.is_ascii_digit()).count();
        let right = after.iter().take_while(|it| it.ch.is_ascii_digit()).count();
        return left + right == 4 && after.get(right).is_some_and(|it| it.ch == '年');
    }
    false
}

/// How the divisions of a kind look, and where they stand.
struct Peer {
    place: usize,
    level: Option<u8>,
    size: Option<f32>,
    centred: Option<bool>,
}

impl Peer {
    fn is_like(&self, block: &Block) -> bool {
        match (self.level, block.level) {
            (Some(own), Some(other)) => own == other,
            (None, None) => {
                let size = self.size.zip(block.size).is_some_and(|(own, other)| (own - other).abs() < 0.04);
                size && self.centred == block.centred
            }
            _ => false,
        }
    }
}

/// Returns the level of a division among the kinds that a document has.
pub fn levels(blocks: &[Block]) -> impl Fn(&Block) -> u8 {
    let has = |kind: UnitKind| blocks.iter().any(|it| it.role == Role::Division(kind));
    let order = [UnitKind::Part, UnitKind::Subpart, UnitKind::Chapter, UnitKind::Section];
    let present: Vec<UnitKind> = order.into_iter().filter(|it| has(*it)).collect();
    let told: Vec<u8> = {
        let mut told: Vec<u8> = blocks.iter().filter(|it| it.role == Role::Heading).filter_map(|it| it.level).collect();
        told.sort_unstable();
        told.dedup();
        told
    };
    let peers: Vec<Peer> = present
        .iter()
        .enumerate()
        .filter_map(|(place, kind)| {
            let first = blocks.iter().find(|it| it.role == Role::Division(*kind))?;
            Some(Peer { place, level: first.level, size: first.size, centred: first.centred })
        })
        .collect();
    move |block| {
        let place = match block.role {
            Role::Division(UnitKind::Annex) => 0,
            Role::Division(kind) => present.iter().position(|it| *it == kind).unwrap_or(0),
            // What looks as the divisions of a kind do stands where they stand.
            _ => match peers.iter().find(|it| it.is_like(block)) {
                Some(peer) => peer.place,
                None => match block.level {
                    Some(level) => told.iter().position(|it| *it == level).unwrap_or(0),
                    None => present.len(),
                },
            },
        };
        u8::try_from(place + 2).unwrap_or(6).min(6)
    }
}
