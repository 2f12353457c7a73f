//! Works of many files, as `diben.toml` declares them: `[[work]]` with `files = ["民法典/*.md"]`. The order of the
//! patterns is the order of reading; files of one pattern are put in order by whoever reads them. A pattern that names
//! nothing, and a file that two works claim, would change silently what is checked together: both are told.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobMatcher};
use toml::Spanned;
use toml::de::DeValue;

use super::search::markdown_below;
use super::settings::Toml;
use super::source::shown;
use crate::error::{Error, Result};
use crate::say;

/// The keys of a work.
const KEYS: &[&str] = &["files"];

/// The files that make one work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkFiles {
    /// Patterns of paths from the project's folder, in reading order.
    pub files: Vec<Pattern>,
}

/// A pattern of paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// What it matches, from the project's folder.
    pub glob: Glob,
    /// Where it is written, as messages show it.
    pub place: String,
}

/// Returns the works that a list of tables declares.
pub fn parse(toml: &Toml, value: &Spanned<DeValue>) -> Result<Vec<WorkFiles>> {
    match value.get_ref() {
        DeValue::Array(works) => works.iter().map(|it| one(toml, it)).collect(),
        _ => Err(misshapen(&toml.place(value.span().start))),
    }
}

fn one(toml: &Toml, value: &Spanned<DeValue>) -> Result<WorkFiles> {
    let whole = || misshapen(&toml.place(value.span().start));
    let DeValue::Table(table) = value.get_ref() else { return Err(whole()) };
    if let Some((key, _)) = table.iter().find(|(key, _)| !KEYS.contains(&key.get_ref().as_ref())) {
        return Err(toml.unknown(key, KEYS));
    }
    let files = table.get("files").ok_or_else(whole)?;
    match files.get_ref() {
        DeValue::Array(list) if !list.is_empty() => {
            Ok(WorkFiles { files: list.iter().map(|it| pattern(toml, it)).collect::<Result<_>>()? })
        }
        _ => Err(misshapen(&toml.place(files.span().start))),
    }
}

fn pattern(toml: &Toml, value: &Spanned<DeValue>) -> Result<Pattern> {
    let place = toml.place(value.span().start);
    let DeValue::String(text) = value.get_ref() else { return Err(misshapen(&place)) };
    let glob = GlobBuilder::new(text.trim_start_matches("./")).literal_separator(true).build();
    let outside = text.starts_with(['/', '\\']) || text.split('/').any(|it| it == "..");
    match glob {
        Ok(_) if outside => Err(Error::new(say!(zh: "{place} 的 {text} 在项目之外", en: "{place}: {text} lies outside of the project"))
            .hint(say!(zh: "从项目文件夹写起，例如 source/民法典/*.md。", en: "write it from the project's folder, as source/code/*.md."))),
        Ok(glob) if !text.trim().is_empty() => Ok(Pattern { glob, place }),
        _ => Err(Error::new(say!(zh: "{place} 的「{text}」不是路径，也不是通配式", en: "{place}: `{text}` is no path and no pattern"))
            .hint(say!(zh: "从项目文件夹写起，例如 source/民法典/*.md。", en: "write it from the project's folder, as source/code/*.md."))),
    }
}

fn misshapen(place: &str) -> Error {
    Error::new(say!(zh: "{place} 的 [[work]] 里只写 files，即各文件的路径或通配式", en: "{place}: [[work]] holds `files` alone, a list of paths or patterns"))
        .hint(say!(zh: "例如 files = [\"民法典/*.md\"]。", en: "as in files = [\"code/*.md\"]."))
}

/// Returns the work that a document belongs to, and the place of the pattern in it: the first that matches its path.
pub fn member(works: &[WorkFiles], root: &Path, document: &Path) -> Option<(usize, usize)> {
    let inside = document.strip_prefix(root).ok()?;
    works.iter().enumerate().find_map(|(work, it)| {
        it.files.iter().position(|it| it.glob.compile_matcher().is_match(inside)).map(|pattern| (work, pattern))
    })
}

/// Returns what the works of a project claim in vain or twice, as seen by a run over these documents: patterns without
/// a file, also of those that were not asked for, and files of two works.
pub fn faults(works: &[WorkFiles], root: &Path, documents: &[&Path]) -> Vec<Error> {
    if works.is_empty() {
        return Vec::new();
    }
    let works: Vec<Vec<(&Pattern, GlobMatcher)>> =
        works.iter().map(|it| it.files.iter().map(|it| (it, it.glob.compile_matcher())).collect()).collect();
    let inside: Vec<&Path> = documents.iter().filter_map(|it| it.strip_prefix(root).ok()).collect();
    let mut errors = Vec::new();
    let mut there = None;
    for (pattern, matcher) in works.iter().flatten() {
        let found = inside.iter().any(|it| matcher.is_match(it)) || {
            // What can't be looked into is told where it is looked for.
            let there = there.get_or_insert_with(|| markdown_below(root, &mut Vec::new()));
            there.iter().filter_map(|it| it.strip_prefix(root).ok()).any(|it| matcher.is_match(it))
        };
        if !found && !root.join(pattern.glob.glob()).is_file() {
            let (place, glob) = (&pattern.place, pattern.glob.glob());
            errors.push(Error::new(say!(zh: "{place}：没有文件合于 {glob}", en: "{place}: no file matches {glob}"))
                .hint(say!(zh: "从项目文件夹写起，例如 source/民法典/*.md；** 才走进各层文件夹。", en: "write it from the project's folder, as source/code/*.md; only ** goes down through folders.")));
        }
    }
    let mut told = Vec::new();
    for document in inside {
        let mut claims = works.iter().filter_map(|it| it.iter().find(|(_, matcher)| matcher.is_match(document)));
        let (Some((first, _)), Some((second, _))) = (claims.next(), claims.next()) else { continue };
        if !told.contains(&(&first.place, &second.place)) {
            told.push((&first.place, &second.place));
            let (name, place, other) = (shown(&root.join(document)), &second.place, &first.place);
            errors.push(Error::new(say!(zh: "{place}：{name} 已经在另一部作品里（{other}）", en: "{place}: {name} is in another work already ({other})"))
                .hint(say!(zh: "一份文件只归一部作品，从其中一处去掉它。", en: "a file belongs to one work: take it out of one of them.")));
        }
    }
    errors
}
