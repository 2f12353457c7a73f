//! Faces: found through fontdb, named by role in `fonts.toml`. The project's own `fonts/` come first, then the bundled
//! set, then, where the user asks for them, the fonts of the system.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo};

use crate::error::{Error, Result};
use crate::publish::layout::Files;
use crate::say;

static BUNDLED: Dir = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// What `fonts.toml` says.
#[derive(Debug, Clone, Default, Deserialize)]
struct Table {
    #[serde(default)]
    role: BTreeMap<String, Role>,
    #[serde(default)]
    file: Vec<FontFile>,
}

#[derive(Debug, Clone, Deserialize)]
struct Role {
    families: Vec<String>,
}

/// A font file as `fonts.toml` describes it.
#[derive(Debug, Clone, Deserialize)]
struct FontFile {
    path: String,
    sha256: Option<String>,
}

/// The bytes of a font file, shared by all who read them.
type Data = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The faces that documents are set in.
pub struct Fonts {
    /// What Typst asks for families.
    pub book: FontBook,
    faces: Vec<Face>,
    families: BTreeMap<String, String>,
    files: Vec<(String, Data)>,
}

impl Fonts {
    /// Returns the bundled faces, with those of the project before them. `project` are the files of its `fonts/`.
    ///
    /// # Errors
    /// When `fonts.toml` is faulty, a file named there is missing or is not the one it was.
    pub fn load(project: &Files) -> Result<Self> {
        Self::gather(project, fontdb::Database::new())
    }

    /// Returns the faces of [`Fonts::load`] and behind them those of the system.
    ///
    /// # Errors
    /// As [`Fonts::load`].
    pub fn load_with_system(project: &Files) -> Result<Self> {
        let mut system = fontdb::Database::new();
        system.load_system_fonts();
        Self::gather(project, system)
    }

    fn gather(project: &Files, system: fontdb::Database) -> Result<Self> {
        let own = table("fonts/fonts.toml", project.get("fonts.toml").map_or(b"", |it| it.as_slice()))?;
        let bundled_text = BUNDLED.get_file("fonts.toml").expect("fonts.toml is part of the binary").contents();
        let bundled = table("fonts/fonts.toml", bundled_text)?;
        let mut database = fontdb::Database::new();
        let mut files: Vec<(String, Data)> = Vec::new();
        for (path, bytes) in project.iter().filter(|(path, _)| is_font(path)) {
            if let Some(file) = own.file.iter().find(|it| it.path == *path) {
                check(file, bytes)?;
            }
            let data: Data = Arc::new(bytes.clone());
            files.push((path.clone(), data.clone()));
            database.load_font_source(fontdb::Source::Binary(data));
        }
        if let Some(missing) = own.file.iter().find(|it| !project.contains_key(&it.path)) {
            let path = &missing.path;
            return Err(Error::new(say!(zh: "缺字体文件 fonts/{path}", en: "the font file fonts/{path} is missing"))
                .hint(say!(zh: "补上文件，或从 fonts/fonts.toml 里删去这一项。", en: "put the file there, or take it out of fonts/fonts.toml.")));
        }
        for file in &bundled.file {
            if own.file.iter().any(|it| it.sha256 == file.sha256) {
                continue;
            }
            let bytes = BUNDLED.get_file(&file.path).expect("fonts.toml names files of the binary").contents();
            let data: Data = Arc::new(bytes);
            files.push((file.path.clone(), data.clone()));
            database.load_font_source(fontdb::Source::Binary(data));
        }
        let mut roles: BTreeMap<String, Vec<String>> =
            bundled.role.iter().map(|(role, it)| (role.clone(), it.families.clone())).collect();
        for (role, it) in own.role {
            let rest = roles.remove(&role).unwrap_or_default();
            roles.insert(role, it.families.into_iter().chain(rest).collect());
        }
        let mut fonts = Fonts { book: FontBook::new(), faces: Vec::new(), families: BTreeMap::new(), files };
        fonts.add(&database);
        fonts.add(&system);
        for (role, families) in roles {
            let found = families.iter().find_map(|wanted| {
                fonts
                    .book
                    .select_family(&wanted.to_lowercase())
                    .next()
                    .and_then(|it| fonts.book.info(it))
                    .map(|it| it.family.to_string())
            });
            fonts.families.extend(found.map(|it| (role, it)));
        }
        Ok(fonts)
    }

    /// Order decides ties: faces are taken in the order of loading, which is that of sorted paths.
    fn add(&mut self, database: &fontdb::Database) {
        let mut shared: Vec<(usize, Bytes)> = Vec::new();
        for face in database.faces() {
            let Some(info) = database.with_face_data(face.id, FontInfo::new).flatten() else { continue };
            let bytes = match &face.source {
                fontdb::Source::Binary(data) => {
                    let key = Arc::as_ptr(data).cast::<u8>() as usize;
                    match shared.iter().find(|(at, _)| *at == key) {
                        Some((_, bytes)) => bytes.clone(),
                        None => {
                            let bytes = Bytes::new(Shared(data.clone()));
                            shared.push((key, bytes.clone()));
                            bytes
                        }
                    }
                }
                fontdb::Source::File(_) | fontdb::Source::SharedFile(..) => {
                    let Some(bytes) = database.with_face_data(face.id, |data, _| Bytes::new(data.to_vec())) else {
                        continue;
                    };
                    bytes
                }
            };
            self.book.push(info);
            self.faces.push(Face { bytes, index: face.index, parsed: OnceLock::new() });
        }
    }

    /// Returns the family that serves a role.
    ///
    /// # Errors
    /// When none of the role's families is at hand.
    pub fn family(&self, role: &str) -> Result<&str> {
        self.families.get(role).map(String::as_str).ok_or_else(|| {
            Error::new(say!(zh: "没有可用于 {role} 的字体", en: "no font serves the role {role}"))
                .hint(say!(zh: "把字体放进项目的 fonts/，并在 fonts/fonts.toml 的 [role.{role}] 里写上字体名。", en: "put one into the project's fonts/ and name its family under [role.{role}] in fonts/fonts.toml."))
        })
    }

    /// Returns the font files of the project and the bundled ones, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        self.files.iter().map(|(name, data)| (name.as_str(), (**data).as_ref().to_vec()))
    }

    /// Returns the face of that number in the book.
    pub fn face(&self, index: usize) -> Option<Font> {
        let face = self.faces.get(index)?;
        face.parsed.get_or_init(|| Font::new(face.bytes.clone(), face.index)).clone()
    }
}

/// A face, parsed when it is first asked for.
struct Face {
    bytes: Bytes,
    index: u32,
    parsed: OnceLock<Option<Font>>,
}

struct Shared(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

/// Returns whether a path names a font file.
pub fn is_font(path: &str) -> bool {
    let path = path.to_lowercase();
    [".otf", ".ttf", ".ttc", ".otc"].iter().any(|it| path.ends_with(it))
}

fn table(path: &str, bytes: &[u8]) -> Result<Table> {
    toml::from_str(&String::from_utf8_lossy(bytes)).map_err(|error| {
        let error = error.to_string();
        Error::new(say!(zh: "{path} 有误：{error}", en: "{path} is faulty: {error}"))
    })
}

fn check(file: &FontFile, bytes: &[u8]) -> Result<()> {
    let (Some(wanted), path) = (&file.sha256, &file.path) else { return Ok(()) };
    let found = crate::publish::sha256(bytes);
    if *wanted == found {
        return Ok(());
    }
    Err(Error::new(say!(zh: "字体文件 fonts/{path} 不是登记的那一个", en: "the font file fonts/{path} is not the one on record"))
        .hint(say!(zh: "它的 SHA-256 是 {found}；确要换字体就改 fonts/fonts.toml。", en: "its SHA-256 is {found}; change fonts/fonts.toml if the new file is meant.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_files_are_those_on_record() {
        let table =
            table("fonts.toml", BUNDLED.get_file("fonts.toml").expect("bundled").contents()).expect("well formed");
        assert_eq!(table.file.len(), 9);
        for file in &table.file {
            check(file, BUNDLED.get_file(&file.path).expect("named").contents()).expect("unchanged");
        }
    }

    #[test]
    fn a_changed_font_is_refused() {
        let mut project = Files::new();
        project.insert("fonts.toml".into(), b"[[file]]\npath = 'a.otf'\nsha256 = '00'\n".to_vec());
        assert!(Fonts::load(&project).is_err_and(|it| it.message.zh.contains("fonts/a.otf")));
        project.insert("a.otf".into(), b"no font".to_vec());
        assert!(Fonts::load(&project).is_err_and(|it| it.message.zh.contains("不是登记的")));
    }
}
