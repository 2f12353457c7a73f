//! `fonts.toml`: the families of each role, and the font files with their digests.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::say;

/// What `fonts.toml` says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The roles by name.
    #[serde(default)]
    pub role: BTreeMap<String, RoleEntry>,
    /// The font files.
    #[serde(default)]
    pub file: Vec<FontFile>,
}

/// A role as `fonts.toml` describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleEntry {
    /// Its name in Chinese.
    pub zh: Option<String>,
    /// Its name in English.
    pub en: Option<String>,
    /// The families that may serve it, the best first.
    pub families: Vec<String>,
    /// The role whose family stands in, with a warning, where none of these is at hand.
    pub substitute: Option<String>,
}

/// A font file as `fonts.toml` describes it; what people alone read is not asked for.
#[derive(Debug, Clone, Deserialize)]
pub struct FontFile {
    /// Its path in `fonts/`.
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hex.
    pub sha256: Option<String>,
    /// The path in `fonts/` of its licence.
    pub licence: Option<String>,
}

/// Returns the table in a `fonts.toml`.
///
/// # Errors
/// When it can't be read.
pub fn read(path: &str, bytes: &[u8]) -> Result<Table> {
    let text = String::from_utf8_lossy(bytes);
    toml::from_str(&text).map_err(|error| crate::error::toml::fault(path, &text, &error))
}

/// Refuses a font file that is not the one on record.
///
/// # Errors
/// When its digest is another.
pub fn check(file: &FontFile, bytes: &[u8]) -> Result<()> {
    let (Some(wanted), path) = (&file.sha256, &file.path) else { return Ok(()) };
    let found = crate::publish::sha256(bytes);
    if *wanted == found {
        return Ok(());
    }
    Err(Error::new(say!(zh: "字体文件 fonts/{path} 不是登记的那一个", en: "the font file fonts/{path} is not the one on record"))
        .hint(say!(zh: "它的 SHA-256 是 {found}；确要换字体就改 fonts/fonts.toml。", en: "its SHA-256 is {found}; change fonts/fonts.toml if the new file is meant.")))
}
