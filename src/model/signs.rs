//! Which signs a text holds, found out in one look, so that whoever searches a rare one need not read every text. The
//! answer may be yes where it should be no, never the other way round.

/// Signs, ASCII and others. What stands between U+4000 and U+9FFF are letters and counted nowhere, but for 笫.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs {
    /// A bit for each ASCII character.
    ascii: u128,
    /// A bit for several others each.
    others: u128,
    /// Whether two points stand side by side: ，。、；： or , ; : .
    row: bool,
}

impl Signs {
    /// Returns the signs of a list.
    pub const fn list(signs: &[char]) -> Self {
        let mut out = Self { ascii: 0, others: 0, row: false };
        let mut at = 0;
        while at < signs.len() {
            let code = signs[at] as u32;
            if code < 0x80 {
                out.ascii |= 1 << code;
            } else {
                assert!(code < 0x4000 || code > 0x9FFF || signs[at] == SLIP, "letters are counted nowhere");
                out.others |= bit(code);
            }
            at += 1;
        }
        out
    }

    /// Returns the signs that a text holds.
    pub fn of(text: &str) -> Self {
        let mut out = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        // The end of the last point.
        let mut point = usize::MAX;
        while let Some(&lead) = bytes.get(at) {
            match lead {
                0xE4..=0xE9 => {
                    if lead == 0xE7 && bytes[at..].starts_with(&SLIP_BYTES) {
                        out.others |= bit(SLIP as u32);
                    }
                    at += 3;
                }
                0..0x80 => {
                    out.ascii |= 1 << lead;
                    at += 1;
                    if matches!(lead, b',' | b';' | b':' | b'.') {
                        out.row |= point == at - 1;
                        point = at;
                    }
                }
                _ => {
                    let Some(it) = text[at..].chars().next() else { break };
                    out.others |= bit(u32::from(it));
                    at += it.len_utf8();
                    if matches!(it, '，' | '。' | '、' | '；' | '：') {
                        out.row |= point == at - 3;
                        point = at;
                    }
                }
            }
        }
        out
    }

    /// Returns whether the two may have a sign in common.
    pub fn meets(&self, other: &Signs) -> bool {
        self.ascii & other.ascii != 0 || self.others & other.others != 0
    }

    /// Returns whether two points stand side by side.
    pub fn has_row(&self) -> bool {
        self.row
    }
}

/// 笫 for 第: the one letter that counts as a sign, since it breaks a number.
const SLIP: char = '笫';
const SLIP_BYTES: [u8; 3] = [0xE7, 0xAC, 0xAB];

const fn bit(code: u32) -> u128 {
    1 << ((code ^ (code >> 7)) & 127)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_holds_is_never_denied() {
        let text = "第一条（甲）：“乙”——1.5%，。\u{3000}\u{E000}";
        let signs = Signs::of(text);
        for it in text.chars().filter(|it| !('\u{4000}'..='\u{9FFF}').contains(it)) {
            assert!(signs.meets(&Signs::list(&[it])), "{it}");
        }
        assert!(signs.has_row());
        let plain = Signs::of("第一条，甲。");
        assert!(!plain.meets(&Signs::list(&['(', '“', '\u{3000}', '-'])) && !plain.has_row());
        assert!(Signs::of("笫二条").meets(&Signs::list(&['笫'])) && !plain.meets(&Signs::list(&['笫'])));
    }
}
