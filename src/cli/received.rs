//! A raw file as import receives it: read from disk in whatever form it has, with what a report says of that.

use std::path::Path;

use crate::error::{Error, Result};
use crate::import;
use crate::import::raw::{Form, Raw};
use crate::message::Message;
use crate::say;
use crate::workspace::{Decoded, RawFile, read_raw, shown};

/// A raw file, received.
pub struct Received {
    /// Its text.
    pub raw: Raw,
    /// How it was read.
    pub medium: Medium,
}

/// What a text came in.
pub enum Medium {
    /// Text in an encoding, and how that is known.
    Text {
        /// The name of the encoding.
        encoding: &'static str,
        /// How it is known.
        known: Message,
    },
    /// A PDF.
    #[cfg(feature = "publish")]
    Pdf {
        /// How many pages it has.
        pages: usize,
        /// Whether its tags were followed.
        tagged: bool,
    },
}

/// Receives a raw file in the form that is asked for, or else the one that it seems to have.
///
/// # Errors
/// When it can't be read, or not in that form.
pub fn receive(path: &Path, form: Option<Form>) -> Result<Received> {
    match (read_raw(path)?, form) {
        (RawFile::Pdf(bytes), None | Some(Form::Pdf)) => pages(path, &bytes),
        (RawFile::Text(Decoded { text, encoding, known }), asked) if asked != Some(Form::Pdf) => {
            let form = asked.unwrap_or_else(|| import::recognised(&text));
            Ok(Received { raw: import::read(text, form), medium: Medium::Text { encoding, known } })
        }
        (_, asked) => {
            let (name, form) = (shown(path), asked.map_or("", Form::name));
            let is = match asked {
                Some(Form::Pdf) => say!(zh: "是文本，不是 PDF", en: "is text and no PDF"),
                _ => say!(zh: "是 PDF", en: "is a PDF"),
            };
            let (zh, en) = (is.zh, is.en);
            Err(Error::new(say!(zh: "{name} {zh}，不能按 {form} 读", en: "{name} {en}: it can't be read as {form}"))
                .hint(say!(zh: "不写 --form，让它自己认。", en: "leave --form out and its form is recognised.")))
        }
    }
}

#[cfg(feature = "publish")]
fn pages(path: &Path, bytes: &[u8]) -> Result<Received> {
    let name = shown(path);
    let reading = import::pdf::pdf(bytes).map_err(|it| {
        let Message { zh, en } = it.message;
        Error { message: say!(zh: "{name}：{zh}", en: "{name}: {en}"), hint: it.hint }
    })?;
    let medium = Medium::Pdf { pages: reading.pages, tagged: reading.tagged };
    Ok(Received { raw: reading.raw, medium })
}

#[cfg(not(feature = "publish"))]
fn pages(path: &Path, _: &[u8]) -> Result<Received> {
    let name = shown(path);
    Err(Error::new(say!(zh: "{name} 是 PDF，这个构建只读文本", en: "{name} is a PDF, and this build reads text only")).hint(
        say!(
            zh: "换用完整构建（默认的 publish 功能）；或用 `pdftotext` 取出文字，再以 --form pdf-text 导入。",
            en: "use the full build (the default feature `publish`), or take its text out with `pdftotext` and import that with --form pdf-text."
        ),
    ))
}
