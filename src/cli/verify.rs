//! `diben verify`: reads an edition back and compares it with its source.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::documents::{self, Documents};
use super::{Context, Outcome, help, terminal};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::markdown;
use crate::model::Document;
use crate::say;
use crate::text::Source;
use crate::workspace::{Project, read_bytes, read_text, shown};

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Arguments {
    /// 要核对的 PDF 或 EPUB / the PDF or EPUB
    #[arg(value_name = "FILE", help_heading = help::ARGUMENTS)]
    file: PathBuf,
    /// 底本；不写就按成品里记的路径和摘要去找 / its source; else found by the path and digest that the edition records
    #[arg(long, value_name = "DOC")]
    source: Option<PathBuf>,
}

/// The source that an edition says it was made from.
pub struct Recorded {
    /// Its path from the project's folder, with `/`.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

/// What came of comparing an edition with its source.
pub struct Proof {
    /// Whether the edition says what the source says.
    pub proven: bool,
    /// Where it does not, at places in the source.
    pub findings: Vec<Diagnostic>,
}

/// Returns the source that an edition records, if it records one.
fn recorded(edition: &[u8]) -> Result<Option<Recorded>> {
    let _ = edition;
    Ok(None)
}

/// Returns what comes of comparing an edition with its source.
fn compare(edition: &[u8], source: &Source, document: &Document) -> Result<Proof> {
    let _ = (edition, source, document);
    Err(Error::new(say!(zh: "还不能核对", en: "editions can't be compared yet")))
}

/// Verifies an edition and reports.
pub fn run(ctx: &Context, arguments: Arguments) -> Result<Outcome> {
    let edition = read_bytes(&arguments.file)?;
    let (path, text) = match arguments.source {
        Some(path) => (path.clone(), read_text(&path)?),
        None => find(&arguments.file, &edition)?,
    };
    let mut documents = Documents::default();
    let file = documents.sources.add(Source::new(shown(&path), text));
    documents.paths.push(path);
    let source = documents.sources.source(file);
    let document = markdown::read(file, source.text()).document;
    let proof = compare(&edition, source, &document)?;
    let outcome = documents::report(ctx, &documents, proof.findings);
    let (name, source) = (shown(&arguments.file), source.name());
    let verdict = match proof.proven {
        true => say!(zh: "{name} 与 {source} 一字不差", en: "{name} says what {source} says"),
        false => say!(zh: "{name} 与 {source} 不符", en: "{name} does not say what {source} says"),
    };
    terminal::note(verdict.get(ctx.language));
    Ok(if proof.proven { outcome } else { outcome.max(Outcome::Findings) })
}

/// Returns the source that an edition records: found by its path within the project, and known by its digest.
fn find(file: &Path, edition: &[u8]) -> Result<(PathBuf, String)> {
    let name = shown(file);
    let hint = say!(zh: "用 --source 写明底本。", en: "name the source with --source.");
    let Some(recorded) = recorded(edition)? else {
        return Err(Error::new(say!(zh: "{name} 没有记底本", en: "{name} records no source")).hint(hint));
    };
    let project = match Project::around(file.parent().unwrap_or(Path::new(".")))? {
        Some(project) => project,
        None => Project::here()?,
    };
    let path =
        project.inside(&project.root().join("diben"), &recorded.path).map_err(|error| error.hint(hint.clone()))?;
    let text = read_text(&path)?;
    let sha256: String = Sha256::digest(text.as_bytes()).iter().map(|it| format!("{it:02x}")).collect();
    if !sha256.eq_ignore_ascii_case(&recorded.sha256) {
        let source = shown(&path);
        return Err(Error::new(say!(zh: "{source} 在 {name} 做成以后改过了", en: "{source} has changed since {name} was made"))
            .hint(say!(zh: "重新 build，或者用 --source 写明当时的底本。", en: "build anew, or name the source as it was with --source.")));
    }
    Ok((path, text))
}
