//! The text of a raw file in whatever encoding it is: marked by its first bytes, declared in its head, or detected.
//! A source must be UTF-8; what is imported need not be.

use encoding_rs::Encoding;

use super::encoding::{self, Origin};
use crate::error::{Error, Result};
use crate::message::Message;
use crate::say;

/// The text of a raw file, and what it was written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// How that is known.
    pub known: Message,
}

/// Returns the text that bytes say, in any encoding that a Chinese text may come in.
pub fn decoded(name: &str, origin: Origin, bytes: Vec<u8>) -> Result<Decoded> {
    if encoding::described(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() | bytes.contains(&0) {
        if let Some(declared) = declared(&bytes) {
            let (text, _, broken) = declared.decode(&bytes);
            // A template that no one looked at declares what the text is not: the signs of Chinese text tell.
            let detected = encoding::other_than_utf8(&bytes)
                .and_then(|it| Encoding::for_label(named(it, &bytes).as_bytes()))
                .filter(|it| *it != declared)
                .map_or(0, |it| signs(&it.decode(&bytes).0));
            if !broken && detected <= 2 * signs(&text) {
                let known = say!(zh: "文件自己写明", en: "declared in the file");
                return Ok(Decoded { text: text.into_owned(), encoding: declared.name(), known });
            }
        }
        if let Some(label) = encoding::other_than_utf8(&bytes) {
            let marked = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            let known = match marked {
                true => say!(zh: "文件开头有标记", en: "marked by its first bytes"),
                false => say!(zh: "按字节推断", en: "detected from its bytes"),
            };
            let Some(known_by_name) = Encoding::for_label(named(label, &bytes).as_bytes()) else {
                return Err(unread(name, label));
            };
            let (text, used, broken) = known_by_name.decode(&bytes);
            if broken {
                return Err(unread(name, used.name()));
            }
            return Ok(Decoded { text: text.into_owned(), encoding: used.name(), known });
        }
    }
    let marked = bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
    let known = match marked {
        true => say!(zh: "文件开头有标记", en: "marked by its first bytes"),
        false => say!(zh: "逐字节读通", en: "every byte reads so"),
    };
    Ok(Decoded { text: encoding::text(name, origin, bytes)?, encoding: "UTF-8", known })
}

/// Counts what every Chinese text has much of, and a text read in the wrong encoding hardly any.
fn signs(text: &str) -> usize {
    text.chars().filter(|it| matches!(it, '，' | '。' | '、' | '的' | '一' | '第' | '不' | '有' | '\u{3000}')).count()
}

/// The names of iconv as the standard of the web spells them.
fn named(label: &'static str, bytes: &[u8]) -> &'static str {
    match label {
        "UTF-16" if bytes.starts_with(&[0xFE, 0xFF]) => "utf-16be",
        "UTF-16" | "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "GB18030" => "gb18030",
        "BIG5-HKSCS" => "big5",
        "CP932" => "shift_jis",
        "CP949" => "euc-kr",
        other => other,
    }
}

fn unread(name: &str, encoding: &str) -> Error {
    Error::new(
        say!(zh: "{name} 像是 {encoding}，却读不通", en: "{name} seems to be {encoding} and can't be read as that"),
    )
    .hint(say!(zh: "用别的程序打开，核对无误后另存为 UTF-8。", en: "open it in another program and save it as UTF-8."))
}

/// Returns the encoding that a page declares in its first bytes.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let at = head.find("charset=").map(|it| it + "charset=".len())?;
    let rest = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|it: char| !(it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))).unwrap_or(rest.len());
    // GBK and GB 2312 are read as what holds both.
    match Encoding::for_label(&rest.as_bytes()[..end])? {
        it if it.name() == "GBK" => Some(encoding_rs::GB18030),
        // What can be read so far is no UTF-16, whatever it says.
        it if it.name().starts_with("UTF-16") => None,
        it => Some(it),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = "第一条　为了促进数字贸易，根据有关法律，制定本条例。\n第二条　本条例自公布之日起施行。\n";

    fn read(bytes: &[u8]) -> String {
        match decoded("甲.txt", Origin::File, bytes.to_vec()) {
            Ok(it) if it.text == LAW => it.encoding.to_owned(),
            Ok(it) => format!("{}: {}", it.encoding, it.text),
            Err(error) => error.message.en,
        }
    }

    #[test]
    fn a_text_in_four_encodings() {
        assert_eq!(read(LAW.as_bytes()), "UTF-8");
        assert_eq!(read(&encoding_rs::GB18030.encode(LAW).0), "gb18030");
        let wide: Vec<u8> = LAW.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide), "UTF-16LE");
        assert_eq!(read(&[&[0xFF, 0xFE], wide.as_slice()].concat()), "UTF-16LE");
        let taiwan = "第一條　為保護消費者權益，促進國民消費生活安全，提昇國民消費生活品質，特制定本法。\n";
        let big5 = decoded("甲.txt", Origin::File, encoding_rs::BIG5.encode(taiwan).0.into_owned());
        assert_eq!(big5.map(|it| (it.encoding, it.text)), Ok(("Big5", taiwan.to_owned())));
    }

    #[test]
    fn what_a_page_declares_goes_first() {
        let page = format!("<html><head><meta charset=\"gb2312\"></head><p>{LAW}</p>");
        let bytes = encoding_rs::GB18030.encode(&page).0.into_owned();
        let read = decoded("甲.html", Origin::File, bytes);
        assert_eq!(read.map(|it| (it.encoding, it.known.en)), Ok(("gb18030", "declared in the file".to_owned())));
    }

    #[test]
    fn what_a_page_declares_and_is_not() {
        let taiwan = "第一條　為保護消費者權益，促進國民消費生活安全，提昇國民消費生活品質，特制定本法。\n";
        for (label, words, encoding) in [
            ("iso-8859-1", LAW, encoding_rs::GB18030),
            ("utf-8", LAW, encoding_rs::GB18030),
            ("utf-16", LAW, encoding_rs::GB18030),
            ("gb2312", taiwan, encoding_rs::BIG5),
            ("gb2312", LAW, encoding_rs::UTF_8),
        ] {
            let page = format!("<html><head><meta charset=\"{label}\"></head><p>{}</p>", words.repeat(8));
            let read = decoded("甲.html", Origin::File, encoding.encode(&page).0.into_owned());
            assert_eq!(read.map(|it| (it.encoding, it.text)), Ok((encoding.name(), page)), "{label}");
        }
    }

    #[test]
    fn what_is_no_text() {
        assert!(read(b"%PDF-1.7\n").contains("a PDF"));
        assert!(read(b"\x01\x00\x00\x02\x00abc\x00\x00\x00\x00").contains("a binary file"));
        assert!(read(b" \n").contains("is empty"));
    }
}
