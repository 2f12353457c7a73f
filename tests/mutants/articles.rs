//! Slips in articles.

use diben::model::to_han;

use crate::mutants::law::{Head, Law, mark};
use crate::mutants::mutation::Mutation;

/// Pairs of neighbours, with their places in the row.
fn pairs(articles: &[Head]) -> impl Iterator<Item = (usize, &Head, &Head)> {
    articles.windows(2).enumerate().map(|(at, it)| (at + 1, &it[0], &it[1]))
}

fn plain(head: &Head) -> bool {
    head.number.inserted.is_empty()
}

/// Whether an article stands alone under its heading, so that taking it out would empty that.
fn alone(articles: &[Head], at: usize) -> bool {
    let group = |it: usize| articles.get(it).map(|it| it.group);
    (at == 0 || group(at - 1) != group(at)) && group(at + 1) != group(at)
}

/// Whether the rest of the text names the article.
fn cited(law: &Law, head: &Head) -> bool {
    law.count(&head.mark) > 1
}

/// Articles with one behind them, that nothing names and that don't stand alone: their number can be lost.
fn inner(law: &Law) -> Vec<(Head, Head, Head)> {
    let all = law.articles();
    let at = 1..all.len().saturating_sub(1);
    at.filter(|&at| plain(&all[at]) && !cited(law, &all[at]) && !alone(&all, at))
        .map(|at| (all[at - 1].clone(), all[at].clone(), all[at + 1].clone()))
        .collect()
}

pub fn delete(law: &Law) -> Vec<Mutation> {
    let lost = |(_, it, next): (Head, Head, Head)| {
        Mutation::new("article: deleted", &it.mark).remove(it.block()).answer("numbering/gap", &[(next.line, 0)])
    };
    inner(law).into_iter().map(lost).collect()
}

pub fn delete_first(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    if law.is_excerpt() || cited(law, &all[0]) || alone(&all, 0) {
        return Vec::new();
    }
    vec![
        Mutation::new("article: first deleted", &all[0].mark)
            .remove(all[0].block())
            .answer("numbering/start", &[(all[1].line, 0)]),
    ]
}

pub fn copy(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    let twice = |(_, it, _): (usize, &Head, &Head)| {
        Mutation::new("article: copied", &it.mark)
            .insert(law, it.end, law.text(it.block()))
            .answer("numbering/duplicate", &[(it.line, 0), (it.end, 0)])
    };
    pairs(&all).filter(|(_, it, next)| plain(it) && plain(next)).map(twice).collect()
}

pub fn swap(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    let fits = |at: usize, one: &Head, two: &Head| {
        let behind = all.get(at + 1);
        plain(one) && plain(two) && behind.is_some_and(plain) && one.end == two.line
    };
    let swapped = |(_, one, two): (usize, &Head, &Head)| {
        Mutation::new("article: swapped", format!("{} ↔ {}", one.mark, two.mark))
            .remove(one.block())
            .remove(two.block())
            .write(one.line, law.text(two.block()))
            .write(two.line, law.text(one.block()))
            .answer("numbering/order", &[(one.line, 0), (two.line, 0)])
    };
    pairs(&all).filter(|(at, one, two)| fits(*at, one, two)).map(swapped).collect()
}

pub fn move_away(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    let mut out = Vec::new();
    for at in 1..all.len().saturating_sub(5) {
        let (it, to) = (&all[at], &all[at + 4]);
        let text = law.text(it.block());
        let here = text.iter().any(|it| it.contains("本节") || it.contains("本章") || it.contains("前条"));
        if plain(it) && plain(&all[at + 1]) && plain(to) && !alone(&all, at) && !here {
            out.push(
                Mutation::new("article: moved", format!("{} before {}", it.mark, to.mark))
                    .remove(it.block())
                    .insert(law, to.line, text)
                    .answer("numbering/order", &[(to.line, 0)]),
            );
        }
    }
    out
}

pub fn repeat_number(law: &Law) -> Vec<Mutation> {
    let fits = |it: &(Head, Head, Head)| plain(&it.0) && plain(&it.2);
    let repeated = |(before, it, _): (Head, Head, Head)| {
        Mutation::new("article: number of the one before", format!("{} → {}", it.mark, before.mark))
            .replace(it.line, it.with(&before.mark))
            .answer("numbering/duplicate", &[(before.line, 0), (it.line, 0)])
    };
    inner(law).into_iter().filter(fits).map(repeated).collect()
}

pub fn far_number(law: &Law) -> Vec<Mutation> {
    let last = law.articles().last().map_or(0, |it| it.number.base);
    let far = |(_, it, _): (Head, Head, Head)| {
        let wrong = mark(&it, last + 23);
        Mutation::new("article: number far off", format!("{} → {wrong}", it.mark))
            .replace(it.line, it.with(&wrong))
            .answer("numbering/order", &[(it.line, 0)])
    };
    inner(law).into_iter().filter(|it| plain(&it.2)).map(far).collect()
}

/// 一百十二, 一百一, 第一十二条, 第二十十三条, 第二十零三条.
fn misspelled(number: u32) -> Vec<String> {
    let (tens, ones) = (number / 10 % 10, number % 10);
    let head = to_han(number / 100);
    match number {
        110..=199 if tens == 1 => vec![format!("{head}百十{}", if ones == 0 { String::new() } else { to_han(ones) })],
        101..=199 if tens == 0 => vec![format!("{head}百{}", to_han(ones)), format!("{head}百〇{}", to_han(ones))],
        101..=199 => vec![format!("{head}百{}", to_han(number % 100).replace('十', ""))],
        10..=19 => vec![format!("一{}", to_han(number))],
        21..=99 if ones > 0 => {
            let ten = to_han(tens * 10);
            vec![format!("{ten}十{}", to_han(ones)), format!("{ten}零{}", to_han(ones))]
        }
        _ => Vec::new(),
    }
}

pub fn misspell(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in law.articles().iter().filter(|it| plain(it) && !cited(law, it)) {
        for numeral in misspelled(it.number.base).into_iter().filter(|it| diben::model::parse_han(it) != Some(0)) {
            let wrong = it.mark.replacen(&to_han(it.number.base), &numeral, 1);
            out.push(
                Mutation::new("article: numeral misspelled", format!("{} → {wrong}", it.mark))
                    .replace(it.line, it.with(&wrong))
                    .answer("numbering/style", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn digits(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in law.articles().iter().filter(|it| plain(it) && it.mark.starts_with('第')) {
        let ascii = it.number.base.to_string();
        let wide: String = ascii.chars().map(|it| char::from_u32(u32::from(it) + 0xFEE0).unwrap_or(it)).collect();
        for digits in [ascii, wide] {
            out.push(
                Mutation::new("article: number in digits", format!("{} → 第{digits}条", it.mark))
                    .replace(it.line, it.with(&format!("第{digits}条")))
                    .answer("numbering/style", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn break_token(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in law.articles().iter().filter(|it| plain(it) && it.mark.starts_with('第')) {
        let mut wrong = vec![it.mark.replace('条', " 条"), it.mark.replace('第', "笫"), it.mark.replace('第', "第 ")];
        if it.number.base > 10 && it.number.base % 10 == 1 {
            wrong.extend(["－", "-", "—"].map(|dash| it.mark.replace("一条", &format!("{dash}条"))));
        }
        for wrong in wrong {
            out.push(
                Mutation::new("article: broken token", format!("{} → {wrong}", it.mark))
                    .replace(it.line, it.with(&wrong))
                    .answer("numbering/broken-token", &[(it.line, 0)])
                    .answer("numbering/style", &[(it.line, 0)]),
            );
        }
    }
    out
}

/// What an article's text may open with that reads as the tail of a reference: 第四条中, 第四条以.
const TAILS: &[char] = &['中', '以', '的', '和', '至', '第', '及', '或', '所', '项', '款'];

pub fn drop_separator(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    let all = law.articles();
    for (at, it) in all.iter().enumerate().filter(|(_, it)| plain(it) && it.mark.starts_with('第')) {
        let joined = format!("{}{}{}{}", it.before, it.mark, it.before, it.body);
        let unclear = it.body.starts_with(TAILS);
        // The first article of an excerpt may bear any number: none is due.
        if it.body.starts_with('（') || unclear && at + 1 == all.len() || at == 0 && (unclear || law.is_excerpt()) {
            continue;
        }
        if !unclear {
            out.push(
                Mutation::new("article: no separator", &it.mark)
                    .replace(it.line, joined)
                    .answer("numbering/separator", &[(it.line, 0)])
                    .answer("numbering/style", &[(it.line, 0)]),
            );
        } else if !alone(&all, at) && !cited(law, it) {
            out.push(
                Mutation::new("article: no separator, reads as a reference", &it.mark)
                    .replace(it.line, joined)
                    .answer("numbering/gap", &[(all[at + 1].line, 0), (it.line, 0)])
                    .answer("numbering/run-on", &[(it.line, 0)])
                    .answer("numbering/separator", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn run_on(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for (_, it, next) in inner(law) {
        let Some(above) = law.above(it.line).filter(|&above| law.ends_sentence(above)) else { continue };
        let after = it.after.replace("**", "");
        let glued = format!("{}{}{after}{}", law.lines[above], it.mark, it.body);
        out.push(
            Mutation::new("article: run on", &it.mark)
                .remove(above + 1..it.line + 1)
                .replace(above, glued)
                .answer("numbering/run-on", &[(above, 0)])
                .answer("numbering/gap", &[(next.line, 0)]),
        );
    }
    out
}

pub fn lose_break(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    let fits = |it: &&Head| it.line > 1 && law.lines[it.line - 1].is_empty() && law.ends_sentence(it.line - 2);
    let close = |it: &Head| {
        let unclear = it.mark.starts_with('第') && it.body.starts_with(TAILS);
        let op = if unclear { "article: no blank line, reads as a reference" } else { "article: no blank line" };
        let closed =
            Mutation::new(op, &it.mark).remove(it.line - 1..it.line).answer("structure/missing-break", &[(it.line, 0)]);
        match all.iter().find(|next| next.line > it.line).filter(|_| unclear) {
            Some(next) => closed.answer("numbering/gap", &[(next.line, 0), (it.line - 2, 0)]),
            None => closed,
        }
    };
    all.iter().filter(fits).map(close).collect()
}

pub fn lose_text(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    let one_line = |it: &&Head| law.lines[it.block()].iter().filter(|it| !it.is_empty()).count() == 1;
    let lost = |it: &Head| {
        Mutation::new("article: no text", &it.mark)
            .replace(it.line, format!("{}{}{}", it.before, it.mark, it.before))
            .answer("structure/empty", &[(it.line, 0)])
    };
    all.iter().filter(one_line).map(lost).collect()
}

pub fn insertion_without_base(law: &Law) -> Vec<Mutation> {
    let all = law.articles();
    let mut out = Vec::new();
    for (_, it, next) in pairs(&all).filter(|(_, it, next)| plain(it) && plain(next) && it.mark.starts_with('第')) {
        let text =
            |mark: &str| vec![format!("{}{mark}{}有关部门应当加强协调配合。", it.before, it.after), String::new()];
        let second = format!("{}之二", it.mark);
        out.push(
            Mutation::new("article: 之二 without 之一", &second)
                .insert(law, it.end, text(&second))
                .answer("numbering/gap", &[(it.end, 0)]),
        );
        let far = format!("{}之一", mark(next, next.number.base + 2));
        let stands = all.iter().any(|other| other.mark == far);
        if !stands && all.iter().any(|other| other.number.base > next.number.base + 2) {
            out.push(
                Mutation::new("article: 之一 far from its base", &far)
                    .insert(law, it.end, text(&far))
                    .answer("numbering/order", &[(it.end, 0)])
                    .answer("numbering/gap", &[(it.end, 0)]),
            );
        }
    }
    out
}
