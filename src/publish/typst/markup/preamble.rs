//! What the generated code says before the text: which layout sets it, with the title, the metadata and the options.

use std::fmt::Write as _;
use std::ops::Range;

use crate::model::{Block, Entry, Inline, Metadata, Paragraph};
use crate::publish::layout::{Layout, Value};
use crate::publish::typst::literal::string;
use crate::publish::typst::markup::Writer;
use crate::publish::typst::passage::Kind;
use crate::publish::typst::title::{cuts, phrases};

impl Writer<'_> {
    /// Writes what stands before the text: the layout with its title, metadata, options and measures.
    pub fn preamble(&mut self, layout: &Layout, title: &str) {
        let metadata = &self.document.metadata;
        let name = &layout.manifest.name;
        self.push("// Generated from the source; each string literal is a run of its text.\n");
        self.push(&format!("#import \"/layouts/{name}/layout.typ\": *\n"));
        self.push("#import \"/measures.typ\": measures\n");
        self.push("#import \"/layouts/sheet.typ\": sheet\n");
        self.push("#show: sheet\n");
        self.push("#show: book.with(\n");
        if let Some(line) = self.document.title() {
            self.title(&line.inlines);
        } else {
            // A text without a title line is known by its front matter or its file's name.
            self.push("  title: [");
            self.begin(Kind::Opening);
            pieces(title).for_each(|it| self.push(&format!("#{};", string(&title[it]))));
            self.push("],\n");
        }
        if let Some(line) = self.document.subtitle() {
            self.argument("subtitle", &line.inlines);
        }
        let notes: Vec<&Paragraph> = self
            .document
            .blocks
            .iter()
            .take_while(|it| !matches!(it, Block::PartTitle(_)))
            .filter_map(|it| if let Block::Enactment(it) = it { Some(it) } else { None })
            .collect();
        if !notes.is_empty() {
            self.push("  enactment: (");
            for it in notes {
                self.push("[");
                self.begin(Kind::Opening);
                self.phrases(&it.inlines);
                self.push("], ");
            }
            self.push("),\n");
        }
        if layout.manifest.apparatus.iter().any(|it| it == "close")
            && let Some((date, place)) = close(metadata)
        {
            let place = place.map(|it| format!("#h(1em);#{};", string(&it))).unwrap_or_default();
            self.push(&format!("  close: [#{};{place}],\n", string(&date)));
        }
        if layout.manifest.apparatus.iter().any(|it| it == "signature")
            && let Some((date, _)) = close(metadata)
        {
            self.push(&format!("  date: [#{};],\n", string(&date)));
        }
        self.metadata(title);
        let (language, region) = language(metadata);
        self.push(&format!("  lang: {}, region: {},\n", string(&language), string(&region)));
        for (key, value) in &layout.parameters {
            self.push(&format!("  {key}: {},\n", code(value)));
        }
        self.push("  ..measures, edition: sys.inputs.at(\"edition\", default: \"pdf\"),\n)\n\n");
    }

    fn metadata(&mut self, title: &str) {
        let metadata = &self.document.metadata;
        let list = |entries: &[Entry]| entries.iter().map(|it| format!("{},", string(&it.text))).collect::<String>();
        let mut out = format!(
            "  meta: (title: {}, author: ({}), keywords: ({}),",
            string(title),
            list(&metadata.authors),
            list(&metadata.subjects)
        );
        if let Some(it) = &metadata.description {
            let _ = write!(out, " description: {},", string(&it.text));
        }
        let date = metadata
            .date
            .as_ref()
            .map(|it| it.text.split('-').filter_map(|it| it.parse::<u32>().ok()).collect::<Vec<_>>())
            .unwrap_or_default();
        match date[..] {
            [] => out.push_str(" date: auto,"),
            _ => {
                let part = |at: usize| date.get(at).copied().unwrap_or(1);
                let _ = write!(out, " date: datetime(year: {}, month: {}, day: {}),", part(0), part(1), part(2));
            }
        }
        out.push_str("),\n");
        self.push(&out);
    }

    /// The title, each run cut where a line of it may end: a layout breaks it by sense.
    fn title(&mut self, inlines: &[Inline]) {
        self.push("  title: [");
        self.begin(Kind::Opening);
        for inline in inlines {
            match inline {
                Inline::Text(run) if run.span.len() == run.text.len() => {
                    for piece in pieces(&run.text) {
                        self.literal(&run.text[piece.clone()], run.span.start + piece.start as u32, None);
                    }
                }
                other => self.inlines(std::slice::from_ref(other), false),
            }
        }
        self.push("],\n");
    }

    /// A 题注, whose phrases stay together at line ends.
    fn phrases(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let Inline::Text(run) = inline else {
                self.inlines(std::slice::from_ref(inline), false);
                continue;
            };
            if run.span.len() != run.text.len() {
                self.inlines(std::slice::from_ref(inline), false);
                continue;
            }
            for (phrase, whole) in phrases(&run.text) {
                let (open, close) = if whole { ("#box[", "];") } else { ("", "") };
                self.push(open);
                self.literal(&run.text[phrase.clone()], run.span.start + phrase.start as u32, None);
                self.push(close);
            }
        }
    }

    fn argument(&mut self, name: &str, inlines: &[Inline]) {
        self.push(&format!("  {name}: ["));
        self.begin(Kind::Opening);
        self.inlines(inlines, false);
        self.push("],\n");
    }
}

/// The pieces of a title between the places where a line of it may end.
fn pieces(title: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = cuts(title).into_iter().chain([title.len()]);
    ends.scan(0, |from, to| Some(std::mem::replace(from, to)..to))
}

/// Returns the code of a parameter's value. Words are content, as all text is.
fn code(value: &Value) -> String {
    let words = |it: &String| format!("[#{};]", string(it));
    match value {
        Value::Choice(it) => string(it),
        Value::Boolean(it) => it.to_string(),
        Value::Integer(it) => it.to_string(),
        Value::Length(it) => it.clone(),
        Value::Text(it) => it.as_ref().map_or_else(|| "none".to_owned(), words),
        Value::Texts(it) => format!("({})", it.iter().map(|it| format!("{},", words(it))).collect::<String>()),
    }
}

/// Returns the language and the region of a text, as Typst names them.
pub fn language(metadata: &Metadata) -> (String, String) {
    let lang = metadata.lang.as_ref().map_or("zh-CN", |it| it.text.as_str());
    let mut parts = lang.split('-');
    let language = parts.next().unwrap_or("zh").to_lowercase();
    let region = parts.find(|it| it.len() == 2).unwrap_or("CN").to_lowercase();
    (language, region)
}

/// Returns the closing date and place, as printed below the text: 2015年5月28日, 重庆.
fn close(metadata: &Metadata) -> Option<(String, Option<String>)> {
    let date = metadata.date.as_ref()?;
    let mut parts = date.text.split('-').map(|it| it.trim_start_matches('0'));
    let mut out = format!("{}年", parts.next()?);
    for (part, unit) in parts.zip(["月", "日"]) {
        out.push_str(part);
        out.push_str(unit);
    }
    Some((out, metadata.place.as_ref().map(|it| it.text.clone())))
}
