//! Faces: found through fontdb, named by role in `fonts.toml`. The project's own `fonts/` come first, then the bundled
//! set, then, where the user asks for them, the fonts of the system.

mod licence;
mod naming;
mod roles;
mod subset;
mod table;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use include_dir::{Dir, include_dir};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};

use crate::error::{Error, Result};
use crate::publish::fonts::table::check;
use crate::publish::layout::Files;
use crate::say;

pub use licence::Licence;
pub use naming::Naming;
pub use roles::{Found, Origin, Role, missing};
pub use subset::subset;

static BUNDLED: Dir = include_dir!("$CARGO_MANIFEST_DIR/fonts");

/// The bytes of a font file, shared by all who read them.
type Data = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// The faces that documents are set in.
pub struct Fonts {
    /// What Typst asks for families.
    pub book: FontBook,
    faces: Vec<Face>,
    roles: BTreeMap<String, Role>,
    /// The families at hand by their names in every language, folded; the first to claim a name has it.
    names: BTreeMap<String, Found>,
    files: Vec<(String, Data)>,
    /// The licence of each file, where `fonts.toml` names one: its path and its text.
    licences: BTreeMap<String, (String, String)>,
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
        let own = table::read("fonts/fonts.toml", project.get("fonts.toml").map_or(b"", |it| it.as_slice()))?;
        let bundled_text = BUNDLED.get_file("fonts.toml").expect("fonts.toml is part of the binary").contents();
        let bundled = table::read("fonts/fonts.toml", bundled_text)?;
        let (mut own_faces, mut database) = (fontdb::Database::new(), fontdb::Database::new());
        let mut files: Vec<(String, Data)> = Vec::new();
        let mut licences: BTreeMap<String, (String, String)> = BTreeMap::new();
        for (path, bytes) in project.iter().filter(|(path, _)| is_font(path)) {
            if let Some(file) = own.file.iter().find(|it| it.path == *path) {
                check(file, bytes)?;
                let licence = file.licence.as_ref().and_then(|it| project.get_key_value(it));
                let text = |it: &Vec<u8>| String::from_utf8_lossy(it).into_owned();
                licences.extend(licence.map(|(name, bytes)| (path.clone(), (name.clone(), text(bytes)))));
            }
            let data: Data = Arc::new(bytes.clone());
            files.push((path.clone(), data.clone()));
            own_faces.load_font_source(fontdb::Source::Binary(data));
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
            let licence = file.licence.as_ref().and_then(|it| Some((it, BUNDLED.get_file(it)?.contents_utf8()?)));
            licences.extend(licence.map(|(path, text)| (file.path.clone(), (path.clone(), text.to_owned()))));
            database.load_font_source(fontdb::Source::Binary(data));
        }
        let mut roles = bundled.role;
        for (name, mut entry) in own.role {
            if let Some(ours) = roles.remove(&name) {
                entry.families.extend(ours.families);
                entry.zh = entry.zh.or(ours.zh);
                entry.en = entry.en.or(ours.en);
                entry.substitute = entry.substitute.or(ours.substitute);
            }
            roles.insert(name, entry);
        }
        let mut fonts = Fonts {
            book: FontBook::new(),
            faces: Vec::new(),
            roles: BTreeMap::new(),
            names: BTreeMap::new(),
            files,
            licences,
        };
        fonts.add(&own_faces, Origin::Own);
        fonts.add(&database, Origin::Bundled);
        fonts.add(&system, Origin::System);
        fonts.roles = roles::resolve(&roles, |family| fonts.names.get(&folded(family)).cloned());
        Ok(fonts)
    }

    /// Order decides ties: faces are taken in the order of loading, which is that of sorted paths.
    fn add(&mut self, database: &fontdb::Database, origin: Origin) {
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
            let found = Found { family: info.family.to_string(), origin };
            let names = face.families.iter().map(|(name, _)| name.as_str()).chain([found.family.as_str()]);
            for name in names {
                self.names.entry(folded(name)).or_insert_with(|| found.clone());
            }
            self.book.push(info);
            self.faces.push(Face { bytes, index: face.index, parsed: OnceLock::new() });
        }
    }

    /// Returns the font files of the project and the bundled ones, by name.
    pub fn files(&self) -> impl Iterator<Item = (&str, Vec<u8>)> {
        self.files.iter().map(|(name, data)| (name.as_str(), (**data).as_ref().to_vec()))
    }

    /// Returns the number in the book of a family's upright face that is nearest to regular, or to bold.
    pub fn upright(&self, family: &str, bold: bool) -> Option<usize> {
        let weight = if bold { FontWeight::BOLD } else { FontWeight::REGULAR };
        let variant = FontVariant { style: FontStyle::Normal, weight, stretch: FontStretch::NORMAL };
        self.book.select(&family.to_lowercase(), variant)
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

/// Returns a family's name as names are compared: without case, blanks and underscores.
fn folded(name: &str) -> String {
    name.chars().filter(|it| !it.is_whitespace() && !matches!(it, '_' | '-')).flat_map(char::to_lowercase).collect()
}

/// Returns whether a path names a font file.
pub fn is_font(path: &str) -> bool {
    let path = path.to_lowercase();
    [".otf", ".ttf", ".ttc", ".otc"].iter().any(|it| path.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_files_are_those_on_record() {
        let table = table::read("fonts.toml", BUNDLED.get_file("fonts.toml").expect("bundled").contents())
            .expect("well formed");
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

    #[test]
    fn a_role_without_a_face_takes_its_substitute() {
        let fonts = Fonts::load(&Files::new()).expect("bundled");
        let role = fonts.role("fangsong").expect("in fonts.toml");
        assert_eq!(role.substitute.as_deref(), Some("songti"));
        assert_eq!(fonts.family("fangsong").expect("substituted"), "Noto Serif SC");
        assert_eq!(fonts.role("kaiti").and_then(|it| it.substitute.clone()), None);
    }

    #[test]
    fn a_role_that_nothing_serves_names_what_was_looked_for() {
        let mut project = Files::new();
        project.insert(
            "fonts.toml".into(),
            "[role.weibei]\nzh = \"魏碑\"\nfamilies = [\"STXingkai\", \"华文新魏\"]\n".into(),
        );
        let fonts = Fonts::load(&project).expect("well formed");
        let error = fonts.family("weibei").expect_err("nobody has it");
        assert_eq!(error.message.zh, "没有可用的魏碑字体（角色 weibei）；找过：STXingkai、华文新魏");
    }

    #[test]
    fn names_of_families_are_folded() {
        assert_eq!(folded("FangSong_GB2312"), folded("fangsong GB2312"));
    }
}
