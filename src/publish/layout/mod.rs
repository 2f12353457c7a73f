//! Layouts: a folder with `layout.toml`, `layout.typ` and, where it wants one, `epub.css`. Those of the project come before the bundled
//! ones, which are part of the binary.

mod manifest;
mod parameter;

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::model::{Document, LayoutChoice, UnitKind};
use crate::say;
use crate::text::Span;

pub use manifest::{CoverDate, CoverLook, Kind, Manifest, Paper, Parameter, Search, Title};
pub use parameter::Value;

static BUNDLED: Dir = include_dir!("$CARGO_MANIFEST_DIR/layouts");

/// The rule that an unknown layout, parameter or value comes under.
pub const RULE: &str = "layout/unknown";

/// Files by their path with `/`: `base.typ`, `initiative/layout.toml`.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A layout, ready to set a document.
#[derive(Debug, Clone)]
pub struct Layout {
    /// What `layout.toml` says.
    pub manifest: Manifest,
    /// Every file of the layouts' folder that the layout may read.
    pub files: Files,
    /// The value of every parameter.
    pub parameters: BTreeMap<String, Value>,
}

impl Layout {
    /// Returns the name of the page form: `A5`.
    pub fn paper_name(&self) -> &str {
        let chosen = self.parameters.get("paper").and_then(Value::choice);
        chosen.or_else(|| self.manifest.paper.keys().next().map(String::as_str)).unwrap_or_default()
    }

    /// Returns the figures of the page form.
    pub fn paper(&self) -> Option<&Paper> {
        self.manifest.paper.get(self.paper_name())
    }

    /// Returns the style sheet of its EPUBs: that of all layouts, and its own behind it, where it has one.
    pub fn style_sheet(&self) -> String {
        let own = format!("{}/epub.css", self.manifest.name);
        let sheets = ["epub.css", own.as_str()].into_iter().filter_map(|it| self.files.get(it));
        sheets.map(|it| String::from_utf8_lossy(it)).collect::<Vec<_>>().join("\n")
    }

    /// Returns a word that the layout prints.
    pub fn word(&self, key: &str) -> &str {
        self.manifest.words.get(key).map_or("", String::as_str)
    }
}

/// A layout at hand, with where it comes from.
pub struct Offered {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Whether it lies in the project's own `layouts/`.
    pub own: bool,
}

/// Returns the files of the bundled layouts.
fn bundled() -> Files {
    fn walk(dir: &Dir, out: &mut Files) {
        for file in dir.files() {
            out.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents().to_vec());
        }
        dir.dirs().for_each(|it| walk(it, out));
    }
    let mut out = Files::new();
    walk(&BUNDLED, &mut out);
    out
}

/// Returns the bundled files with the project's own before them.
fn all(project: &Files) -> Files {
    let mut files = bundled();
    files.extend(project.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    files
}

fn names(files: &Files) -> Vec<String> {
    files.keys().filter_map(|it| it.strip_suffix("/layout.toml")).map(str::to_owned).collect()
}

/// Returns every layout at hand, by name. `project` are the files of the project's own `layouts/`.
///
/// # Errors
/// When a layout's own files are faulty.
pub fn offered(project: &Files) -> Result<Vec<Offered>> {
    let files = all(project);
    let offer = |name: &String| {
        let path = format!("{name}/layout.toml");
        Ok(Offered { manifest: manifest(&files, name)?, own: project.contains_key(&path) })
    };
    names(&files).iter().map(offer).collect()
}

/// Returns the manifest of a layout, whose other files must be there too.
fn manifest(files: &Files, name: &str) -> Result<Manifest> {
    let path = format!("{name}/layout.toml");
    let manifest = manifest::read(&path, &files[&path])?;
    if manifest.name != name {
        let said = &manifest.name;
        return Err(Error::new(
            say!(zh: "版式文件 layouts/{path} 里的名字 {said} 不是文件夹的名字", en: "layouts/{path} calls itself `{said}`, which is not the name of its folder"),
        ));
    }
    let path = format!("{name}/layout.typ");
    if !files.contains_key(&path) {
        return Err(Error::new(
            say!(zh: "版式 {name} 缺文件 layouts/{path}", en: "the layout {name} lacks its file layouts/{path}"),
        )
        .hint(say!(zh: "从相近的版式抄一份来改。", en: "copy that of a layout like it, and change it.")));
    }
    Ok(manifest)
}

/// Returns the layout that a document asks for, or the one that fits it, with findings for what it asks in vain.
/// `project` are the files of the project's own `layouts/`, which come first.
///
/// # Errors
/// When a layout's own files are faulty.
pub fn choose(document: &Document, project: &Files) -> Result<(Layout, Vec<Diagnostic>)> {
    let files = all(project);
    let names = names(&files);
    let choice = document.metadata.layout.as_ref();
    let mut findings = Vec::new();
    let named = choice.and_then(|it| it.name.as_ref());
    if let Some(named) = named.filter(|it| !names.contains(&it.text)) {
        findings.push(unknown(named.span, &named.text, &names, &say!(zh: "版式", en: "layout")));
    }
    let known = |it: &&str| names.iter().any(|name| name == it);
    let name = named
        .map(|it| it.text.as_str())
        .filter(known)
        .or_else(|| fitting(document).into_iter().find(known))
        .unwrap_or("initiative");
    let manifest = manifest(&files, name)?;
    // Those of a layout that is not there would be judged by another's.
    let parameters = parameters(&manifest, choice.filter(|_| findings.is_empty()), &mut findings);
    let own = format!("{name}/");
    let mut files = files;
    // Of other layouts it may read the code and the figures; their pictures and pages to read are no part of it.
    files.retain(|path, _| {
        path.starts_with(&own) || path.ends_with(".typ") || path.ends_with(".toml") || !path.contains('/')
    });
    Ok((Layout { manifest, files, parameters }, findings))
}

/// The layouts that fit a document, the best first: of 条 a law, of 一、 an initiative.
fn fitting(document: &Document) -> [&'static str; 2] {
    let units = document.units();
    let articles = || units.iter().filter(|it| it.kind == UnitKind::Article);
    if articles().any(|it| it.marker.as_ref().is_some_and(|it| it.text().starts_with('第'))) {
        ["law", "initiative"]
    } else if articles().next().is_some() {
        ["initiative", "plain"]
    } else {
        ["plain", "initiative"]
    }
}

fn parameters(
    manifest: &Manifest,
    choice: Option<&LayoutChoice>,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Value> {
    let default = |it: &Parameter| {
        parameter::value(it, std::slice::from_ref(&it.default)).expect("the manifest's defaults were judged")
    };
    let mut out: BTreeMap<String, Value> =
        manifest.parameters.iter().map(|(key, it)| (key.clone(), default(it))).collect();
    for (key, (span, entries)) in choice.into_iter().flat_map(|it| &it.parameters) {
        let Some(parameter) = manifest.parameters.get(key) else {
            let known: Vec<String> = manifest.parameters.keys().cloned().collect();
            findings.push(unknown(*span, key, &known, &say!(zh: "版式参数", en: "layout parameter")));
            continue;
        };
        let written: Vec<String> = entries.iter().map(|it| it.text.clone()).collect();
        match parameter::value(parameter, &written) {
            Ok(value) => {
                out.insert(key.clone(), value);
            }
            Err(Message { zh, en }) => {
                let place = entries.iter().map(|it| it.span).reduce(Span::to).unwrap_or(*span);
                let value = written.join(", ");
                let finding =
                    Diagnostic::error(RULE, place, say!(zh: "{key} 不能是 {value}", en: "`{key}` can't be `{value}`"));
                findings.push(finding.hint(say!(zh: "{zh}。", en: "{en}.")));
            }
        }
    }
    out
}

fn unknown(span: Span, given: &str, known: &[String], what: &Message) -> Diagnostic {
    let likeness = |it: &String| strsim::jaro_winkler(it, given);
    let nearest = known.iter().filter(|it| likeness(it) > 0.7).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let list = known.join(", ");
    let (zh, en) = (&what.zh, &what.en);
    let finding = Diagnostic::error(RULE, span, say!(zh: "没有叫 {given} 的{zh}", en: "there is no {en} `{given}`"));
    finding.hint(match nearest {
        Some(nearest) => {
            say!(zh: "是否指 {nearest}？可用的有：{list}。", en: "did you mean `{nearest}`? There are: {list}.")
        }
        None => say!(zh: "可用的有：{list}。", en: "there are: {list}."),
    })
}
