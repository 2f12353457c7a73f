//! Editions of one document, made and proven: what `build` does for each. Nothing that fails to say what the source
//! says leaves this file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::claim::{self, Claim};
use super::cover::{self, Choice};
use super::finishing::Asked;
use super::pictures::pictures;
use super::stock::{own_fonts, own_layouts};
use crate::check::nearest;
use crate::diagnostic::{Diagnostic, Severity};
use crate::error::{Error, Result};
use crate::message::Message;
use crate::model::{Document, Entry, LayoutChoice, plain_text};
use crate::publish::epub::Embedding;
use crate::publish::fonts::{Fonts, Role, missing};
use crate::publish::layout::{self, Files, Layout};
use crate::publish::{self, Edition, Job, Record, sha256};
use crate::say;
use crate::text::{FileId, Source, Span};
use crate::verify::{self, Apparatus, Expected};
use crate::workspace::{Project, Settings};

/// The faces and the own layouts of each project, read once.
#[derive(Default)]
pub struct Press {
    stock: BTreeMap<PathBuf, (Fonts, Files)>,
}

/// A document to make editions of.
pub struct Work<'a> {
    /// Its project: the settings, and the files that it may name.
    pub project: &'a Project,
    /// Where it lies.
    pub path: &'a Path,
    /// Its path from the project's folder, with `/`: what an edition records.
    pub address: String,
    /// Its text.
    pub source: &'a Source,
    /// The number of its text, for the places of findings.
    pub file: FileId,
    /// Its tree.
    pub document: &'a Document,
    /// What checking it found.
    pub findings: &'a [Diagnostic],
    /// The seconds since 1970 that the environment dates editions by.
    pub date: Option<u64>,
}

/// What is to be made.
pub struct Wanted {
    /// The editions, in order, none twice.
    pub editions: Vec<Edition>,
    /// Whether the generated Typst is wanted too.
    pub typst: bool,
    /// Whether fonts of the system may serve.
    pub system_fonts: bool,
    /// Whether a face that stands in for another is refused.
    pub strict_fonts: bool,
    /// What a printing house or an archive asks.
    pub asked: Asked,
    /// The report by which the EPUB calls itself accessible.
    pub claim: Option<Claim>,
    /// What the cover of the EPUB is.
    pub cover: Choice,
    /// Which faces the EPUB embeds, if any.
    pub embedding: Option<Embedding>,
}

/// What was made of a document.
#[derive(Default)]
pub struct Made {
    /// The files: what stands behind the document's name (`.pdf`, `.typst/main.typ`), and the bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was noticed on setting and proving, at places in the source.
    pub findings: Vec<Diagnostic>,
    /// Whether every edition says what the source says; where not, nothing is written.
    pub proven: bool,
    /// What else an editor wants to know: how thick the book becomes, which faces are in the EPUB.
    pub notes: Vec<Message>,
    /// The steps with the time each took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Made {
    /// Whether something was found that no edition may have.
    fn is_faulty(&self) -> bool {
        self.findings.iter().any(|it| it.severity == Severity::Error)
    }
}

/// Makes and proves the editions of a document.
///
/// # Errors
/// When a layout, a font or an edition can't be read or made.
pub fn editions(press: &mut Press, work: &Work, wanted: &Wanted) -> Result<Made> {
    let mut made = Made::default();
    let mut clock = Instant::now();
    let mut lap = |made: &mut Made, step| {
        made.timings.push((step, clock.elapsed()));
        clock = Instant::now();
    };
    let root = work.project.root();
    if !press.stock.contains_key(root) {
        let own = own_fonts(work.project)?;
        let fonts = if wanted.system_fonts { Fonts::load_with_system(&own)? } else { Fonts::load(&own)? };
        press.stock.insert(root.to_owned(), (fonts, own_layouts(work.project)?));
    }
    let (fonts, layouts) = &press.stock[root];
    lap(&mut made, "字体 / fonts");

    let document = settled(work.document, work.project.settings(), work.file);
    let (layout, findings) = layout::choose(&document, layouts)?;
    made.findings.extend(findings);
    let substitutes = substitutes(work, &document, &layout, fonts);
    if let Some((role, _)) = substitutes.first().filter(|_| wanted.strict_fonts) {
        return Err(missing(role));
    }
    made.findings.extend(substitutes.into_iter().map(|(_, finding)| finding));
    let (images, findings) = pictures(work, &document);
    made.findings.extend(findings);
    if made.is_faulty() {
        return Ok(made);
    }

    let title = title(&document, work.path);
    let record = Record {
        path: work.address.clone(),
        sha256: sha256(work.source.text().as_bytes()),
        epoch: epoch(&document, work.date),
    };
    let job = Job {
        file: work.file,
        document: &document,
        title: &title,
        record: &record,
        layout: &layout,
        fonts,
        pictures: &images,
    };
    let pages = publish::set(&job)?;
    lap(&mut made, "排版 / set");
    made.findings.extend(pages.findings.iter().cloned());
    if made.is_faulty() {
        return Ok(made);
    }
    let mut finish = wanted.asked.finish(work);
    let mut cover_code = None;
    if wanted.editions.contains(&Edition::Epub) {
        let cover = cover::cover(&wanted.cover, work, &title, &pages)?;
        lap(&mut made, "封面 / cover");
        made.findings.extend(cover.findings);
        if made.is_faulty() {
            return Ok(made);
        }
        (finish.cover, cover_code) = (cover.cover, cover.code);
        made.findings.extend(publish::epub::too_long(&document));
        let claim = wanted.claim.as_ref();
        finish.certifier = claim.map(|it| claim::certifier(it, work, &pages.identity())).transpose()?;
    }
    let mut editions = Vec::new();
    for edition in Edition::ALL {
        // The page list and its proof need the archival pages, whatever is wanted.
        if edition == Edition::Pdf || wanted.editions.contains(&edition) {
            let bytes = match wanted.embedding.filter(|_| edition == Edition::Epub) {
                Some(embedding) => {
                    let (bytes, embedded) = pages.epub_with_faces(&finish, embedding)?;
                    made.notes.push(embedded.message());
                    bytes
                }
                None => pages.write(edition, &finish)?,
            };
            editions.push((edition, bytes));
            lap(&mut made, written(edition));
        }
    }
    if wanted.editions.contains(&Edition::Print) {
        made.findings.extend(pages.coarse());
        made.notes.extend(wanted.asked.spine(pages.count()));
    }
    let proof = prove(work, &document, &title, &layout, &editions)?;
    lap(&mut made, "核对 / verify");
    made.proven = proof.is_empty();
    made.findings.extend(proof);
    let kept = editions.into_iter().filter(|(edition, _)| wanted.editions.contains(edition));
    made.files.extend(kept.map(|(edition, bytes)| (edition.suffix().to_owned(), bytes)));
    if wanted.editions.contains(&Edition::Epub) {
        made.files.push((".pages.json".to_owned(), pages.concordance(work.source)));
    }
    if wanted.typst {
        made.files.extend(pages.typst().iter().map(|(path, bytes)| (format!(".typst/{path}"), bytes.clone())));
        made.files.extend(cover_code.map(|it| (".typst/cover.typ".to_owned(), it.into_bytes())));
        made.files.extend(fonts.files().map(|(name, bytes)| (format!(".typst/fonts/{name}"), bytes)));
    }
    Ok(made)
}

/// The step in which an edition's file is made.
fn written(edition: Edition) -> &'static str {
    match edition {
        Edition::Pdf => "写存档版 / write pdf",
        Edition::Print => "排、写付印版 / set, write print",
        Edition::Epub => "打包 EPUB / pack epub",
    }
}

/// The roles of a layout that another role's face serves, each with a finding that names it.
fn substitutes<'a>(work: &Work, document: &Document, layout: &Layout, fonts: &'a Fonts) -> Vec<(&'a Role, Diagnostic)> {
    let name = document.metadata.layout.as_ref().and_then(|it| it.name.as_ref());
    let span = name.map_or(Span::new(work.file, 0..0), |it| it.span);
    let roles = layout.manifest.roles.iter().filter_map(|it| fonts.role(it));
    let missing = roles.filter_map(|it| Some((it, it.substitute.as_ref()?, it.found.as_ref()?)));
    missing
        .map(|(role, _, found)| {
            let (zh, en, family) = (&role.zh, &role.name, &found.family);
            let chain = role.families.first().map_or("", String::as_str);
            let finding = Diagnostic::warning(
                "layout/substitute-font",
                span,
                say!(zh: "没有{zh}字体，用 {family} 代替", en: "no font for the role {en}: {family} stands in"),
            );
            (role, finding.hint(say!(zh: "把{zh}（如 {chain}）放进项目的 fonts/；已装在系统里的，加 --system-fonts。", en: "put one (such as {chain}) into the project's fonts/; for one that the system has, give --system-fonts.")))
        })
        .collect()
}

/// Reads the editions back and compares each with the source.
fn prove(
    work: &Work,
    document: &Document,
    title: &str,
    layout: &Layout,
    editions: &[(Edition, Vec<u8>)],
) -> Result<Vec<Diagnostic>> {
    let truth = verify::truth(document, work.source);
    let archival = editions.iter().find(|(edition, _)| *edition == Edition::Pdf).map(|(_, bytes)| bytes.as_slice());
    let mut out = Vec::new();
    for (edition, bytes) in editions {
        let expected = expected(document, title, *edition, layout)?;
        out.extend(match (edition, archival) {
            (Edition::Pdf, _) => verify::pdf(&truth, &expected, bytes)?,
            (Edition::Print, Some(pdf)) => verify::print_with_pages(&truth, &expected, bytes, pdf)?,
            (Edition::Print, None) => verify::print(&truth, &expected, bytes)?,
            (Edition::Epub, Some(pdf)) => verify::epub_with_pages(&truth, &expected, bytes, pdf)?,
            (Edition::Epub, None) => verify::epub(&truth, &expected, bytes)?,
        });
    }
    Ok(out)
}

/// Returns what an edition may add to its source: a PDF what the layout declares, in the layout's words, an EPUB what its
/// form has.
///
/// # Errors
/// When the layout declares a kind of apparatus that no rule rebuilds.
pub fn expected(document: &Document, title: &str, edition: Edition, layout: &Layout) -> Result<Expected> {
    if edition == Edition::Epub {
        let kinds = vec![
            Apparatus::TitlePage,
            Apparatus::Contents,
            Apparatus::PageMarks,
            Apparatus::NoteSigns,
            Apparatus::Colophon,
        ];
        return Ok(Expected::of(document, title, kinds));
    }
    let named = |it: &String| Apparatus::named(it).ok_or_else(|| unknown_apparatus(layout, it));
    let kinds = layout.manifest.apparatus.iter().map(named).collect::<Result<_>>()?;
    let mut out = Expected::of(document, title, kinds);
    let word = |key: &str, or: String| Some(layout.word(key)).filter(|it| !it.is_empty()).map_or(or, str::to_owned);
    (out.contents, out.to) = (word("contents", out.contents), word("to", out.to));
    Ok(out)
}

fn unknown_apparatus(layout: &Layout, kind: &str) -> Error {
    let name = &layout.manifest.name;
    let error = Error::new(
        say!(zh: "layouts/{name}/layout.toml 的 apparatus 里没有 {kind} 这一种", en: "layouts/{name}/layout.toml: there is no kind `{kind}` of apparatus"),
    );
    match nearest(kind, Apparatus::NAMES.iter().copied()) {
        Some(near) => error.hint(say!(zh: "是否指 {near}？", en: "did you mean `{near}`?")),
        None => {
            let list = Apparatus::NAMES.join(", ");
            error.hint(say!(zh: "可以写：{list}。", en: "there are: {list}."))
        }
    }
}

/// Returns the title of a work: its title line, its front matter's, or its file's name.
pub fn title(document: &Document, path: &Path) -> String {
    let own = document.title().map(|it| plain_text(&it.inlines).replace('\n', "")).filter(|it| !it.trim().is_empty());
    let given = || document.metadata.title.as_ref().map(|it| it.text.clone());
    own.or_else(given)
        .unwrap_or_else(|| path.file_stem().map_or_else(String::new, |it| it.to_string_lossy().into_owned()))
}

/// Returns the document with the project's layout where it names none.
pub fn settled(document: &Document, settings: &Settings, file: FileId) -> Document {
    let mut document = document.clone();
    let here = Span::new(file, 0..0);
    let entry = |text: &String| Entry { text: text.clone(), span: here };
    let choice =
        document.metadata.layout.get_or_insert_with(|| LayoutChoice { name: None, parameters: BTreeMap::new() });
    if choice.name.is_none() {
        choice.name = settings.layout.as_ref().map(entry);
        for (key, values) in &settings.layout_parameters {
            choice.parameters.entry(key.clone()).or_insert_with(|| (here, values.iter().map(entry).collect()));
        }
    }
    document
}

/// What editions are dated by: the environment, the date of the text, the beginning of 1970.
fn epoch(document: &Document, date: Option<u64>) -> i64 {
    let given = date.and_then(|it| i64::try_from(it).ok());
    given
        .or_else(|| document.metadata.date.as_ref().and_then(|it| publish::day(&it.text)).map(|it| it * 86_400))
        .unwrap_or(0)
}
