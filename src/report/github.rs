//! The report as workflow commands, which GitHub shows as annotations beside the changed lines. GitHub shows ten of each
//! weight a step and drops the rest without a word; those are written as plain lines of the log, and the last line
//! counts all.

use std::io;

use super::{Count, Finding, Place, Report, level, printable, summary};
use crate::diagnostic::Severity;

/// How many annotations of each weight GitHub shows a step.
const SHOWN: usize = 10;

/// Writes the report as workflow commands.
pub fn github(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let language = report.language;
    let (mut errors, mut warnings) = (0, 0);
    // One notice is the summary.
    let mut notes = 1;
    for (file, error) in report.failures() {
        let mut message = error.message.get(language).to_owned();
        if let Some(hint) = &error.hint {
            message = format!("{message}\n{}", hint.get(language));
        }
        let place = file.map_or(String::new(), |it| format!("file={},", property(&it.address)));
        errors += 1;
        match errors <= SHOWN {
            true => writeln!(out, "::error {place}title=diben::{}", data(&message))?,
            false => writeln!(out, "{}", plain(&format!("error: {message}")))?,
        }
    }
    for finding in report.findings {
        // What weighs like an error is shown as one.
        let (told, name) = match finding.severity {
            it if report.weighs(it) => (&mut errors, "error"),
            Severity::Error => (&mut errors, "error"),
            Severity::Warning => (&mut warnings, "warning"),
            Severity::Info => (&mut notes, "notice"),
        };
        *told += 1;
        match *told <= SHOWN {
            true => writeln!(out, "{}", command(report, finding, name))?,
            false => writeln!(out, "{}", line(report, finding))?,
        }
    }
    let count = Count::of(report.findings.iter().map(|it| it.severity));
    match count == Count::default() && report.failures().next().is_none() {
        true => writeln!(out, "{}", plain(&summary(report))),
        false => writeln!(out, "::notice title=diben::{}", data(&summary(report))),
    }
}

fn command(report: &Report, it: &Finding, name: &str) -> String {
    let (file, title) = (property(&report.files[it.place.file].address), property(it.rule));
    let message = match &it.hint {
        Some(hint) => format!("{}\n{}", it.message.get(report.language), hint.get(report.language)),
        None => it.message.get(report.language).to_owned(),
    };
    let Place { line, column, end_line, end_column, .. } = it.place;
    // GitHub takes columns only where a finding stays on one line.
    let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
    format!("::{name} file={file},line={line},endLine={end_line}{columns},title={title}::{}", data(&message))
}

fn line(report: &Report, it: &Finding) -> String {
    let (file, message) = (&report.files[it.place.file].address, it.message.get(report.language));
    let (level, Place { line, column, .. }) = (level(it.severity), it.place);
    plain(&format!("{file}:{line}:{column}: {level}[{}] {message}", it.rule))
}

/// The message of a command: everything up to the end of the line.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command: it ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A line that the runner takes for no command, whatever the text says.
fn plain(text: &str) -> String {
    let text = printable(text).replace('\n', " ").replace("##[", "## [");
    if text.trim_start().starts_with("::") { format!("./{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_a_command() {
        assert_eq!(data("50%\r\n::set-output"), "50%25<U+000D>%0A::set-output");
        assert_eq!(property("甲, 乙: 丙"), "甲%2C 乙%3A 丙");
        assert_eq!(plain("::error::x\n##[add-mask]y"), "./::error::x ## [add-mask]y");
    }
}
