//! The report for people: each finding with its place, the line it stands in with the place marked below it, and how
//! to mend it. A line of a legal text is a paragraph of hundreds of characters, each two columns wide, so the shown
//! part is cut to the width of the terminal and the mark counted in columns. Findings stand together by file.

use std::fmt::Write as _;
use std::io;

use unicode_width::UnicodeWidthChar;

use super::{Count, Excerpt, Finding, Place, Report};
use crate::diagnostic::{Language, Message, Severity};
use crate::error::Error;

const PLAIN: &str = "\x1b[0m";
const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const CYAN: &str = "\x1b[36m";

/// Stands where a line is cut.
const CUT: &str = "…";

/// The columns of it.
const CUT_WIDTH: usize = 1;

/// Writes the findings with colours, file by file, for a terminal of that many columns.
pub fn human(report: &Report, width: usize, out: &mut dyn io::Write) -> io::Result<()> {
    for (file, findings) in report.by_file() {
        let count = counted(Count::of(findings.iter().map(|it| it.severity)), report);
        writeln!(out, "{BOLD}{}{PLAIN}  {}\n", printable(&file.name), count.join(comma(report.language)))?;
        for finding in findings {
            let mut text = String::new();
            show(&mut text, report, finding, width);
            writeln!(out, "{text}")?;
        }
    }
    Ok(())
}

/// Returns what stops the tool as text with colours.
pub fn show_error(error: &Error, language: Language) -> String {
    let (label, next) = match language {
        Language::Zh => ("错误：", "  办法："),
        Language::En => ("error: ", "  next: "),
    };
    let mut out = format!("{RED}{label}{PLAIN}{}\n", printable(error.message.get(language)));
    if let Some(hint) = &error.hint {
        let hint = printable(hint.get(language));
        let _ = writeln!(out, "{CYAN}{next}{PLAIN}{hint}");
    }
    out
}

/// Returns the line that ends a report: how many files, how many findings, and how many of those `--fix` mends.
pub fn summary(report: &Report) -> String {
    let (files, failed) = (report.looked_at().filter(|it| it.asked).count(), report.failures().count());
    let unread = failed - report.errors.len();
    let count = Count::of(report.findings.iter().map(|it| it.severity));
    let mut parts = match count == Count::default() {
        false => {
            let Count { errors, warnings, .. } = count;
            let mut parts = counted(count, report);
            // Both are told, even when one is none.
            if errors == 0 {
                parts.insert(0, number(report.language, 0, "个错误", "error"));
            }
            if warnings == 0 {
                parts.insert(1, number(report.language, 0, "个提醒", "warning"));
            }
            parts
        }
        true if failed > 0 => Vec::new(),
        true => vec![word(report.language, "没有发现问题", "nothing found").to_owned()],
    };
    if unread > 0 {
        parts.push(match report.language {
            Language::Zh => format!("{unread} 份没能读"),
            Language::En => format!("{unread} could not be read"),
        });
    }
    if failed > unread {
        let failed = failed - unread;
        parts.push(match report.language {
            Language::Zh => format!("{failed} 处没能完成"),
            Language::En => format!("{failed} failed"),
        });
    }
    let parts = parts.join(comma(report.language));
    let mended = report.findings.iter().filter(|it| it.mending.as_ref().is_some_and(|it| it.safe)).count();
    match (report.language, mended) {
        (Language::Zh, 0) => format!("{files} 份文件：{parts}"),
        (Language::Zh, _) => format!("{files} 份文件：{parts}；其中 {mended} 处可用 check --fix 改好"),
        (Language::En, 0) => format!("{}: {parts}", number(Language::En, files, "", "file")),
        (Language::En, _) => {
            format!("{}: {parts}; `check --fix` mends {mended}", number(Language::En, files, "", "file"))
        }
    }
}

fn word(language: Language, zh: &'static str, en: &'static str) -> &'static str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

fn comma(language: Language) -> &'static str {
    word(language, "，", ", ")
}

fn number(language: Language, number: usize, zh: &str, en: &str) -> String {
    match language {
        Language::Zh => format!("{number} {zh}"),
        Language::En => format!("{number} {en}{}", if number == 1 { "" } else { "s" }),
    }
}

/// Returns the counts that are not none, in words.
fn counted(count: Count, report: &Report) -> Vec<String> {
    let language = report.language;
    let denied = if report.deny_warnings { word(language, "（按错误论）", " (denied)") } else { "" };
    let mut parts = Vec::new();
    if count.errors > 0 {
        parts.push(number(language, count.errors, "个错误", "error"));
    }
    if count.warnings > 0 {
        parts.push(format!("{}{denied}", number(language, count.warnings, "个提醒", "warning")));
    }
    if count.notes > 0 {
        parts.push(number(language, count.notes, "个说明", "note"));
    }
    parts
}

fn show(out: &mut String, report: &Report, finding: &Finding, width: usize) {
    let language = report.language;
    let say = |message: &Message| printable(message.get(language));
    let (colour, zh, en) = match finding.severity {
        Severity::Error => (RED, "错误", "error"),
        Severity::Warning => (YELLOW, "提醒", "warning"),
        Severity::Info => (CYAN, "说明", "note"),
    };
    let (label, colon, hint, related) = match language {
        Language::Zh => (zh, "：", "改法：", "另见 "),
        Language::En => (en, ": ", "help: ", "see "),
    };
    let _ = writeln!(out, "{colour}{label}[{}]{PLAIN}{BOLD}{colon}{}{PLAIN}", finding.rule, say(&finding.message));
    excerpt(out, report, finding, colour, width);
    if let Some(message) = &finding.hint {
        let _ = writeln!(out, "  {CYAN}{hint}{PLAIN}{}", say(message));
    }
    for (place, message) in &finding.related {
        let _ = writeln!(out, "  {CYAN}{related}{PLAIN}{}{colon}{}", address(report, *place), say(message));
    }
}

fn address(report: &Report, place: Place) -> String {
    format!("{}:{}:{}", printable(&report.files[place.file].name), place.line, place.column)
}

/// Writes the line in which a finding begins, with a mark below it as far as it is shown.
fn excerpt(out: &mut String, report: &Report, finding: &Finding, colour: &str, width: usize) {
    let number = finding.place.line;
    let gutter = number.to_string().len();
    let (shown, before, marked) = window(&finding.excerpt, width.saturating_sub(gutter + 3).max(20));
    let _ = writeln!(out, "{:gutter$}{CYAN}-->{PLAIN} {}", "", address(report, finding.place));
    let _ = writeln!(out, "{CYAN}{number} |{PLAIN} {shown}");
    let _ = writeln!(out, "{:gutter$} {CYAN}|{PLAIN} {:before$}{colour}{:^<marked$}{PLAIN}", "", "", "");
}

/// A character as a terminal shows it.
struct Cell {
    at: usize,
    shown: String,
    width: usize,
}

/// Returns the characters of a line. What a terminal would obey or hide is spelled out: a source is data.
fn cells(line: &str) -> Vec<Cell> {
    line.char_indices()
        .filter(|(at, it)| !(*at == 0 && *it == '\u{FEFF}'))
        .map(|(at, it)| {
            let shown = match it {
                '\t' => "    ".to_owned(),
                _ if is_hidden(it) => format!("<U+{:04X}>", u32::from(it)),
                _ => it.to_string(),
            };
            let width = shown.chars().map(|it| it.width().unwrap_or(0)).sum();
            Cell { at, shown, width }
        })
        .collect()
}

/// Returns whether a terminal would obey a character or show nothing for it.
fn is_hidden(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Returns words with what a terminal would obey spelled out; line ends stay.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|it| if is_hidden(it) && it != '\n' { format!("<U+{:04X}>", u32::from(it)) } else { it.to_string() })
        .collect()
}

/// Returns the part of a line around a mark that fits into that many columns, the columns before the mark, and the
/// columns that it covers: one at least, so that an empty place shows too.
fn window(excerpt: &Excerpt, columns: usize) -> (String, usize, usize) {
    let (cells, mark) = (&cells(&excerpt.text), &excerpt.mark);
    let width = |cells: &[Cell]| cells.iter().map(|it| it.width).sum::<usize>();
    let first = cells.partition_point(|it| it.at < mark.start);
    let last = cells.partition_point(|it| it.at < mark.end).max(first);
    let (mut start, mut end) = (0, cells.len());
    if width(cells) > columns {
        // Room for both cuts; a third of what the mark leaves free stands before it.
        let room = columns.saturating_sub(2 * CUT_WIDTH);
        let covered = width(&cells[first..last]).min(room);
        let behind = width(&cells[last..]);
        let lead = ((room - covered) / 3).max((room - covered).saturating_sub(behind));
        start = first;
        let mut used = 0;
        while start > 0 && used + cells[start - 1].width <= lead {
            start -= 1;
            used += cells[start].width;
        }
        end = start;
        let mut used = 0;
        while end < cells.len() && used + cells[end].width <= room {
            used += cells[end].width;
            end += 1;
        }
    }
    let mut shown = String::new();
    let (front, back) = (
        if start > 0 || excerpt.more_before { CUT } else { "" },
        if end < cells.len() || excerpt.more_behind { CUT } else { "" },
    );
    shown.push_str(front);
    cells[start..end].iter().for_each(|it| shown.push_str(&it.shown));
    shown.push_str(back);
    let before = if front.is_empty() { 0 } else { CUT_WIDTH } + width(&cells[start..first]);
    (shown, before, width(&cells[first..last.min(end).max(first)]).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(line: &str, mark: std::ops::Range<usize>) -> Excerpt {
        Excerpt { text: line.to_owned(), mark, more_before: false, more_behind: false }
    }

    /// Marks `what` in a line and shows it in that many columns, without colours.
    fn marked(line: &str, what: &str, columns: usize) -> String {
        let at = line.find(what).expect("the line holds it");
        let (shown, before, covered) = window(&whole(line, at..at + what.len()), columns);
        format!("{shown}\n{:before$}{:^<covered$}", "", "")
    }

    #[test]
    fn marks_count_columns() {
        assert_eq!(marked("第六条　国家推动", "第六条", 40), "第六条　国家推动\n^^^^^^");
        assert_eq!(marked("第六条　国家推动", "国家", 40), "第六条　国家推动\n        ^^^^");
        assert_eq!(marked("a\tbc", "bc", 40), "a    bc\n     ^^");
        assert_eq!(marked("第六条", "", 40), "第六条\n^");
        assert_eq!(marked("甲\u{200B}乙", "\u{200B}", 40), "甲<U+200B>乙\n  ^^^^^^^^");
        assert_eq!(marked("\u{FEFF}第一条", "第", 40), "第一条\n^^");
    }

    #[test]
    fn a_terminal_obeys_no_source() {
        assert_eq!(marked("\u{1b}[31m红\0", "红", 40), "<U+001B>[31m红<U+0000>\n            ^^");
        assert_eq!(printable("甲\u{202E}乙\u{7}"), "甲<U+202E>乙<U+0007>");
    }

    #[test]
    fn long_lines_are_cut_around_the_mark() {
        let line = format!("{}目标{}", "前文，".repeat(100), "后文。".repeat(100));
        assert_eq!(marked(&line, "目标", 40), "…文，前文，目标后文。后文。后文。后文。…\n           ^^^^");
        assert_eq!(marked(&line, "前文", 40), "前文，前文，前文，前文，前文，前文，前…\n^^^^");
        assert_eq!(marked(&line, &line, 40).lines().last().map(str::len), Some(38));
        let end = format!("{}完", "前文，".repeat(100));
        assert_eq!(
            marked(&end, "完", 40),
            "…前文，前文，前文，前文，前文，前文，完\n                                     ^^"
        );
        for columns in 20..60 {
            let (shown, ..) = window(&whole(&line, 900..906), columns);
            assert!(unicode_width::UnicodeWidthStr::width(shown.as_str()) <= columns, "{columns}");
        }
    }
}
