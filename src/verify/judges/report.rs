//! A report as all judges' are read: whom it judges, and what it charges it with. Its kind is known by its content.

use serde_json::{Deserializer, Value};

use crate::diagnostic::Severity;
use crate::error::{Error, Result};
use crate::say;
use crate::verify::judges::{Subject, ace, epubcheck, verapdf, verapdf_xml};

/// Who judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judge {
    /// The checker of the EPUB standard.
    EpubCheck,
    /// DAISY's checker of accessibility.
    Ace,
    /// The checker of PDF/A and PDF/UA.
    VeraPdf,
}

impl Judge {
    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Judge::EpubCheck => "EPUBCheck",
            Judge::Ace => "Ace",
            Judge::VeraPdf => "veraPDF",
        }
    }

    /// Returns the rule that its findings stand under.
    pub fn rule(self) -> &'static str {
        match self {
            Judge::EpubCheck => "edition/epubcheck",
            Judge::Ace => "edition/ace",
            Judge::VeraPdf => "edition/verapdf",
        }
    }
}

/// What a judge has to say of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The judge.
    pub judge: Judge,
    /// The name of the report's file, for messages.
    pub name: String,
    /// The edition that was judged.
    pub subject: Subject,
    /// What is wrong with it, a charge for each place.
    pub charges: Vec<Charge>,
}

impl Report {
    /// Returns how many places are charged, those included that the report counts and doesn't name.
    pub fn count(&self) -> usize {
        self.charges.iter().map(|it| 1 + it.more).sum()
    }
}

/// What is wrong at one place of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// The judge's own name for it: `RSC-005`, `image-alt`, `ISO 14289-1 7.1/3`.
    pub id: String,
    /// Its weight.
    pub severity: Severity,
    /// The judge's words.
    pub words: String,
    /// Where it is.
    pub site: Site,
    /// How many more places of the same the report counts without naming them.
    pub more: usize,
}

/// A place in an edition, as judges name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Site {
    /// A line and a column of a file in an EPUB; both 0 where only the file is named.
    Line(String, usize, usize),
    /// An element of a file in an EPUB: by its CFI, by a selector.
    Element(String, Option<String>, Option<String>),
    /// An object of a PDF, by its way from the root.
    Object(String),
}

/// Returns the report in a text; `name` is what messages call its file.
///
/// # Errors
/// When the text is no report, or one of a kind that is not known.
pub fn read_report(name: &str, text: &str) -> Result<Report> {
    let text = text.trim_start_matches('\u{FEFF}').trim();
    let read = match text.starts_with('<') {
        true => verapdf_xml::read(name, text)?,
        false => read_json(name, text)?,
    };
    read.ok_or_else(|| unknown(name))
}

fn read_json(name: &str, text: &str) -> Result<Option<Report>> {
    let values = Deserializer::from_str(text).into_iter::<Value>().collect::<serde_json::Result<Vec<_>>>();
    let values = values.map_err(|it| {
        let (line, column) = (it.line(), it.column());
        Error::new(say!(zh: "{name} 不是完整的 JSON：第 {line} 行第 {column} 列读不下去", en: "{name} is no complete JSON: it breaks off at line {line}, column {column}"))
            .hint(say!(zh: "让评判者重新写一份报告。", en: "have the judge write its report anew."))
    })?;
    Ok(match values.as_slice() {
        [only] if epubcheck::is_report(only) => Some(epubcheck::read(name, only)),
        [only] if ace::is_report(only) => Some(ace::read(name, only)),
        [] => None,
        all => verapdf::read(name, all)?,
    })
}

fn unknown(name: &str) -> Error {
    Error::new(say!(zh: "{name} 不是认识的报告", en: "{name} is no report of a known kind")).hint(say!(
        zh: "认识的有：EPUBCheck 的 --json，Ace 的 report.json，veraPDF 的 --format json 和 --format xml（mrr）。",
        en: "known are: EPUBCheck's --json, Ace's report.json, veraPDF's --format json and --format xml (mrr)."
    ))
}

/// Returns a judge's words on one line, and no longer than an editor reads.
pub fn told(words: &str) -> String {
    const LONGEST: usize = 300;
    // EPUBCheck lists every attribute that might have stood there.
    let words = words.split("; expected ").next().unwrap_or(words);
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|it| !it.is_empty()).collect();
    let words = lines.join("; ");
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}……", &words[..end]),
        None => words,
    }
}

/// Returns the strings of a value that is one string or a list of them.
pub fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(it) => vec![it.clone()],
        Value::Array(list) => list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}
