//! The report as JUnit XML, which Jenkins, GitLab and others show: a suite for each file, a test for each finding. A
//! finding that weighs fails its test; one that does not is told in the output of a test that passes, so that the
//! colour of the run agrees with the exit code.

use std::io;

use super::{File, Finding, Place, Report, level};
use crate::error::Error;

/// Writes the report as JUnit XML.
pub fn junit(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let failing = report.findings.iter().filter(|it| report.weighs(it.severity)).count();
    let errors = report.failures().count();
    // A file without findings is one test that passes.
    let found = report.by_file().count();
    let tests = report.findings.len() + (report.looked_at().count() - found) + errors;
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="diben" tests="{tests}" failures="{failing}" errors="{errors}" time="0">"#)?;
    for error in report.errors {
        suite_of_error(report, "diben", error, out)?;
    }
    let mut rest = report.findings;
    for (number, file) in report.files.iter().enumerate() {
        let (own, later) = rest.split_at(rest.partition_point(|it| it.place.file <= number));
        rest = later;
        match &file.failure {
            Some(error) => suite_of_error(report, &file.address, error, out)?,
            None => suite(report, file, own, out)?,
        }
    }
    writeln!(out, "</testsuites>")
}

fn suite(report: &Report, file: &File, findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let name = escaped(&file.address);
    let failures = findings.iter().filter(|it| report.weighs(it.severity)).count();
    let tests = findings.len().max(1);
    writeln!(
        out,
        r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="0" skipped="0" time="0">"#
    )?;
    if findings.is_empty() {
        writeln!(out, r#"    <testcase classname="{name}" name="check" time="0"/>"#)?;
    }
    for it in findings {
        let Place { line, column, .. } = it.place;
        let message = it.message.get(report.language);
        let hint = it.hint.as_ref().map_or(String::new(), |it| format!("\n{}", it.get(report.language)));
        let whole = escaped(&format!("{}:{line}:{column}: {message}{hint}", file.address));
        let (message, level) = (escaped(message), level(it.severity));
        writeln!(out, r#"    <testcase classname="{name}" name="{} {line}:{column}" time="0">"#, escaped(it.rule))?;
        match report.weighs(it.severity) {
            true => writeln!(out, r#"      <failure type="{level}" message="{message}">{whole}</failure>"#)?,
            false => writeln!(out, r"      <system-out>{level}: {whole}</system-out>")?,
        }
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>")
}

fn suite_of_error(report: &Report, name: &str, error: &Error, out: &mut dyn io::Write) -> io::Result<()> {
    let (name, message) = (escaped(name), escaped(error.message.get(report.language)));
    let hint = error.hint.as_ref().map_or(String::new(), |it| escaped(it.get(report.language)));
    writeln!(out, r#"  <testsuite name="{name}" tests="1" failures="0" errors="1" skipped="0" time="0">"#)?;
    writeln!(out, r#"    <testcase classname="{name}" name="check" time="0">"#)?;
    writeln!(out, r#"      <error type="error" message="{message}">{hint}</error>"#)?;
    writeln!(out, "    </testcase>")?;
    writeln!(out, "  </testsuite>")
}

/// Returns words as XML holds them, in text and in attributes. What no XML file can hold is U+FFFD.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(it),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_breaks_the_markup() {
        assert_eq!(
            escaped("<a b=\"c\">&\n\u{1b}\u{0}\u{FFFE}甲"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#10;\u{FFFD}\u{FFFD}\u{FFFD}甲"
        );
    }
}
