//! Embedded faces. A book has none by default: its style sheet names families that readers have. Where they are asked
//! for, each face goes in cut down to the characters set in it, and each stack of the style sheet opens with it.
//!
//! The embedded family stands first also where only rare characters are embedded: its character map holds nothing
//! else, so every other character falls through to the reader's own fonts, without `unicode-range`, which older readers
//! don't know. Only code keeps the reader's faces before ours, since those are of one width.

mod cast;
mod common;
mod stacks;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::ParsingOptions;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::publish::epub::faces::cast::{Cast, Family, Part};
use crate::publish::epub::{finish, xml};
use crate::publish::fonts::{Fonts, Licence, Naming, subset};
use crate::publish::sha256;
use crate::say;

pub use told::{Embedded, Face};

/// Which characters go into the book with their faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Embedding {
    /// Every one.
    All,
    /// Those that a reader's own fonts may lack.
    Rare,
}

/// Apple's reader takes embedded faces only where this file says so.
const APPLE: (&str, &str) = (
    "META-INF/com.apple.ibooks.display-options.xml",
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<display_options>\n<platform name=\"*\">\n<option name=\"specified-fonts\">true</option>\n</platform>\n</display_options>\n",
);
/// Where faces and their licences lie, beside the package document.
const FOLDER: &str = "fonts/";

/// A face in the book: for which role, from which family, its file, and how many characters it has.
struct Cut {
    role: String,
    family: String,
    source: String,
    path: String,
    weight: u16,
    bytes: Vec<u8>,
    count: usize,
    licence: Licence,
}

/// Puts faces into the files of a book, and says what was put there.
///
/// # Errors
/// When a face may not be embedded or can't be cut down.
pub fn embed(entries: &mut BTreeMap<String, Vec<u8>>, fonts: &Fonts, embedding: Embedding) -> Result<Embedded> {
    let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
    let style = format!("{}stylesheet.css", finish::FOLDER);
    let sheet = entries.get(&style).map(|it| text(it)).unwrap_or_default();
    let mut voices = stacks::Voices::new();
    for (name, bytes) in entries.iter().filter(|(name, _)| name.ends_with(".xhtml")) {
        let page = text(bytes);
        let options = ParsingOptions { allow_dtd: true, nodes_limit: u32::MAX, ..ParsingOptions::default() };
        let document = roxmltree::Document::parse_with_options(&page, options).map_err(|it| unreadable(name, it))?;
        stacks::add(&sheet, document.root_element(), &mut voices);
    }
    let cast = match embedding {
        Embedding::All => cast::cast(&voices, fonts, |_| true)?,
        Embedding::Rare => cast::cast(&voices, fonts, common::is_rare)?,
    };
    let names = names(&cast, fonts);
    let cuts =
        cast.parts.iter().map(|(part, set)| cut(part, set, &names[&part.family], fonts)).collect::<Result<Vec<_>>>()?;
    let said = |it: &Cut| Face {
        zh: fonts.role(&it.role).map_or_else(|| it.role.clone(), |role| role.zh.clone()),
        role: it.role.clone(),
        bold: it.weight >= 600,
        characters: it.count,
        bytes: it.bytes.len(),
    };
    let mut embedded = Embedded { faces: cuts.iter().map(said).collect(), lacking: cast.lacking.clone() };
    embedded.faces.sort_by_key(|it| (cast::rank(&it.role), it.bold));
    if cuts.is_empty() {
        return Ok(embedded);
    }

    let mut sheet = stacks::rewritten(&sheet, |stack| stack_with(stack, &cast, &names, fonts));
    sheet.push_str("\n/* ---- embedded faces: parts of the families that they are named after, see fonts/ ---- */\n");
    let mut items = String::new();
    let mut add = |path: &str, media: &str| {
        let (id, href) = (path.replace(['/', '.'], "-"), xml::attribute(path));
        items.push_str(&format!("<item id=\"{}\" href=\"{href}\" media-type=\"{media}\"/>\n", xml::attribute(&id)));
    };
    for it in &cuts {
        let (family, path, weight) = (&it.family, &it.path, it.weight);
        let (format, media) = if path.ends_with(".otf") { ("opentype", "font/otf") } else { ("truetype", "font/ttf") };
        sheet.push_str(&format!(
            "@font-face {{ font-family: \"{family}\"; font-weight: {weight}; font-style: normal; src: url(\"{path}\") format(\"{format}\"); }}\n"
        ));
        add(path, media);
    }
    let licences = licences(&cuts);
    licences.keys().for_each(|path| add(path, "text/plain"));

    entries.insert(style, sheet.into_bytes());
    let package = entries.get(finish::PACKAGE).map(|it| text(it)).unwrap_or_default();
    let package = package.replacen("</manifest>", &format!("{items}</manifest>"), 1);
    entries.insert(finish::PACKAGE.to_owned(), package.into_bytes());
    entries.insert(APPLE.0.to_owned(), APPLE.1.as_bytes().to_vec());
    entries.extend(cuts.into_iter().map(|it| (format!("{}{}", finish::FOLDER, it.path), it.bytes)));
    entries.extend(licences.into_iter().map(|(path, text)| (format!("{}{path}", finish::FOLDER), text.into_bytes())));
    Ok(embedded)
}

fn unreadable(name: &str, cause: roxmltree::Error) -> Error {
    Error::new(say!(zh: "EPUB 的 {name} 读不回来：{cause}", en: "{name} of the EPUB can't be read back: {cause}"))
}

/// The name of each family, with the digest it is made of: that of the faces and characters in it, so that the parts in
/// two books never share one.
type Names = BTreeMap<Family, (String, String)>;

fn names(cast: &Cast, fonts: &Fonts) -> Names {
    let mut seen: BTreeMap<&Family, Sha256> = BTreeMap::new();
    for (part, characters) in &cast.parts {
        let hash = seen.entry(&part.family).or_default();
        hash.update(fonts.face(part.face).map(|it| sha256(it.data())).unwrap_or_default());
        hash.update(characters.iter().collect::<String>());
    }
    let name = |(family, hash): (&Family, Sha256)| {
        let digest: String = hash.finalize().iter().map(|it| format!("{it:02x}")).collect();
        let (first, rest) = family.role.split_at(family.role.chars().next().map_or(0, char::len_utf8));
        let spare = if family.spare { " Spare" } else { "" };
        (family.clone(), (format!("diben {}{rest}{spare} {}", first.to_uppercase(), &digest[..8]), digest))
    };
    seen.into_iter().map(name).collect()
}

fn cut(part: &Part, characters: &BTreeSet<char>, family: &(String, String), fonts: &Fonts) -> Result<Cut> {
    let face = fonts.face(part.face).expect("a face that gave a character is in the book");
    let info = face.info();
    let weight = info.variant.weight.to_number();
    let (family, digest) = family.clone();
    let naming = Naming { source: info.family.to_string(), family: family.clone(), digest, bold: weight >= 600 };
    let bytes = subset(face.data(), face.index(), characters, &naming)?;
    let ending = if bytes.starts_with(b"OTTO") { "otf" } else { "ttf" };
    Ok(Cut {
        path: format!(
            "{FOLDER}{}{}-{weight}.{ending}",
            part.family.role,
            if part.family.spare { "-spare" } else { "" }
        ),
        role: part.family.role.clone(),
        family,
        source: naming.source,
        weight,
        bytes,
        count: characters.len(),
        licence: fonts.licence(&face),
    })
}

/// A stack with the embedded families in their place: first, so that the book looks as it was made, but last for code.
fn stack_with(stack: &str, cast: &Cast, names: &Names, fonts: &Fonts) -> String {
    let Some(families) = cast.stacks.get(stack) else { return stack.to_owned() };
    let ours: Vec<String> = families.iter().map(|it| format!("\"{}\"", names[it].0)).collect();
    match cast::named(stack, fonts) {
        Some(_) => format!("{}, {stack}", ours.join(", ")),
        None => format!("{stack}, {}", ours.join(", ")),
    }
}

/// The licences of the faces: each text once, under a head that says which faces it is for and what was done to them.
fn licences(cuts: &[Cut]) -> BTreeMap<String, String> {
    let mut texts: Vec<(&Licence, String)> = Vec::new();
    for Cut { path, family, source, licence, .. } in cuts {
        let file = path.trim_start_matches(FOLDER);
        let head = format!(
            "{file}: {family}\n取自 {source}，只含本书所用的字，已改名。A part of {source} with the characters of this book alone, renamed.\n{}\n\n",
            licence.copyright
        );
        match texts.iter_mut().find(|(it, _)| (&it.name, &it.text) == (&licence.name, &licence.text)) {
            Some((_, heads)) => heads.push_str(&head),
            None => texts.push((licence, head)),
        }
    }
    let mut out = BTreeMap::new();
    for (Licence { name, text, .. }, heads) in texts {
        let whole = format!("{heads}{}\n", text.trim_end());
        // Two licences of one name, as a project's own may have, are told apart by a number.
        let path = |number: usize| {
            format!("{FOLDER}{name}{}.txt", if number == 1 { String::new() } else { format!("-{number}") })
        };
        let free = (1..).map(path).find(|it| !out.contains_key(it)).expect("there is always another number");
        out.insert(free, whole);
    }
    out
}
