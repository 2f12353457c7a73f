//! What an EPUB holds, for tests that look into one.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Returns the files of an EPUB by name.
pub fn files(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an EPUB is an archive");
    let mut out = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("listed");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("packed whole");
        out.insert(file.name().to_owned(), content);
    }
    out
}
