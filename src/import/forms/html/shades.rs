//! What a page does not show, and what a site shows around the text: elements whose content import leaves out.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::names::{HIDDEN, SITE};
use super::tags::{Part, Tag};
use crate::import::block::{Opened, opened};
use crate::import::raw::CutReason;

/// The stretches that are left out, each by where it begins: its bytes, tags included, and why.
pub type Shades = BTreeMap<usize, (Range<usize>, CutReason)>;

/// Returns what is left out, the outermost stretches.
pub fn shades(text: &str, tags: &[Tag]) -> Shades {
    let weight = weights(text, tags);
    let mut out = Vec::new();
    let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, tag) in tags.iter().enumerate() {
        match tag.part {
            Part::Start if !tag.name.is_empty() && !matches!(tag.name, "br" | "img" | "hr") => {
                open.entry(tag.name).or_default().push(at);
            }
            Part::End => {
                let Some(start) = open.get_mut(tag.name).and_then(Vec::pop) else { continue };
                let range = tags[start].range.start..tag.range.end;
                let held = weight[at] > weight[start];
                if let Some(why) = reason(&tags[start], held) {
                    out.push((range, why));
                }
            }
            Part::Unclosed => out.push((tag.range.clone(), CutReason::Unseen)),
            Part::Start | Part::Aside => {}
        }
    }
    // A script that is never closed swallows the rest of the page.
    if let Some(last) =
        tags.last().filter(|it| it.part == Part::Start && html5gum::naive_next_state(it.name.as_bytes()).is_some())
    {
        out.push((last.range.start..text.len(), CutReason::Unseen));
    }
    out.sort_by_key(|it| (it.0.start, std::cmp::Reverse(it.0.end)));
    let mut end = 0;
    out.retain(|(range, _)| {
        let outer = range.start >= end;
        end = end.max(range.end);
        outer
    });
    out.into_iter().map(|it| (it.0.start, it)).collect()
}

fn reason(tag: &Tag, held: bool) -> Option<CutReason> {
    match tag.name {
        "title" => Some(CutReason::PageTitle),
        it if HIDDEN.contains(&it) => Some(CutReason::Tag),
        // The head of an article may hold its title, and a careless page its text.
        "header" | "footer" | "aside" if held => None,
        it if SITE.contains(&it) => Some(CutReason::SiteMatter),
        _ if tag.unseen => Some(CutReason::Unseen),
        _ => None,
    }
}

/// Returns how many headings of the first level and articles stand before each tag.
fn weights(text: &str, tags: &[Tag]) -> Vec<usize> {
    let (mut sum, mut at) = (0, 0);
    tags.iter()
        .map(|tag| {
            let words = text.get(at..tag.range.start).unwrap_or_default().trim_start();
            let head = words.char_indices().nth(24).map_or(words, |(end, _)| &words[..end]);
            sum += usize::from(matches!(opened(head), Some(Opened::Article(_))));
            sum += usize::from(tag.part == Part::Start && tag.name == "h1");
            at = tag.range.end;
            sum
        })
        .collect()
}
