//! Which signs a text holds, found out in one look, so that whoever searches a rare one need not read every text. The
//! answer may be yes where it should be no, never the other way round.

/// Signs, ASCII and others: what stands between U+4000 and U+9FFF is a letter and counted nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs {
    /// A bit for each ASCII character.
    ascii: u128,
    /// A bit for several others each.
    others: u128,
    /// Whether two points stand side by side: ，。、；： or , ; : .
    row: bool,
    /// Whether there is any character but ASCII, Han, and the marks of Chinese text.
    rare: bool,
}

impl Signs {
    /// Returns the signs of a list.
    pub const fn list(signs: &[char]) -> Self {
        let mut out = Self { ascii: 0, others: 0, row: false, rare: false };
        let mut at = 0;
        while at < signs.len() {
            let code = signs[at] as u32;
            if code < 0x80 {
                out.ascii |= 1 << code;
            } else {
                assert!(code < 0x4000 || code > 0x9FFF, "Han is counted nowhere");
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
                0xE4..=0xE9 => at += 3,
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
                    out.rare |= is_rare(it);
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

    /// Returns whether there is any character but ASCII, Han, and the marks of Chinese text.
    pub fn has_rare(&self) -> bool {
        self.rare
    }
}

const fn bit(code: u32) -> u128 {
    1 << ((code ^ (code >> 7)) & 127)
}

fn is_rare(it: char) -> bool {
    !matches!(it, '\u{A0}'..='\u{FF}' | '\u{2000}'..='\u{206F}' | '\u{2150}'..='\u{22FF}' | '\u{2460}'..='\u{24FF}' | '\u{3000}'..='\u{30FF}' | '\u{FF00}'..='\u{FFEF}')
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
        assert!(signs.has_row() && signs.has_rare());
        let plain = Signs::of("第一条，甲。");
        assert!(!plain.meets(&Signs::list(&['(', '“', '\u{3000}', '-'])) && !plain.has_row() && !plain.has_rare());
    }
}
