//! References: what a citation in the text names, and which unit that is. Editions link by them and `renumber` rewrites
//! them, so each number keeps the bytes that say it.

use crate::model::Number;
use crate::text::{FileId, Span};

/// What a step of a reference counts, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// 附件; the number 0 where it bears none.
    Annex,
    /// 附表
    Schedule,
    /// 附录
    Appendix,
    /// 编
    Part,
    /// 分编
    Subpart,
    /// 章
    Chapter,
    /// 节
    Section,
    /// 条
    Article,
    /// 款
    Paragraph,
    /// 项
    Item,
    /// 目
    Subitem,
}

impl Rank {
    /// Returns the word that follows the number.
    pub fn word(self) -> &'static str {
        match self {
            Rank::Annex => "附件",
            Rank::Schedule => "附表",
            Rank::Appendix => "附录",
            Rank::Part => "编",
            Rank::Subpart => "分编",
            Rank::Chapter => "章",
            Rank::Section => "节",
            Rank::Article => "条",
            Rank::Paragraph => "款",
            Rank::Item => "项",
            Rank::Subitem => "目",
        }
    }

    /// Returns whether it names an annex: the word stands before the number.
    pub fn is_annex(self) -> bool {
        matches!(self, Rank::Annex | Rank::Schedule | Rank::Appendix)
    }
}

/// A step of a place: 第十二条 is `Step { rank: Article, number: 12 }`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// What is counted.
    pub rank: Rank,
    /// Its number.
    pub number: Number,
}

/// What a reference names, outermost step first; what it leaves out is not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place(pub Vec<Step>);

impl Place {
    /// Returns the number at a rank.
    pub fn get(&self, rank: Rank) -> Option<&Number> {
        self.0.iter().find(|it| it.rank == rank).map(|it| &it.number)
    }

    /// Returns the innermost rank.
    pub fn deepest(&self) -> Option<Rank> {
        self.0.last().map(|it| it.rank)
    }

    /// Returns the place with another number at a rank, and nothing below it.
    pub fn narrowed(&self, rank: Rank, number: Number) -> Place {
        let above = self.0.iter().filter(|it| it.rank < rank).cloned();
        Place(above.chain([Step { rank, number }]).collect())
    }
}

/// A number of a reference as it stands in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral {
    /// What it counts.
    pub rank: Rank,
    /// Its value.
    pub number: Number,
    /// The bytes of the number alone: 十二 in 第十二条, 二 in 第（二）项.
    pub span: Span,
    /// The bytes of 之一 in 第一百二十条之一.
    pub inserted: Option<Span>,
    /// Whether it shares 第 or the word behind it with its neighbours: 第三、五条.
    pub shared: bool,
}

/// Whose text a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This one, and it says so: 本法第十条.
    This,
    /// It does not say: 第十条.
    Unsaid,
    /// Another one: 《刑法》第十条, 同法第十条.
    Other,
    /// That of the words quoted around it.
    Quoted,
    /// This one as it was: 原第十条, 修改前第十条.
    Former,
}

/// How a reference is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// Not at all.
    None,
    /// 、 和 或者
    And,
    /// 至: the two are the ends of a range.
    To,
}

/// A reference that counts from where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relative {
    /// 本条, 本款, 本章.
    This(Rank),
    /// 前款, 前两款.
    Before(Rank, u32),
    /// 前两款 in 第十条前两款: the first ones there.
    First(Rank, u32),
}

impl Relative {
    /// Returns what it counts.
    pub fn rank(self) -> Rank {
        match self {
            Relative::This(rank) | Relative::Before(rank, _) | Relative::First(rank, _) => rank,
        }
    }
}

/// A unit or paragraph that a reference names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// The file it stands in.
    pub file: FileId,
    /// Its id: `art-12-p2-i3`.
    pub id: String,
}

/// What a reference lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// What is not there.
    pub rank: Rank,
    /// How many of it there are, where it is looked for.
    pub count: usize,
}

/// What a reference comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// The units it names: one; several for 前两款, and where more than one 款 has the 项.
    Found(Vec<Target>),
    /// It names nothing that is there.
    Missing(Missing),
    /// It leads into another text, of this title where one is named.
    External(Option<String>),
    /// It may mean more than one thing, or a part of the work that is not at hand.
    Unclear,
}

/// A reference in the text. A list or a range is several, each with bytes of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its bytes, without the words that name a text: 第十二条第二款 in 本法第十二条第二款.
    pub span: Span,
    /// Whose text it means.
    pub scope: Scope,
    /// What it names, with what it takes over from the one before it.
    pub place: Place,
    /// What it counts from, where it counts from where it stands; `place` then holds what lies below: 前款第一项.
    pub relative: Option<Relative>,
    /// Its own numbers, outermost first.
    pub numerals: Vec<Numeral>,
    /// How it is joined to the one before it.
    pub joint: Joint,
    /// The id of the article it stands in.
    pub article: Option<String>,
    /// What it comes to.
    pub resolution: Resolution,
}

impl Reference {
    /// Returns what it names in canonical words: 第十二条第二款, 前款第一项.
    pub fn label(&self) -> String {
        let mut out = String::new();
        let relative = self.relative.map(|it| {
            let word = it.rank().word();
            match it {
                Relative::This(_) => format!("本{word}"),
                Relative::Before(_, 1) => format!("前{word}"),
                Relative::Before(_, 2) | Relative::First(_, 2) => format!("前两{word}"),
                Relative::Before(_, count) | Relative::First(_, count) => format!("前{}{word}", Number::new(count)),
            }
        });
        let at = self.relative.map(Relative::rank);
        for step in self.place.0.iter().filter(|it| at.is_some_and(|at| it.rank < at)) {
            out.push_str(&written(step));
        }
        out.extend(relative);
        for step in self.place.0.iter().filter(|it| at.is_none_or(|at| it.rank >= at)) {
            out.push_str(&written(step));
        }
        out
    }
}

fn written(step: &Step) -> String {
    let word = step.rank.word();
    match step.rank {
        rank if rank.is_annex() && step.number.base == 0 => word.to_owned(),
        rank if rank.is_annex() => format!("{word}{}", step.number.base),
        _ => {
            let base = Number::new(step.number.base);
            let inserted = step.number.inserted.iter().map(|it| format!("之{}", Number::new(*it)));
            format!("第{base}{word}{}", inserted.collect::<String>())
        }
    }
}
