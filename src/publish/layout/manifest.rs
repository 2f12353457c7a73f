//! What a layout says of itself in `layout.toml`: what it is for, its page forms with their type area, the roles of its
//! faces, the words that it prints, the parameters that a document may set, and the measures that the tool may try.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, Result};
use crate::message::Message;
use crate::say;

/// A layout's `layout.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Manifest {
    /// Its name, that of its folder.
    pub name: String,
    /// What it is for.
    pub title: Title,
    /// The roles of faces that it uses.
    pub roles: Vec<String>,
    /// The kinds of apparatus that it adds to the text.
    pub apparatus: Vec<String>,
    /// The inks of its print edition; `red` besides `black` where it prints in two colours.
    #[serde(default = "black")]
    pub inks: Vec<String>,
    /// Whether the page is a grid of cells: runs of digits and capitals go through `half`, dashes through `dash`.
    #[serde(default)]
    pub half_width: bool,
    /// The words that the layout itself prints: 目录, 至.
    #[serde(default)]
    pub words: BTreeMap<String, String>,
    /// The parameters that a document may set.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// Measures to try, so that pages end well.
    #[serde(default)]
    pub search: BTreeMap<String, Search>,
    /// The figures of each page form.
    pub paper: BTreeMap<String, Paper>,
    /// How the cover of its EPUBs looks.
    #[serde(default)]
    pub cover: CoverLook,
}

fn black() -> Vec<String> {
    vec!["black".to_owned()]
}

/// A name in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// What a parameter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One of `values`.
    Choice,
    /// Yes or no.
    Boolean,
    /// A whole number between `min` and `max`.
    Integer,
    /// A length with its unit: `12mm`, `10.5pt`.
    Length,
    /// Words.
    Text,
    /// A list of words.
    Texts,
}

/// A parameter of a layout.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Parameter {
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// What a choice may be.
    #[serde(default)]
    pub values: Vec<String>,
    /// What it is where nothing is said, as written in the front matter; words have none.
    #[serde(default)]
    pub default: String,
    /// The least whole number.
    pub min: Option<i64>,
    /// The greatest.
    pub max: Option<i64>,
    /// What it means, in Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// A measure with the least and the greatest value to try, in lines.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The least.
    pub from: u32,
    /// The greatest.
    pub to: u32,
}

/// The figures of a page form that the tool itself needs; the layout reads the others.
#[derive(Debug, Clone, Deserialize)]
pub struct Paper {
    /// The trimmed width.
    pub width: String,
    /// The trimmed height.
    pub height: String,
    /// Body size.
    pub size: String,
    /// From one line to the next.
    pub pitch: String,
    /// Characters in a line.
    pub chars: u32,
    /// Lines on a page.
    pub lines: u32,
    /// The length of a line, where it is more than that many ems: the cells of a grid are a little wider than its type.
    pub measure: Option<String>,
    /// The inner margin.
    pub inside: String,
    /// The head margin.
    pub top: String,
    /// Whether the layout promises that every body line stands on the rows of the page; `layout/off-grid` holds it to it.
    #[serde(default)]
    pub grid: bool,
}

/// How a cover looks: a ground, two colours upon it, and what is drawn between title and foot.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct CoverLook {
    /// The colour of the page: `#12304a`.
    pub ground: String,
    /// The colour of the text.
    pub ink: String,
    /// The colour of rules and ornament.
    pub accent: String,
    /// The name of the ornament, as the file that sets the cover knows it.
    pub ornament: String,
    /// How the date is said.
    pub date: CoverDate,
}

/// How a cover says the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverDate {
    /// 二〇一五年五月, as title pages of books do.
    Month,
    /// 2015年5月28日, as official documents do.
    Day,
}

impl Default for CoverLook {
    fn default() -> Self {
        let [ground, ink, accent, ornament] = ["#e9ece7", "#20292b", "#4f7a70", "none"].map(str::to_owned);
        Self { ground, ink, accent, ornament, date: CoverDate::Month }
    }
}

impl CoverLook {
    /// Returns the red, green and blue of its colours: ground, ink, accent.
    pub fn colours(&self) -> [[u8; 3]; 3] {
        [&self.ground, &self.ink, &self.accent].map(|it| colour(it).unwrap_or_default())
    }
}

/// Returns the colour that `#rrggbb` names.
fn colour(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#').filter(|it| it.len() == 6 && it.bytes().all(|it| it.is_ascii_hexdigit()))?;
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

impl Paper {
    /// Returns a length in points: of `10.5pt`, `22mm`, `1.5cm`; nothing for anything else.
    pub fn length(figure: &str) -> Option<f64> {
        let number = |unit| figure.strip_suffix(unit).and_then(|it: &str| it.trim().parse::<f64>().ok());
        let millimetre = 72.0 / 25.4;
        number("pt")
            .or_else(|| number("mm").map(|it| it * millimetre))
            .or_else(|| number("cm").map(|it| it * 10.0 * millimetre))
    }

    /// Returns a length in points, or none at all where it is not one.
    pub fn points(figure: &str) -> f64 {
        Self::length(figure).unwrap_or(0.0)
    }
}

/// Returns the manifest in a layout's `layout.toml`.
///
/// # Errors
/// When it can't be read, a default does not fit its parameter, or a paper to choose has no figures.
pub fn read(path: &str, bytes: &[u8]) -> Result<Manifest> {
    let fault = |Message { zh, en }| {
        Error::new(say!(zh: "版式文件 layouts/{path} 有误：{zh}", en: "the layout file layouts/{path} is faulty: {en}"))
    };
    let text = String::from_utf8_lossy(bytes);
    let manifest: Manifest =
        toml::from_str(&text).map_err(|it| crate::error::toml::fault(&format!("layouts/{path}"), &text, &it))?;
    for (name, parameter) in &manifest.parameters {
        if let Err(Message { zh, en }) = super::parameter::value(parameter, std::slice::from_ref(&parameter.default)) {
            let default = &parameter.default;
            return Err(fault(
                say!(zh: "参数 {name} 的默认值 {default} 不合它的类型：{zh}", en: "the default `{default}` of the parameter {name} does not fit its type: {en}"),
            ));
        }
    }
    let papers = manifest.parameters.get("paper").map_or(&[][..], |it| it.values.as_slice());
    if let Some(paper) = papers.iter().find(|it| !manifest.paper.contains_key(*it)) {
        return Err(fault(
            say!(zh: "参数 paper 可以是 {paper}，却没有 [paper.{paper}]", en: "the parameter paper may be {paper}, but there is no [paper.{paper}]"),
        ));
    }
    for (name, paper) in &manifest.paper {
        let figures = [&paper.width, &paper.height, &paper.size, &paper.pitch, &paper.inside, &paper.top];
        if let Some(figure) = figures.into_iter().find(|it| Paper::length(it).is_none()) {
            return Err(fault(
                say!(zh: "[paper.{name}] 里的“{figure}”不是长度；写数和单位，如 22mm、10.5pt", en: "`{figure}` in [paper.{name}] is no length; write a number and its unit, such as 22mm or 10.5pt"),
            ));
        }
    }
    for (key, text) in
        [("ground", &manifest.cover.ground), ("ink", &manifest.cover.ink), ("accent", &manifest.cover.accent)]
    {
        if colour(text).is_none() {
            return Err(fault(
                say!(zh: "[cover] 的 {key} 是“{text}”，不是颜色；写成 #12304a 这样", en: "`{text}`, the {key} of [cover], is no colour; write it as #12304a"),
            ));
        }
    }
    Ok(manifest)
}
