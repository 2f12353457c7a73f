//! The tree of a document. Order is structure: a unit keeps its blocks in one ordered list, and every run of text
//! knows the bytes it stands for.

use crate::model::{Account, Metadata, Number, Reference, to_han};
use crate::text::Span;

/// A run of source text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The bytes that say it.
    pub span: Span,
    /// What it says: the bytes themselves, or the character of an entity such as `&amp;`.
    pub text: String,
}

/// A piece of text within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(Run),
    /// Text in a code span.
    Code(Run),
    /// 着重: `*…*`.
    Emphasis(Vec<Inline>),
    /// Strong: `**…**`.
    Strong(Vec<Inline>),
    /// A link with its target; the target is no text.
    Link { target: String, inlines: Vec<Inline> },
    /// A picture with the words that stand for it.
    Image { target: String, alt: String, span: Span },
    /// A line end in the source that is no line end in the text: a space where words of Latin or Hangul meet.
    Soft { span: Span, space: bool },
    /// A line end of the text.
    Hard(Span),
    /// The sign of a note.
    NoteSign { label: String, span: Span },
    /// Subscript.
    Sub(Vec<Inline>),
    /// Superscript.
    Sup(Vec<Inline>),
    /// Text with a reading above it: pairs of base and reading.
    Ruby { base: Vec<Inline>, reading: Vec<Inline> },
}

/// The printed form of a number in its place: 第一百二十条之一, 一、, （三）.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The value; nothing where the numeral makes none.
    pub number: Option<Number>,
    /// The numeral alone, as written.
    pub numeral: String,
    /// The text of the marker, run by run.
    pub runs: Vec<Run>,
    /// Where it stands, numeral and all.
    pub span: Span,
}

impl Marker {
    /// Returns the marker as printed.
    pub fn text(&self) -> String {
        self.runs.iter().map(|it| it.text.as_str()).collect()
    }
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// 序言: what stands before the first unit.
    Preamble,
    /// 附件, 附录, 附表.
    Annex,
    /// 编
    Part,
    /// 分编
    Subpart,
    /// 章
    Chapter,
    /// 节
    Section,
    /// A heading with `一、` in a document of 条.
    NumberedHeading,
    /// A heading without a number.
    Heading,
    /// 条; 一、 in a document without 条.
    Article,
    /// 一、 as a paragraph in a document of 条.
    Point,
    /// 项: （一）.
    Item,
    /// 目: 1.
    Subitem,
    /// （1）
    Clause,
    /// ①
    Subclause,
}

impl UnitKind {
    /// Returns the Chinese name and the English one.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            UnitKind::Preamble => ("序言", "preamble"),
            UnitKind::Annex => ("附件", "annex"),
            UnitKind::Part => ("编", "part"),
            UnitKind::Subpart => ("分编", "subpart"),
            UnitKind::Chapter => ("章", "chapter"),
            UnitKind::Section => ("节", "section"),
            UnitKind::NumberedHeading => ("标题", "numbered heading"),
            UnitKind::Heading => ("标题", "heading"),
            UnitKind::Article => ("条", "article"),
            UnitKind::Point => ("点", "point"),
            UnitKind::Item => ("项", "item"),
            UnitKind::Subitem => ("目", "subitem"),
            UnitKind::Clause => ("目下之项", "clause"),
            UnitKind::Subclause => ("目下之目", "subclause"),
        }
    }

    /// Returns whether the unit groups articles and stands on a line of its own.
    pub fn is_division(self) -> bool {
        matches!(
            self,
            UnitKind::Annex
                | UnitKind::Part
                | UnitKind::Subpart
                | UnitKind::Chapter
                | UnitKind::Section
                | UnitKind::NumberedHeading
                | UnitKind::Heading
        )
    }
}

/// A unit of the text: a chapter, an article, an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Its number as printed; none for a heading without one and for the preamble.
    pub marker: Option<Marker>,
    /// The words of its heading, without the marker; empty where it has none.
    pub heading: Vec<Inline>,
    /// The count of `#` where it is written as a heading.
    pub level: Option<u8>,
    /// The line that opens it.
    pub span: Span,
    /// Its id, equal in every edition: `art-12`, `art-12-p2-i3`, `ch-3`.
    pub id: String,
    /// What it holds, in order.
    pub blocks: Vec<Block>,
}

impl Unit {
    /// Returns the name by which an article is cited: its marker, or 第三条 where that is 三、.
    pub fn article_name(&self) -> String {
        let Some(marker) = &self.marker else { return "条".to_owned() };
        let text = marker.text();
        match &marker.number {
            Some(number) if !text.starts_with('第') => {
                let inserted: String = number.inserted.iter().map(|it| format!("之{}", to_han(*it))).collect();
                format!("第{}条{inserted}", to_han(number.base))
            }
            _ => text,
        }
    }
}

/// A paragraph; in an article 款.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text.
    pub inlines: Vec<Inline>,
    /// Its lines.
    pub span: Span,
    /// Its id where it can be cited: `art-12-p2`.
    pub id: String,
}

/// A line with a role of its own: title, subtitle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub inlines: Vec<Inline>,
    /// Where it stands.
    pub span: Span,
}

/// A list with bullets. Lists with numbers are units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its items.
    pub items: Vec<ListItem>,
    /// Its lines.
    pub span: Span,
}

/// An item of a list with bullets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Its lines.
    pub span: Span,
}

/// How the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    /// As the layout likes.
    #[default]
    Unsaid,
    /// Flush left: `:--`.
    Left,
    /// Centred: `:-:`.
    Center,
    /// Flush right: `--:`.
    Right,
}

/// A table: rows of cells; the first `header_rows` are its head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The rows, each a list of cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
    /// How many rows are its head.
    pub header_rows: usize,
    /// How the cells of each column stand; columns without a word of it are left out at the end.
    pub alignments: Vec<Alignment>,
    /// Its lines.
    pub span: Span,
}

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of the work.
    Title(Line),
    /// The title of a part of the work that has a file of its own: a second `#` without a number.
    PartTitle(Line),
    /// ——副题
    Subtitle(Line),
    /// 题注
    Enactment(Paragraph),
    /// A unit.
    Unit(Unit),
    /// A paragraph.
    Paragraph(Paragraph),
    /// A list with bullets.
    List(List),
    /// A table.
    Table(Table),
    /// A block quote: its numbers are not those of the text.
    Quote(Vec<Block>, Span),
    /// Lines of code.
    Code(Vec<Run>, Span),
    /// A rule across the page.
    Rule(Span),
}

/// A note: the text behind a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The label that joins it to its sign.
    pub label: String,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Its lines.
    pub span: Span,
}

/// A document as read from one source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What the front matter says of the work.
    pub metadata: Metadata,
    /// The text, in order.
    pub blocks: Vec<Block>,
    /// The notes, in order of their definitions.
    pub notes: Vec<Note>,
    /// The references, in the order of the text, those of the notes last.
    pub references: Vec<Reference>,
    /// What every byte of the source is.
    pub account: Account,
}

impl Document {
    /// Returns the title line, if the text has one.
    pub fn title(&self) -> Option<&Line> {
        self.blocks.iter().find_map(|it| match it {
            Block::Title(line) => Some(line),
            _ => None,
        })
    }

    /// Returns the subtitle, if the text has one.
    pub fn subtitle(&self) -> Option<&Line> {
        self.blocks.iter().find_map(|it| match it {
            Block::Subtitle(line) => Some(line),
            _ => None,
        })
    }

    /// Returns every unit, in order, each before what it holds.
    pub fn units(&self) -> Vec<&Unit> {
        fn walk<'a>(blocks: &'a [Block], out: &mut Vec<&'a Unit>) {
            for block in blocks {
                match block {
                    Block::Unit(unit) => {
                        out.push(unit);
                        walk(&unit.blocks, out);
                    }
                    Block::List(list) => list.items.iter().for_each(|item| walk(&item.blocks, out)),
                    _ => {}
                }
            }
        }
        let mut out = Vec::new();
        walk(&self.blocks, &mut out);
        out
    }

    /// Returns whether the text has 条 or 一、 articles; `scheme` of the text for choosing a layout.
    pub fn has_articles(&self) -> bool {
        self.units().iter().any(|it| it.kind == UnitKind::Article)
    }
}
