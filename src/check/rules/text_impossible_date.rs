//! 日历上没有这个日子，或者星期、起止对不上。
//!
//! A date is not in the calendar, or contradicts its weekday or its period.
//!
//! **为什么** 施行日期、通过日期错了，整部文件的效力就说不清。只看公历：写明农历、藏历等别的历法的段落不管；
//! “5月28日至27日”这样同月里终日早于始日的才算前后颠倒，跨月、跨年的起止不猜。
//!
//! **Why** A wrong date of commencement or of adoption leaves the force of the whole text in doubt. Only the Gregorian
//! calendar is looked at; a passage that speaks of another is passed over. A period is called backwards only where both
//! ends leave no doubt.
//!
//! ```md bad
//! 第一条　本办法自2015年2月30日起施行。
//! ```
//!
//! ```md bad
//! 第一条　本办法自二〇一五年十三月一日起施行。
//! ```
//!
//! ```md bad
//! 第一条　会议于2015年5月28日（星期三）召开。
//! ```
//!
//! ```md bad
//! 第一条　会议于2015年5月28日至27日召开。
//! ```
//!
//! ```md bad
//! ---
//! date: 2015-02-30
//! ---
//!
//! 第一条　本办法自公布之日起施行。
//! ```
//!
//! ```md good
//! 第一条　会议于2015年5月27日至28日（星期四）召开。
//!
//! 第二条　采暖期为每年11月15日至次年3月15日；农历二月三十日休市。
//! ```

use crate::check::date::{BLANKS, Date, dates, days, number_after};
use crate::check::prose::Prose;
use crate::check::{Level, Work};
use crate::diagnostic::{Diagnostic, Message, Severity};
use crate::say;

pub const ID: &str = "text/impossible-date";
pub const LEVEL: Level = Level::On(Severity::Error);

pub fn run(work: &Work) -> Vec<Diagnostic> {
    work.prose().iter().flat_map(found).collect()
}

fn found(prose: &Prose) -> Vec<Diagnostic> {
    let text = &prose.passage.text;
    let dates = dates(text);
    let mut findings = Vec::new();
    for (at, date) in dates.iter().enumerate() {
        let fault = match date.exists() {
            false => Some((date.end, no_such_day(date, &text[date.range()]))),
            true => wrong_weekday(text, date).or_else(|| backwards(text, date, dates.get(at + 1))),
        };
        let Some((end, message)) = fault else { continue };
        let Some(span) = prose.passage.place(date.start..end) else { continue };
        let hint = say!(zh: "对照原件改正。", en: "mend it from the original.");
        findings.push(Diagnostic::error(ID, span, message).hint(hint));
    }
    findings
}

fn no_such_day(date: &Date, written: &str) -> Message {
    let month = date.month;
    if !(1..=12).contains(&month) {
        return say!(zh: "“{written}”：一年只有十二个月", en: "“{written}”: a year has twelve months");
    }
    let length = days(date.year.unwrap_or(2000), month);
    match date.year {
        Some(year) => {
            say!(zh: "“{written}”：{year}年{month}月只有{length}天", en: "“{written}”: month {month} of {year} has {length} days")
        }
        None => say!(zh: "“{written}”：{month}月最多{length}天", en: "“{written}”: month {month} has {length} days at most"),
    }
}

/// Returns the fault of a day of the week behind a date: 2015年5月28日（星期三） was a Thursday.
fn wrong_weekday(text: &str, date: &Date) -> Option<(usize, Message)> {
    const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let right = date.weekday()? as usize;
    let rest = &text[date.end..];
    let inner = rest.trim_start_matches(BLANKS).trim_start_matches(['（', '(']);
    let bracket = rest.trim_start_matches(BLANKS).starts_with(['（', '(']);
    let name = inner.strip_prefix("星期").or_else(|| inner.strip_prefix("礼拜"));
    // 周 opens many a word; in a bracket it is the day of the week.
    let name = name.or_else(|| inner.strip_prefix('周').filter(|_| bracket))?;
    let first = name.chars().next()?;
    let said = if first == '天' { 6 } else { DAYS.iter().position(|it| name.starts_with(it))? };
    let end = text.len() - name.len() + first.len_utf8();
    (said != right).then(|| {
        let written = &text[date.range()];
        let ([zh, wrong], [en, not]) = ([DAYS[right], DAYS[said]], [ENGLISH[right], ENGLISH[said]]);
        (end, say!(zh: "{written}是星期{zh}，不是星期{wrong}", en: "{written} is a {en}, not a {not}"))
    })
}

/// Returns the fault of a period that ends before it begins: within a month, or between two dates with their years.
fn backwards(text: &str, date: &Date, next: Option<&Date>) -> Option<(usize, Message)> {
    let day = date.day?;
    let rest = &text[date.end..];
    let joined = rest.trim_start_matches(JOINTS);
    if joined.len() == rest.len() {
        return None;
    }
    let start = text.len() - joined.len();
    if let Some(next) = next.filter(|it| it.start == start && it.exists()) {
        let begins = (date.year?, date.month, Some(day));
        let ends = (next.year?, next.month, next.day);
        return (next.day.is_some() && ends < begins)
            .then(|| (next.end, say!(zh: "止期早于起期", en: "the period ends before it begins")));
    }
    let figure = number_after(text, start).filter(|it| it.han == date.han && it.start == start)?;
    let rest = text[figure.end..].strip_prefix('日')?;
    // 28日至3日内: a span of days.
    if rest.starts_with(['内', '前', '后', '游']) || figure.value == 0 {
        return None;
    }
    (figure.value < day).then(|| {
        (figure.end + '日'.len_utf8(), say!(zh: "止日早于起日", en: "the period ends before it begins"))
    })
}

const JOINTS: [char; 9] = ['至', '到', '—', '－', '-', '–', '～', '~', '―'];
