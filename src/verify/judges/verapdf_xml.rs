//! veraPDF's report as XML, `--format xml` (mrr), which it writes where no form is asked for.

use roxmltree::{Document, Node};

use crate::error::{Error, Result};
use crate::say;
use crate::verify::judges::verapdf::{Failed, charges, not_judged, several};
use crate::verify::judges::{Judge, Report, Subject};

fn named<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |it| it.has_tag_name(name))
}

fn first<'a>(node: Node<'a, '_>, name: &'static str) -> &'a str {
    named(node, name).next().and_then(|it| it.text()).unwrap_or_default().trim()
}

/// Returns a report; nothing where the text is XML of another kind.
///
/// # Errors
/// When the text is no XML, is a report of several files, or says that the file could not be judged.
pub fn read(name: &str, text: &str) -> Result<Option<Report>> {
    let parsed = Document::parse(text).map_err(|it| {
        Error::new(say!(zh: "{name} 不合 XML 语法：{it}", en: "{name} is not well-formed XML: {it}"))
            .hint(say!(zh: "让评判者重新写一份报告。", en: "have the judge write its report anew."))
    })?;
    let root = parsed.root_element();
    let Some(jobs) = named(root, "jobs").next().filter(|_| root.has_tag_name("report")) else { return Ok(None) };
    let jobs: Vec<Node> = named(jobs, "job").collect();
    let [job] = jobs.as_slice() else { return Err(several(name)) };
    if let Some(fault) = named(*job, "taskException").next() {
        return Err(not_judged(name, first(fault, "exceptionMessage")));
    }
    let item = named(*job, "item").next();
    let subject = Subject {
        file: item.map(|it| first(it, "name").to_owned()),
        size: item.and_then(|it| it.attribute("size")?.parse().ok()),
        ..Subject::default()
    };
    let rules = job.descendants().filter(|it| it.has_tag_name("rule") && it.attribute("status") == Some("failed"));
    let charges = rules.flat_map(|it| charges(&failed(it))).collect();
    Ok(Some(Report { judge: Judge::VeraPdf, name: name.to_owned(), subject, charges }))
}

fn failed<'a>(rule: Node<'a, '_>) -> Failed<'a> {
    let number = |key: &str| rule.attribute(key).and_then(|it| it.parse::<u64>().ok()).unwrap_or(0);
    let checks = named(rule, "check").filter(|it| it.attribute("status") == Some("failed"));
    Failed {
        standard: rule.attribute("specification").unwrap_or_default(),
        clause: rule.attribute("clause").unwrap_or_default(),
        test: number("testNumber"),
        count: usize::try_from(number("failedChecks")).unwrap_or(0),
        asks: first(rule, "description"),
        at: checks.map(|it| (first(it, "context"), first(it, "errorMessage"))).collect(),
    }
}
