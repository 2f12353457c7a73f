//! The cover of the EPUB: set from what the work says of itself, and painted, or a picture of one's own.

mod code;
mod lines;
mod paint;
mod said;
mod stores;

use typst::layout::FrameItem;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::model::{Entry, Metadata};
use crate::publish::Job;
use crate::publish::layout::Files;
use crate::publish::pictures::{Kind, judge};
use crate::publish::typst::{faces, language, page, visit};
use crate::say;
use crate::text::Span;

pub use stores::unfit;

/// A cover, ready to be packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// PNG or JPEG.
    pub kind: Kind,
    /// The picture.
    pub bytes: Vec<u8>,
    /// The words that stand for it.
    pub alt: String,
}

/// A cover that was set.
pub struct Set {
    /// The cover.
    pub cover: Cover,
    /// Its Typst code, `cover.typ` beside the files of the pages.
    pub code: String,
    /// Characters of the front matter that no face shows.
    pub findings: Vec<Diagnostic>,
}

/// Returns the cover that a layout sets for a document.
///
/// # Errors
/// When Typst refuses the layout's code, or what it sets is not one page that says the title.
pub fn set(job: &Job) -> Result<Set> {
    let subtitle = super::epub::subtitle(job.document);
    let said = said::said(job.document, job.title, subtitle, job.layout);
    let (lang, region) = language(&job.document.metadata);
    let code = code::code(&said, (&lang, &region), job.layout);
    let setter = code::setter(job.layout);
    let own = format!("{}/", job.layout.manifest.name);
    let mut files = Files::new();
    for (path, bytes) in &job.layout.files {
        // One that is the layout's own may read what the layout has.
        if path == &setter || path == "base.typ" || setter.starts_with(&own) {
            files.insert(format!("layouts/{path}"), bytes.clone());
        }
    }
    files.insert("faces.typ".to_owned(), faces(job.layout, job.fonts)?.into_bytes());
    files.insert("main.typ".to_owned(), code.clone().into_bytes());
    let pages = page(&files, job.fonts)?;
    let [sheet] = pages.pages() else {
        let count = pages.pages().len();
        return Err(Error::new(
            say!(zh: "layouts/{setter} 排出了 {count} 页，封面只能有一页", en: "layouts/{setter} sets {count} pages; a cover is one"),
        ));
    };
    let (mut words, mut missing) = (String::new(), Vec::new());
    visit(&pages, &mut |it| {
        if let FrameItem::Text(text) = it.item {
            words.push_str(&text.text);
            let lost = text.glyphs.iter().filter(|it| it.id == 0);
            missing.extend(lost.map(|it| text.text[it.range()].to_owned()));
        }
    });
    let words = squeezed(&words);
    if !words.contains(&squeezed(job.title)) {
        return Err(Error::new(
            say!(zh: "layouts/{setter} 排的封面没有写全题名", en: "the cover that layouts/{setter} sets does not say the whole title"),
        ));
    }
    let facts: Vec<&str> = said.facts.iter().map(String::as_str).filter(|it| words.contains(&squeezed(it))).collect();
    let alt = said::words(job.title, &facts);
    let [ground, ink, accent] = job.layout.manifest.cover.colours();
    let bytes = paint::paint(sheet, ground, &[ink, accent]);
    comemo::evict(2);
    let findings = unshown(&missing, &job.document.metadata);
    Ok(Set { cover: Cover { kind: Kind::Png, bytes, alt }, code, findings })
}

/// Returns a picture of one's own as the cover of a work. `name` is how it is named.
///
/// # Errors
/// When it is no sound JPEG or PNG.
pub fn own(title: &str, name: &str, bytes: Vec<u8>) -> Result<Cover> {
    match judge(name, &bytes)? {
        kind @ (Kind::Png | Kind::Jpeg) => Ok(Cover { kind, bytes, alt: said::words(title, &[]) }),
        Kind::Gif | Kind::WebP | Kind::Svg => Err(Error::new(
            say!(zh: "封面「{name}」不是 JPEG 或 PNG，书店不收", en: "the cover `{name}` is neither JPEG nor PNG, which no shop takes"),
        )
        .hint(say!(zh: "另存为 1600×2560 像素的 JPEG 或 PNG。", en: "save it as a JPEG or PNG of 1600×2560 pixels."))),
    }
}

/// The letters and digits of a text: blanks and what only steers lines may come and go.
fn squeezed(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// What the front matter says that no face shows. Lines of the text are judged where they are set.
fn unshown(missing: &[String], metadata: &Metadata) -> Vec<Diagnostic> {
    let single = [&metadata.title, &metadata.subtitle, &metadata.adopted_by, &metadata.place, &metadata.publisher];
    let entries: Vec<&Entry> = single.into_iter().flatten().chain(&metadata.authors).collect();
    let mut out: Vec<(Span, &str)> = missing
        .iter()
        .filter_map(|text| Some((entries.iter().find(|it| it.text.contains(text.as_str()))?.span, text.as_str())))
        .collect();
    out.sort_unstable();
    out.dedup();
    out.into_iter()
        .map(|(span, text)| {
            Diagnostic::error("layout/missing-glyph", span, say!(zh: "封面上没有字体能印出「{text}」", en: "no face can print “{text}” on the cover"))
                .hint(say!(zh: "换一个字，或把有这个字的字体放进项目的 fonts/ 并写进 fonts.toml。", en: "write another character, or put a font that has it into the project's fonts/ and its fonts.toml."))
        })
        .collect()
}
