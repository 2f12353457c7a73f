//! Which characters every reader's own fonts are sure to hold; `--embed-fonts=rare` embeds the others.
//!
//! The line is drawn at GBK and windows-1252. GBK holds the 20,902 Han of Unicode 1.1 (U+4E00 to U+9FA5) with the signs
//! of GB 2312 and Big5: it has been the repertoire of Chinese systems since 1995, and the Song, Hei and Kai of
//! Windows, macOS, iOS, Android and Kindle, and the fonts that e-book makers licence, all hold at least that. GB 2312
//! would be too narrow a line (镕, 堃, 瞭 in names would be embedded for nothing), GB 18030-2022 too wide: its level 2 is
//! what old readers lack. windows-1252 is what any Latin font holds. Both are asked of `encoding_rs`, no table is kept.

use encoding_rs::{Encoding, GBK, WINDOWS_1252};

/// Returns whether a character may be missing in a reader's own fonts.
pub fn is_rare(character: char) -> bool {
    // What the encoder has besides the Han of 1995: the private use area, which no font fills, and eighty characters
    // that came with GB 18030 (㑇, 䶮, 龴), which older fonts lack.
    let later = matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{9FA6}'..='\u{9FFF}' | '\u{E000}'..='\u{F8FF}');
    later || !character.is_whitespace() && !holds(GBK, character) && !holds(WINDOWS_1252, character)
}

fn holds(encoding: &'static Encoding, character: char) -> bool {
    let mut bytes = [0; 4];
    let text: &str = character.encode_utf8(&mut bytes);
    let (_, _, lost) = encoding.encode(text);
    !lost
}

#[cfg(test)]
mod tests {
    use super::is_rare;

    #[test]
    fn the_line_is_gbk() {
        let common = "第一条　，。“”—…①《》〔〕镕堃瞭龥é½Aa1 ";
        assert_eq!(common.chars().filter(|it| is_rare(*it)).collect::<String>(), "");
        let rare = "㑇𬭎𫍯䶮鿔⑳\u{E000}ə";
        assert_eq!(rare.chars().filter(|it| !is_rare(*it)).collect::<String>(), "");
    }
}
