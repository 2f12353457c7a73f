//! Text within a block as Markdown: one line a block, signs guarded that would be markup.

use crate::model::Inline;

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It opens a line.
    Line,
    /// Behind the marker of a unit.
    Behind,
    /// In a heading.
    Heading,
    /// In a cell of a table.
    Cell,
}

/// Returns inlines as Markdown.
pub fn inlines(list: &[Inline], place: Place, guarded: bool) -> String {
    let mut out = String::new();
    push(list, place, guarded, &mut out);
    let opens = match place {
        Place::Line => opens_block(&out),
        Place::Heading | Place::Cell | Place::Behind => None,
    };
    if let Some(at) = opens {
        out.insert(at, '\\');
    }
    out
}

fn push(list: &[Inline], place: Place, guarded: bool, out: &mut String) {
    for it in list {
        let mut within = |open: &str, inner: &[Inline], close: &str| {
            out.push_str(open);
            push(inner, place, guarded, out);
            out.push_str(close);
        };
        match it {
            Inline::Text(run) => text(&run.text, place, guarded, out),
            Inline::Code(run) => {
                let longest = run.text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
                let ticks = "`".repeat(longest + 1);
                out.push_str(&format!("{ticks}{}{ticks}", run.text));
            }
            Inline::Emphasis(inner) => within("*", inner, "*"),
            Inline::Strong(inner) => within("**", inner, "**"),
            Inline::Sub(inner) => within("<sub>", inner, "</sub>"),
            Inline::Sup(inner) => within("<sup>", inner, "</sup>"),
            Inline::Link { target, inlines } => within("[", inlines, &format!("](<{target}>)")),
            Inline::Image { target, alt, .. } => out.push_str(&format!("![{alt}](<{target}>)")),
            Inline::Soft { space, .. } => out.push_str(if *space { " " } else { "" }),
            Inline::Hard(_) => out.push_str("<br>"),
            Inline::NoteSign { label, .. } => out.push_str(&format!("[^{label}]")),
            Inline::Ruby { base, reading } => {
                within("<ruby>", base, "<rt>");
                push(reading, place, guarded, out);
                out.push_str("</rt></ruby>");
            }
        }
    }
}

fn text(text: &str, place: Place, guarded: bool, out: &mut String) {
    let signs: &[char] =
        if guarded { &['\\', '`', '*', '_', '[', ']', '<', '&', '|', '#', '~', '!', '{'] } else { &['`', '*'] };
    for (at, it) in text.char_indices() {
        let next = text[at + it.len_utf8()..].chars().next();
        let needed = signs.contains(&it)
            || it == '|' && place == Place::Cell
            || it == '\\' && next.is_none_or(|it| it.is_ascii_punctuation())
            || it == '&' && next.is_some_and(|it| it == '#' || it.is_ascii_alphabetic())
            || it == '{' && place == Place::Heading && text.ends_with('}');
        if needed {
            out.push('\\');
        }
        out.push(it);
    }
}

/// Returns where a line needs a guard, so that it opens no block.
fn opens_block(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches('#');
    let marks = line.len() - rest.len();
    let blank = |it: &str| it.is_empty() || it.starts_with([' ', '\t']);
    let digits = line.len() - line.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let numbered = digits > 0 && line[digits..].starts_with(['.', ')']) && blank(&line[digits + 1..]);
    let rule = line.len() >= 3 && line.bytes().all(|it| matches!(it, b'-' | b' ')) && line.contains('-');
    let bullet = line.starts_with(['-', '+']) && blank(&line[1..]);
    if numbered {
        return Some(digits);
    }
    ((1..=6).contains(&marks) && blank(rest) || line.starts_with('>') || bullet || rule || line.starts_with("~~~"))
        .then_some(0)
}
