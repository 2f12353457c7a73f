//! A slip elsewhere hides none: of two slips far from each other both are found.

use crate::mutants::law::Law;
use crate::mutants::mutation::{Mutant, Mutation};
use crate::mutants::{accepted, draw, findings, mutations};

/// How many articles lie between two stretches of lines; nothing where they meet.
fn apart(law: &Law, one: &Mutation, two: &Mutation) -> bool {
    let (one, two) = (one.extent(), two.extent());
    let (upper, lower) = if one.start < two.start { (one, two) } else { (two, one) };
    let between = law.articles().iter().filter(|it| it.line >= upper.end && it.line < lower.start).count();
    upper.end < lower.start && between >= 3
}

#[test]
fn a_slip_elsewhere_hides_none() {
    let mut lost = Vec::new();
    let mut tried = 0;
    for (law, mutations) in mutations(3) {
        let finds = |all: &[&Mutation]| {
            let mutant = Mutant::of(&law, all);
            let found = findings(&mutant.text);
            let hit = |it: &&Mutation| found.iter().any(|found| accepted(&mutant, it).contains(found));
            all.iter().map(hit).collect::<Vec<_>>()
        };
        let seen: Vec<&Mutation> = mutations.iter().filter(|it| finds(&[it]) == [true]).collect();
        let pairs = seen.iter().enumerate().flat_map(|(at, one)| seen[..at].iter().map(move |two| (*one, *two)));
        let pairs = pairs.filter(|(one, two)| apart(&law, one, two)).collect();
        for (one, two) in draw(pairs, 60, law.name) {
            tried += 1;
            if finds(&[one, two]) != [true, true] {
                let got = findings(&Mutant::of(&law, &[one, two]).text);
                lost.push(format!(
                    "{}: [{}] {} + [{}] {}: got {got:?}",
                    law.name, one.op, one.detail, two.op, two.detail
                ));
            }
        }
    }
    println!("{}\n{} of {tried} pairs lose one", lost.join("\n"), lost.len());
    assert!(lost.is_empty());
}
