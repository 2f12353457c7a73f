//! The language of a passage within a text, for the voice and the hyphens of a reading system (WCAG 2.2, 3.1.2). Scripts
//! that write one language in documents of this kind name it; words in Latin letters are English where they are a phrase
//! that English grammar holds together, and nothing is said of names, codes and single words: 3.1.2 leaves those out too.

use std::ops::Range;

use unicode_script::{Script, UnicodeScript};

/// A language that is not that of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tongue {
    /// Its tag (BCP 47).
    pub tag: &'static str,
    /// Whether it is written from right to left.
    pub rightward: bool,
}

const fn ltr(tag: &'static str) -> Option<Tongue> {
    Some(Tongue { tag, rightward: false })
}

/// Words that hold English phrases together, and that no other language at hand writes so.
const ENGLISH: &[&str] =
    &["the", "of", "and", "to", "for", "with", "on", "by", "from", "this", "that", "is", "are", "shall"];

/// Returns the passages of a text in order, each with its language where that is another than the text's.
pub fn tongues(text: &str) -> Vec<(Range<usize>, Option<Tongue>)> {
    // Most runs are Han and marks alone.
    if !text.chars().any(|it| script(it).is_some()) {
        return vec![(0..text.len(), None)];
    }
    let mut out: Vec<(Range<usize>, Option<Tongue>)> = Vec::new();
    let mut add = |range: Range<usize>, tongue: Option<Tongue>| match out.last_mut() {
        Some((last, before)) if *before == tongue => last.end = range.end,
        _ if range.is_empty() => {}
        _ => out.push((range, tongue)),
    };
    let mut plain = 0;
    for (range, script) in stretches(text) {
        if let Some(tongue) = tongue(&text[range.clone()], script) {
            add(plain..range.start, None);
            add(range.clone(), Some(tongue));
            plain = range.end;
        }
    }
    add(plain..text.len(), None);
    out
}

/// The script of a letter; nothing for Han, and for digits and marks, which are of all scripts.
fn script(it: char) -> Option<Script> {
    if it.is_ascii() {
        return it.is_ascii_alphabetic().then_some(Script::Latin);
    }
    match it.script() {
        Script::Han | Script::Common | Script::Inherited | Script::Unknown | Script::Bopomofo => None,
        // A Japanese text mixes its two syllabaries.
        Script::Katakana => Some(Script::Hiragana),
        other => Some(other),
    }
}

/// Stretches of letters of one script with what stands between them: blanks, and marks that are not full width.
fn stretches(text: &str) -> Vec<(Range<usize>, Script)> {
    let mut out: Vec<(Range<usize>, Script)> = Vec::new();
    let mut joined = false;
    for (at, it) in text.char_indices() {
        match script(it) {
            Some(script) => {
                let end = at + it.len_utf8();
                match out.last_mut() {
                    Some((range, open)) if joined && *open == script => range.end = end,
                    _ => out.push((at..end, script)),
                }
                joined = true;
            }
            None => joined &= it.script() == Script::Inherited || is_between(it),
        }
    }
    out
}

/// Whether a mark may stand within a phrase of another script.
fn is_between(it: char) -> bool {
    it == ' '
        || it.is_ascii_punctuation()
        || it.is_ascii_digit()
        || matches!(it, '’' | '‘' | '–' | '\u{A0}' | '་' | '།' | '،' | '؛')
}

fn tongue(words: &str, script: Script) -> Option<Tongue> {
    match script {
        Script::Latin => is_english(words).then_some(Tongue { tag: "en", rightward: false }),
        Script::Hangul => ltr("ko"),
        Script::Hiragana => ltr("ja"),
        Script::Thai => ltr("th"),
        Script::Tibetan => ltr("bo"),
        Script::Mongolian => ltr("mn-Mong"),
        Script::Yi => ltr("ii"),
        Script::Greek => (words.chars().count() > 3).then_some(Tongue { tag: "el", rightward: false }),
        // Mongolian in Cyrillic has two letters that Russian has not.
        Script::Cyrillic if words.contains(['ө', 'ү', 'Ө', 'Ү']) => ltr("mn-Cyrl"),
        Script::Cyrillic => (words.chars().count() > 3).then_some(Tongue { tag: "ru", rightward: false }),
        Script::Hebrew => Some(Tongue { tag: "he", rightward: true }),
        // So has Uyghur, beside Arabic.
        Script::Arabic => {
            let tag = if words.contains(['ە', 'ې', 'ۇ', 'ۆ', 'ۈ', 'ۋ']) { "ug" } else { "ar" };
            Some(Tongue { tag, rightward: true })
        }
        _ => None,
    }
}

/// Three words or more, all of plain letters, one of them a word that only joins others.
fn is_english(words: &str) -> bool {
    let words: Vec<&str> =
        words.split(|it: char| !it.is_alphabetic() && !matches!(it, '’' | '\'')).filter(|it| !it.is_empty()).collect();
    words.len() >= 3
        && words.iter().all(|it| it.chars().all(|it| it.is_ascii() || it == '’'))
        && words.iter().any(|it| ENGLISH.contains(&it.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        tongues(text)
            .into_iter()
            .map(|(range, tongue)| match tongue {
                Some(it) => format!("[{} {}]", it.tag, &text[range]),
                None => text[range].to_owned(),
            })
            .collect()
    }

    #[test]
    fn phrases_are_told_from_names() {
        for plain in
            ["第一条　为了规范", "PM2.5和GDP", "International Business Machines公司", "见 Smith v. Jones 案", ""]
        {
            assert_eq!(shown(plain), plain);
        }
        assert_eq!(
            shown("世界贸易组织（the World Trade Organization）成员"),
            "世界贸易组织（[en the World Trade Organization]）成员"
        );
        assert_eq!(
            shown("Convention on the Rights of the Child，1989年"),
            "[en Convention on the Rights of the Child]，1989年"
        );
        assert_eq!(shown("la loi de la mer"), "la loi de la mer");
    }

    #[test]
    fn scripts_name_their_language() {
        assert_eq!(
            shown("朝鲜文한국어 말、藏文བོད་ཡིག及ひらがなカナ"),
            "朝鲜文[ko 한국어 말]、藏文[bo བོད་ཡིག]及[ja ひらがなカナ]"
        );
    }

    #[test]
    fn right_to_left() {
        let said = tongues("文字العربية和ئۇيغۇرچە");
        let tags: Vec<_> = said.iter().filter_map(|it| it.1).map(|it| (it.tag, it.rightward)).collect();
        assert_eq!(tags, [("ar", true), ("ug", true)]);
    }
}
