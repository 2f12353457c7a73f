//! Tokens of a run that the line breaker must know of: a number with its unit, 第十二条, the character before a dash,
//! English in quotes of its own.

use std::ops::Range;

/// What a token is to the setter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Set as it is.
    Plain,
    /// In a box that no line end divides.
    Box,
    /// As Latin text: its quotes and apostrophes are not those of Chinese.
    Latin,
    /// No text: the characters on both sides stay together.
    Joint,
}

/// Returns the tokens of a run, in order; none overlaps another.
pub fn tokens(text: &str) -> Vec<(Range<usize>, Kind)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let it = Run { chars: &chars, end: text.len() };
    let mut out: Vec<(Range<usize>, Kind)> = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if let Some((first, last)) = it.long_ordinal(at) {
            // 二条 and 之一, which may part.
            let middle = (last.start + 2).min(last.end);
            let boxes = [(at, first), (last.start, middle), (middle, last.end)];
            out.extend(boxes.iter().filter(|it| it.0 < it.1).map(|cut| (it.byte(cut.0)..it.byte(cut.1), Kind::Box)));
            at = last.end;
            continue;
        }
        let whole = it.ordinal(at).map(|end| (at, end, Kind::Box));
        let next = whole.or_else(|| it.number(at)).or_else(|| it.bracketed(at)).or_else(|| it.quoted_latin(at));
        if let Some((from, to, kind)) = next {
            out.push((it.byte(from)..it.byte(to), kind));
            at = to;
            continue;
        }
        if chars[at].1.is_ascii_alphanumeric() {
            at = it.word(at, &mut out);
            continue;
        }
        if it.is(at + 1, is_bound_mark) && !is_bound_mark(chars[at].1) {
            let stop = it.marks_end(at + 1);
            if chars[at].1.is_alphanumeric() {
                out.push((it.byte(at)..it.byte(stop), Kind::Box));
            } else {
                // A box would hide a closing mark from the line breaker.
                out.push((it.byte(at + 1)..it.byte(at + 1), Kind::Joint));
            }
            at = stop;
            continue;
        }
        at += 1;
    }
    out
}

/// Returns whether a mark is one that CLREQ lets no line begin with, and Typst does.
pub fn is_bound_mark(it: char) -> bool {
    matches!(it, '—' | '…' | '·' | '～' | '–')
}

/// Characters of a run.
struct Run<'a> {
    chars: &'a [(usize, char)],
    end: usize,
}

type Found = Option<(usize, usize, Kind)>;

impl Run<'_> {
    fn byte(&self, index: usize) -> usize {
        self.chars.get(index).map_or(self.end, |it| it.0)
    }

    fn is(&self, index: usize, test: impl Fn(char) -> bool) -> bool {
        self.chars.get(index).is_some_and(|it| test(it.1))
    }

    /// Returns the first index from `at` on whose character fails a test.
    fn skip(&self, at: usize, test: impl Fn(char) -> bool) -> usize {
        (at..self.chars.len()).find(|it| !test(self.chars[*it].1)).unwrap_or(self.chars.len())
    }

    fn marks_end(&self, from: usize) -> usize {
        self.skip(from, is_bound_mark)
    }

    /// 第十二条, 第3款, 第一百二十条之一. Returns the index behind it.
    fn ordinal(&self, at: usize) -> Option<usize> {
        if !self.is(at, |it| it == '第') {
            return None;
        }
        let number =
            if self.is(at + 1, |it| it.is_ascii_digit()) { |it: char| it.is_ascii_digit() } else { is_numeral };
        let mut end = self.skip(at + 1, number);
        if end == at + 1 || end > at + 8 || !self.is(end, |it| "条款项目章节编届次号期批页".contains(it)) {
            return None;
        }
        end += 1;
        if self.is(end - 1, |it| it == '条') && self.is(end, |it| it == '之') && self.is(end + 1, is_numeral) {
            end = self.skip(end + 1, is_numeral);
        }
        // A dash, an ellipsis or a wave behind it belongs to it, or it would begin a line.
        Some(self.marks_end(end))
    }

    /// One of more than three characters, 第十二条, 第一百二十条之一, is bound at its ends alone: whole it would leave the
    /// line before it too loose, and no box stretches. Returns the index behind 第一, and where the end begins and ends. Digits part nowhere, and are narrow.
    fn long_ordinal(&self, at: usize) -> Option<(usize, Range<usize>)> {
        let end = self.ordinal(at).filter(|it| *it > at + 3 && self.is(at + 1, is_numeral))?;
        let unit = self.skip(at + 1, is_numeral);
        (unit >= at + 3).then_some((at + 2, unit - 1..end))
    }

    /// A number with its unit or the mark behind it: 27日, 12号, ￥500元.
    fn number(&self, at: usize) -> Found {
        let sign = self.is(at, |it| matches!(it, '￥' | '¥' | '№'));
        let from = if sign { at + 1 } else { at };
        if !self.is(from, |it| it.is_ascii_digit()) || at > 0 && self.is(at - 1, |it| it.is_ascii_alphabetic()) {
            return None;
        }
        let mut end = from;
        while self.is(end, |it| it.is_ascii_digit())
            || self.is(end, |it| matches!(it, '.' | ',')) && self.is(end + 1, |it| it.is_ascii_digit())
        {
            end += 1;
        }
        // A year between brackets and the number behind them: 〔2015〕12号.
        if from > 0 && self.is(from - 1, |it| it == '〔') && self.is(end, |it| it == '〕') {
            let digits = self.skip(end + 1, |it| it.is_ascii_digit());
            if digits > end + 1 && self.is(digits, |it| it == '号') {
                return Some((at, self.marks_end(digits + 1), Kind::Box));
            }
        }
        const UNITS: &str = "年月日时分秒届次号元岁米克吨倍度％‰℃";
        if self.is(end, |it| UNITS.contains(it)) {
            return Some((at, self.marks_end(end + 1), Kind::Box));
        }
        let marks = self.marks_end(end);
        (sign || marks > end).then_some((at, marks, Kind::Box))
    }

    /// The two or three numerals of （十二）: the brackets stay outside of the box.
    fn bracketed(&self, at: usize) -> Found {
        if at == 0 || !self.is(at - 1, |it| it == '（') {
            return None;
        }
        let end = self.skip(at, is_numeral);
        ((at + 2..=at + 3).contains(&end) && self.is(end, |it| it == '）')).then_some((at, end, Kind::Box))
    }

    /// English in quotes, with English beside it: the quotes are its own. In Chinese beside it they are Chinese.
    fn quoted_latin(&self, at: usize) -> Found {
        if !self.is(at, |it| it == '“') {
            return None;
        }
        let close = self.skip(at + 1, |it| it.is_ascii() || matches!(it, '’' | '‘' | '–'));
        if close == at + 1 || !self.is(close, |it| it == '”') {
            return None;
        }
        let word = |it: char| it.is_ascii_alphanumeric() || it.is_ascii_punctuation();
        let before = at >= 2 && self.is(at - 1, |it| it == ' ') && self.is(at - 2, word);
        let behind = self.is(close + 1, |it| it == ' ') && self.is(close + 2, word);
        (before || behind).then_some((at, close + 1, Kind::Latin))
    }

    /// A word of Latin, with the dash behind it. Returns the index behind it.
    fn word(&self, at: usize, out: &mut Vec<(Range<usize>, Kind)>) -> usize {
        let quote = |index: usize| {
            self.is(index, |it| matches!(it, '’' | '‘')) && self.is(index + 1, |it| it.is_ascii_alphabetic())
        };
        let mut letters = at;
        while self.is(letters, |it| it.is_ascii_alphanumeric()) || letters > at && quote(letters) {
            letters += 1;
        }
        if (at..letters).any(quote) {
            out.push((self.byte(at)..self.byte(letters), Kind::Latin));
            return letters;
        }
        let marks = self.marks_end(letters);
        if marks > letters {
            out.push((self.byte(at)..self.byte(marks), Kind::Box));
        }
        marks
    }
}

fn is_numeral(it: char) -> bool {
    "零〇一二三四五六七八九十百千".contains(it)
}
