//! The licences of faces, for the editions that carry a part of them: the text that `fonts.toml` names, else what the
//! face says of itself.

use typst::text::Font;
use write_fonts::read::FontRef;

use crate::publish::fonts::{Fonts, naming};

/// The licence of a face.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Licence {
    /// The name of its file, without folders and ending: `OFL-NotoCJK`.
    pub name: String,
    /// Whose face it is, as the face says.
    pub copyright: String,
    /// Its text; empty where neither `fonts.toml` nor the face has one.
    pub text: String,
}

impl Fonts {
    /// Returns the licence of a face.
    pub fn licence(&self, face: &Font) -> Licence {
        let parsed = FontRef::from_index(face.data(), face.index()).ok();
        let said = |id| parsed.as_ref().and_then(|it| naming::text(it, id)).unwrap_or_default();
        let same = |data: &[u8]| std::ptr::eq(data.as_ptr(), face.data().as_slice().as_ptr());
        let file = self.files.iter().find(|(_, data)| same((**data).as_ref())).map(|(path, _)| path.as_str());
        let (name, text) = match file.and_then(|it| self.licences.get(it)) {
            Some((path, text)) => (stem(path), text.clone()),
            None => (stem(file.unwrap_or("face")), [said(13), said(14)].join("\n").trim().to_owned()),
        };
        Licence { name, copyright: said(0), text }
    }
}

/// The name of a file without folders and ending, in letters that stand in any path.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem =
        [".txt", ".md", ".otf", ".ttf", ".ttc", ".otc"].iter().find_map(|it| name.strip_suffix(it)).unwrap_or(name);
    stem.chars().map(|it| if it.is_ascii_alphanumeric() || matches!(it, '.' | '-') { it } else { '_' }).collect()
}
