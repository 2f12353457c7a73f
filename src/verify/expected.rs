//! What an edition may add to its source: the kinds that its layout declares, and the facts of the work from which
//! each kind is rebuilt.

use crate::model::{Block, Document, Inline, Marker, Unit, UnitKind, plain_text, runs, to_han};
use crate::text::Span;
use crate::verify::apparatus::close::chinese_date;
use crate::verify::apparatus::cover;
use crate::verify::apparatus::gongwen::Elements;
use crate::verify::unit::letters;

/// A kind of apparatus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Apparatus {
    /// 书眉: from page 2 on, the title on even pages, on odd ones the heading.
    RunningHead,
    /// 书眉 of laws: the articles that stand on the page, and the law or its chapter.
    ArticleHeads,
    /// 页码: the number of the page, once on each; with the heads of laws a page of the title alone has none.
    Folio,
    /// The date and place of the text behind its last line.
    Close,
    /// 书名页: title, subtitle, date, place, those who adopted the text.
    TitlePage,
    /// 版本说明: which edition this is, and of which text.
    Colophon,
    /// 目录: the headings in order.
    Contents,
    /// The places in an EPUB where the pages of the PDF begin.
    PageMarks,
    /// The signs of notes.
    NoteSigns,
    /// The bullets of lists.
    ListMarks,
    /// The head of a table, again on each further page.
    TableHeads,
    /// Brackets around a reading that is set behind what it reads.
    Readings,
    /// 版头 of an official document: what stands before its title.
    Masthead,
    /// 主送: the organs that a document is sent to.
    Addressee,
    /// 附件说明: the names of the annexes behind the text.
    Attachments,
    /// 署名, 成文日期 and 附注 behind the text.
    Signature,
    /// 版记 at the end.
    Imprint,
}

impl Apparatus {
    /// The names of the kinds that a layout may declare.
    pub const NAMES: &[&str] = &[
        "running-head",
        "article-heads",
        "folio",
        "close",
        "title-page",
        "contents",
        "note-signs",
        "list-marks",
        "table-heads",
        "readings",
        "masthead",
        "addressee",
        "attachments",
        "signature",
        "imprint",
    ];

    /// Returns the kind of that name, as a layout's `layout.toml` spells it.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "running-head" => Self::RunningHead,
            "article-heads" => Self::ArticleHeads,
            "folio" => Self::Folio,
            "close" => Self::Close,
            "title-page" => Self::TitlePage,
            "contents" => Self::Contents,
            "page-marks" => Self::PageMarks,
            "note-signs" => Self::NoteSigns,
            "list-marks" => Self::ListMarks,
            "table-heads" => Self::TableHeads,
            "readings" => Self::Readings,
            "masthead" => Self::Masthead,
            "addressee" => Self::Addressee,
            "attachments" => Self::Attachments,
            "signature" => Self::Signature,
            "imprint" => Self::Imprint,
            _ => return None,
        })
    }
}

/// A line that opens a unit, as contents and running heads say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Marker and words.
    pub text: String,
    /// The names by which it may be called without its words: its marker, 第三条 where that is 三、.
    pub names: Vec<String>,
    /// Where it begins.
    pub start: u32,
    /// Whether it groups articles: contents must name it.
    pub division: bool,
    /// Whether a running head may say it.
    pub running: bool,
    /// Whether the head of a law may say it: 编, 章, 附件, or the outermost of others.
    pub group: bool,
    /// Whether printed contents must name it: a 编, 章, 节, 附件, or the outermost of others.
    pub listed: bool,
}

/// An article with the bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its marker, without the mark behind it: 第十二条, 十二.
    pub name: String,
    /// Where it begins.
    pub start: u32,
    /// Where its last character ends.
    pub end: u32,
}

/// What an edition may add, and the facts to rebuild it from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// The kinds that the layout declares.
    pub apparatus: Vec<Apparatus>,
    /// The title of the work.
    pub title: String,
    /// Whether the title is a line of the source: then it is text, not apparatus.
    pub titled: bool,
    /// The subtitle: the front matter's, else the text's.
    pub subtitle: Option<String>,
    /// The date as printed: `2015年5月28日`.
    pub date: Option<String>,
    /// The place.
    pub place: Option<String>,
    /// Those responsible for the text, in order.
    pub authors: Vec<String>,
    /// What else a title page may say: those who adopted the text, authors, publisher, identifiers, rights.
    pub facts: Vec<String>,
    /// What a cover may say besides the title.
    pub cover: cover::Facts,
    /// What a title page must say besides title, date and place.
    pub adopted_by: Option<String>,
    /// What the front matter says under `layout`.
    pub elements: Elements,
    /// Where the title, the subtitle and the enactment note end.
    pub head_end: u32,
    /// Where the first annex begins.
    pub annexes: Option<u32>,
    /// The lines that open units, in order.
    pub headings: Vec<Heading>,
    /// The articles of the text itself, in order; not those that it quotes.
    pub articles: Vec<Article>,
    /// Where the text begins, behind title and 题注.
    pub text_start: u32,
    /// The cells of the heads of tables.
    pub table_heads: Vec<String>,
    /// The words that stand for pictures.
    pub pictures: Vec<String>,
    /// Words of the edition's own that screen readers say: names of its parts.
    pub words: Vec<String>,
    /// What stands above its contents: 目录.
    pub contents: String,
    /// What joins the first article of a page with the last: 至.
    pub to: String,
}

/// Names of parts that an EPUB may say to a screen reader or in its contents.
const WORDS: &[&str] = &[
    "目录",
    "目　录",
    "页码",
    "页码表",
    "印本页码",
    "纸书页码",
    "页码列表",
    "位置",
    "导航",
    "地标",
    "封面",
    "书名页",
    "正文",
    "注释",
    "注",
    "脚注",
    "返回正文",
    "回到正文",
    "返回",
    "版权页",
    "版本说明",
    "题注",
    "序言",
    "附件",
    "条目",
    "项",
    "Contents",
    "Page list",
    "Pages",
    "Landmarks",
    "Cover",
    "Title page",
    "Text",
    "Notes",
    "Note",
    "Back",
    "Back to text",
];

impl Expected {
    /// Returns what an edition of a document may add; `name` is its title where neither text nor front matter has one.
    pub fn of(document: &Document, name: &str, apparatus: Vec<Apparatus>) -> Self {
        let metadata = &document.metadata;
        let own = document.title().map(|it| plain_text(&it.inlines));
        let entry = |it: &Option<crate::model::Entry>| it.as_ref().map(|it| it.text.clone());
        let several = metadata.authors.iter().chain(&metadata.identifiers).chain(&metadata.subjects);
        let single =
            [&metadata.adopted_by, &metadata.publisher, &metadata.rights, &metadata.description, &metadata.date];
        let facts = several.map(|it| it.text.clone()).chain(single.into_iter().filter_map(entry)).collect();
        let mut out = Self {
            apparatus,
            titled: own.is_some(),
            title: own.or_else(|| entry(&metadata.title)).unwrap_or_else(|| name.to_owned()),
            subtitle: entry(&metadata.subtitle).or_else(|| document.subtitle().map(|it| plain_text(&it.inlines))),
            date: metadata.date.as_ref().map(|it| chinese_date(&it.text)),
            place: entry(&metadata.place),
            authors: metadata.authors.iter().map(|it| it.text.trim().to_owned()).collect(),
            facts,
            cover: cover::facts(document),
            adopted_by: entry(&metadata.adopted_by),
            elements: Elements::of(metadata),
            head_end: head_end(document),
            annexes: document.units().into_iter().find(|it| it.kind == UnitKind::Annex).and_then(start),
            headings: Vec::new(),
            articles: Vec::new(),
            text_start: text_start(&document.blocks),
            table_heads: Vec::new(),
            pictures: Vec::new(),
            words: WORDS.iter().map(|it| (*it).to_owned()).collect(),
            contents: "目录".to_owned(),
            to: "至".to_owned(),
        };
        out.blocks(&document.blocks, 0);
        out
    }

    /// Returns whether the layout declares a kind.
    pub fn has(&self, kind: Apparatus) -> bool {
        self.apparatus.contains(&kind)
    }

    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            match block {
                Block::Unit(unit) => {
                    if let Some(start) = start(unit) {
                        let marker = unit.marker.as_ref().map(Marker::text).unwrap_or_default();
                        let words = plain_text(&unit.heading);
                        let blank = if marker.is_empty() || words.is_empty() { "" } else { "　" };
                        let text = format!("{marker}{blank}{words}");
                        let division = unit.kind.is_division();
                        let running = headed(unit) && depth == 0;
                        let (group, listed) = ranks(unit, depth);
                        self.headings.push(Heading {
                            text,
                            names: names(unit),
                            start,
                            division,
                            running,
                            group,
                            listed,
                        });
                        if unit.kind == UnitKind::Article {
                            let name = marker.trim_end_matches('、').to_owned();
                            let end = runs(std::slice::from_ref(block)).iter().map(|it| it.span.end).max();
                            self.articles.push(Article { name, start, end: end.unwrap_or(start) });
                        }
                    }
                    self.pictures(&unit.heading);
                    self.blocks(&unit.blocks, depth + usize::from(headed(unit)));
                }
                Block::List(list) => list.items.iter().for_each(|it| self.blocks(&it.blocks, depth)),
                Block::Quote(inner, _) => self.quoted(inner),
                Block::Table(table) => {
                    table
                        .rows
                        .iter()
                        .take(table.header_rows)
                        .flatten()
                        .for_each(|it| self.table_heads.push(plain_text(it)));
                    table.rows.iter().flatten().for_each(|it| self.pictures(it));
                }
                Block::Paragraph(it) | Block::Enactment(it) => self.pictures(&it.inlines),
                Block::PartTitle(it) => {
                    let start = first(&it.inlines).map_or(it.span.start, |it| it.start);
                    let text = plain_text(&it.inlines);
                    self.headings.push(Heading {
                        text,
                        names: Vec::new(),
                        start,
                        division: true,
                        running: true,
                        group: true,
                        listed: true,
                    });
                    self.pictures(&it.inlines);
                }
                Block::Title(it) | Block::Subtitle(it) => self.pictures(&it.inlines),
                Block::Code(..) | Block::Rule(_) => {}
            }
        }
    }

    /// Units in a quote are those of another text: no contents name them.
    fn quoted(&mut self, blocks: &[Block]) {
        let (headings, articles) = (self.headings.len(), self.articles.len());
        self.blocks(blocks, 0);
        self.headings.truncate(headings);
        self.articles.truncate(articles);
    }

    fn pictures(&mut self, inlines: &[Inline]) {
        for it in inlines {
            match it {
                Inline::Image { alt, .. } => self.pictures.push(alt.clone()),
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { inlines: inner, .. } => {
                    self.pictures(inner)
                }
                Inline::Text(_) | Inline::Code(_) | Inline::Soft { .. } | Inline::Hard(_) | Inline::NoteSign { .. } => {
                }
                Inline::Sub(_) | Inline::Sup(_) | Inline::Ruby { .. } => {}
            }
        }
    }
}

/// Where the lines end that open a document: title, subtitle, enactment note.
fn head_end(document: &Document) -> u32 {
    let head = document.blocks.iter().take_while(|it| !matches!(it, Block::PartTitle(_))).filter_map(|it| match it {
        Block::Title(it) | Block::Subtitle(it) => Some(it.span.end),
        Block::Enactment(it) => Some(it.span.end),
        _ => None,
    });
    head.max().unwrap_or(0)
}

/// Where the line of a unit begins; nothing for a unit without marker and heading.
fn start(unit: &Unit) -> Option<u32> {
    let marker = unit.marker.as_ref().and_then(|it| it.runs.first()).map(|it| it.span);
    marker.or_else(|| first(&unit.heading)).map(|it| it.start)
}

fn first(inlines: &[Inline]) -> Option<Span> {
    inlines.iter().find_map(|it| match it {
        Inline::Text(run) | Inline::Code(run) => Some(run.span),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Sub(inner) | Inline::Sup(inner) => first(inner),
        Inline::Link { inlines, .. } => first(inlines),
        Inline::Ruby { base, .. } => first(base),
        Inline::Image { .. } | Inline::Soft { .. } | Inline::Hard(_) | Inline::NoteSign { .. } => None,
    })
}

/// Whether the head of a law may say a unit's line, and whether printed contents must.
fn ranks(unit: &Unit, depth: usize) -> (bool, bool) {
    match unit.kind {
        UnitKind::Part | UnitKind::Subpart | UnitKind::Chapter | UnitKind::Annex => (true, true),
        UnitKind::Section => (false, true),
        UnitKind::NumberedHeading | UnitKind::Heading => (depth == 0, depth == 0),
        UnitKind::Preamble
        | UnitKind::Article
        | UnitKind::Point
        | UnitKind::Item
        | UnitKind::Subitem
        | UnitKind::Clause
        | UnitKind::Subclause => (false, false),
    }
}

/// Where the text begins: the first character that is no title, subtitle or 题注.
fn text_start(blocks: &[Block]) -> u32 {
    let opens = |it: &&Block| matches!(it, Block::Title(_) | Block::Subtitle(_) | Block::Enactment(_));
    let mut text = blocks.iter().filter(|it| !opens(it)).flat_map(|it| runs(std::slice::from_ref(it)));
    text.find(|it| !letters(&it.text).is_empty()).map_or(u32::MAX, |it| it.span.start)
}

/// Whether a unit stands under a heading of its own.
fn headed(unit: &Unit) -> bool {
    unit.kind.is_division() || !unit.heading.is_empty()
}

/// The names of a unit besides its words.
fn names(unit: &Unit) -> Vec<String> {
    let Some(marker) = &unit.marker else { return Vec::new() };
    let mut out = vec![marker.text()];
    if let (UnitKind::Article, Some(number)) = (unit.kind, &marker.number) {
        let inserted: String = number.inserted.iter().map(|it| format!("之{}", to_han(*it))).collect();
        out.push(format!("第{}条{inserted}", to_han(number.base)));
    }
    out
}
