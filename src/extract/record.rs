//! The record by which an edition names its source.

/// Which source an edition was made from, as the edition says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The path of the source, with `/`.
    pub path: String,
    /// The SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

impl Record {
    /// Returns the record where both values are what they should be: a path, and 64 hexadecimal digits.
    pub fn new(path: &str, sha256: &str) -> Option<Self> {
        let sha256 = sha256.trim().to_ascii_lowercase();
        let hexadecimal = sha256.len() == 64 && sha256.bytes().all(|it| it.is_ascii_hexdigit());
        (hexadecimal && !path.trim().is_empty()).then(|| Self { path: path.trim().to_owned(), sha256 })
    }
}
