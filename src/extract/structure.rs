//! The structure tree of a tagged PDF: which marked content is read after which, and what blocks it makes.

use std::collections::{BTreeMap, HashMap, HashSet};

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, String as PdfString};

use crate::extract::pdf_string::text_string;

/// What a block of a PDF is by its tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PdfBlockKind {
    /// Text.
    Body,
    /// Text of a note; the number tells notes apart.
    Note(usize),
    /// The bullet or number that a list puts before its item.
    ListMark,
    /// An entry of a table of contents.
    Contents,
    /// Words drawn in a picture, for which other words stand.
    Picture,
}

/// Marked content in its logical place.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The page, from 1.
    pub page: usize,
    /// Its number on the page.
    pub mcid: i32,
    /// The number of the block-level element that holds it.
    pub element: usize,
    /// The standard type of that element.
    pub role: String,
    /// What the block is.
    pub kind: PdfBlockKind,
    /// Whether it is the sign of a note.
    pub sign: bool,
    /// The row of a table that it stands in, counted from 1 through the document; 0 outside tables.
    pub row: usize,
    /// Its column there, from 1; 0 outside cells.
    pub column: usize,
}

/// The structure tree, read out.
#[derive(Debug, Clone, Default)]
pub struct Structure {
    /// The marked contents in logical order.
    pub leaves: Vec<Leaf>,
    /// Text that an element says in place of what it holds: a reader hears it, an eye doesn't see it.
    pub replaced: Vec<(usize, String)>,
    /// The words that stand for each picture, with its page.
    pub pictures: Vec<(usize, String)>,
    /// The first marked content of each element, by the number of the element's object: page and number on it.
    pub elements: BTreeMap<u32, (usize, i32)>,
    /// The numbers of the objects of pictures, in order.
    pub figures: Vec<u32>,
    /// How many columns each row of a table has, empty cells among them.
    pub widths: Vec<usize>,
    /// The first row of each table that has a cell over several columns or rows.
    pub spanning: Vec<usize>,
}

/// Returns the structure tree; nothing where the file is not tagged.
pub fn structure(pdf: &Pdf) -> Option<Structure> {
    let root = pdf.xref().get::<Dict>(pdf.xref().root_id())?.get::<Dict>("StructTreeRoot")?;
    let mut pages = HashMap::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        if let Some(id) = page.raw().obj_id() {
            pages.insert(id, number + 1);
        }
    }
    let mut walk = Walk {
        pages,
        roles: root.get::<Dict>("RoleMap"),
        seen: HashSet::new(),
        elements: 0,
        notes: 0,
        grid: Grid::default(),
        out: Structure::default(),
    };
    walk.children(
        &root,
        &Place {
            page: 0,
            element: 0,
            role: String::new(),
            kind: PdfBlockKind::Body,
            sign: false,
            row: 0,
            column: 0,
            list_item: false,
            depth: 0,
        },
    );
    Some(walk.out)
}

/// What holds for everything under an element.
#[derive(Clone)]
struct Place {
    page: usize,
    element: usize,
    role: String,
    kind: PdfBlockKind,
    sign: bool,
    row: usize,
    column: usize,
    list_item: bool,
    depth: usize,
}

struct Walk<'a> {
    pages: HashMap<ObjectIdentifier, usize>,
    roles: Option<Dict<'a>>,
    seen: HashSet<ObjectIdentifier>,
    elements: usize,
    notes: usize,
    grid: Grid,
    out: Structure,
}

/// Where the next cell of a table stands.
#[derive(Debug, Clone, Default)]
struct Grid {
    /// The column of the last cell of the row.
    column: usize,
    /// For each column how many rows a cell above still takes, the row at hand among them.
    taken: Vec<usize>,
    /// Whether the table is told to have a wide cell.
    spans: bool,
}

impl Grid {
    /// Returns the column, from 1, of a cell that takes so many columns and rows.
    fn enter(&mut self, across: usize, down: usize) -> usize {
        while self.taken.get(self.column).is_some_and(|it| *it > 0) {
            self.column += 1;
        }
        let column = self.column;
        self.column += across;
        self.taken.resize(self.taken.len().max(self.column), 0);
        self.taken[column..self.column].fill(down);
        column + 1
    }

    /// Ends a row and returns how many columns it has.
    fn leave(&mut self) -> usize {
        let width = self.taken.iter().rposition(|it| *it > 0).map_or(self.column, |it| it + 1);
        self.taken.iter_mut().for_each(|it| *it = it.saturating_sub(1));
        self.column = 0;
        width
    }
}

/// Deeper trees than any document has.
const DEPTH_LIMIT: usize = 200;

impl Walk<'_> {
    fn element(&mut self, dict: &Dict, outer: &Place) {
        if outer.depth > DEPTH_LIMIT || dict.obj_id().is_some_and(|id| !self.seen.insert(id)) {
            return;
        }
        let role = self.role(dict);
        let mut place = Place { page: self.page(dict, outer.page), depth: outer.depth + 1, ..outer.clone() };
        if role == "Figure" {
            self.out.figures.extend(dict.obj_id().map(|it| it.obj_number));
        }
        match role.as_str() {
            "Note" | "FENote" => {
                self.notes += 1;
                (place.kind, place.sign) = (PdfBlockKind::Note(self.notes), false);
                self.enter(&mut place, &role);
            }
            "Lbl" if outer.list_item => {
                place.kind = PdfBlockKind::ListMark;
                self.enter(&mut place, &role);
            }
            "Lbl" => place.sign = true,
            "TOC" | "TOCI" => {
                place.kind = PdfBlockKind::Contents;
                self.enter(&mut place, &role);
            }
            "Figure" if dict.get::<PdfString>("Alt").is_some() => {
                place.kind = PdfBlockKind::Picture;
                self.enter(&mut place, &role);
                let alt = dict.get::<PdfString>("Alt").map(|it| text_string(it.as_bytes())).unwrap_or_default();
                self.out.pictures.push((place.page, alt));
            }
            // They group without a meaning (ISO 32000-1, 14.8.4.2): what they hold belongs to what is around them.
            "NonStruct" | "Private" if outer.element > 0 => {}
            _ if is_container(&role) || is_block(&role) => self.enter(&mut place, &role),
            // An inline element joins its block; one right under a container is a block itself.
            _ if outer.element == 0 || is_container(&outer.role) => self.enter(&mut place, &role),
            _ => {}
        }
        let around = (role == "Table").then(|| std::mem::take(&mut self.grid));
        match role.as_str() {
            "TR" => {
                self.out.widths.push(0);
                place.row = self.out.widths.len();
            }
            "TD" | "TH" if place.row > 0 => {
                let (across, down) = spans(dict);
                if (across, down) != (1, 1) && !std::mem::replace(&mut self.grid.spans, true) {
                    self.out.spanning.push(place.row);
                }
                place.column = self.grid.enter(across, down);
            }
            _ => {}
        }
        place.list_item = role == "LI";
        if let Some(text) = dict.get::<PdfString>("ActualText") {
            self.out.replaced.push((place.page, text_string(text.as_bytes())));
        }
        let first = self.out.leaves.len();
        self.children(dict, &place);
        if role == "TR" {
            self.out.widths[place.row - 1] = self.grid.leave();
        }
        if let Some(around) = around {
            self.grid = around;
        }
        if let (Some(id), Some(leaf)) = (dict.obj_id(), self.out.leaves.get(first)) {
            self.out.elements.insert(id.obj_number, (leaf.page, leaf.mcid));
        }
    }

    fn enter(&mut self, place: &mut Place, role: &str) {
        self.elements += 1;
        place.element = self.elements;
        place.role = role.to_owned();
    }

    fn children(&mut self, dict: &Dict, place: &Place) {
        let kids = match dict.get::<Object>("K") {
            Some(Object::Array(array)) => array.iter::<Object>().collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        for kid in kids {
            match kid {
                Object::Number(mcid) => self.leaf(place.page, mcid.as_i64(), place),
                Object::Dict(kid) => match kid.get::<Name>("Type").as_ref().map(Name::as_str) {
                    Some("MCR") => {
                        let page = self.page(&kid, place.page);
                        self.leaf(page, i64::from(kid.get::<i32>("MCID").unwrap_or(-1)), place);
                    }
                    Some("OBJR") => {}
                    _ => self.element(&kid, place),
                },
                _ => {}
            }
        }
    }

    fn leaf(&mut self, page: usize, mcid: i64, place: &Place) {
        let Ok(mcid) = i32::try_from(mcid) else { return };
        let Place { element, role, kind, sign, row, column, .. } = place.clone();
        self.out.leaves.push(Leaf { page, mcid, element, role, kind, sign, row, column });
    }

    fn page(&self, dict: &Dict, otherwise: usize) -> usize {
        dict.get_ref("Pg").and_then(|it| self.pages.get(&it.into()).copied()).unwrap_or(otherwise)
    }

    /// The standard type of an element: its own name, or what the role map makes of it.
    fn role(&self, dict: &Dict) -> String {
        let Some(name) = dict.get::<Name>("S") else { return String::new() };
        let mut role = name.as_str().to_owned();
        for _ in 0..8 {
            if is_container(&role) || is_block(&role) {
                break;
            }
            let Some(standard) = self.roles.as_ref().and_then(|it| it.get::<Name>(role.as_str())) else { break };
            role = standard.as_str().to_owned();
        }
        role
    }
}

/// How many columns and rows a cell takes (ISO 32000-1, 14.8.5.7).
fn spans(cell: &Dict) -> (usize, usize) {
    let attributes: Vec<Dict> = match cell.get::<Object>("A") {
        Some(Object::Dict(it)) => vec![it],
        Some(Object::Array(it)) => it.iter::<Dict>().collect(),
        _ => Vec::new(),
    };
    let of = |key: &str| {
        let said = attributes.iter().find_map(|it| it.get::<i32>(key)).unwrap_or(1);
        usize::try_from(said).unwrap_or(1).clamp(1, 200)
    };
    (of("ColSpan"), of("RowSpan"))
}

fn is_container(role: &str) -> bool {
    matches!(
        role,
        "" | "Document"
            | "DocumentFragment"
            | "Part"
            | "Art"
            | "Sect"
            | "Div"
            | "Aside"
            | "BlockQuote"
            | "NonStruct"
            | "Private"
            | "Index"
            | "L"
            | "LI"
            | "Table"
            | "TR"
            | "THead"
            | "TBody"
            | "TFoot"
            | "TOC"
    )
}

fn is_block(role: &str) -> bool {
    let heading = role.strip_prefix('H').is_some_and(|it| it.bytes().all(|it| it.is_ascii_digit()));
    heading || matches!(role, "P" | "Title" | "LBody" | "TD" | "TH" | "Caption" | "TOCI" | "Note" | "FENote")
}

/// Returns the two strings by which a PDF of ours names its source: in the information dictionary, and only there.
pub fn record(pdf: &Pdf) -> Option<(String, String)> {
    let mut found = None;
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        let text = |key: &str| dict.get::<PdfString>(key).map(|it| text_string(it.as_bytes()));
        if let (Some(path), Some(sha256)) = (text("DibenSource"), text("DibenSourceSHA256")) {
            // Two records contradict each other, whatever they say.
            if found.replace((path, sha256)).is_some() {
                return None;
            }
        }
    }
    found
}

/// Returns whether the catalogue says that the file is tagged.
pub fn is_marked(pdf: &Pdf) -> bool {
    let catalogue = pdf.xref().get::<Dict>(pdf.xref().root_id());
    catalogue.and_then(|it| it.get::<Dict>("MarkInfo")).and_then(|it| it.get::<bool>("Marked")).unwrap_or(false)
}

/// Returns the language of the document as the catalogue names it.
pub fn language(pdf: &Pdf) -> Option<String> {
    let catalogue = pdf.xref().get::<Dict>(pdf.xref().root_id())?;
    Some(text_string(catalogue.get::<PdfString>("Lang")?.as_bytes()))
}

/// Returns the addresses that links on the pages lead to, with their pages.
pub fn addresses(pdf: &Pdf) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        let Some(annotations) = page.raw().get::<Array>("Annots") else { continue };
        for annotation in annotations.iter::<Dict>() {
            let uri = annotation.get::<Dict>("A").and_then(|it| it.get::<PdfString>("URI"));
            out.extend(uri.map(|it| (number + 1, text_string(it.as_bytes()))));
        }
    }
    out
}

/// Returns how many annotations the pages have that could show text of their own: all but links.
pub fn foreign_annotations(pdf: &Pdf) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    for (number, page) in pdf.pages().iter().enumerate() {
        let Some(annotations) = page.raw().get::<Array>("Annots") else { continue };
        for annotation in annotations.iter::<Dict>() {
            let kind = annotation.get::<Name>("Subtype").map(|it| it.as_str().to_owned()).unwrap_or_default();
            if kind != "Link" {
                out.push((number + 1, kind));
            }
        }
    }
    out
}
