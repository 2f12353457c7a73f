//! Slips in lists: 项 （一） and 目 1.

use crate::mutants::law::{Head, Law, item, mark, subitem};
use crate::mutants::mutation::Mutation;

/// The lists of a law whose items nothing names.
fn lists(law: &Law) -> Vec<Vec<Head>> {
    let mut out = law.lists(item);
    out.extend(law.lists(subitem));
    out
}

fn cited(law: &Law, it: &Head) -> bool {
    let numeral = it.mark.trim_matches(['（', '）']);
    law.count(&format!("第{numeral}项")) + law.count(&format!("第（{numeral}）项")) > 0
}

/// Items between the first and the last, with their neighbours.
fn inner(law: &Law) -> Vec<(Head, Head, Head)> {
    let lists = lists(law);
    let threes = lists.iter().flat_map(|it| it.windows(3));
    threes.filter(|it| !cited(law, &it[1])).map(|it| (it[0].clone(), it[1].clone(), it[2].clone())).collect()
}

pub fn delete(law: &Law) -> Vec<Mutation> {
    let lost = |(_, it, next): (Head, Head, Head)| {
        Mutation::new("item: deleted", &it.mark).remove(it.line..next.line).answer("numbering/gap", &[(next.line, 0)])
    };
    inner(law).into_iter().map(lost).collect()
}

pub fn delete_first(law: &Law) -> Vec<Mutation> {
    let lists = lists(law);
    let lost = |it: &Vec<Head>| {
        Mutation::new("item: first deleted", &it[0].mark)
            .remove(it[0].line..it[1].line)
            .answer("numbering/start", &[(it[1].line, 0)])
    };
    lists.iter().filter(|it| it.len() > 2 && !cited(law, &it[0])).map(lost).collect()
}

pub fn lose_label(law: &Law) -> Vec<Mutation> {
    let lost = |(_, it, next): (Head, Head, Head)| {
        Mutation::new("item: label lost", &it.mark)
            .replace(it.line, &it.body)
            .answer("numbering/gap", &[(next.line, 0), (it.line, 0)])
    };
    inner(law).into_iter().map(lost).collect()
}

pub fn lose_first_label(law: &Law) -> Vec<Mutation> {
    let lists = lists(law);
    let lost = |it: &Vec<Head>| {
        Mutation::new("item: first label lost", &it[0].mark)
            .replace(it[0].line, &it[0].body)
            .answer("numbering/start", &[(it[1].line, 0), (it[0].line, 0)])
    };
    lists.iter().filter(|it| !cited(law, &it[0])).map(lost).collect()
}

pub fn repeat_number(law: &Law) -> Vec<Mutation> {
    let repeated = |(before, it, next): (Head, Head, Head)| {
        let repeated = Mutation::new("item: number of the one before", format!("{} → {}", it.mark, before.mark))
            .replace(it.line, it.with(&before.mark))
            .answer("numbering/duplicate", &[(before.line, 0), (it.line, 0)]);
        // （一） behind a paragraph begins a list of its own.
        match before.number.base == 1 && before.line + 2 < it.line {
            true => repeated.answer("numbering/gap", &[(next.line, 0)]),
            false => repeated,
        }
    };
    inner(law).into_iter().map(repeated).collect()
}

pub fn far_number(law: &Law) -> Vec<Mutation> {
    let far = |(_, it, _): (Head, Head, Head)| {
        let wrong = mark(&it, it.number.base + 30);
        Mutation::new("item: number far off", format!("{} → {wrong}", it.mark))
            .replace(it.line, it.with(&wrong))
            .answer("numbering/order", &[(it.line, 0)])
    };
    inner(law).into_iter().map(far).collect()
}

pub fn swap(law: &Law) -> Vec<Mutation> {
    let swapped = |(one, two, next): (Head, Head, Head)| {
        let (upper, lower) = (one.line..two.line, two.line..next.line);
        Mutation::new("item: swapped", format!("{} ↔ {}", one.mark, two.mark))
            .remove(one.line..next.line)
            .write(one.line, law.text(lower))
            .write(two.line, law.text(upper))
            .answer("numbering/order", &[(one.line, 0), (two.line, 0)])
    };
    inner(law).into_iter().map(swapped).collect()
}

pub fn mix_brackets(law: &Law) -> Vec<Mutation> {
    let mut out = Vec::new();
    for it in law.lists(item).iter().flatten() {
        for wrong in [it.mark.replace('）', ")"), it.mark.replace('（', "(")] {
            out.push(
                Mutation::new("item: brackets of two widths", &wrong)
                    .replace(it.line, it.with(&wrong))
                    .answer("numbering/style", &[(it.line, 0)]),
            );
        }
    }
    out
}

pub fn digits(law: &Law) -> Vec<Mutation> {
    let lists = law.lists(item);
    let digit = |it: &Head| {
        let wrong = format!("（{}）", it.number.base);
        Mutation::new("item: number in digits", format!("{} → {wrong}", it.mark))
            .replace(it.line, it.with(&wrong))
            .answer("numbering/style", &[(it.line, 0)])
    };
    lists.iter().flatten().filter(|it| !cited(law, it)).map(digit).collect()
}

pub fn lose_break(law: &Law) -> Vec<Mutation> {
    let lists = law.lists(item);
    let all = lists.iter().flatten();
    let fits = |it: &&Head| law.lines[it.line - 1].is_empty() && law.ends_sentence(it.line - 2);
    let close = |it: &Head| {
        Mutation::new("item: no blank line", &it.mark)
            .remove(it.line - 1..it.line)
            .answer("structure/missing-break", &[(it.line, 0)])
    };
    all.filter(fits).map(close).collect()
}

pub fn glue(law: &Law) -> Vec<Mutation> {
    let glued = |(before, it, next): (Head, Head, Head)| {
        Mutation::new("item: run on", &it.mark)
            .remove(before.line + 1..it.line + 1)
            .replace(before.line, format!("{}{}", law.lines[before.line], law.lines[it.line]))
            .answer("numbering/run-on", &[(before.line, 0)])
            .answer("numbering/gap", &[(next.line, 0)])
    };
    let fits = |it: &(Head, Head, Head)| it.0.line + 2 == it.1.line;
    inner(law).into_iter().filter(fits).map(glued).collect()
}
