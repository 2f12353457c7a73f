//! References that count from where they stand: 前条, 前两款, 本章, 本条第二款. 前 and 本 end and open many other words
//! (目前条件, 基本条款, 本章程), so what stands on either side is looked at.

use crate::model::{Rank, Relative};
use crate::reference::grammar::{plain_numeral, rank};

/// Characters before 前 that make it a part of another word: 目前, 以前, 五年前.
const NO_FORMER: &str = "目以之此提事先从日年月天周期空向往当眼跟面生会战饭班产婚史";

/// Words that end so and stand before 前款 for all that: 从事前款规定的活动, 发生前款所列情形.
const VERBS: &[&str] = &["从事", "发生", "产生"];

/// Characters before 本 that do: 基本, 资本, 文本.
const NO_OWN: &str = "基成资文版样课书日原根标脚副剧读译股工蓝范抄手正孤";

/// Returns the relative word at a place with its end.
pub fn relative(text: &str, at: usize) -> Option<(Relative, usize)> {
    let (above, rest) = text.split_at(at);
    let not_behind = |words: &str| !above.ends_with(|it| words.contains(it));
    let word = rest.chars().next()?;
    let behind = at + word.len_utf8();
    match word {
        '本' if not_behind(NO_OWN) => {
            let (rank, len) = rank(&text[behind..])?;
            Some((Relative::This(rank), behind + len))
        }
        '前' if not_behind(NO_FORMER) || VERBS.iter().any(|it| above.ends_with(it)) || is_by_means(above, rest) => {
            let (count, end) = count(text, behind);
            let (rank, len) = rank(&text[end..])?;
            let counted = matches!(rank, Rank::Article | Rank::Paragraph | Rank::Item);
            // 排名前三项 is no reference: only 款 and 条 are known by the word alone.
            counted.then_some((Relative::Before(rank, count), end + len))
        }
        // 上款 is rare, 网上 and 以上 are not.
        '上' if !above.ends_with(|it: char| crate::text::is_han(it) && !"反照按据依对有除由及和或与".contains(it)) =>
        {
            let (rank, len) = rank(&text[behind..])?;
            let counted = matches!(rank, Rank::Article | Rank::Paragraph);
            counted.then_some((Relative::Before(rank, 1), behind + len))
        }
        _ => None,
    }
}

/// 以前款第三项所列方式 is by means of 前款; 以前 as a time has no 第 behind it.
fn is_by_means(above: &str, rest: &str) -> bool {
    above.ends_with('以') && ["前款第", "前条第", "前款规定", "前款所列"].iter().any(|it| rest.starts_with(it))
}

/// Returns the number behind 前: 两 in 前两款; one where none is said.
fn count(text: &str, at: usize) -> (u32, usize) {
    if text[at..].starts_with('两') {
        return (2, at + '两'.len_utf8());
    }
    match plain_numeral(text, at) {
        Some((count, range)) if (2..100).contains(&count) => (count, range.end),
        _ => (1, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let at = text.find(['本', '前', '上']).expect("the word is there");
        relative(text, at).map_or("-".to_owned(), |(it, end)| format!("{it:?} {}", &text[at..end]))
    }

    #[test]
    fn relative_words() {
        assert_eq!(found("依照前款的规定"), "Before(Paragraph, 1) 前款");
        assert_eq!(found("有前两款规定的"), "Before(Paragraph, 2) 前两款");
        assert_eq!(found("有前二款规定的"), "Before(Paragraph, 2) 前二款");
        assert_eq!(found("违反前三条规定"), "Before(Article, 3) 前三条");
        assert_eq!(found("前项规定的"), "Before(Item, 1) 前项");
        assert_eq!(found("除本条第二款"), "This(Article) 本条");
        assert_eq!(found("本章规定的"), "This(Chapter) 本章");
        assert_eq!(found("本分编没有规定的"), "This(Subpart) 本分编");
        assert_eq!(found("从事前款规定的活动"), "Before(Paragraph, 1) 前款");
        assert_eq!(found("发生前款所列情形"), "Before(Paragraph, 1) 前款");
        assert_eq!(found("以前款第三项的方式"), "Before(Paragraph, 1) 前款");
        assert_eq!(found("违反上款规定"), "Before(Paragraph, 1) 上款");
    }

    #[test]
    fn words_that_only_look_so() {
        for text in [
            "本条例",
            "基本条件",
            "本章程",
            "本节目",
            "本编制",
            "本项目",
            "本款项",
            "资本项下",
            "目前条件",
            "之前款项",
            "期前款",
            "事前款",
            "以前款额",
            "生前条件",
            "以上款项",
            "网上条款",
            "以上条",
            "前述条款",
            "前期",
            "本市",
        ] {
            assert_eq!(found(text), "-", "{text}");
        }
    }
}
