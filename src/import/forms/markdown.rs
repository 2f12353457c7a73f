//! Markdown of other dialects: headings by `#` or underlines, bold, quotes, escapes, front matter. Only marks that mean
//! nothing to a law are cut; all else is left for the reader of the canonical source.

use crate::import::raw::{Cut, CutReason, Form, Hint, Line, Raw, Role};

/// Reads Markdown.
pub fn read(text: String) -> Raw {
    let plain = super::text::read(text, Form::Markdown);
    let (text, mut lines, mut cuts) = (plain.text, plain.lines, Vec::new());
    let mut at = front_matter(&text, &lines, &mut cuts);
    let mut blank = true;
    while at < lines.len() {
        let range = lines[at].range.clone();
        let line = &text[range.clone()];
        if line.trim().is_empty() {
            blank = true;
            at += 1;
            continue;
        }
        let lead = line.len() - line.trim_start().len();
        let level = line[lead..].bytes().take_while(|it| *it == b'#').count();
        let mark = line[lead..].len() - line[lead + level..].trim_start().len();
        if (1..=6).contains(&level) && (mark > level || line.len() == lead + level) {
            push(&mut cuts, range.start + lead..range.start + lead + mark);
            let end = line.trim_end();
            let closed = end.trim_end_matches('#');
            if closed.len() < end.len() && closed.ends_with(' ') {
                marks(&text, range.start + lead + mark..range.start + closed.len(), &mut cuts);
                push(&mut cuts, range.start + closed.len()..range.start + end.len());
            } else {
                marks(&text, range.start + lead + mark..range.end, &mut cuts);
            }
            let level = u8::try_from(level).unwrap_or(6);
            lines[at].hint = Hint { role: Role::Heading(level), opens_block: true, ..Hint::default() };
            blank = true;
        } else {
            let quote = line[lead..].len() - line[lead..].trim_start_matches(['>', ' ']).len();
            let quote = if line[lead..].starts_with('>') { quote } else { 0 };
            push(&mut cuts, range.start + lead..range.start + lead + quote);
            marks(&text, range.start + lead + quote..range.end, &mut cuts);
            let row = line.trim().starts_with('|');
            lines[at].hint =
                Hint { role: if row { Role::TableRow } else { Role::Body }, opens_block: blank, ..Hint::default() };
            blank = false;
        }
        at += 1;
    }
    Raw { lines, cuts, ..Raw::new(Form::Markdown, text) }
}

fn push(cuts: &mut Vec<Cut>, range: std::ops::Range<usize>) {
    if !range.is_empty() {
        cuts.push(Cut { range, reads: String::new(), why: CutReason::Markup });
    }
}

/// Bold marks go: a canonical source has bold only where the author means it, and a dialect makes numbers bold. So do
/// backslashes before marks that need none within a line.
fn marks(text: &str, range: std::ops::Range<usize>, cuts: &mut Vec<Cut>) {
    let line = &text[range.clone()];
    let paired = line.matches("**").count().is_multiple_of(2);
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if paired && bytes[at..].starts_with(b"**") {
            push(cuts, range.start + at..range.start + at + 2);
            at += 2;
        } else if bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(|it| b".-()+!#".contains(it)) {
            push(cuts, range.start + at..range.start + at + 1);
            at += 2;
        } else {
            at += 1;
        }
    }
}

/// Cuts front matter at the head and returns the first line behind it.
fn front_matter(text: &str, lines: &[Line], cuts: &mut Vec<Cut>) -> usize {
    let is_rule = |it: &Line| text[it.range.clone()].trim_start_matches('\u{FEFF}').trim_end() == "---";
    if !lines.first().is_some_and(is_rule) {
        return 0;
    }
    let Some(end) = lines.iter().skip(1).position(is_rule).map(|it| it + 1) else { return 0 };
    for line in &lines[..=end] {
        if !line.range.is_empty() {
            cuts.push(Cut { range: line.range.clone(), reads: String::new(), why: CutReason::FrontMatter });
        }
    }
    end + 1
}
