//! The sheets of the print edition: the archival edition's pages in black ink, with marks and a slug line outside the
//! trim, and blank pages behind the last where a sheet must be full.

use typst_layout::PagedDocument;

use crate::error::{Error, Result};
use crate::publish::fonts::Fonts;
use crate::publish::typst::pages::page_starts;
use crate::publish::typst::pdf::{Record, day};
use crate::publish::typst::set::{Setting, compile};
use crate::say;

/// The longest title that a slug line says, in characters.
const LONGEST: usize = 24;

/// Returns how many blank pages fill the last of sheets that hold `multiple` pages each.
pub fn blanks(pages: usize, multiple: usize) -> usize {
    pages.next_multiple_of(multiple.max(1)) - pages
}

/// Returns the pages of the print edition, as many as make a multiple of `multiple`.
///
/// # Errors
/// When Typst refuses the layout's code, or the pages break elsewhere than the archival ones.
pub fn sheets(
    setting: &Setting,
    fonts: &Fonts,
    title: &str,
    record: &Record,
    inks: &[String],
    multiple: usize,
) -> Result<PagedDocument> {
    let archival = setting.pages.pages();
    let count = archival.len();
    let blanks = blanks(count, multiple);
    let size = archival.last().map(|it| it.frame.size()).unwrap_or_default();
    let inputs = [
        ("edition", "print".to_owned()),
        ("slug", slug(title)),
        ("source", record.sha256.chars().take(12).collect()),
        ("day", day(record.epoch)),
        ("inks", inks.join(" ")),
        ("sheets", (count + blanks).to_string()),
        ("blanks", blanks.to_string()),
        ("width", size.x.to_pt().to_string()),
        ("height", size.y.to_pt().to_string()),
    ];
    let (pages, glyphs) = compile(&setting.files, fonts, &inputs, &setting.markup)?;
    comemo::evict(2);
    if pages.pages().len() != count + blanks || page_starts(&glyphs, count) != setting.starts {
        return Err(Error::new(say!(zh: "印刷版与存档版的分页不同", en: "the print edition breaks its pages elsewhere than the archival one"))
            .hint(say!(zh: "版式只可让 edition 决定墨色和版面之外的记号。", en: "a layout may let `edition` decide ink and what stands outside the page only.")));
    }
    Ok(pages)
}

/// What a sheet is, in its margin. A long title is cut.
fn slug(title: &str) -> String {
    let short: String = title.chars().take(LONGEST).collect();
    let more = if title.chars().count() > LONGEST { "…" } else { "" };
    format!("《{short}{more}》付印版")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_sheet_is_full() {
        assert_eq!((blanks(5, 1), blanks(5, 4), blanks(8, 8), blanks(17, 16)), (0, 3, 0, 15));
        assert_eq!(blanks(5, 0), 0);
    }

    #[test]
    fn long_titles_are_cut() {
        assert_eq!(slug("重庆倡议"), "《重庆倡议》付印版");
        assert_eq!(slug(&"条".repeat(30)), format!("《{}…》付印版", "条".repeat(24)));
    }
}
