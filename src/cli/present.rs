//! What a survey found, told in the form that was asked for: findings to stdout, errors and the summary to stderr;
//! for GitHub all of it to stdout.

use super::survey::Survey;
use super::{Context, Format, Outcome, terminal};
use crate::check::{self, Level};
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::report::{self, Report, Rule};

/// Writes the report of a survey. Returns how the command ended.
pub fn present(ctx: &Context, survey: &Survey) -> Outcome {
    let rules: Vec<Rule> = check::rules()
        .iter()
        .filter_map(|it| match survey.policy.level(it) {
            Level::On(severity) => Some(described(it, severity, ctx.language)),
            Level::Off => None,
        })
        .collect();
    let report = Report {
        files: &survey.files,
        findings: &survey.findings,
        errors: &survey.errors,
        rules: &rules,
        language: ctx.language,
        deny_warnings: ctx.deny_warnings,
    };
    match ctx.format {
        Format::Human => terminal::write(|out| report::human(&report, terminal::width(), out)),
        Format::Json => terminal::write_data(|out| report::json(&report, out)),
        Format::Sarif => terminal::write_data(|out| report::sarif(&report, out)),
        Format::Github => terminal::write_data(|out| report::github(&report, out)),
        Format::Junit => terminal::write_data(|out| report::junit(&report, out)),
    }
    // Actions show both streams as one log, and the workflow commands tell all.
    if ctx.format != Format::Github {
        report.failures().for_each(|(_, it)| terminal::error(it, ctx.language));
        if report.looked_at().next().is_some() {
            terminal::note(&report::summary(&report));
        }
    }
    match report.exit_code() {
        0 => Outcome::Clean,
        1 => Outcome::Findings,
        _ => Outcome::NotRun,
    }
}

/// Returns whether findings make the exit code 1.
pub fn weighs(ctx: &Context, findings: &[Diagnostic]) -> bool {
    findings.iter().any(|it| it.severity == Severity::Error || (ctx.deny_warnings && it.severity == Severity::Warning))
}

/// Returns a rule in words.
fn described(rule: &check::Rule, severity: Severity, language: Language) -> Rule {
    let manual = rule.parts();
    let reason = match language {
        Language::Zh => manual.why_zh,
        Language::En => manual.why_en,
    };
    Rule {
        id: rule.id.to_owned(),
        severity,
        summary: rule.summary(language).to_owned(),
        reason: reason.join("\n\n"),
        help: rule.help(language),
    }
}
