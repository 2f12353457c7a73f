//! The signs of notes: numbers that count up by one, or begin again at one, in any of the forms that print uses.

/// Returns the number that a sign says.
pub fn value(sign: &str) -> Option<u32> {
    let bare = sign.trim_matches(|it: char| it.is_whitespace() || "[]（）()〔〕【】.．、".contains(it));
    let mut chars = bare.chars();
    match (chars.next(), chars.next()) {
        (Some(it @ '①'..='⑳'), None) => Some(u32::from(it) - u32::from('①') + 1),
        (Some(it @ '㉑'..='㉟'), None) => Some(u32::from(it) - u32::from('㉑') + 21),
        (Some(it @ '㊱'..='㊿'), None) => Some(u32::from(it) - u32::from('㊱') + 36),
        _ => bare.parse().ok(),
    }
}

/// Returns whether a sign may follow another.
pub fn follows(sign: &str, before: Option<&str>) -> bool {
    let Some(number) = value(sign) else { return false };
    number == 1 || before.and_then(value).is_some_and(|it| number == it + 1)
}
