//! The apparatus of laws: contents with their pages, and heads that say the articles of the page.

use diben::verify::{self, Apparatus};

use super::set::set;
use super::{shown, wanted};

const SOURCE: &str = "# 中华人民共和国仲裁法

2007年12月29日 通过

<!-- INFO END -->

## 第一章 总则

第一条 为了公正及时解决争议，制定本法。

第二条 适用本法的争议如下。

> 第九条　所引的条文不在书眉里。

第三条 本条分在两页上，这是它的第一款。

它的第二款在下一页。

## 第二章 附则

### 第一节 施行

第四条 本法自公布之日起施行。

## 附件1 收费标准

收费标准另定。
";

const KINDS: &[Apparatus] = &[Apparatus::TitlePage, Apparatus::Contents, Apparatus::ArticleHeads, Apparatus::Folio];

/// A law set by hand: title page, contents, three pages of text, an annex.
fn blocks() -> Vec<String> {
    let p = |it: &str| format!("#par[#\"{it}\"]");
    let heading = |level: u8, marker: &str, it: &str| format!("#heading(level: {level})[#\"{marker}　{it}\"]");
    vec![
        r##"#let heads = ("", "", "", "第三条至第四条|仲裁法", "附件1　收费标准")
#set page(header: context {
  let head = heads.at(here().page() - 1).split("|")
  if head.len() > 1 { head.first(); h(1fr); head.last() } else { head.first() }
}, footer: context if here().page() > 1 { counter(page).display() })"##
            .to_owned(),
        r##"#heading(level: 1, outlined: false)[#"中华人民共和国仲裁法"]"##.to_owned(),
        p("2007年12月29日 通过"),
        "#pagebreak()".to_owned(),
        r##"#outline(title: [目录])"##.to_owned(),
        "#pagebreak()".to_owned(),
        heading(2, "第一章", "总则"),
        p("第一条　为了公正及时解决争议，制定本法。"),
        p("第二条　适用本法的争议如下。"),
        p("第九条　所引的条文不在书眉里。"),
        p("第三条　本条分在两页上，这是它的第一款。"),
        "#pagebreak()".to_owned(),
        p("它的第二款在下一页。"),
        heading(2, "第二章", "附则"),
        heading(3, "第一节", "施行"),
        p("第四条　本法自公布之日起施行。"),
        "#pagebreak()".to_owned(),
        heading(2, "附件1", "收费标准"),
        p("收费标准另定。"),
    ]
}

fn found(tamper: impl Fn(&mut Vec<String>)) -> String {
    let mut blocks = blocks();
    tamper(&mut blocks);
    let (truth, expected) = wanted(SOURCE, KINDS);
    shown(SOURCE, &verify::pdf(&truth, &expected, &set(&blocks, true)).unwrap())
}

fn replace(at: usize, old: &'static str, new: &'static str) -> impl Fn(&mut Vec<String>) {
    move |blocks| {
        assert!(blocks[at].contains(old), "{} has no {old}", blocks[at]);
        blocks[at] = blocks[at].replacen(old, new, 1);
    }
}

#[test]
fn a_true_law_is_clean() {
    assert_eq!(found(|_| {}), "");
}

#[test]
fn a_wrong_range_of_articles() {
    // The page begins inside 第三条: one who looks it up must find it here.
    for wrong in ["第四条|", "第二条至第四条|", "第三条|", "第三条至第九条|"] {
        let found = found(replace(0, "第三条至第四条|", wrong));
        let last = found.lines().last().unwrap_or_default();
        assert!(last.contains("第 4 页的书眉应为“第三条至第四条 仲裁法”，见到 0 处"), "{wrong}: {found}");
        assert!(found.lines().all(|it| it.contains("第 4 页")), "{wrong}: {found}");
    }
}

#[test]
fn a_head_that_names_another_chapter_or_law() {
    let chapter = found(replace(0, "\"附件1　收费标准\"", "\"第二章　附则\""));
    assert!(chapter.contains("第 5 页的书眉应为“附件1　收费标准”，见到 0 处"), "{chapter}");
    let other = found(replace(0, "|仲裁法", "|调解法"));
    assert!(other.contains("第 4 页的书眉应为“第三条至第四条 仲裁法”，见到 0 处"), "{other}");
}

#[test]
fn no_head_where_one_belongs_and_one_where_none_does() {
    let missing = found(replace(0, "第三条至第四条|仲裁法", ""));
    assert!(missing.contains("第 4 页的书眉应为"), "{missing}");
    let early = found(replace(0, "(\"\", \"\", \"\"", "(\"\", \"\", \"第一条至第三条\""));
    assert!(early.contains("第 3 页的附加文字“第一条至第三条”不是书眉"), "{early}");
}

#[test]
fn a_folio_on_the_title_page() {
    let found = found(replace(0, "page() > 1 {", "page() > 0 {"));
    assert!(found.contains("第 1 页的附加文字“1”不是书眉"), "{found}");
}

#[test]
fn contents_that_lie() {
    let page = r##"#show outline.entry.where(level: 3): it => it.indented(none, [#it.body()#h(1fr)#"5"])"##;
    let wrong = found(|it| it.insert(4, page.to_owned()));
    assert!(wrong.contains("目录里“第一节　施行”的页码应为 4"), "{wrong}");
    let lacking = found(replace(4, "title: [目录]", "title: [目录], target: heading.where(level: 2)"));
    assert!(lacking.contains("的目录缺“第一节　施行”"), "{lacking}");
    let bare = r##"#show outline.entry.where(level: 3): it => it.indented(none, it.body())"##;
    let bare = found(|it| it.insert(4, bare.to_owned()));
    assert!(bare.contains("目录里“第一节　施行”的页码应为 4"), "{bare}");
    let other = r##"#show outline.entry.where(level: 3): it => it.indented(none, [#"第一节　时行"#h(1fr)#"4"])"##;
    let other = found(|it| it.insert(4, other.to_owned()));
    assert!(other.contains("的目录有“第一节　时行4”") && other.contains("的目录缺“第一节　施行”"), "{other}");
}

#[test]
fn contents_that_no_layout_declares() {
    let (truth, expected) = wanted(SOURCE, &[Apparatus::ArticleHeads, Apparatus::Folio]);
    let found = shown(SOURCE, &verify::pdf(&truth, &expected, &set(&blocks(), true)).unwrap());
    assert!(found.contains("标成了目录，而版式没有目录"), "{found}");
}
