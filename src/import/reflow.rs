//! Reflow: which line ends are the author's and which the page's. Asked in this order: what the form knows, what the next
//! line opens, indents, how full the line is, what mark ends it, blank lines where they tell anything. Where a full line
//! ends with a full stop and the page has no indents, both readings are possible: the report says so.

use crate::import::block::{Opened, is_ended, opened};
use crate::import::cell::{Cell, Strand};
use crate::import::documents::names_document;
use crate::import::measure::{Measure, measured};
use crate::import::placed;
use crate::import::raw::{Hint, Raw, Role};
use crate::import::repair::{Kind, Ledger, Sure, Why};
use crate::say;

/// A paragraph as it was found: its text, and the line that opened it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its text.
    pub cells: Vec<Cell>,
    /// What the form knows of the first line.
    pub hint: Hint,
    /// Whether it is set in the middle of its column, where the form knows it: a long one fills its first line.
    pub centred: Option<bool>,
}

/// Joins lines to paragraphs.
pub fn reflowed(raw: &Raw, lines: Vec<Strand>, title: Option<&str>, ledger: &mut Ledger) -> Vec<Found> {
    let measure = measured(raw, &lines);
    let mut out: Vec<Found> = Vec::new();
    let mut texts: Vec<String> = lines.iter().map(Strand::text).collect();
    texts.push(String::new());
    // What each line opens is asked once: its neighbours want to know it too.
    let opens: Vec<Option<Opened>> = texts.iter().map(|it| opened(it)).collect();
    let (mut count, mut units) = (1, false);
    let mut start = 0;
    for at in 0..lines.len() {
        let line = &lines[at];
        let title_so_far = title.filter(|_| out.len() <= 12).and_then(|title| {
            // A paragraph of more than a title's characters is none; it may be as long as the file.
            let cells = &out.last()?.cells;
            if cells.len() > 4 * title.len() {
                return None;
            }
            let whole = crate::import::cell::solid(cells);
            Some(
                title.len() > whole.len()
                    && title.starts_with(&whole)
                    && title[whole.len()..].starts_with(&crate::import::cell::solid(&line.cells)),
            )
        });
        let ends = at == 0
            || title_so_far != Some(true)
                && {
                    let ctx = Gap {
                        before: &lines[at - 1],
                        after: line,
                        text: &texts[at - 1],
                        next: &texts[at],
                        opens: [&opens[at - 1], &opens[at], &opens[at + 1]],
                        whole: &out[out.len() - 1].cells,
                        first: start + 1 == at,
                        units,
                    };
                    match parted(&measure, &ctx) {
                        Verdict::Parts => true,
                        Verdict::Joins => false,
                        Verdict::Perhaps(parts) => {
                            let word = crate::import::cell::text(&line.cells[..line.cells.len().min(10)]);
                            let why = say!(zh: "上一行写满了，又以句号结束；版面没有缩进，两种读法都可能", en: "the line above is full and ends with a full stop; without indents both readings are possible");
                            let what = match parts {
                                true => say!(zh: "“{word}…”另起一段", en: "{word}… begins a paragraph"),
                                false => {
                                    say!(zh: "“{word}…”接在上一段", en: "{word}… goes on with the paragraph above")
                                }
                            };
                            ledger.note(Kind::Ambiguous, line.cells[0].at, Sure::Doubtful, what, why);
                            parts
                        }
                    }
                };
        units |= opens[at].as_ref().is_some_and(|it| !matches!(it, Opened::Item(..)));
        if ends {
            told(&out, count, ledger);
            out.push(Found {
                cells: line.cells.clone(),
                hint: line.hint.clone(),
                centred: placed::is_centred(&line.hint),
            });
            (count, start) = (1, at);
            continue;
        }
        count += 1;
        let Some(found) = out.last_mut() else { continue };
        found.centred = found.centred.map(|it| it || placed::is_centred(&line.hint) == Some(true));
        join(raw, &mut found.cells, lines[at - 1].end, line, ledger);
    }
    told(&out, count, ledger);
    out
}

fn told(out: &[Found], count: usize, ledger: &mut Ledger) {
    let Some(found) = out.last().filter(|_| count > 1) else { return };
    ledger.note(
        Kind::Reflow,
        found.cells[0].at,
        Sure::Certain,
        say!(zh: "{count} 行接成一段", en: "{count} lines became one paragraph"),
        say!(zh: "行满而换，不是作者分段", en: "the lines end where the measure ends"),
    );
}

/// Joins a line to a paragraph: a blank between Latin words and behind the number of a heading, nothing else.
fn join(raw: &Raw, cells: &mut Vec<Cell>, end: usize, line: &Strand, ledger: &mut Ledger) {
    let (Some(a), Some(b)) = (cells.last().map(|it| it.ch), line.cells.first().map(|it| it.ch)) else { return };
    let latin = a.is_ascii_alphabetic() && b.is_ascii_alphanumeric()
        || (a.is_ascii_alphanumeric() || matches!(a, ',' | '.' | ';' | ':')) && b.is_ascii_alphabetic();
    let text = if cells.len() <= 16 { crate::import::cell::text(cells) } else { String::new() };
    let label = matches!(opened(&text), Some(it @ (Opened::Division(..) | Opened::Article(_))) if it.opening().len == text.len());
    let has_end = raw.text.as_bytes().get(end).is_some_and(|it| matches!(it, b'\n' | b'\r' | 0xC));
    if (latin || label) && has_end {
        ledger.replaced.insert(end, Why::Joined);
        cells.push(Cell { ch: ' ', at: end });
    }
    if label {
        let words = crate::import::cell::text(&line.cells[..line.cells.len().min(14)]);
        ledger.note(
            Kind::Heading,
            line.cells[0].at,
            Sure::Certain,
            say!(zh: "“{text}”与下一行“{words}”接起来", en: "joined {text} and {words} below it"),
            say!(zh: "序号独占一行，它的文字在下一行", en: "the number stands alone and its words on the next line"),
        );
    }
    cells.extend_from_slice(&line.cells);
}

struct Gap<'a> {
    before: &'a Strand,
    after: &'a Strand,
    text: &'a str,
    next: &'a str,
    /// What the line before, the line after and the one behind it open.
    opens: [&'a Option<Opened>; 3],
    /// The paragraph so far.
    whole: &'a [Cell],
    /// The line before is the first of its paragraph.
    first: bool,
    /// A unit has been seen.
    units: bool,
}

enum Verdict {
    Parts,
    Joins,
    Perhaps(bool),
}

fn parted(measure: &Measure, gap: &Gap) -> Verdict {
    let (before, after) = (&gap.before.hint, &gap.after.hint);
    if before.role != after.role || matches!(after.role, Role::TableRow) || after.opens_block {
        // A heading may be wrapped, but never runs into text.
        return Verdict::Parts;
    }
    if before.continues && !after.opens_block {
        return Verdict::Joins;
    }
    let head: String = gap.whole.iter().take(64).map(|it| it.ch).collect();
    let whole_is_heading = matches!(opened(&head), Some(Opened::Division(..)));
    let ended = is_ended(gap.text);
    let full = match before.room {
        Some(room) => room < 1.5,
        None => gap.before.width >= measure.full,
    };
    let [above, opens, behind] = gap.opens;
    if let Some(Opened::Division(_, it) | Opened::Article(it)) = above.as_ref().filter(|_| gap.first) {
        // A number alone: its words come on the next line.
        if it.len == gap.text.trim_end().len() && opens.is_none() && !it.numeral.is_empty() {
            return Verdict::Joins;
        }
    }
    if let Some(opens) = opens {
        let carried = !ended && full && measure.wrapped && !whole_is_heading;
        let parts = match opens {
            Opened::Division(_, it) => {
                !carried
                    // A number alone on its line is no word carried over: the line would go on.
                    || gap.next.len() == it.len && gap.after.width < measure.full * 0.5
                    || gap.next.len() > it.len
                        && it.separator > 0
                        && behind.is_some()
            }
            Opened::Article(it) => !carried || it.separator > 0,
            Opened::Item(..) | Opened::Yi(_) => !carried,
        };
        if parts {
            return Verdict::Parts;
        }
        if matches!(opens, Opened::Item(..) | Opened::Yi(_)) && measure.indented && gap.after.indent >= 0.9 {
            return Verdict::Parts;
        }
    }
    if opens.is_none() && !ended && gap.after.hint.room.is_some() {
        // What is set in the middle is never long.
        let whole: String = gap.whole.iter().take(600).map(|it| it.ch).collect();
        if placed::goes_on(gap.before, gap.after, &whole) {
            return Verdict::Joins;
        }
        if placed::ends(gap.before, gap.after) && !whole.starts_with('（') {
            return Verdict::Parts;
        }
    }
    if gap.next.starts_with("——") && !full {
        return Verdict::Parts;
    }
    // Another document begins behind the last article of one.
    if gap.text.ends_with("施行。") && gap.after.width < measure.full * 0.95 && names_document(gap.next) {
        return Verdict::Parts;
    }
    if whole_is_heading {
        // A wrapped heading goes on where it is full, and what follows opens a unit.
        let goes_on =
            full && gap.first && !is_ended(gap.next) && gap.after.width < measure.full * 0.7 && behind.is_some();
        return if goes_on { Verdict::Joins } else { Verdict::Parts };
    }
    if !measure.wrapped {
        return if !ended && !gap.after.after_blank && gap.text.ends_with(['，', '、', '（', '“', '《']) {
            Verdict::Joins
        } else {
            Verdict::Parts
        };
    }
    let note_ends = !gap.units
        && is_dated(gap.next)
        && !gap.text.ends_with(['，', '、', '据', '的', '于', '自', '在'])
        && !ended_in_word(gap.text, full);
    if note_ends {
        return Verdict::Parts;
    }
    if measure.indented {
        let hung = gap.after.indent >= 0.9;
        // Titles stand without an indent, and so does what a page break interrupts.
        return if hung
            || !gap.units && gap.before.indent < 0.9 && !full
            || (!ended && gap.before.width < measure.full * 0.6)
        {
            Verdict::Parts
        } else {
            Verdict::Joins
        };
    }
    if measure.blanks_tell && gap.after.after_blank && !gap.after.after_page {
        return Verdict::Parts;
    }
    // No paragraph ends in a short line without a mark: between a sentence and a unit such a line is a heading.
    let heading = gap.after.width < measure.full
        && !is_ended(gap.next)
        && !gap.next.ends_with(['，', '、'])
        && gap.opens[2].is_some();
    match (ended, full) {
        (true, false) => Verdict::Parts,
        (true, true) if heading => Verdict::Parts,
        (false, true) => Verdict::Joins,
        (false, false) if gap.text.ends_with(['，', '、']) => Verdict::Joins,
        (false, false) if gap.units => {
            if gap.before.width >= measure.full * 0.8 {
                Verdict::Joins
            } else {
                Verdict::Parts
            }
        }
        (false, false) => Verdict::Parts,
        // The members of a list open with a number each.
        (true, true) if gap.text.ends_with(['；', ';']) => Verdict::Joins,
        (true, true) => Verdict::Perhaps(measure.stops_part && !measure.blanks_tell && !goes_on(gap.next)),
    }
}

/// A full line of an enactment note above a date: the date may be part of it.
fn ended_in_word(text: &str, full: bool) -> bool {
    full && !text.ends_with(['过', '准', '布', '行', '正', '订', '）'])
}

/// Returns whether a line opens with a date: 2018年9月12日.
fn is_dated(text: &str) -> bool {
    let rest = text.trim_start_matches(['（', '(']);
    let digits = rest.len() - rest.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    digits == 4 && rest[4..].trim_start().starts_with('年')
}

/// Words that go on with a thought of the sentence before.
fn goes_on(text: &str) -> bool {
    ["但", "其中", "具体", "并", "因此", "同时", "法律另有", "前述", "该", "逾期"].iter().any(|it| text.starts_with(it))
}
