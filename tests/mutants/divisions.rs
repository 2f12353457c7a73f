//! Slips in 编, 章, 节, in headings with 一、 and in annexes.

use crate::mutants::law::{Head, Law, mark};
use crate::mutants::mutation::Mutation;

/// Headings between the first and the last of their row, with their neighbours.
fn inner(law: &Law) -> Vec<(Head, Head, Head)> {
    let rows = law.divisions();
    rows.iter().flat_map(|it| it.windows(3)).map(|it| (it[0].clone(), it[1].clone(), it[2].clone())).collect()
}

/// Rows of two headings and more, which begin with the first.
fn rows(law: &Law) -> Vec<Vec<Head>> {
    law.divisions().into_iter().filter(|it| it.len() > 1 && it[0].number.base == 1).collect()
}

/// Whether headings of a lower level stand under one.
fn parted(law: &Law, it: &Head) -> bool {
    let deeper = format!("{}# ", it.before.trim_end());
    law.lines[it.block()].iter().any(|line| line.starts_with(&deeper))
}

pub fn delete(law: &Law) -> Vec<Mutation> {
    let lost = |(_, it, next): (Head, Head, Head)| {
        Mutation::new("heading: deleted", &it.mark)
            .remove(it.line..it.line + 2)
            .answer("numbering/gap", &[(next.line, 0)])
    };
    inner(law).into_iter().filter(|(before, it, _)| !parted(law, it) && !parted(law, before)).map(lost).collect()
}

pub fn delete_first(law: &Law) -> Vec<Mutation> {
    let lost = |it: Vec<Head>| {
        Mutation::new("heading: first deleted", &it[0].mark)
            .remove(it[0].line..it[0].line + 2)
            .answer("numbering/start", &[(it[1].line, 0)])
    };
    rows(law).into_iter().filter(|it| !parted(law, &it[0])).map(lost).collect()
}

pub fn repeat_number(law: &Law) -> Vec<Mutation> {
    let rows = law.divisions();
    let repeated = |it: &[Head]| {
        Mutation::new("heading: number of the one before", format!("{} → {}", it[1].mark, it[0].mark))
            .replace(it[1].line, it[1].with(&it[0].mark))
            .answer("numbering/duplicate", &[(it[0].line, 0), (it[1].line, 0)])
    };
    rows.iter().flat_map(|it| it.windows(2)).map(repeated).collect()
}

pub fn swap_numbers(law: &Law) -> Vec<Mutation> {
    let rows = law.divisions();
    let swapped = |it: &[Head]| {
        Mutation::new("heading: numbers swapped", format!("{} ↔ {}", it[0].mark, it[1].mark))
            .replace(it[0].line, it[0].with(&it[1].mark))
            .replace(it[1].line, it[1].with(&it[0].mark))
            .answer("numbering/order", &[(it[0].line, 0), (it[1].line, 0)])
    };
    rows.iter().flat_map(|it| it.windows(2)).map(swapped).collect()
}

pub fn restart(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for row in rows(law) {
        for it in row.iter().skip(2) {
            let one = mark(it, 1);
            out.push(
                Mutation::new("heading: begins again", format!("{} → {one}", it.mark))
                    .replace(it.line, it.with(&one))
                    .answer("numbering/duplicate", &[(it.line, 0), (row[0].line, 0)])
                    .answer("numbering/order", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn lose_number(law: &Law) -> Vec<Mutation> {
    let lost = |(_, it, next): (Head, Head, Head)| {
        Mutation::new("heading: number lost", &it.mark)
            .replace(it.line, format!("{}{}", it.before, it.body))
            .answer("numbering/gap", &[(next.line, 0), (it.line, 0)])
    };
    inner(law).into_iter().filter(|(before, it, _)| !parted(law, it) && !parted(law, before)).map(lost).collect()
}

pub fn lose_hashes(law: &Law) -> Vec<Mutation> {
    let lost = |(_, it, next): (Head, Head, Head)| {
        Mutation::new("heading: marks lost", &it.mark)
            .replace(it.line, format!("{}{}{}", it.mark, it.after, it.body))
            .answer("numbering/gap", &[(next.line, 0), (it.line, 0)])
            .answer("structure/split-heading", &[(it.line, 0)])
    };
    let ordinal = |it: &(Head, Head, Head)| it.1.mark.starts_with('第');
    inner(law).into_iter().filter(|it| ordinal(it) && !parted(law, &it.1) && !parted(law, &it.0)).map(lost).collect()
}

/// 第三章 on one line and its words, as the heading, on the next.
pub fn split_number(law: &Law) -> Vec<Mutation> {
    let split = |(_, it, next): (Head, Head, Head)| {
        let lines = vec![it.mark.clone(), String::new(), format!("{}{}", it.before, it.body)];
        Mutation::new("heading: number on a line of its own", &it.mark)
            .write(it.line, lines)
            .answer("structure/split-heading", &[(it.line, 0), (it.line, 2)])
            .answer("numbering/gap", &[(next.line, 0)])
    };
    let ordinal = |it: &(Head, Head, Head)| it.1.mark.starts_with('第');
    inner(law).into_iter().filter(|it| ordinal(it) && !parted(law, &it.0)).map(split).collect()
}

/// The second half of the words became a paragraph.
pub fn split_words(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in law.divisions().iter().flatten().filter(|it| it.body.chars().count() >= 6) {
        let middle = it.body.char_indices().nth(it.body.chars().count() / 2).map_or(0, |it| it.0);
        let (words, rest) = it.body.split_at(middle);
        let lines = vec![format!("{}{}{}{words}", it.before, it.mark, it.after), String::new(), rest.to_owned()];
        out.push(
            Mutation::new("heading: words on two lines", &it.mark)
                .write(it.line, lines)
                .answer("structure/split-heading", &[(it.line, 0), (it.line, 2)]),
        );
    }
    out
}

pub fn lose_words(law: &Law) -> Vec<Mutation> {
    let lost = |it: &Head| {
        Mutation::new("heading: no words", &it.mark)
            .replace(it.line, format!("{}{}", it.before, it.mark))
            .answer("structure/empty", &[(it.line, 0)])
    };
    law.divisions().iter().flatten().map(lost).collect()
}

pub fn section_before_chapter(law: &Law) -> Vec<Mutation> {
    let Some(first) = law.divisions().into_iter().flatten().find(|it| it.mark.ends_with('章')) else {
        return Vec::new();
    };
    vec![
        Mutation::new("heading: 节 before 章", &first.mark)
            .insert(law, first.line, vec!["### 第一节　一般规定".to_owned(), String::new()])
            .answer("numbering/hierarchy", &[(first.line, 0)]),
    ]
}

pub fn item_outside(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in law.divisions().iter().flatten().filter(|it| law.has_articles() && !parted(law, it)) {
        out.push(
            Mutation::new("item: outside of any article", &it.mark)
                .insert(law, it.line + 2, vec!["（一）有关部门负责监督管理工作；".to_owned(), String::new()])
                .answer("numbering/hierarchy", &[(it.line + 2, 0)]),
        );
    }
    out
}

pub fn empty(law: &Law) -> Vec<Mutation> {
    let last = law.lines.len() - 1;
    let Some(it) = law.divisions().into_iter().filter_map(|mut it| it.pop()).max_by_key(|it| it.line) else {
        return Vec::new();
    };
    if law.body_end() <= last {
        return Vec::new();
    }
    let heading = format!("{}{}{}补充规定", it.before, mark(&it, it.number.base + 1), it.after);
    vec![
        Mutation::new("heading: nothing below", &heading)
            .write(last, vec![law.lines[last].clone(), String::new(), heading.clone()])
            .answer("structure/empty", &[(last, 2)]),
    ]
}

/// The headings of the annexes.
fn annexes(law: &Law) -> Vec<(usize, String)> {
    let lines = law.lines.iter().enumerate();
    lines.filter(|(_, it)| it.starts_with("## 附件")).map(|(at, it)| (at, it.clone())).collect()
}

/// The line of an article that names an annex.
fn naming(law: &Law, name: &str) -> Option<usize> {
    law.lines[..law.body_end()].iter().position(|it| it.contains(name))
}

pub fn annexes_wrong(law: &Law) -> Vec<Mutation> {
    let [_, (second, two), (third, three), ..] = &annexes(law)[..] else { return Vec::new() };
    let (Some(names_two), Some(names_three)) = (naming(law, "附件2"), naming(law, "附件3")) else {
        return Vec::new();
    };
    let named = |line: usize, wrong: &str, right: &str| law.lines[line].replace(wrong, right);
    vec![
        Mutation::new("annex: deleted", two)
            .remove(*second..*third)
            .replace(names_two, named(names_two, "附件2", "附件1"))
            .answer("numbering/gap", &[(*third, 0)]),
        Mutation::new("annex: number lost", two)
            .replace(*second, two.replace("附件2", "附件"))
            .answer("reference/annex", &[(names_two, 0), (*second, 0)]),
        Mutation::new("annex: number of the one before", three)
            .replace(*third, three.replace("附件3", "附件2"))
            .replace(names_three, named(names_three, "附件3", "附件2"))
            .answer("numbering/duplicate", &[(*second, 0), (*third, 0)]),
    ]
}
