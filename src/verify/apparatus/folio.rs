//! The folio: the number of the page in digits, bare or between dashes.

/// Returns whether a line is the folio of a page.
pub fn is_folio(line: &str, page: usize) -> bool {
    let bare = line.trim_matches(|it: char| it.is_whitespace() || "-—–－·".contains(it));
    bare == page.to_string()
}
