//! Which face gives which character. A stack names its role by one of the families that serve it (`fonts.toml`); the
//! face of that role comes first, then the Songti, which holds most, then the Latin, as on the printed page.

use std::collections::{BTreeMap, BTreeSet};

use typst::text::Font;
use write_fonts::read::types::GlyphId;
use write_fonts::read::{FontRef, TableProvider};

use crate::error::{Error, Result};
use crate::publish::epub::faces::stacks::{Voice, Voices, families};
use crate::publish::fonts::{Fonts, Origin, Role};
use crate::say;

/// The roles that a stack may stand for, in the order in which they are asked, and those that help the others out.
const ROLES: [&str; 5] = ["songti", "heiti", "kaiti", "fangsong", "biaosong"];
const HELPERS: [&str; 2] = ["songti", "latin"];
/// Signs that the Kaiti has narrow; in Chinese text they fill a cell.
const FULL_WIDTH: [char; 6] = ['“', '”', '‘', '’', '…', '—'];

/// An embedded family. Within a family a reader takes the bold face for bold text and looks no further, so what the
/// bold lacks and the regular gives must stand in a family of its own, the spare one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// The role.
    pub role: String,
    /// Whether it is the spare one.
    pub spare: bool,
}

/// A face to be embedded: its family, and its number in the book of faces.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The family.
    pub family: Family,
    /// The face's number.
    pub face: usize,
}

/// The parts of faces that a book takes.
#[derive(Debug, Default)]
pub struct Cast {
    /// The characters that each face gives.
    pub parts: BTreeMap<Part, BTreeSet<char>>,
    /// The families that each stack takes characters from, the first to be asked first.
    pub stacks: BTreeMap<String, Vec<Family>>,
    /// Characters that no face has, left to the reader's own fonts.
    pub lacking: BTreeSet<char>,
}

/// Returns which faces give the characters of a book that `wanted` picks.
///
/// # Errors
/// When a role that is needed is served by a font of the system, whose licence nobody has looked at.
pub fn cast(voices: &Voices, fonts: &Fonts, wanted: impl Fn(char) -> bool) -> Result<Cast> {
    let mut out = Cast::default();
    for (voice, characters) in voices {
        let named = named(&voice.stack, fonts);
        // Code keeps the reader's own letters of one width: only what those can't have is embedded for it.
        let asked = |it: &char| wanted(*it) && (named.is_some() || !it.is_ascii());
        let faces = candidates(voice, named, fonts);
        for character in characters.iter().copied().filter(asked) {
            let Some(giver) = giver(character, &faces) else {
                out.lacking.extend((!is_invisible(character)).then_some(character));
                continue;
            };
            refuse_system(giver.role)?;
            let family = Family { role: giver.role.name.clone(), spare: giver.spare };
            let families = out.stacks.entry(voice.stack.clone()).or_default();
            if !families.contains(&family) {
                families.push(family.clone());
            }
            out.parts.entry(Part { family, face: giver.index }).or_default().insert(character);
        }
    }
    // In the order of asking, whichever character came first.
    for (stack, families) in &mut out.stacks {
        let first = named(stack, fonts).map(|it| it.name.as_str());
        let helper = |it: &Family| HELPERS.iter().position(|helper| *helper == it.role);
        families.sort_by_key(|it| (Some(it.role.as_str()) != first, helper(it), it.spare));
    }
    Ok(out)
}

/// Returns the role that a stack stands for; none where it is one of code.
pub fn named<'a>(stack: &str, fonts: &'a Fonts) -> Option<&'a Role> {
    let roles = || ROLES.iter().filter_map(|it| fonts.role(it));
    families(stack)
        .find_map(|family| roles().find(|role| role.families.iter().any(|it| it.eq_ignore_ascii_case(family))))
}

/// Returns the place of a role among all, for an order that people expect: 宋 黑 楷, the Latin last.
pub fn rank(role: &str) -> usize {
    ROLES.iter().chain(&HELPERS).position(|it| *it == role).unwrap_or(usize::MAX)
}

/// A face that may give a character.
struct Candidate<'a> {
    role: &'a Role,
    index: usize,
    font: Font,
    spare: bool,
}

impl Candidate<'_> {
    fn tables(&self) -> Option<FontRef<'_>> {
        FontRef::from_index(self.font.data(), self.font.index()).ok()
    }

    fn glyph(&self, character: char) -> Option<GlyphId> {
        self.tables()?.cmap().ok()?.map_codepoint(character).filter(|it| it.to_u32() != 0)
    }

    fn fills_a_cell(&self, character: char) -> bool {
        let measure = || {
            let (glyph, tables) = (self.glyph(character)?, self.tables()?);
            let width = tables.hmtx().ok()?.advance(glyph)?;
            Some(f32::from(width) / f32::from(tables.head().ok()?.units_per_em()))
        };
        measure().is_some_and(|it| it > 0.9)
    }
}

fn candidates<'a>(voice: &Voice, named: Option<&'a Role>, fonts: &'a Fonts) -> Vec<Candidate<'a>> {
    let helpers = HELPERS.iter().filter_map(|it| fonts.role(it));
    let mut out: Vec<Candidate> = Vec::new();
    for role in named.into_iter().chain(helpers) {
        let Some(found) = &role.found else { continue };
        // The bold of a family may hold less than its regular.
        for bold in if voice.bold { &[true, false][..] } else { &[false] } {
            let Some(index) = fonts.upright(&found.family, *bold) else { continue };
            if let Some(font) = fonts.face(index).filter(|_| out.iter().all(|it| it.index != index)) {
                out.push(Candidate { role, index, font, spare: voice.bold && !bold });
            }
        }
    }
    out
}

fn giver<'c, 'a>(character: char, faces: &'c [Candidate<'a>]) -> Option<&'c Candidate<'a>> {
    let full = || faces.iter().find(|it| it.fills_a_cell(character));
    let first = || faces.iter().find(|it| it.glyph(character).is_some());
    if FULL_WIDTH.contains(&character) { full().or_else(first) } else { first() }
}

fn refuse_system(role: &Role) -> Result<()> {
    let Some(found) = role.found.as_ref().filter(|it| it.origin == Origin::System) else { return Ok(()) };
    let (zh, name, family) = (&role.zh, &role.name, &found.family);
    Err(Error::new(say!(zh: "{zh}由系统字体 {family} 担任，不能内嵌", en: "{name} is served by {family}, a font of the system, which is not embedded"))
        .hint(say!(zh: "许可内嵌的，把字体文件连同许可证放进项目的 fonts/。", en: "if its licence permits embedding, put its file and licence into the project's fonts/.")))
}

/// Characters that nobody misses: blanks, joiners, selectors.
fn is_invisible(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}
