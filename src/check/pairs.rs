//! Marks that come in pairs: quotes, brackets, titles. Each kind is paired by itself, so that a crossing of two kinds is
//! nobody's fault here, and a half-width bracket pairs with a full-width one.

/// A kind of pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// “ ”
    Quote,
    /// ‘ ’
    InnerQuote,
    /// （ ）, ( )
    Round,
    /// 《 》
    Title,
    /// 〈 〉
    InnerTitle,
    /// 〔 〕
    Shell,
    /// 「 」
    Corner,
    /// 『 』
    WhiteCorner,
    /// 【 】
    Lenticular,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 9] = [
        Kind::Quote,
        Kind::InnerQuote,
        Kind::Round,
        Kind::Title,
        Kind::InnerTitle,
        Kind::Shell,
        Kind::Corner,
        Kind::WhiteCorner,
        Kind::Lenticular,
    ];

    /// Returns the Chinese name, the opening mark and the closing one.
    pub fn marks(self) -> (&'static str, char, char) {
        match self {
            Kind::Quote => ("引号", '“', '”'),
            Kind::InnerQuote => ("单引号", '‘', '’'),
            Kind::Round => ("括号", '（', '）'),
            Kind::Title => ("书名号", '《', '》'),
            Kind::InnerTitle => ("单书名号", '〈', '〉'),
            Kind::Shell => ("六角括号", '〔', '〕'),
            Kind::Corner => ("直角引号", '「', '」'),
            Kind::WhiteCorner => ("双直角引号", '『', '』'),
            Kind::Lenticular => ("方头括号", '【', '】'),
        }
    }
}

/// One half of a pair in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub at: usize,
    /// What it belongs to.
    pub kind: Kind,
    /// Whether it opens.
    pub opens: bool,
    /// Whether it is half width.
    pub half: bool,
}

impl Mark {
    /// Returns the bytes that it takes.
    pub fn len(&self) -> usize {
        if self.half { 1 } else { 3 }
    }
}

/// Returns the halves of pairs in a text, in order. An apostrophe is none, nor is a sign of minutes or inches behind a
/// digit, where no quotation is open.
pub fn marks(text: &str) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut quotes = [0_usize; 2];
    let mut at = 0;
    while at < bytes.len() {
        let lead = bytes[at];
        if lead == b'(' || lead == b')' {
            out.push(Mark { at, kind: Kind::Round, opens: lead == b'(', half: true });
        }
        let step = match lead {
            0..=0xBF => 1,
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0.. => 4,
        };
        // All full-width marks take three bytes, the first of which is one of these.
        if let (0xE2 | 0xE3 | 0xEF, Some(&[_, second, third])) = (lead, bytes[at..].first_chunk::<3>())
            && let Some((kind, opens)) = wide(lead, second, third)
        {
            let before = at.checked_sub(1).map_or(b' ', |it| bytes[it]);
            let sign = match kind {
                Kind::Quote => !opens && quotes[0] == 0 && before.is_ascii_digit(),
                Kind::InnerQuote => !opens && quotes[1] == 0 && before.is_ascii_alphanumeric(),
                _ => false,
            };
            if !sign {
                out.push(Mark { at, kind, opens, half: false });
            }
            if let Kind::Quote | Kind::InnerQuote = kind {
                let depth = &mut quotes[usize::from(kind == Kind::InnerQuote)];
                *depth = if opens { *depth + 1 } else { depth.saturating_sub(1) };
            }
        }
        at += step;
    }
    out
}

fn wide(lead: u8, second: u8, third: u8) -> Option<(Kind, bool)> {
    Some(match (lead, second, third) {
        (0xE2, 0x80, 0x98) => (Kind::InnerQuote, true),
        (0xE2, 0x80, 0x99) => (Kind::InnerQuote, false),
        (0xE2, 0x80, 0x9C) => (Kind::Quote, true),
        (0xE2, 0x80, 0x9D) => (Kind::Quote, false),
        (0xE3, 0x80, 0x88) => (Kind::InnerTitle, true),
        (0xE3, 0x80, 0x89) => (Kind::InnerTitle, false),
        (0xE3, 0x80, 0x8A) => (Kind::Title, true),
        (0xE3, 0x80, 0x8B) => (Kind::Title, false),
        (0xE3, 0x80, 0x8C) => (Kind::Corner, true),
        (0xE3, 0x80, 0x8D) => (Kind::Corner, false),
        (0xE3, 0x80, 0x8E) => (Kind::WhiteCorner, true),
        (0xE3, 0x80, 0x8F) => (Kind::WhiteCorner, false),
        (0xE3, 0x80, 0x90) => (Kind::Lenticular, true),
        (0xE3, 0x80, 0x91) => (Kind::Lenticular, false),
        (0xE3, 0x80, 0x94) => (Kind::Shell, true),
        (0xE3, 0x80, 0x95) => (Kind::Shell, false),
        (0xEF, 0xBC, 0x88) => (Kind::Round, true),
        (0xEF, 0xBC, 0x89) => (Kind::Round, false),
        _ => return None,
    })
}

/// A pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The half that opens it.
    pub open: Mark,
    /// The half that closes it.
    pub close: Mark,
    /// How many pairs of its kind stand around it.
    pub depth: usize,
}

/// Pairs nested deeper than this are no prose. They are paired, but nobody looks into them, so that any text is read in
/// linear time.
const DEEP: usize = 4;

/// Returns the pairs of one kind among marks, by their closing halves, and the halves that are left over, in order.
pub fn paired(marks: &[Mark], kind: Kind) -> (Vec<Pair>, Vec<Mark>) {
    let (mut pairs, mut open, mut left) = (Vec::new(), Vec::new(), Vec::new());
    for close in marks.iter().filter(|it| it.kind == kind) {
        if close.opens {
            open.push(*close);
            continue;
        }
        match open.pop() {
            Some(_) if open.len() >= DEEP => {}
            Some(opening) => pairs.push(Pair { open: opening, close: *close, depth: open.len() }),
            None => left.push(*close),
        }
    }
    left.extend(open);
    left.sort_by_key(|it| it.at);
    (pairs, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_found_and_apostrophes_are_not() {
        let text = "“甲(乙）》";
        let found: Vec<&str> = marks(text).iter().map(|it| &text[it.at..it.at + it.len()]).collect();
        assert_eq!(found, ["“", "(", "）", "》"]);
        assert_eq!(marks("don’t 5’10” 东经105°").len(), 0);
        assert_eq!(marks("拨打“120”").len(), 2);
    }

    #[test]
    fn each_kind_is_paired_by_itself() {
        let text = "《（甲》乙）（";
        let (pairs, left) = paired(&marks(text), Kind::Round);
        assert_eq!((pairs.len(), left.len()), (1, 1));
        assert_eq!(paired(&marks(text), Kind::Title).1, []);
    }
}
