//! What belongs to the page and not to the text: folios, running heads, lines that a site or a press repeats. A line goes
//! only on evidence: its own shape, a row of rising numbers, or that it says again what the title said.

use std::collections::{HashMap, HashSet};

use crate::import::block::opened;
use crate::import::cell::{Strand, solid};
use crate::import::raw::{Form, Raw, Role};
use crate::import::repair::{Kind, Ledger, Sure, Why};
use crate::message::Message;
use crate::say;

/// `top` is the last line of the title.
///
/// Returns the lines without those that belong to the page. What stood around one is then next to each other.
pub fn quieted(raw: &Raw, lines: Vec<Strand>, title: &str, top: usize, ledger: &mut Ledger) -> Vec<Strand> {
    if matches!(raw.form, Form::Markdown | Form::Html) {
        return lines;
    }
    // The pages of a PDF were seen: only what stands on them as their matter is such.
    let placed = raw.form == Form::Pdf;
    let texts: Vec<String> = lines.iter().map(|it| solid(&it.cells)).collect();
    let plain = plain_folios(&texts);
    let repeated = repeated(&lines, &texts, &plain);
    let heads = texts.iter().filter(|it| is_head(it, title)).count();
    // Above the first unit the title may be set again; further down a line of its words is the head of a page.
    let body = texts.iter().position(|it| opened(it).is_some()).unwrap_or(0);
    let mut out: Vec<Strand> = Vec::with_capacity(lines.len());
    let (mut page, mut blank) = (false, false);
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, mut line) in lines.into_iter().enumerate() {
        let text = &texts[at];
        let found = if line.hint.role == Role::PageMatter {
            let (sure, words) =
                line.hint.matter.clone().unwrap_or_else(|| {
                    (Sure::Certain, say!(zh: "它在版心之外", en: "it stands outside the type area"))
                });
            Some((Why::RunningHead, sure, words))
        } else if placed {
            None
        } else if is_folio(text) {
            Some((Why::Folio, Sure::Certain, say!(zh: "页码的写法", en: "it has the form of a folio")))
        } else if plain[at] {
            Some((
                Why::Folio,
                Sure::Likely,
                say!(zh: "单独成行的数字，逐页加一", en: "a number alone on its line, one more on each page"),
            ))
        } else if at > top + 1 && (at > body || heads > 2 && line.after_page) && is_head(text, title) {
            Some((
                Why::RunningHead,
                Sure::Likely,
                say!(zh: "与题目相同，又不在文首", en: "it repeats the title and does not stand at the top"),
            ))
        } else {
            // The first of several may be the line that the others repeat.
            let first = at <= top || !seen.contains(text.as_str()) && opened(text).is_some();
            repeated.get(text.as_str()).filter(|_| !first).map(|why| (Why::Repeated, Sure::Likely, why.clone()))
        };
        seen.insert(text);
        let Some((why, sure, reason)) = found else {
            line.after_page |= std::mem::take(&mut page);
            line.after_blank |= std::mem::take(&mut blank);
            out.push(line);
            continue;
        };
        page = true;
        blank |= line.after_blank;
        line.cells.iter().for_each(|it| ledger.drop_cell(raw, *it, why));
        let words = line.text();
        let what = match why {
            _ if line.hint.matter.is_some() => say!(zh: "去掉“{words}”", en: "dropped “{words}”"),
            Why::Folio => say!(zh: "去掉页码“{words}”", en: "dropped the folio “{words}”"),
            Why::RunningHead => say!(zh: "去掉书眉“{words}”", en: "dropped the running head “{words}”"),
            _ => say!(zh: "去掉重复的“{words}”", en: "dropped the repeated line “{words}”"),
        };
        ledger.note(Kind::Noise, line.cells[0].at, sure, what, reason);
    }
    out
}

fn is_head(text: &str, title: &str) -> bool {
    title.chars().count() > 3 && text.trim_matches(|it: char| it.is_ascii_digit() || is_dash(it)) == title
}

fn is_dash(it: char) -> bool {
    matches!(it, '-' | '—' | '–' | '－' | '―' | '─' | '·' | '•')
}

/// — 3 —, 第3页, 第 3 页 共 20 页, 3/20, Page 3 of 20.
fn is_folio(text: &str) -> bool {
    let number = |it: &str| !it.is_empty() && it.len() <= 4 && it.bytes().all(|it| it.is_ascii_digit());
    let inner = text.trim_matches(is_dash);
    if inner.len() < text.len() && number(inner) && text.starts_with(is_dash) && text.ends_with(is_dash) {
        return true;
    }
    if let Some((one, rest)) = text.strip_prefix('第').and_then(|it| it.split_once('页')) {
        let rest = rest.trim_start_matches(['/', '，', ',', '（', '(']).trim_end_matches(['）', ')']);
        let total = rest.strip_prefix('共').unwrap_or(rest).trim_end_matches('页');
        return number(one) && (rest.is_empty() || number(total));
    }
    let lower = text.to_ascii_lowercase();
    let english =
        lower.strip_prefix("page").and_then(|it| it.split_once("of")).is_some_and(|(a, b)| number(a) && number(b));
    english
        || text.split_once('/').is_some_and(|(a, b)| number(a) && number(b) && a.parse::<u32>().ok() <= b.parse().ok())
}

/// Numbers alone on their lines that rise by one from page to page. A single 1 stands for such a row.
fn plain_folios(texts: &[String]) -> Vec<bool> {
    let found: Vec<(usize, u32)> = texts
        .iter()
        .enumerate()
        .filter(|(_, it)| it.len() <= 4 && !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
        .filter_map(|(at, it)| Some((at, it.parse().ok()?)))
        .collect();
    let mut out = vec![false; texts.len()];
    for (place, (at, number)) in found.iter().enumerate() {
        let before = place.checked_sub(1).map(|it| found[it].1);
        let after = found.get(place + 1).map(|it| it.1);
        out[*at] = before.is_some_and(|it| it + 1 == *number)
            || after.is_some_and(|it| *number + 1 == it)
            || (found.len() == 1 && *number == 1 && *at + 1 < texts.len());
    }
    out
}

/// Lines that come again and again at the edge of a page, and addresses of sites that come more than once.
fn repeated(lines: &[Strand], texts: &[String], folios: &[bool]) -> HashMap<String, Message> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        places.entry(text).or_default().push(at);
    }
    let is_edge = |at: usize| {
        let number = |at: usize| texts.get(at).is_some_and(|it| is_folio(it)) || folios.get(at).is_some_and(|it| *it);
        lines[at].after_page
            || lines.get(at + 1).is_some_and(|it| it.after_page)
            || number(at + 1)
            || (at > 0 && number(at - 1))
    };
    let mut out = HashMap::new();
    for (text, places) in places {
        let count = places.len();
        let ends = text.ends_with(['。', '；', '：', ';', ':']);
        if count >= 2
            && ["http://", "https://", "www."].iter().any(|it| text.to_ascii_lowercase().contains(it))
            && text.is_ascii()
        {
            out.insert(text.to_owned(), say!(zh: "网址，出现 {count} 次", en: "an address of a site, {count} times"));
        } else if count >= 3 && !ends && places.iter().filter(|it| is_edge(**it)).count() * 5 >= count * 4 {
            out.insert(
                text.to_owned(),
                say!(zh: "出现 {count} 次，都在页的边上", en: "{count} times, each at the edge of a page"),
            );
        }
    }
    out
}
