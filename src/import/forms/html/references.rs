//! Character references, read by the tokenizer of the HTML standard: all names, numbers, and the old ones without a
//! semicolon. How long one is comes out of how much of the text behind it is left.

use std::collections::HashMap;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Span, Tokenizer};

/// What was read of references so far: a page uses a few of them again and again.
#[derive(Debug, Default)]
pub struct References {
    seen: HashMap<String, Option<(usize, String)>>,
}

impl References {
    /// Returns how long the reference is that a text begins with, and what it reads as; and how far no other begins.
    pub fn read(&mut self, text: &str) -> (usize, Option<(usize, String)>) {
        let hash = usize::from(text.as_bytes().get(1) == Some(&b'#'));
        let name = text.bytes().skip(1 + hash).take_while(u8::is_ascii_alphanumeric).count();
        let semicolon = usize::from(text.as_bytes().get(1 + hash + name) == Some(&b';'));
        let far = 1 + hash + name + semicolon;
        let word = &text[..far];
        // The longest name has 32 characters; a number may have any count of naughts before it.
        let worth = name > 0 && (name <= 32 || hash == 1);
        let found = match self.seen.get(word) {
            Some(known) => known.clone(),
            None => {
                let found = worth.then(|| decoded(word)).flatten();
                if word.len() <= 40 {
                    self.seen.insert(word.to_owned(), found.clone());
                }
                found
            }
        };
        (far, found)
    }
}

fn decoded(word: &str) -> Option<(usize, String)> {
    let callback = |_: CallbackEvent<'_>, _: Span<()>| None::<Infallible>;
    let mut pieces = Pieces { inner: CallbackEmitter::new(callback), out: Vec::new() };
    // The callback makes no tokens: what comes is in the pieces.
    Tokenizer::new_with_emitter(word, &mut pieces).for_each(drop);
    let (first, rest) = pieces.out.split_first()?;
    let rest: usize = rest.iter().map(Vec::len).sum();
    let len = word.len().checked_sub(rest)?;
    let reads = String::from_utf8(first.clone()).ok()?;
    if reads == word[..len] || reads.chars().any(|it| it == '\u{FFFD}' || it.is_control()) {
        return None;
    }
    Some((len, plain(reads)))
}

/// Blanks of the page's own making are plain ones; one as wide as a character is that of Chinese text.
fn plain(reads: String) -> String {
    let blank = |it: char| it.is_whitespace() && it != '\u{3000}';
    reads
        .chars()
        .map(|it| {
            if it == '\u{2003}' {
                '\u{3000}'
            } else if blank(it) {
                ' '
            } else {
                it
            }
        })
        .collect()
}

struct Pieces<E> {
    inner: E,
    out: Vec<Vec<u8>>,
}

impl<E: Emitter> ForwardingEmitter for &mut Pieces<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.inner
    }

    fn emit_string(&mut self, text: &[u8]) {
        self.out.push(text.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match References::default().read(text) {
            (_, Some((len, reads))) => format!("{len}:{reads}"),
            (far, None) => format!("none to {far}"),
        }
    }

    #[test]
    fn all_references_of_the_standard() {
        assert_eq!(read("&nbsp;甲"), "6: ");
        assert_eq!(read("&emsp;甲"), "6:\u{3000}");
        assert_eq!(read("&#12288;甲"), "8:\u{3000}");
        assert_eq!(read("&#x3000;甲"), "8:\u{3000}");
        assert_eq!(read("&semi;;"), "6:;");
        assert_eq!(read("&#x30"), "5:0");
        assert_eq!(read("&#65甲"), "4:A");
        assert_eq!(read("&ldquo;"), "7:“");
        assert_eq!(read("&amp;lt;"), "5:&");
        assert_eq!(read("&ltp甲"), "3:<");
        assert_eq!(read("&nbsp第"), "5: ");
        assert_eq!(read("&#0000000000000000000000000000000000000000065;"), "46:A");
    }

    #[test]
    fn what_is_none() {
        assert_eq!(read("&甲"), "none to 1");
        assert_eq!(read("&;"), "none to 2");
        assert_eq!(read("&nosuchthing;"), "none to 13");
        assert_eq!(read("&#0;"), "none to 4");
        assert_eq!(read("&#xD800;"), "none to 8");
        assert_eq!(read(&format!("&{}", "a".repeat(99))), "none to 100");
    }
}
