//! What a form leaves out or cannot say, told: front matter, what a site puts around a text, pictures, numbers that a page
//! counts by itself. A form only marks such places; here they become lines of the report.

use crate::import::block::{Opened, opened};
use crate::import::raw::{Cut, CutReason, Raw};
use crate::import::repair::{Kind, Ledger, Sure};
use crate::message::Message;
use crate::say;

/// Notes what the form left out.
pub fn noted(raw: &Raw, ledger: &mut Ledger) {
    let mut front = raw.cuts.iter().filter(|it| it.why == CutReason::FrontMatter);
    if let Some(first) = front.next() {
        let lines = 1 + front.count();
        ledger.note(
            Kind::Whole,
            first.range.start,
            Sure::Likely,
            say!(zh: "去掉文首的 YAML 属性 {lines} 行", en: "dropped {lines} lines of YAML properties at the head"),
            say!(zh: "它们属于原来的网站或程序；要用的话，请写进底本的属性", en: "they belong to the site or program that it came from; what is wanted goes into the front matter of the source"),
        );
    }
    for why in [CutReason::Picture, CutReason::Raised, CutReason::WideCell] {
        counted(raw, why, ledger);
    }
    for cut in &raw.cuts {
        match cut.why {
            CutReason::SiteMatter => dropped(
                raw,
                cut,
                Sure::Likely,
                &say!(zh: "网站的导航、页眉、页脚或按钮", en: "navigation, head, foot or button of the site"),
                ledger,
            ),
            CutReason::Unseen => dropped(
                raw,
                cut,
                Sure::Doubtful,
                &say!(zh: "网页里有，却不显示", en: "the page has it and does not show it"),
                ledger,
            ),
            CutReason::PageTitle => page_title(raw, cut, ledger),
            CutReason::ListNumbers => list(raw, cut, ledger),
            _ => {}
        }
    }
}

fn dropped(raw: &Raw, cut: &Cut, sure: Sure, why: &Message, ledger: &mut Ledger) {
    let words = words(&raw.text[cut.range.clone()], 14);
    if !words.is_empty() {
        let count = cut.range.len();
        ledger.note(
            Kind::Noise,
            cut.range.start,
            sure,
            say!(zh: "去掉“{words}”，连标签 {count} 字节", en: "dropped {words}, {count} bytes with its tags"),
            why.clone(),
        );
    }
}

/// Many of a kind are one line, at the first of them.
fn counted(raw: &Raw, why: CutReason, ledger: &mut Ledger) {
    let mut all = raw.cuts.iter().filter(|it| it.why == why);
    let Some(first) = all.next() else { return };
    let count = 1 + all.count();
    let (what, reason) = match why {
        CutReason::Picture => (
            say!(zh: "{count} 幅图片没有导入", en: "{count} pictures were not imported"),
            say!(zh: "图片里如果有正文，要自己补上", en: "if a picture holds text of the document, it must be added by hand"),
        ),
        CutReason::Raised => (
            say!(zh: "{count} 处上标按普通文字写出", en: "{count} raised signs were written as plain text"),
            say!(zh: "可能是注号，也可能是平方、立方", en: "they may be signs of notes, or exponents"),
        ),
        _ => (
            say!(zh: "{count} 个单元格占几行或几列", en: "{count} cells take several rows or columns"),
            say!(zh: "Markdown 的表格没有这种格：文字写在第一格，其余留空，请核对列是否对齐", en: "a table of Markdown has none such: the words stand in the first cell, the others are empty; see that columns agree"),
        ),
    };
    ledger.note(Kind::Whole, first.range.start, Sure::Doubtful, what, reason);
}

/// The title of the window is no text of the page, unless the page has it nowhere else.
fn page_title(raw: &Raw, cut: &Cut, ledger: &mut Ledger) {
    let whole = words(&raw.text[cut.range.clone()], 80);
    let first = whole.split(['-', '_', '|', '—', '–', '–']).next().unwrap_or_default().trim();
    let elsewhere = |text: &str| text.contains(first);
    if first.is_empty() || elsewhere(&raw.text[..cut.range.start]) || elsewhere(&raw.text[cut.range.end..]) {
        return;
    }
    ledger.note(
        Kind::Whole,
        cut.range.start,
        Sure::Doubtful,
        say!(zh: "网页窗口的题目“{whole}”没有写进正文", en: "the title of the window, {whole}, was not written"),
        say!(zh: "页面上没有这几个字；如果它是法规的题目，请补上", en: "the page itself does not say it; if it is the title of the document, add it"),
    );
}

/// A list that the page numbers: told where its members say no number themselves.
fn list(raw: &Raw, cut: &Cut, ledger: &mut Ledger) {
    let first = words(&raw.text[cut.range.end..], 24);
    let told = opened(&first).is_some_and(|it| !matches!(it, Opened::Division(..)))
        || first.starts_with(|it: char| it.is_ascii_digit());
    if !first.is_empty() && !told {
        ledger.note(
            Kind::Number,
            cut.range.start,
            Sure::Doubtful,
            say!(zh: "列表“{first}”的序号没有写出", en: "the numbers of the list {first} were not written"),
            say!(zh: "序号由浏览器编排，不在文字里，也看不出是（一）还是1.，请照原页补上", en: "the browser counts them; no text says them or tells their form: add them as the page shows them"),
        );
    }
}

/// The first words of a stretch of a page.
fn words(text: &str, most: usize) -> String {
    let mut out = String::new();
    let text = text.strip_prefix("<!--").unwrap_or(text);
    let (mut tag, mut count) = (false, 0);
    // Far enough for any opening: a long script is no words.
    for it in text.chars().take(4000) {
        match it {
            '<' => tag = true,
            '>' if tag => tag = false,
            it if tag || it.is_whitespace() => {}
            it => {
                count += 1;
                if count > most {
                    out.push('…');
                    break;
                }
                out.push(it);
            }
        }
    }
    out
}
