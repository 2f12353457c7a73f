//! The policies of a run: one for each project that its documents belong to, read once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf, absolute};

use crate::check::{Policy, Stage, Tally};
use crate::diagnostic::Diagnostic;
use crate::error::Result;
use crate::text::{FileId, Source};
use crate::workspace::{Project, SETTINGS, read_text, relative, shown};

/// What a project makes of the rules.
#[derive(Debug, Clone, Default)]
pub struct Ruling {
    /// The policy, at the stage of the run.
    pub policy: Policy,
    root: PathBuf,
}

impl Ruling {
    /// Returns the ruling for a text that lies in no file: that of the project around the current folder, if any.
    pub fn here(stage: Stage) -> Result<Self> {
        let project = Project::around(Path::new("."))?;
        Ok(project.map_or_else(
            || Self { policy: Policy { stage, ..Policy::default() }, ..Self::default() },
            |it| Self::of(&it, stage),
        ))
    }

    fn of(project: &Project, stage: Stage) -> Self {
        Self { policy: Policy { stage, ..project.settings().policy.clone() }, root: project.root().to_owned() }
    }

    /// Returns the path by which the project's settings know a document.
    pub fn address(&self, document: &Path) -> String {
        relative(&self.root, &absolute(document).unwrap_or_else(|_| document.to_owned()))
    }

    /// Returns the file of the settings.
    pub fn settings(&self) -> PathBuf {
        self.root.join(SETTINGS)
    }
}

/// The rulings of a run.
#[derive(Debug, Default)]
pub struct Rulings {
    stage: Stage,
    all: Vec<Ruling>,
    by_folder: BTreeMap<PathBuf, usize>,
}

impl Rulings {
    /// Returns none yet, for texts at a stage.
    pub fn new(stage: Stage) -> Self {
        Self { stage, ..Self::default() }
    }

    /// Returns the number of the ruling for a document. A fault of `diben.toml` is an error.
    pub fn find(&mut self, document: &Path) -> Result<usize> {
        let whole = absolute(document).unwrap_or_else(|_| document.to_owned());
        let folder = whole.parent().unwrap_or(&whole).to_owned();
        if let Some(at) = self.by_folder.get(&folder) {
            return Ok(*at);
        }
        let ruling = Ruling::of(&Project::of(&whole)?, self.stage);
        let at = self.all.iter().position(|it| it.root == ruling.root).unwrap_or(self.all.len());
        if at == self.all.len() {
            self.all.push(ruling);
        }
        self.by_folder.insert(folder, at);
        Ok(at)
    }

    /// Returns the ruling of that number.
    pub fn get(&self, at: usize) -> &Ruling {
        &self.all[at]
    }

    /// Returns findings about what the settings of each project allow in vain, with the text of those settings under a
    /// number that `add` gives. `tallies` are by the number of the ruling; `unused` says which of them are meant.
    pub fn settle(
        &self,
        tallies: &BTreeMap<usize, Tally>,
        unused: impl Fn(&Policy, &Tally, FileId) -> Vec<Diagnostic>,
        mut add: impl FnMut(PathBuf, Source) -> FileId,
    ) -> Result<Vec<Diagnostic>> {
        let mut out = Vec::new();
        for (at, tally) in tallies {
            let ruling = self.get(*at);
            let mut found = unused(&ruling.policy, tally, FileId::default());
            if found.is_empty() {
                continue;
            }
            let path = ruling.settings();
            let file = add(path.clone(), Source::new(shown(&path), read_text(&path)?));
            for it in &mut found {
                it.span.file = file;
            }
            out.append(&mut found);
        }
        Ok(out)
    }
}
