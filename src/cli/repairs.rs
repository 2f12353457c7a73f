//! The report of an import: what a person must look at line by line, the rest counted; `--all` shows every repair.

use std::collections::BTreeMap;

use serde::Serialize;

use super::received::Medium;
use crate::diagnostic::Language;
use crate::import::raw::{Form, Raw};
use crate::import::{Entry, Fate, Imported, Kind, Repair, Sure};
use crate::message::Message;
use crate::report::{Finding, printable};
use crate::say;
use crate::text::Source;

/// An import, told.
pub struct Told<'a> {
    /// The raw file.
    pub source: &'a Source,
    /// Its text and form.
    pub raw: &'a Raw,
    /// What the text came in.
    pub medium: &'a Medium,
    /// Where the text went, if into a file.
    pub output: Option<String>,
    /// What was done.
    pub done: &'a Imported,
    /// What checking found afterwards.
    pub findings: &'a [Finding],
}

/// Returns the report for a person.
pub fn text(told: &Told, all: bool, language: Language) -> String {
    let zh = language == Language::Zh;
    let mut out = String::new();
    let mut line = |it: Message| {
        out.push_str(it.get(language));
        out.push('\n');
    };
    line(head(told));
    let (mut shown, mut counted): (Vec<&Repair>, BTreeMap<Kind, usize>) = (Vec::new(), BTreeMap::new());
    for repair in &told.done.repairs {
        if all || is_worth_a_line(repair) {
            shown.push(repair);
        } else {
            *counted.entry(repair.kind).or_default() += 1;
        }
    }
    for repair in shown {
        let place = place(told, repair.at);
        let (place_zh, place_en) = (place.zh, place.en);
        let sure = sure(repair.sure);
        let (sure_zh, sure_en) = (sure.zh, sure.en);
        let (what_zh, what_en) = (printable(&repair.what.zh), printable(&repair.what.en));
        let (why_zh, why_en) = (repair.reason(Language::Zh), repair.reason(Language::En));
        line(say!(zh: "  {place_zh} [{sure_zh}] {what_zh}{why_zh}", en: "  {place_en} [{sure_en}] {what_en}{why_en}"));
    }
    if !counted.is_empty() {
        let parts: Vec<String> = counted
            .iter()
            .map(|(kind, count)| {
                let kind = name_of(*kind);
                if zh { format!("{} {count} 处", kind.zh) } else { format!("{count} {}", kind.en) }
            })
            .collect();
        let (joined_zh, joined_en) = (parts.join("，"), parts.join(", "));
        line(say!(zh: "  另有 {joined_zh}（--all 逐处列出）", en: "  besides: {joined_en} (--all lists them)"));
    }
    let account = counts(&told.done.entries, told.source.text());
    let (kept, moved, replaced, removed) =
        (account.kept, account.moved, account.replaced, account.removed.values().sum::<usize>());
    line(say!(
        zh: "  逐字对账：保留 {kept} 字，移动 {moved}，替换 {replaced}，去掉 {removed}（空白、行尾和上面所列）；账目相符",
        en: "  every character accounted for: {kept} kept, {moved} moved, {replaced} replaced, {removed} dropped (blanks, line ends and what is listed above)",
    ));
    out
}

/// Returns how the raw file was read.
fn head(told: &Told) -> Message {
    let (name, form) = (told.source.name(), told.raw.form.name());
    match told.medium {
        Medium::Text { encoding, known } => {
            let (zh, en) = (&known.zh, &known.en);
            say!(zh: "{name}：{encoding}（{zh}），按 {form} 读", en: "{name}: {encoding} ({en}), read as {form}")
        }
        #[cfg(feature = "publish")]
        Medium::Pdf { pages, tagged: true } => {
            say!(zh: "{name}：PDF，{pages} 页，按文件的标签读", en: "{name}: a PDF of {pages} pages, read by its tags")
        }
        #[cfg(feature = "publish")]
        Medium::Pdf { pages, tagged: false } => say!(
            zh: "{name}：PDF，{pages} 页，没有可用的标签，按位置读",
            en: "{name}: a PDF of {pages} pages, without tags to rely on, read by places"
        ),
    }
}

/// Returns the page of a place in a PDF, counted from 1. Tags may lead back to an earlier page: a line knows its own.
fn page(told: &Told, at: usize) -> Option<usize> {
    let raw = told.raw;
    let line = raw.lines.partition_point(|it| it.range.start <= at).checked_sub(1).map(|it| &raw.lines[it]);
    let own = line.filter(|it| at < it.range.end).and_then(|it| it.hint.page).and_then(|it| usize::try_from(it).ok());
    (raw.form == Form::Pdf).then(|| own.unwrap_or_else(|| 1 + raw.text[..at].matches('\u{C}').count()))
}

/// Returns where something stands: by line and column, in a PDF by page.
fn place(told: &Told, at: usize) -> Message {
    if let Some(page) = page(told, at) {
        return say!(zh: "第{page}页", en: "page {page}");
    }
    let place = told.source.place(at);
    let (row, column) = (place.line, place.column);
    say!(zh: "{row}:{column}", en: "{row}:{column}")
}

/// Places that a person decides about, or that change the order of a text.
fn is_worth_a_line(repair: &Repair) -> bool {
    match repair.kind {
        Kind::Order | Kind::Split | Kind::Ambiguous | Kind::PrivateUse | Kind::Page | Kind::Whole => true,
        Kind::Heading | Kind::Number => repair.sure != Sure::Certain,
        Kind::Noise | Kind::Radical | Kind::FullWidth | Kind::Invisible | Kind::Blank | Kind::Reflow => {
            repair.sure == Sure::Doubtful
        }
    }
}

fn sure(it: Sure) -> Message {
    match it {
        Sure::Certain => say!(zh: "确定", en: "certain"),
        Sure::Likely => say!(zh: "多半", en: "likely"),
        Sure::Doubtful => say!(zh: "请看", en: "look"),
    }
}

fn name_of(kind: Kind) -> Message {
    match kind {
        Kind::Order => say!(zh: "移动", en: "moves"),
        Kind::Number => say!(zh: "接好序号和数字", en: "numbers mended"),
        Kind::Split => say!(zh: "分段", en: "splits"),
        Kind::Heading => say!(zh: "接好标题", en: "headings joined"),
        Kind::Noise => say!(zh: "去掉书眉、页码等", en: "heads and folios dropped"),
        Kind::Radical => say!(zh: "部首和兼容字换成通用字", en: "radicals replaced"),
        Kind::FullWidth => say!(zh: "全角字母数字改半角", en: "full-width letters and digits"),
        Kind::Invisible => say!(zh: "去掉看不见的字符", en: "invisible characters dropped"),
        Kind::Blank => say!(zh: "去掉字间空格", en: "blanks dropped"),
        Kind::Reflow => say!(zh: "接行成段", en: "paragraphs joined of lines"),
        Kind::Ambiguous => say!(zh: "两可的行尾", en: "open line ends"),
        Kind::PrivateUse => say!(zh: "私用区字符", en: "private-use characters"),
        Kind::Page => say!(zh: "读页所见", en: "notes on pages"),
        Kind::Whole => say!(zh: "整份文件", en: "notes on the whole"),
    }
}

/// The account in numbers of characters.
#[derive(Debug, Default, Serialize)]
struct Counts {
    kept: usize,
    moved: usize,
    replaced: usize,
    removed: BTreeMap<&'static str, usize>,
}

fn counts(entries: &[Entry], raw: &str) -> Counts {
    let mut out = Counts::default();
    for entry in entries {
        let count = raw[entry.raw.clone()].chars().count();
        match entry.fate {
            Fate::Kept => out.kept += count,
            Fate::Moved => out.moved += count,
            Fate::Replaced(_) => out.replaced += count,
            Fate::Removed(why) => *out.removed.entry(why.name()).or_default() += count,
            Fate::Added => {}
        }
    }
    out
}

#[derive(Serialize)]
struct Sheet<'a> {
    raw: &'a str,
    form: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tagged: Option<bool>,
    output: Option<&'a str>,
    repairs: Vec<Row<'a>>,
    account: Counts,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<usize>,
    line: usize,
    column: usize,
    sure: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct Found<'a> {
    rule: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// Returns the report for machines: every repair, the account in numbers, what checking found.
pub fn json(told: &Told, language: Language) -> String {
    let repairs = told.done.repairs.iter().map(|it| {
        let place = told.source.place(it.at);
        Row {
            kind: it.kind.name(),
            page: page(told, it.at),
            line: place.line,
            column: place.column,
            sure: it.sure.name(),
            what: it.what.get(language),
            why: it.why.as_ref().map(|it| it.get(language)),
        }
    });
    let findings = told.findings.iter().map(|it| Found {
        rule: it.rule,
        line: it.place.line,
        column: it.place.column,
        message: it.message.get(language),
    });
    let (encoding, pages, tagged) = match told.medium {
        Medium::Text { encoding, .. } => (Some(*encoding), None, None),
        #[cfg(feature = "publish")]
        Medium::Pdf { pages, tagged } => (None, Some(*pages), Some(*tagged)),
    };
    let sheet = Sheet {
        raw: told.source.name(),
        form: told.raw.form.name(),
        encoding,
        pages,
        tagged,
        output: told.output.as_deref(),
        repairs: repairs.collect(),
        account: counts(&told.done.entries, told.source.text()),
        findings: findings.collect(),
    };
    let mut out = serde_json::to_string_pretty(&sheet).expect("strings and numbers always make JSON");
    out.push('\n');
    out
}
