//! The names of a face that has been cut down. A part of a face is a modified version: where its licence reserves names
//! (SIL OFL 1.1, condition 3) it may not keep them, and a reader's cache must not take one book's part for another's. So
//! each gets a name made of its content. Copyright, trademark, makers and licence stay as they are.

use write_fonts::read::{FontRef, TableProvider};
use write_fonts::tables::name::{Name, NameRecord};
use write_fonts::types::NameId;

/// What a face that has been cut down is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The family that it was made from, for messages.
    pub source: String,
    /// Its family: `diben Songti 3f2a9c1b`.
    pub family: String,
    /// Hexadecimal digits made of its content, at least sixty.
    pub digest: String,
    /// Whether it is the bold of its family.
    pub bold: bool,
}

/// Windows, Unicode, American English: the record that all readers look at.
const RECORD: (u16, u16, u16) = (3, 1, 0x409);
/// Copyright, version, trademark, maker, designer, licence and its address.
const KEPT: [u16; 7] = [0, 5, 7, 8, 9, 13, 14];
/// As long as a name in a CFF table may be, by Adobe's Technical Note 5176.
const LONGEST: usize = 63;

impl Naming {
    /// Returns the PostScript name of that length; both tables that hold it must agree.
    fn postscript(&self, length: usize) -> String {
        format!("diben{}", self.digest).chars().take(length).collect()
    }
}

/// Returns a text of the face's own name table: 0 copyright, 13 licence, 14 its address.
pub fn text(font: &FontRef, id: u16) -> Option<String> {
    let name = font.name().ok()?;
    let records = name.name_record().iter().filter(|it| it.name_id() == NameId::new(id) && it.is_unicode());
    let english = records.clone().find(|it| it.language_id() == RECORD.2);
    let record = english.or_else(|| records.into_iter().next())?;
    let text: String = record.string(name.string_data()).ok()?.chars().collect();
    Some(text).filter(|it| !it.trim().is_empty())
}

/// Returns the name table of a face that has been cut down.
pub fn table(font: &FontRef, naming: &Naming) -> Name {
    let style = if naming.bold { "Bold" } else { "Regular" };
    let family = &naming.family;
    let length = font.cff().ok().and_then(|it| it.name(0).map(|it| it.len())).unwrap_or(LONGEST);
    let mut names: Vec<(u16, String)> = KEPT.iter().filter_map(|id| Some((*id, text(font, *id)?))).collect();
    names.extend([
        (1, family.clone()),
        (2, style.to_owned()),
        (3, format!("{family} {style} {}", naming.digest)),
        (4, format!("{family} {style}")),
        (6, naming.postscript(length)),
    ]);
    names.sort();
    let (platform, encoding, language) = RECORD;
    let record =
        |(id, text): (u16, String)| NameRecord::new(platform, encoding, language, NameId::new(id), text.into());
    Name::new(names.into_iter().map(record).collect())
}

/// Returns a CFF table with its one name replaced. The new name is as long as the old one, since all that follows is
/// found by its distance from the beginning. Nothing where the table holds no name, or several.
pub fn renamed(mut cff: Vec<u8>, naming: &Naming) -> Option<Vec<u8>> {
    let header = usize::from(*cff.get(2)?);
    let (count, size) = (cff.get(header..header + 2)?, usize::from(*cff.get(header + 2)?));
    if count != [0, 1] || !(1..=4).contains(&size) {
        return None;
    }
    let number = |it: &[u8]| it.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
    let end = number(cff.get(header + 3 + size..header + 3 + 2 * size)?);
    let begin = header + 3 + 2 * size;
    let name = cff.get_mut(begin..begin + end.checked_sub(1)?)?;
    name.copy_from_slice(naming.postscript(name.len()).as_bytes());
    Some(cff)
}
