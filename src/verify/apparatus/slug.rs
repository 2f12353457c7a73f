//! The slug line of a print edition, outside the trim: what the sheet is, and which of how many, of which source, of
//! which day.

/// How many characters of the source's digest it says.
const DIGEST: usize = 12;
/// How many characters of a title it says.
const TITLE: usize = 24;

/// Returns whether a line outside the trim is one half of the slug line of a page.
pub fn is_slug(line: &str, title: &str, page: usize, pages: usize, digest: Option<&str>) -> bool {
    let bare = |it: &str| it.chars().filter(|it| !it.is_whitespace()).collect::<String>();
    let line = bare(line);
    // A title that breaks its own lines is one line here.
    let title: Vec<char> = title.chars().filter(|it| *it != '\n').collect();
    let short: String = title.iter().take(TITLE).collect();
    let more = if title.len() > TITLE { "…" } else { "" };
    if line == bare(&format!("《{short}{more}》付印版")) {
        return true;
    }
    let digest: String = digest.unwrap_or_default().chars().take(DIGEST).collect();
    line.strip_prefix(&format!("{page}/{pages}{digest}")).is_some_and(|day| day.is_empty() || is_day(day))
}

/// A day as 2015-05-28.
fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, it)| if matches!(at, 4 | 7) { it == b'-' } else { it.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_and_no_other() {
        let is = |line| is_slug(line, "重庆倡议", 2, 5, Some("8fc16803b1a9ffff"));
        let broken = format!("{}\n工作的通知", "关于水利工程安全".repeat(3));
        assert!(is_slug(&format!("《{}…》付印版", "关于水利工程安全".repeat(3)), &broken, 1, 1, None));
        assert!(is("《重庆倡议》付印版") && is("2/5 8fc16803b1a9 2015-05-28") && is("2/5 8fc16803b1a9"));
        for wrong in [
            "《重庆协议》付印版",
            "3/5 8fc16803b1a9",
            "2/6 8fc16803b1a9",
            "2/5 8fc16803b1a8",
            "2/5 8fc16803b1a9 定稿",
            "2/5",
        ] {
            assert!(!is(wrong), "{wrong}");
        }
    }
}
