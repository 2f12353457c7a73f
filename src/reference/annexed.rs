//! References to annexes: 附件1, 附件一, 附表二, 附录A. The bare words are mostly something else (申请书及其附件), so they
//! count only where the words before them point there: 见附件, 本办法附表.

use std::ops::Range;

use crate::model::{Number, Rank};
use crate::reference::grammar::plain_numeral;

/// An annex that is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annexed {
    /// Which word names it.
    pub rank: Rank,
    /// Its number; 0 where it bears none.
    pub number: Number,
    /// The number alone.
    pub numeral: Range<usize>,
    /// Where it ends.
    pub end: usize,
}

/// Returns the annex that a paragraph opens with: 附件1：样表.
pub fn opening_annex(text: &str) -> Option<(Rank, Number)> {
    let rank = [Rank::Annex, Rank::Schedule, Rank::Appendix].into_iter().find(|it| text.starts_with(it.word()))?;
    let (value, _) = plain_numeral(text, rank.word().len())?;
    Some((rank, Number::new(value)))
}

/// Returns the annex that is named at a place.
pub fn annexed(text: &str, at: usize) -> Option<Annexed> {
    let rest = &text[at..];
    let rank = [Rank::Annex, Rank::Schedule, Rank::Appendix].into_iter().find(|it| rest.starts_with(it.word()))?;
    let behind = at + rank.word().len();
    let above = &text[..at];
    // What opens a paragraph is the annex itself; 申请书的附件一 belongs to the application.
    if above.trim().is_empty() || ["的", "其", "及"].iter().any(|it| above.ends_with(it)) {
        return None;
    }
    if let Some((value, range)) = plain_numeral(text, behind) {
        let end = range.end;
        // 附件1.2 and 附件一览 are something else.
        let other = text[end..]
            .starts_with(|it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '览' | '个' | '份' | '张' | '类'));
        return (!other && value > 0).then(|| Annexed { rank, number: Number::new(value), numeral: range, end });
    }
    let mut letters = text[behind..].chars();
    if let (Some(letter @ 'A'..='Z'), next) = (letters.next(), letters.next())
        && !next.is_some_and(|it| it.is_ascii_alphanumeric())
    {
        let number = Number::new(u32::from(letter) - u32::from('A') + 1);
        return Some(Annexed { rank, number, numeral: behind..behind + 1, end: behind + 1 });
    }
    let pointed = ["见", "按照", "依照"].iter().any(|it| above.ends_with(it));
    let closed = text[behind..].chars().next().is_none_or(|it| "）)，。；、执的".contains(it));
    (pointed && closed).then(|| Annexed { rank, number: Number::new(0), numeral: behind..behind, end: behind })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let at = text.find('附').expect("the word is there");
        annexed(text, at)
            .map_or("-".to_owned(), |it| format!("{:?} {} {}", it.rank, it.number.slug(), &text[at..it.end]))
    }

    #[test]
    fn annexes() {
        assert_eq!(found("见附件1。"), "Annex 1 附件1");
        assert_eq!(found("按附表二的标准"), "Schedule 2 附表二");
        assert_eq!(found("依照附录A规定的"), "Appendix 1 附录A");
        assert_eq!(found("目录（见附件）"), "Annex 0 附件");
        for text in [
            "申请书及其附件",
            "申请书的附件一",
            "附件1：样表",
            "见附件1.2",
            "外加附加",
            "见附录CITES",
            "见附件一览表",
            "见附件材料",
        ] {
            assert_eq!(found(text), "-", "{text}");
        }
    }
}
