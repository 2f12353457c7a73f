//! What a printing house or an archive asks of the editions, as given on the command line: the press profile, full
//! sheets, the thickness of the paper, the archival standard.

use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::help;
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::publish::{Enclosure, Finish, Profile, Relation, Standard};
use crate::report::{self, Report, Sheet};
use crate::say;
use crate::text::{FileId, Span};
use crate::workspace::{read_bytes, shown};

use super::editions::Work;

#[derive(clap::Args)]
#[command(next_help_heading = help::OPTIONS)]
pub struct Finishing {
    /// 付印版的印刷条件：CMYK 输出特性文件；默认是随附的 FOGRA39。付印版照 PDF/X-4 制作；结构经检查，未经认证 / press profile of the print edition, else the bundled FOGRA39; made to PDF/X-4; structure checked, not certified
    #[arg(long, value_name = "FILE")]
    icc: Option<PathBuf>,
    /// 付印版的页数补足为 4、8、16 或 32 的倍数，末尾加白页 / fill the print edition with blank pages to a multiple of 4, 8, 16 or 32
    #[arg(long, value_name = "N", value_parser = multiple(), hide_possible_values = true)]
    pages_multiple: Option<usize>,
    /// 纸厚，用来算书脊：0.1mm、100um，或克重乘松厚度 80gsm×1.25 / paper, for the width of the spine: 0.1mm, 100um, or grammage times bulk, 80gsm×1.25
    #[arg(long, value_name = "PAPER", allow_hyphen_values = true)]
    paper_thickness: Option<String>,
    /// 存档版的标准：a-2a（默认），或 a-3a，内附底本和检查报告 / archival standard: a-2a, or a-3a with the source and its check report inside
    #[arg(
        long,
        value_enum,
        value_name = "a-2a|a-3a",
        default_value = "a-2a",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pdf_standard: PdfStandard,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum PdfStandard {
    #[value(name = "a-2a")]
    A2a,
    #[value(name = "a-3a")]
    A3a,
}

/// What is asked, read.
#[derive(Default)]
pub struct Asked {
    finish: Finish,
    enclosing: bool,
    /// How thick a leaf is, in millimetres.
    thickness: Option<f64>,
}

impl Finishing {
    /// Returns what is asked, with the press profile read.
    ///
    /// # Errors
    /// When the profile can't be read, or is not that of a CMYK press.
    pub fn read(&self) -> Result<Asked> {
        let profile = match &self.icc {
            Some(path) => Profile::read(&shown(path), read_bytes(path)?)?,
            None => Profile::bundled(),
        };
        let finish = Finish { profile, pages_multiple: self.pages_multiple.unwrap_or(1), ..Finish::default() };
        let thickness = self.paper_thickness.as_deref().map(thickness).transpose()?;
        Ok(Asked { finish, enclosing: self.pdf_standard == PdfStandard::A3a, thickness })
    }
}

impl Asked {
    /// Returns how the editions of a document are finished.
    pub fn finish(&self, work: &Work) -> Finish {
        let standard = if self.enclosing { Standard::A3a(enclosures(work)) } else { Standard::A2a };
        Finish { standard, ..self.finish.clone() }
    }

    /// Returns what the spine of a book of so many pages measures, where the paper is known.
    pub fn spine(&self, pages: usize) -> Option<Message> {
        let thickness = self.thickness?;
        let pages = pages.next_multiple_of(self.finish.pages_multiple.max(1)).next_multiple_of(2);
        let width = spine(pages, thickness);
        Some(
            say!(zh: "书脊 {width:.1} mm（{pages} 面，纸厚 {thickness:.3} mm，不含封面）", en: "spine {width:.1} mm ({pages} pages, paper {thickness:.3} mm, cover not counted)"),
        )
    }
}

/// The width of a spine, in millimetres: two pages lie on one leaf.
fn spine(pages: usize, thickness: f64) -> f64 {
    pages.div_ceil(2) as f64 * thickness
}

/// How many pages a sheet may hold, known to clap so that it can name them.
fn multiple() -> impl TypedValueParser<Value = usize> {
    PossibleValuesParser::new(["4", "8", "16", "32"]).try_map(|it| it.parse::<usize>())
}

/// The thickness of a leaf in millimetres: as such, or from grammage in g/m² and bulk in cm³/g, whose product is in µm.
fn thickness(value: &str) -> Result<f64> {
    let number = |it: &str| it.trim().parse::<f64>().ok();
    let text = value.trim();
    let millimetres = if let Some((grammage, bulk)) = text.split_once(['×', 'x', '*']) {
        let grammage = grammage.trim();
        let grammage = grammage.strip_suffix("gsm").or_else(|| grammage.strip_suffix("g/m2"));
        grammage.and_then(number).zip(number(bulk)).map(|(grammage, bulk)| grammage * bulk / 1000.0)
    } else if let Some(it) = text.strip_suffix("mm") {
        number(it)
    } else {
        ["um", "µm", "μm"].iter().find_map(|unit| text.strip_suffix(unit)).and_then(number).map(|it| it / 1000.0)
    };
    millimetres.filter(|it| (0.01..=1.0).contains(it)).ok_or_else(|| {
        Error::new(say!(zh: "--paper-thickness 的值「{value}」不是纸厚", en: "`{value}` of --paper-thickness is no thickness of paper"))
            .hint(say!(zh: "写 0.1mm、100um，或克重乘松厚度 80gsm×1.25；在 0.01 到 1 mm 之间。", en: "write 0.1mm, 100um, or grammage times bulk as 80gsm×1.25; between 0.01 and 1 mm."))
    })
}

/// The source and what was found in it, as files inside the archival edition.
fn enclosures(work: &Work) -> Vec<Enclosure> {
    let file = work.path.file_name().map_or_else(|| "source.md".to_owned(), |it| it.to_string_lossy().into_owned());
    let stem = file.strip_suffix(".md").unwrap_or(&file).to_owned();
    vec![
        Enclosure {
            name: file,
            media: "text/markdown",
            description: "底本 Markdown source".to_owned(),
            relation: Relation::Source,
            bytes: work.source.text().as_bytes().to_vec(),
        },
        Enclosure {
            name: format!("{stem}.check.json"),
            media: "application/json",
            description: "检查报告 Check report".to_owned(),
            relation: Relation::Supplement,
            bytes: check_report(work),
        },
    ]
}

/// The findings in this document as JSON. Paths are those of the project: the report is the same wherever it is made.
fn check_report(work: &Work) -> Vec<u8> {
    // The document alone is reported on: it is number 0, and places in other files are left out.
    let own = |span: Span| (span.file == work.file).then_some(Span { file: FileId(0), ..span });
    let findings: Vec<Diagnostic> =
        work.findings
            .iter()
            .filter_map(|it| {
                let mut it = Diagnostic { span: own(it.span)?, ..it.clone() };
                it.related.retain_mut(|(span, _)| own(*span).map(|it| *span = it).is_some());
                let whole = it.fix.as_mut().is_none_or(|fix| {
                    fix.edits.iter_mut().all(|edit| own(edit.span).map(|it| edit.span = it).is_some())
                });
                if !whole {
                    it.fix = None;
                }
                Some(it)
            })
            .collect();
    let sheet = Sheet { file: FileId(0), address: &work.address, source: work.source, document: work.document };
    let findings = report::resolve(findings, &[sheet]);
    let (name, address) = (work.address.clone(), work.address.clone());
    let files = [report::File { name, address, asked: true, failure: None }];
    let report = Report {
        files: &files,
        findings: &findings,
        errors: &[],
        rules: &[],
        language: crate::diagnostic::Language::Zh,
        deny_warnings: false,
    };
    let mut out = Vec::new();
    report::json(&report, &mut out).expect("memory takes every byte");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_measured_or_reckoned() {
        assert_eq!(thickness("0.1mm"), Ok(0.1));
        assert_eq!(thickness("100um"), Ok(0.1));
        assert_eq!(thickness("80gsm×1.25"), Ok(0.1));
        assert_eq!(thickness(" 80 gsm x 1.25 "), Ok(0.1));
        for wrong in ["0.1", "mm", "5mm", "-0.1mm", "80gsm", "NaNmm", ""] {
            assert!(thickness(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_spine_is_made_of_leaves() {
        assert_eq!(format!("{:.2}", spine(123, 0.1)), "6.20");
        assert_eq!(spine(0, 0.1), 0.0);
    }
}
