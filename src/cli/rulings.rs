//! What holds for the documents of a project: its policy at the stage of the run, and the path by which its settings
//! know a document. Here a work is judged, by every command in the same way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf, absolute};

use crate::check::{self, Judgement, Named, Policy, Stage, Tally, Work};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::model::Document;
use crate::reference::resolve;
use crate::text::{FileId, Source};
use crate::workspace::{Project, SETTINGS, read_text, relative, shown};

/// What a project makes of the rules.
#[derive(Debug, Clone, Default)]
pub struct Ruling {
    /// The policy, at the stage of the run.
    pub policy: Policy,
    root: PathBuf,
}

/// What a project allows in vain.
pub struct Unused {
    /// The file of its settings.
    pub path: PathBuf,
    /// The text of the settings.
    pub source: Source,
    /// What there is to say; the spans bear the number that was asked for.
    pub findings: Vec<Diagnostic>,
}

impl Ruling {
    /// Returns what holds in a project for texts at a stage.
    pub fn of(project: &Project, stage: Stage) -> Self {
        Self { policy: Policy { stage, ..project.settings().policy.clone() }, root: project.root().to_owned() }
    }

    /// Returns the path by which the project's settings know a document.
    pub fn address(&self, document: &Path) -> String {
        relative(&self.root, &absolute(document).unwrap_or_else(|_| document.to_owned()))
    }

    /// Returns what is found in a work, which is these documents in reading order, each with its number and path, beside
    /// what was found on reading them. Whatever has to know the whole work, as where its references lead, is found out
    /// here and nowhere else.
    pub fn judge(
        &self,
        documents: &mut [Document],
        places: &[(FileId, &Path)],
        mut findings: Vec<Diagnostic>,
    ) -> Judgement {
        // One document alone was resolved on reading it.
        if documents.len() > 1 {
            resolve(documents);
        }
        findings.extend(check::check(&Work::new(documents.iter()), &self.policy));
        let addresses: Vec<String> = places.iter().map(|(_, path)| self.address(path)).collect();
        let named: Vec<Named> = places
            .iter()
            .zip(&addresses)
            .zip(documents.iter())
            .map(|(((file, _), address), document)| Named { file: *file, address, document })
            .collect();
        self.policy.judge(&named, findings)
    }

    /// Returns what is left of the findings on the pages of a document that has been judged as a text.
    #[cfg(feature = "publish")]
    pub fn judge_pages(
        &self,
        document: &Document,
        (file, path): (FileId, &Path),
        findings: Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        self.policy.judge_pages(&Named { file, address: &self.address(path), document }, findings)
    }

    /// Returns what the settings allow in vain, if anything, as seen by a run over some files or, where `whole` says so,
    /// over all of the project.
    pub fn unused(&self, tally: &Tally, whole: bool, file: FileId) -> Result<Option<Unused>> {
        let findings = if whole { self.policy.unused_anywhere(tally, file) } else { self.policy.unused(tally, file) };
        if findings.is_empty() {
            return Ok(None);
        }
        let path = self.root.join(SETTINGS);
        let source = Source::new(shown(&path), read_text(&path)?);
        Ok(Some(Unused { path, source, findings }))
    }
}

/// Adds tallies up by the project that each belongs to.
pub fn by_project(tallies: impl IntoIterator<Item = (usize, Tally)>) -> BTreeMap<usize, Tally> {
    let mut out: BTreeMap<usize, Tally> = BTreeMap::new();
    for (project, tally) in tallies {
        out.entry(project).or_default().add(tally);
    }
    out
}
