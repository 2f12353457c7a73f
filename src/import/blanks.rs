//! The blanks inside a paragraph: which are the author's, which the page's.

use crate::import::block::{Block, Opened, Role, opened};
use crate::import::cell::Cell;
use crate::import::raw::Raw;
use crate::import::repair::{Kind, Ledger, Sure, Why};
use crate::import::shape::head;
use crate::import::tables;
use crate::say;
use crate::text::is_cjk;

/// Blanks: one U+3000 behind the number of an article, one blank behind that of a heading, none between Han.
pub fn blanks(raw: &Raw, block: &Block, units: bool, ledger: &mut Ledger) -> Vec<Cell> {
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
