//! A face cut down to the characters of one book, as a file of its own that any reader opens.
//!
//! `skera`, the subsetter of Google's fontations, writes all tables but the outlines of CFF, which it does not know:
//! character map, metrics, what marks and Han punctuation need to be set right (kern, mark, halt, chws). Those outlines
//! come from `subsetter`, which writes Typst's PDFs too, in the order of glyphs that skera has fixed. Nothing of the
//! vertical setting is kept.

use std::collections::BTreeSet;

use subsetter::GlyphRemapper;
use write_fonts::FontBuilder;
use write_fonts::read::collections::IntSet;
use write_fonts::read::types::{GlyphId, NameId, Tag};
use write_fonts::read::{FontRef, TableProvider};

use crate::error::{Error, Result};
use crate::publish::fonts::naming::{self, Naming};
use crate::say;

/// What a line of horizontal text needs of a face's rules: forms for the language, composed signs, kerning, marks, and
/// the narrow forms that squeeze Han punctuation.
const FEATURES: [&[u8; 4]; 12] =
    [b"locl", b"ccmp", b"calt", b"clig", b"liga", b"rlig", b"kern", b"mark", b"mkmk", b"halt", b"chws", b"rvrn"];
/// The tables of vertical setting, and signatures, which no changed file keeps.
const DROPPED: [&[u8; 4]; 12] =
    [b"vhea", b"vmtx", b"VORG", b"VVAR", b"DSIG", b"JSTF", b"kern", b"morx", b"mort", b"kerx", b"EBDT", b"EBLC"];
const CFF: Tag = Tag::new(b"CFF ");
/// A face that may not be embedded at all, and one that may not be cut down (OpenType, `OS/2.fsType`).
const RESTRICTED: u16 = 0x0002;
const WHOLE_ONLY: u16 = 0x0100;

/// Returns a face with these characters alone, under another name. Characters that the face lacks are left out.
///
/// # Errors
/// When the face may not be embedded, or is of a form that can't be cut down.
pub fn subset(data: &[u8], index: u32, characters: &BTreeSet<char>, naming: &Naming) -> Result<Vec<u8>> {
    let family = naming.source.as_str();
    let failed = |cause: String| {
        Error::new(say!(zh: "字体 {family} 不能取子集：{cause}", en: "the face {family} can't be cut down: {cause}"))
            .hint(say!(zh: "换一种字体，或者不用 --embed-fonts。", en: "use another face, or leave --embed-fonts out."))
    };
    let font = FontRef::from_index(data, index).map_err(|it| failed(it.to_string()))?;
    let permission = font.os2().map_or(0, |it| it.fs_type());
    if permission & (RESTRICTED | WHOLE_ONLY) != 0 {
        return Err(Error::new(say!(zh: "字体 {family} 的许可位不允许内嵌子集", en: "the face {family} does not permit that a part of it be embedded"))
            .hint(say!(zh: "换一种许可内嵌的字体，或者不用 --embed-fonts。", en: "use a face that permits it, or leave --embed-fonts out.")));
    }

    let unicodes: IntSet<u32> = characters.iter().map(|it| u32::from(*it)).collect();
    let plan = skera::Plan::new(
        &IntSet::empty(),
        &unicodes,
        &font,
        skera::SubsetFlags::SUBSET_FLAGS_NO_BIDI_CLOSURE | skera::SubsetFlags::SUBSET_FLAGS_NOTDEF_OUTLINE,
        &DROPPED.iter().map(|it| Tag::new(it)).collect(),
        &IntSet::all(),
        &FEATURES.iter().map(|it| Tag::new(it)).collect(),
        &IntSet::<NameId>::empty(),
        &IntSet::<u16>::empty(),
    );
    let cut = skera::subset_font(&font, &plan).map_err(|it| failed(it.to_string()))?;
    let tables = FontRef::new(&cut).map_err(|it| failed(it.to_string()))?;
    let outlines = match font.table_data(CFF) {
        Some(_) => Some(compact(data, index, &plan).map_err(failed)?),
        None => None,
    };

    let mut builder = FontBuilder::new();
    builder.add_table(&naming::table(&font, naming)).map_err(|it| failed(it.to_string()))?;
    if let Some(outlines) = outlines {
        builder.add_raw(CFF, naming::renamed(outlines, naming).ok_or_else(|| failed("CFF".to_owned()))?);
    }
    builder.copy_missing_tables(tables);
    Ok(builder.build())
}

/// Returns the CFF table with the glyphs of the plan, each under the number that the plan gives it.
fn compact(data: &[u8], index: u32, plan: &skera::Plan) -> std::result::Result<Vec<u8>, String> {
    let mut order: Vec<(GlyphId, GlyphId)> = plan.old_to_new_glyph_mapping().map(|(old, new)| (new, old)).collect();
    order.sort_unstable();
    let mut mapper = GlyphRemapper::new();
    for (new, old) in order {
        let old = u16::try_from(old.to_u32()).map_err(|it| it.to_string())?;
        if u32::from(mapper.remap(old)) != new.to_u32() {
            return Err("the order of the glyphs has gaps".to_owned());
        }
    }
    let cut = subsetter::subset(data, index, &mapper).map_err(|it| it.to_string())?;
    let tables = FontRef::new(&cut).map_err(|it| it.to_string())?;
    let outlines = tables.table_data(CFF).ok_or("no outlines")?;
    Ok(outlines.as_bytes().to_vec())
}
