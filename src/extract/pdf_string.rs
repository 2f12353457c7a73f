//! Text strings of PDF: UTF-16, UTF-8 or PDFDocEncoding (ISO 32000-1, 7.9.2.2 and annex D).

/// The characters of PDFDocEncoding that are not those of Latin-1: codes 18 to 1F and 80 to A0.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// Returns what a text string says.
pub fn text_string(bytes: &[u8]) -> String {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.chunks_exact(2).map(|it| unit([it[0], it[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes
            .iter()
            .map(|&it| match it {
                0x18..=0x1F => LOW[usize::from(it - 0x18)],
                0x80..=0xA0 => HIGH[usize::from(it - 0x80)],
                _ => char::from(it),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_encodings() {
        assert_eq!(text_string(&[0xFE, 0xFF, 0x91, 0xCD, 0x5E, 0x86]), "重庆");
        assert_eq!(text_string("\u{FEFF}重庆".as_bytes()), "重庆");
        assert_eq!(text_string(&[b'a', 0x85, 0xA0, 0xE9]), "a–€é");
    }
}
