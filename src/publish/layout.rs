//! Layouts: a folder with `layout.toml`, `layout.typ` and `epub.css`. Those of the project come before the bundled
//! ones, which are part of the binary.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::model::{Document, LayoutChoice};
use crate::say;
use crate::text::Span;

static BUNDLED: Dir = include_dir!("$CARGO_MANIFEST_DIR/layouts");

/// The rule that an unknown layout, option or value comes under.
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
    /// The value of every option.
    pub options: BTreeMap<String, String>,
}

/// What a layout says of itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Manifest {
    /// Its name, that of its folder.
    pub name: String,
    /// What it is for.
    pub title: Title,
    /// The roles of faces that it uses.
    pub roles: Vec<String>,
    /// The kinds of apparatus that it adds to the text.
    pub apparatus: Vec<String>,
    /// The options that a document may set.
    #[serde(default)]
    pub options: BTreeMap<String, LayoutOption>,
    /// Measures to try, so that pages end well.
    #[serde(default)]
    pub search: BTreeMap<String, Search>,
    /// The figures of each page form.
    pub paper: BTreeMap<String, Paper>,
}

/// A name in both languages.
#[derive(Debug, Clone, Deserialize)]
pub struct Title {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// An option of a layout.
#[derive(Debug, Clone, Deserialize)]
pub struct LayoutOption {
    /// What it may be.
    pub values: Vec<String>,
    /// What it is where nothing is said.
    pub default: String,
}

/// A measure with the least and the greatest value to try, in lines.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Search {
    /// The least.
    pub from: u32,
    /// The greatest.
    pub to: u32,
}

/// The figures of a page form that the tool itself needs; the layout reads the others.
#[derive(Debug, Clone, Deserialize)]
pub struct Paper {
    /// Body size.
    pub size: String,
    /// From one line to the next.
    pub pitch: String,
    /// Lines on a page.
    pub lines: u32,
    /// The head margin.
    pub top: String,
}

impl Paper {
    /// Returns a figure in points: `10.5pt`, `22mm`.
    pub fn points(figure: &str) -> f64 {
        let number = |unit| figure.strip_suffix(unit).and_then(|it: &str| it.trim().parse::<f64>().ok());
        number("pt").or_else(|| number("mm").map(|it| it * 72.0 / 25.4)).unwrap_or(0.0)
    }
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

/// Returns the layout that a document asks for, or the one that fits it, with findings for what it asks in vain.
/// `project` are the files of the project's own `layouts/`, which come first.
///
/// # Errors
/// When a layout's own files are faulty.
pub fn choose(document: &Document, project: &Files) -> Result<(Layout, Vec<Diagnostic>)> {
    let mut files = bundled();
    files.extend(project.iter().map(|(path, bytes)| (path.clone(), bytes.clone())));
    let names: Vec<String> = files.keys().filter_map(|it| it.strip_suffix("/layout.toml")).map(str::to_owned).collect();
    let choice = document.metadata.layout.as_ref();
    let mut findings = Vec::new();
    let named = choice.and_then(|it| it.name.as_ref());
    if let Some(named) = named.filter(|it| !names.contains(&it.text)) {
        findings.push(unknown(named.span, &named.text, &names, &say!(zh: "版式", en: "layout")));
    }
    // Initiatives are the one layout so far: 一、 articles are its own, and any other text stands in it readably.
    let name =
        named.map(|it| it.text.as_str()).filter(|it| names.iter().any(|name| name == it)).unwrap_or("initiative");
    let path = format!("{name}/layout.toml");
    let text = String::from_utf8_lossy(&files[&path]).into_owned();
    let manifest: Manifest = toml::from_str(&text).map_err(|error| {
        let error = error.to_string();
        Error::new(
            say!(zh: "版式文件 layouts/{path} 有误：{error}", en: "the layout file layouts/{path} is faulty: {error}"),
        )
    })?;
    let options = options(&manifest, choice, &mut findings);
    Ok((Layout { manifest, files, options }, findings))
}

fn options(
    manifest: &Manifest,
    choice: Option<&LayoutChoice>,
    findings: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut out: BTreeMap<String, String> =
        manifest.options.iter().map(|(key, it)| (key.clone(), it.default.clone())).collect();
    for (key, (span, entry)) in choice.into_iter().flat_map(|it| &it.options) {
        let Some(option) = manifest.options.get(key) else {
            let known: Vec<String> = manifest.options.keys().cloned().collect();
            findings.push(unknown(*span, key, &known, &say!(zh: "版式选项", en: "layout option")));
            continue;
        };
        if option.values.contains(&entry.text) {
            out.insert(key.clone(), entry.text.clone());
        } else {
            let (value, list) = (&entry.text, option.values.join(", "));
            findings.push(
                Diagnostic::error(RULE, entry.span, say!(zh: "{key} 不能是 {value}", en: "`{key}` can't be `{value}`"))
                    .hint(say!(zh: "可以写：{list}。", en: "it may be: {list}.")),
            );
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
