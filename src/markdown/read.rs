//! Markdown to [`Document`]. Total: any text is read, and every byte of it accounted for.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::diagnostic::Diagnostic;
use crate::markdown::account::{Known, account};
use crate::markdown::events::{self, Raw};
use crate::markdown::front_matter;
use crate::markdown::shadow::{Shadow, Trap, options, overlapping};
use crate::markdown::units;
use crate::model::{Block, Document, Inline, Metadata, Run, assign_ids, runs};
use crate::say;
use crate::text::{Edit, FileId, Span};

/// A document with what was noticed on reading it.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Findings about the Markdown itself, in order of their places.
    pub findings: Vec<Diagnostic>,
}

/// Returns the document that a source says. Never fails: what can't be understood as markup is text, with a finding.
pub fn read(file: FileId, text: &str) -> Reading {
    let mut findings = Vec::new();
    let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let front = front_matter::extent(text, mark);
    let metadata = match &front {
        Some((end, inner)) => front_matter::parse(file, text, mark..*end, inner.clone(), &mut findings),
        None => {
            if front_matter::is_open(text, mark) {
                findings.push(
                    Diagnostic::error(front_matter::RULE, Span::new(file, mark..mark + 3), say!(zh: "题头以 --- 开始，却没有结束", en: "the front matter opens with `---` and never closes"))
                        .hint(say!(zh: "在题头最后一行下面加一行 ---；现在整段按正文处理。", en: "put a line of `---` below its last line; it is read as text now.")),
                );
            }
            Metadata::default()
        }
    };
    let start = front.as_ref().map_or(mark, |(end, _)| *end);
    let front_matter = front.map(|(end, _)| mark..end);

    let mut shadow = Shadow::cast(text, start);
    let mut built = build(file, &shadow, front_matter.clone());
    // What the account can't name is hidden from the parser and becomes text.
    for _ in 0..8 {
        let faults: Vec<Range<usize>> = built.account.faults().map(|it| it.span.range()).collect();
        if faults.is_empty() {
            break;
        }
        for fault in faults {
            shadow.mask_line(fault);
        }
        built = build(file, &shadow, front_matter.clone());
    }
    if built.account.faults().next().is_some() {
        shadow.mask_all();
        built = build(file, &shadow, front_matter);
    }
    findings.append(&mut built.findings);
    findings.extend(built.account.faults().map(|it| {
        Diagnostic::error(
            "structure/unread",
            it.span,
            say!(zh: "这里既不是正文，也不是认得的标记", en: "this is neither text nor markup that is known"),
        )
        .hint(say!(zh: "请把它改写成普通文字。", en: "write it as plain text."))
    }));
    traps(file, &shadow, &mut findings);
    controls(file, text, &mut findings);
    findings.sort_by_key(|it| (it.span.start, it.span.end, it.rule));
    let Built { mut blocks, notes, account, .. } = built;
    assign_ids(&mut blocks);
    Reading { document: Document { metadata, blocks, notes, account }, findings }
}

struct Built {
    blocks: Vec<Block>,
    notes: Vec<crate::model::Note>,
    account: crate::model::Account,
    findings: Vec<Diagnostic>,
}

fn build(file: FileId, shadow: &Shadow, front_matter: Option<Range<usize>>) -> Built {
    let info_end = shadow
        .comments
        .iter()
        .find(|it| shadow.source[it.start + 4..it.end - 3].trim() == "INFO END")
        .map(|it| it.start);
    let raw = events::blocks(file, shadow);
    let mut images = Vec::new();
    raw.iter().for_each(|it| pictures(it, &mut images));
    let tree = units::tree(raw, info_end);
    let mut texts: Vec<&Run> = runs(&tree.blocks);
    tree.notes.iter().for_each(|it| texts.extend(runs(&it.blocks)));
    let account = account(file, &Known { front_matter, shadow, images }, &texts);
    Built { account, blocks: tree.blocks, notes: tree.notes, findings: tree.findings }
}

/// Collects where the words for pictures stand: between `![` and its `]`.
fn pictures(raw: &Raw, out: &mut Vec<Range<usize>>) {
    fn inlines(list: &[Inline], out: &mut Vec<Range<usize>>) {
        for it in list {
            match it {
                Inline::Image { alt, span, .. } if !alt.is_empty() => {
                    let start = span.start as usize + 2;
                    out.push(start..(start + alt.len()).min(span.end as usize));
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Sub(inner)
                | Inline::Sup(inner)
                | Inline::Link { inlines: inner, .. } => inlines(inner, out),
                _ => {}
            }
        }
    }
    match raw {
        Raw::Heading { inlines: it, .. } | Raw::Paragraph { inlines: it, .. } => inlines(it, out),
        Raw::Quote { blocks, .. } | Raw::Note { blocks, .. } => blocks.iter().for_each(|it| pictures(it, out)),
        Raw::Bullets { items, .. } => items.iter().flat_map(|it| &it.0).for_each(|it| pictures(it, out)),
        Raw::Numbered { items } => items.iter().flat_map(|it| &it.1).for_each(|it| pictures(it, out)),
        Raw::Table { rows, .. } => rows.iter().flatten().for_each(|it| inlines(it, out)),
        Raw::Code { .. } | Raw::Rule(_) => {}
    }
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

const TRAP: &str = "structure/markdown";

/// Each place where other Markdown readers would see something else: a finding, with a fix where one is safe.
fn traps(file: FileId, shadow: &Shadow, findings: &mut Vec<Diagnostic>) {
    let source = shadow.source;
    let body = &source[shadow.start()..];
    let emphasised = if body.contains(['_', '*']) { plain_emphasis(source, shadow.start()) } else { Vec::new() };
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
                .safe_fix(say!(zh: "写成 \\<", en: "write \\<"), insert("\\")),
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
            Trap::Other => warning(say!(zh: "这里的 Markdown 标记读不通，按文字印出", en: "the markup here can't be read and is printed as text"))
                .hint(say!(zh: "请把它改写成普通文字，或用反斜线写出符号。", en: "write it as plain text, or guard the signs with backslashes.")),
        });
    }
}

/// Control characters: nothing prints them, and XML can't hold them.
fn controls(file: FileId, text: &str, findings: &mut Vec<Diagnostic>) {
    for (at, it) in text.char_indices() {
        if matches!(it, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFD}' | '\u{FFFE}' | '\u{FFFF}')
        {
            let code = u32::from(it);
            let span = Span::new(file, at..at + it.len_utf8());
            findings.push(
                Diagnostic::error("text/invisible", span, say!(zh: "控制字符 U+{code:04X} 印不出来", en: "the control character U+{code:04X} can't be printed"))
                    .hint(say!(zh: "删去它；若原来是别的字，请对照原件补上。", en: "take it out, or put in the character that stood here."))
            );
        }
    }
}
