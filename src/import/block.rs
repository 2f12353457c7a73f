//! The blocks that import makes: what each is by its first words.

use crate::import::cell::{Cell, text};
use crate::model::grammar::{Opening, Opens, is_reference_tail, opening};
use crate::model::{Number, UnitKind};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The title.
    Title,
    /// The subtitle, a line that opens with a dash.
    Subtitle,
    /// 第一章 总则, 附件1.
    Division(UnitKind),
    /// A heading without a number of its kind.
    Heading,
    /// Any other text: an article, an item, a paragraph.
    Text,
    /// A row of a table.
    Row,
}

/// A block of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub role: Role,
    /// Its text.
    pub cells: Vec<Cell>,
    /// The level of its heading, where the form told.
    pub level: Option<u8>,
    /// The size of its type, in multiples of the body type, where the form knows it.
    pub size: Option<f32>,
    /// Whether it is set in the middle of its column, where the form knows it.
    pub centred: Option<bool>,
    /// Its number, where it opens a division.
    pub number: Option<Number>,
    /// Its number, where it opens an article.
    pub article: Option<Number>,
    /// Whether it was moved.
    pub moved: bool,
}

impl Block {
    /// Returns the block of that text.
    pub fn new(role: Role, cells: Vec<Cell>) -> Self {
        Self { role, cells, level: None, size: None, centred: None, number: None, article: None, moved: false }
    }

    /// Returns the text.
    pub fn text(&self) -> String {
        text(&self.cells)
    }

    /// Returns the first words.
    pub fn short(&self) -> String {
        let mut out: String = self.cells.iter().take(14).map(|it| it.ch).collect();
        if self.cells.len() > 14 {
            out.push('…');
        }
        out
    }

    /// Returns the byte of the raw text where it begins.
    pub fn at(&self) -> usize {
        self.cells.first().map_or(0, |it| it.at)
    }

    /// Returns whether it is a heading of any kind but the title.
    pub fn is_heading(&self) -> bool {
        matches!(self.role, Role::Division(_) | Role::Heading)
    }
}

/// What a line opens.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// A division, with its words if they stand on the same line.
    Division(UnitKind, Opening),
    /// 第十二条 and what separates it.
    Article(Opening),
    /// （一）, 1., （1）, ①.
    Item(UnitKind, Opening),
    /// 一、
    Yi(Opening),
}

impl Opened {
    /// Returns the opening.
    pub fn opening(&self) -> &Opening {
        match self {
            Opened::Division(_, it) | Opened::Article(it) | Opened::Item(_, it) | Opened::Yi(it) => it,
        }
    }
}

/// Returns what a line opens, if its own words leave no other reading.
pub fn opened(line: &str) -> Option<Opened> {
    let it = opening(line)?;
    let rest = &line[it.len..];
    let bare = it.separator == 0 && !rest.is_empty();
    match it.kind {
        Opens::Yi => Some(Opened::Yi(it)),
        Opens::LikeYi => None,
        Opens::Unit(UnitKind::Article) => {
            // Behind a separator only what goes on with a citation makes it one.
            let words = rest.trim_start();
            let goes_on = bare || words.starts_with(['第', '、', '和', '至', '》', '，', '）']);
            let cites = goes_on && is_reference_tail(words);
            (!cites).then_some(Opened::Article(it))
        }
        Opens::Unit(kind) if kind.is_division() || kind == UnitKind::Annex => {
            let words = rest.trim();
            let closed = words.ends_with(['。', '；', '，', '：', '、']) || words.contains('。');
            let fits = !closed && words.chars().count() <= 40 && !(bare && is_reference_tail(rest));
            (fits || words.is_empty()).then_some(Opened::Division(kind, it))
        }
        Opens::Unit(kind) => (!cites(rest)).then_some(Opened::Item(kind, it)),
    }
}

/// Whether （一） is cited and opens nothing: 项 behind it is a word of its own, and not the first of 项目.
fn cites(rest: &str) -> bool {
    let mut words = rest.chars();
    match words.next() {
        Some('项' | '目' | '款') => words.next().is_none_or(|it| "、，。；：和或及与至规的所之第）".contains(it)),
        Some('、' | '至' | '和' | '）') => true,
        _ => false,
    }
}

/// Returns whether a text ends as a sentence or a member of a list ends.
pub fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '」', '』', '）', ')', '》', '"'])
        .ends_with(['。', '；', '：', '！', '？', ';', ':', '!', '?', '…'])
        || (text.ends_with('.') && !text.ends_with(".."))
}
