//! The signs of notes. On paper each page counts its notes from one, and a note called again on another page is named by
//! its page and its sign, 第3页①; a book without pages counts through, and so may a layout. Which of the two holds is found
//! from the signs as a whole, and then every one of them must be the one that is due.

use crate::verify::unit::is_joiner;

/// What a sign must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The number of a note.
    Number(u32),
    /// The number of a note on another page.
    Elsewhere(usize, u32),
}

/// A place where a note is called: its label, and the page of the sign, nothing where there are no pages.
pub type Call<'a> = (&'a str, usize);

/// Returns the sign that is due at each place, given those that stand there.
pub fn due(calls: &[Call], found: &[&str]) -> Vec<Sign> {
    let fits = |due: &[Sign]| due.iter().zip(found).all(|(due, found)| says(found, *due));
    let through = through(calls);
    let paged = by_page(calls);
    if calls.iter().all(|it| it.1 == 0) || !fits(&paged) && fits(&through) { through } else { paged }
}

/// Numbers that begin anew on each page.
fn by_page(calls: &[Call]) -> Vec<Sign> {
    let mut first: std::collections::BTreeMap<&str, (usize, u32)> = std::collections::BTreeMap::new();
    let mut last: std::collections::BTreeMap<usize, u32> = std::collections::BTreeMap::new();
    let mut out = Vec::new();
    for &(label, page) in calls {
        out.push(match first.get(label) {
            Some(&(own, number)) if own == page => Sign::Number(number),
            Some(&(other, number)) => Sign::Elsewhere(other, number),
            None => {
                let number = last.entry(page).and_modify(|it| *it += 1).or_insert(1);
                first.insert(label, (page, *number));
                Sign::Number(*number)
            }
        });
    }
    out
}

/// Numbers that count through.
fn through(calls: &[Call]) -> Vec<Sign> {
    let one: Vec<Call> = calls.iter().map(|it| (it.0, 0)).collect();
    by_page(&one)
}

/// Returns whether a sign says what is due, in any of the forms that print uses.
pub fn says(sign: &str, due: Sign) -> bool {
    let bare: String = sign.chars().filter(|it| !it.is_whitespace() && !is_joiner(*it)).collect();
    match due {
        Sign::Number(number) => value(&bare) == Some(number),
        Sign::Elsewhere(page, number) => {
            let parts = bare.strip_prefix('第').and_then(|it| it.split_once('页'));
            parts.is_some_and(|(own, sign)| own.parse() == Ok(page) && value(sign) == Some(number))
        }
    }
}

/// Returns a sign as it should be, for a finding.
pub fn written(due: Sign) -> String {
    match due {
        Sign::Number(number) => number.to_string(),
        Sign::Elsewhere(page, number) => format!("第{page}页 {number}"),
    }
}

/// Returns the number that a sign says.
fn value(sign: &str) -> Option<u32> {
    let bare = sign.trim_matches(|it: char| "[]（）()〔〕【】.．、".contains(it));
    let mut chars = bare.chars();
    match (chars.next(), chars.next()) {
        (Some(it @ '①'..='⑳'), None) => Some(u32::from(it) - u32::from('①') + 1),
        (Some(it @ '㉑'..='㉟'), None) => Some(u32::from(it) - u32::from('㉑') + 21),
        (Some(it @ '㊱'..='㊿'), None) => Some(u32::from(it) - u32::from('㊱') + 36),
        _ => bare.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALLS: &[Call] = &[("a", 1), ("b", 1), ("a", 1), ("c", 2), ("a", 2), ("d", 2)];

    fn wrong(calls: &[Call], found: &[&str]) -> Vec<usize> {
        let due = due(calls, found);
        (0..found.len()).filter(|&it| !says(found[it], due[it])).collect()
    }

    #[test]
    fn each_page_counts_from_one_or_the_book_counts_through() {
        assert_eq!(wrong(CALLS, &["①", "②", "①", "①", "第1页①", "②"]), [0; 0]);
        assert_eq!(wrong(CALLS, &["①", "②", "①", "③", "①", "④"]), [0; 0]);
        let unpaged: Vec<Call> = CALLS.iter().map(|it| (it.0, 0)).collect();
        assert_eq!(wrong(&unpaged, &["①", "②", "①", "③", "①", "④"]), [0; 0]);
        assert_eq!(wrong(&unpaged, &["①", "②", "①", "①", "①", "②"]), [3, 5]);
    }

    #[test]
    fn a_sign_that_is_not_due_is_found() {
        assert_eq!(wrong(CALLS, &["①", "①", "①", "①", "第1页①", "②"]), [1]);
        assert_eq!(wrong(CALLS, &["②", "①", "①", "①", "第1页①", "②"]), [0, 1]);
        assert_eq!(wrong(CALLS, &["①", "②", "②", "①", "第1页①", "②"]), [2]);
        assert_eq!(wrong(CALLS, &["①", "②", "①", "①", "①", "②"]), [4]);
        assert_eq!(wrong(CALLS, &["①", "②", "①", "①", "第2页①", "②"]), [4]);
        assert_eq!(wrong(CALLS, &["①", "②", "①", "①", "第1页②", "③"]), [4, 5]);
        assert_eq!(wrong(CALLS, &["①", "②", "①", "③", "①", "②"]), [3, 4]);
    }
}
