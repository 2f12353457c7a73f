//! What bytes are that should be a text in UTF-8 and are not: text in another encoding, with the command that converts
//! it; a file of another program, by the marks it begins with; a UTF-8 text with damage.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use crate::error::{Error, Result};
use crate::say;
use crate::text::is_cjk;

/// How much of a file is looked at to tell its encoding, in bytes: a multiple of four.
const SAMPLE: usize = 1 << 18;

/// Where bytes came from: what to do next depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A file of that name.
    File,
    /// Standard input.
    Stdin,
}

/// Returns the text that bytes say, if they are UTF-8 and hold one.
pub fn text(name: &str, origin: Origin, bytes: Vec<u8>) -> Result<String> {
    if let Some((zh, en)) = described(&bytes) {
        return Err(no_text(name, zh, en));
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => text,
        Ok(text) => match wide(text.as_bytes()) {
            Some(encoding) => return Err(other(name, origin, encoding, 0)),
            None if is_binary(text.as_bytes()) => return Err(no_text(name, "二进制文件", "a binary file")),
            None => text,
        },
        Err(error) => return Err(broken(name, origin, error.as_bytes(), error.utf8_error())),
    };
    if text.trim_start_matches('\u{FEFF}').trim().is_empty() {
        return Err(Error::new(say!(zh: "{name} 是空的", en: "{name} is empty"))
            .hint(match origin {
                Origin::File => say!(zh: "写入正文，或者删去这个文件。", en: "write the text, or remove the file."),
                Origin::Stdin => {
                    say!(zh: "看看管道前面的命令有没有输出正文。", en: "see whether the command before the pipe writes the text.")
                }
            }));
    }
    Ok(text)
}

/// Returns what a file of another program is, in Chinese and in English, by the marks that it begins with.
pub fn described(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let within = |what: &[u8]| bytes[..bytes.len().min(4096)].windows(what.len()).any(|it| it == what);
    Some(match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => ("PDF 文件", "a PDF"),
        [b'P', b'K', 3, 4, ..] if within(b"application/epub+zip") => ("EPUB 文件", "an EPUB"),
        [b'P', b'K', 3, 4, ..] if within(b"word/") => ("Word 文件（.docx）", "a Word document (.docx)"),
        [b'P', b'K', 3, 4, ..] if within(b"opendocument.text") => ("ODT 文件", "an ODT document"),
        [b'P', b'K', 3, 4, ..] => ("zip 压缩文件（.docx 也是这种）", "a zip archive (as a .docx is)"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("旧版 Office 文件（.doc、.wps）", "an old Office file (.doc, .wps)"),
        [b'{', b'\\', b'r', b't', b'f', ..] => ("RTF 文件", "an RTF document"),
        [0x1F, 0x8B, ..] => ("gzip 压缩文件", "a gzip archive"),
        [b'7', b'z', 0xBC, 0xAF, ..] => ("7z 压缩文件", "a 7z archive"),
        [b'R', b'a', b'r', b'!', 0x1A, ..] => ("RAR 压缩文件", "a RAR archive"),
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] | [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => {
            ("图片", "a picture")
        }
        [0x7F, b'E', b'L', b'F', ..] => ("程序", "a program"),
        _ => return None,
    })
}

fn no_text(name: &str, zh: &str, en: &str) -> Error {
    Error::new(say!(zh: "{name} 不是文字（{zh}）", en: "{name} is no text but {en}")).hint(say!(
        zh: "取得它的文字，存成 UTF-8 的 .md 文件；改扩展名不能转换内容。",
        en: "get the text out of it and save that as a .md file in UTF-8; another file name converts nothing.",
    ))
}

/// Returns the error for bytes that are no UTF-8: where the first bad one is, what the file seems to be, how to go on.
fn broken(name: &str, origin: Origin, bytes: &[u8], error: std::str::Utf8Error) -> Error {
    let at = error.valid_up_to();
    if let Some(encoding) = wide(bytes) {
        return other(name, origin, encoding, at);
    }
    if bytes.contains(&0) {
        return no_text(name, "二进制文件", "a binary file");
    }
    if let Some(encoding) = (!is_mostly_utf8(bytes)).then(|| guess(bytes)).flatten() {
        return other(name, origin, encoding, at);
    }
    let line = bytes[..at].iter().filter(|it| **it == b'\n').count() + 1;
    Error::new(not_utf8(name, at)).hint(match error.error_len() {
        None => {
            say!(zh: "文件在一个字的中间断了（第 {line} 行），多半没有存完；请取回完整的文件。", en: "the file ends in the middle of a character (line {line}); get the whole file again.")
        }
        Some(_) => {
            say!(zh: "第 {line} 行有坏字节；用编辑器打开，改正那一处后按 UTF-8 保存。", en: "line {line} holds a broken byte; mend it in an editor and save as UTF-8.")
        }
    })
}

fn not_utf8(name: &str, at: usize) -> crate::message::Message {
    say!(zh: "{name} 不是 UTF-8：第 {at} 字节（从 0 数）起读不通", en: "{name} is not UTF-8: the first bad byte is at offset {at}")
}

/// A text encoding: its name for iconv, and one in each language.
type Encoding = (&'static str, &'static str, &'static str);

fn other(name: &str, origin: Origin, (encoding, zh, en): Encoding, at: usize) -> Error {
    let command = match origin {
        Origin::Stdin => format!("iconv -f {encoding} -t UTF-8 | diben check -"),
        Origin::File => {
            let (from, to) = (quoted(name), quoted(&format!("{name}.utf8")));
            format!("iconv -f {encoding} -t UTF-8 {from} > {to} && mv {to} {from}")
        }
    };
    Error::new(not_utf8(name, at)).hint(say!(
        zh: "看来是 {zh}。先转换：{command}",
        en: "it seems to be {en}. Convert it: {command}",
    ))
}

/// Returns the name, as iconv knows it, of the encoding other than UTF-8 that bytes seem to be in.
pub fn other_than_utf8(bytes: &[u8]) -> Option<&'static str> {
    let one_or_two = || (!bytes.contains(&0) && !is_mostly_utf8(bytes)).then(|| guess(bytes)).flatten();
    wide(bytes).or_else(one_or_two).map(|it| it.0)
}

/// Returns the encoding of two or four bytes a character that bytes are in: by their byte order mark, else because all
/// of a sample is characters and nearly all of those are Chinese or plain ones.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some(("UTF-32", "UTF-32", "UTF-32")),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Some(("UTF-16", "UTF-16", "UTF-16")),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let four = |from: fn([u8; 4]) -> u32| {
        let characters = sample.chunks_exact(4).map(|it| char::from_u32(from([it[0], it[1], it[2], it[3]])));
        sample.len().is_multiple_of(4) && is_text(characters)
    };
    let two = |from: fn([u8; 2]) -> u16| {
        let units = sample.chunks_exact(2).map(|it| from([it[0], it[1]]));
        sample.len().is_multiple_of(2) && is_text(char::decode_utf16(units).map(std::result::Result::ok))
    };
    if four(u32::from_le_bytes) {
        return Some(("UTF-32LE", "UTF-32（小端）", "UTF-32, little-endian"));
    }
    if four(u32::from_be_bytes) {
        return Some(("UTF-32BE", "UTF-32（大端）", "UTF-32, big-endian"));
    }
    if two(u16::from_le_bytes) {
        return Some(("UTF-16LE", "UTF-16（小端）", "UTF-16, little-endian"));
    }
    two(u16::from_be_bytes).then_some(("UTF-16BE", "UTF-16（大端）", "UTF-16, big-endian"))
}

fn is_text(characters: impl Iterator<Item = Option<char>>) -> bool {
    let (mut all, mut plain) = (0, 0);
    for it in characters {
        all += 1;
        plain += usize::from(it.is_some_and(|it| is_cjk(it) || matches!(it, ' '..='~' | '\n' | '\r' | '\t')));
    }
    all > 1 && plain * 100 >= all * 95
}

/// Returns whether so many bytes are control characters that no text has them.
fn is_binary(bytes: &[u8]) -> bool {
    let controls = bytes.iter().filter(|it| matches!(it, 0..=8 | 11 | 12 | 14..=31)).count();
    controls * 10 > bytes.len()
}

/// Returns whether bytes are a UTF-8 text with some damage: far more of it is Chinese than is broken.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        good += chunk.valid().chars().filter(|it| *it >= '\u{800}').count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

/// Returns the encoding of East Asia that bytes seem to be in. Those of one byte a character say nothing: every file
/// reads as one of them.
fn guess(bytes: &[u8]) -> Option<Encoding> {
    let mut sample = &bytes[..bytes.len().min(SAMPLE)];
    // Not in the middle of a character.
    if let (true, Some(end)) = (sample.len() < bytes.len(), sample.iter().rposition(|it| *it == b'\n')) {
        sample = &sample[..=end];
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    // A few words may be anything: those in a Chinese tool are Chinese.
    [None, Some(b"cn".as_slice())]
        .into_iter()
        .find_map(|from| named(detector.guess(from, Utf8Detection::Deny).name(), sample))
}

fn named(encoding: &str, sample: &[u8]) -> Option<Encoding> {
    Some(match encoding {
        "Big5" => ("BIG5-HKSCS", "Big5（大五码）", "Big5"),
        "Shift_JIS" => ("CP932", "Shift_JIS", "Shift_JIS"),
        "EUC-JP" => ("EUC-JP", "EUC-JP", "EUC-JP"),
        "EUC-KR" => ("CP949", "EUC-KR", "EUC-KR"),
        "GBK" | "gb18030" if is_gb18030(sample) => {
            ("GB18030", "GB 18030（GBK、GB 2312 也在内）", "GB 18030 (or GBK, GB 2312)")
        }
        _ => return None,
    })
}

/// Returns whether bytes have the shape of GB 18030: a lead byte, then a second, or three more that alternate.
fn is_gb18030(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((&first, behind)) = rest.split_first() {
        rest = match (first, behind) {
            (0..=0x7F, _) => behind,
            (0x81..=0xFE, [0x40..=0x7E | 0x80..=0xFE, behind @ ..]) => behind,
            (0x81..=0xFE, [0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, behind @ ..]) => behind,
            _ => return false,
        };
    }
    true
}

/// Returns a name as a shell reads it back; one that opens like an option goes by its folder.
fn quoted(name: &str) -> String {
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    if name.chars().all(|it| it.is_alphanumeric() || "._-/".contains(it)) {
        return name;
    }
    format!("'{}'", name.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAW: &str = "# 某市数字贸易促进条例\n\n第一条　为了促进数字贸易，根据有关法律，制定本条例。\n\n第二条　本条例自公布之日起施行。\n";

    fn seems(bytes: &[u8]) -> String {
        match text("甲.md", Origin::File, bytes.to_vec()) {
            Ok(_) => "text".to_owned(),
            Err(error) => format!("{} | {}", error.message.en, error.hint.map(|it| it.en).unwrap_or_default()),
        }
    }

    #[test]
    fn wide_encodings_with_and_without_a_mark() {
        let words = |marked: &str, swap: bool| -> Vec<u8> {
            marked.encode_utf16().flat_map(|it| if swap { it.to_be_bytes() } else { it.to_le_bytes() }).collect()
        };
        let longs = |marked: &str| -> Vec<u8> { marked.chars().flat_map(|it| u32::from(it).to_le_bytes()).collect() };
        assert_eq!(wide(&words(&format!("\u{FEFF}{LAW}"), false)).map(|it| it.0), Some("UTF-16"));
        assert_eq!(wide(&words(&format!("\u{FEFF}{LAW}"), true)).map(|it| it.0), Some("UTF-16"));
        assert_eq!(wide(&words(LAW, false)).map(|it| it.0), Some("UTF-16LE"));
        assert_eq!(wide(&words(LAW, true)).map(|it| it.0), Some("UTF-16BE"));
        assert_eq!(wide(&longs(&format!("\u{FEFF}{LAW}"))).map(|it| it.0), Some("UTF-32"));
        assert_eq!(wide(&longs(LAW)).map(|it| it.0), Some("UTF-32LE"));
        assert_eq!(wide(LAW.as_bytes()), None);
        assert!(seems(&words("plain words alone", false)).contains("UTF-16, little-endian"));
    }

    #[test]
    fn encodings_of_east_asia() {
        let encoded = |text: &str, label: &str| -> Vec<u8> {
            let output = std::process::Command::new("iconv")
                .args(["-f", "UTF-8", "-t", label])
                .stdin(std::process::Stdio::piped())
                .stdout(std::process::Stdio::piped())
                .spawn();
            let Ok(mut child) = output else { return Vec::new() };
            std::io::Write::write_all(&mut child.stdin.take().expect("piped"), text.as_bytes()).expect("written");
            child.wait_with_output().expect("it ends").stdout
        };
        let taiwan =
            "# 消費者保護法\n\n第一條　為保護消費者權益，促進國民消費生活安全，提昇國民消費生活品質，特制定本法。\n";
        let japan = "# 消費者契約法\n\n第一条　この法律は、消費者と事業者との間の情報の質及び量並びに交渉力の格差にかんがみ、定める。\n";
        for (text, label, name) in [
            (LAW, "GB18030", "GB18030"),
            (taiwan, "BIG5", "BIG5-HKSCS"),
            (japan, "SHIFT_JIS", "CP932"),
            (japan, "EUC-JP", "EUC-JP"),
        ] {
            let bytes = encoded(text, label);
            // A machine without iconv shows nothing here.
            if !bytes.is_empty() {
                assert!(seems(&bytes).contains(&format!("iconv -f {name} ")), "{label}: {}", seems(&bytes));
            }
        }
        assert_eq!(guess(&[0xD6, 0xD8, 0xC7, 0xEC, b'\n', 0x81, 0x30, 0x81, 0x30]).map(|it| it.0), Some("GB18030"));
    }

    #[test]
    fn damage_is_no_other_encoding() {
        assert!(seems(&[LAW.as_bytes(), &[0xFF, b'\n']].concat()).contains("broken byte"));
        assert!(seems(&LAW.as_bytes()[..LAW.len() - 2]).contains("middle of a character"));
        assert_eq!(seems(LAW.replace("数字", "数\0字").as_bytes()), "text");
    }

    #[test]
    fn files_of_other_programs() {
        for (bytes, name) in [
            (b"%PDF-1.7\n".as_slice(), "a PDF"),
            (b"PK\x03\x04............word/document.xml", "a Word document (.docx)"),
            (b"PK\x03\x04....mimetypeapplication/epub+zip", "an EPUB"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office file (.doc, .wps)"),
            (b"{\\rtf1\\ansi}", "an RTF document"),
            (b"\x01\x00\x00\x02\x00abc\x00\x00\x00\x00", "a binary file"),
            (b"\x01\x00\xFF\xFE\x00abc\x80\x00\x00\x00\x00", "a binary file"),
        ] {
            assert!(seems(bytes).starts_with(&format!("甲.md is no text but {name} |")), "{name}: {}", seems(bytes));
        }
    }

    #[test]
    fn names_for_a_shell() {
        assert_eq!(quoted("source/甲.md"), "source/甲.md");
        assert_eq!(quoted("it's 甲.md"), r"'it'\''s 甲.md'");
        assert_eq!(quoted("-rf.md"), "./-rf.md");
        assert_eq!(quoted("$(rm).md"), "'$(rm).md'");
    }
}
