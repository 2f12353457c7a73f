//! What the front matter says of a work, each value with its place.

use std::collections::BTreeMap;

use crate::model::UnitKind;
use crate::text::Span;

/// A value of the front matter with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The value.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// The layout that a document names, with its parameters: `layout: {name: law, paper: A5}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutChoice {
    /// The layout's name; nothing where only parameters are given.
    pub name: Option<Entry>,
    /// The parameters, by key: the key's place, and one value or several.
    pub parameters: BTreeMap<String, (Span, Vec<Entry>)>,
}

/// How the units of a kind are counted where a division above them begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// They run on.
    Continuous,
    /// They begin with one again.
    Restart,
}

/// What is allowed although a rule finds it: the rule, the place and the reason, each as written. All three are asked
/// for; the checks say so where one is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// Where the entry stands.
    pub span: Span,
    /// The rule's id, `family/fault`.
    pub rule: Option<Entry>,
    /// The unit in or at which the finding lies: an address (第二十条第二款), an id (`art-20-p2`), 题名.
    pub place: Option<Entry>,
    /// Why it is right as it stands.
    pub reason: Option<Entry>,
}

/// The front matter. Keys that Pandoc and Quarto know, and ours; all others are left alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The whole block, fences and all.
    pub span: Option<Span>,
    /// 题名
    pub title: Option<Entry>,
    /// 副题名
    pub subtitle: Option<Entry>,
    /// 责任者
    pub authors: Vec<Entry>,
    /// The date of the text, `2015-05-28`.
    pub date: Option<Entry>,
    /// The language, a BCP 47 tag.
    pub lang: Option<Entry>,
    /// 出版者
    pub publisher: Option<Entry>,
    /// ISBN, DOI, URN.
    pub identifiers: Vec<Entry>,
    /// 权利说明
    pub rights: Option<Entry>,
    /// 提要
    pub description: Option<Entry>,
    /// 主题词
    pub subjects: Vec<Entry>,
    /// 通过机关
    pub adopted_by: Option<Entry>,
    /// 通过地
    pub place: Option<Entry>,
    /// A picture of one's own for the cover of the EPUB; `none` for no cover.
    pub cover_image: Option<Entry>,
    /// The layout.
    pub layout: Option<LayoutChoice>,
    /// How kinds of units are counted, where the text itself is not to say: `numbering: {章: 连续}`.
    pub numbering: BTreeMap<UnitKind, Counting>,
    /// What is allowed although a rule finds it.
    pub allow: Vec<Allowance>,
}
