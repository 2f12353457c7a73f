//! Marks that no line may begin or end with: the tables of CLREQ (行首行尾禁则), in its strict form, where a dash and an
//! ellipsis begin no line either.

use crate::diagnostic::Diagnostic;
use crate::publish::typst::composition::{Composition, Line, number};
use crate::publish::typst::passage::Kind;
use crate::say;

const NOT_FIRST: &str = "。．，、：；！？‼⁇⁈⁉”’」』）〕］｝】〗》〉—–…～·・／％‰℃,.:;!?)]}%";
const NOT_LAST: &str = "“‘「『（〔［｛【〖《〈￥№([{";

/// Returns the lines that begin with a mark that belongs to the line before.
pub fn line_start(it: &Composition) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (_, line) in turns(it) {
        let Some(first) = it.ink(line).next() else { continue };
        let Some(mark) = first.text.chars().next().filter(|it| NOT_FIRST.contains(*it)) else { continue };
        let page = number(line.page);
        out.push(
            it.at("layout/line-start", first, say!(zh: "PDF 第 {page} 页有一行以“{mark}”开头", en: "on page {page} of the PDF a line begins with “{mark}”"))
                .hint(say!(zh: "这个符号不能在行首。多半是前后没有能断行的地方：看看前面有没有很长的外文、数字，或者改动几个字。", en: "no line may begin with it. Most likely nothing near it may part: look for long words or numbers before it, or change a few words.")),
        );
    }
    out
}

/// Returns the lines that end with a mark that belongs to the line behind.
pub fn line_end(it: &Composition) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (line, _) in turns(it) {
        let Some(last) = it.ink(line).next_back() else { continue };
        let Some(mark) = last.text.chars().next_back().filter(|it| NOT_LAST.contains(*it)) else { continue };
        let page = number(line.page);
        out.push(
            it.at("layout/line-end", last, say!(zh: "PDF 第 {page} 页有一行以“{mark}”结尾", en: "on page {page} of the PDF a line ends with “{mark}”"))
                .hint(say!(zh: "这个符号不能在行末。多半是后面很长的一段不能断行，改动几个字就好。", en: "no line may end with it. Most likely what follows is long and may not part: change a few words.")),
        );
    }
    out
}

/// Returns the pairs of neighbouring lines between which the setter turned, and not the author.
fn turns<'a>(it: &'a Composition) -> impl Iterator<Item = (&'a Line, &'a Line)> {
    it.settings
        .iter()
        .filter(|it| it.kind != Kind::Code)
        .flat_map(|setting| setting.lines.windows(2))
        .map(|pair| (&it.lines[pair[0]], &it.lines[pair[1]]))
        .filter(|(before, line)| before.forced == line.forced)
}
