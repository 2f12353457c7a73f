//! Markdown's traps: places where other readers of CommonMark would see something else than the author meant. The
//! shadow finds them; here each becomes a finding, with a fix where one is safe.

use std::ops::Range;

use memchr::memchr;
use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::Diagnostic;
use crate::markdown::row::too_many;
use crate::markdown::shadow::{Shadow, options, overlapping};
use crate::say;
use crate::text::{Edit, FileId, Span};

/// A place where CommonMark reads something else than the author meant, and what we read instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trap {
    /// `*` beside a Latin letter or digit.
    Star,
    /// Four blanks that would make code.
    Indent,
    /// A line of `=` or `-` that would make a heading.
    Setext,
    /// A tag that is not one of ours.
    Tag,
    /// `<!--` without `-->`.
    OpenComment,
    /// Text behind `-->`.
    AfterComment,
    /// A definition that nothing uses.
    Definition,
    /// `{试行}` behind a heading.
    Attributes,
    /// A note that no sign calls.
    Note,
    /// What no other rule could place.
    Other,
}

/// The rule that Markdown comes under which others read otherwise, or which says nothing.
pub const TRAP: &str = "structure/markdown";

/// Adds a finding for each trap of a source.
pub fn traps(file: FileId, shadow: &Shadow, findings: &mut Vec<Diagnostic>) {
    let source = shadow.source;
    // What plain CommonMark makes of the marks matters only where we make text of one.
    let hidden = shadow.traps.iter().any(|(trap, _)| *trap == Trap::Star);
    let asked = hidden || memchr(b'_', &source.as_bytes()[shadow.start()..]).is_some();
    let emphasised = if asked { plain_emphasis(source, shadow.start()) } else { Vec::new() };
    let mut found: Vec<(Trap, Range<usize>)> = shadow.traps.clone();
    found.extend(emphasised.iter().filter(|it| source.as_bytes()[it.start] == b'_').map(|it| (Trap::Star, it.clone())));
    found.sort_by_key(|(trap, range)| (range.start, range.end, *trap));
    found.dedup();
    // A row of marks is one finding.
    found.dedup_by(|later, earlier| {
        let joins = later.0 == Trap::Star && earlier.0 == Trap::Star && later.1.start <= earlier.1.end;
        if joins {
            earlier.1.end = earlier.1.end.max(later.1.end);
        }
        joins
    });
    for (trap, range) in found {
        let span = Span::new(file, range.clone());
        let insert = |text: &str| vec![Edit { span: span.at_start(), text: text.to_owned() }];
        let warning = |message| Diagnostic::warning(TRAP, span, message);
        findings.push(match trap {
            Trap::Star => {
                // A mark that plain CommonMark leaves alone looks the same everywhere.
                if overlapping(&emphasised, |it| it, range.clone()).next().is_none() {
                    continue;
                }
                let mark = &source[range.clone()];
                let guarded: String = mark.chars().flat_map(|it| ['\\', it]).collect();
                warning(say!(zh: "这里的 {mark} 是正文，别的 Markdown 软件会当作强调吃掉", en: "this {mark} is text; other Markdown readers take it for emphasis and drop it"))
                    .hint(say!(zh: "写成 {guarded}。", en: "write {guarded}."))
                    .safe_fix(say!(zh: "加反斜线", en: "guard it with a backslash"), vec![Edit { span, text: guarded }])
            }
            Trap::Indent => warning(say!(zh: "行首的空格在别的 Markdown 软件里会把这一行变成代码", en: "the blanks at the start of this line make it code in other Markdown readers"))
                .hint(say!(zh: "删去行首空格；缩进由版式来做。", en: "take the blanks out; the layout indents."))
                .safe_fix(say!(zh: "删去行首空格", en: "take the blanks out"), vec![Edit { span, text: String::new() }]),
            Trap::Setext => warning(say!(zh: "这行横线在别的 Markdown 软件里会把上一段变成标题", en: "this line makes the paragraph above a heading in other Markdown readers"))
                .hint(say!(zh: "要分隔线就在它前面空一行；要标题就写 ##。", en: "put a blank line before it for a rule, or write ## for a heading."))
                .safe_fix(say!(zh: "前面加空行", en: "put a blank line before it"), insert("\n")),
            Trap::Tag => warning(say!(zh: "这个标签不属于底本格式，按文字印出", en: "this tag is not part of the source format and is printed as text"))
                .hint(say!(zh: "确是文字就写成 \\<；否则删去。", en: "write \\< if it is text, else take it out."))
                // It may as well be a table in a form that is not ours: whether it is text, only the author knows.
                .offered_fix(say!(zh: "写成 \\<", en: "write \\<"), insert("\\")),
            Trap::OpenComment => warning(say!(zh: "注释 <!-- 没有结束，按文字印出", en: "the comment <!-- never closes and is printed as text"))
                .hint(say!(zh: "在注释末尾写 -->。", en: "close it with -->.")),
            Trap::AfterComment => warning(say!(zh: "注释后面的文字在别的 Markdown 软件里会丢失", en: "the text behind the comment is lost in other Markdown readers"))
                .hint(say!(zh: "让正文另起一行，前面空一行。", en: "put the text on a line of its own, with a blank line before it."))
                .safe_fix(say!(zh: "另起一行", en: "begin a new line"), insert("\n\n")),
            Trap::Definition => warning(say!(zh: "这行没有链接用到它，按文字印出；别的 Markdown 软件会丢掉它", en: "no link uses this line; it is printed as text, and lost in other Markdown readers"))
                .hint(say!(zh: "在方括号前写反斜线。", en: "put a backslash before the bracket."))
                .safe_fix(say!(zh: "加反斜线", en: "guard it with a backslash"), insert("\\")),
            Trap::Attributes => warning(say!(zh: "标题后面的花括号是正文，别的 Markdown 软件会丢掉它", en: "the braces behind the heading are text; other Markdown readers drop them"))
                .hint(say!(zh: "在花括号前写反斜线。", en: "put a backslash before the brace."))
                .safe_fix(say!(zh: "加反斜线", en: "guard it with a backslash"), insert("\\")),
            Trap::Note => warning(say!(zh: "正文里没有这条注的注号，按文字印出", en: "no sign in the text calls this note; it is printed as text"))
                .hint(say!(zh: "在正文里加注号，或删去这条注。", en: "put its sign into the text, or take the note out.")),
            Trap::Other => other(source, span),
        });
    }
}

/// Returns the finding about markup that no other rule could place.
fn other(source: &str, span: Span) -> Diagnostic {
    if let Some((row, head)) = too_many(source, span.range()) {
        return Diagnostic::warning(TRAP, span, say!(zh: "表格的这一行有 {row} 格，表头只有 {head} 格，按文字印出", en: "this row of the table has {row} cells and its head {head}; it is printed as text"))
            .hint(say!(zh: "给表头和下面的横线行补上格子，或者把多出的格子并进前面；格子里的竖线写成 \\|。", en: "give the head and the line below it more cells, or join those that are too many; write a bar within a cell as \\|."));
    }
    Diagnostic::warning(TRAP, span, say!(zh: "这里的 Markdown 标记读不通，按文字印出", en: "the markup here can't be read and is printed as text"))
        .hint(say!(zh: "请把它改写成普通文字，或用反斜线写出符号。", en: "write it as plain text, or guard the signs with backslashes."))
}

/// Places where plain CommonMark takes an asterisk or underline for emphasis.
fn plain_emphasis(source: &str, start: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for (event, range) in Parser::new_ext(&source[start..], options()).into_offset_iter() {
        let width = match event {
            Event::Start(Tag::Emphasis) => 1,
            Event::Start(Tag::Strong) => 2,
            _ => continue,
        };
        let range = range.start + start..range.end + start;
        out.push(range.start..range.start + width);
        out.push(range.end - width..range.end);
    }
    out.sort_by_key(|it| it.start);
    out
}
