//! Changes that a careful editor may make: other separators, other Markdown, a table of contents. No rule may mind.

use crate::mutants::law::Law;
use crate::mutants::mutation::Mutant;

/// Returns the law with each change.
pub fn changes(law: &Law) -> Vec<(&'static str, String)> {
    let text = Mutant::of(law, &[]).text;
    let front = if text.starts_with("---\n") { text.find("\n---\n").map_or(0, |it| it + 5) } else { 0 };
    let body = |change: &dyn Fn(&str) -> String| format!("{}{}", &text[..front], change(&text[front..]));
    let mut out = vec![
        ("line ends of Windows", text.replace('\n', "\r\n")),
        ("a byte order mark", format!("\u{FEFF}{text}")),
        ("both", format!("\u{FEFF}{}", text.replace('\n', "\r\n"))),
        ("no line end at the end", text.trim_end().to_owned()),
        ("more blank lines", body(&|it| it.replace("\n\n", "\n\n\n\n"))),
        ("headings one level lower", body(&|it| it.replace("\n#", "\n##"))),
        ("a comment", body(&|it| it.replacen("\n\n", "\n\n<!-- 校对：第三条 -->\n\n", 3))),
        ("a quotation with numbers", format!("{text}\n> 第九十九条　引文。\n>\n> （四）引文。\n")),
        ("a rule", format!("{text}\n---\n")),
    ];
    for (name, separator) in
        [("an ideographic space", "\u{3000}"), ("a blank", " "), ("a tab", "\t"), ("U+00A0", "\u{A0}")]
    {
        out.push((name, marked(law, "", &format!("\0{separator}"))));
    }
    out.push(("bold marks", marked(law, "**", "**\0\u{3000}")));
    let contents = contents(law);
    if let (true, Some(first)) = (contents.len() > 1, law.divisions().iter().flatten().map(|it| it.line).min()) {
        for (name, lead, mark) in [("contents as a list", "- ", "\n- "), ("contents as headings", "## ", "\n\n## ")] {
            let mut lines = law.lines.clone();
            lines.insert(first, format!("目录\n\n{lead}{}\n", contents.join(mark)));
            out.push((name, lines.join("\n") + "\n"));
        }
    }
    out
}

/// The text with other marks of articles; `\0` in `after` stands for the end of the mark.
fn marked(law: &Law, before: &str, after: &str) -> String {
    let mut lines = law.lines.clone();
    for it in law.articles().iter().filter(|it| it.mark.starts_with('第')) {
        lines[it.line] = format!("{before}{}{}{}", it.mark, after.replace('\0', ""), it.body);
    }
    lines.join("\n") + "\n"
}

fn contents(law: &Law) -> Vec<String> {
    let headings = law.lines[..law.body_end()].iter().filter(|it| it.starts_with("## 第") || it.starts_with("### 第"));
    headings.map(|it| it.trim_start_matches('#').trim().to_owned()).collect()
}
