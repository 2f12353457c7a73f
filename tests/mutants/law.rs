//! A law as its mutators see it: lines, with the articles, items and headings that open there. It is read by a grammar of
//! its own, so that what the reader gets wrong can't hide from them.

use std::ops::Range;

use diben::model::{Number, parse_han, to_han};

/// A law of the fixtures.
pub struct Law {
    pub name: &'static str,
    pub lines: Vec<String>,
}

/// What opens an article, an item or a division: a line `before` `mark` `after` `body`.
#[derive(Clone)]
pub struct Head {
    /// The line.
    pub line: usize,
    /// The line behind its last one.
    pub end: usize,
    pub number: Number,
    /// 第十二条, （二）, 第三章
    pub mark: String,
    /// `**`, `## `
    pub before: &'static str,
    /// What parts the mark from the text.
    pub after: String,
    pub body: String,
    /// The heading above it, or the row it counts in.
    pub group: usize,
}

impl Head {
    /// Returns the line with another mark.
    pub fn with(&self, mark: &str) -> String {
        format!("{}{mark}{}{}", self.before, self.after, self.body)
    }

    /// Returns all its lines.
    pub fn block(&self) -> Range<usize> {
        self.line..self.end
    }
}

impl Law {
    pub fn new(name: &'static str, text: &str) -> Self {
        Self { name, lines: text.trim_end().split('\n').map(str::to_owned).collect() }
    }

    /// Returns the lines as they are.
    pub fn text(&self, lines: Range<usize>) -> Vec<String> {
        self.lines[lines].to_vec()
    }

    /// Returns whether the articles are 第一条 and not 一、.
    pub fn has_articles(&self) -> bool {
        self.lines.iter().any(|it| article(it).is_some())
    }

    /// Returns whether the law is a part that begins anywhere.
    pub fn is_excerpt(&self) -> bool {
        self.articles().first().is_some_and(|it| it.number != Number::new(1))
    }

    /// Returns where the annexes begin, or the end of the text.
    pub fn body_end(&self) -> usize {
        self.lines.iter().position(|it| it.starts_with("## 附件")).unwrap_or(self.lines.len())
    }

    /// Returns the articles of the body; the group is the heading they stand under.
    pub fn articles(&self) -> Vec<Head> {
        let ordinal = self.has_articles();
        self.heads(self.body_end(), |line| if ordinal { article(line) } else { point(line) })
    }

    /// Returns the headings with numbers, in rows that count together.
    pub fn divisions(&self) -> Vec<Vec<Head>> {
        let all = self.heads(self.body_end(), division);
        let mut rows: Vec<Vec<Head>> = Vec::new();
        let mut open: Vec<(String, usize)> = Vec::new();
        for head in all {
            let kind: String = head.before.to_owned();
            open.retain(|(other, _)| other.len() <= kind.len());
            match open.iter().find(|(other, _)| *other == kind) {
                Some((_, row)) => rows[*row].push(head),
                None => {
                    open.push((kind, rows.len()));
                    rows.push(vec![head]);
                }
            }
        }
        for row in &mut rows {
            let lines: Vec<usize> = row.iter().map(|it| it.line).collect();
            for (at, head) in row.iter_mut().enumerate() {
                head.group = at;
                head.end = lines.get(at + 1).copied().unwrap_or(head.end);
            }
        }
        rows
    }

    /// Returns the lists of （一） or of 1., each from its first item to its last.
    pub fn lists(&self, item: fn(&str) -> Option<Head>) -> Vec<Vec<Head>> {
        let mut lists: Vec<Vec<Head>> = Vec::new();
        for mut head in self.heads(self.lines.len(), item) {
            let last = lists.last().and_then(|it| it.last());
            let continues = last.is_some_and(|it| head.number.follows(&it.number) && head.group == it.group);
            match lists.last_mut().filter(|_| continues) {
                Some(list) => {
                    if let Some(last) = list.last_mut() {
                        last.end = head.line;
                    }
                    list.push(head);
                }
                None => {
                    head.end = head.line + 1;
                    lists.push(vec![head]);
                }
            }
        }
        lists.retain(|it| it.len() > 1 && it[0].number == Number::new(1));
        lists
    }

    /// Returns the line that says something above another.
    pub fn above(&self, line: usize) -> Option<usize> {
        (0..line).rev().find(|&it| !self.lines[it].is_empty())
    }

    /// Returns whether a line ends a sentence of the text, so that a unit may run into it.
    pub fn ends_sentence(&self, line: usize) -> bool {
        let text = &self.lines[line];
        !text.starts_with(['#', '|', '<', '-']) && text.ends_with(['。', '；', '：'])
    }

    /// Returns how often words stand in the text.
    pub fn count(&self, words: &str) -> usize {
        self.lines.iter().map(|it| it.matches(words).count()).sum()
    }

    fn heads(&self, until: usize, open: impl Fn(&str) -> Option<Head>) -> Vec<Head> {
        let mut out: Vec<Head> = Vec::new();
        let mut group = 0;
        let mut openings = Vec::new();
        for (line, text) in self.lines[..until].iter().enumerate() {
            if text.starts_with('#') {
                group = line;
                openings.push(line);
            }
            if let Some(head) = open(text) {
                openings.push(line);
                out.push(Head { line, group, ..head });
            }
        }
        for head in &mut out {
            head.end = openings.iter().copied().find(|&it| it > head.line).unwrap_or(until);
        }
        out
    }
}

fn head(before: &'static str, mark: &str, after: &str, body: &str, number: Number) -> Option<Head> {
    let (mark, after, body) = (mark.to_owned(), after.to_owned(), body.to_owned());
    Some(Head { line: 0, end: 0, number, mark, before, after, body, group: 0 })
}

/// Parts a text into the white space at its front and the rest.
fn separated(text: &str) -> (&str, &str) {
    text.split_at(text.len() - text.trim_start().len())
}

/// 第十二条之一, bold or not.
fn article(line: &str) -> Option<Head> {
    let (before, rest) = line.strip_prefix("**").map_or(("", line), |it| ("**", it));
    let numeral = rest.strip_prefix('第')?.split('条').next()?;
    let mut number = Number::new(parse_han(numeral)?);
    let mut len = "第".len() + numeral.len() + "条".len();
    if let Some(inserted) = rest.get(len..)?.strip_prefix('之') {
        let numeral: String = inserted.chars().take_while(|it| "一二三四五六七八九十".contains(*it)).collect();
        number.inserted.push(parse_han(&numeral)?);
        len += "之".len() + numeral.len();
    }
    let rest_of = rest.get(len..)?;
    let rest_of = if before.is_empty() { rest_of } else { rest_of.strip_prefix("**")? };
    let (space, body) = separated(rest_of);
    (!space.is_empty()).then_some(())?;
    let after = if before.is_empty() { space.to_owned() } else { format!("**{space}") };
    head(before, &rest[..len], &after, body, number)
}

/// 十二、 as an article.
fn point(line: &str) -> Option<Head> {
    let (numeral, body) = line.split_once('、')?;
    head("", &line[..numeral.len() + "、".len()], "", body, Number::new(parse_han(numeral)?))
}

/// （二）
pub fn item(line: &str) -> Option<Head> {
    let numeral = line.strip_prefix('（')?.split('）').next()?;
    let len = "（）".len() + numeral.len();
    head("", line.get(..len)?, "", line.get(len..)?, Number::new(parse_han(numeral)?))
}

/// 2.
pub fn subitem(line: &str) -> Option<Head> {
    let numeral = line.split('.').next()?;
    head("", line.get(..=numeral.len())?, "", line.get(numeral.len() + 1..)?, Number::new(numeral.parse().ok()?))
}

/// `## 第三章　…`, `## 三、…`
fn division(line: &str) -> Option<Head> {
    let before = ["## ", "### ", "#### "].into_iter().find(|it| line.starts_with(*it))?;
    let rest = &line[before.len()..];
    if let Some(found) = point(rest) {
        return head(before, &found.mark, "", &found.body, found.number);
    }
    let word = rest.find(['编', '章', '节'])?;
    let number = Number::new(parse_han(rest[..word].strip_prefix('第')?)?);
    let len = word + "章".len();
    let (space, body) = separated(&rest[len..]);
    head(before, &rest[..len], space, body, number)
}

/// Returns the mark of another number, written as `head` writes its own.
pub fn mark(head: &Head, base: u32) -> String {
    let first = head.mark.chars().next().unwrap_or_default();
    let last = head.mark.chars().next_back().unwrap_or_default();
    match first {
        '第' => {
            let word = ['编', '章', '节'].into_iter().find(|it| *it == last).unwrap_or('条');
            format!("第{}{word}", to_han(base))
        }
        '（' => format!("（{}）", to_han(base)),
        '0'..='9' => format!("{base}{last}"),
        _ => format!("{}、", to_han(base)),
    }
}
