//! From a place in a file of an EPUB to the place in the source: by the text that stands there, as the proof aligned it;
//! for what has no text by the picture, the entry of the front matter or the target of the link.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::error::Result;
use crate::extract::{self, Element, EpubBlockKind, EpubFiles, EpubMarkup, EpubText, Point};
use crate::text::Span;
use crate::verify::compare::compare;
use crate::verify::edition::{Found, Name};
use crate::verify::epub::{Body, found, promoted};
use crate::verify::judges::front::Front;
use crate::verify::judges::{Case, Charge, Home, Site};
use crate::verify::truth::{Block, Truth};
use crate::verify::unit::{Letter, units};
use crate::verify::wanted::{Wanted, wanted};

/// A character of a file.
struct Placed {
    /// Its byte in the file.
    file: usize,
    /// The block that holds it.
    block: usize,
    /// Its place in the source; nothing where the two differ.
    span: Option<Span>,
}

/// An EPUB's text with its places in the source.
pub struct EpubPlaces<'a> {
    files: &'a EpubFiles,
    front: Front<'a>,
    /// The files of the spine, in order.
    spine: Vec<String>,
    /// The characters of each file, in order.
    text: BTreeMap<String, Vec<Placed>>,
    /// The pictures of each file: their places in the source.
    pictures: BTreeMap<String, Vec<Span>>,
    /// Files that have been read as markup; nothing for what is none.
    read: RefCell<BTreeMap<String, Option<Rc<EpubMarkup<'a>>>>>,
}

impl<'a> EpubPlaces<'a> {
    /// Returns the places of an EPUB.
    ///
    /// # Errors
    /// When the EPUB can't be read.
    pub fn of(case: &'a Case, files: &'a EpubFiles) -> Result<Self> {
        let text = extract::epub(case.edition)?;
        let mut out = Self {
            files,
            front: Front::of(case.document, case.truth.start),
            spine: text.documents.iter().map(|it| it.path.clone()).collect(),
            text: BTreeMap::new(),
            pictures: BTreeMap::new(),
            read: RefCell::default(),
        };
        out.place_text(case.truth, &text);
        out.place_pictures();
        Ok(out)
    }

    fn place_text(&mut self, truth: &Truth, text: &EpubText) {
        let promoted = promoted(truth, text);
        let body = Body::of(text, &promoted);
        let matches = compare(Name::Epub, &wanted(truth), &body.edition.blocks, truth.start).matches;
        let source = spans(&truth.blocks);
        let body =
            body.places.iter().map(|(document, at, before)| (document.path.as_str(), &document.blocks[*at], *before));
        let placed = |it: usize| matches.get(it).copied().flatten().and_then(|it| source.get(it).copied());
        let mut number = 0;
        for (path, block, before) in body {
            self.place_block(path, block, number, |at| placed(before + at));
            number += 1;
        }
        let noted: Vec<Block> = truth.notes.iter().flat_map(|it| it.blocks.clone()).collect();
        let want: Vec<Wanted> = noted.iter().map(|it| Wanted::source(it.units.clone(), it.soft)).collect();
        let notes = text.documents.iter().flat_map(|it| it.blocks.iter().map(move |block| (it.path.as_str(), block)));
        let notes: Vec<_> = notes.filter(|it| matches!(it.1.kind, EpubBlockKind::Note(_))).collect();
        let have: Vec<Found> = notes.iter().filter_map(|it| found(it.1, it.1.text.len())).collect();
        let matches = compare(Name::Epub, &want, &have, truth.start).matches;
        let source = spans(&noted);
        let placed = |it: usize| matches.get(it).copied().flatten().and_then(|it| source.get(it).copied());
        let mut before = 0;
        for (path, block) in notes {
            self.place_block(path, block, number, |at| placed(before + at));
            before += found(block, block.text.len()).map_or(0, |it| it.units.len());
            number += 1;
        }
        self.text.values_mut().for_each(|it| it.sort_by_key(|it| it.file));
    }

    fn place_block(
        &mut self,
        path: &str,
        block: &extract::EpubBlock,
        number: usize,
        span: impl Fn(usize) -> Option<Span>,
    ) {
        let letters = block.text.char_indices().map(|(at, it)| (Letter::Char(it), block.in_file(at)));
        let placed = units(letters).into_iter().enumerate();
        let placed = placed.map(|(at, it)| Placed { file: it.place, block: number, span: span(at) });
        self.text.entry(path.to_owned()).or_default().extend(placed);
    }

    /// Pictures stand in the order of the source, if there are as many and the words for them agree.
    fn place_pictures(&mut self) {
        let body: Vec<String> = self.spine.iter().filter(|it| self.text.contains_key(*it)).cloned().collect();
        let shown: Vec<(String, String)> = body
            .iter()
            .flat_map(|path| {
                let words = self.markup(path).map(|it| it.pictures()).unwrap_or_default();
                words.into_iter().map(|it| (path.clone(), it))
            })
            .collect();
        let agree = |(shown, own): (&(String, String), &(Span, String))| shown.1.is_empty() || shown.1 == own.1;
        if shown.len() == self.front.pictures.len() && shown.iter().zip(&self.front.pictures).all(agree) {
            for ((path, _), (span, _)) in shown.into_iter().zip(&self.front.pictures) {
                self.pictures.entry(path).or_default().push(*span);
            }
        }
    }

    fn markup(&self, path: &str) -> Option<Rc<EpubMarkup<'a>>> {
        let mut read = self.read.borrow_mut();
        read.entry(path.to_owned()).or_insert_with(|| self.files.markup(path).map(Rc::new)).clone()
    }

    /// Returns where a charge comes home to.
    pub fn home(&self, charge: &Charge) -> Home {
        let (named, points): (&str, Vec<Point>) = match &charge.site {
            Site::Line(path, line, column) => {
                (path, if *line > 0 { vec![Point::Line(*line, *column)] } else { Vec::new() })
            }
            Site::Element(path, cfi, css) => {
                let cfi = cfi.iter().map(|it| Point::Cfi(it));
                (path, cfi.chain(css.iter().map(|it| Point::Selector(it))).collect())
            }
            Site::Object(_) => return Home::near(self.front.start),
        };
        let Some(path) = self.files.path(named) else { return self.whole(charge) };
        let markup = self.markup(&path);
        let element = markup.as_ref().and_then(|it| points.iter().find_map(|point| it.find(*point)));
        if path == self.files.package() {
            return element.map_or_else(|| self.whole(charge), |it| self.package(&it));
        }
        let Some(element) = element.or_else(|| markup.map(|it| it.root())) else {
            // A style sheet is the layout's.
            return Home::at(self.front.named("layout"));
        };
        self.element(&path, &element)
    }

    /// The home of what is said of the book as a whole, by its own name.
    fn whole(&self, charge: &Charge) -> Home {
        Home::at(match charge.id.as_str() {
            "epub-lang" | "OPF-092" => self.front.named("language"),
            "epub-title" => self.front.named("title"),
            _ => self.front.start,
        })
    }

    fn element(&self, path: &str, element: &Element) -> Home {
        let picture = element.picture.and_then(|it| self.pictures.get(path)?.get(it)).copied();
        if let Some(span) = picture.filter(|_| element.name == "img") {
            return Home::at(span);
        }
        if let Some(home) = self.said(path, element) {
            return home;
        }
        if let Some(span) = picture {
            return Home::at(span);
        }
        if self.text.contains_key(path) {
            return self.nearest(path, element.range.start);
        }
        // Front pages say what the front matter says; the contents lead to headings.
        if let Some(span) = self.front.saying(&element.text) {
            return Home::at(span);
        }
        let led = element.link.as_ref().and_then(|(path, id)| self.target(path, id));
        led.unwrap_or_else(|| Home::near(self.front.named("title")))
    }

    /// The text of an element, as far as it is one block.
    fn said(&self, path: &str, element: &Element) -> Option<Home> {
        let all = self.text.get(path)?;
        let from = all.partition_point(|it| it.file < element.range.start);
        let to = all.partition_point(|it| it.file < element.range.end);
        let first = all[from..to].first()?;
        let block = all[from..to].iter().take_while(|it| it.block == first.block);
        let span = block.filter_map(|it| it.span).reduce(Span::to)?;
        Some(if first.span.is_some() { Home::at(span) } else { Home::near(span) })
    }

    /// Where a link leads.
    fn target(&self, path: &str, id: &str) -> Option<Home> {
        if !self.text.contains_key(path) {
            return self.picture(path).map(Home::at);
        }
        if id.is_empty() {
            return Some(self.nearest(path, 0));
        }
        let element = self.markup(path)?.find(Point::Id(id))?;
        Some(self.said(path, &element).unwrap_or_else(|| self.nearest(path, element.range.start)))
    }

    /// The place of the picture that a file of the package holds.
    fn picture(&self, file: &str) -> Option<Span> {
        self.pictures.iter().find_map(|(path, spans)| {
            let shown = self.markup(path)?.named("img");
            let at = shown.iter().position(|it| it.link.as_ref().is_some_and(|it| it.0 == file))?;
            spans.get(at).copied()
        })
    }

    /// The nearest text: at or behind a byte of a file, else before it, else in a later file.
    fn nearest(&self, path: &str, at: usize) -> Home {
        let own = self.text.get(path).map(Vec::as_slice).unwrap_or_default();
        let here = own.partition_point(|it| it.file < at);
        let later = self.spine.iter().skip_while(|it| *it != path).skip(1).filter_map(|it| self.text.get(it)).flatten();
        let mut all = own[here..].iter().chain(own[..here].iter().rev()).chain(later);
        Home::near(all.find_map(|it| it.span).unwrap_or(self.front.start))
    }

    /// The home of an element of the package file.
    fn package(&self, element: &Element) -> Home {
        let property = element.attributes.get("property").map(String::as_str).unwrap_or_default();
        match element.name.as_str() {
            "item" => {
                element.link.as_ref().and_then(|it| self.target(&it.0, &it.1)).unwrap_or(Home::at(self.front.start))
            }
            "itemref" => {
                let id = element.attributes.get("idref").map(String::as_str).unwrap_or_default();
                let item = self.markup(self.files.package()).and_then(|it| it.find(Point::Id(id)));
                item.filter(|it| it.name == "item").map_or(Home::at(self.front.start), |it| self.package(&it))
            }
            "meta" if property == "dcterms:modified" => Home::at(self.front.named("modified")),
            "meta" => Home::at(self.front.start),
            name => Home::at(self.front.saying(&element.text).unwrap_or_else(|| self.front.named(name))),
        }
    }
}

/// The places of the characters of some blocks.
fn spans(blocks: &[Block]) -> Vec<Span> {
    blocks.iter().flat_map(|it| &it.units).map(|it| it.place).collect()
}
