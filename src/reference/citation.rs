//! Citations in a passage. A tail takes what it leaves out from its left neighbour: 第十条第一款、第三款 cites 第十条
//! twice, and after 《刑法》第十条、第十一条 both are articles of that law.

use std::ops::Range;

use crate::model::Number;
pub use crate::reference::grammar::Joint;
use crate::reference::grammar::{Level, joint, step};

/// Whose articles a citation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// This text, and it says so: 本法第十条.
    This,
    /// Another one: 《刑法》第十条, 同法第十条.
    Other,
    /// It does not say: 第十条.
    Unsaid,
}

/// What a citation names. A level that it leaves out is nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// 条; nothing for the article in which the citation stands.
    pub article: Option<Number>,
    /// 款
    pub paragraph: Option<u32>,
    /// 项
    pub item: Option<Number>,
    /// 目
    pub subitem: Option<Number>,
}

/// A citation of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its bytes in the passage.
    pub range: Range<usize>,
    /// Whose article.
    pub work: Work,
    /// Whether the article is named: 第十条, 本条.
    pub anchored: bool,
    /// The place.
    pub place: Place,
    /// How it is joined to the citation before it.
    pub joint: Joint,
}

/// Returns the citations in a text, in order.
pub fn citations(text: &str) -> Vec<Citation> {
    let mut out: Vec<Citation> = Vec::new();
    let mut open = Open::default();
    let mut at = 0;
    while let Some(next) = text[at..].find('第') {
        let from = at + next;
        let Some(found) = step(&text[from..]) else {
            at = from + '第'.len_utf8();
            continue;
        };
        at = from + found.len;
        // What it takes over from the citation to its left, and how they are joined.
        let left = out.last().and_then(|left| {
            let between = &text[left.range.end..from];
            match joint(between) {
                _ if between.is_empty() => Some((left.clone(), None)),
                Some((joint, len)) if len == between.len() => Some((left.clone(), Some(joint))),
                _ => None,
            }
        });
        let above = &text[..from];
        let quoted = open.any(text, from);
        let (mut base, start, first) = match left {
            Some((left, None)) if deepest(&left.place) < Some(found.level) => {
                // 第十条 + 第二款: one citation.
                out.pop();
                (Citation { work: left.work, ..left.clone() }, left.range.start, left.joint)
            }
            Some((left, joint)) => (Citation { anchored: left.anchored, ..left }, from, joint.unwrap_or(Joint::And)),
            None => {
                let anchor = ["本条", "该条"].iter().find(|it| above.ends_with(**it));
                let other = above.ends_with("该条");
                let work = if other {
                    Work::Other
                } else if found.level == Level::Article {
                    work(above)
                } else {
                    relative(above)
                };
                let start = from - anchor.map_or(0, |it| it.len());
                (
                    Citation {
                        range: start..from,
                        work,
                        anchored: anchor.is_some(),
                        place: Place::default(),
                        joint: Joint::None,
                    },
                    start,
                    Joint::None,
                )
            }
        };
        if found.level == Level::Article {
            base.anchored = true;
            // 《A》第五条、本法第六条: a work named here counts more than one to the left.
            let named = work(above);
            if named != Work::Unsaid {
                base.work = named;
            }
        }
        if quoted {
            base.work = Work::Other;
        }
        for (index, (joint, number)) in found.numbers.into_iter().enumerate() {
            base.place = narrowed(&base.place, found.level, number);
            let joint = if index == 0 { first } else { joint };
            // Several numbers under one word are citations of one and the same stretch.
            let range = if index == 0 { start..at } else { from..at };
            out.push(Citation { range, joint, ..base.clone() });
        }
    }
    out
}

fn deepest(place: &Place) -> Option<Level> {
    if place.subitem.is_some() {
        Some(Level::Subitem)
    } else if place.item.is_some() {
        Some(Level::Item)
    } else if place.paragraph.is_some() {
        Some(Level::Paragraph)
    } else {
        place.article.as_ref().map(|_| Level::Article)
    }
}

fn narrowed(place: &Place, level: Level, number: Number) -> Place {
    match level {
        Level::Article => Place { article: Some(number), ..Place::default() },
        Level::Paragraph => Place { article: place.article.clone(), paragraph: Some(number.base), ..Place::default() },
        Level::Item => Place { item: Some(number), subitem: None, ..place.clone() },
        Level::Subitem => Place { subitem: Some(number), ..place.clone() },
    }
}

/// Kinds of texts, as the name of a law ends.
const KINDS: &[&str] = &[
    "法",
    "条例",
    "规定",
    "办法",
    "细则",
    "规则",
    "决定",
    "解释",
    "章程",
    "公约",
    "条约",
    "倡议",
    "合同",
    "标准",
    "意见",
    "安排",
    "规程",
    "规范",
    "守则",
    "协定",
    "议定书",
    "通则",
    "准则",
    "通知",
    "批复",
    "纪要",
    "制度",
    "法典",
    "修正案",
    "总则",
    "附则",
    "典",
    "宪法",
    "文本",
    "方案",
    "协议",
    "宣言",
];

/// What may stand between 本 and the kind.
const KINDS_OF_KINDS: &[&str] = &["", "实施", "暂行", "试行", "议事", "若干", "组织", "管理", "工作", "司法", "有关"];

/// How many quotations and titles are open at a place: what stands in them are somebody else's words.
#[derive(Default)]
struct Open {
    at: usize,
    quotations: i32,
    titles: i32,
}

impl Open {
    /// Returns whether any is open at `to`, which lies behind the place asked for before.
    fn any(&mut self, text: &str, to: usize) -> bool {
        for it in text[self.at..to].chars() {
            match it {
                '“' | '‘' => self.quotations += 1,
                // A paragraph in the midst of a quotation may close what it has not opened.
                '”' | '’' => self.quotations = (self.quotations - 1).max(0),
                '《' => self.titles += 1,
                '》' => self.titles = (self.titles - 1).max(0),
                _ => {}
            }
        }
        self.at = to;
        self.quotations > 0 || self.titles > 0
    }
}

/// Returns whose article is cited by what stands before 第.
fn work(above: &str) -> Work {
    let above = above.trim_end();
    let above = above.strip_suffix('的').unwrap_or(above);
    let above = match above.strip_suffix(['）', ')']) {
        Some(inside) => inside.rfind(['（', '(']).map_or(above, |at| &above[..at]),
        None => above,
    };
    if above.ends_with('》') {
        return Work::Other;
    }
    if ["本编", "本章", "本节", "本分编"].iter().any(|it| above.ends_with(it)) {
        return Work::This;
    }
    if ["原", "修改前", "修正前", "修订前", "旧", "同", "该"].iter().any(|it| above.ends_with(it)) {
        return Work::Other;
    }
    let Some(kind) = KINDS.iter().filter(|it| above.ends_with(**it)).max_by_key(|it| it.len()) else {
        return Work::Unsaid;
    };
    let name = &above[..above.len() - kind.len()];
    let own = KINDS_OF_KINDS.iter().any(|it| name.strip_suffix(it).is_some_and(|it| it.ends_with('本')));
    if own { Work::This } else { Work::Other }
}

/// Returns whose 款 or 项 is cited where no article stands before it.
fn relative(above: &str) -> Work {
    match work(above) {
        Work::This => Work::Unsaid,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let spell = |it: &Citation| {
            let place = &it.place;
            let mut out = format!("{:?} {}", it.work, place.article.as_ref().map_or("-".to_owned(), Number::slug));
            out.extend(place.paragraph.map(|it| format!(" p{it}")));
            out.extend(place.item.as_ref().map(|it| format!(" i{}", it.slug())));
            if it.joint == Joint::To {
                out.push_str(" to");
            }
            out
        };
        citations(text).iter().map(spell).collect()
    }

    #[test]
    fn one_place() {
        assert_eq!(found("违反本法第十二条第二款第三项规定的"), ["This 12 p2 i3"]);
        assert_eq!(found("依照《刑法》第十条的规定"), ["Other 10"]);
        assert_eq!(found("依照刑法第十条的规定"), ["Other 10"]);
        assert_eq!(found("依照本实施细则第十条"), ["This 10"]);
        assert_eq!(found("第十条规定的条件"), ["Unsaid 10"]);
    }

    #[test]
    fn tails_take_over_what_they_leave_out() {
        assert_eq!(found("本法第十条第一款、第三款"), ["This 10 p1", "This 10 p3"]);
        assert_eq!(found("《刑法》第十条、第十一条和本法第三条"), ["Other 10", "Other 11", "This 3"]);
        assert_eq!(found("本法第十条至第十五条、第二十条第一款"), ["This 10", "This 15 to", "This 20 p1"]);
        assert_eq!(found("本条例第五条第（一）、（二）项"), ["This 5 i1", "This 5 i2"]);
        assert_eq!(found("本条例第五条第一项至第三项"), ["This 5 i1", "This 5 i3 to"]);
    }
}
